"""Tables and the chart of scrutiny: what each row says, what is left out, and what is marked."""

from __future__ import annotations

import pytest

from frames import activity_frame, by_id, tracker_frame
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.scrutiny import activity, recommendations
from quarterbook.document import charts, scrutiny_tables
from quarterbook.registers.activity import ACTIVITY
from quarterbook.registers.tracker import TRACKER
from table_texts import heads, texts

Row = dict[str, object]
AS_AT = "2023-11-21"
DONE: Row = {"made": "2023-10-10", "response_due": "2023-11-07", "response_received": "2023-11-01", "accepted": "yes"}


def counted(*rows: Row) -> tuple[dict[str, Figure], dict[str, str]]:
    read = activity_frame(*rows)
    return by_id(activity.figures(read, AS_AT, "All panels")), activity.places(read, "All panels")


def became(*rows: Row) -> dict[str, Figure]:
    return by_id(recommendations.figures(tracker_frame(*rows) if rows else TRACKER.empty(), AS_AT))


def test_panels_are_counted_with_a_total_and_without_what_none_did() -> None:
    (table,) = scrutiny_tables.counts(
        *counted({"date": "2023-11-01"}, {"date": "2023-11-01"}, {"panel": "All panels", "kind": "response"})
    )
    assert heads(table) == ["Panel", "Meetings", "Items at meetings", "Responses"]
    assert texts(table) == [("Homes", "1", "2", "0"), ("All panels", "0", "0", "1"), ("Total", "1", "2", "1")]
    assert table.totals == 1
    assert [cell[0].figure for cell in table.rows[0][1:]] == [
        "homes.meetings.count",
        "homes.meetings.items.count",
        "homes.responses.count",
    ]


def test_one_panel_needs_no_total_and_no_activity_no_table() -> None:
    (table,) = scrutiny_tables.counts(*counted({"date": "2023-11-01"}))
    assert (texts(table), table.totals) == ([("Homes", "1", "1")], 0)
    assert scrutiny_tables.counts(by_id(activity.figures(ACTIVITY.empty(), AS_AT, "")), {}) == []


def test_a_panel_s_activity_stands_by_day_without_its_reviews() -> None:
    read = activity_frame(
        {"subject": "Later", "date": "2023-11-28", "kind": "training"},
        {"subject": "No day", "kind": "consultation", "outcome": "Sent"},
        {"subject": "First", "date": "2023-09-12", "with": "Director; Head", "provenance": "illustrative"},
        {"subject": "A review", "kind": "review"},
        {"subject": "Elsewhere", "panel": "Streets", "date": "2023-09-12"},
    )
    (table,) = scrutiny_tables.panel(read, "Homes", AS_AT)
    assert (table.caption, heads(table)) == ("Homes", ["Date and kind", "Subject", "Met with", "Outcome"])
    assert texts(table) == [
        ("12 September 2023: meeting †", "First", "Director; Head", ""),
        ("28 November 2023 (to come): training", "Later", "", ""),
        ("No date given: consultation", "No day", "", "Sent"),
    ]
    assert table.note.startswith("† Illustrative")


def test_columns_that_no_row_fills_are_left_out_and_so_is_a_panel_with_nothing() -> None:
    read = activity_frame({"date": "2023-09-12"}, {"panel": "Streets", "kind": "review"})
    (table,) = scrutiny_tables.panel(read, "Homes", AS_AT)
    assert (heads(table), table.note) == (["Date and kind", "Subject"], "")
    assert scrutiny_tables.panel(read, "Streets", AS_AT) == []


def test_reviews_have_a_table_of_their_own() -> None:
    (table,) = scrutiny_tables.reviews(
        activity_frame({}, {"kind": "review", "subject": "Rents", "outcome": "Under way"})
    )
    assert (heads(table), texts(table)) == (["Panel", "Review", "State"], [("Homes", "Rents", "Under way")])
    assert scrutiny_tables.reviews(activity_frame({})) == []


def test_the_tracker_has_a_table_a_review_and_tells_once_what_all_share() -> None:
    first, second = scrutiny_tables.tracker(
        tracker_frame(
            DONE | {"review": "Rents", "asked_of": "Mayor", "implemented": "in-part", "evidence": "A form"},
            DONE | {"review": "Rents", "asked_of": "Mayor", "response_received": None, "accepted": None},
            DONE | {"panel": "Streets", "asked_of": "Mayor", "tracker_provenance": "illustrative"},
            DONE | {"panel": "Streets", "made": "2023-10-11"},
        ),
        AS_AT,
    )
    assert first.caption == "Recommendations of Homes: Rents, asked of Mayor, made on 10 October 2023"
    assert heads(first) == [
        *("Reference", "Recommendation", "Response due", "Response received", "Accepted", "Carried out"),
        "Evidence, or what it waits for",
    ]
    assert texts(first) == [
        ("R-1", "Mend it.", "7 November 2023", "1 November 2023", "Yes", "In part", "A form"),
        ("R-2", "Mend it.", "7 November 2023", "Overdue", "", "", ""),
    ]
    assert (first.note, second.caption) == ("", "Recommendations of Streets")
    assert heads(second)[:4] == ["Reference", "Recommendation", "Asked of", "Made"]
    assert [row[:4] for row in texts(second)] == [
        ("R-3 †", "Mend it.", "Mayor", "10 October 2023"),
        ("R-4", "Mend it.", "", "11 October 2023"),
    ]
    assert second.note.startswith("† Illustrative")


def test_a_response_after_the_day_of_the_report_is_not_in_the_table() -> None:
    late = DONE | {"response_received": "2023-11-22", "implemented": "yes", "evidence": "A form"}
    read = tracker_frame(late, late | {"response_due": "2023-11-30"}, DONE)
    (table,) = scrutiny_tables.tracker(read, AS_AT)
    assert heads(table)[2:] == ["Response due", "Response received", "Accepted"]
    assert [row[3:] for row in texts(table)] == [("Overdue", ""), ("", ""), ("1 November 2023", "Yes")]


def test_a_tracker_of_nothing_has_no_table() -> None:
    assert scrutiny_tables.tracker(TRACKER.empty(), AS_AT) == []
    (bare,) = scrutiny_tables.tracker(tracker_frame({}), AS_AT)
    assert (bare.caption, heads(bare)) == ("Recommendations of Homes", ["Reference", "Recommendation"])


def test_recommendations_of_several_panels_are_told_apart_and_of_one_they_are_not() -> None:
    rows: list[Row] = [DONE, {"panel": "Streets"}]
    panels = recommendations.panels(tracker_frame(*rows))
    (table,) = scrutiny_tables.tracked(became(*rows), panels)
    assert heads(table) == ["Panel", "Made", "Answered", "Accepted in full"]
    assert texts(table) == [("Homes", "1", "1", "1"), ("Streets", "1", "0", "0"), ("Total", "2", "1", "1")]
    assert scrutiny_tables.tracked(became(DONE), {"homes": "Homes"}) == []


def test_the_chart_tells_how_far_recommendations_are() -> None:
    chart = charts.recommendations(became(DONE | {"implemented": "yes"}, DONE | {"accepted": "in-part"}, {}))
    assert chart.title == "Recommendations: 2 of 3 answered, 1 carried out in full"
    assert chart.alt == (
        "Bar chart of recommendations by how far they are: made 3, answered 2 (67%), accepted in full 1 (33%), "
        "accepted in part 1 (33%), carried out in full 1 (33%)."
    )
    assert chart.table is not None
    assert texts(chart.table) == [
        ("Made", "3", ""),
        ("Answered", "2", "67%"),
        ("Accepted in full", "1", "33%"),
        ("Accepted in part", "1", "33%"),
        ("Carried out in full", "1", "33%"),
    ]
    assert chart.table.note == ""


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ([], "none was made"),
        ([{}], "the one made is not answered yet"),
        ([DONE], "the one made is answered"),
        ([DONE | {"implemented": "yes"}], "the one made is carried out in full"),
        ([{}, {}], "none of 2 answered, none carried out in full"),
    ],
)
def test_the_chart_s_title_says_what_is_seen(rows: list[Row], seen: str) -> None:
    assert charts.recommendations(became(*rows)).title == f"Recommendations: {seen}"


def test_a_chart_of_illustrative_recommendations_is_marked() -> None:
    table = charts.recommendations(became(DONE | {"tracker_provenance": "illustrative"})).table
    assert table is not None
    assert [row[0] for row in texts(table)] == ["Made", "Answered †", "Accepted in full †", "Carried out in full †"]
    assert table.note == "† Illustrative, in whole or in part."
