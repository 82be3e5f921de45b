"""Which papers of an agenda a pack has, in which form and order."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterbook.packs.selection import choices
from small_pack import meeting

REASON = "{paragraphs: [7], reason: Of its own.}"
TEXT = "{title: A text, text: a.md}"


def chosen(folder: Path, audience: str, *items: str) -> list[tuple[str, str, bool]]:
    made = choices(meeting(folder, *items), "panel", audience)
    return [(one.paper.called.removeprefix("Agenda "), one.form, one.restricted) for one in made]


@pytest.mark.parametrize(
    ("item", "public", "restricted"),
    [
        ("{report: plans}", [("whole", False)], [("whole", False)]),
        ("{report: land}", [("left out", False)], [("whole", True)]),
        ("{report: secret}", [("left out", False)], [("whole", True)]),
        (
            "{report: partly}",
            [("without its exempt parts", False)],
            [("without its exempt parts", False), ("with its exempt parts", True)],
        ),
        (f"{{title: A text, text: a.md, exempt: {REASON}}}", [("left out", False)], [("whole", True)]),
        ("{title: Apologies}", [], []),
    ],
)
def test_the_form_of_a_paper_is_that_of_its_audience(
    tmp_path: Path, item: str, public: list[tuple[str, bool]], restricted: list[tuple[str, bool]]
) -> None:
    assert [one[1:] for one in chosen(tmp_path, "public", item)] == public
    assert [one[1:] for one in chosen(tmp_path, "restricted", item)] == restricted


def test_what_is_published_comes_first_then_what_was_late_then_what_is_restricted(tmp_path: Path) -> None:
    late = "{{title: A text, text: a.md, late: 2023-11-{}}}"
    items = ("{report: land}", late.format(17), "{report: partly}", late.format(15), TEXT)
    names = [name for name, *_ in chosen(tmp_path, "restricted", *items)]
    assert names == ["Item 3", "Item 5", "Item 4", "Item 2", "Item 1", "Item 3"]
    public = chosen(tmp_path, "public", *items)
    assert [name for name, form, _ in public if form != "left out"] == names[:4]
    assert public[-1] == ("Item 1", "left out", False)


def test_nothing_is_left_out_for_members(tmp_path: Path) -> None:
    items = ("{report: land, appendices: [{title: Map, text: data/map.md}]}", "{report: secret}", TEXT)
    assert "left out" not in [form for _, form, _ in chosen(tmp_path, "restricted", *items)]
    assert [form for _, form, _ in chosen(tmp_path, "public", *items)] == ["whole", *["left out"] * 3]
