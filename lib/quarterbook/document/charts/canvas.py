"""The canvas that every chart is drawn on: fonts and a style of our own, saved as the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

FONTS = ("Atkinson Hyperlegible", "DejaVu Sans")  # the second has the symbols that the first lacks
FONT_SIZE = 10.5
INK = "#1a1a1a"
WIDTH = 5.2  # inches: wide enough for A4, and still read when a phone shrinks it


@contextmanager
def canvas(height: float, layout: Literal["constrained"] | None = "constrained") -> Iterator[Any]:
    """Open a clean matplotlib figure, so many inches high. Draw on it, and take its `svg`, before it closes."""
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.figure import Figure

    _add_fonts()
    style: Any = {
        **sns.axes_style("white"),
        "font.family": list(FONTS),
        "font.size": FONT_SIZE,
        "text.color": INK,
        "hatch.linewidth": 1.2,
        "svg.fonttype": "path",
        "svg.hashsalt": "quarterbook",
        "text.parse_math": False,  # a label may hold a dollar sign
    }
    with mpl.rc_context():
        mpl.rcdefaults()  # a matplotlibrc of the user's own must not change a chart
        mpl.rcParams.update(style)
        yield Figure(figsize=(WIDTH, height), layout=layout)


def breadth(texts: Iterable[str]) -> float:
    """Return how wide, in inches, the widest line of the texts is on an open canvas; nought of none."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    as_set = FontProperties()
    lines = (line for text in texts for line in text.split("\n"))
    points = [text_to_path.get_text_width_height_descent(line, as_set, ismath=False)[0] for line in lines]
    return max(points, default=0.0) / 72


def svg(drawn: Any) -> str:
    """Return what is drawn on an open canvas as SVG, without the time or the program that made it."""
    written = io.StringIO()
    drawn.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()


def compact(drawn: str) -> str:
    """Return the same picture in about half the bytes: it is matplotlib's way of writing that is long.

    Glyphs have short names and stand by `x`, paths have no spaces to spare, and marks of one style
    share it. What is not written as matplotlib 3 writes it stays as it is.

    >>> compact('<use xlink:href="#DejaVuSans-3f" transform="translate(64.796875 0)"/>')
    '<use xlink:href="#d3f" x="64.8"/>'
    """
    for font, short in {"AtkinsonHyperlegible-Regular-": "a", "DejaVuSans-": "d"}.items():
        drawn = re.sub(rf'(id="|href="#){font}(?=[0-9a-f]+")', rf"\1{short}", drawn)
    drawn = re.sub(
        r'(<use [^>]*)transform="translate\(([\d.]+) 0\)"', lambda use: f'{use[1]}x="{_short(use[2])}"', drawn
    )
    drawn = re.sub(r'(?<= )[xy]="[\d.]+"', lambda place: f'{place[0][:3]}{_short(place[0][3:-1])}"', drawn)
    drawn = re.sub(
        r' d="[^"]*"', lambda path: re.sub(r"\s*([A-Za-z])\s*", r"\1", path[0][4:-1]).join((' d="', '"')), drawn
    )
    drawn = re.sub(r'<g>\s*((?:<use [^>]*style="([^"]*)"/>\s*)+)</g>', _style_shared, drawn)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL))


def _style_shared(group: re.Match[str]) -> str:
    style = f' style="{group[2]}"'
    return (
        f"<g{style}>{group[1].replace(style, '')}</g>" if group[1].count(style) == group[1].count("<use ") else group[0]
    )


def _short(number: str) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


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
