"""Amounts beside each other on one scale: a mark for what is one number, a bar for what lies between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from quarterbook.document.charts.beside import GAP, LABEL, LINE_HEIGHT, PT, SIDE, TOLD, scale, widest, words, wrapped
from quarterbook.document.charts.canvas import INK, WIDTH, canvas, compact, svg

# The fill of a range, its hatch, and the marker of a single amount.
_FILL, _HATCH, _MARK = "#c4def2", "////", "D"
ROW, DEEP, OVER = 29, 17, 3  # points


@dataclass(frozen=True)
class Range:
    """A row: its label, the least, the middle and the most of it (one for a single amount), and what is told of it."""

    label: str
    low: float
    middle: float
    high: float
    told: str


def ranges(rows: Sequence[Range]) -> str:
    """Return the rows as SVG, from the top down, on one scale: a bar from low to high with a line at the middle.

    Where low and high are one, there is a diamond instead. What is told of each stands to its right, and the line on
    the left of all is nought.

    >>> drawn = ranges([Range("Simulated", 5.2, 6.2, 7.1, "£5m to £7m"), Range("To deliver", 10.5, 10.5, 10.5, "£11m")])
    >>> drawn.count("<pattern"), "<!-- £11m -->" in drawn
    (1, True)
    """
    least, most = min(0.0, *(row.low for row in rows)), max(0.0, *(row.high for row in rows))
    spans = [(least, max(row.high, 0.0)) for row in rows]
    with canvas(1, layout=None) as drawn:
        labels, told = [wrapped(row.label, LABEL) for row in rows], [wrapped(row.told, TOLD) for row in rows]
        depths = [max(ROW, LINE_HEIGHT * len(max(pair, key=len))) for pair in zip(labels, told, strict=True)]
        tops = [*accumulate(depths, initial=SIDE)]
        drawn.set_size_inches(WIDTH, (tops[-1] + SIDE) / PT)
        axes = drawn.add_axes((0, 0, 1, 1), xlim=(0, WIDTH * PT), ylim=(tops[-1] + SIDE, 0))
        axes.set_axis_off()

        left = SIDE + max(map(widest, labels)) + 2 * GAP
        at = scale(spans if most > least else [(0.0, 1.0)] * len(rows), [widest(one) + GAP for one in told], left)
        axes.plot([at(0)] * 2, [0, tops[-1] + SIDE], color=INK, linewidth=1, zorder=0)
        for place, row in enumerate(rows):
            middle = tops[place] + depths[place] / 2
            _drawn(axes, place, row, at, middle)
            words(axes, labels[place], left - 2 * GAP, middle, "right")
            words(axes, told[place], at(max(row.high, 0)) + 2 * GAP, middle, "left")
        return compact(svg(drawn))


def _drawn(axes: Any, place: int, row: Range, at: Callable[[float], float], middle: float) -> None:
    """Draw a bar from low to high with a line across the middle, or a diamond where all are one."""
    from matplotlib.patches import Rectangle

    if row.low == row.high:
        axes.plot(at(row.middle), middle, marker=_MARK, markersize=8, color=INK, gid=f"mark-{place}", zorder=3)
        return
    corner, width = (at(row.low), middle - DEEP / 2), at(row.high) - at(row.low)
    look: Any = {"facecolor": _FILL, "hatch": _HATCH, "edgecolor": INK, "linewidth": 0.9}
    axes.add_patch(Rectangle(corner, width, DEEP, gid=f"range-{place}", zorder=2, **look))
    ends = [middle - DEEP / 2 - OVER, middle + DEEP / 2 + OVER]
    axes.plot([at(row.middle)] * 2, ends, color=INK, linewidth=2.5, solid_capstyle="butt", zorder=3)
