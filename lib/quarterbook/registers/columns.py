"""One column of a file: under which header it stands, how its cells are read, and in whose words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from quarterbook.money import Unit, is_unclear, unit_in
from quarterbook.params.house_file import House
from quarterbook.registers import amounts, measures
from quarterbook.sources import cells

Kind = Literal[
    "text",
    "reference",
    "references",
    "date",
    "dates",
    "when",
    "percent",
    "number",
    "measure",
    "whole",
    "people",
    "yes-no",
    "choice",
    "rating",
    "period",
    "quartile",
    "frequency",
    "tolerance",
    "money",
    "year",
]
# How the codes end of the rules that stop a register.
UNREADABLE, BLANK, REPEATED = "1", "2", "3"
# What exports write where nothing is known, and the kinds of column in which it cannot be anything else.
COMMON_MARKERS = frozenset(("n/a", "na", "dna", "nil", "-", "–", "*", "c", "x", "!", ".", "..", "#n/a", "tbc"))
_NEVER_WORDS = frozenset(
    ("number", "measure", "percent", "quartile", "whole", "people", "date", "dates", "money", "year")
)
# Of a value that cannot be read, as much as a message shows.
MAX_SHOWN = 60


@dataclass(frozen=True)
class Field:
    """A column of a register, in our names.

    A file must have the column where it is `required`, and no blank in it unless it `may_be_blank`. The frame has it
    under its name, or under `column` where every frame has something else under that name.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    may_be_blank: bool = False
    column: str = ""


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
        return self._read(cell, self.parse)

    def label(self, cell: object) -> Any:
        """What a cell says of a total: a value of this column, or any text. Raises `Unreadable`."""
        try:
            return self.value(cell)
        except Unreadable:
            return self._read(cell, cells.text)

    def _read(self, cell: object, parse: Callable[[object], Any]) -> Any:
        folded, shown = cells.folded(cell), cells.shown(cell)
        try:
            return parse(self.words.get(folded, cell))
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
    parse = amounts.amount(_unit(header, register, house)) if field.kind == "money" else _parser(field, register, house)
    return Column(field, header, parse, words, missing, register)


def _unit(header: str, register: str, house: House) -> Unit:
    """The unit of a column of money: as its header says, else as the house says of the register, else pounds."""
    return unit_in(header)[1] or house.money.units.get(register, "£")


def without_units(header: tuple[str, ...], fields: tuple[Field, ...], mapped: Mapping[str, str]) -> tuple[str, ...]:
    """The header in which 'Target (£m)' is what the council, or we, call that column of money.

    A column that goes by its name outright is taken before one with a unit after it.
    """
    names: dict[str, str] = {}
    for field in fields:
        if field.kind == "money":
            theirs = mapped.get(field.name, field.name)
            names |= {cells.folded(one): theirs for one in (field.name, theirs, unit_in(theirs)[0]) if one}
    outright = {*mapped.values(), *names.values()}

    def without(name: str) -> str:
        bare = unit_in(name)[0]
        called = names.get(cells.folded(bare), name) if bare != name and name not in outright else name
        return name if called in header else called

    return tuple(without(name) for name in header)


def wrong_units(
    header: tuple[str, ...], register: str, fields: tuple[Field, ...], house: House
) -> Iterator[tuple[str, str]]:
    """The headers of columns of money that stand twice, or whose unit nobody can tell, each with what to do."""
    mapped = house.columns.get(register, {})
    names = {one for field in fields if field.kind == "money" for one in (field.name, mapped.get(field.name))}
    bare = without_units(header, fields, mapped)
    for place, name in enumerate(header):
        if bare[place] in names and bare[place] in bare[:place] and header.count(name) == 1:
            yield name, f"'{header[bare.index(bare[place])]}' is the same column in another unit; keep one of them."
        elif bare[place] in names and is_unclear(name) and register not in house.money.units:
            yield (
                name,
                "nobody can tell in which unit the amounts are. End the header with £, £000 or £m, as in 'Target £m', "
                f"or say it in the house file (money: units: {register}).",
            )


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
        case "when":
            return lambda cell: cells.when(cell, order)
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
    "people": measures.people,
    "period": measures.period,
    "quartile": measures.quartile,
    "frequency": measures.frequency,
    "tolerance": measures.tolerance,
    "year": measures.year,
}
