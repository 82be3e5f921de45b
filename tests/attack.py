"""An attack on papers about people: from what is printed alone, what can be told of a count that is not shown?

It shares nothing with the package: it reads tables, alt texts and prose as anybody does, and solves linear programs of
its own. What it is given of the truth tells it only which counts to look for, and how to judge what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from bs4 import BeautifulSoup
from scipy.optimize import linprog

# A count: of which period, group and category, '' being all.
Cell = tuple[str, str, str]
NO_LIMIT = 1e7


class Table(NamedTuple):
    """A table as it is read."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


class Paper(NamedTuple):
    """All that a paper says: its tables, the alt texts of its charts, and its prose."""

    tables: list[Table]
    alts: list[str]
    prose: str


class Printed(NamedTuple):
    """What stands somewhere: a count, a share in per cent, or the mark of what is not shown."""

    cell: Cell
    text: str


class Found(NamedTuple):
    """Between which numbers a small count lies: of a cell, or of what was added to it since an earlier period."""

    cell: Cell
    since: str
    least: float
    most: float


def in_page(page: BeautifulSoup) -> Paper:
    """Return what a published page says to who sees it."""
    for heard in page.select(".spoken"):
        heard.decompose()
    tables = [
        Table(
            " ".join(table.caption.get_text(" ").split()) if table.caption else "",
            [head.get_text(" ", strip=True) for head in table.select("thead th")],
            [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")],
        )
        for table in page.select("main table")
    ]
    prose = " ".join(" ".join(part.get_text(" ").split()) for part in page.select("main p"))
    return Paper(tables, [str(image["alt"]) for image in page.select("main img")], prose)


def printed(paper: Paper, measure: str) -> list[Printed]:
    """Return every count and share that a paper gives, wherever it gives it."""
    return [
        *(one for table in paper.tables for one in _in_table(table, measure)),
        *(one for alt in paper.alts for one in _in_alt(alt, measure)),
        *_in_prose(paper.prose),
    ]


def _in_table(table: Table, measure: str) -> Iterator[Printed]:
    about, _, period = table.caption.partition(": ")
    if about != measure:
        return
    for label, *cells in table.rows:
        for head, text in zip(table.heads[1:], cells, strict=True):
            group = "" if label == "All" else label
            category = "" if head in ("All", "People", "Share of all") else head
            cell = (label, "", "") if period == "all periods" else (period.removesuffix(" †"), group, category)
            if text and text != "n/a":
                yield Printed(cell, text)


def _in_alt(alt: str, measure: str) -> Iterator[Printed]:
    told = re.fullmatch(rf"Bar chart of (?:the ([\d,]+) )?\w+ counted in (.+), {re.escape(measure)}\. (.+)\.", alt)
    if not told:
        return
    total, period, bars = told.groups()
    if total:
        yield Printed((period, "", ""), total)
    for bar in bars.split("; "):
        label, number, share = re.fullmatch(r"(.+): (not shown|[\d,]+)(?: \(([\d.]+%)\))?", bar).groups()
        # A bar is a group, or a category: whichever has the name.
        cell = (period, "", label) if label.startswith("c") else (period, label, "")
        yield Printed(cell, "[c]" if number == "not shown" else number)
        if share:
            yield Printed(cell, share)


def _in_prose(prose: str) -> Iterator[Printed]:
    for when, number in re.findall(r"(?:In|to the end of) ([^,.]+)(?:, the period before)?, ([\d,]+) p\w+ w", prose):
        yield Printed((when, "", ""), number)


def attack(
    papers: Iterable[Iterable[Printed]], truth: Mapping[Cell, int], threshold: int, *, cumulative: bool
) -> list[Found]:
    """Return the limits of every count from one to one under the threshold, given all the papers together.

    `truth` has the smallest counts, in the order of the periods, which are of one year. Raises AssertionError where
    two papers print one count in two ways.
    """
    cells = [*truth]
    periods = [*dict.fromkeys(cell[0] for cell in cells)]
    facts: dict[tuple[Cell, bool], str] = {}
    for cell, text in (one for paper in papers for one in paper):
        assert facts.setdefault((cell, text.endswith("%")), text) == text, (cell, text)
    equal, at_most = [], []
    for (cell, _), text in facts.items():
        sum_of, everybody = _sum(cells, cell), _sum(cells, (cell[0], "", ""))
        if text.endswith("%"):
            share, half = float(text[:-1]) / 100, 0.5 / 100
            at_most += [(sum_of - (share + half) * everybody, 0), ((share - half) * everybody - sum_of, 0)]
        elif text == "[c]":
            at_most.append((-sum_of, -1))
        else:
            equal.append((sum_of, int(text.replace(",", ""))))
    if cumulative:
        for period, group, category in cells:
            before = [one for one in periods[: periods.index(period)] if (one, group, category) in truth]
            if before:
                grown = _sum(cells, (before[-1], group, category)) - _sum(cells, (period, group, category))
                at_most.append((grown, 0))
    found = []
    for cell in _places(cells):
        earlier = periods[: periods.index(cell[0])] if cumulative else []
        for since in ["", *earlier]:
            sum_of = _sum(cells, cell) - (_sum(cells, (since, *cell[1:])) if since else 0)
            if 0 < sum_of @ [truth[one] for one in cells] < threshold:
                limits = [_extreme(sign * sum_of, equal, at_most) for sign in (1, -1)]
                found.append(Found(cell, since, limits[0], -limits[1]))
    return found


def _places(cells: list[Cell]) -> list[Cell]:
    return [
        *dict.fromkeys(
            place
            for period, group, category in cells
            for place in ((period, group, category), (period, group, ""), (period, "", category), (period, "", ""))
        )
    ]


def _sum(cells: list[Cell], place: Cell) -> np.ndarray:
    """A row that adds up the cells of a place."""
    return np.array(
        [one[0] == place[0] and place[1] in ("", one[1]) and place[2] in ("", one[2]) for one in cells], dtype=float
    )


def _extreme(goal: np.ndarray, equal: list[tuple[np.ndarray, int]], at_most: list[tuple[np.ndarray, int]]) -> float:
    solved = linprog(
        goal,
        A_ub=[row for row, _ in at_most] or None,
        b_ub=[number for _, number in at_most] or None,
        A_eq=[row for row, _ in equal] or None,
        b_eq=[number for _, number in equal] or None,
        bounds=(0, NO_LIMIT),
    )
    assert solved.status == 0, solved.message
    return float(solved.fun)
