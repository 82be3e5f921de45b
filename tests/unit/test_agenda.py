"""The agenda for one audience: what each item is called, and what is kept back with what."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterbook.packs.agenda import listed, title_of, withheld
from quarterbook.params.meeting import Appendix, Confidential, Exempt
from small_pack import meeting

REASON = "{paragraphs: [7], reason: Of its own.}"


def test_items_count_from_one_and_appendices_of_each_from_one(tmp_path: Path) -> None:
    file = meeting(
        tmp_path,
        "{title: Apologies}",
        "{title: Minutes, minutes: m.md}",
        "{report: plans, appendices: [{report: partly}, {title: Map, text: map.md}]}",
        "{title: A text, text: a.md, late: 2023-11-15}",
    )
    assert [(one.item, one.called, one.title, one.late) for one in listed(file, "panel")] == [
        (2, "Agenda Item 2", "Minutes", ""),
        (3, "Agenda Item 3", "Directorate plans", ""),
        (3, "Agenda Item 3, Appendix 1", "Savings", ""),
        (3, "Agenda Item 3, Appendix 2", "Map", ""),
        (4, "Agenda Item 4", "A text", "2023-11-15"),
    ]
    assert not any(one.withheld for one in listed(file, "panel"))


def test_an_agenda_of_titles_lists_no_papers(tmp_path: Path) -> None:
    assert listed(meeting(tmp_path, "{title: Apologies}", "{title: Urgent items}"), "panel") == ()
    assert listed(meeting(tmp_path), "panel") == ()


def test_a_title_is_the_items_own_before_its_reports(tmp_path: Path) -> None:
    file = meeting(tmp_path, "{title: The plans, report: plans}", "{report: plans}", "{title: Apologies}")
    agenda = file.settings.meetings["panel"].agenda
    assert [title_of(file, item) for item in agenda] == ["The plans", "Directorate plans", "Apologies"]
    assert title_of(file, Appendix(report="partly")) == "Savings"


@pytest.mark.parametrize(
    ("item", "reason", "public_title"),
    [
        ("{report: plans}", None, "Directorate plans"),
        ("{report: land}", "It names a buyer.", "Land"),
        ("{title: The sale, report: land}", "It names a buyer.", "Land"),
        ("{report: secret}", "A minister forbade it.", "A matter"),
        (f"{{report: secret, exempt: {REASON}}}", "A minister forbade it.", "A matter"),
        (f"{{report: land, exempt: {REASON}}}", "Of its own.", "Land"),
        ("{report: land, exempt: {paragraphs: [7], reason: r, public_title: A sale}}", "r", "A sale"),
        ("{title: A text, text: a.md, confidential: {reason: r}}", "r", "A text"),
    ],
)
def test_a_paper_is_kept_back_for_its_items_reason_or_its_reports(
    tmp_path: Path, item: str, reason: str | None, public_title: str
) -> None:
    file = meeting(tmp_path, item)
    (paper,) = listed(file, "panel")
    assert (paper.withheld.reason if paper.withheld else None) == reason
    assert paper.withheld == withheld(file, file.settings.meetings["panel"].agenda[0])
    assert ((paper.withheld and paper.withheld.public_title) or paper.title) == public_title


def test_appendices_are_kept_back_with_their_paper_or_for_a_reason_of_their_own(tmp_path: Path) -> None:
    own = f"{{title: Map, text: map.md, exempt: {REASON}}}, {{report: secret}}"
    first = {"land": "{title: Bids, text: bids.md}", "plans": "{report: partly}"}
    exempt, public = (
        listed(meeting(tmp_path, f"{{report: {name}, appendices: [{one}, {own}]}}"), "panel")
        for name, one in first.items()
    )
    assert [one.withheld and one.withheld.reason for one in exempt] == [
        "It names a buyer.",
        "It names a buyer.",
        "Of its own.",
        "A minister forbade it.",
    ]
    assert [one.withheld and one.withheld.reason for one in public] == [
        None,
        None,
        "Of its own.",
        "A minister forbade it.",
    ]
    assert isinstance(exempt[0].withheld, Exempt)
    assert isinstance(exempt[3].withheld, Confidential)


def test_a_paper_that_is_exempt_in_parts_is_not_kept_back(tmp_path: Path) -> None:
    assert [one.withheld for one in listed(meeting(tmp_path, "{report: partly}"), "panel")] == [None]


def test_appendices_are_as_late_as_their_item(tmp_path: Path) -> None:
    item = "{report: plans, late: 2023-11-15, appendices: [{report: partly}]}"
    assert [one.late for one in listed(meeting(tmp_path, item), "panel")] == ["2023-11-15"] * 2
