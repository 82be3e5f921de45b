"""YAML as people mean it: what is written is what comes, and nothing in it becomes anything else."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from quarterbook.errors import InputError
from quarterbook.params.strict_yaml import MAX_BYTES, MAX_DEPTH, as_written, load, loads


def value(text: str) -> Any:
    return loads(text, "params/x.yaml").value


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        loads(text, "params/x.yaml")
    return str(caught.value)


@given(st.text())
@example("NO")
@example("12:30")
@example("010")
@example("1_000")
@example("=")
@example("<<")
@example("!!binary aGk=")
@example("&a *a")
@example(" a\n\n b\t\u0085\u2028 ")
@example("# not a comment")
def test_any_text_that_yaml_writes_comes_back_as_it_was(text: str) -> None:
    assert as_written(value(yaml.safe_dump({"key": text}))["key"]) == text
    assert as_written(value(yaml.safe_dump([text], default_flow_style=True))[0]) == text


@given(st.text())
def test_any_text_comes_back_as_a_key(text: str) -> None:
    assert list(value(yaml.safe_dump({text: "v"}))) == [text]


@given(st.dictionaries(st.text(), st.recursive(st.text(), lambda inner: st.lists(inner), max_leaves=5)))
def test_nested_texts_come_back_equal(data: dict[str, Any]) -> None:
    found = value(yaml.safe_dump(data))
    assert _texts(found) == data


def _texts(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: _texts(one) for key, one in found.items()}
    return [_texts(one) for one in found] if isinstance(found, list) else as_written(found)


@pytest.mark.parametrize(
    "text",
    [
        "NO", "no", "Yes", "off", "y", "True", "NULL", "12:30", "16:00:00", "010", "007", "1_000", "0x10", "0o17",
        "0b1", "1e5", "1.5e3", "+5", ".5", "5.", ".inf", ".nan", "2023-06-30", "2023-06-30 10:00:00", "1,234",
        "£15.979m", "92%", "1234567890123456789",
    ],
)  # fmt: skip
def test_what_yaml_would_guess_at_stays_the_text_that_was_written(text: str) -> None:
    assert value(f"key: {text}") == {"key": text}
    assert type(value(f"key: {text}")["key"]) is str


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
)
def test_only_these_words_are_not_text(text: str, expected: object) -> None:
    assert value(f"key: {text}")["key"] is expected
    assert value(f"key: '{text}'")["key"] == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("-3", -3), ("15.10", 15.1), ("-0.5", -0.5), ("999999999999999999", 10**18 - 1)],
)
def test_plain_numbers_are_numbers_and_remember_how_they_were_written(text: str, number: float) -> None:
    found = value(f"key: {text}")["key"]
    assert found == number
    assert as_written(found) == text


def test_a_quoted_number_is_text() -> None:
    assert type(value("key: '12'")["key"]) is str


def test_a_money_value_survives_where_text_is_asked_for() -> None:
    assert as_written(value("budget: 15.10")["budget"]) == "15.10"


@pytest.mark.parametrize(
    "text",
    [
        "key: !!binary aGk=",
        "key: !!python/object/apply:os.system [ls]",
        "key: !!set {a, b}",
        "key: !!str 12",
        "key: !own x",
        'key: ! "12"',
        "!!binary aGk=: value",
    ],
)
def test_tags_are_refused_with_the_line(text: str) -> None:
    told = refusal(f"first: 1\n{text}")
    assert told.startswith("params/x.yaml, line 2: ")
    assert "write the plain value" in told or "plain text" in told


def test_a_bomb_of_anchors_is_refused_at_its_first_anchor() -> None:
    rows = ["a: &a [lol, lol, lol]", *(f"{n}: &{n} [*{m}, *{m}, *{m}]" for m, n in itertools.pairwise("abcdefghi"))]
    assert refusal("\n".join(rows)) == (
        "params/x.yaml, line 1: anchors and aliases (& and *) are not used here; write the value out."
    )


@pytest.mark.parametrize("text", ["base: &b {a: 1}\nkey: 1", "key: *b", "<<: *b", "&b key: 1", "? &b key\n: 1"])
def test_anchors_and_aliases_are_refused_wherever_they_stand(text: str) -> None:
    with pytest.raises(InputError):
        value(text)


def test_a_merge_key_is_an_ordinary_key_and_merges_nothing() -> None:
    assert value("a: 1\n<<: {a: 2, b: 3}") == {"a": 1, "<<": {"a": 2, "b": 3}}


def test_a_key_that_stands_twice_is_refused_at_the_second() -> None:
    assert refusal("a: 1\nb: 2\na: 3") == "params/x.yaml, line 3: the key 'a' stands here for the second time."


def test_keys_that_differ_only_in_kind_are_the_same_key() -> None:
    assert "'1' stands here for the second time" in refusal("1: a\n'1': b")


def test_keys_are_text_as_written() -> None:
    assert value("1: a\nNO: b\n010: c\n2023-06-30: d\n~: e") == {
        "1": "a", "NO": "b", "010": "c", "2023-06-30": "d", "~": "e",
    }  # fmt: skip


def test_a_list_or_group_as_a_key_is_refused() -> None:
    assert "a key must be plain text" in refusal("? [a, b]\n: 1")


def test_nesting_is_read_to_its_limit_and_refused_beyond_it() -> None:
    assert value("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert f"more than {MAX_DEPTH} deep" in refusal("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))


@pytest.mark.parametrize("text", ["[" * 400_000, "{a: " * 100_000, "- " * 400_000])
def test_a_file_of_brackets_is_refused_at_once(text: str) -> None:
    assert "deep" in refusal(text)


@pytest.mark.parametrize("text", ["a: 1\n---\na: 2\n", "a: 1\n...\na: 2\n"])
def test_a_second_document_is_refused(text: str) -> None:
    told = refusal(text)
    assert "a second document begins here; a file holds one" in told
    assert "line 2" in told or "line 3" in told


@pytest.mark.parametrize("text", ["key:\n\t- a", "\tkey: a", "a:\n  b: 1\n\tc: 2"])
def test_a_tab_is_told_as_a_tab(text: str) -> None:
    assert "a tab stands here; indent with spaces" in refusal(text)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\ntitle: Plan: part 2", 2, "must stand in quotation marks"),
        ("a: 1\ncontact: @team", 2, "a text that begins with a mark such as @"),
        ('a: 1\ntitle: "Plan\nb: 2\n', 2, "the quotation mark that opens here is never closed"),
        ("a: 1\nlist: [x, y\nb: 2\n", 2, "the bracket that opens here is not closed"),
        ("a:\n  b: 1\n c: 2\n", 3, "keys of one group must be indented alike"),
        ('title: "Plan" for 2023', 1, "must stand in quotation marks"),
        ("a: 1\nplan\nb: 2", 3, "a key must be followed by a colon and a space"),
        ("a: 1\nb: x\x07", 2, "the control character U+0007 may not stand here"),
        ('a: 1\nb: "\\ud83d"', 2, "halves of characters"),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line_and_its_mend(text: str, line: int, words: str) -> None:
    told = refusal(text)
    assert told.startswith(f"params/x.yaml, line {line}: ")
    assert words in told


def test_an_escaped_emoji_of_two_halves_is_refused_but_the_character_is_read() -> None:
    assert "halves of characters" in refusal(r'a: "\ud83d\ude00"')
    assert value("a: 😀") == {"a": "😀"}


def test_the_line_of_every_key_and_item_is_known() -> None:
    found = loads("a: 1\nb:\n  c:\n    - x\n    - y: 2\n", "params/x.yaml")
    assert found.where(("b",)) == "params/x.yaml, line 2"
    assert found.where(("b", "c", 0)) == "params/x.yaml, line 4"
    assert found.where(("b", "c", 1, "y")) == "params/x.yaml, line 5"


def test_a_place_that_is_not_there_has_the_line_of_what_stands_above_it() -> None:
    found = loads("a: 1\nb:\n  c: 2\n", "params/x.yaml")
    assert found.where(("b", "missing", "deeper")) == "params/x.yaml, line 2"
    assert found.where(("missing",)) == "params/x.yaml, line 1"


def test_an_empty_file_has_no_value() -> None:
    assert value("") is None
    assert value("# only a comment\n") is None


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfkey: 1\n")
    assert load(path, "x.yaml").value == {"key": 1}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a: 1\ntitle: Café".encode("cp1252"), 2),
        ("a: 1\n".encode("utf-16"), 1),
        (b"a: 1\nb: 2\nc: \xc3", 3),
    ],
)
def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path, data: bytes, line: int) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        load(path, "params/x.yaml")
    assert str(caught.value) == f"params/x.yaml, line {line}: the file is not UTF-8 text. Save it again as UTF-8."


def test_a_file_that_is_not_there_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "rochdale-2023-24-q1.yaml").write_text("a: 1", "utf-8")
    with pytest.raises(InputError, match=r"no such file\. Did you mean 'rochdale-2023-24-q1\.yaml'\?$"):
        load(tmp_path / "rochdale-2023-24-q2.yaml", "params/rochdale-2023-24-q2.yaml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path, "params")


def test_a_file_is_read_up_to_its_limit_of_bytes_and_refused_beyond_it(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n#" + "x" * (MAX_BYTES - 6), "utf-8")
    assert load(path, "x.yaml").value == {"a": 1}
    path.write_text("a: 1\n#" + "x" * (MAX_BYTES - 5), "utf-8")
    with pytest.raises(InputError, match="at most 1,000,000 are read"):
        load(path, "x.yaml")
