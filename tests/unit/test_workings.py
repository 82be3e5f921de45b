"""The table of how each figure was worked out."""

from __future__ import annotations

from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.document.blocks import Callout, Chart, Column, Items, Paragraph, Run, Table
from quarterbook.document.document import PlacedFigure
from quarterbook.document.runs import plain_text
from quarterbook.document.workings import MOST_RANGES, cited, ranges, rows_in_words, workings


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


def test_rows_are_said_in_words_with_how_many_there_were() -> None:
    assert (
        rows_in_words([source(2, 3, 4, 9)], [source(*range(2, 14))]) == "data/x/actions.csv rows 2–4, 9 (4 of 12 rows)"
    )
    assert rows_in_words([source(9)], [source(9)]) == "data/x/actions.csv row 9 (1 of 1 row)"
    assert rows_in_words([source(9)], []) == "data/x/actions.csv row 9 (1 row)"


def test_no_rows_are_said_so() -> None:
    assert rows_in_words([], [source(*range(2, 14))]) == "data/x/actions.csv no rows (of 12)"
    assert rows_in_words([source()], []) == "data/x/actions.csv no rows"
    assert rows_in_words([], []) == "no rows"


def test_each_source_is_named() -> None:
    words = rows_in_words([source(2), source(3, name="b.csv")], [source(2, 3), source(2, 3, name="b.csv")])
    assert words == "data/x/actions.csv row 2 (1 of 2 rows); b.csv row 3 (1 of 2 rows)"


def test_scattered_rows_are_listed_up_to_a_length_that_can_be_read() -> None:
    longest = range(2, 2 + 2 * MOST_RANGES, 2)
    assert "…" not in rows_in_words([source(*longest)], [])
    longer = rows_in_words([source(*longest, 1000)], [])
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
    table = workings([placed("purple.percent", "purple.count", "elsewhere", rows=rows, of=of), placed("purple.count")])
    assert isinstance(table, Table)
    assert table.anchors == ("figure-purple.percent", "figure-purple.count")
    assert ["".join(run.text for run in cell) for cell in table.rows[0]] == [
        "purple.percent",
        "92%",
        "91.66666667",
        "Share of actions rated Purple. Worked out from purple.count and elsewhere.",
        "data/x/actions.csv rows 2–3 (2 of 3 rows). Cell overview.",
    ]
    assert [(run.text, run.figure) for run in table.rows[0][3] if run.code] == [
        ("purple.count", "purple.count"),
        ("elsewhere", None),
    ]


def test_a_paper_that_cites_no_figure_says_so() -> None:
    assert plain_text(workings([])) == "This paper cites no figures."
