"""Bars made of parts, told apart by pattern as well as by colour, each part with its number where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from quarterbook.document.charts.beside import GAP, LINE_HEIGHT, PT, SIDE, widest, words, wrapped
from quarterbook.document.charts.canvas import FONT_SIZE, INK, WIDTH, canvas, compact, svg

BAR, BETWEEN, LABEL = 17, 6, 160  # points, as all of this
SWATCH, BEFORE_NAME, BETWEEN_NAMES = 15, 5, 16
ROOM = 5  # about a number within its part


@dataclass(frozen=True)
class Part:
    """A part that bars have: its name, its fill and its hatch."""

    name: str
    fill: str
    hatch: str


def stacked(labels: Sequence[str], values: Sequence[Sequence[int]], parts: Sequence[Part]) -> str:
    """Return a bar a label as SVG, from the top down, with a key above: its parts in order, and its sum at its end.

    `values` are the sizes of the parts of each bar, nought or more. A part of nought is not drawn, and a number
    that its part has no room for is not set.

    >>> drawn = stacked(["Ambitions"], [[3, 1]], [Part("Done", "#2e7d4f", ""), Part("Late", "#b3261e", "//")])
    >>> drawn.count("<pattern"), "<!-- 4 -->" in drawn
    (1, True)
    """
    with canvas(1, layout=None) as drawn:
        said = [wrapped(label, LABEL) for label in labels]
        key = _key([part.name for part in parts])
        top = SIDE + (key[-1][1] + LINE_HEIGHT + BETWEEN if key else 0)
        depths = [max(BAR, LINE_HEIGHT * len(lines)) for lines in said]
        tops = [*accumulate((depth + BETWEEN for depth in depths), initial=top)]
        height = tops[-1] - BETWEEN + SIDE
        drawn.set_size_inches(WIDTH, height / PT)
        axes = drawn.add_axes((0, 0, 1, 1), xlim=(0, WIDTH * PT), ylim=(height, 0))
        axes.set_axis_off()

        for (x, y), part in zip(key, parts, strict=True):
            _box(axes, x, y + (LINE_HEIGHT - SWATCH) / 2, SWATCH, SWATCH, part)
            words(axes, [part.name], x + SWATCH + BEFORE_NAME, y + LINE_HEIGHT / 2, "left")
        left = SIDE + max(map(widest, said), default=0) + GAP
        sums = [sum(row) for row in values]
        room = WIDTH * PT - SIDE - left - GAP - widest([f"{one:,}" for one in sums])
        each = room / (max(sums, default=0) or 1)
        for at, row in enumerate(values):
            middle, x = tops[at] + depths[at] / 2, left
            words(axes, said[at], left - GAP, middle, "right")
            for size, part in zip(row, parts, strict=True):
                if size:
                    _box(axes, x, middle - BAR / 2, size * each, BAR, part)
                    _number(axes, f"{size:,}", x + size * each / 2, middle, size * each)
                    x += size * each
            words(axes, [f"{sums[at]:,}"], x + GAP, middle, "left")
        axes.plot([left] * 2, [top - BETWEEN / 2, height], color=INK, linewidth=1)
        return compact(svg(drawn))


def _key(names: Sequence[str]) -> list[tuple[float, float]]:
    """Where each name of the key begins: side by side, in as many lines as they need."""
    places: list[tuple[float, float]] = []
    x, y = float(SIDE), float(SIDE)
    for name in names:
        wide = SWATCH + BEFORE_NAME + widest([name])
        if places and x + wide > WIDTH * PT - SIDE:
            x, y = SIDE, y + LINE_HEIGHT + 4
        places.append((x, y))
        x += wide + BETWEEN_NAMES
    return places


def _box(axes: Any, x: float, y: float, wide: float, high: float, part: Part) -> None:
    from matplotlib.patches import Rectangle

    look: Any = {"facecolor": part.fill, "hatch": part.hatch, "edgecolor": INK, "linewidth": 0.8}
    axes.add_patch(Rectangle((x, y), wide, high, **look))


def _number(axes: Any, told: str, x: float, middle: float, room: float) -> None:
    """Set a number on white in the middle of its part, where that is wide enough."""
    if widest([told]) + ROOM <= room:
        white = {"facecolor": "white", "linewidth": 0, "pad": 1.2}
        axes.text(x, middle, told, ha="center", va="center_baseline", size=FONT_SIZE - 1, color=INK, bbox=white)
