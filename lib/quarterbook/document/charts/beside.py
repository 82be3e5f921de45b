"""Words beside the bars of a chart, measured so that each has its room: labels on the left, the rest on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quarterbook.document.charts.canvas import FONT_SIZE, FONTS, INK, WIDTH

PT = 72  # to an inch; what follows is in points
SIDE, GAP = 3, 6
LINE_HEIGHT = 1.25 * FONT_SIZE
LABEL, TOLD = 128, 100  # the widest that words beside a bar may be before they wrap


def scale(spans: Sequence[tuple[float, float]], rooms: Sequence[float], left: float) -> Callable[[float], float]:
    """Return the place on the canvas of any number: as far apart as lets what is told of each bar stand beside it."""
    low = min(map(min, spans))
    right = WIDTH * PT - SIDE - GAP - left
    reaches = [(right - room, max(span) - low) for room, span in zip(rooms, spans, strict=True)]
    each = min((room / reach for room, reach in reaches if reach), default=0.0)
    return lambda number: left + (number - low) * each


def words(axes: Any, lines: Sequence[str], x: float, middle: float, side: str) -> None:
    """Set lines of text on white, which hides the line at nought behind them."""
    white = {"facecolor": "white", "linewidth": 0, "pad": 1}
    for place, line in enumerate(lines):
        y = middle + (place - (len(lines) - 1) / 2) * LINE_HEIGHT
        axes.text(x, y, line, ha=side, va="center_baseline", color=INK, bbox=white if side == "left" else None)


def wrapped(words: str, most: float) -> list[str]:
    """Return the words in lines of at most so many points; a longer word is cut."""
    lines: list[str] = []
    for word in words.split():
        if lines and _width(f"{lines[-1]} {word}") <= most:
            lines[-1] += f" {word}"
            continue
        while _width(word) > most:
            fits = max(1, *(at for at in range(1, len(word)) if _width(word[:at]) <= most))
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines


def widest(lines: Sequence[str]) -> float:
    """Return the width of the widest line, in points."""
    return max(map(_width, lines), default=0.0)


def _width(words: str) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    # The points of the outlines, none of which passes them: matplotlib's own extents take ten times as long.
    outlines = TextPath((0, 0), words, FONT_SIZE, FontProperties(family=FONTS)).vertices
    return float(max((x for x, _ in outlines), default=0))
