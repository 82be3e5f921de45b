"""What public packs may not say of papers that are kept back, through the real command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from projects import contents, copied, quarterbook, swapped, tiny

pytestmark = pytest.mark.slow  # a minute and a half in all

FILE = "params/exampleshire-2023-24-q1.yaml"
PACKS = "reports/exampleshire-2023-24-q1/packs"
# What the exempt paper says: words, an amount that was typed, one that is a figure, and one that a public paper has.
SENTENCE = "the mill by the weir would take the yard for far less than the valuer thought of it last spring"
TYPED, PRICE, FEE = "£48,250", 7413901, 91350
TWELVE, ELEVEN = (" ".join(SENTENCE.split()[:words]) for words in (12, 11))
NAME = "Ida Marchbanks"
HEAD = """\
from quarterbook.analysis.figures import whole
from quarterbook.document.paper import Paper, group, words
paper = Paper()"""
FIGURES = "group(paper.add([{}]), paper.prose('{}'))"
CELLS = {
    "plan": [HEAD, FIGURES.format(f"whole('plan.fee', {FEE}, 'A fee')", "The fee is {plan.fee}.")],
    "tells": [HEAD, f"words('We hear that {TWELVE}, and so on.')"],
    "names": [HEAD, f"words('We spoke to {NAME} of it.')"],
    "sale": [
        HEAD,
        f"words('It is said that {SENTENCE}. They offer {TYPED}, less £4,825; the fee is £{FEE:,}.')",
        FIGURES.format(f"whole('sale.price', {PRICE}, 'The price')", "The price is {sale.price}."),
    ],
    "court": [HEAD, "words('Of an order that a court has made.')"],
    "cites": [
        HEAD,
        FIGURES.format("whole('bids.first', 6310000, 'A bid')", "It is {bids.first}."),
        "paper.prose('The bid is {bids.first} by now.')",
    ],
    "derives": [
        HEAD,
        FIGURES.format("whole('offers.first', 5120000, 'An offer')", "It is {offers.first}."),
        FIGURES.format(
            "whole('offers.fee', 300, 'A charge'),"
            "whole('offers.all', 5120300, 'All', from_=('offers.first', 'offers.fee'))",
            "It is {offers.all} in all.",
        ),
    ],
}
EXEMPT = "exempt: {paragraphs: [3], reason: Prices, public_title: Disposal of land}"
PARTS = "exempt_parts: {paragraphs: [3], reason: It names a buyer.}"
TEXTS = {
    "twelve": f"As we hear, {TWELVE}; and so on.",
    "typed": f"It went for {TYPED}, we hear.",
    "figure": f"It went for £{PRICE:,}, we hear.",
    "near": f"As we hear, {ELEVEN}; for £4,825 and a fee of £{FEE:,}, and £48,251 for what was never said.",
    "other": "Of other things.",
    "name": f"We spoke to {NAME.upper().replace(' ', '  ')}.",
    "owned": f"It is {NAME}’s.",
    "person": "Of one person, whom a colleague has complained of.",
}
SALE = "{report: sale}"
NEVER = f"never: [Fernleigh, {NAME}]"
OF_SALE = "{report: sale, exempt: {paragraphs: [3], reason: Prices, %s}}"
KEPT_TEXT = "{title: Of a person, text: data/person.md, %s}"
TITLE = "Sacking of the Head of Paint Services"
SETTLED = "A manager of the service was asked to leave it in May for what is told below."
STAFF = "exempt: {paragraphs: [1], reason: One person., public_title: A matter of staff}"


def text(name: str, more: str = "") -> str:
    return f"{{title: Words, text: data/{name}.md{more}}}"


def noted(note: str) -> str:
    return f'{{title: Words, note: "{note}"}}'


# Agendas whose public pack says what it may not, with what is told of it.
BLOCKED: dict[str, tuple[tuple[str, ...], str]] = {
    "words-in-a-text": ((text("twelve"), SALE), TWELVE[:20]),
    "typed-amount-in-a-text": ((text("typed"), SALE), "48,250"),
    "figure-in-a-text": ((text("figure"), SALE), "7,413,901"),
    "words-in-a-paper": (("{report: tells}", SALE), TWELVE[:20]),
    "words-in-a-note": ((noted(f"We hear that {TWELVE}."), SALE), TWELVE[:20]),
    "typed-amount-in-a-note": ((noted(f"It went for {TYPED}."), SALE), "48,250"),
    "figure-in-a-note": ((noted(f"It went for {PRICE}."), SALE), "7"),
    "words-in-a-title": ((f'{{title: "We hear that {TWELVE}"}}', SALE), TWELVE[:20]),
    "words-in-a-reason": ((f'{{report: sale, exempt: {{paragraphs: [3], reason: "For {TWELVE}."}}}}',), TWELVE[:20]),
    "typed-amount-in-a-reason": ((f'{{report: sale, exempt: {{paragraphs: [3], reason: "Of {TYPED}"}}}}',), "48,250"),
    "amount-in-a-public-interest": (
        (f'{{report: sale, exempt: {{paragraphs: [3], reason: Prices, public_interest: "Of {TYPED} alone."}}}}',),
        "48,250",
    ),
    "name-in-a-text": ((text("name"), OF_SALE % NEVER), NAME),
    "name-with-an-ending": ((text("owned"), OF_SALE % NEVER), NAME),
    "name-in-a-note": ((noted("Of fernleigh too."), OF_SALE % NEVER), "Fernleigh"),
    "name-in-a-title": (("{title: The Fernleigh matter}", OF_SALE % NEVER), "Fernleigh"),
    "name-in-a-public-title": ((OF_SALE % f"public_title: Sale to Fernleigh, {NEVER}",), "Fernleigh"),
    "name-in-a-paper": (("{report: names}", OF_SALE % NEVER), NAME),
    "name-of-what-is-confidential": (
        (text("name"), KEPT_TEXT % f"confidential: {{reason: An order., public_title: A matter, {NEVER}}}"),
        NAME,
    ),
    "title-without-a-paper": (
        (f"{{title: {TITLE}, {STAFF}}}", noted(f"After the {TITLE} we go home.")),
        TITLE,
    ),
    "note-without-a-paper": (
        (f"{{title: Of staff, note: {SETTLED}, {STAFF}}}", noted(f"As it is told, {SETTLED}")),
        SETTLED[:20],
    ),
}
CONTACTS = {
    "words-in-the-contact": (f"Ask whether {TWELVE}.", TWELVE[:20]),
    "amount-in-the-contact": (f"Ask us of {TYPED} and more.", "48,250"),
    "name-in-the-contact": ("Ask at Fernleigh.", "Fernleigh"),
}
ALSO_PUBLIC = f'also_public: ["{SENTENCE}", "It went for {TYPED}, we hear."]'
PASSED = {
    "near": (text("near"), "{report: plan}", SALE),
    "also-public": (text("twelve"), text("typed"), OF_SALE % ALSO_PUBLIC),
    "name-that-nobody-says": (text("other"), OF_SALE % NEVER),
    "title-that-nobody-says": (f"{{title: {TITLE}, {STAFF}}}", noted("After the sacking we go home.")),
    "quiet": ("{report: court, exempt: {paragraphs: [3], reason: Of a sale., public_title: A quiet matter}}",),
    "cites": ("{report: cites}",),
    "derives": ("{report: derives}",),
    "sale": (text("other"), SALE),
}


def meeting(name: str, *items: str, contact: str = "") -> str:
    """A meeting for a quarter file."""
    asked = f'    contact: "{contact}"\n' * bool(contact)
    agenda = "".join(f"      - {item}\n" for item in items)
    head = f"  {name}:\n    committee: Scrutiny Panel\n    date: 2023-07-20\n    published: 2023-07-12\n"
    return f"{head}{asked}    agenda:\n{agenda}"


def tagged(project: Path, slug: str, at: int) -> None:
    """Tag a cell of a notebook as exempt; the first cells are its parameters and a heading."""
    path = project / "notebooks" / f"{slug}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][at + 2]["metadata"]["tags"] = ["exempt"]
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is built, with a meeting for each case."""
    project = tmp_path_factory.mktemp("kept")
    file = tiny(project, CELLS)
    contact = {name: meeting(name, OF_SALE % NEVER, contact=said) for name, (said, _) in CONTACTS.items()}
    blocked = {name: meeting(name, *items) for name, (items, _) in BLOCKED.items()}
    passed = {name: meeting(name, *items) for name, items in PASSED.items()}
    file.write_text(
        swapped(
            file.read_text("utf-8"),
            ("title: The paper sale}", f"title: Sale of the yard, {EXEMPT}}}"),
            ("title: The paper court}", "title: Of an order, confidential: {reason: A court forbade it.}}"),
            ("title: The paper cites}", f"title: The paper cites, {PARTS}}}"),
            ("title: The paper derives}", f"title: The paper derives, {PARTS}}}"),
        )
        + "meetings:\n"
        + "".join((contact | blocked | passed).values()),
        "utf-8",
    )
    for slug in ("cites", "derives"):
        tagged(project, slug, 1)
    (project / "data").mkdir()
    for name, said in TEXTS.items():
        (project / "data" / f"{name}.md").write_text(f"{said}\n", "utf-8")
    done = quarterbook("build", file, cwd=project)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(home: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoilt."""
    shutil.copytree(home, tmp_path / "project", ignore=shutil.ignore_patterns("packs"))
    return tmp_path / "project"


def pack(project: Path, name: str, *asked: str) -> subprocess.CompletedProcess[str]:
    return quarterbook("pack", FILE, name, *asked, cwd=project)


def packs(project: Path, name: str = "") -> dict[str, bytes]:
    """The files of a meeting's packs."""
    folder = project / PACKS
    found = contents(folder) if folder.is_dir() else {}
    return {path: data for path, data in found.items() if path.startswith(name)}


def changed(project: Path, *changes: tuple[str, str]) -> None:
    """Put something else into the quarter file."""
    path = project / FILE
    path.write_text(swapped(path.read_text("utf-8"), *changes), "utf-8")


def becomes(project: Path, *items: str) -> None:
    """Write the quarter file anew, with one meeting alone, so that each test says what is on its agenda."""
    path = project / FILE
    path.write_text(path.read_text("utf-8").partition("meetings:\n")[0] + f"meetings:\n{meeting('panel', *items)}")


# What is quoted, and what may be said.


@pytest.mark.parametrize("name", [*BLOCKED, *CONTACTS])
def test_what_may_not_be_said_blocks_the_public_pack(home: Path, name: str) -> None:
    done = pack(home, name, "--audience", "public")
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    told = BLOCKED[name][1] if name in BLOCKED else CONTACTS[name][1]
    assert "nothing was written" in done.stderr
    assert f"{name}-public" in done.stderr
    # With its commas or without them.
    assert told.casefold().replace(",", "") in done.stderr.casefold().replace(",", "")
    assert "Traceback" not in done.stderr
    assert packs(home, f"{name}-") == {}


@pytest.mark.parametrize("name", ["near", "also-public", "name-that-nobody-says", "title-that-nobody-says"])
def test_what_may_be_said_does_not(home: Path, name: str) -> None:
    done = pack(home, name, "--explain")
    assert (done.returncode, done.stderr) == (0, "")
    assert packs(home, f"{name}-public.pdf")
    assert (SENTENCE in done.stdout) == (name == "also-public")
    public = b" ".join(data for path, data in packs(home, name).items() if "public" in path and "pdf" not in path)
    assert NAME.encode() not in public
    assert b"also_public" not in public


def test_a_draft_is_held_against_the_same(home: Path) -> None:
    for name in ("typed-amount-in-a-note", "name-in-a-text"):
        assert pack(home, name, "--draft", "--audience", "public").returncode == 5
        assert packs(home, f"{name}-") == {}


def test_members_may_read_all_of_it(home: Path) -> None:
    done = pack(home, "words-in-a-text", "--audience", "restricted")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_public_title_is_printed_though_the_report_is_confidential_without_one(home: Path) -> None:
    done = pack(home, "quiet")
    assert (done.returncode, done.stderr) == (0, "")
    (item,) = json.loads(packs(home)["quiet-public.json"])["items"]
    assert item["title"] == "A quiet matter"
    assert item["notes"][0] == "Confidential: not for publication (section 100A)."
    assert not [path for path, data in packs(home, "quiet-public").items() if b"Of an order" in data]


# Figures of what is exempt, in what is not.


def test_a_public_cell_that_cites_an_exempt_figure_blocks(home: Path) -> None:
    done = pack(home, "cites", "--audience", "public")
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert "bids.first" in done.stderr
    assert "cites" in done.stderr or "Agenda Item 1" in done.stderr
    assert "Traceback" not in done.stderr
    assert packs(home, "cites-") == {}


@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_a_public_figure_worked_out_from_an_exempt_one_is_a_finding(home: Path, audience: str) -> None:
    done = pack(home, "derives", "--audience", audience)
    assert (done.returncode, done.stderr) == (0, "")
    (told,) = (line for line in done.stdout.splitlines() if "[G11 warning]" in line)
    assert "offers.all" in told
    assert "is worked out from what is exempt" in told
    assert not [hidden for hidden in ("offers.first", "5120000", "5,120,000") if hidden in told]
    public = b" ".join(data for path, data in packs(home, "derives-public").items() if ".pdf" not in path)
    assert b"G11" not in public
    assert b"offers.first" not in public


# What was built otherwise than it is asked for now.


@pytest.mark.parametrize(
    ("slug", "before", "after"),
    [
        ("sale", EXEMPT, "exempt: {paragraphs: [3], reason: Prices, public_title: A matter}"),
        ("sale", EXEMPT, "exempt: {paragraphs: [5], reason: Prices, public_title: Disposal of land}"),
        ("sale", EXEMPT, "confidential: {reason: Prices, public_title: Disposal of land}"),
        ("derives", f"title: The paper derives, {PARTS}", "title: The paper derives"),
        ("derives", f"derives, {PARTS}", f"derives, {PARTS.replace('[3]', '[1]')}"),
        ("derives", f"derives, {PARTS}", f"derives, {EXEMPT}"),
        ("plan", "title: The paper plan}", f"title: The paper plan, {EXEMPT}}}"),
    ],
    ids=[
        "another public title",
        "another paragraph",
        "confidential",
        "no exempt parts",
        "another paragraph for parts",
        "exempt as a whole",
        "exempt",
    ],
)
def test_a_report_that_was_kept_back_otherwise_must_be_built_again(
    project: Path, slug: str, before: str, after: str
) -> None:
    becomes(project, f"{{report: {slug}}}")
    changed(project, (before, after))
    rebuilt(project, slug, at_once=slug != "derives" or "exempt" in after)


@pytest.mark.parametrize("slug", ["derives", "plan"])
def test_a_report_whose_notebook_changed_must_be_built_again(project: Path, slug: str) -> None:
    if slug == "plan":
        path = project / "notebooks" / "plan.ipynb"
        path.write_text(path.read_text("utf-8").replace("The fee is", "A fee is"), "utf-8")
    else:
        tagged(project, slug, 2)
    becomes(project, f"{{report: {slug}}}")
    rebuilt(project, slug)


def rebuilt(project: Path, slug: str, *, at_once: bool = True) -> None:
    """Its pack is refused, and, where it can be built as it is, made when it is."""
    done = pack(project, "panel")
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert f"the report '{slug}' is not there as it was built" in done.stderr
    assert "Build it" in done.stderr
    assert packs(project) == {}
    if at_once:
        assert quarterbook("build", FILE, "--only", slug, cwd=project).returncode == 0
        assert pack(project, "panel").returncode == 0
        assert packs(project, "panel-public.pdf")


# A quarter file that says two things of one paper.


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ((text("person"), KEPT_TEXT % STAFF), "data/person.md"),
        (
            (
                f"{{title: B, text: data/person.md, {STAFF}}}",
                text("other", ", appendices: [{title: A, text: data/person.md}]"),
            ),
            "data/person.md",
        ),
        (("{report: sale, appendices: [{report: plan}]}",), "'plan'"),
        ((f"{{title: B, text: data/person.md, {STAFF}, appendices: [{{report: plan}}]}}",), "'plan'"),
    ],
    ids=["one text", "one text in an appendix", "an appendix", "an appendix of a text"],
)
def test_what_is_published_and_kept_back_on_one_agenda_is_told_with_its_line(
    project: Path, items: tuple[str, ...], told: str
) -> None:
    becomes(project, *items)
    lines = (project / FILE).read_text("utf-8").splitlines()
    done = pack(project, "panel")
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    (found,) = done.stderr.splitlines()
    (number,) = map(int, re.findall(rf"^{re.escape(FILE)}, line (\d+)", found))
    assert lines[number - 1].strip() == f"- {items[-1]}"
    assert told in found


# What stood there before.


def test_what_becomes_exempt_loses_its_public_page(project: Path) -> None:
    becomes(project, text("person"), text("other"))
    assert pack(project, "panel").returncode == 0
    assert pack(project, "panel", "--draft").returncode == 0
    becomes(project, KEPT_TEXT % STAFF, text("other"))
    for asked in ((), ("--draft",)):
        assert pack(project, "panel", *asked).returncode == 0
    pages = [path for path in packs(project) if path.endswith("item-1.html")]
    assert pages
    assert all("restricted" in path for path in pages)
    assert [path for path in packs(project) if path.endswith("public/item-2.html")]


def test_the_last_public_page_goes_as_well(project: Path) -> None:
    """Where the new public pack has no papers at all, final or draft."""
    for asked in ((), ("--draft",)):
        becomes(project, text("person"))
        assert pack(project, "panel", *asked).returncode == 0
        assert any("/item-1.html" in path for path in packs(project, "panel-public"))
        becomes(project, KEPT_TEXT % STAFF)
        assert pack(project, "panel", *asked).returncode == 0
        pages = [path for path in packs(project, "panel-public") if "/" in path]
        assert pages == [], asked
        assert b"complained" not in b" ".join(
            data for path, data in packs(project, "panel-public").items() if "pdf" not in path
        )


def test_a_restricted_pack_that_is_no_longer_needed_goes(project: Path) -> None:
    becomes(project, KEPT_TEXT % STAFF, text("other"))
    assert pack(project, "panel").returncode == 0
    assert packs(project, "panel-restricted")
    becomes(project, text("other"))
    assert pack(project, "panel", "--audience", "public").returncode == 0
    assert packs(project, "panel-restricted")
    assert pack(project, "panel").returncode == 0
    assert packs(project, "panel-restricted") == {}
    assert packs(project, "panel-public")


def test_a_draft_stands_beside_the_final_pack_until_the_next_final_one(project: Path) -> None:
    becomes(project, text("person"), text("other"))
    assert pack(project, "panel").returncode == 0
    final = packs(project)
    becomes(project, text("near"), text("person"), text("other"))
    done = pack(project, "panel", "--draft")
    assert (done.returncode, done.stderr) == (0, "")
    assert "G08" not in done.stdout
    assert f"{PACKS}/panel-public-draft.pdf" in done.stdout
    both = packs(project)
    assert {path: data for path, data in both.items() if path in final} == final
    drafts = {path for path in both if path not in final}
    assert {f"panel-public-draft.{kind}" for kind in ("pdf", "html", "json")} < drafts
    assert all(path.startswith("panel-public-draft") for path in drafts)
    pages = pypdfium2.PdfDocument(both["panel-public-draft.pdf"])
    assert all("Draft" in page.get_textpage().get_text_range() for page in pages)
    listing = json.loads(both["panel-public-draft.json"])
    assert (listing["draft"], listing["files"]["pdf"]) == (True, "panel-public-draft.pdf")
    hrefs = [paper["html"] for item in listing["items"] for paper in item["papers"]]
    assert set(hrefs) < drafts


def test_the_next_final_pack_is_compared_with_the_final_one_before(project: Path) -> None:
    first, second = "{title: First, text: data/person.md}", "{title: Second, text: data/other.md}"
    becomes(project, first, second)
    assert pack(project, "panel").returncode == 0
    becomes(project, second, first)
    assert pack(project, "panel", "--draft").returncode == 0
    assert packs(project, "panel-public-draft")
    done = pack(project, "panel")
    assert done.returncode == 0
    moved = [line for line in done.stdout.splitlines() if "[G08 warning]" in line]
    assert len(moved) == 2
    assert packs(project, "panel-public-draft") == {}
    assert packs(project, "panel-public.pdf")


def test_two_papers_with_one_title_have_pages_of_their_own(project: Path) -> None:
    becomes(project, text("person"), text("other"))
    for _ in range(2):
        done = pack(project, "panel")
        assert done.returncode == 0
        assert "G08" not in done.stdout


def test_a_blocked_pack_says_that_the_one_before_stands(project: Path) -> None:
    becomes(project, text("other"), SALE)
    assert pack(project, "panel").returncode == 0
    before = packs(project)
    becomes(project, text("typed"), SALE)
    done = pack(project, "panel")
    assert done.returncode == 5
    assert f"{PACKS}/panel-public" in done.stderr
    assert "before" in done.stderr
    assert packs(project) == before
    shutil.rmtree(project / PACKS)
    done = pack(project, "panel")
    assert done.returncode == 5
    assert PACKS not in done.stderr


# What papers of one council share by right.

WITHHELD = "exempt: {paragraphs: [3], reason: It tells of the business affairs of some., public_title: A matter}"


@pytest.mark.parametrize("slug", ["scrutiny-update", "midyear-budget", "improvement-programme", "care-leavers"])
def test_any_paper_of_the_sample_may_be_exempt_beside_the_others(built: Path, tmp_path: Path, slug: str) -> None:
    name = "tameside-2023-24-q2"
    copied(tmp_path)
    shutil.copytree(built / "reports" / name, tmp_path / "reports" / name, ignore=shutil.ignore_patterns("packs"))
    path = tmp_path / "params" / f"{name}.yaml"
    # Titles that other papers name, and a statement that two of them share, may be said.
    both = "Scrutiny Update, Improvement Team Update, Over-18s in Semi-independent Provision"
    statement = "background papers can be seen on request to the Policy and Strategy Lead"
    withheld = WITHHELD.replace("}", f", also_public: [{both}, {statement}]}}")
    appendix = "        appendices:\n          - report: care-leavers\n"
    text = swapped(path.read_text("utf-8"), (f"\n  {slug}:\n", f"\n  {slug}:\n    {withheld}\n"))
    path.write_text(text.replace(appendix, "") if slug == "improvement-programme" else text, "utf-8")
    assert quarterbook("build", path, "--only", slug, cwd=tmp_path).returncode == 0
    done = quarterbook("pack", path, "overview-panel", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    listing = json.loads((tmp_path / "reports" / name / "packs" / "overview-panel-public.json").read_text("utf-8"))
    told = json.dumps(listing["items"])
    assert "A matter" in told
    assert len([paper for item in listing["items"] for paper in item["papers"]]) == (3 if "improve" in slug else 4)


def test_one_of_two_updates_of_a_council_may_be_exempt(tmp_path: Path) -> None:
    """They have a notebook, a register and a house in common, and speak of other directorates."""
    file = copied(tmp_path) / "params" / "rochdale-2023-24-q1.yaml"
    before, slug, update = file.read_text("utf-8").partition("  directorate-plans:\n")
    update = re.sub(r"\n *(published_figures|featured):.*", "", update)
    both = "[Corporate Services, Neighbourhoods (Corporate Support)]"
    title = "Corporate Services and Neighbourhoods (Corporate Support) Directorate Plans"
    corporate = swapped(update, (both, "[Corporate Services]"), (title, "Corporate Services Directorate Plan"))
    own = (both, "[Neighbourhoods (Corporate Support)]"), (title, "Neighbourhoods Directorate Plan")
    other = swapped(update, *own)
    panel = meeting("panel", "{title: Apologies}", "{report: directorate-plans}", "{report: two}")
    text = f"{before}{slug}{corporate}\n  two:\n    {WITHHELD}\n{other}\nmeetings:\n{panel}"
    file.write_text(text, "utf-8")
    done = quarterbook("build", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = quarterbook("pack", file, "panel", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "reports" / file.stem / "packs" / "panel-restricted.pdf").is_file()
