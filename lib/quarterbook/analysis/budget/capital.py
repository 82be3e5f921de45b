"""The figures of capital financing: what each source is to pay of the year's programme, and what is there already."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.money import added
from quarterbook.registers.capital import FUNDING
from quarterbook.registers.frames import details

LABELS = {
    "receipts": "Capital receipts",
    "reserves": "Reserves",
    "revenue": "Revenue contributions",
    "grant": "Grants",
    "contributions": "Contributions from others",
    "borrowing": "Borrowing",
}
_COLUMNS = {"achieved": "achieved so far", "forecast": "forecast for the year"}


def by_source(capital: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each source that the programme has."""
    rows = details(capital)
    return {name: rows[rows["funding"] == name] for name in FUNDING if (rows["funding"] == name).any()}


def figures(capital: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """The figures of a council's capital financing: `capital.<source>.<what>`, `capital.all-sources.<what>`.

    What: `planned`, `achieved`, `forecast`, `shortfall` (planned less forecast), `outstanding` (planned less achieved),
    `outstanding.percent` (of the whole programme) and `outstanding.of-planned` (of the same source). And
    `capital.receipts-and-reserves`, what the council's own means are to pay.
    """
    rows = details(capital)
    whole = _planned("all-sources", "all sources", rows, sums)
    made = list(_of("all-sources", "all sources", rows, sums, whole))
    for name, group in by_source(capital).items():
        made += _of(name, LABELS[name].lower(), group, sums, whole)
    own = rows[rows["funding"].isin(("receipts", "reserves"))]
    definition = "Capital financing planned: receipts and reserves"
    return (*made, sums.total("capital.receipts-and-reserves", own, "planned", definition, about=_about(own)))


def _about(rows: pd.DataFrame) -> bool:
    """Whether a plan is known only as "about"."""
    return bool(rows["approximate"].eq(True).fillna(False).any())


def _planned(name: str, words: str, rows: pd.DataFrame, sums: Sums) -> Figure:
    definition = f"Capital financing planned: {words}"
    return sums.total(f"capital.{name}.planned", rows, "planned", definition, about=_about(rows))


def _of(name: str, words: str, rows: pd.DataFrame, sums: Sums, whole: Figure) -> Iterator[Figure]:
    begin, about = f"capital.{name}", _about(rows)
    yield (planned := _planned(name, words, rows, sums))
    for column, told in _COLUMNS.items():
        yield sums.total(f"{begin}.{column}", rows, column, f"Capital financing {told}: {words}")
    left = added(rows["planned"]) - added(rows["achieved"]) if rows["achieved"].notna().all() else None
    definition = f"Capital financing still to come, planned less achieved: {words}"
    from_ = (f"{begin}.planned", f"{begin}.achieved")
    yield (rest := sums.amount(f"{begin}.outstanding", left, definition, rows, from_, about=about))
    definition = f"Capital financing still to come, of the whole programme: {words}"
    yield sums.share(f"{begin}.outstanding.percent", rest, whole, definition)
    short = added(rows["planned"]) - added(rows["forecast"]) if rows["forecast"].notna().all() else None
    definition = f"Capital financing forecast short of plan, planned less forecast: {words}"
    from_ = (f"{begin}.planned", f"{begin}.forecast")
    yield sums.amount(f"{begin}.shortfall", short, definition, rows, from_, about=about)
    definition = f"Capital financing still to come, of what is planned: {words}"
    yield sums.share(f"{begin}.outstanding.of-planned", rest, planned, definition)
