"""A pack as PDF: one structure tree, numbers of pages that the agenda gives, and right-hand starts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from documents import DOT, HOSTILE, sample_document, text
from pdf_reading import Reading
from quarterbook.document.blocks import Block, FrontMatter, Heading, Image, Paragraph, Picture, Run
from quarterbook.document.document import Document
from quarterbook.document.pack import Pack, PackAppendix, PackItem, PackPaper, PageRange
from quarterbook.writers.pack_pdf import write

BLANK = "This page is intentionally left blank"
MARKS = ("Public", "Public", "Exempt: not for publication (Schedule 12A, paragraph 3)")


def paragraph(words: str) -> Paragraph:
    return Paragraph(runs=text(words), numbered=False)


def document(title: str, *blocks: Block) -> Document:
    return Document(front=FrontMatter(title=title, council="Testshire Council", numbering="none"), blocks=blocks)


def paper(called: str, made: Document, mark: str = "Public") -> PackPaper:
    return PackPaper(called, called.casefold().replace(" ", "-"), made, mark, restricted=mark == MARKS[2])


def pack(*papers: PackPaper, items: tuple[PackItem, ...] = (), mark: str = "Public") -> Pack:
    return Pack(
        title="Overview Panel",
        council="Testshire Council",
        day="2023-11-21",
        mark=mark,
        fields=(("Day", "Tuesday"), ("Date", "21 November 2023"), ("Place", "Committee Room 1")),
        items=items,
        papers=papers,
        contact=("Democratic Services",),
    )


def written(made: Pack) -> Reading:
    return Reading(write(made)[0])


def long(pages: int) -> tuple[Block, ...]:
    """What fills so many pages, with a heading at the top of each but the first."""
    breaks = (Heading(text=f"Part {at}", anchor=f"part-{at}", new_page=True) for at in range(1, pages))
    return (Heading(text="Summary", anchor="summary"), paragraph("Said."), *breaks)


def three() -> Pack:
    """Papers of 1, 2 and 1 pages: a withheld one behind the two of items 2 and 4."""
    deep = (Heading(text="Summary", anchor="summary"), Heading(text="Detail", level=3, anchor="detail"), paragraph("x"))
    return pack(
        paper("Agenda Item 2", document("Minutes", paragraph("Agreed."))),
        paper("Agenda Item 4", document("Savings", *deep, Heading(text="Next steps", new_page=True, anchor="next"))),
        paper("Agenda Item 4, Appendix 1", document("Prices", paragraph("Secret.")), MARKS[2]),
        items=(
            PackItem(1, "Apologies for absence", ("To receive them.",)),
            PackItem(2, "Minutes", papers=(0,)),
            PackItem(3, "Land", ("Exempt: not for publication.",)),
            PackItem(4, "Savings", papers=(1,), appendices=(PackAppendix("Appendix 1, Prices", ("Exempt.",), (2,)),)),
        ),
    )


@pytest.fixture(scope="module")
def made() -> Reading:
    return written(three())


@pytest.fixture(scope="module")
def samples() -> Reading:
    """Two papers with a block of every kind, the same anchors, figures and pictures in both."""
    papers = (paper("Agenda Item 1", sample_document()), paper("Agenda Item 2", sample_document()))
    items = (PackItem(1, "Plan", papers=(0,)), PackItem(2, "Plan again", papers=(1,)))
    return written(pack(*papers, items=items))


def headings(read: Reading) -> list[tuple[str, str]]:
    return [(one.tag, one.words.replace("\xa0", " ")) for one in read.elements if re.fullmatch(r"H\d", one.tag)]


def starts(read: Reading, *called: str) -> list[int]:
    """The places, from 0, of the pages on which papers begin: there alone is what they are called at the head."""
    return [next(at for at, words in enumerate(read.pages) if words.startswith(name)) for name in called]


def test_it_says_that_it_is_accessible_and_fit_to_be_kept(made: Reading) -> None:
    with made.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == "Overview Panel, 21 November 2023"
    assert made.pdf.Root.Lang == "en-GB"
    assert made.pdf.Root.MarkInfo.Marked
    assert str(made.pdf.docinfo["/Author"]) == "Testshire Council"
    assert str(made.pdf.docinfo["/CreationDate"]) == "D:20231121000000Z"


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert write(three()) == write(three())


def test_there_is_one_structure_tree_that_every_page_stands_in(samples: Reading) -> None:
    trees = [
        one
        for one in samples.pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructTreeRoot"
    ]
    assert len(trees) == 1
    assert [str(one.S) for one in trees[0].K] == ["/Document"]
    pages = zip(samples.pdf.pages, samples.pages, strict=True)
    assert all("/StructParents" in page or BLANK in words for page, words in pages)


def test_every_tag_names_the_one_that_it_stands_in(samples: Reading) -> None:
    def inner(tag: pikepdf.Object) -> list[pikepdf.Object]:
        kids = tag.get("/K", [])
        several = kids if isinstance(kids, pikepdf.Array) else [kids]
        return [kid for kid in several if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

    waiting, walked = [samples.pdf.Root.StructTreeRoot], 0
    for tag in waiting:
        walked += 1
        assert all(kid.P.objgen == tag.objgen for kid in inner(tag))
        waiting += inner(tag)
    assert walked == len(samples.elements) + 1


def test_an_item_stands_above_its_papers_title_and_that_above_its_headings(made: Reading) -> None:
    assert headings(made) == [
        ("H1", "Agenda"),
        ("H1", "Agenda Item 2"),
        ("H2", "Minutes"),
        ("H1", "Agenda Item 4"),
        ("H2", "Savings"),
        ("H3", "Summary"),
        ("H4", "Detail"),
        ("H3", "Next steps"),
        ("H1", "Agenda Item 4, Appendix 1"),
        ("H2", "Prices"),
    ]
    assert made.words("Title") == ["Overview Panel"]


def test_no_heading_level_is_skipped(samples: Reading) -> None:
    levels = [int(tag[1]) for tag, _ in headings(samples)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert (levels.count(1), levels.count(2)) == (3, 2)


def test_headings_as_deep_as_a_paper_may_have_them_are_headings() -> None:
    deep = [Heading(text=f"Level {level}", level=level, anchor=f"l{level}") for level in range(2, 7)]
    found = headings(written(pack(paper("Agenda Item 1", document("Deep", *deep)))))
    assert [tag for tag, _ in found] == ["H1", "H1", "H2", "H3", "H4", "H5", "H6", "H7"]


def test_bookmarks_lead_from_item_to_paper_to_heading(made: Reading) -> None:
    def told(entries: list[pikepdf.OutlineItem]) -> list[object]:
        return [(entry.title.replace("\xa0", " "), told(entry.children)) for entry in entries]

    with made.pdf.open_outline() as outline:
        assert told(list(outline.root)) == [
            ("Agenda", []),
            ("Agenda Item 2", [("Minutes", [])]),
            ("Agenda Item 4", [("Savings", [("Summary", [("Detail", [])]), ("Next steps", [])])]),
            ("Agenda Item 4, Appendix 1", [("Prices", [])]),
        ]


def test_the_front_sheet_tells_of_the_meeting_and_lists_its_items(made: Reading) -> None:
    assert made.words("LBody")[:3] == ["Tuesday", "21 November 2023", "Committee Room 1"]
    assert made.words("TH")[:3] == ["Item", "Title", "Pages"]
    assert len(made.words("Table")) == 1
    assert all(part in made.pages[0] for part in ("Apologies for absence", "To receive them.", "Democratic Services"))
    assert "Exempt: not for publication." in made.pages[0]


def test_papers_begin_on_right_hand_pages(made: Reading, samples: Reading) -> None:
    begin = starts(made, "Agenda Item 2", "Agenda Item 4", "Agenda Item 4, Appendix 1")
    assert begin == [2, 4, 6]
    assert len(made.pages) == 7
    assert all(page % 2 == 0 for page in starts(samples, "Agenda Item 1", "Agenda Item 2"))


def test_a_page_that_is_left_blank_says_so_and_no_other_does(made: Reading) -> None:
    assert [at for at, words in enumerate(made.pages) if BLANK in words] == [1, 3]


def test_no_page_is_left_blank_behind_one_of_two_pages() -> None:
    two = paper("Agenda Item 1", document("Two", *long(2))), paper("Agenda Item 2", document("One", paragraph("x")))
    read = written(pack(*two))
    assert [at for at, words in enumerate(read.pages) if BLANK in words] == [1]
    assert starts(read, "Agenda Item 1", "Agenda Item 2") == [2, 4]


def test_what_says_that_a_page_is_blank_is_no_part_of_what_is_read_aloud(made: Reading) -> None:
    assert not [one for one in made.elements if BLANK in one.words]


def test_pages_are_numbered_from_the_first_papers_and_again_within_each(made: Reading) -> None:
    feet = ["Page 1Agenda Item 2, 1 of 1", "Page 3Agenda Item 4, 1 of 2", "Page 4Agenda Item 4, 2 of 2"]
    assert [foot in made.pages[at] for at, foot in zip((2, 4, 5), feet, strict=True)] == [True] * 3
    assert "Page 2" in made.pages[3]
    assert "Page " not in made.pages[0]


def test_the_agenda_gives_the_pages_of_each_paper(made: Reading) -> None:
    cells = made.words("TD")
    rows = [cells[at : at + 3] for at in range(0, 12, 3)]
    assert [row[0] for row in rows] == ["1.", "2.", "3.", "4."]
    assert [row[2] for row in rows] == ["", "1", "", "3 – 4"]


def test_the_agenda_names_each_appendix_beside_its_pages(made: Reading) -> None:
    assert made.words("TD")[12:] == ["Appendix 1, Prices. Exempt.", "R1"]


def test_a_paper_that_is_there_with_its_exempt_parts_too_is_told_apart_wherever_it_is_named() -> None:
    one = paper("Agenda Item 1", document("Savings", paragraph("Open.")))
    whole = replace(one, restricted=True, with_exempt_parts=True)
    appendix = PackAppendix("Appendix 1, Map", papers=(1, 3))
    item = PackItem(1, "Savings", papers=(0, 2), appendices=(appendix, PackAppendix("Appendix 2, Costs", ("Exempt.",))))
    read = written(pack(one, replace(one, called="Agenda Item 1, Appendix 1"), whole, whole, items=(item,)))
    assert read.words("TD") == [
        *("1.", "Savings", "1"),
        *("The paper with its exempt parts", "R1"),
        *("Appendix 1, Map", "3"),
        *("Appendix 1, Map (with its exempt parts)", "R3"),
        *("Appendix 2, Costs. Exempt.", ""),
    ]
    assert "Page R1Agenda Item 1 (with its exempt parts), 1 of 1" in read.pages[6]
    assert ("H1", "Agenda Item 1 (with its exempt parts)") in headings(read)


def test_the_pages_of_each_paper_are_told_with_the_pdf() -> None:
    assert write(three())[1] == (PageRange(1, 1), PageRange(3, 4), PageRange(1, 1, restricted=True))
    assert write(pack())[1] == ()


def test_what_is_withheld_has_page_numbers_of_its_own(made: Reading) -> None:
    assert "Page R1Agenda Item 4, Appendix 1, 1 of 1" in made.pages[6]
    assert "Page R" not in "".join(made.pages[:6])


def test_the_back_of_the_agenda_has_no_page_number(made: Reading) -> None:
    assert BLANK in made.pages[1]
    assert "Page " not in made.pages[1]


def test_the_agenda_leads_to_the_first_page_of_each_paper(made: Reading) -> None:
    assert made.leads_to(0) == [2, 4, 6]
    assert all(str(note.Contents) for note in made.pdf.pages[0].Annots)


def test_each_paper_leads_back_to_the_agenda(made: Reading) -> None:
    assert [made.leads_to(page) for page in (2, 4, 5, 6)] == [[0], [0], [], [0]]


def test_links_of_a_paper_lead_to_its_own_pages(samples: Reading) -> None:
    first, second = starts(samples, "Agenda Item 1", "Agenda Item 2")
    for begin, end in ((first, second), (second, len(samples.pages))):
        ends = [there for page in range(begin, end) for there in samples.leads_to(page)]
        assert len(ends) > 1
        assert ends[0] == 0  # what its item is called leads back to the agenda
        assert all(begin <= there < end for there in ends[1:])


def test_every_page_bears_its_mark(made: Reading) -> None:
    assert [MARKS[2] in words for words in made.pages] == [*[False] * 6, True]
    assert all("Public" in words for words in made.pages[:6])
    restricted = written(replace(three(), mark="Restricted"))
    assert "Restricted" in restricted.pages[0]
    assert "Restricted" in restricted.pages[1]


def test_a_page_after_a_papers_first_is_headed_by_its_council_and_title(made: Reading) -> None:
    assert [made.pages[at].startswith("Testshire CouncilSavings") for at in (4, 5)] == [False, True]


def test_each_picture_of_each_paper_is_there_with_its_alt_text(samples: Reading) -> None:
    once = written(pack(paper("Agenda Item 1", sample_document())))
    alts = [[one.alt for one in read.elements if one.tag == "Figure"] for read in (once, samples)]
    assert alts[1] == alts[0] * 2
    assert len(alts[0]) == 2


def test_a_picture_that_cannot_be_set_is_told_in_words_and_the_others_stand() -> None:
    bad = Picture(image=Image(media_type="image/png", base64=""), alt="A map of the wards")
    good = Picture(image=Image(media_type="image/png", base64=DOT), alt="Good")
    read = written(pack(paper("Agenda Item 1", document("A", bad)), paper("Agenda Item 2", document("B", good))))
    assert "A map of the wards" in read.pages[2]
    assert [one.alt for one in read.elements if one.tag == "Figure"] == ["Good"]


def test_hostile_text_stands_as_it_was_written() -> None:
    made = Pack(
        title=HOSTILE,
        council=HOSTILE,
        day="soon",
        mark=HOSTILE,
        fields=((HOSTILE, HOSTILE),),
        items=(PackItem(1, HOSTILE, (HOSTILE,), (0,)),),
        papers=(paper(HOSTILE, document(HOSTILE, Heading(text=HOSTILE, anchor="h"), paragraph(HOSTILE)), HOSTILE),),
        contact=(HOSTILE,),
    )
    read = written(made)
    sheet, first = (re.sub(r"\s", "", read.pages[at]) for at in (0, 2))
    squeezed = re.sub(r"\s", "", HOSTILE)
    # Council, title, field and label, item, note, contact, mark; then item (twice), title, heading, text, mark.
    assert sheet.count(squeezed) == 8
    assert first.count(squeezed) == 6
    assert str(read.pdf.docinfo["/CreationDate"]) == "D:20000101000000Z"


@pytest.mark.parametrize("items", [(), (PackItem(1, "Apologies for absence"),)])
def test_an_agenda_without_papers_is_a_pack_of_one_page(items: tuple[PackItem, ...]) -> None:
    read = written(pack(items=items))
    assert len(read.pages) == 1
    assert headings(read) == [("H1", "Agenda")]
    assert BLANK not in read.pages[0]


def test_a_long_agenda_goes_on_under_its_head() -> None:
    items = tuple(PackItem(at, f"Item {at} of a long agenda", ("To note.",) * 2) for at in range(1, 41))
    read = written(pack(paper("Agenda Item 1", document("A", paragraph("x"))), items=items))
    (begin,) = starts(read, "Agenda Item 1")
    sheet = [words for words in read.pages[:begin] if "of a long agenda" in words]
    assert len(sheet) > 1
    assert all("ItemTitlePages" in words for words in sheet)
    assert begin % 2 == 0


def test_a_link_in_a_paper_to_its_heading_holds_though_another_paper_has_one_of_that_name() -> None:
    linked = Paragraph(runs=(Run(text="See the summary", heading="summary"),), numbered=False)
    one = document("One", linked, Heading(text="Summary", anchor="summary", new_page=True), paragraph("x"))
    read = written(pack(paper("Agenda Item 1", one), paper("Agenda Item 2", one)))
    assert [read.leads_to(page) for page in (2, 4)] == [[0, 3], [0, 5]]


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("further", [1, 2, 3])
def test_a_paper_that_ends_on_turned_pages_ends_where_its_text_does(wide: bool, further: int) -> None:
    turned = Heading(text="Wide", anchor="wide", landscape=wide, new_page=True)
    rest = [Heading(text=f"Wide {at}", level=3, anchor=f"w{at}", new_page=True) for at in range(1, further)]
    one = document("Savings", paragraph("Said."), turned, paragraph("x"), *rest, paragraph("Its last words."))
    items = (PackItem(1, "Savings", papers=(0,)), PackItem(2, "Land", papers=(1,)))
    papers = paper("Agenda Item 1", one), paper("Agenda Item 2", document("Land", turned, paragraph("x")))
    data, ranges = write(pack(*papers, items=items))
    read = Reading(data)
    begin = starts(read, "Agenda Item 1", "Agenda Item 2")
    ends = next(at for at, words in enumerate(read.pages) if "Its last words." in words)
    first = PageRange(1, ends - begin[0] + 1)
    assert ranges[0] == first == PageRange(1, 1 + further)
    assert ranges[1] == PageRange(begin[1] - begin[0] + 1, begin[1] - begin[0] + 2)
    assert ranges[0].last < ranges[1].first
    assert [cell for cell in read.words("TD") if "–" in cell] == [str(one) for one in ranges]
    assert f"{first.last} of {first.last}" in read.pages[ends]


def test_a_paper_without_text_ends_on_its_first_page() -> None:
    assert write(pack(paper("Agenda Item 1", document("A"))))[1] == (PageRange(1, 1),)


@pytest.mark.parametrize("before", range(18, 34))
def test_an_item_of_the_agenda_stays_together_on_its_page(before: int) -> None:
    short = [PackItem(at, "A short item", ("Its note.",)) for at in range(1, before + 1)]
    items = (*short, PackItem(before + 1, "The whole item", ("First note.", "Last note.")))
    (page,) = [words for words in written(pack(items=items)).pages if "The whole item" in words]
    assert page.index("The whole item") < page.index("First note.") < page.rindex("Last note.")


def test_an_item_that_is_longer_than_a_page_goes_on_over_leaf() -> None:
    notes = tuple(f"Note {at} of many, in some more words than one would think of." for at in range(1, 81))
    read = written(pack(items=(PackItem(1, "Long", notes),)))
    assert len(read.pages) > 1
    assert "Note 80 of many" in "".join(read.pages)


def test_of_a_paper_that_is_printed_in_part_the_pdf_has_that_and_says_where_the_rest_is() -> None:
    whole, part = document("Plan", paragraph("In the page.")), document("Plan", paragraph("On paper."))
    told = "How each figure was worked out"
    one = replace(paper("Agenda Item 1", whole), printed=part)
    pages = written(pack(one, items=(PackItem(1, "Plan", papers=(0,)),))).pages
    assert told in pages[0]
    assert "On paper." in pages[2]
    assert not [page for page in pages if "In the page." in page]
    other = written(pack(paper("Agenda Item 1", whole), items=(PackItem(1, "Plan", papers=(0,)),))).pages
    assert told not in other[0]


def test_what_is_exempt_is_described_below_its_item() -> None:
    secret = replace(paper("Agenda Item 7", document("Land", *long(2)), MARKS[2]), described="Information on affairs.")
    read = written(pack(secret, paper("Agenda Item 8", document("B", paragraph("x")), MARKS[2])))
    (begin,) = starts(read, "Agenda Item 7")
    words = read.pages[begin]
    assert words.index("Agenda Item 7") < words.index(MARKS[2]) < words.index("Information on affairs.")
    # What is confidential has no such description, but says at its head as at each foot that it is not for publication.
    assert [page.count(MARKS[2]) for page in read.pages[begin:] if "Page R" in page] == [2, 1, 2]
    assert sum("Information on affairs." in words for words in read.pages) == 1
