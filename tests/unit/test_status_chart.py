"""The chart of indicators by status: told in words, never by colour alone, every number a figure."""

from __future__ import annotations

import re

import pytest

from frames import by_id, indicators_frame, outturns_frame
from quarterbook.analysis import outturn_figures, outturns
from quarterbook.document import charts
from quarterbook.document.blocks import Chart
from quarterbook.document.charts.by_status import STATUSES
from quarterbook.document.reading.runs import runs_in
from quarterbook.document.reading.svg import clean_svg

OUTTURNS = {"met": (10, 10), "close": (9, 10), "missed": (8, 10), "no-status": (8, None)}


def chart(**how_many: int) -> Chart:
    """The chart of so many indicators of each status."""
    each = [OUTTURNS[status.replace("_", "-")] for status, number in how_many.items() for _ in range(number)]
    rows = [
        {"reference": f"A{at}", "period": "2006", "actual": one, "target": two} for at, (one, two) in enumerate(each)
    ]
    defined = indicators_frame(*({"reference": f"A{at}", "tolerance": "1"} for at in range(len(each))))
    table = outturns.table(outturns_frame(*rows), defined)
    return charts.statuses(by_id(outturn_figures.overall(outturns.headline(table), table)))


def rows(drawn: Chart) -> list[tuple[str, str]]:
    assert drawn.table is not None
    return [(one[0].text, two[0].text) for one, two in drawn.table.rows]


@pytest.mark.parametrize(
    ("how_many", "title", "alt"),
    [
        (
            {"met": 3, "close": 1, "missed": 8, "no_status": 8},
            "8 of 12 with a status missed",
            "Bar chart of 20 indicators by the status of their latest outturn: Met 3, Close 1, Missed 8, No status 8.",
        ),
        (
            {"met": 1},
            "none of 1 with a status missed",
            "Bar chart of 1 indicator by the status of its latest outturn: Met 1, Missed 0, No status 0.",
        ),
        (
            {"missed": 1, "no_status": 1},
            "1 of 1 with a status missed",
            "Bar chart of 2 indicators by the status of their latest outturn: Met 0, Missed 1, No status 1.",
        ),
        (
            {"no_status": 2},
            "none has a status",
            "Bar chart of 2 indicators by the status of their latest outturn: Met 0, Missed 0, No status 2.",
        ),
        (
            {},
            "none has a status",
            "Bar chart of 0 indicators by the status of their latest outturn: Met 0, Missed 0, No status 0.",
        ),
    ],
)
def test_title_and_alternative_say_what_is_seen(how_many: dict[str, int], title: str, alt: str) -> None:
    drawn = chart(**how_many)
    assert drawn.title == f"Indicators against target: {title}"
    assert drawn.alt == alt


def test_the_table_has_a_row_a_status_and_the_total() -> None:
    assert rows(chart(met=3, close=1, missed=2, no_status=1)) == [
        ("✓ Met", "3"),
        ("≈ Close", "1"),
        ("✗ Missed", "2"),
        ("No status", "1"),
        ("All indicators", "7"),
    ]


def test_close_is_left_out_where_no_indicator_is() -> None:
    drawn = chart(met=1, missed=1)
    assert [label for label, _ in rows(drawn)] == ["✓ Met", "✗ Missed", "No status", "All indicators"]
    assert "Close" not in drawn.svg


def test_every_number_of_the_table_is_a_figure() -> None:
    numbers = [run.figure for run in runs_in(chart(close=1)) if re.fullmatch(r"\d+", run.text)]
    assert numbers == [f"all.{name}.count" for name in (*STATUSES, "indicators")]


def test_bars_are_told_by_label_and_number_and_differ_in_pattern() -> None:
    svg = chart(met=3, close=1, missed=2, no_status=1).svg
    words = re.findall(r"<!-- (.+?) -->", svg)
    assert {"✓ Met", "≈ Close", "✗ Missed", "No status", "3", "1", "2"} <= set(words)
    assert svg.count("<pattern") == 3


def test_the_same_figures_make_the_same_bytes_and_nothing_to_be_cleaned_away() -> None:
    first, second = chart(met=3, missed=2), chart(met=3, missed=2)
    assert first == second
    assert clean_svg(first.svg)
