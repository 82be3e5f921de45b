"""The rule on what was published: against the figures worked out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.rounding import half_up


def f01_published_differs(published: pd.DataFrame, exact: Mapping[str, Decimal | None]) -> tuple[Finding, ...]:
    """A printed figure that is not the one worked out, to the decimal places it was printed with.

    `exact` gives the figures by id, before rounding.
    """
    findings = []
    row: Any
    for row in published.itertuples():
        where = f" ({row.where})" if pd.notna(row.where) else ""
        computed = exact.get(str(row.id))
        if computed is None:
            message = f"The paper printed {row.published} for {row.id}{where}, a figure that is not worked out here."
            findings.append(RULES["F01"].on(row, "published", message))
        elif (rounded := half_up(computed, -row.published.as_tuple().exponent)) != row.published:
            message = f"The paper printed {row.published} for {row.id}{where}; the rows give {rounded}."
            findings.append(RULES["F01"].on(row, "published", message))
    return tuple(findings)
