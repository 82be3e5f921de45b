"""A heat map: rows by columns, each cell darker the more it has, with what it has in it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from quarterbook.document.charts.canvas import INK, canvas, compact, svg

CELL_HEIGHT, HEAD_HEIGHT, LINE_HEIGHT = 0.36, 0.34, 0.16  # inches
# From next to white to a blue on which ink still stands out by 4.5 to 1, in colour or in grey.
LIGHTEST, DARKEST = "#eef3f8", "#5a92bd"
LABEL_WIDTH, HEADS_WIDTH = 27, 48  # characters in a line: of a row, and of all the columns together
_MANY = 5  # columns: with more, what is told is smaller


def heat(
    rows: Sequence[str], columns: Sequence[str], shares: Sequence[Sequence[float]], told: Sequence[Sequence[str]]
) -> str:
    """Return a heat map as SVG: `shares` of a hundred give the shade of each cell, and `told` stands in it.

    >>> drawn = heat(["Roads"], ["Green", "Red"], [[75, 25]], [["3 (75%)", "1 (25%)"]])
    >>> "<!-- 3 (75%) -->" in drawn, "<!-- Roads -->" in drawn
    (True, True)
    """
    import seaborn as sns
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    shades = LinearSegmentedColormap.from_list("shares", [LIGHTEST, DARKEST])
    heads = [wrap(column, max(HEADS_WIDTH // len(columns), 6)) for column in columns]
    head_height = HEAD_HEIGHT + LINE_HEIGHT * (max(map(len, heads)) - 1)
    with canvas(CELL_HEIGHT * len(rows) + head_height) as drawn:
        axes = drawn.subplots()
        sns.heatmap(
            [list(row) for row in shares],
            cmap=shades,
            norm=Normalize(0, 100),
            cbar=False,
            linewidths=2,
            linecolor="white",
            xticklabels=["\n".join(head) for head in heads],
            yticklabels=["\n".join(wrap(row, LABEL_WIDTH)) for row in rows],
            ax=axes,
        )
        size = 10 if len(columns) < _MANY else 9
        for down, words in enumerate(told):
            for place, cell in enumerate(words):
                axes.text(place + 0.5, down + 0.5, cell, ha="center", va="center", color=INK, fontsize=size)
        axes.tick_params(axis="both", length=0, labelsize=9.5)
        axes.tick_params(axis="y", rotation=0)
        axes.xaxis.tick_top()
        return compact(svg(drawn))
