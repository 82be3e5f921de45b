"""Beginning a report: which quarter file gets it, what is refused, and that nothing is left half-written.

The notebook is not executed here; `tests/functional/test_new_report.py` begins reports through the command line.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from quarterbook.errors import InputError, QuarterbookError, UsageError
from quarterbook.params import notebook_parameters, quarter_file
from quarterbook.params.flat import flat
from quarterbook.running import new_report
from quarterbook.running.new_report import NewReport, begin
from small_project import project as small_project
from small_project import write

QUARTER = "quarter: {}\nhouse: testshire\nreports:\n  plans: {{notebook: update, title: A paper}}\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(new_report, "_execute", lambda path, root: None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with three quarter files."""
    root = small_project(tmp_path)
    write(root / "params" / "b-2022-23-q4.yaml", QUARTER.format("2022-23 Q4"))
    write(root / "params" / "a-2023-24-q1.yaml", QUARTER.format("2023-24 Q1"))
    write(root / "params" / "c-2021-22-q1.yaml", QUARTER.format("2021-22 Q1"))
    return root


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def given(report: NewReport) -> dict[str, object]:
    """The parameters that a build would run it with."""
    return flat(quarter_file.load(report.root / report.quarter_file, report.root), report.slug)


def test_in_an_empty_folder_a_whole_project_is_written(tmp_path: Path) -> None:
    report = begin("site-visits", None, None, None)
    assert sorted(there(tmp_path)) == [
        "data/site-visits/actions.csv",
        "notebooks/site_visits.ipynb",
        "params/exampleshire-2023-24-q1.yaml",
        "params/houses/exampleshire.yaml",
        "tests/functional/test_site_visits.py",
    ]
    assert sorted(report.paths) == sorted(there(tmp_path))
    assert given(report)["title"] == "Site visits"


def test_a_second_report_joins_the_first(tmp_path: Path) -> None:
    first = begin("one", None, None, None)
    before = there(tmp_path)
    second = begin("two", "The second", None, None)
    assert (second.house, second.quarter_file) == ("", first.quarter_file)
    after = there(tmp_path)
    assert {path: after[path] for path in before if path != first.quarter_file} == {
        path: data for path, data in before.items() if path != first.quarter_file
    }
    assert after[first.quarter_file].startswith(before[first.quarter_file])


def test_the_folder_named_is_made(tmp_path: Path) -> None:
    report = begin("demo", None, None, tmp_path / "new" / "project")
    assert report.root == tmp_path / "new" / "project"
    assert (report.root / "params" / "houses" / "exampleshire.yaml").is_file()


def test_of_several_quarter_files_the_latest_gets_it(project: Path) -> None:
    before = there(project)
    report = begin("demo", None, None, None)
    assert (report.quarter_file, report.among) == ("params/a-2023-24-q1.yaml", 3)
    after = there(project)
    assert [path for path in before if after[path] != before[path]] == ["params/a-2023-24-q1.yaml"]


def test_of_one_quarter_the_last_by_name_gets_it(project: Path) -> None:
    write(project / "params" / "z.yaml", QUARTER.format("2023-24 Q1"))
    assert begin("demo", None, None, None).quarter_file == "params/z.yaml"


def test_the_quarter_file_named_gets_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "params")
    report = begin("demo", None, Path("c-2021-22-q1.yaml"), None)
    assert (report.root, report.quarter_file, report.among) == (project, "params/c-2021-22-q1.yaml", 1)
    assert (given(report)["quarter"], given(report)["as_at"]) == ("2021-22 Q1", "2021-06-30")


def test_the_notebook_s_own_defaults_are_the_sample(project: Path) -> None:
    report = begin("demo", 'Visits: {a} "b" \\ #', None, None)
    declared = notebook_parameters.read(project / report.notebook, report.notebook)
    assert {name: declared[name].default for name in ("quarter", "as_at", "house", "title", "actions")} == {
        "quarter": "2023-24 Q1",
        "as_at": "2023-06-30",
        "house": "testshire",
        "title": 'Visits: {a} "b" \\ #',
        "actions": "data/demo/actions.csv",
    }
    assert {name: declared[name].default for name in ("purpose", "recommendations")} == {
        "purpose": "No statement was given.",
        "recommendations": [],
    }


@pytest.mark.parametrize(
    "title",
    [
        "It's \"quoted\" — 'twice'",
        'back\\slash \\n \\" \\',
        "{braces} {{all.total}} %s $title ${x}",
        "# no comment",
        "title: value",
        "- [ ] *x* _y_ <script>alert(1)</script> `z` | & ! @",
        '"""; import os; os.getcwd() #',
        "ŵ ŷ → 😀 日本",
        "true",
        "010",
    ],
)
def test_any_title_arrives_as_it_was_given(tmp_path: Path, title: str) -> None:
    report = begin("demo", title, None, None)
    assert given(report)["title"] == title
    declared = notebook_parameters.read(tmp_path / report.notebook, report.notebook)
    assert declared["title"].default == title


def test_line_breaks_of_a_title_become_spaces(tmp_path: Path) -> None:
    assert given(begin("demo", " Two\r\nlines\u2028and\ta tab ", None, None))["title"] == "Two lines and a tab"


@pytest.mark.parametrize("title", ["", " \n ", "a\x07b", "soft\u00adhyphen", "half \udcff"])
def test_a_title_that_cannot_be_shown_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(UsageError, match="--title"):
        begin("demo", title, None, None)
    assert there(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Site visits", "site-visits"),
        ("Café", "cafe"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a/../b", "a-b"),
        ("a_b", "a-b"),
        ("../x", "x"),
        ("x.ipynb", "x-ipynb"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_one_that_can(tmp_path: Path, name: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"Try {near}\\.$"):
        begin(name, None, None, None)
    assert there(tmp_path) == {}


@pytest.mark.parametrize("name", ["", "日本", "packs", "x" * 51])
def test_other_names_are_refused_too(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        begin(name, None, None, None)
    assert there(tmp_path) == {}


@pytest.mark.parametrize(
    "taken", ["notebooks/my_report.ipynb", "data/my-report/actions.csv", "tests/functional/test_my_report.py"]
)
def test_what_is_there_already_is_named_and_left(project: Path, taken: str) -> None:
    write(project / taken, "mine")
    before = there(project)
    with pytest.raises(UsageError, match=r"(my_report|my-report)\S* is there already"):
        begin("my-report", None, None, None)
    assert there(project) == before


def test_a_slug_that_is_taken_is_refused_with_its_line(project: Path) -> None:
    with pytest.raises(UsageError, match=r"params/a-2023-24-q1.yaml, line 4: a report is called 'plans' already"):
        begin("plans", None, None, None)


def test_a_quarter_file_that_cannot_be_read_is_told_of(project: Path) -> None:
    write(project / "params" / "d.yaml", "quarter: 2023-24 Q9\n")
    with pytest.raises(InputError, match="--quarter-file"):
        begin("demo", None, None, None)
    assert begin("demo", None, Path("params/c-2021-22-q1.yaml"), None).slug == "demo"


def test_a_quarter_file_that_takes_no_more_lines_is_left_with_the_entry_to_paste(project: Path) -> None:
    flowing = "quarter: 2024-25 Q1\nhouse: testshire\nreports: {plans: {notebook: update, title: A paper}}\n"
    write(project / "params" / "d.yaml", flowing)
    before = there(project)
    with pytest.raises(InputError, match="  demo:\n    notebook: demo\n"):
        begin("demo", None, None, None)
    assert there(project) == before


def test_defaults_that_do_not_fit_the_template_are_told_of(project: Path) -> None:
    write(project / "params" / "d.yaml", QUARTER.format("2024-25 Q1") + "defaults: {plan: x, purpose: x, contact: x}\n")
    assert begin("fitting", None, None, None).slug == "fitting"
    before = there(project)
    write(project / "params" / "houses" / "testshire.yaml", "council: Testshire\nvalues: {stage: {Done: finished}}\n")
    with pytest.raises(InputError, match=r"Nothing was written: with params/d.yaml and its house"):
        begin("demo", None, None, None)
    assert set(there(project)) == set(before)


def test_a_folder_within_another_project_is_refused(project: Path) -> None:
    with pytest.raises(UsageError, match="is part of the project"):
        begin("demo", None, None, project / "data")
    assert not (project / "data").exists()


def test_within_a_project_the_report_goes_to_its_root(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "notebooks")
    assert begin("demo", None, None, None).root == project


def test_a_quarter_file_outside_the_project_is_refused(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = write(tmp_path_factory.mktemp("other") / "x.yaml", QUARTER.format("2023-24 Q1"))
    with pytest.raises(UsageError, match="outside the project"):
        begin("demo", None, outside, project)


def test_a_file_where_a_folder_must_be_is_told_of(project: Path) -> None:
    write(project / "tests", "a file")
    before = there(project)
    with pytest.raises(UsageError, match="nothing was"):
        begin("demo", None, None, None)
    assert there(project) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, QuarterbookError])
def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def stop(path: Path, root: Path) -> None:
        assert (root / "notebooks" / "demo.ipynb").is_file()
        raise error

    monkeypatch.setattr(new_report, "_execute", stop)
    with pytest.raises(error):
        begin("demo", None, None, None)
    assert list(tmp_path.iterdir()) == []


def test_the_test_it_writes_names_its_files(tmp_path: Path) -> None:
    report = begin("demo", None, None, None)
    tree = ast.parse((tmp_path / report.test).read_text("utf-8"))
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    assert constants == {
        "QUARTER_FILE": report.quarter_file,
        "REPORT": "demo",
        "ACTIONS": report.data,
        "DIRECTORATE": "Directorate",
    }
