"""The flat parameters of a report: who gives each, what is refused, and that papermill reads the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.iorw import NoDatesSafeLoader
from yaml import load

from quarterbook.errors import InputError
from quarterbook.params import quarter_file
from quarterbook.params.flat import flat, register_of, to_yaml
from quarterbook.params.register_names import SOURCES
from small_project import CELL, QUARTER, notebook, project, write

ROOT = Path(__file__).parents[2]
NAME = "params/testshire-2023-24-q1.yaml"


def settled(folder: Path, text: str = QUARTER, cell: str = CELL) -> dict[str, Any]:
    root = project(folder, cell=cell)
    return flat(quarter_file.load(write(root / NAME, text), root), "plans")


def problems(folder: Path, text: str, cell: str = CELL) -> list[str]:
    with pytest.raises(InputError) as caught:
        settled(folder, text, cell)
    return [problem.removeprefix(f"{NAME}, ") for problem in caught.value.problems]


def with_parameter(line: str) -> str:
    return QUARTER + f"      {line}\n"


def test_a_parameter_nobody_gives_has_the_notebooks_default(tmp_path: Path) -> None:
    assert settled(tmp_path)["plan"] == "Directorate Plan"


def test_the_quarter_files_defaults_go_before_the_notebooks(tmp_path: Path) -> None:
    assert settled(tmp_path, QUARTER + "defaults: {plan: Service Plan}\n")["plan"] == "Service Plan"


def test_the_report_goes_before_the_quarter_files_defaults(tmp_path: Path) -> None:
    text = with_parameter("plan: Our Plan") + "defaults: {plan: Service Plan}\n"
    assert settled(tmp_path, text)["plan"] == "Our Plan"


def test_a_list_given_replaces_the_default_whole(tmp_path: Path) -> None:
    text = with_parameter("directorates: []") + "defaults: {directorates: [People]}\n"
    assert settled(tmp_path, text)["directorates"] == []


def test_defaults_are_merged_only_where_the_notebook_declares_the_name(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root / "notebooks" / "other.ipynb", notebook('featured: str = "none"'))
    text = QUARTER + "  other: {notebook: other, title: Other}\ndefaults: {featured: R1, plan: Service Plan}\n"
    file = quarter_file.load(write(root / NAME, text), root)
    assert "featured" not in flat(file, "plans")
    assert flat(file, "other") == {"featured": "R1"}


def test_a_source_that_the_quarter_file_leaves_out_is_absent_whatever_the_notebooks_sample(tmp_path: Path) -> None:
    found = settled(tmp_path)
    assert found["actions"] == "data/actions.csv"
    assert found["previous_actions"] is None


def test_a_source_may_be_given_by_the_defaults(tmp_path: Path) -> None:
    assert settled(tmp_path, QUARTER + "defaults: {previous_actions: data/b.csv}\n")["previous_actions"] == "data/b.csv"


def test_a_source_that_the_notebook_needs_must_be_given(tmp_path: Path) -> None:
    text = QUARTER.replace("    parameters:\n      actions: data/actions.csv\n", "")
    assert problems(tmp_path, text) == [
        "line 4: 'actions' (the actions of the plan) is not given; the notebook update needs it."
    ]


def test_what_the_report_says_of_itself_reaches_a_notebook_that_declares_it(tmp_path: Path) -> None:
    cell = CELL + 'as_at: str = ""\nhouse: str = ""\nfront_matter: dict[str, str] = {}\n'
    text = QUARTER.replace(
        "title: A paper", "title: 2023\n    front_matter: {Item: 010, To: Cabinet}\n    as_at: 2023-05-31"
    )
    found = settled(tmp_path, text, cell)
    assert {name: found[name] for name in ("quarter", "as_at", "house", "title")} == {
        "quarter": "2023-24 Q1",
        "as_at": "2023-05-31",
        "house": "testshire",
        "title": "2023",
    }
    assert list(found["front_matter"].items()) == [("Item", "010"), ("To", "Cabinet")]


def test_only_what_the_notebook_declares_is_given_in_its_order(tmp_path: Path) -> None:
    assert list(settled(tmp_path)) == ["quarter", "title", "actions", "previous_actions", "directorates", "plan"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "directorate: [People]",
            "line 9: the notebook update has no parameter 'directorate'. Did you mean 'directorates'?",
        ),
        (
            "zzz: 1",
            "line 9: the notebook update has no parameter 'zzz'. "
            "Known here: 'actions', 'directorates', 'plan', 'previous_actions'.",
        ),
        (
            "title: Another",
            "line 9: 'title' does not stand under parameters; give it as a key of the report or of the file.",
        ),
        (
            "as_at: 2023-06-30",
            "line 9: 'as_at' does not stand under parameters; give it as a key of the report or of the file.",
        ),
        (
            "directorates: People",
            "line 9: 'directorates' (those of the paper): a list (- item) was expected, but this is 'People'.",
        ),
        (
            "directorates:\n      - People\n      - true",
            "line 11: 'directorates.item 2' (those of the paper): a text was expected, but this is true.",
        ),
        ("plan:", "line 9: 'plan' (what the plan is called): a text was expected, but this is empty."),
    ],
)
def test_a_wrong_parameter_is_told_with_line_name_and_the_nearest(tmp_path: Path, line: str, told: str) -> None:
    assert problems(tmp_path, with_parameter(line)) == [told]


def test_a_wrong_value_in_the_defaults_is_told_at_its_own_line(tmp_path: Path) -> None:
    assert problems(tmp_path, QUARTER + "defaults:\n  plan: [a]\n") == [
        "line 10: 'plan' (what the plan is called): a text was expected, but this is a list."
    ]


def test_a_default_that_does_not_fit_its_own_type_is_told_as_the_notebooks(tmp_path: Path) -> None:
    assert problems(tmp_path, QUARTER, CELL + 'limit: int = "x"\n') == [
        "line 7: 'limit' is not given, and its default in the notebook does not fit: "
        "a whole number was expected, but this is 'x'."
    ]


def test_every_problem_of_the_parameters_is_told_at_once(tmp_path: Path) -> None:
    told = problems(tmp_path, with_parameter("plan: [a]\n      zzz: 1\n      directorates: 3\n      title: x"))
    assert len(told) == 4


def test_a_notebook_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    assert problems(tmp_path, QUARTER.replace("notebook: update", "notebook: updates")) == [
        "line 5: there is no notebooks/updates.ipynb. Did you mean 'update'?"
    ]


@pytest.mark.parametrize("name", SOURCES)
def test_a_parameter_named_after_a_register_is_a_source_of_it(name: str) -> None:
    assert register_of(name) == name
    assert register_of(f"previous_{name}") == name
    assert register_of(f"{name}_2") is None


@pytest.mark.parametrize("name", ["directorates", "previous", "previous_", "plan", "previous_previous_actions"])
def test_another_parameter_is_no_source(name: str) -> None:
    assert register_of(name) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_papermill_reads_back_the_values_that_were_written(parameters: dict[str, Any]) -> None:
    found = load(to_yaml(parameters), Loader=NoDatesSafeLoader)
    assert found == parameters
    assert list(found) == list(parameters)
    assert _types(found) == _types(parameters)


def _types(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _types(one) for key, one in value.items()}
    return [_types(one) for one in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize(
    "text", ["2023-06-30", "NO", "12:30", "010", "1_000", "0x10", "1e5", "null", "=", "<<", "~", "£1", "✓"]
)
def test_papermill_reads_yamls_traps_as_the_text_they_are(text: str) -> None:
    assert load(to_yaml({"x": text, text: ["y", text]}), Loader=NoDatesSafeLoader) == {"x": text, text: ["y", text]}


@pytest.mark.parametrize("path", sorted((ROOT / "params").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_report_of_this_project_gives_json_values_that_papermill_reads_back(path: Path) -> None:
    file = quarter_file.load(path, ROOT)
    for slug in file.settings.reports:
        found = flat(file, slug)
        assert json.loads(json.dumps(found)) == found
        assert load(to_yaml(found), Loader=NoDatesSafeLoader) == found
