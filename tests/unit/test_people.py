"""People counted: their figures, and what tables, charts and sentences make of what is shown and what is not."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from frames import people_frame
from quarterbook.analysis.disclosure.counts import Place, counts
from quarterbook.analysis.figures import Figure, share, whole, withheld
from quarterbook.analysis.people import sentences
from quarterbook.analysis.people.figures import THRESHOLD, count_id, figures
from quarterbook.document import charts, people_tables
from quarterbook.document.blocks import Chart, Table
from quarterbook.document.display import text
from quarterbook.document.document import PlacedFigure
from quarterbook.document.paper import Paper
from quarterbook.document.prose import ProseError
from quarterbook.document.reading.workings import workings
from quarterbook.periods import Period
from quarterbook.rounding import NOT_SHOWN
from table_texts import heads, texts

MAY, JUNE = Period.parse("May 2023"), Period.parse("June 2023")
# In May, 2 old men are kept back, and with them the three that would give them away.
ROWS = {("Men", "Young"): 9, ("Men", "Old"): 2, ("Women", "Young"): 17, ("Women", "Old"): 8, ("Others", "Young"): 60,
        ("Others", "Old"): 70}  # fmt: skip
WITHHELD = {"men.young", "men.old", "women.young", "women.old"}


def rows(numbers: dict[tuple[str, str], int] = ROWS, period: str = "May 2023", **more: str) -> pd.DataFrame:
    told = [
        {"group": group, "category": category or None, "count": number, "period": period, **more}
        for (group, category), number in numbers.items()
    ]
    return people_frame(*told)


def paper(read: pd.DataFrame, threshold: int = 5, *, cumulative: bool = False) -> Paper:
    made = Paper()
    made.add(figures(read, "Tenants", threshold, cumulative=cumulative))
    return made


def by_group(read: pd.DataFrame, threshold: int = 5) -> Table:
    groups, categories = [*dict.fromkeys(read["group"])], [*dict.fromkeys(read["category"].dropna())]
    return people_tables.by_group(paper(read, threshold).figures, "Tenants", MAY, groups, categories, called="Sex")


def chart(read: pd.DataFrame, threshold: int = 5) -> Chart | Table:
    groups, categories = [*dict.fromkeys(read["group"])], [*dict.fromkeys(read["category"].dropna())]
    return charts.people(paper(read, threshold).figures, "Tenants", MAY, groups, categories, by_group(read, threshold))


def said(some: list[sentences.Sentence], made: Paper) -> str:
    return " ".join(text(made.prose(one)) for one in some)


def test_a_count_that_is_not_shown_has_nothing_that_could_tell_it() -> None:
    made = paper(rows()).figures
    hidden = {name: one for name, one in made.items() if one.is_withheld}
    assert set(hidden) == {f"tenants.may-2023.{name}.count" for name in WITHHELD}
    every = made["tenants.data.count"].of
    for one in hidden.values():
        assert (one.value, one.exact, one.number, one.display, one.rows, one.from_) == (None, None, None, "[c]", (), ())
        assert one.of == every
    assert hidden["tenants.may-2023.men.old.count"].definition == "Tenants, May 2023, Men, Old"


def test_what_is_shown_has_its_number_and_the_rows_it_adds_up() -> None:
    made = paper(rows()).figures
    men, old, everybody = (made[f"tenants.may-2023.{name}.count"] for name in ("men", "all.old", "all"))
    assert (men.value, old.value, everybody.value) == (11, 80, 166)
    assert [one.rows[0].rows for one in (men, old, everybody)] == [(2, 3), (3, 5, 7), (2, 3, 4, 5, 6, 7)]
    assert made["tenants.may-2023.men.percent"].display == "7%"
    assert made["tenants.may-2023.all.old.percent"].display == "48%"
    assert made[THRESHOLD].value == 5


def test_with_no_threshold_every_count_has_its_number() -> None:
    made = paper(rows(), 0).figures
    assert not any(one.is_withheld for one in made.values())
    assert made["tenants.may-2023.men.old.count"].value == 2


@pytest.mark.parametrize("hidden", ["part", "whole"])
def test_a_share_of_what_is_not_shown_is_not_shown(hidden: str) -> None:
    shown, not_shown = whole("a", 8, "A"), withheld("b", "B", of=())
    part, of = (not_shown, shown) if hidden == "part" else (shown, not_shown)
    made = share("c", part, of, "Share")
    assert (made.value, made.exact, made.display, made.unit, made.rows) == (None, None, NOT_SHOWN, "%", ())


def test_prose_cannot_name_what_is_not_shown() -> None:
    made = Paper()
    made.add([withheld("b", "B", of=())])
    with pytest.raises(ProseError, match="'b', which is not shown"):
        made.prose("There are {b:person|people}.")


def test_the_workings_say_that_a_count_is_not_shown_and_of_which_file() -> None:
    one = paper(rows()).figures["tenants.may-2023.men.old.count"]
    key, table = workings([PlacedFigure(figure=one, cell="figures")])
    assert text(key) == "Rows are the spreadsheet's own; its header is row 1. A: data/exampleshire/people.csv (6 rows)."
    assert isinstance(table, Table)
    (row,) = texts(table)
    assert row[1:] == ("[c]", "Tenants, May 2023, Men, Old", "not shown", "figures")
    assert table.rows[0][1][0].spoken == "not shown"


def test_a_table_has_totals_shares_and_one_mark() -> None:
    made = by_group(rows())
    assert made.caption == "Tenants: May 2023"
    assert heads(made) == ["Sex", "Young", "Old", "All", "Share of all"]
    assert texts(made) == [
        ("Men", "[c]", "[c]", "11", "7%"),
        ("Women", "[c]", "[c]", "25", "15%"),
        ("Others", "60", "70", "130", "78%"),
        ("All", "86", "80", "166", ""),
    ]
    assert made.rows[0][1][0].spoken == "not shown"
    assert made.note == "[c] Not shown: it could tell of a person."
    assert made.totals == 1


def test_a_table_of_one_group_or_one_category_repeats_no_total() -> None:
    one = by_group(rows({("Men", "Young"): 9, ("Men", "Old"): 8}))
    assert (heads(one), texts(one), one.totals) == (["Sex", "Young", "Old", "All"], [("Men", "9", "8", "17")], 0)
    other = by_group(rows({("Men", "Young"): 9, ("Women", "Young"): 9}))
    assert texts(other) == [("Men", "9", "50%"), ("Women", "9", "50%"), ("All", "18", "")]
    bare = by_group(rows({("Men", ""): 9, ("Women", ""): 9}))
    assert (heads(bare), texts(bare)) == (["Sex", "People", "Share of all"], texts(other))
    alone = by_group(rows({("Men", ""): 4}))
    assert (heads(alone), texts(alone)) == (["Sex", "People"], [("Men", "[c]")])


def test_a_cell_that_is_missing_and_one_that_is_nought_are_two_things() -> None:
    made = by_group(rows({("Men", "Young"): 9, ("Men", "Old"): 0, ("Women", "Young"): 9}))
    assert texts(made)[:2] == [("Men", "9", "0", "9", "50%"), ("Women", "9", "n/a", "9", "50%")]
    assert made.note == "n/a The data have no such count; the totals are without it."


def test_a_table_without_people_has_no_shares() -> None:
    assert heads(by_group(rows({("Men", ""): 0, ("Women", ""): 0}))) == ["Sex", "People"]


def test_what_is_made_up_is_marked() -> None:
    read = rows(provenance="illustrative")
    made = people_tables.by_group(paper(read).figures, "Tenants", MAY, ["Men"], [], made_up={MAY})
    assert made.caption == "Tenants: May 2023 †"
    assert made.note.endswith("† Illustrative, in whole or in part.")


def test_totals_have_a_table_of_their_own_where_there_are_three_periods() -> None:
    read = pd.concat([rows(period=period) for period in ("April 2023", "May 2023", "June 2023")])
    made, periods = paper(read).figures, counts(read).periods
    (table,) = people_tables.totals(made, "Tenants", periods)
    assert texts(table) == [("June 2023", "166"), ("May 2023", "166"), ("April 2023", "166")]
    assert people_tables.totals(made, "Tenants", periods[1:]) == []


def test_a_bar_that_is_not_shown_is_not_drawn_and_nothing_is_said_of_the_largest() -> None:
    drawn = chart(rows({("Men", ""): 2, ("Women", ""): 9, ("Others", ""): 30}))
    assert isinstance(drawn, Chart)
    assert drawn.title == "May 2023: people counted, some of them not shown"
    told = "Men: not shown; Women: not shown; Others: 30 (73%)."
    assert drawn.alt == f"Bar chart of the 41 people counted in May 2023, Tenants. {told}"
    assert drawn.svg.count("<!-- [c] -->") == 2
    assert "<!-- 30 (73%) -->" in drawn.svg


@pytest.mark.parametrize(
    ("numbers", "seen"),
    [
        ((9, 30), "Women is the largest group, with 30 of 39 people"),
        ((9, 9), "18 people, as many in each of Men and Women"),
        ((0, 9), "Women is the largest group, with 9 of 9 people"),
    ],
)
def test_a_chart_says_what_is_seen_where_all_is_shown(numbers: tuple[int, int], seen: str) -> None:
    drawn = chart(rows({("Men", ""): numbers[0], ("Women", ""): numbers[1]}))
    assert isinstance(drawn, Chart)
    assert drawn.title == f"May 2023: {seen}"


def test_a_chart_of_one_person_says_so_where_the_house_shows_it() -> None:
    drawn = chart(rows({("Men", ""): 0, ("Women", ""): 1}), 0)
    assert isinstance(drawn, Chart)
    assert drawn.title == "May 2023: the one person counted is in Women"
    assert drawn.alt == "Bar chart of the 1 person counted in May 2023, Tenants. Men: 0 (0%); Women: 1 (100%)."


def test_of_one_group_the_categories_are_drawn() -> None:
    drawn = chart(rows({("Men", "Young"): 9, ("Men", "Old"): 8}))
    assert isinstance(drawn, Chart)
    assert "Young: 9 (53%); Old: 8 (47%)." in drawn.alt


@pytest.mark.parametrize(
    "numbers", [{("Men", ""): 9}, {("Men", ""): 0, ("Women", ""): 0}, {("Men", ""): 2, ("Women", ""): 0}]
)
def test_there_is_no_chart_where_nothing_can_be_compared(numbers: dict[tuple[str, str], int]) -> None:
    assert isinstance(chart(rows(numbers)), Table)


def test_what_is_counted_is_said_with_its_groups() -> None:
    made = paper(rows())
    told = sentences.counted("Tenants", ["18", "20 and over"], ["In", "Out"], named=("Age", "Place"), cumulative=False)
    assert said(told, made) == (
        "What is counted: Tenants, by age (18; 20 and over) and by place (In; Out). Each period is counted afresh: a "
        "person may be counted in several, so periods are not to be added up."
    )
    told = sentences.counted("Tenants", ["18"], [], named=("Age", "Place"), cumulative=True)
    assert said(told, made).startswith("What is counted: Tenants, by age (18). Each count runs from April")
    assert said(sentences.counted("Tenants", [], [], named=("a", "b"), cumulative=False), made) == (
        "Nobody has been counted up to the day of this report."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nobody was counted"),
        (1, "1 person was counted"),
        (3, "3 people were counted"),
        (1200, "1,200 people were counted"),
    ],
)
def test_how_many_is_said_in_words_that_fit(number: int, words: str) -> None:
    made = paper(rows({("Men", ""): number}), 0)
    assert said(sentences.how_many(made.figures, "Tenants", [MAY], cumulative=False), made) == f"In May 2023, {words}."


def test_periods_are_told_side_by_side_and_never_subtracted() -> None:
    read = pd.concat([rows({("Men", ""): number}, period) for period, number in (("May 2023", 20), ("June 2023", 22))])
    afresh, since_april = paper(read), paper(read, cumulative=True)
    assert said(sentences.how_many(afresh.figures, "Tenants", [MAY, JUNE], cumulative=False), afresh) == (
        "In June 2023, 22 people were counted. In May 2023, the period before, 20 people were counted."
    )
    assert said(sentences.how_many(since_april.figures, "Tenants", [MAY, JUNE], cumulative=True), since_april) == (
        "From April to the end of June 2023, people were counted; how many is not shown. From April to the end of May "
        "2023, the period before, 20 people were counted."
    )
    assert since_april.figures["tenants.june-2023.all.count"].definition == "Tenants, June 2023 since April"


def test_what_is_not_shown_is_explained() -> None:
    made = paper(rows())
    told = said(sentences.not_shown(made.figures, "Tenants", [MAY]), made)
    assert told.startswith("A count of fewer than 5 people is not shown, because it could tell of a person ")
    assert "one mark, [c], which stands for confidential" in told
    assert "A nought is always shown" in told


def test_where_all_is_shown_that_is_said() -> None:
    full, free = paper(rows({("Men", ""): 5})), paper(rows(), 0)
    assert said(sentences.not_shown(full.figures, "Tenants", [MAY]), full) == (
        "Every count of this paper is shown. A count of fewer than 5 people would not be."
    )
    assert said(sentences.not_shown(free.figures, "Tenants", [MAY]), free) == (
        "Every count is shown: the council has set no number under which counts are kept back."
    )


def test_provenance_is_said_of_all_of_some_and_of_none() -> None:
    every, some, none = (
        paper(rows(provenance="illustrative")),
        paper(pd.concat([rows(), rows({("Men", ""): 9}, "June 2023", provenance="illustrative")])),
        paper(rows()),
    )
    made_up = "illustrative: made up so that the totals are those that were published."
    assert said(sentences.provenance(every.figures, "Tenants"), every) == f"How the totals are split is {made_up}"
    assert said(sentences.provenance(some.figures, "Tenants"), some) == f"Of the 7 counts in the data, 1 is {made_up}"
    assert sentences.provenance(none.figures, "Tenants") == []


def test_a_raw_count_stands_in_no_figure_but_its_own() -> None:
    """A canary: what is kept back beside a small count is so large here that it can be looked for."""
    read = rows({("Men", "Young"): 4, ("Men", "Old"): 13_337, ("Women", "Young"): 21_011, ("Women", "Old"): 30_000})
    told = [json.dumps(one.as_json()) for one in figures(read, "Tenants", 5) if ".data." not in one.id]
    hidden = [name for name, one in paper(read).figures.items() if one.is_withheld]
    assert count_id("Tenants", Place(MAY, "Men", "Young")) in hidden
    assert len(hidden) == 4
    assert not [one for one in told if '"value": 4,' in one or "13337" in one or "21011" in one or "13,337" in one]
    assert isinstance(paper(read).figures["tenants.may-2023.men.count"], Figure)
