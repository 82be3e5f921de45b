"""One column of a file: under which header it stands, how its cells are read, and in whose words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from quarterbook.params.house_file import House
from quarterbook.registers import cells, measures

Kind = Literal[
    "text",
    "reference",
    "references",
    "date",
    "dates",
    "percent",
    "number",
    "measure",
    "whole",
    "yes-no",
    "choice",
    "rating",
    "period",
    "quartile",
    "frequency",
    "tolerance",
]
# How the codes end of the rules that stop a register.
UNREADABLE, BLANK, REPEATED = "1", "2", "3"
# What exports write where nothing is known, and the kinds of column in which it cannot be anything else.
COMMON_MARKERS = frozenset(("n/a", "na", "dna", "nil", "-", "–", "*", "c", "x", "!", ".", "..", "#n/a", "tbc"))
_NEVER_WORDS = frozenset(("number", "measure", "percent", "quartile", "whole", "date", "dates"))
# Of a value that cannot be read, as much as a message shows.
MAX_SHOWN = 60


@dataclass(frozen=True)
class Field:
    """A column of a register, in our names.

    A file must have the column where it is `required`, and no blank in it unless it `may_be_blank`.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    may_be_blank: bool = False


class Unreadable(ValueError):
    """A cell that stops the register: the rule it breaks (how its code ends), in words."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True)
class Column:
    """A field as a file holds it: the header it stands under, and how the council writes its values."""

    field: Field
    header: str
    parse: Callable[[object], Any]
    words: Mapping[str, str]
    missing: frozenset[str]
    register: str

    def value(self, cell: object) -> Any:
        """What a cell says, None where it is blank. Raises `Unreadable`."""
        folded = cells.folded(cell)
        shown = cells.shown(cell)
        # What the house says a word means in this column goes before what it says of all the register's.
        if folded not in self.words:
            if folded in self.missing:
                if self._must_be_filled:
                    marker = f" ('{shown}' is a missing marker of the house)" if folded else ""
                    raise Unreadable(BLANK, f"the cell is blank{marker}; {self.field.name} must be filled in.")
                return None
            if folded.upper() in cells.FORMULA_ERRORS:
                told = f"'{shown}' is a formula's error. Mend the formula, and save or export again."
                raise Unreadable(UNREADABLE, f"{told}{self._marker_hint(folded)}")
        try:
            return self.parse(self.words.get(folded, cell))
        except ValueError as expected:
            value = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
            told = f"'{value}' cannot be read; expected {expected}.{self._marker_hint(folded)}"
            raise Unreadable(UNREADABLE, told) from None

    @property
    def _must_be_filled(self) -> bool:
        return self.field.required and not self.field.may_be_blank

    def _marker_hint(self, folded: str) -> str:
        """How to say that a cell means that nothing is known, where that would help."""
        if folded not in COMMON_MARKERS or self.field.kind not in _NEVER_WORDS or self._must_be_filled:
            return ""
        return f" If it means that nothing is known, list it in the house file (missing: {self.register})."


def column(field: Field, header: str, register: str, house: House, *, in_key: bool) -> Column:
    """The column of a field in a register's file, read as its house says; `in_key` where it helps to name a row."""
    words = {cells.folded(theirs): ours for ours, theirs in called(field, house).items()}
    for theirs, ours in house.values.get(field.name, {}).items():
        words[cells.folded(theirs)] = words.get(cells.folded(ours), ours)
    words.pop("", None)
    # A marker such as 'c' is meant for values: a reference or an area 'C' is one.
    markers = () if in_key else house.missing.get(register, ())
    missing = frozenset(map(cells.folded, ("", *markers)))
    return Column(field, header, _parser(field, register, house), words, missing, register)


def called(field: Field, house: House) -> dict[str, str]:
    """Each word that a field may hold, with what the council calls it; {} where the field is free."""
    if field.kind == "rating":
        return {name: level.label for name, level in house.ratings.levels.items()}
    theirs = {ours: theirs for theirs, ours in house.values.get(field.name, {}).items()}
    return {ours: theirs.get(ours, ours) for ours in field.choices}


def _parser(field: Field, register: str, house: House) -> Callable[[object], Any]:
    order = house.date_order.get(register)
    match field.kind:
        case "date":
            return lambda cell: cells.iso_date(cell, order)
        case "dates":
            return lambda cell: cells.dates(cell, order)
        case "reference":
            return lambda cell: _one_name(cells.reference(cell), house.same_references)
        case "references":
            return lambda cell: tuple(_one_name(one, house.same_references) for one in cells.references(cell))
        case "choice" | "rating":
            return cells.one_of(called(field, house))
    return _PARSERS[field.kind]


def _one_name(reference: str, same: Mapping[str, str]) -> str:
    """The reference under the one name that the house gives its beginning.

    >>> [_one_name(one, {"BVPI": "BV"}) for one in ("BVPI 8", "BV204", "BVPI11c", "PAF C32")]
    ['BV 8', 'BV 204', 'BV 11c', 'PAF C32']
    """
    for begin in sorted({*same, *same.values()}, key=len, reverse=True):
        if match := re.fullmatch(rf"{re.escape(begin)}(?: |(?=\d))(.+)", reference):
            return f"{same.get(begin, begin)} {match[1]}"
    return reference


_PARSERS: Mapping[str, Callable[[object], Any]] = {
    "text": cells.text,
    "percent": cells.percent,
    "number": cells.number,
    "yes-no": cells.yes_no,
    "measure": measures.measure,
    "whole": measures.whole,
    "period": measures.period,
    "quartile": measures.quartile,
    "frequency": measures.frequency,
    "tolerance": measures.tolerance,
}
