"""Charts: SVG whose title, alt text and table are made from the same figures as its bars.

Nothing is told by colour alone: each bar has its label, its symbol, its pattern and its number.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Chart, Column, Run, Table
from quarterbook.document.tables import labelled
from quarterbook.params.house_file import UNRATED, RatingScheme

FONTS = ("Atkinson Hyperlegible", "DejaVu Sans")  # the second has the symbols that the first lacks
# Solid first, then hatches. No dots: each would be a circle of its own in the SVG.
PATTERNS = ("", "//", "--", "xx", "\\\\", "||", "++", "////", "----", "||||")
ROUNDED = "Shares are rounded, so they do not add to one hundred."
INK = "#1a1a1a"
UNRATED_COLOUR = "#5f6368"
WIDTH, BAR_HEIGHT = 5.2, 0.42  # inches: wide enough for A4, and still read when a phone shrinks it


def ratings(figures: Mapping[str, Figure], place: str, name: str, scheme: RatingScheme) -> Chart:
    """Return a bar a rating, for one directorate (or `all`), with the counts and shares as its table."""
    shown = [key for key in scheme.names if key != UNRATED or figures[f"{place}.{key}.count"].value]
    counts = [figures[f"{place}.{key}.count"] for key in shown]
    shares = [figures[f"{place}.{key}.percent"] for key in shown]
    labels = [labelled(key, scheme) for key in shown]
    told = [_told(number, percent) for number, percent in zip(counts, shares, strict=True)]
    total = figures[f"{place}.total"]
    most = max(range(len(shown)), key=lambda at: counts[at].value or 0)
    each = ", ".join(f"{scheme.label(key)} {words}" for key, words in zip(shown, told, strict=True))
    rows = [
        ((Run(text=label),), _cell(number), _cell(percent))
        for label, number, percent in zip(labels, counts, shares, strict=True)
    ]
    return Chart(
        title=f"{name}: {_seen(counts[most], total, scheme.label(shown[most]))}",
        alt=f"Bar chart of the {total.display} action{'' if total.value == 1 else 's'} of {name} by rating: {each}.",
        svg=_bars(labels, [int(number.value or 0) for number in counts], told, [_colour(key, scheme) for key in shown]),
        table=Table(
            caption=f"{name}: actions by rating",
            columns=(Column(label="Rating"), Column(label="Actions", align="end"), Column(label="Share", align="end")),
            rows=(*rows, ((Run(text="All actions"),), _cell(total), ())),
            row_header=True,
            totals=1,
            note="" if sum(share.value or 0 for share in shares) in (0, 100) else ROUNDED,
        ),
    )


def _seen(most: Figure, total: Figure, label: str) -> str:
    if not total.value:
        return "no actions to rate"
    if total.value == 1:
        return f"the one action is {label}"
    return f"{most.display} of {total.display} actions {'is' if most.value == 1 else 'are'} {label}"


def _told(number: Figure, percent: Figure) -> str:
    return number.display if percent.value is None else f"{number.display} ({percent.display})"


def _colour(key: str, scheme: RatingScheme) -> str:
    return UNRATED_COLOUR if key == UNRATED else scheme.levels[key].colour


def _cell(figure: Figure) -> tuple[Run, ...]:
    return (Run(text=figure.display, figure=figure.id),)


def _bars(labels: list[str], values: list[int], told: list[str], colours: list[str]) -> str:
    """Return horizontal bars as SVG, the numbers at their ends."""
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.figure import Figure as Canvas

    _add_fonts()
    style: Any = {
        **sns.axes_style("white"),
        "font.family": list(FONTS),
        "font.size": 10.5,
        "text.color": INK,
        "hatch.linewidth": 1.2,
        "svg.fonttype": "path",
        "svg.hashsalt": "quarterbook",
        "text.parse_math": False,  # a label may hold a dollar sign
    }
    with mpl.rc_context():
        mpl.rcdefaults()  # a matplotlibrc of the user's own must not change a chart
        mpl.rcParams.update(style)
        canvas = Canvas(figsize=(WIDTH, BAR_HEIGHT * len(labels) + 0.15), layout="constrained")
        axes = canvas.subplots()
        sns.barplot(
            x=values, y=labels, hue=labels, palette=colours, legend=False, orient="h", width=0.72, saturation=1, ax=axes
        )
        for bar, pattern in zip(axes.patches, cycle(PATTERNS), strict=False):
            bar.set(hatch=pattern, edgecolor="white", linewidth=0)
        for at, (value, words) in enumerate(zip(values, told, strict=True)):
            axes.annotate(words, (value, at), xytext=(5, 0), textcoords="offset points", va="center", color=INK)
        axes.set(xlabel="", ylabel="", xticks=[], xlim=(0, max(*values, 1) * 1.16))
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.axvline(0, color=INK, linewidth=1)
        sns.despine(ax=axes, left=True, bottom=True)
        svg = io.StringIO()
        canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return svg.getvalue()


@cache
def _add_fonts() -> None:
    import fontpkg_atkinson_hyperlegible
    from matplotlib import font_manager, get_data_path

    manager, atkinson = font_manager.fontManager, str(fontpkg_atkinson_hyperlegible.ROOT)
    for path in sorted(Path(atkinson).rglob("*.ttf")):
        manager.addfont(path)
    # Not another version of the same fonts that this machine may have.
    ours = (atkinson, get_data_path())
    manager.ttflist = [font for font in manager.ttflist if font.name not in FONTS or font.fname.startswith(ours)]
