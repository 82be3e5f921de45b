"""Reports on offers for land: parameters held against the register, then ranked, weighed and checked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook import checks
from quarterbook.analysis import offers
from quarterbook.analysis.figures import Figure
from quarterbook.errors import nearest
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.running.checking import names


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the offers, and why: references that make no ids, an offer that is not there."""
    read = frames["offers"]
    problems = names.unfit({"offers": names.in_rows(read, "reference")}, offers.RESERVED)
    if (preferred := parameters.get("preferred", "")) and preferred not in set(read["reference"]):
        problems["preferred"] = f"no offer is called '{preferred}'. {nearest(preferred, read['reference'])}"
    try:
        offers.valued(parameters.get("valuation", ""))
    except ValueError as error:
        problems["valuation"] = str(error)
    return problems


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of the offers, and what the rules find in their register."""
    read, valuation = frames["offers"], offers.valued(parameters.get("valuation", ""))
    figures = offers.figures(read, valuation, parameters.get("preferred", ""), house.rounding.percent)
    return [*figures], checks.offers(read, parameters["as_at"])
