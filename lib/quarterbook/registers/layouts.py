"""Long or wide: where in a file's header each field stands, once for a long file, once a period for a wide one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from quarterbook.registers import measures
from quarterbook.registers.columns import Field
from quarterbook.sources import cells

# What a header says of a period stands at its start or its end: '2006/07', 'Target 2006/07', '2007/08 Q1 actual'.
_MOST_WORDS = 3
# Digits of a header that may be years: '2007', '2007/8', '07/08'.
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d|\d\d(?=[-/–]\d\d(?!\d)))(?!\d)(?:[-/–](\d{1,2})(?!\d))?")
# Kinds of the fields that do not stand beside a period in a header.
_ROW = ("reference", "period")
# From our name of a field to the headers it may stand under, the council's own first.
Named = Callable[[str], Sequence[str]]


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


def layouts(header: Sequence[str], fields: Sequence[Field], spread: str, named: Named) -> list[Layout]:
    """Return one layout of a long file, or one a period where the periods are in the header.

    `named` gives the headers that a field may stand under, the council's own first; `spread` is the field that stands
    under a bare period ('' where the register has no wide form).
    """
    places, period = _places(header, fields, named), _period(fields)
    if not spread or period in places:
        return [Layout(places)]
    wide: dict[object, dict[str, int]] = {}
    again: dict[object, tuple[int, ...]] = {}
    for at, name in enumerate(header):
        if found := _period_and_field(name, fields, spread, named):
            when, which = found
            if wide.setdefault(when, {}).setdefault(which, at) != at:
                again[when] = (*again.get(when, ()), at)
    return [
        Layout({**places, **columns}, {period: when}, tuple(columns.values()), again.get(when, ()))
        for when, columns in wide.items()
    ] or [Layout(places)]


def strays(header: Sequence[str], fields: Sequence[Field], spread: str, named: Named) -> dict[str, str]:
    """Return the headers of a wide file that look like a period, but give no field of one, each with what was expected.

    A file with a column of periods is long, and has none.
    """
    places = _places(header, fields, named)
    if not spread or _period(fields) in places:
        return {}
    return {
        name: _expected(name, fields, spread, named)
        for at, name in enumerate(header)
        if at not in places.values()
        and (_period_in(name) or any(_is_year(match) for match in _YEAR.finditer(name)))
        and not _period_and_field(name, fields, spread, named)
    }


def _expected(header: str, fields: Sequence[Field], spread: str, named: Named) -> str:
    """What a header that looks like a period should have been, and what it may mean."""
    names = {cells.folded(named(one.name)[0]): named(one.name)[0] for one in fields if one.kind not in _ROW}
    mended = _YEAR.sub(lambda match: _in_full(match) if _is_year(match) else match[0], header)
    if _period_and_field(mended, fields, spread, named):
        near = [mended]
    else:
        _, words = _period_in(mended) or (None, _bare(_YEAR.sub(" ", header).split()))
        near = [names[one] for one in get_close_matches(cells.folded(words), names, n=1)]
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return (
        "the column looks like a period, but is not read as one; expected a period such as '2007/08', or one with the "
        f"name of a field, such as 'Target 2007/08' (fields here: {', '.join(names.values())}).{hint}"
    )


def _is_year(match: re.Match[str]) -> bool:
    """Whether digits are a year, or two that follow one another: 07/08, not 16-24."""
    return len(match[1]) == 4 or int(match[2]) == (int(match[1]) + 1) % 100


def _in_full(match: re.Match[str]) -> str:
    """A financial year as it should be written, where its digits say one; else as it stands."""
    first = int(match[1])
    if len(match[1]) == 2:
        first += 2000 if first < 30 else 1900  # as months of two digits are read
    after = f"{(first + 1) % 100:02}"
    return f"{first}/{after}" if match[2] and int(match[2]) in (int(after), (first + 1) % 10) else match[0]


def _places(header: Sequence[str], fields: Sequence[Field], named: Named) -> dict[str, int]:
    return {one.name: header.index(name) for one in fields for name in reversed(named(one.name)) if name in header}


def _period(fields: Sequence[Field]) -> str:
    """The field that says of which period a record is, if the register has one."""
    return next((one.name for one in fields if one.kind == "period"), "")


def _period_and_field(header: str, fields: Sequence[Field], spread: str, named: Named) -> tuple[object, str] | None:
    """The period that a header names, and the field that it gives of that period; None unless it has both."""
    when, words = _period_in(header) or (None, "")
    which = _field(words, fields, named) if words else spread
    return (when, which) if when and which else None


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


def _field(words: str, fields: Sequence[Field], named: Named) -> str:
    folded = cells.folded(words)
    return next((one.name for one in fields if folded in {cells.folded(name) for name in named(one.name)}), "")
