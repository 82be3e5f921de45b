"""Outturns beside what they measure: one council's table, in the order of its indicators and of time."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook.analysis.targets import assess
from quarterbook.analysis.travel import travel
from quarterbook.analysis.units import titled
from quarterbook.periods import MONTH, QUARTER, YEAR, Period
from quarterbook.registers.frames import of_area
from quarterbook.tolerance import Tolerance

LENGTHS = {"month": MONTH, "quarter": QUARTER, "year": YEAR}
_PLAIN = ("decimals", "quartile", "stretch", "cumulative", "provisional", "tolerance")
_OF_INDICATOR = ("title", "unit", "polarity", "decimals", "frequency", "stretch", "cumulative", "tolerance")


def table(
    outturns: pd.DataFrame,
    indicators: pd.DataFrame,
    area: str = "",
    tolerance: Tolerance | None = None,
    until: Period | None = None,
) -> pd.DataFrame:
    """Return the outturns of a council's indicators, assessed against targets and against periods before.

    Periods that end after `until` are left out: a file may know more than the quarter that is reported.

    One row an indicator and period, indexed by spreadsheet row, in the order of the register of
    indicators and then of time. Outturns of other indicators are left out. Numbers are Decimal or None.
    """
    kept = of_area(outturns, area, "outturns")
    if until is not None:
        kept = kept.loc[[period.after <= until.after for period in kept["period"]]]
    known = indicators[["reference", *_OF_INDICATOR]].assign(order=range(len(indicators)))
    joined = kept.reset_index().merge(known, on="reference", how="inner", validate="many_to_one")
    ordered = joined.sort_values(["order", "period"], kind="stable").set_index("row").drop(columns="order")
    plain = {name: plain_column(ordered[name]) for name in _PLAIN}
    return travel(assess(ordered.assign(**plain), tolerance))


def titles(indicators: pd.DataFrame) -> dict[str, str]:
    """Return what the paper calls each indicator: its reference and title, and its unit where that is not clear."""
    rows: Any = indicators.itertuples()
    return {row.reference: titled(row.reference, row.title, row.unit) for row in rows}


def plain_column(column: pd.Series) -> pd.Series:
    """The column with Python's own values and None, so that what is missing is false and equal to itself."""
    return pd.Series(
        [None if pd.isna(one) else one for one in column.astype("object")], index=column.index, dtype="object"
    )


def headline(assessed: pd.DataFrame) -> pd.DataFrame:
    """Return a row an indicator: the latest period of the length it is reported by, with what came `since`.

    An indicator with no period of that length, or that says no frequency, has its latest of any. `since` is the
    latest period after that one, such as the first quarter after a year's outturn, with `since_actual`,
    `since_status` and `since_as_reported`. A period with neither an outturn nor a status tells nothing.
    """
    told = assessed.loc[assessed["actual"].notna() | assessed["status"].notna()]
    chosen: list[int] = []
    since: list[Any] = []
    places = pd.Series(range(len(told)), index=told.index)
    for _, at in places.groupby(told["reference"].to_numpy(), sort=False):
        rows: Any = [*told.iloc[at].itertuples()]
        months = LENGTHS.get(str(rows[0].frequency))
        best = max(range(len(rows)), key=lambda nth: (rows[nth].period.months == months, rows[nth].period))
        chosen.append(at.iloc[best])
        since.append(rows[-1] if rows[-1].period.after > rows[best].period.after else None)
    latest = told.iloc[chosen]
    columns = {
        "since": "period",
        "since_actual": "actual",
        "since_status": "status",
        "since_as_reported": "as_reported",
    }
    return latest.assign(
        **{
            name: pd.Series([row and getattr(row, column) for row in since], index=latest.index, dtype="object")
            for name, column in columns.items()
        }
    )


def of_its_length(rows: pd.DataFrame) -> pd.DataFrame:
    """Return an indicator's rows of the length that it is reported by; where there are none, of its latest's."""
    lengths = [period.months for period in rows["period"]]
    usual = LENGTHS.get(str(rows["frequency"].iloc[0])) if len(rows) else None
    months = usual if usual in lengths else lengths[-1] if lengths else None
    return rows.loc[[length == months for length in lengths]]


def unbroken(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the latest of a series' rows, as far back as no period is missing between them."""
    periods = [*rows["period"]]
    start = len(periods) - 1
    while start > 0 and periods[start].before() == periods[start - 1]:
        start -= 1
    return rows.iloc[max(start, 0) :]


def series(assessed: pd.DataFrame, reference: str, months: int) -> pd.DataFrame:
    """Return the rows of one indicator's periods of one length, oldest first."""
    rows = assessed[assessed["reference"] == reference]
    return rows.loc[[period.months == months for period in rows["period"]]]
