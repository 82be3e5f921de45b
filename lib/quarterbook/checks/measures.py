"""The rules of measures taken before and after a project: those of indicators that need neither targets nor a rhythm.

A measure is taken when there is a reason to, so no period is missing, and a project promises no target.
"""

from __future__ import annotations

import pandas as pd

from quarterbook.checks.indicators import (
    i20_unknown_indicator,
    i21_no_outturn,
    i34_provisional,
    i36_later_than_quarter,
)
from quarterbook.checks.series import i24_odd_nought, i25_fraction_for_percent, i26_percent_sign, i27_out_of_order
from quarterbook.findings import Finding
from quarterbook.periods import Period


def measures(
    register: pd.DataFrame, outturns: pd.DataFrame, assessed: pd.DataFrame, headlines: pd.DataFrame, until: Period
) -> tuple[Finding, ...]:
    """What the rules find in measures, in the order of their codes; `until` is the last period that the paper takes."""
    return (
        *i20_unknown_indicator(outturns, register),
        *i21_no_outturn(register, headlines),
        *i24_odd_nought(assessed),
        *i25_fraction_for_percent(assessed),
        *i26_percent_sign(assessed),
        *i27_out_of_order(outturns),
        *i34_provisional(headlines),
        *i36_later_than_quarter(outturns, until),
    )
