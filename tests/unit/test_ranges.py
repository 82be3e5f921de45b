"""Amounts beside each other on one scale: marks and bars exactly to scale, words that stay on the canvas."""

from __future__ import annotations

import re

import pytest

from quarterbook.document.charts.beside import PT, widest
from quarterbook.document.charts.canvas import WIDTH
from quarterbook.document.charts.ranges import Range, ranges

SAVINGS = [
    Range("Delivered so far", 1.702, 1.702, 1.702, "£1.702m"),
    Range("Simulated, P10 to P90", 5.226, 6.195, 7.106, "£5.226m to £7.106m"),
    Range("To deliver", 10.554, 10.554, 10.554, "£10.554m"),
]


def marks(svg: str) -> list[float]:
    """Where the diamonds stand, from the left."""
    return [float(x) for x in re.findall(r'<g id="mark-\d+">.*?<use [^>]*x="([\d.]+)"', svg, re.DOTALL)]


def bar(svg: str) -> tuple[float, float]:
    """Where the one bar begins and ends."""
    path = re.search(r'<g id="range-\d+">\s*<path [^>]*d="([^"]+)"', svg) or re.search(
        r'id="range-.*?d="([^"]+)"', svg, re.S
    )
    assert path is not None
    places = [float(x) for x in re.findall(r"[ML]([\d.]+) ", path[1])]
    return min(places), max(places)


def test_marks_and_bar_stand_on_one_scale() -> None:
    svg = ranges(SAVINGS)
    first, last = marks(svg)
    each = (last - first) / (10.554 - 1.702)
    nought = first - 1.702 * each
    assert bar(svg) == pytest.approx((nought + 5.226 * each, nought + 7.106 * each), abs=0.05)


@pytest.mark.parametrize(
    "rows",
    [
        SAVINGS,
        [Range("One", 0, 0, 0, "£0.000m")],
        [Range("Below", -4, -4, -4, "−£4.000m"), Range("Above", 1, 2, 3, "£1.000m to £3.000m")],
        [Range("All below", -4, -3, -2, "−£4.000m to −£2.000m")],
        [
            Range(
                "A label of many words that has to wrap",
                1e6,
                2e6,
                3e6,
                "£1,000,000.000m to £3,000,000.000m (P10 to P90)",
            )
        ],
    ],
)
def test_what_is_told_stays_on_the_canvas(rows: list[Range]) -> None:
    svg = ranges(rows)
    lines = re.findall(r'<!-- (.*?) -->\s*<g [^>]*transform="translate\(([-\d.]+) ([-\d.]+)\)', svg)
    assert {word for row in rows for word in f"{row.label} {row.told}".split()} <= {
        word for line, _, _ in lines for word in line.split()
    }
    for line, x, _ in lines:
        assert float(x) >= 0
        assert float(x) + widest([line]) <= WIDTH * PT


def test_one_amount_is_a_mark_and_several_are_a_bar() -> None:
    svg = ranges(SAVINGS)
    assert len(marks(svg)) == 2
    assert svg.count('id="range-') == 1
    assert svg.count("<pattern") == 1
