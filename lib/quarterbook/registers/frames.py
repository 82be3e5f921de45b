"""A register's frame: row by row, without its totals, and of one area."""

from __future__ import annotations

from typing import Any

import pandas as pd

from quarterbook.errors import nearest


def rows(frame: pd.DataFrame) -> list[Any]:
    """Return the rows by name of column, `Index` being the spreadsheet's row number.

    >>> frame = pd.DataFrame({"reference": ["BV 8"]}, index=pd.Index([2], name="row"))
    >>> [(row.Index, row.reference) for row in rows(frame)]
    [(2, 'BV 8')]
    """
    return [*frame.itertuples()]


def details(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are no totals: what may be added up."""
    return frame[~frame["total"]]


def totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are totals of others, as their file gives them."""
    return frame[frame["total"]]


def of_area(frame: pd.DataFrame, area: str, what: str) -> pd.DataFrame:
    """Return the rows of one council; without areas in the file, or with one in every row, it need not be named.

    `what` the rows are is for messages. Raises ValueError for an area that the file does not have, and where it has
    several and none is named.
    """
    areas = frame["area"].dropna().unique().tolist()
    # A total in a file of one area need not name it.
    needed = details(frame) if "total" in frame else frame
    blank = needed.index[needed["area"].isna()]
    if not areas or (len(areas) == 1 and area in ("", *areas) and blank.empty):
        return frame
    if not area and len(areas) == 1:
        raise ValueError(
            f"some {what} name an area and others none (row {blank[0]} is the first), so nobody can tell whose these "
            f"are. Fill in the area in every row, or name the area that the report is of. Areas here: {areas[0]}."
        )
    if area not in areas:
        if not area:
            here = f"Areas here: {', '.join(areas[:10])}{'…' if len(areas) > 10 else ''}."
            raise ValueError(f"the {what} are of several areas. Name the one that the report is of. {here}")
        others = "several areas" if len(areas) > 1 else "another area"
        raise ValueError(f"the {what} are of {others}, and none is called '{area}'. {nearest(area, areas)}")
    return frame.loc[frame["area"] == area]
