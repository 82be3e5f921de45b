"""The paper keeps figures, one value each, and sets them in prose, lists, tables and a head."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from documents import DOT
from frames import COMPUTED, HOUSE, figures_of, rated
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.blocks import Column, FigureSet, FindingSet, Group, Heading, Items, Paragraph, Run
from quarterbook.document.paper import Paper, found, front, group, words
from quarterbook.document.prose import ProseError
from quarterbook.errors import InputError
from quarterbook.findings import Finding


def figure(figure_id: str, value: int) -> Figure:
    return Figure(id=figure_id, value=value, exact=str(value), unit="", display=str(value), definition="Actions")


def paper(**values: int) -> Paper:
    made = Paper()
    made.add(figure(f"all.{name}", value) for name, value in values.items())
    return made


# --- figures -------------------------------------------------------------------------------------


def test_figures_are_kept_by_id_and_returned_as_a_block() -> None:
    made = Paper()
    total, done = figure("all.total", 12), figure("all.done", 3)
    assert made.add([total, done]) == FigureSet(figures=(total, done))
    assert dict(made.figures) == {"all.total": total, "all.done": done}


def test_a_figure_worked_out_twice_alike_is_one_figure() -> None:
    made = paper(total=12)
    made.add([figure("all.total", 12)])
    assert list(made.figures) == ["all.total"]


def test_a_figure_worked_out_twice_with_two_results_is_refused() -> None:
    made = paper(total=12)
    with pytest.raises(ProseError, match=r"^The figure 'all\.total' is worked out twice, with two results\.$"):
        made.add([figure("all.total", 13)])
    assert made.figures["all.total"].value == 12


def test_one_value_from_other_rows_is_another_result() -> None:
    made = Paper()
    made.add(figures_of(rated()).values())
    with pytest.raises(ProseError, match="twice"):
        made.add(figures_of(rated(first_row=9)).values())


def test_figures_cannot_be_slipped_in_past_add() -> None:
    made = paper(total=12)
    with pytest.raises(TypeError):
        made.figures["all.total"] = figure("all.total", 13)


def test_a_paper_shows_itself_the_same_in_every_run() -> None:
    assert repr(paper(total=12, done=3)) == "Paper with 2 figures"


# --- prose and tables ----------------------------------------------------------------------------


def test_prose_is_a_numbered_paragraph_of_a_template_and_its_values() -> None:
    assert paper(total=12).prose("{plan} has {all.total:action|actions}.", plan="*Finance*") == Paragraph(
        runs=(Run(text="*Finance*"), Run(text=" has "), Run(text="12 actions", figure="all.total"), Run(text="."))
    )
    assert not paper().prose("Words.", numbered=False).numbered


def test_a_sentence_brings_its_own_values() -> None:
    assert paper().runs(Sentence("On {plan}.", {"plan": "Finance"}))[1] == Run(text="Finance")


def test_prose_knows_only_figures_that_were_added() -> None:
    with pytest.raises(ProseError, match=r"names 'all\.totl', which is no figure\. Did you mean 'all\.total'\?"):
        paper(total=12).prose("{all.totl} actions")


def test_items_are_unnumbered_paragraphs_a_sentence_each() -> None:
    made = paper(total=12).items([Sentence("{all.total}"), Sentence("{a}", {"a": "b"})])
    assert isinstance(made, Items)
    assert made.items == (
        (Paragraph(runs=(Run(text="12", figure="all.total"),), numbered=False),),
        (Paragraph(runs=(Run(text="b"),), numbered=False),),
    )


@pytest.mark.parametrize(("number", "kinds"), [(0, ["p"]), (1, ["p", 1]), (15, ["p", 15]), (16, ["p", 10, "p"])])
def test_a_list_has_its_lead_and_of_many_the_first_and_where_the_others_stand(number: int, kinds: list[object]) -> None:
    each = [Sentence("{name}", {"name": str(at)}) for at in range(number)]
    made = paper(further=6).listed(Sentence("These:"), each, Sentence("The other {all.further} are elsewhere."))
    assert [len(one.items) if isinstance(one, Items) else "p" for one in made] == kinds


def test_a_cell_is_a_template_only_where_it_is_a_sentence() -> None:
    made = paper(total=12).table(
        "Movement",
        [Column(label="What"), Column(label="Actions")],
        [("{all.total} *as text* 7", Sentence("{all.total}")), ("", "None")],
        totals=1,
        note="A note.",
    )
    assert made.rows == (
        ((Run(text="{all.total} *as text* 7"),), (Run(text="12", figure="all.total"),)),
        ((), (Run(text="None"),)),
    )
    assert (made.caption, made.row_header, made.totals, made.note) == ("Movement", True, 1, "A note.")


def test_a_number_typed_into_a_cells_template_is_refused() -> None:
    with pytest.raises(ProseError, match="typed into the prose"):
        paper().table("Movement", [Column(label="What")], [(Sentence("7 actions"),)])


# --- the head ------------------------------------------------------------------------------------


def test_the_head_is_the_houses_with_dates_in_words_and_labels_in_their_order() -> None:
    labels = {"Report to": "Overview Committee", "Date of meeting": "2023-07-31", "Ref": "2023-07"}
    head = front(HOUSE, "Quarter 1 update", "2023-24 Q1", "2023-06-30", labels)
    assert head.fields == (("Report to", "Overview Committee"), ("Date of meeting", "31 July 2023"), ("Ref", "2023-07"))
    assert (head.title, head.council, head.quarter) == ("Quarter 1 update", "Exampleshire Council", "2023-24 Q1")
    assert (head.as_at, head.numbering, head.logo) == ("2023-06-30", "section", None)


@pytest.fixture
def houses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder of houses, with the project as the working folder."""
    folder = tmp_path / "params" / "houses"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("name", "media_type"), [("logo.png", "image/png"), ("LOGO.JPG", "image/jpeg"), ("logo.svg", "image/svg+xml")]
)
def test_the_logo_stands_beside_the_house_file(houses: Path, name: str, media_type: str) -> None:
    (houses / name).write_bytes(base64.b64decode(DOT))
    logo = front(HOUSE.model_copy(update={"logo": name}), "Title", "2023-24 Q1", "2023-06-30", {}).logo
    assert logo is not None
    assert (logo.media_type, logo.base64) == (media_type, DOT)


def test_a_logo_of_another_kind_is_told_plainly(houses: Path) -> None:
    (houses / "logo.tiff").write_bytes(b"II*")
    with pytest.raises(InputError, match=r"^The logo 'logo\.tiff' cannot be set: files ending in \.svg, \.png"):
        front(HOUSE.model_copy(update={"logo": "logo.tiff"}), "Title", "2023-24 Q1", "2023-06-30", {})


# --- the rest ------------------------------------------------------------------------------------


def test_a_parameters_text_is_read_as_markdown_and_may_hold_digits() -> None:
    (heading, text) = words("## Options\n\nAbout **12** of {these}.").blocks
    assert isinstance(heading, Heading)
    assert isinstance(text, Paragraph)
    assert "".join(run.text for run in text.runs) == "About 12 of {these}."


def test_blocks_and_rows_of_blocks_are_one_block_of_a_cell() -> None:
    first, second, third = (paper().prose(text) for text in ("One.", "Two.", "Three."))
    assert group(first, [second], (block for block in (third,))) == Group(blocks=(first, second, third))
    assert group() == Group(blocks=())


def test_findings_are_kept_as_a_block() -> None:
    finding = Finding(code="A16", severity="note", message="A gap.")
    assert found([finding]) == FindingSet(findings=(finding,))


def test_every_rating_figure_of_a_plan_can_be_named_in_prose() -> None:
    made = Paper()
    made.add(figures_of(rated(directorate=["IT & Data", "Neighbourhoods (Corporate Support)"])).values())
    for name in made.figures:
        assert made.prose(f"{{{name}}}").runs == (Run(text=made.figures[name].display, figure=name),)
    assert f"it-data.{next(iter(COMPUTED.levels))}.count" in made.figures
