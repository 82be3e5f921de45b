"""Row numbers as a short text: '2-61 63' for sixty-one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The last row that a text may name: beyond it, a few characters would fill the memory.
LAST_ROW = 9_999_999
_RANGE = re.compile(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?")


def ranges(rows: Iterable[int]) -> str:
    """Return the row numbers in order, each once, neighbours joined.

    >>> ranges([63, 2, 3, 4])
    '2-4 63'
    """
    there = set(rows)
    firsts = sorted(row for row in there if row - 1 not in there)
    lasts = sorted(row for row in there if row + 1 not in there)
    return " ".join(
        f"{first}" if first == last else f"{first}-{last}" for first, last in zip(firsts, lasts, strict=True)
    )


def rows(text: str) -> tuple[int, ...]:
    """Return the row numbers of such a text. Raises `ValueError` where they are not in order, or are none.

    >>> rows("2-4 63")
    (2, 3, 4, 63)
    """
    numbers: list[int] = []
    for part in text.split(" ") if text else ():
        found = _RANGE.fullmatch(part)
        if found is None:
            raise ValueError(f"'{part}' is not a row, nor a range of rows such as 2-61.")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first or (numbers and first <= numbers[-1]):
            raise ValueError(f"The rows '{part}' are not in order.")
        numbers.extend(range(first, last + 1))
    return tuple(numbers)
