"""Minutes from markdown: their numbers, which run on, their day, and what each is called."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import REPOSITORY
from quarterbook.document.blocks import Heading
from quarterbook.packs import minutes, texts
from quarterbook.packs.minutes import Minutes
from quarterbook.packs.texts import Text


def sample(path: str) -> Minutes:
    return minutes.read(texts.read(path, REPOSITORY))


def read(said: str, after: int = 0) -> Minutes:
    return minutes.read(Text(said, {}, ()), after)


def headings(held: Minutes) -> list[tuple[int, str, str]]:
    return [(one.level, one.number, one.text) for one in held.document.blocks if isinstance(one, Heading)]


def test_tamesides_minutes_lack_a_number_and_are_dated_a_year_too_early() -> None:
    held = sample("data/tameside/minutes-2023-09-26.md")
    assert held.numbers == ("8", "9", "10", "11", "13", "14", "15")
    assert held.day == date(2022, 9, 26)
    assert held.document.front.title == "Overview Panel"
    assert headings(held)[:4] == [
        (2, "8", "Declarations of interest"),
        (2, "9", "Minutes"),
        (2, "10", "Scrutiny Update"),
        (3, "", "Resolved"),
    ]


def test_rotherhams_minutes_run_on_without_a_gap() -> None:
    held = sample("data/rotherham/minutes-2007-05-14.md")
    assert held.numbers == tuple(map(str, range(43, 52)))
    assert held.day == date(2007, 5, 14)
    assert held.document.front.title == "Corporate Improvement Board"
    assert headings(held)[0] == (2, "43", "Minutes of the Previous Meeting Held on 12 March 2007")


@pytest.mark.parametrize(
    ("headings", "after", "numbers"),
    [
        (("Apologies", "Budget"), 0, (1, 2)),
        (("Apologies", "Budget"), 42, (43, 44)),
        (("7. Apologies", "Budget"), 42, (7, 8)),
        (("Apologies", "50. Budget", "Any other business"), 42, (43, 50, 51)),
        ((), 42, ()),
    ],
)
def test_a_number_of_its_own_holds_and_the_others_go_on_from_it(
    headings: tuple[str, ...], after: int, numbers: tuple[int, ...]
) -> None:
    text = "# Panel\n\n" + "".join(f"## {heading}\n\nNoted.\n\n" for heading in headings)
    assert read(text, after).numbers == tuple(map(str, numbers))


@pytest.mark.parametrize(
    "written",
    [
        *("8. Budget", "8) Budget", "8: Budget", "8.Budget", "8 - Budget", "8 – Budget", "8- Budget"),
        *("Minute 8 Budget", "minute 8. Budget", "Minute 8 - Budget"),
    ],
)
def test_a_number_is_told_from_the_words_however_it_is_written(written: str) -> None:
    assert headings(read(f"# Panel\n\n## {written}\n\nx")) == [(2, "8", "Budget")]


@pytest.mark.parametrize(
    "written",
    [
        *("Q2 budget", "2022/23 budget", "5% of the budget", "Budget 8", "8.", "8 Budget", "3 Rivers project"),
        *("24/7 access", "14/10/2025 Visit", "3-year plan", "8.30 am start", "Q1/Q2 outturn", "HR/IT systems"),
    ],
)
def test_a_number_that_is_part_of_the_words_stays_there(written: str) -> None:
    ((_, number, words),) = headings(read(f"# Panel\n\n## {written}\n\nx", after=3))
    assert (number, words) == ("4", written)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        *(("12/25", "12/25 Bins"), ("12/25", "Minute 12/25 - Bins"), ("2025/14", "2025/14: Bins")),
        *(("SC/25/10", "SC/25/10 Bins"), ("PC23/045", "PC23/045. Bins"), ("CAB.12/25", "CAB.12/25 Bins")),
    ],
)
def test_a_reference_is_kept_as_it_stands(number: str, written: str) -> None:
    assert headings(read(f"# Panel\n\n## {written}\n\nx", after=3)) == [(2, number, "Bins")]


def taken(*written: str, after: int = 0) -> list[tuple[str, str]]:
    held = read("# Panel\n\n" + "".join(f"## {one}\n\nNoted.\n\n" for one in written), after)
    return [(number, words) for _, number, words in headings(held)]


def test_a_bare_number_counts_where_most_minutes_have_one_or_where_it_is_the_next() -> None:
    assert taken("8 Budget", "9 Roads", "11 Parks", "Urgent") == [
        ("8", "Budget"),
        ("9", "Roads"),
        ("11", "Parks"),
        ("12", "Urgent"),
    ]
    assert taken("8 Budget", "Roads", "15 Bins") == [("8", "Budget"), ("9", "Roads"), ("15", "Bins")]
    assert taken("8 Budget", "Roads", "Parks", "15 Bins")[3] == ("4", "15 Bins")
    assert taken("Roads", "Bins", "9 Budget", "Parks", "20 mph zones")[2:] == [
        ("3", "9 Budget"),
        ("4", "Parks"),
        ("5", "20 mph zones"),
    ]
    assert taken("7. Roads", "8 Budget", "3 Rivers project", "Bins")[1:3] == [
        ("8", "Budget"),
        ("9", "3 Rivers project"),
    ]


def test_where_minutes_have_references_one_without_has_no_number() -> None:
    assert taken("Apologies", "24/25 Bins", "25/25 Roads", "26/25 Parks", "Urgent", "3 Rivers", after=4) == [
        ("", "Apologies"),
        ("24/25", "Bins"),
        ("25/25", "Roads"),
        ("26/25", "Parks"),
        ("", "Urgent"),
        ("", "3 Rivers"),
    ]
    assert taken("2025/26 outturn", "2026/27 budget") == [("1", "2025/26 outturn"), ("2", "2026/27 budget")]


def test_headings_below_a_minute_have_no_number_even_where_they_begin_with_one() -> None:
    held = read("# Panel\n\n## 8. Budget\n\n### 1. Resolved\n\nx\n\n#### 2. More\n\n## Urgent\n\n### Resolved\n")
    assert held.numbers == ("8", "9")
    assert headings(held) == [
        (2, "8", "Budget"),
        (3, "", "1. Resolved"),
        (4, "", "2. More"),
        (2, "9", "Urgent"),
        (3, "", "Resolved"),
    ]


def test_paragraphs_of_minutes_have_no_numbers() -> None:
    held = read("# Panel\n\nPresent: the Chair.\n\n## Budget\n\nThe Panel noted it.")
    assert {getattr(block, "number", "") for block in held.document.blocks} == {"", "1"}


@pytest.mark.parametrize(
    "text", ["", "Present: the Chair.", "# Panel", "# Panel\n\nPresent: the Chair.", "\n- a\n- b\n"]
)
def test_minutes_without_a_heading_have_no_number_and_no_day(text: str) -> None:
    held = read(text, after=7)
    assert (held.numbers, held.day) == ((), None)
    assert held.document.front.title == ("Panel" if "#" in text else "")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Monday, 14 May 2007", date(2007, 5, 14)),
        ("Held on 2007-05-14", date(2007, 5, 14)),
        ("Held on 14/05/2007 and 15.5.2007", date(2007, 5, 14)),
        ("Held at 3.30 pm\n\n14th May 2007 and 15 May 2007", date(2007, 5, 14)),
        ("Held in May 2007", None),
        ("31 June 2007", None),
        ("", None),
    ],
)
def test_the_day_is_the_first_that_is_named_before_the_first_minute(head: str, day: date | None) -> None:
    assert read(f"# Panel\n\n{head}\n\n## 8. Minutes of 12 March 2007\n\nThose of 12 March 2007.").day == day


TITLES = st.from_regex(r"[A-Z][a-z]{1,9}( [a-z]{1,9}){0,3}", fullmatch=True)


@given(st.lists(st.tuples(st.none() | st.integers(1, 400), TITLES), max_size=8), st.integers(0, 400))
def test_numbers_and_titles_come_back_as_they_were_given(made: list[tuple[int | None, str]], after: int) -> None:
    written = [title if own is None else f"{own}. {title}" for own, title in made]
    held = read("# Panel\n\n" + "".join(f"## {one}\n\nNoted.\n\n" for one in written), after)
    expected = []
    for own, _ in made:
        after = after + 1 if own is None else own
        expected.append(str(after))
    assert held.numbers == tuple(expected)
    assert [one.text for one in held.document.contents] == [title for _, title in made]
