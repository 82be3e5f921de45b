"""The rules of indicators and their outturns: one function a rule, each from frames to findings.

`assessed` is the table of one council's outturns, in the order of its indicators and of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.checks.series import (
    i22_target_without_actual,
    i24_odd_nought,
    i25_fraction_for_percent,
    i26_percent_sign,
    i27_out_of_order,
    i28_period_missing,
    i35_several_years,
)
from quarterbook.findings import Finding
from quarterbook.periods import Period
from quarterbook.registers.frames import rows as by_row
from quarterbook.rounding import as_read

# What a status can be; the house maps other words to these.
STATUSES = ("met", "close", "missed")


def i20_unknown_indicator(outturns: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Finding]:
    """Outturns of an indicator that the register does not define: they are left out."""
    known = [*indicators["reference"]]
    for reference, rows in outturns[~outturns["reference"].isin(known)].groupby("reference", sort=False):
        first = next(rows.itertuples())
        near = get_close_matches(str(reference).lower(), {one.lower(): one for one in known}, n=1)
        hint = f" Is it {next(one for one in known if one.lower() == near[0])}?" if near else ""
        message = f"{reference} is not in the register of indicators; {_count(rows)} left out.{hint}"
        yield RULES["I20"].on(first, "reference", message)


def i21_no_outturn(indicators: pd.DataFrame, headlines: pd.DataFrame) -> Iterator[Finding]:
    """An indicator without any outturn or status: it is not in the paper."""
    for row in indicators[~indicators["reference"].isin(headlines["reference"])].itertuples():
        yield RULES["I21"].on(row, "reference", f"{row.reference} has no outturn.")


def i23_no_target(assessed: pd.DataFrame) -> Iterator[Finding]:
    """An indicator whose latest outturn has no target; told once where no indicator has any."""
    told = assessed[assessed["actual"].notna() & assessed["polarity"].ne("none")]
    if len(told) and assessed["target"].isna().all():
        yield RULES["I23"].finding("No indicator has a target in any period.", assessed["source"].iloc[0])
        return
    for reference, rows in told.groupby("reference", sort=False):
        last = by_row(rows)[-1]
        if last.target is None:
            never = assessed.loc[assessed["reference"] == reference, "target"].isna().all()
            message = f"{reference} has {'no target in any period' if never else f'no target for {last.period}'}."
            yield RULES["I23"].on(last, "target", message)


def i29_quartile_differs(assessed: pd.DataFrame, standing: pd.DataFrame, group: str) -> Iterator[Finding]:
    """A reported quartile that is not the one worked out in a comparison group.

    `standing` gives `reference`, `period`, `quartile`, `rank` and `of` in that group.
    """
    ours = {(one.reference, one.period): one for one in by_row(standing)}
    for row in by_row(assessed[assessed["quartile"].notna() & assessed["quartile_among"].isna()]):
        one = ours.get((row.reference, row.period))
        if one is not None and one.quartile is not None and one.quartile != row.quartile:
            message = (
                f"{row.reference} is reported in quartile {row.quartile} for {row.period}; "
                f"among {group} it is in quartile {one.quartile} ({one.rank} of {one.of})."
            )
            yield RULES["I29"].on(row, "quartile", message)


def i30_status_differs(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A reported status that is not the computed one."""
    for row in by_row(assessed[assessed["computed"].notna() & assessed["reported_status"].notna()]):
        if row.reported_status.lower() in STATUSES and row.reported_status.lower() != row.computed:
            message = (
                f"{row.reference} is reported as '{row.reported_status}' for {row.period}; "
                f"{as_read(row.actual)} against a target of {as_read(row.target)}, as published, is {row.computed}."
            )
            yield RULES["I30"].on(row, "reported_status", message)


def i33_band_without_tolerance(indicators: pd.DataFrame, *, house_has_tolerance: bool) -> Iterator[Finding]:
    """A band of which nobody says how wide it is, so that no status can be worked out."""
    for row in by_row(indicators[(indicators["polarity"] == "band") & indicators["tolerance"].isna()]):
        if not house_has_tolerance:
            message = f"{row.reference} is to be within a band of its target, but no tolerance says how wide."
            yield RULES["I33"].on(row, "tolerance", message)


def i34_provisional(headlines: pd.DataFrame) -> Iterator[Finding]:
    """A latest outturn that is provisional."""
    for row in by_row(headlines[headlines["provisional"].eq(True).fillna(False)]):
        yield RULES["I34"].on(row, "provisional", f"{row.reference} for {row.period} is provisional.")


def i36_later_than_quarter(outturns: pd.DataFrame, until: Period) -> Iterator[Finding]:
    """Outturns of periods that end after the quarter reported; told once."""
    later = [row for row in by_row(outturns) if row.period.after > until.after]
    if later:
        are = "outturn is of a period that ends" if len(later) == 1 else "outturns are of periods that end"
        message = (
            f"{len(later):,} {are} after {until}, and left out: the first is {later[0].reference}, {later[0].period}."
        )
        yield RULES["I36"].on(later[0], "period", message)


def i37_old(headlines: pd.DataFrame, until: Period) -> Iterator[Finding]:
    """A latest outturn that ended two years or more before the quarter reported."""
    for row in by_row(headlines):
        latest = row.since or row.period
        if latest.is_old(until):
            message = f"The latest outturn of {row.reference} is of {latest}, two years or more before {until}."
            yield RULES["I37"].on(row, "period", message)


def i38_unknown_status(assessed: pd.DataFrame) -> Iterator[Finding]:
    """A reported status in words that are none of ours, so that it cannot be compared; told once a word."""
    words: dict[str, Any] = {}
    for row in by_row(assessed[assessed["reported_status"].notna()]):
        if row.reported_status.lower() not in STATUSES:
            words.setdefault(row.reported_status.lower(), row)
    for row in words.values():
        message = (
            f"The status '{row.reported_status}' is none of {', '.join(STATUSES)}. Say in the house file which it "
            "stands for (values: reported_status)."
        )
        yield RULES["I38"].on(row, "reported_status", message)


def indicators(
    register: pd.DataFrame,
    outturns: pd.DataFrame,
    assessed: pd.DataFrame,
    headlines: pd.DataFrame,
    until: Period,
    *,
    house_has_tolerance: bool,
) -> tuple[Finding, ...]:
    """What the rules find in indicators and their outturns by themselves, in the order of their codes."""
    return (
        *i20_unknown_indicator(outturns, register),
        *i21_no_outturn(register, headlines),
        *i22_target_without_actual(assessed),
        *i23_no_target(assessed),
        *i24_odd_nought(assessed),
        *i25_fraction_for_percent(assessed),
        *i26_percent_sign(assessed),
        *i27_out_of_order(outturns),
        *i28_period_missing(assessed),
        *i30_status_differs(assessed),
        *i33_band_without_tolerance(register, house_has_tolerance=house_has_tolerance),
        *i34_provisional(headlines),
        *i35_several_years(assessed),
        *i36_later_than_quarter(outturns, until),
        *i37_old(headlines, until),
        *i38_unknown_status(assessed),
    )


def _count(rows: pd.DataFrame) -> str:
    return "its one outturn is" if len(rows) == 1 else f"its {len(rows)} outturns are"
