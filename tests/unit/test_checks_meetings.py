"""The rules on a meeting, each on both sides of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.checks.meetings import (
    g02_other_day,
    g03_other_committee,
    g04_late_item,
    g04_short_notice,
    g05_undated_notice,
    g06_minute_skipped,
    g07_minutes_of_another_day,
    g08_pages_moved,
    g09_built_before,
    g10_no_public_interest,
    g12_no_picture,
    g13_without_a_word,
    g14_undated_minutes,
    g15_changed_since,
    g16_other_item,
    g17_listed_twice,
    g18_day_off,
    g19_older_pack,
    notice,
)
from quarterbook.clear_days import FEWEST, clear_days

DAY = date(2023, 11, 21)
HELD = date(2023, 9, 26)
PANEL = "Overview Panel"


@pytest.mark.parametrize(
    "label", ["Date", "Date of meeting", "Meeting date", "DATE OF THE MEETING", "Date:", "Meeting"]
)
@pytest.mark.parametrize(
    "written", ["2022-11-21", "21 November 2022", "21/11/2022", "Tuesday 21st November 2022, 4.00 pm"]
)
def test_g02_a_paper_that_gives_another_day(label: str, written: str) -> None:
    (finding,) = g02_other_day("Agenda Item 4", [("Report to", PANEL), (label, written)], DAY)
    assert (finding.code, finding.severity) == ("G02", "warning")
    assert finding.message == (
        f"Agenda Item 4 gives 21 November 2022 as '{label}', but the meeting is on 21 November 2023."
    )


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Date", "21 November 2023"),
        ("Date", "2023-11-21"),
        ("Date", "to be confirmed"),
        ("Date", "November 2022"),
        ("Dates", "20 November 2023 and 21 November 2023"),
        ("Date", ""),
        ("Subject", "What was agreed on 1 August 2023"),
        ("Last updated", "13 November 2023"),
        ("Update", "13 November 2023"),
        ("Date of publication", "13 November 2023"),
        ("Date of decision", "13 November 2023"),
        ("Expiry date", "1 May 2024"),
    ],
)
def test_g02_is_silent_where_the_day_is_the_meetings_or_of_something_else(label: str, written: str) -> None:
    assert not [*g02_other_day("Agenda Item 4", [(label, written)], DAY)]


@pytest.mark.parametrize("label", ["Report to", "REPORT TO", "Report for", "To", "Meeting", "Committee", "Report to:"])
def test_g03_a_paper_for_another_committee(label: str) -> None:
    (finding,) = g03_other_committee("Agenda Item 4", [(label, "Executive Cabinet"), ("Date", "x")], PANEL)
    assert (finding.code, finding.severity) == ("G03", "warning")
    assert finding.message == "Agenda Item 4 is for 'Executive Cabinet', but this is a meeting of the Overview Panel."


@pytest.mark.parametrize("other", ["Shadow Overview Panel", "Overview Panel Working Group", "Overview Panels"])
def test_g03_a_committee_whose_name_has_the_other_in_it(other: str) -> None:
    assert len([*g03_other_committee("Agenda Item 4", [("Report to", other)], PANEL)]) == 1


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Report to", "Overview Panel"),
        ("Report to", "OVERVIEW  PANEL"),
        ("Report to", "Executive Cabinet and Overview Panel"),
        ("Report to", "Executive Cabinet; Overview Panel (for information)"),
        ("Report to", "The Chair and Members of the Overview Panel"),
        ("Meeting", "Overview Panel – Tuesday"),
        ("Meeting", "Overview Panel on Tuesday"),
        ("Report for", "The council’s Overview Panel, its chairs"),
        ("Meeting", "21 November 2022"),
        ("Subject", "Executive Cabinet"),
        ("Reporting officer", "Director of Resources"),
    ],
)
def test_g03_is_silent_where_the_committee_is_named_or_another_thing_is_told(label: str, written: str) -> None:
    assert not [*g03_other_committee("Agenda Item 4", [(label, written)], PANEL)]


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2023-11-14", "are 4 clear days"),
        ("2023-11-17", "is 1 clear day"),
        ("2023-11-20", "are no clear days"),
        ("2023-11-21", "are no clear days"),
        ("2023-12-01", "are no clear days"),
    ],
)
def test_g04_an_agenda_that_was_published_too_late(published: str, told: str) -> None:
    (finding,) = g04_short_notice(date.fromisoformat(published), DAY)
    assert (finding.code, finding.severity) == ("G04", "warning")
    assert f"and the meeting on 21 November 2023 {told}; there must be 5." in finding.message


@pytest.mark.parametrize("published", ["2023-11-13", "2023-11-10", "2023-10-01"])
def test_g04_is_silent_at_five_clear_days_and_more(published: str) -> None:
    assert not [*g04_short_notice(date.fromisoformat(published), DAY)]


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(-3, 20))
def test_g04_speaks_of_fewer_than_five_and_of_nothing_else(published: date, later: int) -> None:
    meeting = published + timedelta(days=later)
    assert bool([*g04_short_notice(published, meeting)]) == (clear_days(published, meeting) < FEWEST)


def test_g04_a_late_item_that_nobody_calls_urgent() -> None:
    (finding,) = g04_late_item("Agenda Item 3", date(2023, 11, 17), DAY, None)
    assert (finding.code, finding.severity) == ("G04", "warning")
    assert finding.message == (
        "Agenda Item 3: between 17 November 2023, when it came, and the meeting on 21 November 2023 is 1 clear day; "
        "there must be 5, or 'urgent' has to say why it cannot wait."
    )


@pytest.mark.parametrize(
    ("late", "urgent", "found"),
    [("2023-11-14", None, True), ("2023-11-14", "It ends.", False), ("2023-11-13", None, False)],
)
def test_g04_a_late_item_has_its_own_five_days_or_a_reason(late: str, urgent: str | None, found: bool) -> None:
    assert bool([*g04_late_item("Agenda Item 3", date.fromisoformat(late), DAY, urgent)]) == found


def test_g10_an_exempt_item_of_which_nobody_says_whom_it_serves() -> None:
    (finding,) = g10_no_public_interest("Agenda Item 7", None)
    assert (finding.code, finding.severity) == ("G10", "warning")
    assert finding.message == (
        "Agenda Item 7 is exempt, but nothing is said of the public interest in that; 'public_interest' says it."
    )
    assert not [*g10_no_public_interest("Agenda Item 7", "A better price.")]


def test_g05_an_agenda_of_which_nobody_says_when_it_was_published() -> None:
    (finding,) = g05_undated_notice(None, DAY)
    assert (finding.code, finding.severity) == ("G05", "note")
    assert finding.message == (
        "Nobody says when the agenda of the meeting on 21 November 2023 was published; 'published' gives the day."
    )
    assert not [*g05_undated_notice(date(2023, 11, 20), DAY)]


def test_g06_each_break_in_the_numbers_of_minutes() -> None:
    assert [finding.message for finding in g06_minute_skipped("The minutes", ["8", "9", "11", "12", "12", "10"])] == [
        "The minutes: after minute 9 comes minute 11.",
        "The minutes: after minute 12 comes minute 12.",
        "The minutes: after minute 12 comes minute 10.",
    ]
    assert {finding.code for finding in g06_minute_skipped("x", ["1", "3"])} == {"G06"}


@given(st.integers(0, 500), st.integers(0, 30))
def test_g06_is_silent_where_numbers_run_on(first: int, count: int) -> None:
    assert not [*g06_minute_skipped("The minutes", map(str, range(first, first + count)))]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("SC/25/10", "SC/25/11"), False),
        (("SC/25/10", "SC/25/12"), True),
        (("12/25", "13/25", "1/26"), False),
        (("12/25", "14/25"), True),
        (("12/25", "12/25"), True),
        (("8", "SC/25/10", "PC/25/12", "3"), False),
    ],
)
def test_g06_follows_references_of_one_series(numbers: tuple[str, ...], told: bool) -> None:
    assert bool([*g06_minute_skipped("The minutes", numbers)]) == told


def test_g12_says_which_picture_is_missing_and_why() -> None:
    (finding,) = g12_no_picture("data/a.md, line 3", "map.png", "it is in a table.")
    assert (finding.code, finding.severity) == ("G12", "warning")
    assert finding.message == "data/a.md, line 3: the picture 'map.png' is not in the paper: it is in a table."


def test_g13_a_text_without_a_word() -> None:
    (finding,) = g13_without_a_word("Agenda Item 4", "data/a.md", True)
    assert (finding.code, finding.severity) == ("G13", "warning")
    assert finding.message == "Agenda Item 4: data/a.md says nothing beside its title."
    assert not [*g13_without_a_word("Agenda Item 4", "data/a.md", False)]


def test_g14_minutes_without_a_day() -> None:
    (finding,) = g14_undated_minutes("Item 2", None, [HELD])
    assert (finding.code, finding.severity) == ("G14", "note")
    assert finding.message == (
        "Item 2: the agenda speaks of 26 September 2023, but the minutes name no day before the first of them."
    )
    assert not [*g14_undated_minutes("Item 2", HELD, [HELD])]
    assert not [*g14_undated_minutes("Item 2", None, [])]


def test_g07_minutes_of_another_day_than_the_agenda_names() -> None:
    (finding,) = g07_minutes_of_another_day("Item 2", date(2022, 9, 26), [HELD], DAY)
    assert (finding.code, finding.severity) == ("G07", "warning")
    assert finding.message == (
        "Item 2: the agenda speaks of 26 September 2023, but the minutes are of 26 September 2022."
    )


def test_g07_names_each_day_of_which_there_are_no_minutes() -> None:
    (finding,) = g07_minutes_of_another_day("Item 2", HELD, [date(2023, 8, 1), date(2023, 8, 2)], DAY)
    assert "speaks of 1 August 2023 and 2 August 2023, but the minutes are of 26 September 2023." in finding.message


def test_g09_says_where_the_failed_notebook_is() -> None:
    (finding,) = g09_built_before("Agenda Item 4", "q/plans/plans.failed.ipynb")
    assert finding.message == (
        "Agenda Item 4: its last build failed, and this is the one before. See q/plans/plans.failed.ipynb."
    )


@pytest.mark.parametrize("held", [DAY, DAY + timedelta(days=1)])
def test_g07_minutes_of_no_meeting_before(held: date) -> None:
    (finding,) = g07_minutes_of_another_day("Item 2", held, [], DAY)
    assert finding.message.endswith("which is not before the meeting.")


@pytest.mark.parametrize("named", [[], [HELD], [HELD, HELD], [date(2023, 8, 1), HELD]])
def test_g07_is_silent_where_the_days_agree_and_come_before(named: list[date]) -> None:
    assert not [*g07_minutes_of_another_day("Item 2", HELD, named, DAY)]
    assert not [*g07_minutes_of_another_day("Item 2", DAY - timedelta(days=1), [], DAY)]


def test_g08_a_paper_whose_pages_have_other_numbers_than_before() -> None:
    before = {"Minutes": ("1 – 2", "A"), "Savings": ("3", "B"), "Gone": ("5", "C")}
    now = {"Minutes": ("1 – 2", "A"), "Savings": ("5 – 6", "B"), "New": ("3", "C")}
    (finding,) = g08_pages_moved("The public pack", before, now)
    assert (finding.code, finding.severity) == ("G08", "warning")
    assert finding.message == "The public pack: 'Savings' now has pages 5 – 6; in the pack before it had page 3."
    assert not [*g08_pages_moved("The public pack", before, {**before, "New": ("6", "D")})]


def test_g15_what_changed_since_a_paper_was_built() -> None:
    (finding,) = g15_changed_since("Agenda Item 4", "data/x/actions.csv changed")
    assert (finding.code, finding.severity) == ("G15", "warning")
    assert finding.message == (
        "Agenda Item 4 is as it was built, but since then data/x/actions.csv changed. Build it again if it should."
    )
    assert not [*g15_changed_since("Agenda Item 4", "")]


def test_g16_a_paper_that_is_another_item_than_before_or_gone() -> None:
    before = {"Minutes": ("1 – 2", "Agenda Item 2"), "Savings": ("3", "Agenda Item 3"), "Gone": ("5", "Agenda Item 4")}
    now = {"New": ("6", "Agenda Item 3"), "Minutes": ("1 – 2", "Agenda Item 2"), "Savings": ("3", "Agenda Item 4")}
    found = [*g16_other_item("panel-public", before, now)]
    assert {(one.code, one.severity) for one in found} == {("G16", "warning")}
    assert [one.message for one in found] == [
        "panel-public: 'Savings' is now Agenda Item 4; in the pack before it was Agenda Item 3.",
        "panel-public: 'Gone', Agenda Item 4 of the pack before, is not in it any more.",
    ]
    assert not [*g16_other_item("panel-public", before, {**before, "New": ("6", "Agenda Item 5")})]


def test_g17_a_paper_that_an_agenda_lists_twice() -> None:
    listed = [("Agenda Item 2", "plans"), ("Agenda Item 3", "data/x.md"), ("Agenda Item 5", "plans")]
    (finding,) = g17_listed_twice(listed)
    assert (finding.code, finding.severity) == ("G17", "note")
    assert finding.message == "Agenda Item 5 is the same paper as Agenda Item 2: plans."
    assert not [*g17_listed_twice(listed[:2])]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 26), "26 December 2025, which is a bank holiday."),
        (date(2025, 12, 27), "27 December 2025, which is a Saturday."),
        (date(2025, 12, 28), "28 December 2025, which is a Sunday."),
        (date(2025, 12, 29), ""),
    ],
)
def test_g18_a_meeting_on_a_day_off(day: date, said: str) -> None:
    found = [*g18_day_off(day)]
    assert [(one.code, one.severity, one.message) for one in found] == (
        [("G18", "note", f"The meeting is on {said}")] if said else []
    )


def test_g19_names_the_pack_that_may_differ() -> None:
    (finding,) = g19_older_pack("panel-restricted")
    assert (finding.code, finding.severity) == ("G19", "note")
    assert finding.message == "panel-restricted was made before this pack, and may differ from it."


@pytest.mark.parametrize(
    ("published", "codes"), [(None, ["G05"]), (date(2023, 11, 14), ["G04"]), (date(2023, 11, 13), [])]
)
def test_the_notice_of_a_meeting_is_short_or_undated_but_never_both(published: date | None, codes: list[str]) -> None:
    assert [finding.code for finding in notice(published, DAY)] == codes
