"""Packs through the real command line: what is kept back is nowhere in what the public gets, and a leak stops it."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pytest

from pdf_reading import Reading
from projects import contents, quarterbook, swapped, tiny

# Each stands in one place of what is kept back, and in nothing that the public may see.
CANARIES = {
    "title": "Wrenfield",
    "note": "Plovermere",
    "sentence": "Kestrelholt",
    "definition": "Gullsworth",
    "cell of a table": "Heronby",
    "alternative text": "Siskinthorpe",
    "exempt heading": "Dunlinford",
    "below an exempt heading": "Ternbridge",
    "exempt cell": "Knotley",
    "finding": "Ruffside",
    "appendix": "Whimbrelow",
    "title of an appendix": "Stintham",
    "confidential": "Avocetton",
}
PRICE = 7413901
SENTENCE = "nobody but the buyer from {} knows how low the council would go for the meadow by the weir"
OPEN = """\
from quarterbook.document.paper import words
words('The plan is open to all who would read it.')"""
SALE = f"""\
import pandas as pd
from quarterbook.analysis.figures import whole
from quarterbook.checks.rules import RULES
from quarterbook.document.paper import Paper, found, group, words
paper = Paper()
display(words('{SENTENCE.format(CANARIES["sentence"])}.'))
display(group(paper.add([whole('sale.price', {PRICE}, '{CANARIES["definition"]}')])))
display(found([RULES['L10'].finding('The price of {CANARIES["finding"]}.')]))
pd.DataFrame({{'Bidder': ['{CANARIES["cell of a table"]}'], 'Bid': [{PRICE}]}})"""
MEETINGS = """\
meetings:
  panel:
    committee: Scrutiny Panel
    date: 2023-07-20
    published: 2023-07-12
    agenda:
      - title: Apologies for absence
      - report: plan
      - {report: sale, note: Of Plovermere.}
      - report: partly
        appendices:
          - {title: Stintham, text: data/annex.md, exempt: {paragraphs: [5], reason: Advice., public_title: Advice}}
      - title: Of a person
        text: data/person.md
        confidential: {reason: A minister forbade it., public_title: A matter}
"""
AFFAIRS = (
    "Information relating to the financial or business affairs of any particular person (including the authority "
    "holding that information) "
    "(Part 1 of Schedule 12A)."
)
EXEMPT = "exempt: {paragraphs: [3], reason: Prices, public_title: Disposal of land}"
PARTS = "exempt_parts: {paragraphs: [1], reason: It tells of a person.}"
HEADING = "The paper is open.\n\n## Open\n\nSaid openly."


def tagged(project: Path, slug: str, cells: dict[str, bool]) -> None:
    """Put markdown cells behind those of a notebook, some of them exempt."""
    path = project / "notebooks" / f"{slug}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"] += [
        {"cell_type": "markdown", "id": f"more-{at}", "metadata": {"tags": ["exempt"] * exempt}, "source": source}
        for at, (source, exempt) in enumerate(cells.items())
    ]
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is built, with all kinds of what is kept back."""
    project = tmp_path_factory.mktemp("packs")
    file = tiny(project, {"plan": [OPEN], "sale": [SALE], "partly": [OPEN], "late": [OPEN]})
    file.write_text(
        swapped(
            file.read_text("utf-8"),
            ("title: The paper sale}", f"title: Sale to {CANARIES['title']}, {EXEMPT}}}"),
            ("title: The paper partly}", f"title: Savings, {PARTS}}}"),
        )
        + MEETINGS,
        "utf-8",
    )
    parts = {
        f"## {CANARIES['exempt heading']}": True,
        f"### Deeper\n\nIt is of {CANARIES['below an exempt heading']}.": False,
        "## Open again\n\nThis may be read.": False,
        f"It is {CANARIES['exempt cell']}.": True,
        "And so may this.": False,
    }
    tagged(project, "partly", parts)
    (project / "data").mkdir()
    picture = f"![{CANARIES['alternative text']}](data:image/png;base64,{DOT})"
    (project / "data" / "annex.md").write_text(f"It is of {CANARIES['appendix']}.\n\n{picture}\n", "utf-8")
    (project / "data" / "person.md").write_text(f"It is of {CANARIES['confidential']}.\n", "utf-8")
    done = quarterbook("build", file, "--only", "plan", "--only", "sale", "--only", "partly", cwd=project)
    assert done.returncode == 0, done.stderr
    return project


FILE = "params/exampleshire-2023-24-q1.yaml"
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


@pytest.fixture
def project(home: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoilt."""
    shutil.copytree(home, tmp_path / "project", ignore=shutil.ignore_patterns("packs"))
    return tmp_path / "project"


@pytest.fixture(scope="module")
def packs(home: Path) -> Path:
    """The folder of its packs, both of them."""
    done = quarterbook("pack", FILE, "panel", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    return home / "reports" / "exampleshire-2023-24-q1" / "packs"


def in_folder(project: Path) -> dict[str, bytes]:
    folder = project / "reports" / "exampleshire-2023-24-q1" / "packs"
    return contents(folder) if folder.is_dir() else {}


def everything(name: str, data: bytes) -> str:
    """All that can be read out of a file: its bytes, and of a PDF what each page shows and each object holds."""
    said = [
        name,
        unquote(data.decode("utf-8", "ignore")),
        data.decode("utf-16-be", "ignore"),
        data.decode("utf-16-le", "ignore"),
    ]
    if name.endswith(".pdf"):
        said += [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
        with pikepdf.open(BytesIO(data)) as pdf:
            for thing in pdf.objects:
                said.append(str(thing.unparse()) if not isinstance(thing, pikepdf.Stream) else "")
                if isinstance(thing, pikepdf.Stream):
                    said.append(thing.read_bytes().decode("latin-1"))
                elif isinstance(thing, pikepdf.Dictionary):
                    said += [f"{key} {value}" for key, value in thing.items() if isinstance(value, pikepdf.String)]
    return " ".join(said)


@pytest.mark.parametrize("place", [*CANARIES, "price"])
def test_nothing_of_what_is_kept_back_is_in_any_public_file(packs: Path, place: str) -> None:
    said = {path: everything(path, data) for path, data in contents(packs).items()}
    wanted = [CANARIES[place]] if place in CANARIES else [str(PRICE), f"{PRICE:,}", "sale.price"]
    for path, text in said.items():
        if "public" in path:
            found = [one for one in wanted if one.casefold() in text.casefold()]
            assert not found, path
    members = " ".join(text for path, text in said.items() if "restricted" in path)
    assert wanted[0] in members or place in ("finding", "definition")  # which this paper does not show


def test_the_public_are_told_what_is_kept_back_and_why(packs: Path) -> None:
    told = json.loads((packs / "panel-public.json").read_text("utf-8"))
    items = {item["number"]: item for item in told["items"]}
    assert items[3] == {
        "number": 3,
        "title": "Disposal of land",
        "notes": ["Exempt: not for publication (Schedule 12A, paragraph 3).", AFFAIRS, "Prices"],
        "papers": [],
    }
    assert items[5]["title"] == "A matter"
    assert items[5]["notes"] == ["Confidential: not for publication (section 100A).", "A minister forbade it."]
    advice = items[4]["notes"][-1]
    assert advice.startswith("Appendix 1, Advice. Exempt: not for publication (Schedule 12A, paragraph 5). Information")
    assert advice.endswith(" Advice.")
    assert "Not for publication under paragraph 1" in (packs / "panel-public" / "item-4.html").read_text("utf-8")
    for may in ("This may be read.", "And so may this."):
        assert may in (packs / "panel-public" / "item-4.html").read_text("utf-8")


def test_every_page_of_the_restricted_pack_is_marked(packs: Path) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(packs / "panel-restricted.pdf")]
    marks = ("Restricted: holds what is not for publication", "Exempt: not for publication", "Confidential: not for")
    unmarked = [at for at, words in enumerate(pages) if not any(mark in words for mark in marks)]
    assert unmarked == []
    for path in (packs / "panel-restricted").glob("*.html"):
        page, public = path.read_text("utf-8"), (packs / "panel-public" / path.name).is_file()
        assert ("Part of a restricted pack; this paper is public" in page) == public, path
        assert any(mark in page for mark in marks) == (not public), path
    public = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(packs / "panel-public.pdf")]
    assert not [words for words in public if "Restricted" in words]


def test_an_exempt_report_says_what_it_is_on_its_first_page(packs: Path) -> None:
    page = (packs / "panel-restricted" / "item-3.html").read_text("utf-8")
    assert page.index("Agenda Item 3</b>") < page.index(AFFAIRS) < page.index("<h1>")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(packs / "panel-restricted.pdf")]
    (first,) = [words for words in pages if words.lstrip().startswith("Agenda Item 3")]
    assert AFFAIRS in " ".join(first.split())
    assert AFFAIRS not in (packs / "panel-public" / "item-4.html").read_text("utf-8")


def test_the_index_offers_the_public_pack_alone(packs: Path) -> None:
    for index in (packs.parent / "index.html", packs.parent.parent / "index.html"):
        page = index.read_text("utf-8")
        assert "restricted" not in page
        assert not [one for one in CANARIES.values() if one in page]
    quarters = (packs.parent / "index.html").read_text("utf-8")
    assert "packs/panel-public.html" in quarters
    assert quarters.count("In part exempt: not for publication (Schedule 12A, paragraph 1); its public version") == 1


def test_what_is_in_and_out_is_explained(home: Path, packs: Path) -> None:
    done = quarterbook("pack", FILE, "panel", "--explain", cwd=home)
    assert done.returncode == 0
    assert "panel, public:" in done.stdout
    assert "Agenda Item 3, Sale to Wrenfield: out: Exempt: not for publication (Schedule 12A, paragraph 3). Prices" in (
        done.stdout
    )
    assert "Agenda Item 4, Savings: in, page 3 (without its exempt parts): Exempt" in done.stdout
    assert "Agenda Item 3, Sale to Wrenfield: in, page R1" in done.stdout
    assert contents(packs) == in_folder(home)


def test_what_was_made_is_told_as_json(home: Path, packs: Path) -> None:
    done = quarterbook("pack", FILE, "panel", "--json", "--audience", "public", cwd=home)
    told = json.loads(done.stdout)
    assert {one["audience"] for one in told["papers"]} == {"public"}
    assert sorted(told["files"]) == sorted(path for path in contents(packs) if "public" in path)
    assert quarterbook("pack", FILE, "panel", "-q", cwd=home).stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"As we hear, {SENTENCE.format(CANARIES['sentence'])}.", "nobody but the buyer from"),
        (f"It went for {PRICE:,}, we hear.", f"{PRICE:,}"),
    ],
)
def test_a_public_paper_that_quotes_what_is_kept_back_is_blocked(project: Path, text: str, told: str) -> None:
    """In a text that somebody wrote by hand, which is how it happens."""
    quarterbook("pack", FILE, "panel", cwd=project)
    before = in_folder(project)
    assert before
    (project / "data" / "quote.md").write_text(f"{text}\n", "utf-8")
    file = project / FILE
    agenda = "      - title: Apologies for absence\n"
    file.write_text(swapped(file.read_text("utf-8"), (agenda, f"{agenda}        text: data/quote.md\n")), "utf-8")
    for audience in ((), ("--audience", "public"), ("--draft",)):
        done = quarterbook("pack", FILE, "panel", *audience, cwd=project)
        assert done.returncode == 5
        assert "The public pack holds what is not for publication; nothing was written." in done.stderr
        assert told in done.stderr
        assert re.search(r"stands in panel-public(-draft)?\.pdf, page ", done.stderr)
        assert "Traceback" not in done.stderr
        assert in_folder(project) == before
    assert quarterbook("pack", FILE, "panel", "--audience", "restricted", cwd=project).returncode == 0


def test_a_paper_that_is_not_built_stops_a_final_pack_and_not_a_draft(project: Path) -> None:
    file = project / FILE
    agenda = "      - report: plan\n"
    file.write_text(swapped(file.read_text("utf-8"), (agenda, f"{agenda}      - report: late\n")), "utf-8")
    done = quarterbook("pack", FILE, "panel", cwd=project)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "Agenda Item 3: the report 'late' is not there as it was built, or was changed since."
    )
    assert done.stderr.endswith(f"Build it, or make a --draft: quarterbook build {FILE}\n")
    assert in_folder(project) == {}
    done = quarterbook("pack", FILE, "panel", "--draft", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    listing = json.loads(in_folder(project)["panel-public.json"])
    assert (listing["draft"], listing["items"][2]["notes"]) == (True, ["This paper is not ready."])
    assert all("Draft" in page.get_textpage().get_text_range() for page in _pages(project, "panel-public.pdf"))


def _pages(project: Path, name: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(in_folder(project)[name])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("panle",), 3, "No meeting is called 'panle' in params/exampleshire-2023-24-q1.yaml. Did you mean 'panel'?"),
        (("panel", "--audience", "members"), 2, "--audience members: a pack is for one of public or restricted."),
        (("panel", "--root", "params"), 2, "--root params: that folder does not hold params/ and notebooks/."),
    ],
)
def test_what_cannot_be_asked_for_is_told(home: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = quarterbook("pack", FILE, *arguments, cwd=home)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == f"{told}\n"


def test_a_text_of_an_agenda_that_is_not_there_is_told(project: Path) -> None:
    (project / "data" / "annex.md").unlink()
    told = f"data/annex.md: there is no such file. Known here: 'person.md'. ({FILE}, line 19, text)\n"
    done = quarterbook("pack", FILE, "panel", "--draft", cwd=project)
    assert (done.returncode, done.stderr) == (3, told)
    assert in_folder(project) == {}
    done = quarterbook("check", FILE, cwd=project)
    assert (done.returncode, done.stderr) == (3, f"{Path(FILE).stem}: {told}")


# The sample meetings, beside the papers that they were made up from.


@pytest.fixture(scope="module")
def sample(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample papers, copied with what they were made of, and the packs of their meetings."""
    project = tmp_path_factory.mktemp("sample")
    shutil.copytree(built, project, dirs_exist_ok=True)
    for file, meeting in (
        ("tameside-2023-24-q2", "overview-panel"),
        ("rotherham-2007-08-q1", "corporate-improvement-board"),
    ):
        done = quarterbook("pack", f"params/{file}.yaml", meeting, cwd=project)
        assert (done.returncode, done.stderr) == (0, "")
        (project / f"{meeting}.txt").write_text(done.stdout, "utf-8")
    return project


@pytest.mark.slow
def test_the_sample_packs_are_whole(sample: Path) -> None:
    told = (sample / "overview-panel.txt").read_text("utf-8")
    assert "Agenda Item 3: after minute 11 comes minute 13. [G06 note]" in told
    day = "the agenda speaks of 26 September 2023, but the minutes are of 26 September 2022. [G07 warning]"
    assert f"Agenda Item 3: {day}" in told
    folder = sample / "reports" / "tameside-2023-24-q2" / "packs"
    listing = json.loads((folder / "overview-panel-public.json").read_text("utf-8"))
    ranges = {item["number"]: [paper["pages"]["shown"] for paper in item["papers"]] for item in listing["items"]}
    assert [number for number, pages in ranges.items() if not pages][:2] == [1, 2]
    firsts = [paper["pages"]["first"] for item in listing["items"] for paper in item["papers"]]
    assert firsts == sorted(firsts)
    assert all(first % 2 for first in firsts)
    titles = [item["title"] for item in listing["items"]]
    assert "Disposal of Land" in titles
    assert "Tallow" not in json.dumps(listing)
    rotherham = sample / "reports" / "rotherham-2007-08-q1" / "packs" / "corporate-improvement-board-public.json"
    items = json.loads(rotherham.read_text("utf-8"))["items"]
    assert [item["number"] for item in items] == [*range(1, 9)]
    assert [bool(item["papers"]) for item in items] == [False, False, True, False, True, True, False, False]


@pytest.mark.slow
def test_how_figures_were_worked_out_may_be_left_to_the_html(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "params" / "tameside-2023-24-q2.yaml"
    committee = "committee: Overview Panel\n"
    path.write_text(swapped(path.read_text("utf-8"), (committee, f"{committee}    print_workings: false\n")), "utf-8")
    done = quarterbook("pack", path, "overview-panel", "--audience", "public", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    name, heading = "reports/tameside-2023-24-q2/packs/overview-panel-public", "How each figure was worked out"
    more, fewer = (Reading((folder / f"{name}.pdf").read_bytes()) for folder in (sample, tmp_path))
    assert more.words("H3").count(heading) == 4
    assert heading not in fewer.words("H3")
    assert len(fewer.pages) < len(more.pages) - 9
    page = next((tmp_path / name).glob("item-5.html")).read_text("utf-8")
    assert heading in page
    assert page.count("href=#figure-") > 20


@pytest.mark.slow
def test_nothing_of_the_exempt_sample_is_in_its_public_pack(sample: Path) -> None:
    folder = sample / "reports" / "tameside-2023-24-q2" / "packs"
    hidden = ("Bidder A", "£2,437,500", "2437500", "Tallow Yard", "tannery")
    for path, data in contents(folder).items():
        if "public" in path:
            said = everything(path, data)
            assert not [one for one in hidden if one in said], path
    members = everything("pack.pdf", (folder / "overview-panel-restricted.pdf").read_bytes())
    assert not [one for one in hidden[:2] if one not in members]
