"""Lists of what is late or lacks something: in order, and of a long one the first, with how many others there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import pandas as pd

from quarterbook.analysis.figures import Figure, count
from quarterbook.analysis.sentences import Sentence

_One = TypeVar("_One")

# A longer list than this fills a page: of it, so many stand in a paper's text.
LONGEST, FIRST = 15, 10


def natural(reference: str) -> tuple[str | int, ...]:
    """Return what references are put in order by: the numbers in them are numbers.

    >>> sorted(["A-10", "1.10", "a-9", "1.2"], key=natural)
    ['1.2', '1.10', 'a-9', 'A-10']
    """
    # Of a split by numbers, each second part is one.
    return tuple(int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", reference.casefold())))


def in_order(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return rows by the day in a column, the earliest first, and those of one day by reference."""
    keys = zip(rows[day], map(natural, rows["reference"]), range(len(rows)), strict=True)
    return rows.iloc[[at for *_, at in sorted(keys)]]


def shown(listed: Sequence[_One]) -> Sequence[_One]:
    """Return what a list has in a paper's text: all, or the first of many.

    >>> len(shown(range(15))), len(shown(range(16)))
    (15, 10)
    """
    return listed[:FIRST] if len(listed) > LONGEST else listed


def figures(whole: Figure, rows: pd.DataFrame) -> tuple[Figure, ...]:
    """Return how many of the rows that a figure counts, in order, a list leaves out; nothing where it has them all.

    Of `<what>.count` it is `<what>.further.count`.
    """
    left = rows.iloc[len(shown(range(len(rows)))) :]
    definition = f"{whole.definition}, and not among the first, which are listed"
    return (count(f"{_begin(whole.id)}.further.count", left, whole.of, definition),) if len(left) else ()


def further(whole: str, where: str, first: str = "by due date") -> Sentence:
    """Return what is said behind the first of the rows that a figure counts: where the others stand."""
    return Sentence(
        f"These are the first {first}. The other {{{_begin(whole)}.further.count}} stand in {{where}}.",
        {"where": where},
    )


def _begin(whole: str) -> str:
    return whole.removesuffix(".count")
