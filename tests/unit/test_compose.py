"""A pack from an agenda: which papers it holds, in which order, and what it says of those that it does not hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.document.blocks import Callout
from quarterbook.document.pack import Audience, Pack, PackAppendix, PackItem
from quarterbook.document.reading.runs import plain_text
from quarterbook.errors import InputError
from quarterbook.packs.compose import NOT_READY, RESTRICTED, pack
from quarterbook.packs.compose import PUBLIC as PUBLIC_BESIDE
from quarterbook.packs.selection import choices
from quarterbook.params import house_file
from quarterbook.params.meeting import Meeting
from quarterbook.params.quarter_file import QuarterFile
from small_pack import SECRET, as_if_built, meeting, strings
from small_project import write

AGENDA = (
    "{title: Apologies for absence, note: To receive them.}",
    "{title: Minutes, minutes: data/minutes.md, note: Those of 26 September 2023.}",
    "{title: A late text, text: data/text.md, late: 2023-11-17}",
    "{report: partly, appendices: [{title: Map, text: data/map.md}, "
    "{title: SENTINEL valuation, text: data/secret.md, "
    "exempt: {paragraphs: [3], reason: A price., public_interest: The best of it., public_title: A value}}]}",
    "{report: land, note: SENTINEL sold to a friend, appendices: [{title: SENTINEL plan, text: data/secret.md}]}",
    "{title: SENTINEL staff, text: data/secret.md, confidential: {reason: By order., public_title: Staffing}}",
    "{title: Another late text, text: data/map.md, late: 2023-11-15}",
    "{title: SENTINEL late, text: data/secret.md, late: 2023-11-16, "
    "urgent: It ends on Friday., exempt: {paragraphs: [5], reason: Legal advice., public_title: Advice}}",
)
AFFAIRS = (
    "Information relating to the financial or business affairs of any particular person (including the authority "
    "holding that information) "
    "(Part 1 of Schedule 12A)."
)
ADVICE = (
    "Information in respect of which a claim to legal professional privilege could be maintained in legal proceedings "
    "(Part 1 of Schedule 12A)."
)
PERSON = (
    "Information relating to any individual; and information relating to the financial or business affairs of any "
    "particular person (including the authority holding that information) (Part 1 of Schedule 12A)."
)
TRUST = "It tells of one person. Trust."
PUBLIC = [
    "Agenda Item 2",
    "Agenda Item 4",
    "Agenda Item 4, Appendix 1",
    "Agenda Item 7",
    "Agenda Item 3",
]
WITHHELD = [
    "Agenda Item 4",
    "Agenda Item 4, Appendix 2",
    "Agenda Item 5",
    "Agenda Item 5, Appendix 1",
    "Agenda Item 6",
    "Agenda Item 8",
]


@pytest.fixture
def file(tmp_path: Path) -> QuarterFile:
    made = meeting(tmp_path, *AGENDA)
    write(tmp_path / "data" / "minutes.md", "# Overview Panel\n\n26 September 2023\n\n## 8. Budget\n\nNoted.\n")
    write(tmp_path / "data" / "text.md", "## What is late\n\nWords that came late.\n")
    write(tmp_path / "data" / "map.md", "# A title that the agenda gives\n\nWhere it is.\n")
    write(tmp_path / "data" / "secret.md", "# SENTINEL\n\n## SENTINEL heading\n\nSENTINEL words, and [a link](#x).\n")
    out = tmp_path / "reports"
    as_if_built(out, made, "partly", "# Savings", "## Open\n\nSaid openly.", "!## SENTINEL one\n\nSENTINEL", "SENTINEL")
    as_if_built(out, made, "land", "# SENTINEL", "## SENTINEL price\n\nSENTINEL words.")
    return made


def composed(file: QuarterFile, audience: Audience) -> Pack:
    there = [one for one in choices(file, "panel", audience) if not one.left_out]
    house = house_file.load(file.settings.house, file.root)
    return pack(file, "panel", audience, there, house, file.root / "reports")


def said(made: Pack, place: int) -> str:
    return " ".join(plain_text(block) for block in made.papers[place].document.blocks)


def test_public_papers_come_first_then_the_late_by_day_then_what_is_withheld(file: QuarterFile) -> None:
    assert [paper.called for paper in composed(file, "public").papers] == PUBLIC
    assert [paper.called for paper in composed(file, "restricted").papers] == PUBLIC + WITHHELD


def test_a_page_is_the_same_in_both_packs_as_far_as_the_public_one_goes(file: QuarterFile) -> None:
    public, restricted = composed(file, "public"), composed(file, "restricted")
    assert [paper.document for paper in public.papers] == [paper.document for paper in restricted.papers[: len(PUBLIC)]]


def test_a_paper_that_says_nothing_of_how_figures_were_worked_out_is_printed_as_it_is(file: QuarterFile) -> None:
    panel = file.settings.meetings["panel"].model_copy(update={"print_workings": False})
    shorter = replace(file, settings=file.settings.model_copy(update={"meetings": {"panel": panel}}))
    assert composed(shorter, "restricted") == composed(file, "restricted")


def test_no_string_of_the_public_pack_is_of_a_withheld_paper(file: QuarterFile) -> None:
    assert not [text for text in strings(composed(file, "public")) if SECRET in text]
    assert sum(SECRET in text for text in strings(composed(file, "restricted"))) > 9


def test_the_public_are_told_the_title_and_the_reason_of_what_is_withheld_and_nothing_else(file: QuarterFile) -> None:
    items = composed(file, "public").items
    assert items[4:6] == (
        PackItem(
            5,
            "Land",
            (
                "Exempt: not for publication (Schedule 12A, paragraph 3).",
                AFFAIRS,
                "It names a buyer.",
                "A better price.",
            ),
        ),
        PackItem(6, "Staffing", ("Confidential: not for publication (section 100A).", "By order.")),
    )
    assert items[7].notes == (
        "Exempt: not for publication (Schedule 12A, paragraph 5).",
        ADVICE,
        "Legal advice.",
        "Sent to members on 16 November 2023, after the agenda.",
    )
    assert "Urgent: It ends on Friday." in composed(file, "restricted").items[7].notes


def test_members_are_told_the_note_of_what_is_withheld_as_well(file: QuarterFile) -> None:
    item = composed(file, "restricted").items[4]
    assert item.notes[:2] == (
        "SENTINEL sold to a friend",
        "Exempt: not for publication (Schedule 12A, paragraph 3).",
    )


def test_an_item_says_which_of_its_parts_and_appendices_are_not_for_publication(file: QuarterFile) -> None:
    public, restricted = composed(file, "public"), composed(file, "restricted")
    parts = f"In part exempt: not for publication (Schedule 12A, paragraphs 1 and 3). {PERSON} {TRUST}"
    why = f"Exempt: not for publication (Schedule 12A, paragraph 3). {AFFAIRS} A price. The best of it."
    assert public.items[3].notes == restricted.items[3].notes == (parts,)
    assert [one.told for one in public.items[3].appendices] == ["Appendix 1, Map", f"Appendix 2, A value. {why}"]
    assert restricted.items[3].appendices[1].told == f"Appendix 2, SENTINEL valuation. {why}"


def test_the_appendices_of_what_is_withheld_are_for_members_alone(file: QuarterFile) -> None:
    public, restricted = composed(file, "public"), composed(file, "restricted")
    assert public.items[4].appendices == ()
    assert restricted.items[4].appendices == (PackAppendix("Appendix 1, SENTINEL plan", papers=(8,)),)


def test_a_paper_with_exempt_parts_is_told_apart_from_its_public_version(file: QuarterFile) -> None:
    names = [paper.name for paper in composed(file, "restricted").papers]
    assert names[5] == "Agenda Item 4 (with its exempt parts)"
    assert len({*names}) == len(names)


def test_members_see_the_title_itself(file: QuarterFile) -> None:
    assert [item.title for item in composed(file, "restricted").items[4:6]] == [
        "SENTINEL High Street",
        "SENTINEL staff",
    ]


def test_each_paper_has_a_file_of_its_own(file: QuarterFile) -> None:
    assert [paper.file for paper in composed(file, "restricted").papers[4:8]] == [
        "item-3",
        "item-4-restricted",
        "item-4-appendix-2",
        "item-5",
    ]


def test_a_draft_does_without_the_papers_that_are_not_there_and_says_so(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{report: plans}", "{title: Apologies}", "{report: land}")
    house = house_file.load(file.settings.house, file.root)
    made = pack(file, "panel", "public", [], house, file.root / "reports", draft=True)
    assert [item.notes[-1:] for item in made.items] == [(NOT_READY,), (), ("A better price.",)]
    assert (made.papers, made.mark, made.draft) == ((), "Draft", True)


def test_a_draft_says_once_of_a_paper_with_exempt_parts_that_it_is_not_ready(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{report: partly, appendices: [{report: plans}, {report: tagged}]}")
    house = house_file.load(file.settings.house, file.root)
    (item,) = pack(file, "panel", "restricted", [], house, file.root / "reports", draft=True).items
    assert item.notes[1:] == (NOT_READY,)
    assert [one.told for one in item.appendices] == [
        f"Appendix 1, Directorate plans. {NOT_READY}",
        f"Appendix 2, Tagged. {NOT_READY}",
    ]


def test_items_keep_their_order_their_notes_and_find_their_papers(file: QuarterFile) -> None:
    public, restricted = composed(file, "public"), composed(file, "restricted")
    assert [item.number for item in public.items] == [*range(1, 9)]
    assert [item.places for item in public.items] == [(), (0,), (4,), (1, 2), (), (), (3,), ()]
    assert [item.places for item in restricted.items] == [(), (0,), (4,), (1, 2, 5, 6), (7, 8), (9,), (3,), (10,)]
    assert restricted.items[3].papers == (1, 5)
    assert [one.papers for one in restricted.items[3].appendices] == [(2,), (6,)]
    assert public.items[0].notes == ("To receive them.",)
    assert public.items[2].notes == ("Published on 17 November 2023, after the agenda.",)


def test_a_notice_stands_where_a_part_of_a_paper_is_exempt_and_members_have_the_whole_as_well(
    file: QuarterFile,
) -> None:
    public, restricted = composed(file, "public"), composed(file, "restricted")
    (notice,) = (block for block in public.papers[1].document.blocks if isinstance(block, Callout))
    assert plain_text(notice) == (
        "Exempt Not for publication under paragraphs 1 and 3 of Part 1 of Schedule 12A of the Local Government Act "
        f"1972. {PERSON} {TRUST}"
    )
    assert "Said openly." in said(public, 1)
    assert "Said openly." in said(restricted, 5)
    assert said(restricted, 5).count(SECRET) == 3


def test_each_page_is_marked_with_what_it_holds(file: QuarterFile) -> None:
    public, restricted = composed(file, "public"), composed(file, "restricted")
    assert {public.mark, *(paper.mark for paper in public.papers)} == {""}
    assert restricted.mark == RESTRICTED
    assert {paper.page_mark for paper in public.papers} == {""}
    assert [paper.page_mark for paper in restricted.papers] == [PUBLIC_BESIDE] * len(PUBLIC) + [""] * len(WITHHELD)
    assert [paper.mark for paper in restricted.papers] == [
        *[RESTRICTED] * len(PUBLIC),
        "Exempt: not for publication (Schedule 12A, paragraphs 1 and 3)",
        *["Exempt: not for publication (Schedule 12A, paragraph 3)"] * 3,
        "Confidential: not for publication (section 100A)",
        "Exempt: not for publication (Schedule 12A, paragraph 5)",
    ]


def test_what_is_exempt_is_described_at_the_head_of_its_paper_and_nothing_else_is(file: QuarterFile) -> None:
    assert {paper.described for paper in composed(file, "public").papers} == {""}
    behind = [PERSON, AFFAIRS, AFFAIRS, AFFAIRS, "", ADVICE]
    assert [paper.described for paper in composed(file, "restricted").papers] == [""] * len(PUBLIC) + behind


def test_the_sheet_tells_of_the_meeting(file: QuarterFile) -> None:
    made = composed(file, "public")
    assert (made.title, made.council, made.day) == ("Overview Panel", "Testshire Council", "2023-11-21")
    assert made.fields == (
        ("Day", "Tuesday"),
        ("Date", "21 November 2023"),
        ("Time", "16:00"),
        ("Place", "Committee Room 1"),
    )
    assert made.contact == ("Democratic Services",)


def test_papers_bear_the_title_of_their_own_or_of_the_agenda(file: QuarterFile) -> None:
    assert [paper.document.front.title for paper in composed(file, "public").papers] == [
        "Overview Panel: Minutes",
        "Savings",
        "Map",
        "Another late text",
        "A late text",
    ]


def test_minutes_without_a_committee_have_the_agendas_title(file: QuarterFile) -> None:
    write(file.root / "data" / "minutes.md", "26 September 2023\n\n## 8. Budget\n\nNoted.\n")
    assert composed(file, "public").papers[0].document.front.title == "Minutes"


def test_an_empty_agenda_is_a_pack_of_none(tmp_path: Path) -> None:
    made = composed(meeting(tmp_path), "restricted")
    assert (made.items, made.papers) == ((), ())


@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_a_report_that_is_not_built_is_told(tmp_path: Path, audience: Audience) -> None:
    told = r"The report 'plans' is not there as it was built, or was changed since\. Build it: quarterbook build"
    with pytest.raises(InputError, match=told):
        composed(meeting(tmp_path, "{report: plans}"), audience)


def test_a_report_that_was_changed_since_it_was_built_is_told(file: QuarterFile) -> None:
    notebook = file.root / "reports" / file.name / "partly" / "partly.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("openly", "loudly"), "utf-8")
    with pytest.raises(InputError, match="The report 'partly' is not there as it was built"):
        composed(file, "public")


def test_a_public_pack_needs_no_report_that_is_withheld(file: QuarterFile) -> None:
    (file.root / "reports" / file.name / "land" / "land.ipynb").unlink()
    assert len(composed(file, "public").papers) == len(PUBLIC)
    with pytest.raises(InputError, match="The report 'land' is not there"):
        composed(file, "restricted")


@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_cells_that_are_exempt_for_no_reason_stop_the_pack(tmp_path: Path, audience: Audience) -> None:
    file = meeting(tmp_path, "{report: tagged}")
    as_if_built(tmp_path / "reports", file, "tagged", "## Open", "!SENTINEL")
    with pytest.raises(InputError) as caught:
        composed(file, audience)
    assert caught.value.problems == (
        "params/testshire-2023-24-q2.yaml, line 13: cells are tagged 'exempt', but nothing says why they are not for "
        "publication; 'exempt_parts' gives the paragraphs and the reason.",
    )


def test_a_report_that_is_withheld_as_a_whole_needs_no_reason_for_its_parts(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{report: whole}")
    as_if_built(tmp_path / "reports", file, "whole", "## Open", "!SENTINEL")
    assert composed(file, "public").papers == ()
    assert SECRET in said(composed(file, "restricted"), 0)


def test_what_is_left_out_of_the_public_pack_is_told_with_its_reason_and_nothing_of_it_is_chosen(
    file: QuarterFile,
) -> None:
    public, restricted = choices(file, "panel", "public"), choices(file, "panel", "restricted")
    left_out = [one for one in public if one.left_out]
    assert [one.paper.called for one in left_out] == WITHHELD[1:]
    assert all(one.withheld for one in left_out)
    assert not [one for one in public if one.restricted]
    assert not [one for one in restricted if one.left_out]
    assert [one.paper.called for one in restricted if one.restricted] == WITHHELD


def test_no_public_pack_is_made_of_what_only_members_may_see(file: QuarterFile) -> None:
    house = house_file.load(file.settings.house, file.root)
    for secret in (one for one in choices(file, "panel", "restricted") if one.restricted):
        told = f"{secret.paper.called} is not for publication and has no place in a public pack"
        with pytest.raises(InputError, match=told):
            pack(file, "panel", "public", [secret], house, file.root / "reports")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> QuarterFile:
    folder = tmp_path_factory.mktemp("texts")
    write(folder / "open.md", "Said openly.")
    write(folder / "secret.md", "SENTINEL")
    return meeting(folder)


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    """An appendix of any kind: a text for publication, or one that is kept back."""
    match draw(st.sampled_from(["", "", "exempt", "confidential"])):
        case "":
            return {"title": "A text", "text": "open.md"}
        case "exempt":
            why: dict[str, Any] = {"paragraphs": [3], "reason": "x", "public_title": "A matter"}
            return {"title": SECRET, "text": "secret.md", "exempt": why}
        case _:
            why = {"reason": "x", "public_title": "A matter"}
            return {"title": SECRET, "text": "secret.md", "confidential": why}


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    item = draw(papers())
    withheld = "exempt" in item or "confidential" in item
    late = draw(st.none() | st.sampled_from(["2023-11-14", "2023-11-15", "2023-11-16"]))
    return item | {
        "note": SECRET if withheld else "To note.",
        "late": late,
        "appendices": draw(st.lists(papers(), max_size=2)),
    }


@given(st.lists(items() | st.just({"title": "Urgent items"}), max_size=6))
def test_of_any_agenda_the_restricted_pack_is_the_public_one_and_then_the_rest(
    texts: QuarterFile, agenda: list[dict[str, Any]]
) -> None:
    told = Meeting.model_validate({"committee": "Panel", "date": "2023-11-21", "agenda": agenda})
    file = replace(texts, settings=texts.settings.model_copy(update={"meetings": {"panel": told}}))
    public, restricted = composed(file, "public"), composed(file, "restricted")
    assert not [text for text in strings(public) if SECRET in text]
    assert [paper.document for paper in restricted.papers[: len(public.papers)]] == [
        paper.document for paper in public.papers
    ]
    assert RESTRICTED not in [paper.mark for paper in restricted.papers[len(public.papers) :]]
    for made in (public, restricted):
        placed = [place for item in made.items for place in item.places]
        assert sorted(placed) == [*range(len(made.papers))]
    given_ = [paper for item in agenda for paper in (item, *item.get("appendices", ())) if "text" in paper]
    assert len(restricted.papers) == len(given_)
