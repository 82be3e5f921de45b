"""What the panels did: places, meetings by day, counts by kind and panel with their rows, and what is said of them."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from frames import activity_frame, by_id, rows_of
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny import activity, sentences
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.paper import Paper
from quarterbook.registers.activity import ACTIVITY

Row = dict[str, object]
SOURCE = "data/exampleshire/activity.csv"
AS_AT = "2023-11-21"
# Words that no paper should say.
NOT_ENGLISH = re.compile(r"(?<![\d.,])1 (?:meetings|formal meetings|items|reviews|responses)\b|nan|[ ]{2}|\{|\}| 0 ")
YEAR: list[Row] = [
    {"date": "2023-09-12"},
    {"date": "2023-09-12", "with": "Director"},
    {"date": "2023-11-07"},
    {"panel": "Streets", "date": "2023-09-12"},
    {"panel": "Streets", "date": None},
    {"kind": "working-group", "date": "2023-11-01"},
    {"kind": "working-group", "date": "2023-11-01"},
    {"panel": "Streets", "kind": "working-group", "date": "2023-10-31"},
    {"kind": "review"},
    {"panel": "All panels", "kind": "response", "date": "2023-11-09", "provenance": "illustrative"},
    {"kind": "training", "date": "2023-11-28"},
    {"kind": "training"},
]


def figures_of(*rows: Row, together: str = "All panels") -> dict[str, Figure]:
    read = activity_frame(*rows) if rows else ACTIVITY.empty()
    return by_id(activity.figures(read, AS_AT, together))


def values(*rows: Row) -> dict[str, object]:
    return {name: one.value for name, one in figures_of(*rows).items() if one.value}


def said(told: list[Sentence] | Sentence, *rows: Row) -> str:
    paper = Paper()
    paper.add(figures_of(*rows).values())
    texts = [paper.prose(one) for one in ([told] if isinstance(told, Sentence) else told)]
    words = " ".join("".join(run.text for run in one.runs) for one in texts)
    assert not NOT_ENGLISH.search(words), words
    return words


def met(*rows: Row, period: str = "") -> str:
    return said(sentences.met(figures_of(*rows), period), *rows)


def test_what_panels_do_together_is_a_place_but_no_panel() -> None:
    read = activity_frame({"panel": "ALL PANELS"}, {}, {"panel": "Streets"}, {})
    assert activity.places(read, "All panels") == {"homes": "Homes", "streets": "Streets", "all-panels": "ALL PANELS"}
    assert activity.places(read, "") == {"all-panels": "ALL PANELS", "homes": "Homes", "streets": "Streets"}
    made = by_id(activity.figures(read, AS_AT, "All panels"))
    assert (made["panels.count"].value, made["all-panels.meetings.count"].value) == (2, 0)
    assert by_id(activity.figures(read, AS_AT, ""))["panels.count"].value == 3


def test_items_of_a_panel_s_day_are_one_meeting() -> None:
    assert values(*YEAR) == {
        "activity.count": 12,
        "activity.illustrative.count": 1,
        "panels.count": 2,
        "panels.with-meetings.count": 2,
        "meetings.count": 3,
        "meetings.items.count": 4,
        "meetings.undated.count": 1,
        "working-groups.count": 2,
        "working-groups.items.count": 3,
        "reviews.count": 1,
        "responses.count": 1,
        "training.count": 2,
        "training.to-come.count": 1,
        "homes.meetings.count": 2,
        "homes.meetings.items.count": 3,
        "homes.working-groups.count": 1,
        "homes.working-groups.items.count": 2,
        "homes.reviews.count": 1,
        "homes.training.count": 2,
        "streets.meetings.count": 1,
        "streets.meetings.items.count": 1,
        "streets.working-groups.count": 1,
        "streets.working-groups.items.count": 1,
        "all-panels.responses.count": 1,
    }


def test_a_count_names_the_rows_of_its_meetings_and_all_that_were_looked_at() -> None:
    made = figures_of(*YEAR)
    assert rows_of(made["homes.meetings.count"].rows) == {(SOURCE, 2), (SOURCE, 3), (SOURCE, 4)}
    assert rows_of(made["meetings.undated.count"].rows) == {(SOURCE, 6)}
    assert {len(rows_of(one.of)) for one in made.values()} == {12}


@pytest.mark.parametrize(("day", "coming"), [("2023-11-21", 0), ("2023-11-22", 1), (None, 0)])
def test_what_is_after_the_day_of_the_report_is_to_come(day: str | None, coming: int) -> None:
    made = figures_of({"date": day}, {"date": "2023-11-01"})
    assert made["meetings.to-come.count"].value == coming
    assert made["meetings.count"].value == (2 if day else 1)


def test_activity_stands_by_day_and_in_the_order_of_the_file_within_one() -> None:
    days: list[Row] = [{"date": day} for day in (None, "2023-11-07", "2023-09-12", "2023-11-07")]
    assert activity.by_date(activity_frame(*days)).index.tolist() == [4, 3, 5, 2]


def test_no_activity_is_none_of_anything() -> None:
    assert {one.value for one in figures_of().values()} == {0}
    assert activity.places(ACTIVITY.empty(), "All panels") == {}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No formal meeting of a scrutiny panel is reported."),
        ([{"date": "2023-11-01"}], "The scrutiny panel held 1 formal meeting, with 1 item in all."),
        (
            [{"date": "2023-11-01"}, {"date": "2023-11-02", "panel": "Streets"}, {"date": "2023-11-02"}],
            "The 2 scrutiny panels held 3 formal meetings, with 3 items in all.",
        ),
        (
            [{"date": "2023-12-01"}],
            "The scrutiny panel has 1 formal meeting, which is still to come, with 1 item in all.",
        ),
        (
            [{"date": "2023-11-01"}, {"date": "2023-12-01", "panel": "Streets"}],
            "The 2 scrutiny panels have 2 formal meetings, 1 of them still to come, with 2 items in all.",
        ),
        (
            [{"date": "2023-12-01"}, {"date": "2023-12-02"}],
            "The scrutiny panel has 2 formal meetings, all of them still to come, with 2 items in all.",
        ),
        (
            [{"date": None}],
            "No formal meeting of a scrutiny panel is reported. 1 item of formal meetings has no date, so it is not "
            "counted here.",
        ),
        (
            [{"kind": "review"}],
            "No formal meeting of a scrutiny panel is reported. Scrutiny reports 1 review.",
        ),
        (
            [{"date": "2023-11-01"}, {"kind": "review"}, {"kind": "working-group"}, {"kind": "working-group"}],
            "The scrutiny panel held 1 formal meeting, with 1 item in all. Beside formal meetings, scrutiny reports 1 "
            "review. 2 items of working groups have no date, so they are not counted here.",
        ),
    ],
)
def test_what_is_said_of_meetings_reads_well_at_any_number(rows: list[Row], words: str) -> None:
    assert met(*rows) == words


ALL: Row = {"panel": "All panels"}
STREETS: Row = {"panel": "Streets"}
HELD: Row = {"date": "2023-11-01"}
COMING: Row = {"date": "2023-12-01"}
REVIEW: Row = {"kind": "review"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        # Nobody but the panels together.
        ([ALL | HELD], "The scrutiny panels held 1 formal meeting together, with 1 item in all."),
        (
            [ALL | HELD, ALL | COMING | REVIEW],
            "The scrutiny panels held 1 formal meeting together, with 1 item in all.",
        ),
        (
            [ALL | HELD, ALL | {"date": "2023-11-02"}],
            "The scrutiny panels held 2 formal meetings together, with 2 items in all.",
        ),
        (
            [ALL | COMING],
            "The scrutiny panels have 1 formal meeting together, which is still to come, with 1 item in all.",
        ),
        (
            [ALL | HELD, ALL | COMING],
            "The scrutiny panels have 2 formal meetings together, 1 of them still to come, with 2 items in all.",
        ),
        # The panels together, and one by itself or more.
        ([ALL | HELD, REVIEW], "The scrutiny panels held 1 formal meeting together, with 1 item in all."),
        (
            [ALL | HELD, HELD],
            "The scrutiny panels held 2 formal meetings, 1 of them together, with 2 items in all.",
        ),
        (
            [ALL | HELD, HELD, STREETS | COMING],
            "The scrutiny panels have 3 formal meetings, 1 of them together and 1 of them still to come, with 3 items "
            "in all.",
        ),
        # Panels of which some have no meeting.
        ([HELD, STREETS | REVIEW], "1 of the 2 scrutiny panels held 1 formal meeting, with 1 item in all."),
        ([HELD, STREETS | {"date": None}], "1 of the 2 scrutiny panels held 1 formal meeting, with 1 item in all."),
        (
            [COMING, STREETS | REVIEW],
            "1 of the 2 scrutiny panels has 1 formal meeting, which is still to come, with 1 item in all.",
        ),
        (
            [HELD, STREETS | COMING, REVIEW | {"panel": "Parks"}],
            "2 of the 3 scrutiny panels have 2 formal meetings, 1 of them still to come, with 2 items in all.",
        ),
        ([HELD, ALL | REVIEW], "The scrutiny panel held 1 formal meeting, with 1 item in all."),
    ],
)
def test_panels_are_counted_that_have_meetings(rows: list[Row], words: str) -> None:
    assert met(*rows).startswith(words)


def test_meetings_of_the_panels_together_are_those_of_no_panel() -> None:
    made = figures_of(ALL | HELD, ALL | HELD | {"with": "Mayor"}, HELD, STREETS | REVIEW)
    assert {name: made[f"{name}.count"].value for name in ("panels", "panels.with-meetings", "meetings.together")} == {
        "panels": 2,
        "panels.with-meetings": 1,
        "meetings.together": 1,
    }
    assert rows_of(made["panels.with-meetings.count"].rows) == {(SOURCE, 4)}
    assert rows_of(made["meetings.together.count"].rows) == {(SOURCE, 2), (SOURCE, 3)}


def test_everything_is_named_and_the_period_where_it_is_given() -> None:
    assert met(*YEAR, period="July to September") == (
        "The 2 scrutiny panels held 3 formal meetings, with 4 items in all. Beside formal meetings, scrutiny reports 2 "
        "meetings of working groups, 1 review, 1 response and 2 items of training. These are the figures of July to "
        "September. 1 item of formal meetings has no date, so it is not counted here."
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{}], "No review is reported."),
        ([{"kind": "review"}], "1 review is reported; of working groups, no meeting is."),
        (
            [{"kind": "working-group", "date": "2023-11-01"}],
            "1 meeting of a working group is reported, and no review: Homes on 1 November 2023.",
        ),
        (
            [
                {"kind": "review"},
                {"kind": "working-group", "date": "2023-11-22"},
                {"kind": "working-group", "date": "2023-11-01"},
                {"kind": "working-group", "date": "2023-11-02", "panel": "Streets"},
            ],
            "1 review and 3 meetings of working groups are reported: Homes on 1 November 2023 and 22 November 2023 (to "
            "come); Streets on 2 November 2023.",
        ),
    ],
)
def test_reviews_are_told_with_the_days_of_working_groups(rows: list[Row], words: str) -> None:
    assert said(sentences.reviews(figures_of(*rows), activity_frame(*rows), AS_AT), *rows) == words


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "No consultation and no response is reported."),
        (["response"], "1 response is reported."),
        (["consultation", "response"], "1 consultation and 1 response are reported."),
        (["consultation", "consultation"], "2 consultations are reported."),
    ],
)
def test_consultations_and_responses_are_told(kinds: list[str], words: str) -> None:
    rows: list[Row] = [{"kind": kind} for kind in kinds]
    assert said(sentences.consulted(figures_of(*rows)), *rows) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "No training is reported."),
        ([None], "1 item of training is reported."),
        (["2023-11-28"], "1 item of training is reported, which is still to come."),
        (["2023-11-28", None], "2 items of training are reported, 1 of them still to come."),
        (["2023-11-28", "2023-11-29"], "2 items of training are reported, all of them still to come."),
    ],
)
def test_training_to_come_is_called_that(days: list[str | None], words: str) -> None:
    rows: list[Row] = [{"kind": "training", "date": day} for day in days]
    assert said(sentences.trained(figures_of(*rows)), *rows) == words


@pytest.mark.parametrize(
    ("made_up", "words"),
    [
        ([None, "published"], ""),
        (["illustrative"], "The only item of activity is illustrative: made up to show how the paper reads. It is "),
        (["illustrative", None], "Of 2 items of activity, 1 is illustrative: made up to show how the paper reads. It "),
        (["illustrative"] * 2, "All 2 items of activity are illustrative: made up to show how the paper reads. They "),
    ],
)
def test_illustrative_activity_is_called_that(made_up: list[str | None], words: str) -> None:
    rows: list[Row] = [{"provenance": one} for one in made_up]
    told = said(sentences.provenance(figures_of(*rows)), *rows)
    assert told.startswith(words)
    assert bool(told) == bool(words)


def test_a_day_is_in_words() -> None:
    assert sentences.day(pd.Timestamp("2023-11-22"), AS_AT) == "22 November 2023 (to come)"
