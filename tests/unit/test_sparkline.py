"""A sparkline: what it holds, what it draws, and how a paper keeps it from the notebook to the page."""

from __future__ import annotations

import json
import math
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pydantic import ValidationError

from quarterbook.document import display
from quarterbook.document.blocks import MIME, Column, Paragraph, Run, Sparkline, Table, from_json, to_json
from quarterbook.document.reader import read
from quarterbook.document.sparkline import GREY, HEIGHT, MOST_VALUES, WIDTH, marks, svg
from quarterbook.writers import html, pdf

FINITE = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.lists(st.none() | FINITE, max_size=40)
TREND = Run(text="Trend: 21.8, then 22.2", sparkline=Sparkline(values=(21.8, 22.2), target=25))


def drawn(*values: float | None, target: float | None = None) -> str:
    return marks(Sparkline(values=values, target=target))


def scorecard(*cells: Any) -> dict[str, Any]:
    """A table as JSON, with these runs as the cells of its last column."""
    rows = [[[{"text": "Waste"}], [cell]] for cell in cells]
    return {"kind": "table", "caption": "C", "columns": [{"label": "Indicator"}, {"label": "Trend"}], "rows": rows}


def test_a_line_goes_from_the_oldest_value_to_a_dot_on_the_latest() -> None:
    assert drawn(1, 3, 2) == '<path d="M3 15L36 3L69 9"/><circle cx="69" cy="9" r="1.75" fill="currentColor"/>'


def test_one_value_is_a_dot_where_the_latest_always_stands() -> None:
    assert drawn(5) == '<circle cx="69" cy="9" r="1.75" fill="currentColor"/>'


def test_equal_values_are_a_level_line() -> None:
    assert drawn(4, 4, 4).startswith('<path d="M3 9L36 9L69 9"/>')


def test_a_gap_parts_the_line_and_a_value_between_gaps_is_a_ring() -> None:
    parted = drawn(1, 2, None, 3, None, 2, 1)
    assert '<path d="M3 15L14 9M58 9L69 15"/>' in parted
    assert parted.count("<circle") == 2
    assert '<circle cx="36" cy="3" r="2" stroke-width="1"/>' in parted


def test_where_the_last_value_is_missing_the_dot_is_on_the_latest_there_is() -> None:
    assert 'cx="36" cy="3" r="1.75"' in drawn(1, 2, None)


def test_the_target_is_a_dashed_line_in_the_scale_of_the_values() -> None:
    assert drawn(1, 2, target=3).startswith('<path d="M0 3H72" stroke-width=".8" stroke-dasharray="2 3"/>')
    assert "dasharray" in drawn(1, target=0)
    assert "dasharray" not in drawn(1, 0)


def test_twelve_points_are_under_400_bytes() -> None:
    values = tuple(20 + math.sin(place) for place in range(12))
    assert len(svg(Sparkline(values=values, target=20.3))) < 400


@given(values=VALUES, target=st.none() | FINITE)
def test_any_numbers_are_drawn_within_the_view_box_and_always_alike(
    values: list[float | None], target: float | None
) -> None:
    sparkline = Sparkline(values=tuple(values), target=target)
    text = svg(sparkline)
    assert text == svg(Sparkline.model_validate_json(sparkline.model_dump_json()))
    root = ElementTree.fromstring(text)
    assert root.attrib["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"
    for element in root:
        if element.tag.endswith("circle"):
            x, y = float(element.attrib["cx"]), float(element.attrib["cy"])
            assert 2.5 <= x <= WIDTH - 2.5
            assert 2.5 <= y <= HEIGHT - 2.5
        else:
            assert re.fullmatch(r"(?:[MLH]?[0-9.]+ ?)+", element.attrib["d"])
            assert all(0 <= float(number) <= WIDTH for number in re.findall(r"[0-9.]+", element.attrib["d"]))
            heights = re.findall(r" ([0-9.]+)", element.attrib["d"])
            assert all(3 <= float(height) <= HEIGHT - 3 for height in heights)
    seen = [value for value in values if value is not None]
    assert text.count('fill="currentColor"') == bool(seen)


def test_no_number_is_lost_where_floats_give_up() -> None:
    assert drawn(1e308, -1e308, 0).startswith('<path d="M3 3L36 15L69 9"/>')
    assert drawn(0, 5e-324).startswith('<path d="M3 15L69 3"/>')


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_a_gap(value: float) -> None:
    sparkline = Sparkline(values=(1, value, 2), target=value)
    assert (sparkline.values, sparkline.target) == ((1, None, 2), None)


@pytest.mark.parametrize("values", [(1.0,) * (MOST_VALUES + 1), ("many",), (10**400,), ([1],), None])
def test_what_is_no_trend_is_refused(values: Any) -> None:
    with pytest.raises(ValidationError):
        Sparkline(values=values)


def test_a_sparkline_needs_words() -> None:
    with pytest.raises(ValidationError, match="needs a text"):
        Run(text=" ", sparkline=Sparkline(values=(1,)))


@pytest.mark.parametrize("values", [(), (None, None), (math.nan,)])
def test_gaps_alone_are_no_sparkline_and_leave_the_words(values: tuple[float | None, ...]) -> None:
    run = Run(text="No figures", sparkline=Sparkline(values=values, target=3))
    assert run == Run(text="No figures")


def test_the_record_holds_what_is_set_and_no_more() -> None:
    assert to_json(Run(text="a")) == {"text": "a"}
    assert to_json(Run(text="a", sparkline=Sparkline(values=(1.5, None, 0)))) == {
        "text": "a",
        "sparkline": {"values": [1.5, None, 0.0]},
    }
    assert to_json(TREND)["sparkline"] == {"values": [21.8, 22.2], "target": 25.0}
    assert to_json(Run(text="a", sparkline=Sparkline(values=(1,), target=0)))["sparkline"]["target"] == 0
    assert Run.model_validate_json(json.dumps(to_json(TREND))) == TREND


def test_jupyterlab_shows_the_drawing_and_tells_it_in_plain_text() -> None:
    paragraph = Paragraph(runs=(Run(text="Waste. "), TREND))
    assert display.text(paragraph) == "Waste. Trend: 21.8, then 22.2"
    assert '<img alt="Trend: 21.8, then 22.2" src="data:image/svg+xml;base64,' in display.html(paragraph)
    assert GREY in svg(Sparkline(values=(1,)))


def test_the_reader_passes_a_sparkline_through() -> None:
    table = Table(caption="C", columns=(Column(label="Trend"),), rows=(((TREND,),),))
    cell = new_code_cell(outputs=[new_output("display_data", data={MIME: to_json(table)})])
    (block,) = read(new_notebook(cells=[cell])).blocks
    assert isinstance(block, Table)
    assert block.rows == (((TREND,),),)


HOSTILE: list[Any] = [
    {"values": [1] * (MOST_VALUES + 1)},
    {"values": [10**400]},
    {"values": ["<script>"]},
    {"values": [math.nan, math.inf]},
    {"values": [1e308, -1e308, 5e-324], "target": -1e308},
    {"values": [1, 2], "target": math.nan},
    {"values": [1, 2], "onload": "x()"},
    {"values": {"a": 1}},
    {},
    [],
    "<svg>",
]


@pytest.mark.parametrize("words", ["Trend", "", "\u200b", '"><script>x()</script>'])
@pytest.mark.parametrize("sparkline", HOSTILE)
def test_a_foreign_notebook_with_anything_for_a_sparkline_is_written(sparkline: Any, words: str) -> None:
    data = {MIME: scorecard({"text": words, "sparkline": sparkline}), "text/plain": "table"}
    cell = new_code_cell(outputs=[new_output("display_data", data=data)])
    document = read(new_notebook(cells=[cell]))
    assert b"<script" not in html.write(document)
    assert pdf.write(document).startswith(b"%PDF-")


def test_a_long_trend_is_written() -> None:
    run = {"text": "Trend", "sparkline": {"values": [place % 7 for place in range(MOST_VALUES)]}}
    table = from_json(scorecard(run))
    assert len(svg(table.rows[0][1][0].sparkline)) < 5_000
