"""A line over time with level lines across it, each named at its right end."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quarterbook.document.charts.canvas import FONT_SIZE, INK, WIDTH, canvas, compact, svg

HEIGHT = 2.75  # inches
LINE, SIGNAL = "#1f5a8a", "#a3261e"
SMALL = FONT_SIZE - 1.5
PT = 72  # to an inch; what follows is in points
LABEL_GAP = 12.5  # between the middles of two labels
PERIOD_GAP = 10  # between the ends of two periods
TOP, BOTTOM, SIDE = 9, 16, 7
OVER = 0.4  # how far the lines reach beyond the points, in steps of time


@dataclass(frozen=True)
class Level:
    """A line across the chart: where it is, what it is called there, and the dashes that tell it apart."""

    at: float
    words: str
    dashes: Any


def lines(
    periods: Sequence[str],
    values: Sequence[float],
    levels: Sequence[Level],
    ringed: Sequence[int],
    key: str,
    told: Callable[[Decimal], str],
) -> str:
    """Return as SVG a line through the points, and the levels; the points `ringed` are diamonds in a ring.

    `key` says above the chart what those are; `told` puts a number of the axis in words. As many
    periods are named as find room, evenly, and always the latest.
    """
    import seaborn as sns
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    last = len(values) - 1
    with canvas(HEIGHT, layout=None) as drawn:
        axes = drawn.subplots()
        for level in levels:
            axes.plot([-OVER, last + OVER], [level.at] * 2, color=INK, linewidth=1, linestyle=level.dashes)
        axes.plot(range(last + 1), values, color=LINE, linewidth=1.6)
        _marks(axes, [(at, value) for at, value in enumerate(values) if at not in ringed], "o", 4, LINE, LINE)
        points = [(at, values[at]) for at in ringed]
        _marks(axes, points, "D", 6, SIGNAL, SIGNAL)
        _marks(axes, points, "o", 12, "none", SIGNAL)
        for mark in axes.lines:
            mark.set_clip_on(False)  # a clip path would cut the marks at the edge
        axes.set_xlim(-OVER, last + OVER)
        axes.set_ylim(*_reach([*values, *(level.at for level in levels)]))
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda tick, _: told(Decimal(f"{tick:.6g}"))))
        axes.tick_params(length=0, labelcolor=INK, labelsize=SMALL)
        axes.tick_params(axis="y", pad=SIDE - 1)
        sns.despine(ax=axes, left=True, bottom=True)
        if key:
            axes.set_title(key, loc="left", fontsize=SMALL, color=INK)
        _fit(drawn, axes, periods, levels, top=TOP + (SMALL + 3 if key else 0))
        return compact(svg(drawn))


def _marks(axes: Any, points: Sequence[tuple[int, float]], marker: str, size: float, fill: str, edge: str) -> None:
    axes.plot(
        [at for at, _ in points],
        [value for _, value in points],
        linestyle="none",
        marker=marker,
        markersize=size,
        markerfacecolor=fill,
        markeredgecolor=edge,
    )


def _reach(heights: Sequence[float]) -> tuple[float, float]:
    """From the lowest to the highest, with room for the marks."""
    low, high = min(heights), max(heights)
    room = 0.07 * (high - low) or 0.1 * abs(high) or 1
    return low - room, high + room


def _fit(drawn: Any, axes: Any, periods: Sequence[str], levels: Sequence[Level], top: float) -> None:
    """Set the margins by the words they hold, and name the levels and as many periods as find room."""
    from matplotlib.text import Text

    width, height = WIDTH * PT, HEIGHT * PT
    drawn.subplots_adjust(top=1 - top / height, bottom=BOTTOM / height)
    names, away = _name_levels(axes, levels, height - top - BOTTOM)
    axes.set_xticks(range(len(periods)), periods)
    drawn.draw_without_rendering()
    # Of the text alone: an annotation's own extent has its leader in it.
    scale = PT / drawn.dpi
    axis, of_periods, of_levels = (
        [Text.get_window_extent(text).width * scale for text in texts]
        for texts in (axes.get_yticklabels(), axes.get_xticklabels(), names)
    )
    left = max(axis) + SIDE
    right = width - max(of_levels) - away - 1
    drawn.subplots_adjust(left=left / width, right=right / width)
    step = (right - left) / (len(periods) - 1 + 2 * OVER)
    every = max(1, math.ceil((max(of_periods) + PERIOD_GAP) / step))
    # The first name could reach past the left edge; the latest has the names of the levels above it.
    kept = [at for at in range(len(periods)) if (len(periods) - 1 - at) % every == 0]
    kept = [at for at in kept if left + (at + OVER) * step >= of_periods[at] / 2 or at == len(periods) - 1]
    axes.set_xticks(kept, [periods[at] for at in kept])


def _name_levels(axes: Any, levels: Sequence[Level], height: float) -> tuple[list[Any], float]:
    """Name each level at its right end; where levels lie close, the names stand apart and lines lead to them."""
    low, high = axes.get_ylim()
    heights = [(level.at - low) / (high - low) * height for level in levels]
    places = apart(heights, LABEL_GAP)
    moved = any(abs(place - at) > 1 for place, at in zip(places, heights, strict=True))
    leader = {"arrowstyle": "-", "color": INK, "linewidth": 0.6, "shrinkA": 2, "shrinkB": 1, "relpos": (0, 0.5)}
    away = 18 if moved else 5
    names = [
        axes.annotate(
            level.words,
            (axes.get_xlim()[1], level.at),
            xytext=(away, place - at),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            annotation_clip=False,
            arrowprops=leader if moved else None,
        )
        for level, at, place in zip(levels, heights, places, strict=True)
    ]
    return names, away


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """Return the heights moved as little as lets each be `gap` from the next, in the same order.

    >>> apart([0, 52, 50], 10)
    [0.0, 56.0, 46.0]
    """
    clusters: list[list[int]] = []
    for at in sorted(range(len(heights)), key=lambda one: heights[one]):
        clusters.append([at])
        while len(clusters) > 1:
            below, above = (_spread(heights, cluster, gap) for cluster in clusters[-2:])
            if above[0] - below[-1] >= gap:
                break
            clusters[-2:] = [clusters[-2] + clusters[-1]]
    placed = {
        at: place for cluster in clusters for at, place in zip(cluster, _spread(heights, cluster, gap), strict=True)
    }
    return [placed[at] for at in range(len(heights))]


def _spread(heights: Sequence[float], cluster: Sequence[int], gap: float) -> list[float]:
    middle = math.fsum(heights[at] for at in cluster) / len(cluster)
    return [middle + gap * (order - (len(cluster) - 1) / 2) for order in range(len(cluster))]
