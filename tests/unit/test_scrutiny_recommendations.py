"""What became of recommendations: counts and shares with their rows, days, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from frames import by_id, rows_of, tracker_frame
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny import progress, recommendations
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.paper import Paper
from quarterbook.registers.tracker import TRACKER

Row = dict[str, object]
SOURCE = "data/exampleshire/tracker.csv"
AS_AT = "2023-11-21"
NOT_ENGLISH = re.compile(r"(?<![\d.,])1 (?:recommendations|responses|days|are|were)\b|nan|n/a|[ ]{2}|\{|\}| 0 ")
WAITING: Row = {"made": "2023-10-10", "response_due": "2023-11-07"}
YES: Row = WAITING | {"response_received": "2023-11-01", "accepted": "yes", "implemented": "yes", "evidence": "Report"}
PART: Row = YES | {"accepted": "in-part", "implemented": "in-part", "evidence": None}
NO: Row = YES | {"accepted": "no", "implemented": "no", "evidence": None}
OPEN: Row = YES | {"accepted": None, "implemented": None, "evidence": None}


def figures_of(*rows: Row) -> dict[str, Figure]:
    return by_id(recommendations.figures(tracker_frame(*rows) if rows else TRACKER.empty(), AS_AT))


def said(make: Callable[[dict[str, Figure]], list[Sentence] | Sentence], *rows: Row) -> str:
    figures, paper = figures_of(*rows), Paper()
    paper.add(figures.values())
    told = make(figures)
    words = " ".join(
        "".join(run.text for run in paper.prose(one).runs) for one in ([told] if isinstance(told, Sentence) else told)
    )
    assert not NOT_ENGLISH.search(words), words
    return words


def test_recommendations_are_counted_by_what_became_of_them() -> None:
    made = figures_of(YES, YES, PART, NO, OPEN, WAITING, WAITING | {"response_due": "2023-12-01"})
    counts = {
        name.split(".")[1]: one.value for name, one in made.items() if re.fullmatch(r"rec\w+\.[\w-]+\.count", name)
    }
    assert counts == {
        "answered": 5,
        "unanswered": 2,
        "overdue": 1,
        "accepted": 2,
        "accepted-in-part": 1,
        "rejected": 1,
        "undecided": 1,
        "implemented": 2,
        "implemented-in-part": 1,
        "not-implemented": 1,
        "no-evidence": 1,
        "illustrative": 0,
    }
    assert (made["recommendations.count"].value, made["recommendations.answered.percent"].value) == (7, 71)
    assert made["recommendations.answered.percent"].from_ == ("recommendations.answered.count", "recommendations.count")


def test_a_response_after_the_day_of_the_report_is_not_there_yet() -> None:
    late: Row = {"response_received": "2023-11-22"}
    assert [(one.id, one.value) for one in figures_of(YES | late, PART | late, OPEN | late).values()] == [
        (one.id, one.value) for one in figures_of(WAITING, WAITING, WAITING).values()
    ]
    assert figures_of(YES | {"response_received": AS_AT})["recommendations.answered.count"].value == 1


def test_a_count_names_its_rows_and_all_that_were_looked_at() -> None:
    made = figures_of(YES, WAITING, PART | {"panel": "Streets"})
    assert rows_of(made["recommendations.overdue.count"].rows) == {(SOURCE, 3)}
    assert rows_of(made["streets.recommendations.answered.count"].rows) == {(SOURCE, 4)}
    assert {len(rows_of(one.of)) for one in made.values()} == {3}
    assert {name: made[f"{name}.recommendations.count"].value for name in ("homes", "streets")} == {
        "homes": 2,
        "streets": 1,
    }


@pytest.mark.parametrize(
    ("days", "least", "middle", "most"),
    [
        ([], None, None, None),
        ([22], 22, 22, 22),
        ([0, 22], 0, 11, 22),
        ([1, 2], 1, 2, 2),  # one and a half, half up
        ([28, 1, 5], 1, 5, 28),
        ([-1, 4], 4, 4, 4),  # an answer from before the question tells nothing
    ],
)
def test_days_are_from_made_to_response(days: list[int], least: int, middle: int, most: int) -> None:
    rows: list[Row] = [{"made": "2023-10-02", "response_received": f"2023-10-{2 + day:02}"} for day in days]
    made = figures_of(*rows, {"made": "2023-10-01"}, {"response_received": "2023-10-09"})
    found = [made[f"recommendations.response-days.{name}"].value for name in ("least", "median", "most")]
    assert found == [least, middle, most]


def test_the_median_is_kept_before_rounding() -> None:
    rows: list[Row] = [{"made": "2023-10-01", "response_received": day} for day in ("2023-10-02", "2023-10-03")]
    median = figures_of(*rows)["recommendations.response-days.median"]
    assert (median.value, median.exact, median.display) == (2, "1.5", "2")


def test_recommendations_stand_by_panel_and_review() -> None:
    read = tracker_frame({"review": "Rents"}, {"panel": "Streets"}, {"review": "Fees"}, {"review": "Rents"})
    parts = [(name, rows["reference"].tolist()) for name, rows in recommendations.by_review(read)]
    assert parts == [("Homes: Rents", ["R-1", "R-4"]), ("Streets", ["R-2"]), ("Homes: Fees", ["R-3"])]
    assert recommendations.of_review(read, "Rents")["reference"].tolist() == ["R-1", "R-4"]
    assert recommendations.of_review(read, "").empty
    assert recommendations.of_review(tracker_frame({}), "Rents").empty
    assert [*recommendations.by_review(TRACKER.empty())] == []


def test_a_recommendation_is_illustrative_where_anything_of_it_is() -> None:
    read = tracker_frame(
        {"provenance": "illustrative"}, {"provenance": "published"}, {"tracker_provenance": "illustrative"}
    )
    assert recommendations.illustrative(read)["reference"].tolist() == ["R-1", "R-3"]


def test_no_recommendations_are_none() -> None:
    made = figures_of()
    assert {one.value for one in made.values()} == {0, None}
    assert said(progress.overview) == "The tracker has no recommendation."


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([WAITING], "The tracker has 1 recommendation, which is not answered yet."),
        (
            [YES],
            "The tracker has 1 recommendation, which was answered. It was accepted in full. It is carried out in full.",
        ),
        ([NO], "The tracker has 1 recommendation, which was answered. It was not accepted. It is not carried out."),
        ([OPEN], "The tracker has 1 recommendation, which was answered. It was answered with no decision."),
        ([YES | {"response_received": "2023-11-22"}], "The tracker has 1 recommendation, which is not answered yet."),
        ([WAITING] * 2, "None of the 2 recommendations in the tracker is answered yet."),
        (
            [YES] * 2,
            "All 2 recommendations in the tracker were answered. Of these, 2 were accepted in full. 2 recommendations "
            "are carried out in full (100% of all).",
        ),
        (
            [PART, WAITING],
            "Of the 2 recommendations in the tracker, 1 (50%) was answered. It was accepted in part. No recommendation "
            "is carried out in full and 1 is carried out in part.",
        ),
        (
            [YES, PART, NO, WAITING],
            "Of the 4 recommendations in the tracker, 3 (75%) were answered. Of these, 1 was accepted in full, 1 "
            "accepted in part and 1 not accepted. 1 recommendation is carried out in full (25% of all), 1 is carried "
            "out in part and 1 is not carried out.",
        ),
    ],
)
def test_what_is_said_of_the_tracker_reads_well_at_any_number(rows: list[Row], words: str) -> None:
    assert said(progress.overview, *rows) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([WAITING], ""),
        ([YES], "The response took 22 days."),
        ([YES, YES | {"response_received": "2023-11-22"}], "The response took 22 days."),
        ([YES, PART], "Each response took 22 days."),
        ([YES, PART, {"accepted": "no"}], "Each dated response took 22 days."),
        ([WAITING | {"response_received": "2023-10-11"}], "The response took 1 day."),
        (
            [YES, YES | {"response_received": "2023-10-20"}],
            "Responses took from 10 to 22 days, with a median of 16.",
        ),
    ],
)
def test_how_long_responses_took(rows: list[Row], words: str) -> None:
    assert said(progress.days, *rows) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([YES], "No response is overdue."),
        ([WAITING], "1 response is overdue:"),
        ([YES | {"response_received": "2023-11-22"}], "1 response is overdue:"),
        ([WAITING] * 2, "2 responses are overdue:"),
    ],
)
def test_what_leads_the_overdue(rows: list[Row], words: str) -> None:
    assert said(progress.overdue, *rows) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([WAITING], "No recommendation is said to be carried out yet."),
        ([YES, NO], "Evidence is given wherever a recommendation is said to be carried out."),
        ([PART], "1 recommendation said to be carried out has no evidence given:"),
        ([PART] * 2, "2 recommendations said to be carried out have no evidence given:"),
    ],
)
def test_what_leads_those_without_evidence(rows: list[Row], words: str) -> None:
    assert said(progress.no_evidence, *rows) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "R-1: Mend it. Due 7 November 2023."),
        ({"asked_of": "Mayor"}, "R-1: Mend it. Asked of Mayor, due 7 November 2023."),
        ({"recommendation": "Mend 2 *lamps*"}, "R-1: Mend 2 *lamps*. Due 7 November 2023."),
    ],
)
def test_an_overdue_recommendation_is_listed_with_what_it_asks(row: Row, words: str) -> None:
    assert said(lambda _: progress.late(tracker_frame(WAITING | row))) == words


def test_a_recommendation_without_evidence_is_listed_with_what_it_asks() -> None:
    assert said(lambda _: progress.listed(tracker_frame(PART, PART | {"asked_of": "Mayor"}))) == (
        "R-1: Mend it. R-2: Mend it. Asked of Mayor."
    )


@pytest.mark.parametrize("made_up", ["provenance", "tracker_provenance"])
def test_what_is_illustrative_is_marked_in_the_lists(made_up: str) -> None:
    read = tracker_frame(WAITING | {made_up: "illustrative"}, WAITING | {made_up: "published"})
    marked = "R-1\N{NO-BREAK SPACE}†: Mend it."
    assert said(lambda _: progress.listed(read)) == f"{marked} R-2: Mend it."
    assert said(lambda _: progress.late(read)) == f"{marked} Due 7 November 2023. R-2: Mend it. Due 7 November 2023."


MADE_UP = "what the tracker says of responses, decisions and evidence is illustrative: made up, and nothing that the "


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([YES], ""),
        (
            [YES | {"tracker_provenance": "illustrative"}],
            f"For the recommendation, {MADE_UP}council did. It is marked †.",
        ),
        (
            [YES | {"tracker_provenance": "illustrative"}] * 2,
            f"For all 2 recommendations, {MADE_UP}council did. They are marked †.",
        ),
        (
            [YES, YES | {"tracker_provenance": "illustrative"}],
            f"For 1 of the 2 recommendations, {MADE_UP}council did. It is marked †.",
        ),
    ],
)
def test_what_is_illustrative_is_called_that(rows: list[Row], words: str) -> None:
    assert said(progress.provenance, *rows) == words
