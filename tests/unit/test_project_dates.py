"""When a project is due, was first to be done and was delivered, from columns of their own and from words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from quarterbook.registers.project_dates import dates, told
from quarterbook.when import When


def known(due: str = "", revised: str = "", delivered: str = "") -> tuple[str, str, str, bool]:
    """Due, original and delivered in words, and whether it is done."""
    cells = {"due_date": due, "revised_date": revised, "delivered_date": delivered}
    row = SimpleNamespace(**{name: When.parse(text) if text else None for name, text in cells.items()})
    found = dates(row)
    return told(found.due), told(found.original), told(found.delivered), found.done


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("",), ("", "", "", False)),
        (("Dec 24",), ("December 2024", "", "", False)),
        (("Mar 24 Oct 24",), ("March 2024, October 2024", "", "", False)),
        (("July 23 Now Nov 23",), ("November 2023", "July 2023", "", False)),
        (("Was Sept 23. Delivered Oct 23",), ("September 2023", "", "October 2023", True)),
        (("Delivered",), ("", "", "", True)),
        (("July 23", "Nov 23"), ("November 2023", "July 2023", "", False)),
        (("July 23 Now Sept 23", "Nov 23"), ("November 2023", "July 2023", "", False)),
        (("", "Nov 23"), ("November 2023", "", "", False)),
        (("", "Nov 23 (was July 23)"), ("November 2023", "July 2023", "", False)),
        (("Nov 23", "Nov 23"), ("November 2023", "", "", False)),
        (("Nov 23", "TBC"), ("", "November 2023", "", False)),
        (("Nov 23", "as soon as we can"), ("November 2023", "", "", False)),
        (("Nov 23", "", "15 October 2023"), ("November 2023", "", "15 October 2023", True)),
        (("Was Sept 23. Delivered Oct 23", "", "2023-11-03"), ("September 2023", "", "3 November 2023", True)),
        (("Nov 23", "", "TBC"), ("November 2023", "", "", False)),
        (("Nov 23", "", "Not completed June 2023"), ("November 2023", "", "", False)),
        (("Nov 23", "", "hoped for Oct 23"), ("November 2023", "", "", False)),
        (("Mar 23", "Delivered Oct 23"), ("March 2023", "", "October 2023", True)),
        (("Mar 23", "Ongoing"), ("", "March 2023", "", False)),
    ],
)
def test_a_column_of_its_own_goes_before_words(cells: tuple[str, ...], expected: tuple[object, ...]) -> None:
    assert known(*cells) == expected


def row(due: str, delivered: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        due_date=When.parse(due), revised_date=None, delivered_date=When.parse(delivered) if delivered else None
    )


@pytest.mark.parametrize(
    ("due", "delivered", "day", "past"),
    [
        ("Nov 23", "", "2023-11-29", False),
        ("Nov 23", "", "2023-11-30", True),
        ("Mar 24 Oct 24", "", "2024-10-30", False),
        ("Mar 24 Oct 24", "", "2024-10-31", True),
        ("Nov 23", "Nov 23", "2023-12-31", False),
        ("March 2023 and ongoing", "", "2023-12-31", False),
        ("soon", "", "2023-12-31", False),
        ("Nov 23", "Dec 23", "2023-11-30", True),
        ("Nov 23", "Dec 23", "2023-12-01", False),
        ("Was March 2023, TBC", "", "2023-12-31", False),
    ],
)
def test_what_is_past_its_due_date_is_so_when_all_of_it_is_over(due: str, delivered: str, day: str, past: bool) -> None:
    assert dates(row(due, delivered)).is_past(date.fromisoformat(day)) == past


@pytest.mark.parametrize(
    ("due", "revised", "open_ended", "past"),
    [
        ("Ongoing", "March 2023", False, True),
        ("March 2023", "Ongoing", True, False),
        ("March 2023", "TBC", False, False),
        ("March 2023", "Delivered Oct 23", False, False),
        ("March 2023", "Delivered Dec 23", False, True),
    ],
)
def test_what_the_revised_date_says_decides(due: str, revised: str, open_ended: bool, past: bool) -> None:
    found = dates(SimpleNamespace(due_date=When.parse(due), revised_date=When.parse(revised), delivered_date=None))
    assert (found.open, found.is_past(date(2023, 11, 21))) == (open_ended, past)


def test_a_delivery_is_late_after_the_last_day_on_which_it_was_due() -> None:
    assert dates(row("Sept 23", "Oct 23")).delivered_late
    assert not dates(row("Oct 23", "31 October 2023")).delivered_late
    assert not dates(row("soon", "Oct 23")).delivered_late


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31 March 2024", "31 March 2024"),
        ("Winter 2007", "December 2007 to February 2008"),
        ("Summer 2007", "June to August 2007"),
        ("2023/24", "April 2023 to March 2024"),
    ],
)
def test_dates_are_told_by_the_months_that_they_cover(text: str, words: str) -> None:
    assert told(When.parse(text).due) == words
