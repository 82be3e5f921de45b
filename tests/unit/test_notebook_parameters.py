"""A notebook's parameters cell as a schema: which lines it may hold, and which values each type takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.errors import InputError
from quarterbook.params import strict_yaml
from quarterbook.params.notebook_parameters import Parameter, Unfit, fit, parse, read
from quarterbook.params.strict_yaml import loads
from small_project import notebook


def parameter(annotation: str, default: str = "None") -> Parameter:
    return parse(f"x: {annotation} = {default}", "notebooks/n.ipynb")["x"]


def refusal(source: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(source, "notebooks/n.ipynb")
    return str(caught.value)


def unfit(annotation: str, value: Any) -> Unfit:
    with pytest.raises(Unfit) as caught:
        fit(parameter(annotation), value)
    return caught.value


def from_yaml(text: str) -> Any:
    return loads(f"x: {text}", "x.yaml").value["x"]


def test_parameters_keep_their_order_defaults_and_help() -> None:
    found = parse('b: str = "x"  # the second letter\n\n# a remark\na: list[int] = [1, -2]\n', "n")
    assert [(one.name, one.default, one.help) for one in found.values()] == [
        ("b", "x", "the second letter"),
        ("a", [1, -2], ""),
    ]


def test_the_help_of_a_value_over_several_lines_stands_on_its_last() -> None:
    assert parse("a: list[str] = [  # not this\n    'x',\n]  # this\n", "n")["a"].help == "this"


def test_a_hash_within_a_text_is_no_help() -> None:
    found = parse('colour: str = "#b3261e"\n', "n")["colour"]
    assert (found.default, found.help) == ("#b3261e", "")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: str = 'x'\nb = 1", 2),
        ("a: str", 1),
        ("import os", 1),
        ("a: str = 'x'\n\n%matplotlib inline", 3),
        ("a.b: str = 'x'", 1),
        ("a: str = 'x'\nprint(a)", 2),
        ("a: str = 'x'\n  b: str = 'y'", 2),
        ("a: str = 'x", 1),
    ],
)
def test_a_line_that_declares_no_parameter_is_told_with_its_number(source: str, line: int) -> None:
    assert refusal(source) == (f"notebooks/n.ipynb, parameters cell, line {line}: this is not 'name: type = default'.")


@pytest.mark.parametrize("default", ["open('x')", "__import__('os')", "[x for x in 'a']", "f'{1}'", "{[]: 1}", "1 + 1"])
def test_a_default_that_is_no_plain_value_is_refused(default: str) -> None:
    assert "the default of 'a' is not a plain value" in refusal(f"a: str = {default}")


def test_a_name_declared_twice_is_refused() -> None:
    assert "line 2: 'a' is declared for the second time." in refusal("a: str = 'x'\na: int = 1")


@pytest.mark.parametrize(
    "annotation",
    ["date", "list", "dict", "list[str, int]", "dict[str]", "dict[int, str]", "str | None", "tuple[str]", "'sources'",
     "list[date]", "x.str", "list[str][0]"],
)  # fmt: skip
def test_another_type_is_refused_with_those_that_there_are(annotation: str) -> None:
    told = refusal(f"a: {annotation} = None")
    assert "is not a type of a parameter. Use str, int, float, bool, list[…], dict[str, …]" in told
    assert "line 1" in told


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        ("str", "x", "x"),
        ("str", "", ""),
        ("int", 3, 3),
        ("float", 3, 3.0),
        ("float", 2.5, 2.5),
        ("bool", True, True),
        ("list[str]", ["a", "b"], ["a", "b"]),
        ("list[str]", (), []),
        ("list[list[int]]", [[1], []], [[1], []]),
        ("dict[str, str]", {"Report to": "Cabinet"}, {"Report to": "Cabinet"}),
        ("dict[str, list[int]]", {"a": [1]}, {"a": [1]}),
        ("'source'", "data/x.csv", "data/x.csv"),
        ("'optional source'", None, None),
        ("'source'", {"sql": "select 1", "database": "x"}, {"sql": "select 1", "database": "x"}),
        ("'source'", {"file": "x", "where": {"a": "1"}}, {"file": "x", "where": {"a": "1"}}),
        ("'optional source'", {"file": "x", "where": {"a": ("1", "")}}, {"file": "x", "where": {"a": ["1", ""]}}),
    ],
)
def test_a_value_of_the_type_is_taken(annotation: str, value: Any, expected: Any) -> None:
    found = fit(parameter(annotation), value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("annotation", "value", "told"),
    [
        ("str", True, "a text was expected, but this is true."),
        ("str", None, "a text was expected, but this is empty."),
        ("str", ["a"], "a text was expected, but this is a list."),
        ("int", "3", "a whole number was expected, but this is '3'."),
        ("int", 3.0, "a whole number was expected, but this is '3.0'."),
        ("int", True, "a whole number was expected, but this is true."),
        ("float", "92%", "a number was expected, but this is '92%'."),
        ("float", False, "a number was expected, but this is false."),
        ("bool", "yes", "true or false was expected, but this is 'yes'."),
        ("bool", 1, "true or false was expected, but this is '1'."),
        ("list[str]", "a", "a list (- item) was expected, but this is 'a'."),
        ("list[str]", {"a": "b"}, "a list (- item) was expected, but this is a group of keys."),
        ("dict[str, str]", ["a"], "a group of keys (key: value) was expected, but this is a list."),
        (
            "'source'",
            None,
            "the path of a file, such as data/….csv or data/….xlsx#Sheet, was expected, but this is empty.",
        ),
        (
            "'source'",
            {"sql": "select 1"},
            "the path of a file, such as data/….csv or data/….xlsx#Sheet, was expected, but this is a group of keys.",
        ),
        (
            "'optional source'",
            ["a"],
            "the path of a file, such as data/….csv or data/….xlsx#Sheet, was expected, but this is a list.",
        ),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_was_expected(annotation: str, value: Any, told: str) -> None:
    assert str(unfit(annotation, value)) == told


def test_a_wrong_value_deep_within_is_told_with_its_place() -> None:
    assert unfit("list[str]", ["a", True]).place == (1,)
    assert unfit("dict[str, list[int]]", {"a": [1], "b": [2, "x"]}).place == ("b", 1)
    assert unfit("'source'", {"sql": "select 1", "database": 3.5j}).place == ("database",)
    assert unfit("'source'", {"file": "x", "where": {"a": ["1", True]}}).place == ("where", "a", 1)
    assert unfit("'source'", {"file": "x", "where": {"a": "1"}, "fil": "x"}).place == ("fil",)


def test_numbers_of_a_filter_are_texts_as_they_were_written() -> None:
    given = strict_yaml.loads("{file: x, where: {year: 2023, code: [15.10, 010]}}", "").value
    assert fit(parameter("'source'"), given) == {"file": "x", "where": {"year": "2023", "code": ["15.10", "010"]}}


@pytest.mark.parametrize(
    ("text", "expected"), [("010", "010"), ("15.10", "15.10"), ("1.0", "1.0"), ("-0", "-0"), ("NO", "NO")]
)
def test_a_bare_number_reaches_a_text_as_it_was_written(text: str, expected: str) -> None:
    assert fit(parameter("str"), from_yaml(text)) == expected
    assert fit(parameter("list[str]"), from_yaml(f"[{text}]")) == [expected]
    assert fit(parameter("dict[str, str]"), from_yaml(f"{{a: {text}}}")) == {"a": expected}


def test_a_number_reaches_the_notebook_as_a_plain_number() -> None:
    assert type(fit(parameter("int"), from_yaml("12"))) is int
    assert type(fit(parameter("float"), from_yaml("1.50"))) is float
    assert type(fit(parameter("float"), from_yaml("12"))) is float


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_any_value_fits_a_list_of_texts_only_if_it_is_one(value: Any) -> None:
    is_one = isinstance(value, list) and all(isinstance(one, str) for one in value)
    try:
        assert fit(parameter("list[str]"), value) == value
        assert is_one
    except Unfit:
        assert not is_one


def test_the_tagged_cell_is_read_whether_its_source_is_a_text_or_a_list_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(notebook("a: str = 'x'\nb: int = 1", "print(a)"), "utf-8")
    assert list(read(path, "n")) == ["a", "b"]
    path.write_text(
        path.read_text("utf-8").replace("\"a: str = 'x'\\nb: int = 1\"", '["a: str = \'x\'\\n", "b: int = 1"]')
    )
    assert isinstance(json.loads(path.read_text("utf-8"))["cells"][0]["source"], list)
    assert list(read(path, "n")) == ["a", "b"]


def test_a_notebook_without_the_tag_is_told_how_to_get_it(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(notebook("a: str = 'x'", tag="parameter"), "utf-8")
    with pytest.raises(InputError, match="one cell must have the tag 'parameters'; 0 have it"):
        read(path, "notebooks/n.ipynb")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"cells": 3}', '{"cells": ["x"]}', '{"cells": [{"metadata": []}]}', "caf\xe9"]
)
def test_a_file_that_is_no_notebook_is_told_as_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "n.ipynb"
    path.write_bytes(text.encode("cp1252"))
    with pytest.raises(InputError, match=r"notebooks/n\.ipynb is not a notebook of format 4"):
        read(path, "notebooks/n.ipynb")


def test_a_notebook_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no notebook notebooks/n\.ipynb"):
        read(tmp_path / "n.ipynb", "notebooks/n.ipynb")
