"""How many rows of a programme's registers are made up, which a paper must say."""

from __future__ import annotations

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage


def figures(registers: list[pd.DataFrame], before: pd.DataFrame) -> tuple[Figure, ...]:
    """How many rows there are and how many are illustrative: `all.<what>.count`; `before`, the quarter before's."""
    return (
        *_of("all", "Rows of the registers", registers),
        *_of("all.before", "Projects of the quarter before", [before]),
    )


def _of(begin: str, words: str, registers: list[pd.DataFrame]) -> tuple[Figure, ...]:
    columns = ["provenance", "source", "sha256"]
    rows, of = pd.concat([one[columns] for one in registers]), lineage(*registers)
    made_up = rows[rows["provenance"].eq("illustrative")]
    return (
        count(f"{begin}.rows.count", rows, of, words),
        count(f"{begin}.illustrative.count", made_up, of, f"{words} that are illustrative"),
    )
