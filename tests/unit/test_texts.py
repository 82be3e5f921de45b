"""The texts of an agenda: found or missed with a line, read in UTF-8, their pictures beside them."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import DOT
from projects import REPOSITORY
from quarterbook.document.blocks import Callout, Items, Paragraph, Picture, Table
from quarterbook.document.reading.linked_pictures import linked
from quarterbook.document.reading.runs import plain_text
from quarterbook.errors import InputError
from quarterbook.packs import checked, texts
from small_pack import meeting
from small_project import write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><title>A plan</title></svg>'


def read(root: Path, text: str) -> texts.Text:
    write(root / "data" / "area" / "a.md", text)
    return texts.read("data/area/a.md", root.resolve())


def found(root: Path, text: str) -> list[str]:
    return [f"{one.code} {one.message}" for one in read(root, text).findings]


def picture(root: Path, name: str, data: bytes = b64decode(DOT)) -> None:
    write(root / "data" / name, "").write_bytes(data)


def test_a_missing_file_is_told_with_its_line_its_key_and_the_nearest_name(tmp_path: Path) -> None:
    file = meeting(
        tmp_path,
        "{title: Minutes, minutes: data/minuts.md}",
        "{title: A, text: data/minutes.md, appendices: [{title: B, text: ../b.md}]}",
    )
    write(tmp_path / "data" / "minutes.md", "# Panel\n")
    told = (
        "data/minuts.md: there is no such file. Did you mean 'minutes.md'? "
        "(params/testshire-2023-24-q2.yaml, line 28, minutes)",
        "'../b.md' is outside the project. Give a path from the project's folder, such as data/…. "
        "(params/testshire-2023-24-q2.yaml, line 29, text)",
    )
    assert tuple(texts.problems(file, "panel")) == told
    *_, last = checked.outcomes(file)
    assert (last.name, last.status, last.messages, last.code) == (file.name, "refused", told, 3)


def test_texts_that_can_be_read_are_no_problem(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{title: A, text: data/a.md}", "{title: None}")
    write(tmp_path / "data" / "a.md", "")
    assert [*texts.problems(file, "panel")] == []
    assert "" not in {one.slug for one in checked.outcomes(file)}


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(InputError, match=r"^a\.md cannot be read: "):
        texts.said("a.md", tmp_path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            "# Café\r\n\r\nThe “café”\r\n".encode("cp1252"),
            "a.md, line 1: the byte 0xe9 is not UTF-8 text (in Windows-1252 it is 'é'). UTF-8 was expected. ",
        ),
        (
            b"\xef\xbb\xbf# A\n\nB\n\x93C\x94",
            "a.md, line 4: the byte 0x93 is not UTF-8 text (in Windows-1252 it is '“')",
        ),
        ("# Panel".encode("utf-16"), "a.md, line 1: the file is UTF-16 text; UTF-8 was expected. "),
    ],
)
def test_another_encoding_is_told_with_its_line_and_how_to_mend_it(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "a.md").write_bytes(data)
    with pytest.raises(InputError) as error:
        texts.said("a.md", tmp_path)
    assert str(error.value).startswith(told)
    assert str(error.value).endswith(texts.MEND)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeff# Panel\n".encode())
    assert texts.said("a.md", tmp_path) == "# Panel\n"


def test_no_block_tells_the_path_of_the_text(tmp_path: Path) -> None:
    picture(tmp_path, "dot.png")
    held = read(
        tmp_path,
        "| a |\n|---|\n| 1 |\n\n<table><tr><td>1</td></tr></table>\n\n![](../dot.png)\n\n<div><video></video></div>\n",
    )
    first, second, undescribed, missing = held.blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.caption, second.caption) == ("", "")
    assert isinstance(undescribed, Picture)
    assert undescribed.alt == "Image (PNG, 1 by 1 pixels) without a description."
    assert isinstance(missing, Callout)
    assert plain_text(missing) == "Not shown This document cannot show a video."
    assert [one.code for one in held.findings] == ["D01"]
    assert "from data/area/a.md, line 7 has no alt text" in held.findings[0].message


def test_pictures_beside_the_text_are_in_it(tmp_path: Path) -> None:
    picture(tmp_path, "area/the map.png")
    picture(tmp_path, "plan.svg", SVG.encode())
    held = read(tmp_path, "- See ![The map](<the map.png>)\n\n![](../plan.svg)\n")
    listed, plan = held.blocks
    assert isinstance(listed, Items)
    (_, inside) = listed.items[0]
    assert isinstance(inside, Picture)
    assert (inside.alt, inside.image.base64) == ("The map", DOT)
    assert isinstance(plan, Picture)
    assert plan.alt == "A plan"
    assert b"script" not in b64decode(plan.image.base64)
    assert held.findings == ()


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("![x](dott.png)", "data/area/dott.png: there is no such file. Did you mean 'dot.png'?"),
        ("![x](../../../dot.png)", "it is outside the project. Save it beside the text."),
        ("![x](/dot.png)", "it is outside the project. Save it beside the text."),
        ("![x](https://example.org/dot.png)", "it is no file of the project. Save it beside the text."),
        ("![x](//example.org/dot.png)", "it is no file of the project. Save it beside the text."),
        ("![x](C:/dot.png)", "it is no file of the project. Save it beside the text."),
        ("![x](a%00.png)", "it is outside the project. Save it beside the text."),
        ("![x](a.md)", "it is no PNG, JPEG, GIF or SVG that can be read."),
        ("![x](broken.png)", "it is no PNG, JPEG, GIF or SVG that can be read."),
        ("![x](data:image/png;base64,?)", "it cannot be read as a picture."),
        ("<img src='dot.png'>", "it is named by HTML. Name it so: ![what it shows](map.png)"),
        ("<p>\n<img alt=x src=dot.png></p>", "it is named by HTML. Name it so: ![what it shows](map.png)"),
    ],
)
def test_a_picture_that_cannot_be_had_is_told(tmp_path: Path, written: str, why: str) -> None:
    picture(tmp_path, "area/dot.png")
    picture(tmp_path, "area/broken.png", b"\x89PNG\r\n\x1a\n")
    (told,) = found(tmp_path, f"Words\n\nmore\n{written}\n")
    line = 5 if written.startswith("<p>") else 4
    assert told.startswith(f"G12 data/area/a.md, line {line}: the picture '")
    assert told.endswith(f"' is not in the paper: {why}")


def test_a_picture_in_a_table_is_told(tmp_path: Path) -> None:
    picture(tmp_path, "area/dot.png")
    (told,) = found(tmp_path, "| a |\n|---|\n| ![x](dot.png) |\n\n![x](dot.png)\n")
    assert told.startswith("G12 data/area/a.md, line 3: the picture 'dot.png' is not in the paper: it is in a table")


def test_a_picture_that_is_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    picture(tmp_path, "dot.png")
    root = tmp_path / "root"
    write(root / "data" / "area" / "a.md", "")
    (root / "data" / "area" / "dot.png").symlink_to(tmp_path / "data" / "dot.png")
    assert "outside the project" in found(root, "![x](dot.png)")[0]


@pytest.mark.parametrize(
    ("text", "empty"),
    [("", True), ("# Title\n", True), ("# Title\n\n---\n\n…\n", True), ("# Title\n\nA", False), ("## 1", False)],
)
def test_a_text_is_empty_that_says_nothing_under_its_title(tmp_path: Path, text: str, empty: bool) -> None:
    assert read(tmp_path, text).is_empty == empty


def test_a_heading_in_a_list_is_no_heading_of_the_paper(tmp_path: Path) -> None:
    (listed,) = read(tmp_path, "- # Loud\n").blocks
    assert isinstance(listed, Items)
    assert isinstance(listed.items[0][0], Paragraph)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_stands_in_a_text_is_read(said: str) -> None:
    for address in (said, f"<{said}>"):
        for one in linked(f"Words\n\n![x]({address})\n"):
            assert one.line >= 1
            found = texts.picture(one, "data/README.md", REPOSITORY)
            assert isinstance(found, str | tuple)
