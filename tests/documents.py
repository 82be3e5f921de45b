"""A small Document with one block of every kind, for the writers' tests."""

from __future__ import annotations

from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.document.blocks import (
    Callout,
    Chart,
    Column,
    FrontMatter,
    Heading,
    Image,
    Items,
    Lines,
    Paragraph,
    Picture,
    Preformatted,
    Run,
    Table,
)
from quarterbook.document.document import Document, PlacedFigure, figure_anchor
from quarterbook.findings import Finding

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="60" viewBox="0 0 360 60">'
    '<rect x="0" y="10" width="330" height="40" fill="#5b2d8e"/></svg>'
)
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
ROWS = SourceRows(source="data/exampleshire/actions.csv", sha256="0" * 64, rows=(2, 3, 4))
PERCENT = Figure(
    id="finance.purple.percent",
    value=92,
    exact="91.66666667",
    unit="%",
    display="92%",
    definition="Share of actions rated Purple",
    rows=(ROWS,),
    of=(ROWS,),
)
HOSTILE = 'A & B <b>bold</b> <script>alert(1)</script> #read("/etc/passwd") $x^2$ @ref *star* // c \\ ▲ ŵ'


def text(words: str, **style: object) -> tuple[Run, ...]:
    return (Run.model_validate({"text": words, **style}),)


def sample_document() -> Document:
    cited = Run(text="92%", figure=PERCENT.id)
    table = Table(
        caption="Actions by rating",
        columns=(Column(label="Rating"), Column(label="Actions", align="end"), Column(label="Share", align="end")),
        rows=(
            (text("▶ Purple"), text("11"), (cited,)),
            (text("All actions"), text("12"), text("100%")),
        ),
        row_header=True,
        totals=1,
        note="Shares are rounded and may not add to 100.",
    )
    wide = Table(
        caption="Actions of the plan",
        columns=tuple(
            Column(label=name, width=width) for name, width in (("Reference", 1), ("Action", 4), ("Comment", 6))
        ),
        rows=tuple(
            (text(f"F-{n:02}"), text(f"Action {n}"), text("What was done, in words. " * 8)) for n in range(1, 31)
        ),
        row_header=True,
    )
    workings = Table(
        caption="How each figure was worked out",
        columns=(Column(label="Figure"), Column(label="Definition", width=3), Column(label="Rows", width=2)),
        rows=((text("92%"), text(PERCENT.definition), text("rows 2 to 4")),),
        anchors=(figure_anchor(PERCENT.id),),
        entries=True,
    )
    return Document(
        front=FrontMatter(
            title="Finance Directorate Plan 2023-24: Quarter 1 performance update",
            council="Exampleshire Council",
            quarter="2023-24 Q1",
            as_at="2023-06-30",
            fields=(("Report to", "Overview Committee"), ("Date of meeting", "31 July 2023")),
            classification="Public",
            logo=Image(media_type="image/png", base64=DOT),
        ),
        blocks=(
            Heading(text="Summary", number="1", anchor="summary"),
            Paragraph(
                runs=(Run(text="Progress is "), cited, Run(text=" and "), Run(text="strong", strong=True)), number="1.1"
            ),
            Heading(text="Key information", number="2", anchor="key-information"),
            Heading(text="Finance progress", level=3, number="2.1", anchor="finance-progress"),
            Heading(text="Performance overview", level=4, numbered=False, anchor="performance-overview"),
            Paragraph(runs=(Run(text=HOSTILE),), number="2.2"),
            Paragraph(
                runs=(Run(text="Write to "), Run(text="the team", link="mailto:team@example.gov.uk")), numbered=False
            ),
            Lines(lines=(text("Town Hall"), text("High Street"))),
            Items(
                items=(
                    (Paragraph(runs=text("First"), numbered=False),),
                    (
                        Paragraph(runs=text("Second"), numbered=False),
                        Items(items=((Paragraph(runs=text("Nested"), numbered=False),),), ordered=True),
                    ),
                )
            ),
            Chart(
                title="Eleven of twelve actions are on track",
                svg=SVG,
                alt="Bar chart: Purple 11 actions (92%), Amber 1 action (8%).",
                table=table,
            ),
            Picture(
                image=Image(media_type="image/png", base64=DOT), alt="Image (PNG, 1 by 1 pixels) without a description."
            ),
            Callout(
                tone="warning", title="Check this", blocks=(Paragraph(runs=text("A date is missing."), numbered=False),)
            ),
            Preformatted(text="line one\n    line two <raw>\n"),
            Heading(
                text="Appendix 1: actions", numbered=False, appendix=True, landscape=True, anchor="appendix-1-actions"
            ),
            wide,
            Heading(text="How each figure was worked out", numbered=False, anchor="how-each-figure-was-worked-out"),
            workings,
        ),
        figures=(PlacedFigure(figure=PERCENT, cell="overview"),),
        findings=(
            Finding(
                code="A18", severity="warning", message="No comment.", source=ROWS.source, row=3, column="commentary"
            ),
        ),
    )
