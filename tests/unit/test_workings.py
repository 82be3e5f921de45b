"""The table of how each figure was worked out."""

from __future__ import annotations

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
    assert MOST_SOURCES == 5
    assert worked_out_from() == ""
    assert worked_out_from("b") == ". Worked out from b."
    assert worked_out_from("b", "c", "d") == ". Worked out from b, c and d."
    assert worked_out_from(*"bcdef") == ". Worked out from b, c, d, e and f."
    assert worked_out_from(*"bcdefg") == ". Worked out from b, c, d, e and 2 more (all are in figures.json)."
    assert worked_out_from(*"bcdefghijklm") == ". Worked out from b, c, d, e and 8 more (all are in figures.json)."


def test_a_paper_that_cites_no_figure_says_so() -> None:
    assert [plain_text(block) for block in workings([])] == ["This paper cites no figures."]


def test_what_rounding_did_not_change_is_not_said_twice() -> None:
    whole = PlacedFigure(figure=placed("a").figure.model_copy(update={"exact": "92"}), cell="overview")
    (both,) = workings([placed("b"), whole])
    assert isinstance(both, Table)
    assert [row[2] for row in both.rows] == [(Run(text="91.66666667"),), ()]
    (alone,) = workings([whole])
    assert isinstance(alone, Table)
    assert "Before rounding" not in [column.label for column in alone.columns]
