"""The quarter file: what may stand in it, and what is said where it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quarterbook.errors import InputError
from quarterbook.params.quarter_file import QuarterFile, load
from small_project import QUARTER, project, write

Load = Callable[[str], QuarterFile]
Problems = Callable[[str], list[str]]


@pytest.fixture
def read(tmp_path: Path) -> Load:
    root = project(tmp_path)

    def read(text: str) -> QuarterFile:
        return load(write(root / "params" / "testshire-2023-24-q1.yaml", text), root)

    return read


@pytest.fixture
def problems(read: Load) -> Problems:
    def problems(text: str) -> list[str]:
        with pytest.raises(InputError) as caught:
            read(text)
        where = "params/testshire-2023-24-q1.yaml, "
        assert all(problem.startswith(where) for problem in caught.value.problems)
        return [problem.removeprefix(where) for problem in caught.value.problems]

    return problems


def changed(old: str, new: str) -> str:
    assert old in QUARTER
    return QUARTER.replace(old, new)


def test_the_least_quarter_file_is_read_with_its_defaults(read: Load) -> None:
    file = read(QUARTER)
    assert file.name == "testshire-2023-24-q1"
    assert file.settings.quarter == "2023-24 Q1"
    assert file.as_at("plans") == "2023-06-30"
    assert file.report("plans").front_matter == {}
    assert file.report("plans").withheld is None


def test_a_report_says_its_own_day_before_the_file_and_the_file_before_the_quarter(read: Load) -> None:
    assert read(changed("house:", "as_at: 2023-06-16\nhouse:")).as_at("plans") == "2023-06-16"
    both = changed("house:", "as_at: 2023-06-16\nhouse:").replace("title:", "as_at: '2023-05-31'\n    title:")
    assert read(both).as_at("plans") == "2023-05-31"


def test_front_matter_keeps_its_order_and_its_texts(read: Load) -> None:
    front = "front_matter: {Report to: Cabinet, Date of meeting: 2023-07-31, Key Decision: NO, Time: 12:30, Item: 010}"
    matter = read(changed("title: A paper", f"title: A paper\n    {front}")).report("plans").front_matter
    assert list(matter.items()) == [
        ("Report to", "Cabinet"),
        ("Date of meeting", "2023-07-31"),
        ("Key Decision", "NO"),
        ("Time", "12:30"),
        ("Item", "010"),
    ]


def test_settings_cannot_be_changed_once_read(read: Load) -> None:
    file = read(QUARTER)
    with pytest.raises(ValueError, match="frozen"):
        file.settings.house = "other"
    with pytest.raises(TypeError):
        file.report("plans").parameters["actions"] = "other.csv"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("house:", "hose: x\nhouse:", "line 2: unknown key 'hose'. Did you mean 'house'?"),
        ("title:", "tilte: x\n    title:", "line 6: unknown key 'reports.plans.tilte'. Did you mean 'title'?"),
        (
            "title:",
            "exempt: {paragraphs: [3], reason: x, titel: y}\n    title:",
            "line 6: unknown key 'reports.plans.exempt.titel'. Known here: 'also_public', "
            "'never', 'paragraphs', 'public_interest', 'public_title', 'reason'.",
        ),
        ("house: testshire\n", "", "line 1: the key 'house' is missing."),
        ("    title: A paper\n", "", "line 4: the key 'reports.plans.title' is missing."),
        ("title: A paper", "title:", "line 6: reports.plans.title: a text was expected, but this is empty."),
        ("title: A paper", "title: ' '", "line 6: reports.plans.title: this is blank; a text was expected."),
        ("title: A paper", "title: true", "line 6: reports.plans.title: a text was expected, but this is true."),
        ("title: A paper", "title: [a]", "line 6: reports.plans.title: a text was expected, but this is a list."),
        (
            "title: A paper",
            "title: {a: b}",
            "line 6: reports.plans.title: a text was expected, but this is a group of keys.",
        ),
        (
            "2023-24 Q1",
            "Q1 2023",
            "line 1: quarter: 'Q1 2023' is not a quarter. Write it as in '2023-24 Q1'.",
        ),
        (
            "2023-24 Q1",
            "2023-25 Q1",
            "line 1: quarter: '2023-25 Q1' is not a quarter: 2023 is followed by 24, not 25.",
        ),
        (
            "house:",
            "as_at: 31/06/2023\nhouse:",
            "line 2: as_at: '31/06/2023' is not a date. Write it as in 2023-06-30.",
        ),
        (
            "house:",
            "as_at: 2023-06-31\nhouse:",
            "line 2: as_at: '2023-06-31' is not a date. Write it as in 2023-06-30.",
        ),
        (
            "house:",
            "as_at: 2023-W01-1\nhouse:",
            "line 2: as_at: '2023-W01-1' is not a date. Write it as in 2023-06-30.",
        ),
        ("house:", "as_at: 20230630\nhouse:", "line 2: as_at: '20230630' is not a date. Write it as in 2023-06-30."),
        (
            "house:",
            "as_at: 0001-01-01\nhouse:",
            "line 2: as_at: '0001-01-01' is not a date. Write it as in 2023-06-30.",
        ),
        (
            "house: testshire",
            "house: testshre",
            "line 2: there is no params/houses/testshre.yaml. Did you mean 'testshire'?",
        ),
        (
            "notebook: update",
            "notebook: update.ipynb",
            "line 5: reports.plans.notebook: 'update.ipynb' is not the name of a notebook. "
            "Give the name alone, without folder and .ipynb.",
        ),
        (
            "title:",
            "exempt: {paragraphs: [8], reason: x}\n    title:",
            "line 6: reports.plans.exempt.paragraphs.item 1: a number up to 7 was expected, but this is '8'.",
        ),
        (
            "title:",
            "exempt: {paragraphs: 3, reason: x}\n    title:",
            "line 6: reports.plans.exempt.paragraphs: a list was expected (- item), but this is '3'.",
        ),
        (
            "title:",
            "confidential: {reason: ''}\n    title:",
            "line 6: reports.plans.confidential.reason: this is blank; a text was expected.",
        ),
        (
            "    parameters:\n      actions: data/actions.csv\n",
            "    parameters: data/actions.csv\n",
            "line 7: reports.plans.parameters: keys with values were expected (key: value), but this is "
            "'data/actions.csv'.",
        ),
    ],
)
def test_a_wrong_key_or_value_is_told_with_line_key_and_what_was_expected(
    problems: Problems, old: str, new: str, told: str
) -> None:
    assert problems(changed(old, new)) == [told]


def test_every_problem_is_told_at_once(problems: Problems) -> None:
    told = problems("quarter: 2023\nhouse: testshire\nas_at: soon\nplan: x\nreports:\n  plans: {title: 1.10}\n")
    assert [line.split(":")[0] for line in told] == ["line 1", "line 3", "line 6", "line 4"]


def test_an_empty_file_lacks_its_keys(problems: Problems) -> None:
    assert problems("") == [f"line 1: the key '{key}' is missing." for key in ("quarter", "house", "reports")]


def test_a_list_is_no_quarter_file(problems: Problems) -> None:
    assert problems("- quarter") == ["line 1: keys with values were expected (key: value), but this is a list."]


def test_a_file_without_a_report_is_refused(problems: Problems) -> None:
    text = QUARTER[: QUARTER.index("reports:")] + "reports: {}\n"
    assert problems(text) == ["line 3: reports: no report is named here; at least one was expected."]


@pytest.mark.parametrize("slug", ["plans", "a", "q1-2023", "010"])
def test_a_slug_of_small_letters_digits_and_hyphens_is_taken(read: Load, slug: str) -> None:
    assert read(changed("plans:", f"{slug}:")).report(slug).title == "A paper"


@pytest.mark.parametrize("slug", ["Plans", "my plans", "-plans", "plans-", "a--b", "a_b", "../plans", "pläne", '""'])
def test_a_slug_that_cannot_name_a_folder_is_refused_at_its_line(problems: Problems, slug: str) -> None:
    (told,) = problems(changed("plans:", f"{slug}:"))
    name = slug.strip('"')
    assert told == (
        f"line 4: reports.{name}: '{name}' cannot be a name here: use small letters and digits, with single hyphens "
        "between words, as in 'directorate-plans'."
    )


def test_a_report_cannot_take_the_folder_of_the_packs(problems: Problems) -> None:
    (told,) = problems(changed("plans:", "packs:"))
    assert "'packs' is the folder of committee packs; give the report another name." in told


def test_an_agenda_names_reports_or_has_titles(read: Load, problems: Problems) -> None:
    meeting = (
        "meetings:\n  panel:\n    committee: Overview Panel\n    date: 2023-11-21\n    time: 16:00\n    agenda:\n"
        "      - {title: Apologies}\n      - {report: plans}\n"
    )
    panel = read(QUARTER + meeting).settings.meetings["panel"]
    assert (panel.date, panel.time) == ("2023-11-21", "16:00")
    assert [item.report or item.title for item in panel.agenda] == ["Apologies", "plans"]
    assert problems(QUARTER + meeting + "      - {report: plan}\n      - {note: x}\n") == [
        "line 17: no report is called 'plan'. Did you mean 'plans'?",
        "line 18: an agenda item needs a title or a report.",
    ]


def test_an_unknown_key_of_an_agenda_item_is_told_with_its_number(problems: Problems) -> None:
    told = problems(QUARTER + "meetings:\n  panel:\n    committee: x\n    date: 2023-11-21\n    agenda: [{titel: x}]\n")
    assert told == ["line 13: unknown key 'meetings.panel.agenda.item 1.titel'. Did you mean 'title'?"]


def test_a_report_that_is_not_there_is_told_with_the_nearest(read: Load) -> None:
    with pytest.raises(InputError, match=r"no report is called 'plan'\. Did you mean 'plans'\?"):
        read(QUARTER).report("plan")


def test_a_withheld_paper_says_under_which_law(read: Load) -> None:
    exempt = read(changed("title:", "exempt: {paragraphs: [3, 5], reason: x}\n    title:")).report("plans")
    assert exempt.withheld
    assert exempt.withheld.line == "Exempt: not for publication (Schedule 12A, paragraphs 3 and 5)"
    confidential = read(changed("title:", "confidential: {reason: x}\n    title:")).report("plans")
    assert confidential.withheld
    assert confidential.withheld.line == "Confidential: not for publication (section 100A)"


@pytest.mark.parametrize("name", ["a b", ".hidden", "x#y", "50%"])
def test_a_file_s_name_must_be_fit_for_a_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text("quarter: 2023-24 Q1\n", "utf-8")
    with pytest.raises(InputError, match="the file's name names a folder"):
        load(path, tmp_path)
