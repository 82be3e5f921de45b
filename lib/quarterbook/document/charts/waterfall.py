"""Bars that lead from one total to another: each step begins where the one before it ended."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from quarterbook.document.charts.beside import GAP, LABEL, LINE_HEIGHT, PT, SIDE, TOLD, scale, widest, words, wrapped
from quarterbook.document.charts.canvas import INK, WIDTH, canvas, compact, svg

# The fill and the hatch of a total, of a step up and of a step down. All have dark edges, and so dark hatches.
TOTAL, UP, DOWN = ("#2f4b66", ""), ("#f6cfae", "////"), ("#c4def2", "--")

# Where the scale does not begin at nought: what of it lies before the steps, at most and at least.
MOST_BEFORE, LEAST_BEFORE = 0.4, 0.25

BAR, BETWEEN = 21, 10  # points, as all of this
BREAK_AT, BREAK, SLANT, OVER = 10, 4, 5, 2  # the gap in a bar that does not begin at nought


@dataclass(frozen=True)
class Bar:
    """A bar: what it is of, how long it is, and what is told of it beside it."""

    label: str
    value: float
    told: str


def begins(start: Bar, steps: Sequence[Bar], end: Bar) -> float:
    """Return where the scale begins: at nought, or at a round number so that steps beside large totals can be seen.

    The steps then take at least six tenths of the scale. Of totals below nought it is the end next
    to nought. Raises ValueError where the steps do not lead from `start` to `end`.

    >>> begins(Bar("Budget", 221.4, ""), [Bar("Adults", 13.2, "")], Bar("Forecast", 234.6, ""))
    214.0
    >>> begins(Bar("Budget", 4, ""), [Bar("Adults", 8, "")], Bar("Forecast", 12, ""))
    0.0
    """
    reached = _reached(start, steps, end)
    low, high = min(reached), max(reached)
    return _beginning(low, high) if high >= 0 else -_beginning(-high, -low) or 0.0


def _beginning(low: float, high: float) -> float:
    spread = high - low
    least = high - spread / (1 - MOST_BEFORE)
    if least <= 0 or spread <= 1e-9 * high:
        return 0.0
    room = high - spread / (1 - LEAST_BEFORE) - least
    digits = -math.floor(math.log10(room))
    unit = next(unit for unit in (times * 10.0**-digits for times in (5, 2, 1)) if unit <= room)
    return round(math.ceil(least / unit) * unit, max(digits, 0))


def _reached(start: Bar, steps: Sequence[Bar], end: Bar) -> list[float]:
    """Return the total at first and after each step, the last of them being that of `end` to the digit."""
    reached = [*accumulate((step.value for step in steps), initial=start.value)]
    about = 1e-9 * max(map(abs, reached))
    if not math.isfinite(about) or not math.isclose(reached[-1], end.value, rel_tol=1e-9, abs_tol=about):
        raise ValueError(f"The steps lead from {start.value} to {reached[-1]}, not to {end.value}.")
    return [*reached[:-1], end.value]


def waterfall(start: Bar, steps: Sequence[Bar], end: Bar) -> str:
    """Return as SVG, from the top down: the bar of `start`, a bar a step from where the last ended, that of `end`.

    A step of more than nought goes to the right, one of less to the left. What is `told` stands to
    the right of its bar. Where the scale does not begin at nought (see `begins`), the first bar and
    the last are broken. Raises ValueError where the steps do not lead from `start` to `end`.

    >>> drawn = waterfall(Bar("Budget", 8, "£8m"), [Bar("Adults", -5, "£5m under")], Bar("Forecast", 3, "£3m"))
    >>> drawn.count("<pattern"), "<!-- £5m under -->" in drawn
    (1, True)
    """
    bars, reached, first = (start, *steps, end), _reached(start, steps, end), begins(start, steps, end)
    spans = [(first, reached[0]), *pairwise(reached), (first, reached[-1])]
    looks = [TOTAL, *(DOWN if step.value < 0 else UP for step in steps), TOTAL]
    with canvas(1, layout=None) as drawn:
        labels = [wrapped(bar.label, LABEL) for bar in bars]
        told = [wrapped(bar.told, TOLD) for bar in bars]
        depths = [max(BAR, LINE_HEIGHT * len(max(pair, key=len))) for pair in zip(labels, told, strict=True)]
        tops = [*accumulate((depth + BETWEEN for depth in depths), initial=SIDE)]
        middles = [top + depth / 2 for top, depth in zip(tops, depths, strict=False)]
        height = tops[-1] - BETWEEN + SIDE
        drawn.set_size_inches(WIDTH, height / PT)
        axes = drawn.add_axes((0, 0, 1, 1), xlim=(0, WIDTH * PT), ylim=(height, 0))
        axes.set_axis_off()

        left = SIDE + max(map(widest, labels)) + GAP
        at = scale(spans, [widest(words) for words in told], left)
        if not first:
            axes.plot([at(0)] * 2, [0, height], color=INK, linewidth=1, zorder=0)
        for place, ((begin, finish), look, middle) in enumerate(zip(spans, looks, middles, strict=True)):
            _bar(axes, f"bar-{place}", at(begin), at(finish), middle, look)
            words(axes, labels[place], left - GAP, middle, "right")
            words(axes, told[place], at(max(begin, finish)) + GAP, middle, "left")
        for place, (total, (above, below)) in enumerate(zip(reached, pairwise(middles), strict=True)):
            ends = [above + BAR / 2, below - BAR / 2]
            axes.plot([at(total)] * 2, ends, color=INK, linewidth=0.8, gid=f"join-{place}")
        for middle in (middles[0], middles[-1]) if first else ():
            _break(axes, at(first) + (BREAK_AT if first > 0 else -BREAK_AT - BREAK - SLANT), middle)
        return compact(svg(drawn))


def _bar(axes: Any, name: str, begin: float, end: float, middle: float, look: tuple[str, str]) -> None:
    from matplotlib.patches import Rectangle

    fill, hatch = look
    place, width = (min(begin, end), middle - BAR / 2), abs(end - begin)
    edge = 0.9 if width else 2.5  # of nothing there is a mark all the same
    axes.add_patch(
        Rectangle(place, width, BAR, facecolor=fill, hatch=hatch, edgecolor=INK, linewidth=edge, gid=name, zorder=2)
    )


def _break(axes: Any, at: float, middle: float) -> None:
    """Part a bar by a slanting gap between two lines."""
    from matplotlib.patches import Polygon

    top, bottom = middle - BAR / 2 - OVER, middle + BAR / 2 + OVER
    one, other = [(at, bottom), (at + SLANT, top)], [(at + BREAK, bottom), (at + BREAK + SLANT, top)]
    axes.add_patch(Polygon([*one, *reversed(other)], facecolor="white", linewidth=0, gid="break", zorder=3))
    for line in (one, other):
        axes.plot(*zip(*line, strict=True), color=INK, linewidth=1, zorder=3)
