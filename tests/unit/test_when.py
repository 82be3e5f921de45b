"""Times in people's words: what is understood of them, what is left, and that nothing is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.quarters import MONTHS
from quarterbook.spans import DAY_FIRST, MONTH_FIRST, Span
from quarterbook.when import When

DAYS = st.dates(date(1950, 1, 1), date(2149, 12, 31))


def last_days(spans: tuple[Span, ...]) -> list[str]:
    return [str(span.last) for span in spans]


def understood(text: str, order: str | None = None) -> dict[str, object]:
    """What is made of a text, without what it does not speak of."""
    when = When.parse(text, order)
    dates = {name: last_days(getattr(when, name)) for name in ("due", "was", "delivered", "starts")}
    words = {name: getattr(when, name) for name in ("ongoing", "recurring", "unknown", "done", "left")}
    return {name: value for name, value in {**dates, **words}.items() if value}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("31 st December 2007", "2007-12-31"),
        ("7th September 2007", "2007-09-07"),
        ("the 3rd of May 2008", "2008-05-03"),
        ("March 31st, 2008", "2008-03-31"),
        ("2008-03-31", "2008-03-31"),
        ("March 2008", "2008-03-31"),
        ("February 2008", "2008-02-29"),
        ("Sept 23", "2023-09-30"),
        ("Sep '23", "2023-09-30"),
        ("Dec-24", "2024-12-31"),
        ("by end of March 2008", "2008-03-31"),
        ("Spring 2008", "2008-05-31"),
        ("Summer 2007", "2007-08-31"),
        ("AUTUMN 2007", "2007-11-30"),
        ("Winter 2007", "2008-02-29"),
        ("winter 2007/08", "2008-02-29"),
        ("Quarter 1 2007/08", "2007-06-30"),
        ("2007-08 Q4", "2008-03-31"),
        ("2007/08", "2008-03-31"),
        ("end 2007", "2007-12-31"),
        ("2008 – 2011", "2011-12-31"),
        ("2007/2008", "2008-03-31"),
        ("2007-2008", "2008-03-31"),
        ("2007 – 2008", "2008-03-31"),
        ("Winter 2007/2008", "2008-02-29"),
        ("Quarter 1 2007/2008", "2007-06-30"),
    ],
)
def test_a_date_in_words_is_due_when_all_of_it_is_over(text: str, last: str) -> None:
    assert understood(text) == {"due": [last]}


@pytest.mark.parametrize(
    ("text", "made_of_it"),
    [
        ("Was Sept 23. Delivered Oct 23", {"was": ["2023-09-30"], "delivered": ["2023-10-31"], "done": True}),
        ("July 23 Now Nov 23", {"was": ["2023-07-31"], "due": ["2023-11-30"]}),
        ("July 2007 (revise to October 2007)", {"was": ["2007-07-31"], "due": ["2007-10-31"]}),
        ("June 2007 (revised: Sept 2007)", {"was": ["2007-06-30"], "due": ["2007-09-30"]}),
        ("moved from June 2007 to July 2007", {"was": ["2007-06-30"], "due": ["2007-07-31"]}),
        ("March 2008 March 2009", {"due": ["2008-03-31", "2009-03-31"]}),
        ("March 2008 2010", {"due": ["2008-03-31", "2010-12-31"]}),
        ("30 th September 2007 31 st December 2007", {"due": ["2007-09-30", "2007-12-31"]}),
        ("Summer 2007 March 2008", {"due": ["2007-08-31", "2008-03-31"]}),
        ("March 2008 and ongoing", {"due": ["2008-03-31"], "ongoing": True}),
        ("June 2007 onwards", {"starts": ["2007-06-30"], "ongoing": True}),
        ("To commence 2008 – 2011", {"starts": ["2011-12-31"]}),
        ("not before March 2008", {"starts": ["2008-03-31"]}),
        ("From July 2007 to October 2007", {"starts": ["2007-07-31"], "due": ["2007-10-31"]}),
        ("July annually commencing Q1 2007/08", {"starts": ["2007-06-30"], "recurring": True}),
        ("October 2007 and every 12 months", {"due": ["2007-10-31"], "recurring": True}),
        ("April Annually Sept Annually", {"recurring": True}),
        ("Ongoing", {"ongoing": True}),
        ("TBC", {"unknown": True}),
        ("To be confirmed", {"unknown": True}),
        ("TBC for implementation in 2009", {"due": ["2009-12-31"], "unknown": True, "left": "implementation"}),
        ("Completed", {"done": True}),
        ("Completed March 2008", {"delivered": ["2008-03-31"], "done": True}),
        ("To be reviewed 31 Mar 24", {"due": ["2024-03-31"], "left": "be reviewed"}),
        ("Level 5 by December 2007", {"due": ["2007-12-31"], "left": "Level 5"}),
        ("As per implementation plan", {"left": "As per implementation plan"}),
        ("Dec 2007/Jan 2008", {"due": ["2007-12-31", "2008-01-31"]}),
        ("31 Dec 2007/31 Jan 2008", {"due": ["2007-12-31", "2008-01-31"]}),
        ("30 Sep 2007-31 Dec 2007", {"due": ["2007-09-30", "2007-12-31"]}),
        ("March 2007/2008", {"due": ["2008-03-31"], "left": "March"}),
        ("March 2007/8", {"left": "March 2007/8"}),
        ("July 2007 (revise to Q1 2008)", {"was": ["2007-07-31"], "left": "Q1 2008"}),
        ("Has been delivered Oct 23", {"delivered": ["2023-10-31"], "done": True, "left": "Has been"}),
        ("100% completed Oct 23", {"delivered": ["2023-10-31"], "done": True, "left": "100"}),
    ],
)
def test_what_words_around_a_date_say(text: str, made_of_it: dict[str, object]) -> None:
    assert understood(text) == made_of_it


@pytest.mark.parametrize(
    ("text", "made_of_it"),
    [
        ("to be completed by March 2008", {"due": ["2008-03-31"], "left": "be completed"}),
        ("Draft was sent in March 2008", {"due": ["2008-03-31"], "left": "Draft was sent"}),
        ("June 2007 Revised policy March 2008", {"due": ["2007-06-30", "2008-03-31"], "left": "Revised policy"}),
        ("delivered", {"done": True}),
        ("will be delivered", {"left": "will be delivered"}),
        ("onwards", {"left": "onwards"}),
        ("Not completed June 2007", {"due": ["2007-06-30"], "left": "Not completed"}),
        ("not yet fully completed, June 2007", {"due": ["2007-06-30"], "left": "not yet fully completed"}),
        ("Part completed June 2007", {"due": ["2007-06-30"], "left": "Part completed"}),
        ("Partially-completed June 2007", {"due": ["2007-06-30"], "left": "Partially-completed"}),
        ("Uncompleted June 2007", {"due": ["2007-06-30"], "left": "Uncompleted"}),
        ("Un-delivered June 2007", {"due": ["2007-06-30"], "left": "Un-delivered"}),
        ("yet to be delivered June 2007", {"due": ["2007-06-30"], "left": "yet be delivered"}),
        ("nearly finished June 2007", {"due": ["2007-06-30"], "left": "nearly finished"}),
        ("Wasn't delivered June 2007", {"due": ["2007-06-30"], "left": "Wasn't delivered"}),
        ("should have been done June 2007", {"due": ["2007-06-30"], "left": "should have been done"}),
        ("90% completed June 2007", {"due": ["2007-06-30"], "left": "90 completed"}),
        (
            "Phase 1 not on track. Delivered June 2007",
            {"delivered": ["2007-06-30"], "done": True, "left": "Phase 1 not track"},
        ),
    ],
)
def test_a_word_that_only_looks_like_a_sign_changes_nothing(text: str, made_of_it: dict[str, object]) -> None:
    assert understood(text) == made_of_it


@pytest.mark.parametrize(
    "text",
    [
        *("Q1 2008", "Q1, 2008", "2008 Q1", "H2 2008", "second half of 2008/09", "last quarter of 2008"),
        *("Easter 2008", "Christmas 2007", "Summer term 2008", "2007/2009", "2008/2007"),
    ],
)
def test_a_part_of_a_year_that_nobody_can_tell_is_not_the_year(text: str) -> None:
    when = When.parse(text)
    assert (when.target, when.is_understood) == ((), False)
    assert set(re.findall(r"\w+", when.left)) == set(re.findall(r"\w+", text)) - {"of"}


@pytest.mark.parametrize("text", ["31 June 2007", "30 February 2008", "2007-13-01", "32/01/2008"])
def test_a_day_that_does_not_exist_is_left(text: str) -> None:
    assert "due" not in understood(text, DAY_FIRST)
    assert not When.parse(text, DAY_FIRST).is_understood


def test_a_sign_speaks_of_the_date_right_after_it_only() -> None:
    assert understood("Was 31 June 2007, 30 June 2008") == {"due": ["2008-06-30"], "left": "31 June 2007"}
    assert understood("Delivered Q1 2008, June 2008") == {"due": ["2008-06-30"], "left": "Q1 2008"}
    assert understood("Completed half of it. June 2008") == {"due": ["2008-06-30"], "left": "Completed half it"}


def test_which_is_the_day_in_03_04_2008_is_for_the_house_to_say() -> None:
    assert understood("03/04/2008", DAY_FIRST) == {"due": ["2008-04-03"]}
    assert understood("03/04/2008", MONTH_FIRST) == {"due": ["2008-03-04"]}
    assert understood("03/04/2008") == {"left": "03/04/2008"}


def test_what_is_to_be_kept() -> None:
    moved = When.parse("July 2007 October 2007, now December 2007 and March 2008")
    assert (last_days(moved.target), str(moved.last_due)) == (["2007-12-31", "2008-03-31"], "2008-03-31")
    delivered = When.parse("Was Sept 23. Delivered Oct 23")
    assert (str(delivered.last_due), str(delivered.delivered_by)) == ("2023-09-30", "2023-10-31")
    assert (When.parse("TBC").last_due, When.parse("TBC").delivered_by) == (None, None)
    assert [When.parse(text).is_open for text in ("ongoing", "annually", "2008")] == [True, True, False]


@pytest.mark.parametrize("now", ["TBC", "ongoing", "to commence 2008 – 2010", "now Q1 2008", "as agreed"])
def test_a_date_that_was_is_not_to_be_kept_where_something_else_is_said_of_now(now: str) -> None:
    when = When.parse(f"Was Sept 2007, {now}")
    assert (last_days(when.was), when.last_due, when.is_moved, when.is_understood) == (["2007-09-30"], None, True, True)


@pytest.mark.parametrize(
    ("text", "is_done"),
    [
        ("Delivered 22 November 2023", False),
        ("Delivered 21 November 2023", True),
        ("Delivered Nov 23", True),
        ("Delivered Oct 23 delivered Dec 23", False),
        ("Delivered Q1 2024", False),
        ("Completed", True),
        ("Nov 23", False),
    ],
)
def test_what_is_told_as_delivered_later_is_not_done_yet(text: str, is_done: bool) -> None:
    assert When.parse(text).is_done(date(2023, 11, 21)) == is_done


def held(target: str, revised: str) -> dict[str, object]:
    """What holds of a date and of what stands in the column of its revision."""
    when = When.parse(target).revised(When.parse(revised))
    told = {name: last_days(getattr(when, name)) for name in ("target", "was", "delivered")}
    words = {name: getattr(when, name) for name in ("is_open", "unknown", "done", "is_moved")}
    return {name: value for name, value in {**told, **words}.items() if value}


MARCH, OCTOBER = ["2023-03-31"], ["2023-10-31"]


@pytest.mark.parametrize(
    ("target", "revised", "made_of_it"),
    [
        ("Ongoing", "March 2023", {"target": MARCH}),
        ("TBC", "March 2023", {"target": MARCH}),
        ("March 2023", "Ongoing", {"was": MARCH, "is_open": True, "is_moved": True}),
        ("March 2023", "TBC", {"was": MARCH, "unknown": True, "is_moved": True}),
        ("March 2023", "Delivered Oct 23", {"target": MARCH, "was": MARCH, "delivered": OCTOBER, "done": True}),
        ("March 2023", "Completed", {"target": MARCH, "was": MARCH, "done": True}),
        ("March 2023", "Oct 23", {"target": OCTOBER, "was": MARCH, "is_moved": True}),
        ("March 2023", "March 2023", {"target": MARCH}),
        ("March 2023", "as soon as we can", {"target": MARCH}),
        ("March 2023 Now July 2023", "Oct 23", {"target": OCTOBER, "was": MARCH, "is_moved": True}),
        ("", "Oct 23 (was March 23)", {"target": OCTOBER, "was": MARCH, "is_moved": True}),
        ("", "Oct 23", {"target": OCTOBER}),
        ("Delivered Oct 23", "March 2023", {"target": MARCH, "delivered": OCTOBER, "done": True}),
    ],
)
def test_what_a_revision_says_holds_and_what_it_replaced_is_kept(
    target: str, revised: str, made_of_it: dict[str, object]
) -> None:
    assert held(target, revised) == made_of_it


def test_without_a_revision_a_date_stays_as_it_is() -> None:
    when = When.parse("July 2007 (revise to October 2007)")
    assert when.revised(None) == when


FORMS = ("{d} {m} {y}", "{d} {s} {y}", "{d}th {m} {y}", "{d} rd of {m}, {y}", "{i}", "{m} {d}, {y}")
WORDS = ("March", "2008", "was", "now", "31", "Q1", "to", "TBC", "/", "(", "07", "–", "delivered", "every", "12")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_is_read_in_any_form(day: date, form: str) -> None:
    month = MONTHS[day.month - 1]
    text = form.format(d=day.day, m=month, s=month[:3].upper(), y=day.year, i=day.isoformat())
    assert When.parse(text).due == (Span(day, day),)
    assert When.parse(f"by {text}") == When(f"by {text}", due=(Span(day, day),))


@given(DAYS, DAYS)
def test_two_dates_are_kept_in_their_order(one: date, other: date) -> None:
    words = [f"{MONTHS[day.month - 1]} {day.year}" for day in (one, other)]
    both = When.parse(" ".join(words))
    assert both.due == tuple(When.parse(word).due[0] for word in words)
    assert both.last_due == max(both.due).last
    assert both.left == ""


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_kept_and_every_span_is_one(text: str) -> None:
    when = When.parse(text, DAY_FIRST)
    assert str(when) == " ".join(text.split())
    assert all(span.first <= span.last for span in (*when.due, *when.was, *when.delivered, *when.starts))
    assert all(word in when.text for word in when.left.split())


@pytest.mark.parametrize(
    ("text", "made_of_it"),
    [
        ("01-02-2023", {"due": ["2023-02-01"]}),
        ("30/09/23", {"due": ["2023-09-30"]}),
        ("February, 2023", {"due": ["2023-02-28"]}),
        ("Phase 1 complete, Phase 2 March 24", {"due": ["2024-03-31"], "left": "Phase 1 complete Phase 2"}),
        ("Complete - Sept 2022", {"delivered": ["2022-09-30"], "done": True}),
        ("Not complete - Sept 2022", {"due": ["2022-09-30"], "left": "Not complete"}),
        ("Expected delivered Oct 23", {"due": ["2023-10-31"], "left": "Expected delivered"}),
        ("was due Sept 23", {"was": ["2023-09-30"]}),
        ("On going", {"ongoing": True}),
    ],
)
def test_other_ways_to_write_it(text: str, made_of_it: dict[str, object]) -> None:
    assert understood(text, DAY_FIRST) == made_of_it


@pytest.mark.parametrize("text", ["Setpember 2023", "before Ramadan 2024", "2007/8", "£2024 by then", "1.2.24"])
def test_a_year_is_not_taken_for_what_was_meant(text: str) -> None:
    assert not When.parse(text, DAY_FIRST).is_understood
