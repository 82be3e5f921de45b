"""The rule on what was published: against the figures worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.rounding import half_up


def f01_published_differs(
    published: pd.DataFrame, exact: Mapping[str, Decimal | None], withheld: Collection[str] = ()
) -> tuple[Finding, ...]:
    """A printed figure that is not the one worked out, to the decimal places it was printed with.

    `exact` gives the figures by id, before rounding; of those `withheld`, nothing is said.
    """
    findings = []
    row: Any
    for row in published[~published["id"].isin(withheld)].itertuples():
        where = f" ({row.where})" if pd.notna(row.where) else ""
        computed = exact.get(str(row.id))
        if computed is None:
            message = f"The paper printed {row.published} for {row.id}{where}, a figure that is not worked out here."
            findings.append(RULES["F01"].on(row, "published", message))
        elif (rounded := half_up(computed, -row.published.as_tuple().exponent)) != row.published:
            message = f"The paper printed {row.published} for {row.id}{where}; the rows give {rounded}."
            findings.append(RULES["F01"].on(row, "published", message))
    return tuple(findings)


def n12_published_but_not_shown(published: pd.DataFrame, withheld: Collection[str]) -> Iterator[Finding]:
    """A figure that is kept back, though a paper printed it: neither the one nor the other number is told."""
    row: Any
    for row in published[published["id"].isin(withheld)].itertuples():
        where = f" ({row.where})" if pd.notna(row.where) else ""
        message = f"The paper printed {row.id}{where}, which is not shown here: it could tell of a person."
        yield RULES["N12"].on(row, "published", message)
