"""Packs as they land: in all three forms, whole or not at all, with the findings of their meeting."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from documents import DOT
from pdf_reading import Reading
from projects import contents
from quarterbook import explained
from quarterbook.document.pack import Audience
from quarterbook.errors import Blocked, InputError
from quarterbook.packs import gate, publish
from quarterbook.packs.compose import DRAFT, NOT_READY
from quarterbook.packs.publish import Published, audiences_of
from quarterbook.params.quarter_file import QuarterFile, load
from quarterbook.running import files
from quarterbook.running.outcome import Index
from small_pack import SECRET, as_if_built, meeting
from small_project import write

OPEN = ("# Plans", "## Open\n\nThe plans are on track in all places but one.")
CLOSED = ("# SENTINEL", "## SENTINEL price\n\nThe buyer would pay far more than SENTINEL valuers thought.")
PLANS, LAND, PARTLY = "{report: plans, note: To note.}", "{report: land, note: SENTINEL sold}", "{report: partly}"
FINAL = {f"panel-{audience}.{kind}" for audience in ("public", "restricted") for kind in ("pdf", "html", "json")}


def made(folder: Path, *items: str) -> QuarterFile:
    """A meeting whose reports are all built."""
    file = meeting(folder, *items)
    as_if_built(out(file), file, "plans", *OPEN)
    as_if_built(out(file), file, "land", *CLOSED)
    as_if_built(out(file), file, "partly", "# Savings", "## Open\n\nSaid openly.", "!## SENTINEL\n\nSENTINEL words")
    write(folder / "data" / "text.md", "Words of a text.\n")
    return file


def out(file: QuarterFile) -> Path:
    return file.root / "reports"


def packs(file: QuarterFile) -> dict[str, bytes]:
    """The files of packs as they stand in their folder."""
    folder = out(file) / file.name / "packs"
    return contents(folder) if folder.is_dir() else {}


def published(file: QuarterFile, audience: Audience | None = None, **how: Any) -> Published:
    return publish.publish(file, "panel", out(file), audience, **how)


def codes(done: Published) -> list[str]:
    return [one.code for one in done.findings]


def test_a_meeting_with_something_to_keep_back_has_two_packs(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND)
    assert audiences_of(file, "panel") == ("public", "restricted")
    done = published(file)
    assert [one.audience for one in done.packs] == ["public", "restricted"]
    pages = {"panel-public/item-1.html", *(f"panel-restricted/item-{at}.html" for at in (1, 2))}
    assert packs(file).keys() == FINAL | pages
    assert packs(file) == {path: data for one in done.packs for path, data in one.files.items()}


@pytest.mark.parametrize("items", [(PLANS,), ("{title: Apologies}", "{title: A text, text: data/text.md}")])
def test_a_meeting_with_nothing_to_keep_back_has_one(tmp_path: Path, items: tuple[str, ...]) -> None:
    file = made(tmp_path, *items)
    assert [one.audience for one in published(file).packs] == ["public"]
    assert not [path for path in packs(file) if "restricted" in path]


@pytest.mark.parametrize("item", [LAND, PARTLY, "{report: secret}"])
def test_exempt_parts_and_confidential_papers_are_for_a_pack_of_members(tmp_path: Path, item: str) -> None:
    assert audiences_of(made(tmp_path, item), "panel") == ("public", "restricted")


def test_one_audience_may_be_asked_for_and_the_others_pack_stays(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND)
    published(file, "restricted")
    assert all(path.startswith("panel-restricted") for path in packs(file))
    before = packs(file)
    published(file, "public")
    assert packs(file).keys() > before.keys()
    assert {path: data for path, data in packs(file).items() if path in before} == before


def test_the_same_packs_have_the_same_bytes(tmp_path: Path) -> None:
    one, two = (made(tmp_path / name, PLANS, LAND, PARTLY) for name in ("one", "two"))
    published(one)
    published(two)
    assert packs(one) == packs(two)
    published(one)
    assert packs(one) == packs(two)


def test_packs_of_other_meetings_stay_and_pages_of_papers_that_are_gone_go(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, PARTLY)
    folder = out(file) / file.name / "packs"
    other = write(folder / "board-public" / "item-1.html", "Another's")
    published(file)
    assert "panel-public/item-2.html" in packs(file)
    published(made(tmp_path, PLANS))
    assert other.read_text("utf-8") == "Another's"
    assert [path for path in packs(file) if path.startswith("panel-public/")] == ["panel-public/item-1.html"]


def test_a_public_pack_holds_nothing_of_what_is_kept_back(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND, PARTLY)
    published(file)
    open_pages = {f"panel-restricted/item-{at}.html" for at in (1, 3)}
    for path, data in packs(file).items():
        said = " ".join(Reading(data).pages) if path.endswith(".pdf") else data.decode()
        assert (SECRET in said) == ("restricted" in path and path not in open_pages), path


CLOSED_WORDS = "the buyer would pay far more than valuers thought when they saw the land last spring"
QUOTED = f"## Open\n\nAs we hear, {CLOSED_WORDS}, and it may be true."
# One word less than what is a quote.
CUT = f"## Open\n\nAs we hear, {' '.join(CLOSED_WORDS.split()[:11])}; and it may be true."


def test_what_quotes_a_paper_that_is_kept_back_is_blocked_and_nothing_changes(tmp_path: Path) -> None:
    file = made_of(made(tmp_path, PLANS, LAND), PLANS, LAND, "{title: A text, text: data/quote.md}")
    write(file.root / "data" / "quote.md", "Of other things.")
    as_if_built(out(file), file, "land", "# SENTINEL", f"## SENTINEL price\n\nNow {CLOSED_WORDS}.")
    published(file)
    before = packs(file)
    write(file.root / "data" / "quote.md", QUOTED)
    with pytest.raises(Blocked) as caught:
        published(file)
    first, *told = str(caught.value).splitlines()
    assert first.startswith("The public pack holds what is not for publication; nothing was written.")
    assert any("” from Agenda Item 2 stands in panel-public.pdf, page 3, Agenda Item 3" in place for place in told)
    assert packs(file) == before
    write(file.root / "data" / "quote.md", CUT)
    published(file)
    assert packs(file) != before


def test_what_a_paper_says_in_public_is_no_quote_of_its_exempt_parts(tmp_path: Path) -> None:
    file = made(tmp_path, PARTLY)
    as_if_built(out(file), file, "partly", "# Savings", QUOTED, f"!## SENTINEL\n\n{QUOTED}\n\nSENTINEL")
    assert len(published(file).packs) == 2


def made_of(file: QuarterFile, *items: str) -> QuarterFile:
    """The same project with another agenda."""
    return meeting(file.root, *items)


def test_what_a_public_paper_says_too_and_what_the_notice_says_is_no_leak(tmp_path: Path) -> None:
    """Titles, names of the council and committee, the day, reasons: an exempt paper has them as the agenda does."""
    file = made(tmp_path, "{title: Apologies for absence}", LAND)
    head = "## Overview Panel\n\nTestshire Council\n\n21 November 2023\n\nTuesday\n\nCommittee Room 1\n\n16:00\n\nLand"
    reason = "It names a buyer.\n\nA better price.\n\nDemocratic Services\n\nApologies for absence"
    notice = "Exempt: not for publication (Schedule 12A, paragraph 3).\n\nThis report is not for publication."
    chrome = ("Agenda", "Pages", "Contents", "Published", "Draft", "Number", "Period", "Notes", "Width", "Region")
    words = "\n\n".join((*chrome, "Internal", "Table"))
    as_if_built(out(file), file, "land", "# SENTINEL", head, reason, notice, words, "12\n\nYes\n\nHigh\n\nSection")
    assert len(published(file).packs) == 2
    assert len(published(file, draft=True).packs) == 2


def test_the_number_of_a_page_is_no_figure_of_a_paper_that_is_kept_back(tmp_path: Path) -> None:
    file = made(tmp_path, "{title: A text, text: data/text.md}", LAND)
    write(tmp_path / "data" / "text.md", "\n\n".join(f"Line {'and words ' * 60}" for _ in range(760)))
    as_if_built(out(file), file, "land", "# SENTINEL", "## SENTINEL price\n\n101")
    done = published(file, "public")
    assert done.packs[0].papers[0][1] is not None
    assert done.packs[0].papers[0][1].last > 101


def test_the_gate_reads_what_is_kept_back_itself(tmp_path: Path) -> None:
    """A pack that was made of the wrong papers does not pass, by whatever mistake."""
    file = made(tmp_path, PLANS, LAND)
    done = published(file, "restricted")
    wrong = {path.replace("restricted", "public"): data for path, data in done.packs[0].files.items()}
    with pytest.raises(Blocked, match=r"and in \d+ more places"):
        gate.public(file, "panel", out(file), wrong)
    listing = {path: data for path, data in wrong.items() if path == "panel-public.json"}
    with pytest.raises(Blocked, match="SENTINEL sold"):
        gate.public(file, "panel", out(file), listing)


@pytest.mark.parametrize("wrong", ["write", "land"])
def test_a_pack_that_cannot_be_written_leaves_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    file = made(tmp_path, PLANS, LAND)
    published(file)
    before = packs(file)
    as_if_built(out(file), file, "plans", "# Plans", "## Open\n\nOther words.")

    def fails(*_: object) -> None:
        raise RuntimeError("The disk is full")

    with monkeypatch.context() as patched:
        if wrong == "write":
            patched.setattr(files, "write", fails)
        else:
            patched.setattr(Path, "rename", fails)
        with pytest.raises(RuntimeError, match="disk is full"):
            published(file)
    assert packs(file) == before
    assert not [*out(file).glob(".staging-*")]
    published(file)
    assert packs(file) != before


def test_a_final_pack_lacks_nothing(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{title: Apologies}", PLANS)
    with pytest.raises(InputError, match="Agenda Item 2: the report 'plans' is not there as it was built") as caught:
        published(file)
    assert "quarterbook build params/testshire-2023-24-q2.yaml" in str(caught.value)
    assert packs(file) == {}


def test_a_draft_leaves_a_final_pack_alone_even_one_without_papers(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{title: Apologies}")
    published(file)
    final = packs(file)
    published(file, draft=True)
    assert {path: data for path, data in packs(file).items() if "draft" not in path} == final
    assert "panel-public-draft.pdf" in packs(file)


def test_a_draft_does_without_what_is_missing_and_says_so(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{title: Apologies}", PLANS, LAND)
    as_if_built(out(file), file, "land", *CLOSED)
    done = published(file, draft=True)
    for one in done.packs:
        told = json.loads(one.files[f"panel-{one.audience}.json"])
        assert told["draft"]
        assert told["items"][1]["notes"] == ["To note.", NOT_READY]
        assert told["items"][1]["papers"] == []
        assert NOT_READY in BeautifulSoup(one.files[f"panel-{one.audience}.html"], "lxml").get_text()
        assert all(DRAFT in page for page in Reading(one.files[f"panel-{one.audience}.pdf"]).pages)
    assert [(choice.paper.item, pages and str(pages)) for choice, pages in done.packs[1].papers] == [
        (2, None),
        (3, "R1"),
    ]


def test_a_meeting_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    file = meeting(tmp_path, PLANS)
    with pytest.raises(InputError, match=r"No meeting is called 'panle' in .*\. Did you mean 'panel'\?"):
        publish.publish(file, "panle", out(file))


def test_the_index_is_written_anew_where_it_must_be(tmp_path: Path) -> None:
    file, wrote = made(tmp_path, PLANS), []
    for needed in (True, False):
        published(file, index=Index(lambda _, needed=needed: needed, wrote.append))
    assert wrote == [out(file)]


def places(file: QuarterFile, audience: Audience) -> tuple[list[Any], BeautifulSoup, Reading]:
    base = f"panel-{audience}"
    told = json.loads(packs(file)[f"{base}.json"])
    return told["items"], BeautifulSoup(packs(file)[f"{base}.html"], "lxml"), Reading(packs(file)[f"{base}.pdf"])


@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_item_and_page_numbers_are_the_same_in_all_three_forms(tmp_path: Path, audience: Audience) -> None:
    appendix = "{report: plans, appendices: [{title: Map, text: data/text.md}]}"
    file = made(
        tmp_path,
        "{title: Apologies}",
        appendix,
        LAND,
        PARTLY,
        "{title: A late text, text: data/text.md, late: 2023-11-15}",
    )
    published(file)
    items, agenda, pdf = places(file, audience)
    shown = agenda.select("ol.agenda > li")
    assert [item["number"] for item in items] == [1, 2, 3, 4, 5]
    assert [one.b.get_text() for one in shown] == [f"{item['number']}." for item in items]
    assert [one.h2.get_text() for one in shown] == [item["title"] for item in items]
    rows = [cell.strip() for cell in pdf.words("TD")]
    assert [cell for cell in rows if re.fullmatch(r"\d\.", cell)] == [f"{item['number']}." for item in items]
    seen = 0
    for item, one in zip(items, shown, strict=True):
        links = one.select("ul > li")
        assert len(links) == len(item["papers"])
        for link, paper in zip(links, item["papers"], strict=True):
            seen += 1
            word = "Page" if paper["pages"]["first"] == paper["pages"]["last"] else "Pages"
            assert link.span.get_text() == f"{word} {paper['pages']['shown']}"
            assert link.a["href"] == paper["html"]
            page = BeautifulSoup(packs(file)[paper["html"]], "lxml").get_text(" ")
            assert paper["called"] in page
            assert f"{word} {paper['pages']['shown']}" in page
            first = f"{'R' * paper['restricted']}{paper['pages']['first']}"
            begins = [words for words in pdf.pages if words.startswith(f"{paper['called']}{paper['title'][:3]}")]
            assert any(f"Page {first}{paper['called']}, 1 of" in words for words in pdf.pages), (paper, begins)
    assert seen == (4 if audience == "public" else 6)


def test_a_paper_with_exempt_parts_is_told_apart_from_its_public_version(tmp_path: Path) -> None:
    appendices = "{title: Map, text: data/text.md}, {title: SENTINEL costs, text: data/costs.md, exempt: {%s}}"
    kept_back = appendices % "paragraphs: [3], reason: A price., public_interest: Trust., public_title: Costs"
    file = made(tmp_path, f"{{report: partly, appendices: [{kept_back}]}}", PLANS)
    write(file.root / "data" / "costs.md", "SENTINEL words.")
    published(file)
    (item, _), agenda, _ = places(file, "restricted")
    whole = " (with its exempt parts)"
    assert [one.get_text() for one in agenda.select("ol.agenda ul a")] == [
        *("Savings", f"Savings{whole}", "Appendix 1, Map", "Appendix 2, SENTINEL costs"),
        "Plans",
    ]
    assert [one["called"] for one in item["papers"]] == [
        *("Agenda Item 1", "Agenda Item 1, Appendix 1"),
        *(f"Agenda Item 1{whole}", "Agenda Item 1, Appendix 2"),
    ]
    written_ = packs(file)
    pages = {
        path.rpartition("/")[2]: BeautifulSoup(data, "lxml") for path, data in written_.items() if "restricted/" in path
    }
    titles = [page.title.get_text() for page in pages.values() if page.title]
    assert len({*titles}) == len(titles) == 5
    assert any(one.startswith(f"Agenda Item 1{whole}: Savings") for one in titles)
    assert f"Next: Agenda Item 1{whole}" in pages["item-2.html"].get_text()
    _, agenda, _ = places(file, "public")
    told = agenda.select("ol.agenda ul > li")[2]
    assert " ".join(told.get_text(" ").split()).startswith("Appendix 2, Costs Exempt: not for publication (")
    assert whole not in "".join(
        data.decode() for path, data in written_.items() if "public" in path and "pdf" not in path
    )


def test_the_agenda_of_each_meeting_has_a_title_of_its_own(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS)
    published(file)
    _, agenda, pdf = places(file, "public")
    assert agenda.title
    assert agenda.title.get_text() == "Overview Panel, 21 November 2023: agenda – Testshire Council"
    assert pdf.pdf.docinfo["/Title"] == "Overview Panel, 21 November 2023"


def test_every_link_of_a_pack_leads_to_a_file_that_is_there(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND, PARTLY)
    published(file)
    there = packs(file)
    for path, data in there.items():
        if path.endswith(".html"):
            links = [a["href"] for a in BeautifulSoup(data, "lxml").select("a[href]") if not a["href"].startswith("#")]
            assert links
            for link in links:
                target = (Path("/packs") / path).parent / link
                assert target.resolve().relative_to("/packs").as_posix() in there, (path, link)


def test_pages_lead_to_their_neighbours_and_to_the_agenda(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, PARTLY, "{title: A text, text: data/text.md}")
    published(file, "public")
    links = [
        [
            a["href"]
            for a in BeautifulSoup(packs(file)[f"panel-public/item-{at}.html"], "lxml").select("a[href$='.html']")
        ]
        for at in (1, 2, 3)
    ]
    assert [{*one} for one in links] == [
        {"../panel-public.html", "item-2.html"},
        {"../panel-public.html", "item-1.html", "item-3.html"},
        {"../panel-public.html", "item-2.html"},
    ]


def test_hostile_titles_stand_as_they_were_written(tmp_path: Path) -> None:
    hostile = "A <script>alert(1)</script> & <b>bold</b> \"quoted\" 'title'"
    file = made(tmp_path, f"{{title: {json.dumps(hostile)}, note: {json.dumps(hostile)}, text: data/text.md}}")
    published(file)
    page = BeautifulSoup(packs(file)["panel-public.html"], "lxml")
    assert page.h2.get_text() == hostile
    assert not page.select("script, h2 b")
    assert json.loads(packs(file)["panel-public.json"])["items"][0]["title"] == hostile


# The findings of a meeting.

FRONT = "# A paper\n\n- **Date of meeting**: {}"


def test_short_notice_is_told_once_in_both_packs(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND)
    assert codes(published(file)) == []
    late = file.path.read_text("utf-8").replace("published: 2023-11-13", "published: 2023-11-14")
    file.path.write_text(late, "utf-8")
    assert codes(published(load(file.path, file.root))) == ["G04"]
    file.path.write_text(late.replace("    published: 2023-11-14\n", ""), "utf-8")
    assert codes(published(load(file.path, file.root))) == ["G05"]


def minutes(*numbers: int, day: str = "26 September 2023") -> str:
    return f"# Overview Panel\n\n{day}\n\n" + "".join(f"## {at}. Item\n\nNoted.\n\n" for at in numbers)


@pytest.mark.parametrize(
    ("text", "note", "found"),
    [
        (minutes(10, 11, 12), "Of 26 September 2023.", []),
        (minutes(10, 11, 13), "Of 26 September 2023.", ["G06"]),
        (minutes(10, 11, day="26 September 2022"), "Of 26 September 2023.", ["G07"]),
        (minutes(10, 11, day="21 November 2023"), "Of the last meeting.", ["G07"]),
        (minutes(10, 12, day="26 September 2022"), "Of 26 September 2023.", ["G06", "G07"]),
    ],
)
def test_minutes_are_held_against_the_agenda(tmp_path: Path, text: str, note: str, found: list[str]) -> None:
    file = made(tmp_path, f"{{title: Minutes, minutes: data/minutes.md, note: {note}}}", LAND)
    write(tmp_path / "data" / "minutes.md", text)
    assert codes(published(file)) == found


def test_pages_that_moved_are_told_of_final_packs_alone(tmp_path: Path) -> None:
    text = "{title: A text, text: data/text.md}"
    file = made(tmp_path, PLANS, LAND)
    assert codes(published(file)) == []
    assert codes(published(made_of(file, text, PLANS, LAND), draft=True)) == []
    done = published(made_of(file, text, PLANS, LAND))
    assert codes(done) == [*["G08", "G16"], *["G08", "G16", "G16"]]  # the draft is not the one before
    done = published(made_of(file, PLANS, text, LAND))
    assert codes(done) == [*["G08", "G08", "G16", "G16"]] * 2
    assert {one.message.partition(":")[0] for one in done.findings} == {"panel-public", "panel-restricted"}


def test_what_is_late_leaves_the_pages_of_the_others_where_they_were(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, PARTLY, LAND)
    published(file)
    late = "{title: A text, text: data/text.md, late: 2023-11-15, urgent: It ends on Friday.}"
    assert codes(published(made_of(file, PLANS, PARTLY, LAND, late))) == []


def test_what_is_late_and_not_the_last_gives_the_others_other_numbers(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, PARTLY)
    published(file)
    late = "{title: A text, text: data/text.md, late: 2023-11-15, urgent: It ends on Friday.}"
    public, *_ = published(made_of(file, PLANS, late, PARTLY)).findings
    assert public.message == "panel-public: 'Savings' is now Agenda Item 3; in the pack before it was Agenda Item 2."


def test_an_appendix_that_is_late_comes_behind_all_and_moves_nothing(tmp_path: Path) -> None:
    text = "{title: A text, text: data/text.md}"
    file = made(tmp_path, PLANS, text)
    published(file)
    late = "{title: Map, text: data/text.md, late: 2023-11-15, urgent: It ends on Friday.}"
    done = published(made_of(file, f"{{report: plans, appendices: [{late}]}}", text))
    assert codes(done) == ["G17"]
    assert [paper.called for paper in done.packs[0].pack.papers][-1] == "Agenda Item 1, Appendix 1"
    (appendix,) = done.packs[0].pack.items[0].appendices
    assert appendix.notes == ("Published on 15 November 2023, after the agenda.", "Urgent: It ends on Friday.")
    undated = late.replace(", urgent: It ends on Friday.", "")
    (finding, *_) = published(made_of(file, f"{{report: plans, appendices: [{undated}]}}", text)).findings
    assert (finding.code, finding.message.split(":")[0]) == ("G04", "Agenda Item 1, Appendix 1")


def test_what_is_no_longer_published_is_told(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, "{title: A text, text: data/text.md}")
    published(file)
    kept = "{title: A text, text: data/text.md, exempt: {paragraphs: [5], reason: x, public_interest: x}}"
    assert [one.message for one in published(made_of(file, PLANS, kept)).findings] == [
        "panel-public: 'A text', Agenda Item 2 of the pack before, is not in it any more."
    ]


def test_a_meeting_needs_an_agenda(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the agenda of the meeting has no item yet"):
        published(made(tmp_path))
    assert not out(made(tmp_path)).joinpath(".lock").exists()


def test_a_paper_that_is_refused_leaves_no_folder(tmp_path: Path) -> None:
    file = meeting(tmp_path, PLANS)
    with pytest.raises(InputError, match=r"quarterbook build params/testshire-2023-24-q2\.yaml --out elsewhere"):
        publish.publish(file, "panel", file.root / "elsewhere")
    assert not (file.root / "elsewhere").exists()


def test_what_changed_since_a_paper_was_built_is_told(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND)
    assert codes(published(file)) == []
    text = file.path.read_text("utf-8")
    file.path.write_text(text.replace("title: Directorate plans}", "title: Directorate plans, parameters: {plan: x}}"))
    (finding,) = published(load(file.path, file.root)).findings
    assert finding.message.startswith("Agenda Item 1 is as it was built, but since then the parameter 'plan' changed.")
    file.path.write_text(text, "utf-8")
    house = file.root / "params" / "houses" / "testshire.yaml"
    house.write_text(f"{house.read_text('utf-8')}classification: Public\n", "utf-8")
    assert [one.message.split(". ")[0] for one in published(load(file.path, file.root)).findings] == [
        f"Agenda Item {at} is as it was built, but since then params/houses/testshire.yaml changed" for at in (1, 2)
    ]


def test_the_pack_that_was_made_before_for_others_is_told(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS, LAND)
    assert codes(published(file, "public")) == []
    published(file)
    (finding,) = published(file, "public").findings
    assert finding.message == "panel-restricted was made before this pack, and may differ from it."


def test_what_came_too_late_and_what_is_exempt_need_a_reason(tmp_path: Path) -> None:
    """Each once, be it in both packs; an appendix is asked for its own reason, not for its paper's again."""
    exempt = "exempt: {paragraphs: [5], reason: Advice.}"
    late = "{title: A text, text: data/text.md, late: 2023-11-15, urgent: It ends on Friday.}"
    kept = f"{{title: Another, text: data/kept.md, late: 2023-11-15, {exempt}}}"
    behind = f"appendices: [{{title: Map, text: data/text.md}}, {{title: Law, text: data/law.md, {exempt}}}]"
    file = made(tmp_path, late, kept, f"{{report: plans, {behind}}}", LAND)
    for name in ("kept", "law"):
        write(tmp_path / "data" / f"{name}.md", f"What counsel says of {name}.\n")
    assert [(one.code, one.message.partition(", ")[0]) for one in published(file).findings] == [
        ("G04", "Agenda Item 2: between 15 November 2023"),
        ("G10", "Agenda Item 2 is exempt"),
        ("G10", "Agenda Item 3"),
        ("G17", "Agenda Item 3"),
    ]


def test_a_part_that_is_exempt_needs_the_public_interest_too(tmp_path: Path) -> None:
    file = made(tmp_path, PARTLY)
    assert codes(published(file)) == []
    file.path.write_text(file.path.read_text("utf-8").replace(", public_interest: Trust.", ""), "utf-8")
    (finding,) = published(load(file.path, file.root)).findings
    assert finding.message.startswith("A part of Agenda Item 1 is exempt, but nothing is said of the public interest")


def test_a_pack_that_was_spoilt_is_as_none(tmp_path: Path) -> None:
    file = made(tmp_path, PLANS)
    published(file)
    for spoilt in ("", "[]", '{"draft": false}', '{"draft": false, "items": [{}]}'):
        write(out(file) / file.name / "packs" / "panel-public.json", spoilt)
        assert codes(published(file)) == []


# What the command line tells.


def test_what_is_in_and_out_is_explained_for_each_audience(tmp_path: Path) -> None:
    file = made(tmp_path, "{title: Apologies}", PLANS, LAND, PARTLY)
    told = list(explained.lines(published(file), file, "panel", explain=True))
    folder = "reports/testshire-2023-24-q2/packs"
    kinds = ("pdf", "html", "json")
    assert told[:6] == [f"{folder}/panel-{audience}.{kind}" for audience in ("public", "restricted") for kind in kinds]
    exempt = "Exempt: not for publication (Schedule 12A, paragraph 3). It names a buyer."
    parts = "Exempt: not for publication (Schedule 12A, paragraphs 1 and 3). It tells of one person."
    assert told[6:13] == [
        "",
        "panel, public:",
        "  Agenda Item 1, Apologies: title alone, as no paper goes with it",
        "  Agenda Item 2, Directorate plans: in, page 1: for publication",
        f"  Agenda Item 3, SENTINEL High Street: out: {exempt}",
        f"  Agenda Item 4, Savings: in, page 3 (without its exempt parts): {parts}",
        "",
    ]
    assert told[13:] == [
        "panel, restricted:",
        "  Agenda Item 1, Apologies: title alone, as no paper goes with it",
        "  Agenda Item 2, Directorate plans: in, page 1: for publication",
        f"  Agenda Item 3, SENTINEL High Street: in, page R1: {exempt}",
        f"  Agenda Item 4, Savings: in, page 3 (without its exempt parts): {parts}",
        f"  Agenda Item 4, Savings: in, page R3 (with its exempt parts): {parts}",
    ]


def test_a_paper_that_is_not_built_is_explained_once_for_all_its_forms(tmp_path: Path) -> None:
    file = meeting(tmp_path, PARTLY)
    told = list(explained.lines(published(file, draft=True), file, "panel", explain=True))
    line = "  Agenda Item 1, Savings: out: not built yet"
    assert told[6:] == ["", "panel, public:", line, "", "panel, restricted:", line]


def test_the_same_is_told_as_json(tmp_path: Path) -> None:
    file = meeting(tmp_path, PLANS, LAND)
    as_if_built(out(file), file, "land", *CLOSED)
    told = explained.as_json(published(file, draft=True))
    assert json.loads(json.dumps(told)) == told
    assert told["folder"] == "testshire-2023-24-q2/packs"
    assert sorted(told["files"]) == sorted(packs(file))
    assert told["findings"] == []
    assert [(one["audience"], one["in"], one["pages"], one["why"]) for one in told["papers"]] == [
        ("public", False, None, "not built yet"),
        ("public", False, None, "Exempt: not for publication (Schedule 12A, paragraph 3). It names a buyer."),
        ("restricted", False, None, "not built yet"),
        ("restricted", True, "R1", "Exempt: not for publication (Schedule 12A, paragraph 3). It names a buyer."),
    ]


EXEMPT_TEXT = "{title: Site, text: data/site.md, exempt: {paragraphs: [3], reason: x, public_interest: x%s}}"


def with_pictures(folder: Path, public: str, *, also: str = "") -> QuarterFile:
    file = made(folder, EXEMPT_TEXT % also, "{title: A text, text: data/public.md}")
    for name in ("dot.png", "same.png"):
        write(folder / "data" / name, "").write_bytes(b64decode(DOT))
    write(folder / "data" / "site.md", "What it is.\n\n![SENTINEL seen from the road](dot.png)\n")
    write(folder / "data" / "public.md", f"What is open.\n\n{public}\n")
    return file


def test_a_picture_of_an_exempt_text_is_in_the_restricted_pack_alone(tmp_path: Path) -> None:
    file = with_pictures(tmp_path, "No picture.")
    assert "G12" not in codes(published(file))
    holding = {path for path, data in packs(file).items() if DOT.encode() in data}
    assert holding == {"panel-restricted/item-1.html"}
    assert b"SENTINEL" not in packs(file)["panel-public.pdf"]


def test_a_picture_of_an_exempt_text_is_found_in_a_public_one_under_any_name(tmp_path: Path) -> None:
    with pytest.raises(Blocked, match="“Picture: SENTINEL seen from the road” stands in panel-public"):
        published(with_pictures(tmp_path, "![A view](same.png)"))
    assert packs(with_pictures(tmp_path, "![A view](same.png)")) == {}


def test_a_picture_that_both_may_show_is_named_by_its_description(tmp_path: Path) -> None:
    file = with_pictures(tmp_path, "![A view](same.png)", also=', also_public: ["SENTINEL seen from the road"]')
    assert "panel-public.pdf" in {path for made in published(file).packs for path in made.files}


def test_what_is_found_in_texts_is_told(tmp_path: Path) -> None:
    file = made(
        tmp_path,
        "{title: Minutes of 26 September 2023, minutes: data/minutes.md}",
        "{title: A text, text: data/empty.md}",
    )
    write(tmp_path / "data" / "minutes.md", "# Panel\n\n## 8. Roads\n\n![A map](map.png)\n")
    write(tmp_path / "data" / "empty.md", "# A title\n")
    assert codes(published(file)) == ["G12", "G13", "G14"]


def test_a_text_that_is_missing_is_told_before_anything_is_made_also_of_a_draft(tmp_path: Path) -> None:
    file = made(tmp_path, "{report: whole}", "{title: A text, text: data/gone.md}")
    with pytest.raises(InputError, match=r"^data/gone\.md: there is no such file\. .* line \d+, text\)$"):
        published(file, draft=True)
    assert packs(file) == {}
