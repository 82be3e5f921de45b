"""The table of how each figure was worked out."""

from __future__ import annotations

from typing import Any

import pytest

from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.document.blocks import Callout, Chart, Column, Items, Paragraph, Run, Table
from quarterbook.document.document import PlacedFigure
from quarterbook.document.reading.runs import plain_text
from quarterbook.document.reading.workings import (
    MOST_RANGES,
    MOST_SOURCES,
    cited,
    letter,
    ranges,
    rows_in_words,
    workings,
)


def source(*rows: int, name: str = "data/x/actions.csv") -> SourceRows:
    return SourceRows(source=name, sha256="0" * 64, rows=rows)


def placed(name: str, *from_: str, rows: tuple[SourceRows, ...] = (), of: tuple[SourceRows, ...] = ()) -> PlacedFigure:
    figure = Figure(
        id=name,
        value=92,
        exact="91.66666667",
        unit="%",
        display="92%",
        definition="Share of actions rated Purple",
        rows=rows,
        of=of,
        from_=from_,
    )
    return PlacedFigure(figure=figure, cell="overview")


def cite(name: str) -> Paragraph:
    return Paragraph(runs=(Run(text="92%", figure=name),))


def test_neighbouring_rows_are_joined_and_lone_ones_are_not() -> None:
    assert ranges([]) == []
    assert ranges([7]) == ["7"]
    assert ranges([5, 2, 3, 9, 3]) == ["2–3", "5", "9"]


LETTERS = {"data/x/actions.csv": "A", "b.csv": "B"}


def test_rows_are_said_in_words_with_how_many_there_were() -> None:
    assert rows_in_words([source(2, 3, 4, 9)], LETTERS) == "A 2–4, 9 (4 rows)"
    assert rows_in_words([source(9)], LETTERS) == "A 9 (1 row)"


def test_no_rows_are_said_so() -> None:
    assert rows_in_words([], LETTERS) == "none"
    assert rows_in_words([source()], LETTERS) == "none"


def test_each_source_is_named() -> None:
    assert rows_in_words([source(2), source(3, name="b.csv")], LETTERS) == "A 2 (1 row); B 3 (1 row)"


def test_sources_have_a_letter_each_however_many() -> None:
    assert [letter(place) for place in (0, 1, 25, 26, 27, 51, 52)] == ["A", "B", "Z", "AA", "AB", "AZ", "BA"]


def test_scattered_rows_are_listed_up_to_a_length_that_can_be_read() -> None:
    longest = range(2, 2 + 2 * MOST_RANGES, 2)
    assert "…" not in rows_in_words([source(*longest)], LETTERS)
    longer = rows_in_words([source(*longest, 1000)], LETTERS)
    assert f"{longest[-1]}, … (the rest are in figures.json) ({MOST_RANGES + 1} rows)" in longer


def test_figures_stand_in_order_of_citation_wherever_they_are_cited_then_their_sources() -> None:
    known = [placed("a", "f"), placed("b"), placed("c"), placed("d"), placed("e"), placed("f", "g"), placed("g", "a")]
    table = Table(caption="T", columns=(Column(label="N"),), rows=((cite("c").runs,),))
    blocks = [
        Items(items=((cite("e"),),)),
        Chart(title="T", svg="<svg/>", alt="A", table=table),
        Callout(title="", blocks=(cite("b"), cite("unknown"))),
        cite("a"),
        cite("e"),
    ]
    found = cited(blocks, {one.figure.id: one for one in known})
    assert [one.figure.id for one in found] == ["e", "c", "b", "a", "f", "g"]


def test_a_row_says_the_figure_before_rounding_its_rows_its_cell_and_links_to_its_sources() -> None:
    rows, of = (source(2, 3),), (source(2, 3, 4),)
    key, table = workings(
        [placed("purple.percent", "purple.count", "elsewhere", rows=rows, of=of), placed("purple.count")]
    )
    assert isinstance(table, Table)
    assert table.anchors == ("figure-purple.percent", "figure-purple.count")
    assert ["".join(run.text for run in cell) for cell in table.rows[0]] == [
        "purple.percent",
        "92%",
        "91.66666667",
        "Share of actions rated Purple. Worked out from purple.count and elsewhere.",
        "A 2–3 (2 rows)",
        "overview",
    ]
    assert plain_text(key) == "Rows are the spreadsheet's own; its header is row 1. A: data/x/actions.csv (3 rows)."
    assert [(run.text, run.figure) for run in table.rows[0][3] if run.code] == [
        ("purple.count", "purple.count"),
        ("elsewhere", None),
    ]


def worked_out_from(*sources: str) -> str:
    """What a figure worked out from these says after what it is."""
    (table,) = workings([placed("a", *sources), *(placed(one) for one in sources[:1])])
    assert isinstance(table, Table)
    linked = [run.figure for run in table.rows[0][3] if run.figure]
    assert linked == [*sources[:1]]
    return "".join(run.text for run in table.rows[0][3]).removeprefix("Share of actions rated Purple")


def test_as_many_sources_are_named_as_can_be_read() -> None:
    assert MOST_SOURCES == 3
    assert worked_out_from() == ""
    assert worked_out_from("b") == ". Worked out from b."
    assert worked_out_from("b", "c", "d") == ". Worked out from b, c and d."
    assert worked_out_from(*"bcde") == ". Worked out from b, c and 2 more (all are in figures.json)."
    assert worked_out_from(*"bcdefghijklm") == ". Worked out from b, c and 10 more (all are in figures.json)."


@pytest.mark.parametrize(
    ("value", "exact", "display", "unit", "told"),
    [
        (28.4, "28.4", "28.4 days", "days", ""),
        (-2.4, "-2.4", "−2.4", "points", ""),
        (28, "28.4", "28 days", "days", "28.4"),
        (92, "91.66666667", "92%", "%", "91.66666667"),
        ("improved", None, "improved", "", ""),
    ],
)
def test_a_value_before_rounding_is_told_where_rounding_changed_it(
    value: Any, exact: str | None, display: str, unit: str, told: str
) -> None:
    figure = Figure(id="a", value=value, exact=exact, unit=unit, display=display, definition="Some")
    (table,) = workings([PlacedFigure(figure=figure, cell="cell")])
    assert isinstance(table, Table)
    cells = {
        column.label: "".join(run.text for run in cell)
        for column, cell in zip(table.columns, table.rows[0], strict=True)
    }
    assert cells.get("Before rounding", "") == told
