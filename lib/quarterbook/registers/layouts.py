"""Long or wide: where in a file's header each field stands, once for a long file, once a period for a wide one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from quarterbook.registers import cells, measures
from quarterbook.registers.columns import Field

# What a header says of a period stands at its start or its end: '2006/07', 'Target 2006/07', '2007/08 Q1 actual'.
_MOST_WORDS = 3


@dataclass(frozen=True)
class Layout:
    """Where a record's fields stand in a row, by place in the header; `said` is what the header gives them itself.

    `own` are the places under a header that names a period: where these are all empty, there is no record.
    `again` are those whose header says what another's says already.
    """

    places: Mapping[str, int]
    said: Mapping[str, object] = field(default_factory=dict)
    own: tuple[int, ...] = ()
    again: tuple[int, ...] = ()

    def holds(self, row: Sequence[cells.Cell]) -> bool:
        """Whether a row has a record of this layout."""
        return not self.own or any(row[place] != "" for place in self.own)


def layouts(
    header: Sequence[str], fields: Sequence[Field], spread: str, named: Callable[[str], Sequence[str]]
) -> list[Layout]:
    """Return one layout of a long file, or one a period where the periods are in the header.

    `named` gives the headers that a field may stand under, the council's own first; `spread` is the field that stands
    under a bare period ('' where the register has no wide form).
    """
    places = {one.name: header.index(name) for one in fields for name in reversed(named(one.name)) if name in header}
    period = next((one.name for one in fields if one.kind == "period"), "")
    if not spread or period in places:
        return [Layout(places)]
    wide: dict[object, dict[str, int]] = {}
    again: dict[object, tuple[int, ...]] = {}
    for at, name in enumerate(header):
        found = _period_in(name)
        if found:
            when, rest = found
            which = spread if not rest else _field(rest, fields, named)
            if which and wide.setdefault(when, {}).setdefault(which, at) != at:
                again[when] = (*again.get(when, ()), at)
    return [
        Layout({**places, **columns}, {period: when}, tuple(columns.values()), again.get(when, ()))
        for when, columns in wide.items()
    ] or [Layout(places)]


def _period_in(header: str) -> tuple[object, str] | None:
    """The period a header names, and its other words."""
    words = header.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        for part, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            with suppress(ValueError):
                return measures.period(_day(_bare(part))), _bare(rest)
    return None


def _day(words: str) -> object:
    """The day that a header is in a spreadsheet, where 'Apr-07' is a date; other words as they are."""
    return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) else words


def _bare(words: Sequence[str]) -> str:
    """Words without the signs around them, as in 'Target (2006/07)'."""
    return re.sub(r"^\W+|\W+$", "", " ".join(words))


def _field(words: str, fields: Sequence[Field], named: Callable[[str], Sequence[str]]) -> str:
    folded = cells.folded(words)
    return next((one.name for one in fields if folded in {cells.folded(name) for name in named(one.name)}), "")
