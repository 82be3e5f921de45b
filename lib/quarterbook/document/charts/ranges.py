"""Amounts beside each other on one scale: a mark for what is one number, a bar for what lies between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quarterbook.document.charts.bars import BAR_HEIGHT
from quarterbook.document.charts.canvas import INK, canvas, compact, svg

# The fill of a range, its hatch, and the marker of a single amount.
_FILL, _HATCH, _MARK = "#c4def2", "////", "D"
_DEEP = 0.5  # of a row


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
    room = (most - least) or 1
    with canvas(BAR_HEIGHT * len(rows) + 0.15) as drawn:
        axes = drawn.subplots()
        for at, row in enumerate(rows):
            if row.low == row.high:
                axes.plot(row.middle, at, marker=_MARK, markersize=8, color=INK, gid=f"mark-{at}", zorder=3)
            else:
                bar = axes.barh(at, row.high - row.low, _DEEP, row.low, color=_FILL, edgecolor=INK, hatch=_HATCH)
                bar[0].set(gid=f"range-{at}", linewidth=0.9, zorder=2)
                ends = [at - _DEEP / 2 - 0.08, at + _DEEP / 2 + 0.08]
                axes.plot([row.middle] * 2, ends, color=INK, linewidth=2.5, solid_capstyle="butt", zorder=3)
            axes.annotate(row.told, (row.high, at), xytext=(8, 0), textcoords="offset points", va="center", color=INK)
        axes.axvline(0, color=INK, linewidth=1, zorder=1)
        axes.set(xticks=[], yticks=range(len(rows)), yticklabels=[row.label for row in rows])
        axes.set(xlim=(least - 0.03 * room, most + 0.45 * room), ylim=(len(rows) - 0.5, -0.5))
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        for side in ("top", "right", "bottom", "left"):
            axes.spines[side].set_visible(False)
        return compact(svg(drawn))
