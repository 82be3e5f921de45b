"""Rules on what is published: against the figures worked out, and paper against paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks.findings import Finding
from quarterbook.checks.rules import RULES
from quarterbook.rounding import NOT_KNOWN, half_up


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


def disputes(papers: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """The figures with several values among the papers of a quarter: id to report slug to value.

    Ids that begin with `all.` speak of their own paper, so they are left out.
    """
    given: dict[str, dict[str, object]] = {}
    for report, figures in papers.items():
        for figure, value in figures.items():
            if not figure.startswith("all."):
                given.setdefault(figure, {})[report] = value
    return {figure: values for figure, values in given.items() if len(set(values.values())) > 1}


def f02_papers_differ(papers: Mapping[str, Mapping[str, object]]) -> tuple[Finding, ...]:
    """One figure id with several values among the papers of a quarter (report slug to id to value)."""
    return tuple(RULES["F02"].finding(told(figure, values)) for figure, values in disputes(papers).items())


def told(figure: str, values: Mapping[str, object]) -> str:
    """A disputed figure in a sentence.

    >>> told("finance.total", {"plans": 1, "update": 2, "budget": 1})
    'finance.total is 1 in plans, 2 in update and 1 in budget.'
    """
    *most, last = (f"{NOT_KNOWN if value is None else value} in {report}" for report, value in values.items())
    return f"{figure} is {', '.join(most)} and {last}."
