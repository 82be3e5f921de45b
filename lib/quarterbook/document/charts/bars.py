"""Horizontal bars, told apart by pattern as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from textwrap import wrap

from quarterbook.document.charts.canvas import INK, WIDTH, breadth, canvas, svg

# Solid first, then hatches. No dots: each would be a circle of its own in the SVG.
PATTERNS = ("", "//", "--", "xx", "\\\\", "||", "++", "////", "----", "||||")
# Characters of a line beside a bar, where two lines have room; and the least share of the width that is left to bars.
LABEL, TOLD = 26, 24
LEAST = 0.1
# Inches: a bar with its gap, what is left above and below all of them, and between a bar and the words beside it.
BAR_HEIGHT, EDGE, GAP = 0.42, 0.075, 0.08


def bars(labels: Sequence[str], values: Sequence[float], told: Sequence[str], colours: Sequence[str]) -> str:
    """Return horizontal bars as SVG, from the top down: a label before each, and what is `told` of it at its end.

    `values` are lengths, nought or more, in any one unit. A bar keeps the pattern of its place,
    whatever the others are; with more bars than patterns these begin again.

    >>> drawn = bars(["On target", "Off target"], [3, 1], ["3 (75%)", "1 (25%)"], ["#2e7d4f", "#b3261e"])
    >>> drawn.count("<pattern"), "<!-- 3 (75%) -->" in drawn
    (1, True)
    """
    import seaborn as sns

    height = BAR_HEIGHT * len(labels) + 2 * EDGE
    labels, told = (["\n".join(wrap(text, most)) for text in texts] for texts, most in ((labels, LABEL), (told, TOLD)))
    # Laid out here, where all is known: matplotlib would draw everything once more to find it out.
    with canvas(height, layout=None) as drawn:
        before, after = ((breadth(texts) + 2 * GAP) / WIDTH for texts in (labels, told))
        axes = drawn.add_axes((before, EDGE / height, max(1 - before - after, LEAST), 1 - 2 * EDGE / height))
        # Not seaborn's barplot, which takes four times as long to find out what is known here.
        axes.barh(range(len(labels)), values, height=0.72, color=colours)
        axes.set(ylim=(len(labels) - 0.5, -0.5), yticks=range(len(labels)), yticklabels=labels)
        for bar, pattern in zip(axes.patches, cycle(PATTERNS), strict=False):
            bar.set(hatch=pattern, edgecolor="white", linewidth=0)
        for at, (value, words) in enumerate(zip(values, told, strict=True)):
            axes.annotate(words, (value, at), xytext=(GAP * 72, 0), textcoords="offset points", va="center", color=INK)
        axes.set(xlabel="", ylabel="", xticks=[], xlim=(0, max(values, default=0) or 1))
        axes.tick_params(axis="y", length=0, pad=GAP * 72, labelcolor=INK)
        axes.axvline(0, color=INK, linewidth=1)
        sns.despine(ax=axes, left=True, bottom=True)
        return svg(drawn)
