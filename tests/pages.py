"""What must not be in a built page: headings over nothing, and columns in which nothing stands."""

from __future__ import annotations

from itertools import pairwise

from bs4 import BeautifulSoup, Tag

_LEVELS = {"h2": 2, "h3": 3}


def bare_headings(page: BeautifulSoup) -> list[Tag]:
    """The headings with nothing below them: a section over subsections has something, one over its like has not."""
    parts = page.select("main h2, main h3, main p, main table, main li, main img")
    bare = [one for one, below in pairwise(parts) if _LEVELS.get(below.name, 9) <= _LEVELS.get(one.name, 0)]
    return [*bare, *(one for one in parts[-1:] if one.name in _LEVELS)]


def with_empty_columns(page: BeautifulSoup) -> list[str]:
    """The captions of the tables with a column that is empty in each row, but for the last, of all workings."""
    return [table.caption.get_text() for table in page.select("main table")[:-1] if not all(map(any, _columns(table)))]


def _columns(table: Tag) -> list[tuple[bool, ...]]:
    """Whether something stands in each cell: words, or a drawing."""
    rows = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    return [*zip(*([bool(cell.get_text(strip=True) or cell.find("svg")) for cell in row] for row in rows), strict=True)]
