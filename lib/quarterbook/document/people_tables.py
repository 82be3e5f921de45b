"""Tables of people by group and category, with their totals; what is not shown bears one mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from quarterbook.analysis.disclosure.counts import ALL, Place
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.people.figures import count_id, share_id
from quarterbook.document.blocks import Column, Runs, Table
from quarterbook.document.charts.by_rating import rounded
from quarterbook.document.tables import ILLUSTRATIVE, cell, cited
from quarterbook.periods import Period
from quarterbook.rounding import NOT_KNOWN, NOT_SHOWN

EVERYBODY = "All"
_KEPT_BACK = f"{NOT_SHOWN} Not shown: it could tell of a person."
_NO_COUNT = f"{NOT_KNOWN} The data have no such count; the totals are without it."
_MADE_UP = f"{ILLUSTRATIVE} Illustrative, in whole or in part."


def by_group(
    figures: Mapping[str, Figure],
    measure: str,
    period: Period,
    groups: Sequence[str],
    categories: Sequence[str],
    *,
    called: str = "Group",
    made_up: Collection[Period] = (),
) -> Table:
    """Return a row a group and a column a category, with totals and each group's share; of one period.

    A total of one group alone, or of one category, is not repeated. `made_up` are periods with illustrative counts.
    """
    down = [*groups, ALL] if len(groups) != 1 else groups
    across = [*categories, ALL] if len(categories) != 1 else categories
    shares = [share_id(measure, Place(period, group)) for group in groups]
    shown = len(groups) > 1 and bool(figures[count_id(measure, Place(period))].value)
    rows = [
        (
            cell(group or EVERYBODY),
            *(_counted(figures, count_id(measure, Place(period, group, category))) for category in across),
            *([_counted(figures, share_id(measure, Place(period, group))) if group else ()] if shown else []),
        )
        for group in down
    ]
    labels = [category or (EVERYBODY if categories else "People") for category in across]
    mark = f" {ILLUSTRATIVE}" if period in made_up else ""
    return Table(
        caption=f"{measure}: {period}{mark}",
        columns=(
            Column(label=called, width=1.6),
            *(Column(label=label, align="end") for label in labels),
            *([Column(label="Share of all", align="end")] if shown else []),
        ),
        rows=tuple(rows),
        row_header=True,
        totals=int(len(down) > len(groups)),
        note=_note(rows, [figures[one] for one in shares if shown and one in figures], marked=bool(mark)),
    )


def totals(figures: Mapping[str, Figure], measure: str, periods: Sequence[Period]) -> list[Table]:
    """Return how many people there were in each period, the latest first; none where the tables of periods tell it."""
    rows = [(cell(str(period)), cited(figures[count_id(measure, Place(period))])) for period in reversed(periods)]
    columns = (Column(label="Period", width=1.6), Column(label="People", align="end"))
    note = _note(rows, [], marked=False)
    made = Table(caption=f"{measure}: all periods", columns=columns, rows=tuple(rows), row_header=True, note=note)
    return [made] if len(rows) > 2 else []


def _counted(figures: Mapping[str, Figure], name: str) -> Runs:
    return cited(figures[name]) if name in figures else cell(NOT_KNOWN)


def _note(rows: Iterable[tuple[Runs, ...]], shares: Iterable[Figure], *, marked: bool) -> str:
    texts = {run.text for row in rows for one in row[1:] for run in one}
    shares = list(shares)
    parts = [
        _KEPT_BACK if NOT_SHOWN in texts else "",
        _NO_COUNT if NOT_KNOWN in texts else "",
        "" if any(one.is_withheld for one in shares) else rounded(shares),
        _MADE_UP if marked else "",
    ]
    return " ".join(filter(None, parts))
