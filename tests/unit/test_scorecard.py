"""The scorecard: each indicator in a row, in symbol and word, its numbers as figures; and standing among others."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Any

import pytest

from frames import indicators_frame, outturns_frame
from quarterbook.analysis import outturn_figures, outturns, standing, variation
from quarterbook.document import scorecard
from quarterbook.document.blocks import Chart, Run, Table
from quarterbook.document.paper import Paper
from quarterbook.document.sparkline import Sparkline
from quarterbook.quarters import MONTHS
from table_texts import by_head

Rows = list[dict[str, object]]
OURS = "Barsetshire"
PLAIN = "19.7 days (2006-07)"
THEN, NOW = {"period": "2005-06", "actual": 20}, {"period": "2006-07", "actual": "19.7"}


def worked(rows: Rows, defined: Rows, area: str = "") -> tuple[Paper, Any, Any, Any]:
    """A paper with the figures of the outturns; their table, the headlines and the register."""
    read, indicators = outturns_frame(*rows), indicators_frame(*defined)
    table = standing.informed(outturns.table(read, indicators, area), read, area, {})
    headlines = outturns.headline(table)
    paper = Paper()
    paper.add(outturn_figures.figures(table, headlines, read, indicators))
    return paper, table, headlines, read


def card(*rows: dict[str, object], **indicator: object) -> Table:
    """The scorecard of indicator A, a measure in days, the lower the better."""
    ordinary = {"reference": "A", "title": "Wait", "unit": "days", "polarity": "lower", "frequency": "year"}
    paper, table, headlines, _ = worked([{"reference": "A"} | row for row in rows], [ordinary | indicator])
    return scorecard.scorecard(paper, table, headlines, "Indicators")


def cell(label: str, *rows: dict[str, object], **indicator: object) -> str | None:
    """One cell of the one row; None where its column is left out."""
    (row,) = by_head(card(*rows, **indicator))
    return row.get(label)


# --- rows and columns ----------------------------------------------------------------------------


def test_an_indicator_has_its_row_in_the_words_of_a_paper() -> None:
    table = card(THEN, {**NOW, "target": 7, "quartile": 4}, {"period": "2007-08 Q1", "actual": "9.53"})
    assert by_head(table) == [
        {
            "Indicator": "A: Wait",
            "Latest outturn": "19.7 days (2006-07)",
            "Target": "7 days",
            "Status": "✗ Missed, 12.7 days worse",
            "Direction": "▲ Improved",
            "Quartile": "Worst",
            "Since then": "9.53 days (2007-08 Q1)",
            "Trend": "Trend: 20 days, 19.7 days",
        }
    ]
    assert (table.caption, table.row_header) == ("Indicators", True)


def test_a_column_that_would_say_nothing_is_left_out() -> None:
    assert by_head(card(NOW)) == [{"Indicator": "A: Wait", "Latest outturn": "19.7 days (2006-07)"}]


def test_a_column_that_says_something_of_one_indicator_stands_for_all() -> None:
    rows: Rows = [{"reference": "A", **NOW, "target": 20}, {"reference": "B", **NOW}]
    paper, table, headlines, _ = worked(rows, [{"reference": one} for one in "BA"])
    made = scorecard.scorecard(paper, table, headlines, "Indicators")
    assert [(row["Indicator"][0], row["Target"], row["Status"]) for row in by_head(made)] == [
        ("B", "", "No target"),
        ("A", "20%", "✗ Missed, 0.3 points worse"),
    ]


def test_without_indicators_the_scorecard_has_no_rows() -> None:
    assert (card().rows, [column.label for column in card().columns]) == ((), ["Indicator"])


def test_every_number_is_a_figure_but_those_of_titles_periods_and_trends() -> None:
    table = card(THEN, {**NOW, "target": 7}, {"period": "2007-08 Q1", "actual": "9.53"})
    runs = [run for row in table.rows for cells in row for run in cells if re.search(r"\d", run.text)]
    assert [run.figure for run in runs if run.figure] == [
        *("a.2006-07.actual", "a.2006-07.target", "a.2006-07.gap", "a.2007-08-q1.actual"),
    ]
    others = {run.text.strip(" ()") for run in runs if not run.figure and not run.sparkline}
    assert others == {"2006-07", "2007-08\N{NO-BREAK SPACE}Q1"}


# --- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "told"),
    [
        ("19", "✓ Met, 1 day better"),
        ("20", "✓ Met"),
        ("21", "≈ Close, 1 day worse"),
        ("21.5", "✗ Missed, 1.5 days worse"),
    ],
)
def test_a_status_is_told_by_symbol_and_word_with_its_distance(actual: str, told: str) -> None:
    assert cell("Status", {"period": "2006-07", "actual": actual, "target": 20}, tolerance="1") == told


@pytest.mark.parametrize(("said", "told"), [("met", "✓ Met"), ("close", "≈ Close"), ("missed", "✗ Missed")])
def test_the_officers_status_is_told_as_theirs(said: str, told: str) -> None:
    row = {"period": "2006-07", "reported_status": said}
    assert cell("Status", row) == f"{told}, as reported"
    assert cell("Status", {**row, "actual": 21, "target": 20}, polarity="band") == f"{told}, as reported"


def test_a_target_that_cannot_be_held_against_is_not_told_of() -> None:
    rows: Rows = [{"reference": "A", **NOW, "target": 7}, {"reference": "B", **NOW, "reported_status": "met"}]
    paper, table, headlines, _ = worked(rows, [{"reference": "A", "polarity": "none"}, {"reference": "B"}])
    first, second = by_head(scorecard.scorecard(paper, table, headlines, "Indicators"))
    assert (first["Status"], second["Status"]) == ("Not told", "✓ Met, as reported")


def test_an_indicator_is_told_with_its_unit_where_its_values_do_not_say_it() -> None:
    assert cell("Indicator", NOW, unit="per 1,000 people") == "A: Wait (per 1,000 people)"
    assert cell("Indicator", NOW, unit="per 1,000 people", title="Crimes per 1,000 people") == (
        "A: Crimes per 1,000 people"
    )
    assert cell("Indicator", NOW, unit="days") == "A: Wait"


@pytest.mark.parametrize(
    ("provisional", "told"), [("yes", "19.7 days (2006-07, provisional)"), ("no", PLAIN), ("", PLAIN), (None, PLAIN)]
)
def test_a_provisional_outturn_is_told_as_such(provisional: str | None, told: str) -> None:
    assert cell("Latest outturn", {**THEN, "provisional": "yes"}, {**NOW, "provisional": provisional}) == told


def test_a_status_without_an_outturn_says_that_there_is_no_figure() -> None:
    assert cell("Latest outturn", {"period": "2006-07", "reported_status": "met"}) == "No figure (2006-07)"


@pytest.mark.parametrize(("actual", "told"), [(19, "▲ Improved"), (20, "↔ Unchanged"), (21, "▼ Declined")])
def test_a_direction_is_told_by_symbol_and_word_whichever_way_the_number_went(actual: int, told: str) -> None:
    assert cell("Direction", THEN, {**NOW, "actual": actual}) == told


def test_a_quarters_direction_is_told_against_last_year_too() -> None:
    rows = [
        {"period": period, "actual": at} for period, at in (("2005-06 Q4", 5), ("2006-07 Q3", 7), ("2006-07 Q4", 6))
    ]
    assert cell("Direction", *rows, frequency="quarter") == "▲ Improved, ▼ Declined on last year"
    assert cell("Direction", rows[0], rows[2], frequency="quarter") == "▼ Declined on last year"


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(None, 2, "Second"), (2, 2, "Second"), (1, 2, "Second, was best"), (4, 3, "Third, was worst"), (1, None, None)],
)
def test_a_quartile_tells_the_one_before_where_it_moved(before: int | None, now: int | None, told: str | None) -> None:
    assert cell("Quartile", {**THEN, "quartile": before}, {**NOW, "quartile": now}) == told


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ({"actual": "9.53"}, "9.53 days (2007-08 Q1)"),
        ({"actual": "9.53", "target": 9}, "9.53 days (2007-08 Q1), ✗ Missed"),
        ({"actual": "9.53", "target": 10}, "9.53 days (2007-08 Q1), ✓ Met"),
        ({"actual": "9.53", "reported_status": "met"}, "9.53 days (2007-08 Q1), ✓ Met, as reported"),
        ({"actual": "9.53", "reported_status": "on its way"}, "9.53 days (2007-08 Q1)"),
        ({"reported_status": "missed"}, "✗ Missed, as reported (2007-08 Q1)"),
        ({"target": 5}, None),
    ],
)
def test_what_came_since_is_an_outturn_and_a_status_or_one_of_them(later: dict[str, object], told: str | None) -> None:
    assert cell("Since then", NOW, {"period": "2007-08 Q1", **later}) == told


# --- trends --------------------------------------------------------------------------------------


def trend(*rows: dict[str, object], **indicator: object) -> tuple[Run, ...]:
    _, table, _, _ = worked([{"reference": "A"} | row for row in rows], [{"reference": "A"} | indicator])
    return scorecard.trend(outturns.series(table, "A", 12))


def test_a_trend_is_a_line_of_the_outturns_and_the_latest_target_told_in_numbers() -> None:
    (run,) = trend({**THEN, "target": 9}, {"period": "2006-07"}, {"period": "2007-08", "actual": "19.75", "target": 7})
    assert run.text == "Trend: 20%, 19.75%"
    assert run.sparkline == Sparkline(values=(20, None, 19.75), target=7)


def test_of_a_single_outturn_there_is_no_trend() -> None:
    assert trend(THEN) == trend(THEN, {"period": "2006-07"}) == trend() == ()
    assert len(trend(THEN, NOW)) == 1


def test_a_trend_tells_values_as_they_are_published_and_draws_them_as_they_are() -> None:
    (run,) = trend({**THEN, "actual": "1.44"}, {**NOW, "actual": "1.46"}, decimals=1, unit="days")
    assert run.text == "Trend: 1.4 days, 1.5 days"
    assert run.sparkline is not None
    assert (run.sparkline.values, run.sparkline.target) == ((1.44, 1.46), None)


def test_a_trend_has_as_many_points_as_a_small_line_can_show() -> None:
    most = scorecard.MOST_POINTS
    for number, first in ((most - 1, 1), (most, 1), (most + 1, 2), (most + 2, 3)):
        each = range(1, number + 1)
        (run,) = trend(*({"period": f"{1960 + at}", "actual": at, "target": at} for at in each))
        assert run.sparkline == Sparkline(values=tuple(range(first, number + 1)), target=number)
        assert run.text == "Trend: " + ", ".join(f"{at}%" for at in range(first, number + 1))


def test_outturns_before_those_that_a_trend_shows_make_none() -> None:
    blank: Rows = [{"period": f"{1962 + at}"} for at in range(scorecard.MOST_POINTS - 1)]
    rows: Rows = [{"period": "1960", "actual": 5}, {"period": "1961", "actual": 6}]
    assert trend(*rows, *blank) == ()
    assert len(trend(*rows, *blank[1:])) == 1


# --- control charts ------------------------------------------------------------------------------


def control(provenance: list[str | None], targets: tuple[object, ...] = ()) -> Chart:
    rows: Rows = [
        {"reference": "A", "period": f"{MONTHS[at]} 2006", "actual": at % 3, "provenance": one, "target": target}
        for at, (one, target) in enumerate(zip_longest(provenance, targets))
    ]
    _, table, _, _ = worked(rows, [{"reference": "A", "title": "Wait", "unit": "days", "decimals": 1}])
    (one,) = variation.variations(table)
    return scorecard.control_chart(one)


def test_a_control_chart_cites_each_outturn_without_its_unit() -> None:
    drawn = control(["published"] * 6)
    assert drawn.title == "A, Wait: no signal in 6 points"
    assert drawn.table is not None
    assert (drawn.table.caption, drawn.table.columns[1].label) == ("A by month", "Value (days)")
    assert [(run.text, run.figure) for _, (run,), _ in drawn.table.rows][:2] == [
        ("0", "a.january-2006.actual"),
        ("1", "a.february-2006.actual"),
    ]


@pytest.mark.parametrize(
    ("targets", "drawn"),
    [
        ((5,) * 6, True),
        ((5, "5.0", 5, 5, 5, 5), True),
        ((4, 5, 5, 5, 5, 5), False),
        ((None, 5, 5, 5, 5, 5), False),
        ((5, 5, 5, 5, 5, None), False),
        ((None,) * 6, False),
    ],
)
def test_a_control_chart_has_a_target_where_all_its_points_have_the_same(
    targets: tuple[object, ...], drawn: bool
) -> None:
    told = control(["published"] * 6, targets).alt
    assert ("target 5 days" in told) is ("target" in told) is drawn


@pytest.mark.parametrize("made_up", [1, 6])
def test_a_control_chart_owns_up_to_values_that_are_made_up(made_up: int) -> None:
    drawn = control(["illustrative"] * made_up + ["published"] * (6 - made_up))
    assert drawn.title.endswith("\N{NO-BREAK SPACE}†")
    assert drawn.table is not None
    assert drawn.table.note.endswith("† Illustrative: some of these values are made up.")


@pytest.mark.parametrize("provenance", ["published", None])
def test_a_control_chart_of_published_values_is_not_marked(provenance: str | None) -> None:
    drawn = control([provenance] * 6)
    assert drawn.table is not None
    assert "†" not in f"{drawn.title}{drawn.table.note}"


# --- standing ------------------------------------------------------------------------------------


def stood(*actuals: object, **ours: object) -> list[dict[str, str]]:
    areas = (OURS, "Mercia", "Wessex", "Kent")
    rows: Rows = [
        {"reference": "A", "period": "2006-07", "area": area, "actual": actual}
        for area, actual in zip(areas, actuals, strict=False)
    ]
    rows[0] |= ours
    paper, _, headlines, read = worked(rows, [{"reference": "A", "title": "Wait", "unit": "days"}], OURS)
    found = standing.stands(read, headlines, OURS, None)
    paper.add(standing.figures("near", found))
    table = scorecard.standing(paper, "near", found)
    assert table.caption == "Standing among near"
    assert all(run.figure for row in table.rows for cells in row[2:] for run in cells)
    return by_head(table)


def test_standing_is_told_in_a_row_an_indicator() -> None:
    assert stood(4, 3, 2, 1) == [
        {
            "Indicator": "A: Wait",
            "Latest outturn": "4 days (2006-07)",
            "Median": "2.5 days",
            "Rank": "1",
            "Areas": "4",
            "Quartile": "best",
        }
    ]


def test_what_cannot_be_told_of_a_standing_is_left_blank() -> None:
    (few,) = stood(3, 2, 1)
    assert (few["Rank"], few["Areas"], few["Quartile"]) == ("1", "3", "")
    (none,) = stood(None, 2, 1, reported_status="met")
    assert (none["Latest outturn"], none["Median"], none["Rank"]) == ("No figure (2006-07)", "1.5 days", "")
