"""The chart of a measure over time: its words, its table, and a picture that is the same each time."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

from quarterbook.analysis import spc
from quarterbook.document.blocks import Chart, Run, Table
from quarterbook.document.charts import lines, series
from quarterbook.document.charts.canvas import INK, compact
from quarterbook.document.reading.runs import runs_in
from quarterbook.document.reading.svg import clean_svg

PERIODS = [f"20{year}-{year + 1} Q{quarter}" for year in range(18, 26) for quarter in (1, 2, 3, 4)]
# Fifteen in their ordinary variation, of mean 27.1 and limits 24.4 and 29.8.
CALM = (
    "27.1",
    "26.2",
    "28.4",
    "27.9",
    "26.5",
    "27.3",
    "28.1",
    "26.9",
    "27.7",
    "26.1",
    "27",
    "27.2",
    "26.4",
    "27.5",
    "26.6",
)
LATE_SHIFT = ("10", "12", "10", "12", "10", "12", "10", "12", "14", "14", "14", "13", "14", "14", "13")


def chart(*values: str, unit: str = "%", base: int | None = None, **options: Any) -> Chart:
    """The chart of these values; limits come from the first `base` of them, or from all."""
    numbers = [Decimal(value) for value in values]
    limits = spc.limits(numbers[:base], screened=options.pop("screened", False))
    signals = spc.signals(numbers, limits)
    return series.xmr("Answered in time", PERIODS[: len(values)], numbers, limits, signals, unit, **options)


def told(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


def written(svg: str) -> list[str]:
    return re.findall(r"<!-- (.*?) -->", svg)


# --- words ----------------------------------------------------------------------------------------


def test_without_a_signal_the_title_and_the_alt_text_say_so() -> None:
    calm = chart(*CALM)
    assert calm.title == "Answered in time: no signal in 15 points"
    assert calm.alt == (
        "Line chart of Answered in time, 15 points from 2018-19 Q1 to 2021-22 Q3: 27.1%, 26.2%, 28.4%, 27.9%, 26.5%, "
        "27.3%, 28.1%, 26.9%, 27.7%, 26.1%, 27%, 27.2%, 26.4%, 27.5%, 26.6%. "
        "Lower limit 24.4%, mean 27.1%, upper limit 29.8%. No point signals a change."
    )
    assert not [row for row in told(calm.table) if row[2]]
    assert "Ringed" not in "".join(written(calm.svg))


@pytest.mark.parametrize(
    ("last", "title"),
    [
        (("40",), "1 of 16 points outside the limits"),
        (("40", "27", "27", "9"), "2 of 19 points outside the limits"),
        (("27.2",) * 7, "7 of 22 points in a run of 7 or more on one side of the mean"),
        (("40", "27", "40"), "2 of 18 points signal a change"),
    ],
)
def test_the_title_says_how_many_points_signal_what(last: tuple[str, ...], title: str) -> None:
    assert chart(*CALM, *last, base=15).title == f"Answered in time: {title}"


def test_one_point_that_breaks_two_rules_signals() -> None:
    signals = {"outside-limits": (2,), "trend": (2,)}
    numbers = [Decimal(value) for value in CALM]
    made = series.xmr("Calls", PERIODS[:15], numbers, spc.limits(numbers), signals, "")
    assert made.title == "Calls: 1 of 15 points signals a change"
    assert told(made.table)[2][2] == "Outside the limits; in a run of 7 or more rising or falling"


def test_the_alt_text_tells_each_signal_with_its_periods() -> None:
    made = chart(*LATE_SHIFT, unit="days", base=8, target=Decimal("12.5"))
    assert made.alt.endswith(
        "Lower limit 5.7 days, mean 11 days, upper limit 16.3 days, target 12.5 days. "
        "In a run of 7 or more on one side of the mean: 2019-20 Q4 to 2021-22 Q3."
    )


def test_periods_in_a_row_are_told_by_the_first_and_the_last_from_three_on() -> None:
    assert series._spans((0, 2, 3, 5, 6, 7), PERIODS) == (
        "2018-19 Q1, 2018-19 Q3, 2018-19 Q4, 2019-20 Q2 to 2019-20 Q4"
    )


@pytest.mark.parametrize(
    ("values", "options", "note"),
    [
        (CALM, {}, "Lower limit 24.4%, mean 27.1%, upper limit 29.8%."),
        (CALM, {"target": Decimal(28)}, "Lower limit 24.4%, mean 27.1%, upper limit 29.8%, target 28%."),
        (
            ("1", "2") * 3,
            {},
            "Lower limit −1.2%, mean 1.5%, upper limit 4.2%. "
            "Trial limits: they come from 6 points, and each new one revises them.",
        ),
        (
            (*("1", "2") * 6, "20"),
            {"screened": True},
            "Lower limit 0.3%, mean 2.9%, upper limit 5.6%. "
            "The limits leave out 1 change between two points, far larger than the others.",
        ),
        (
            (*("1", "2") * 4, "20", *("1", "2") * 4),
            {"screened": True},
            "Lower limit −0.1%, mean 2.6%, upper limit 5.2%. "
            "The limits leave out 2 changes between two points, far larger than the others.",
        ),
    ],
)
def test_the_note_gives_the_lines_and_how_far_to_trust_them(
    values: tuple[str, ...], options: dict[str, Any], note: str
) -> None:
    table = chart(*values, **options).table
    assert table is not None
    assert table.note == note


# --- the table ------------------------------------------------------------------------------------


def test_the_table_has_a_row_a_point_with_its_signal() -> None:
    made = chart(*CALM, "40", base=15)
    assert told(made.table) == [
        *([period, f"{value}%", ""] for period, value in zip(PERIODS, CALM, strict=False)),
        ["2021-22 Q4", "40%", "Outside the limits"],
    ]
    assert made.table is not None
    assert made.table.row_header
    assert made.table.caption == "Answered in time: each point"
    assert [column.label for column in made.table.columns] == ["Period", "Value", "Signal"]


def test_the_callers_caption_decimals_and_runs_are_kept() -> None:
    runs = [(Run(text=f"{value} d", figure=f"calls.{at}"),) for at, value in enumerate(CALM)]
    made = chart(*CALM, unit="days", caption="Calls", decimals=0, runs_of_values=runs)
    assert made.table is not None
    assert made.table.caption == "Calls"
    assert made.table.columns[1].label == "Value (days)"
    assert [run.figure for run in runs_in(made.table) if run.figure] == [f"calls.{at}" for at in range(15)]
    assert "27.1 d, 26.2 d" in made.alt
    assert told(chart(*CALM, decimals=0).table)[0][1] == "27%"


# --- the picture ----------------------------------------------------------------------------------


def test_a_chart_is_the_same_bytes_twice_and_whatever_the_users_style() -> None:
    plain = chart(*CALM, "40", target=Decimal(28))
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "black", "svg.hashsalt": "mine", "lines.linewidth": 9}):
        assert chart(*CALM, "40", target=Decimal(28)) == plain


def test_each_line_is_named_where_it_ends_and_the_latest_period_below() -> None:
    words = written(chart(*CALM, target=Decimal(28)).svg)
    assert {"Lower limit 24.4%", "Mean 27.1%", "Upper limit 29.8%", "Target 28%", "2021-22 Q3"} <= set(words)


def test_a_point_that_signals_is_a_diamond_and_a_ring() -> None:
    svg = chart(*CALM, "40", "9", base=15).svg
    assert "Ringed diamonds: outside the limits" in written(svg)
    marks = [
        re.findall(r"<use [^>]*>", group) for group in re.findall(r'<g id="line2d_\d+">(.*?)\n</g>', svg, re.DOTALL)
    ]
    assert [len(uses) for uses in marks if uses] == [15, 2, 2]
    assert "fill-opacity: 0; stroke: #a3261e" in svg
    assert "Ringed diamonds signal a change" in written(chart(*CALM, "40", "27", "40", base=15).svg)


@pytest.mark.parametrize("many", [6, 24, 32])
@pytest.mark.parametrize("target", [None, Decimal(11)])
def test_a_chart_weighs_less_than_25_kilobytes_and_clips_nothing(many: int, target: Decimal | None) -> None:
    values = [str(10 + at) for at in range(many)]
    svg = chart(*values, unit="days", target=target).svg
    assert len(svg.encode()) < (25_000 if many <= 24 else 28_000)
    assert "clip" not in svg
    cleaned = clean_svg(svg)
    assert cleaned is not None
    assert cleaned.count("<use") == svg.count("<use")


def places(svg: str, words: str) -> list[float]:
    """Where each of these words begins, in points from the left."""
    return [float(x) for x in re.findall(rf"<!-- {words} -->\s*<g [^>]*translate\(([\d.]+) ", svg)]


@pytest.mark.parametrize("many", [6, 7, 15, 24, 32])
def test_periods_are_thinned_so_that_none_touches_another(many: int) -> None:
    svg = chart(*(str(20 + at % 3) for at in range(many))).svg
    starts = places(svg, r"20\d\d-\d\d Q\d")
    assert 2 <= len(starts) <= many
    assert starts[0] >= 0
    assert all(after - before > 55 for before, after in pairwise(starts))
    assert starts[-1] + 50 < 374.4


def test_long_names_of_periods_stay_on_the_canvas() -> None:
    numbers = [Decimal(value) for value in CALM]
    names = [f"April to September 20{year}, revised" for year in range(10, 25)]
    limits = spc.limits(numbers)
    svg = series.xmr("Calls", names, numbers, limits, spc.signals(numbers, limits), "").svg
    starts = places(svg, "April to September 20.., revised")
    assert starts
    assert min(starts) >= 0
    assert max(starts) + 130 < 374.4


def test_lines_that_lie_close_have_names_apart() -> None:
    svg = chart(*["5"] * 8, target=Decimal(5)).svg
    tops = [
        float(y)
        for y in re.findall(r"<!-- (?:Lower|Mean|Upper|Target)[^>]* -->\s*<g [^>]*translate\([\d.]+ ([\d.]+)", svg)
    ]
    assert len(tops) == 4
    assert all(before - after == pytest.approx(lines.LABEL_GAP, abs=0.1) for before, after in pairwise(tops))


@pytest.mark.parametrize("values", [["0"] * 6, ["-1", "-2"] * 3, ["1000000", "3000000"] * 3, ["0.001", "0.002"] * 3])
def test_any_size_of_value_is_drawn(values: list[str]) -> None:
    assert written(chart(*values, unit="£").svg)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [lines.LINE, lines.SIGNAL, INK])
def test_each_colour_stands_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


# --- fewer bytes ----------------------------------------------------------------------------------


def test_what_is_compact_is_left_so() -> None:
    once = chart(*CALM, "40").svg
    assert compact(once) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<path d="M 0 1.5 \nL 2 -3 \nz\n"/>', '<path d="M0 1.5L2 -3z"/>'),
        ('<path id="AtkinsonHyperlegible-Regular-3f"/>', '<path id="a3f"/>'),
        ('<path id="OtherFont-3f"/>', '<path id="OtherFont-3f"/>'),
        ('<use x="1.239" y="20.999"/>', '<use x="1.24" y="21"/>'),
        (
            '<g>\n <use x="1" style="s"/>\n <use x="2" style="s"/>\n</g>',
            '<g style="s"><use x="1"/>\n<use x="2"/>\n</g>',
        ),
        ('<g><use x="1" style="s"/><use x="2" style="t"/></g>', '<g><use x="1" style="s"/><use x="2" style="t"/></g>'),
        ("<metadata>\n <a/>\n</metadata><g/>", "<g/>"),
    ],
)
def test_compact_writes_the_same_picture_shorter(before: str, after: str) -> None:
    assert compact(before) == after


def test_no_other_module_of_the_charts_reads_a_machine_or_the_clock() -> None:
    for path in Path(series.__file__).parent.glob("*.py"):
        assert not re.search(r"datetime|time\.time|getpass|platform", path.read_text("utf-8")), path
