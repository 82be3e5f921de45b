"""A register's frame, row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd


def rows(frame: pd.DataFrame) -> list[Any]:
    """Return the rows by name of column, `Index` being the spreadsheet's row number.

    >>> frame = pd.DataFrame({"reference": ["BV 8"]}, index=pd.Index([2], name="row"))
    >>> [(row.Index, row.reference) for row in rows(frame)]
    [(2, 'BV 8')]
    """
    return [*frame.itertuples()]
