"""Tables and charts of a programme: what stands in each cell, and that nothing empty stands at all."""

from __future__ import annotations

from typing import Any

import pytest

from frames import (
    REPORTED,
    indicators_frame,
    other_work_frame,
    outturns_frame,
    projects_frame,
    reserves_frame,
    team_frame,
)
from quarterbook.analysis import outturn_figures, outturns
from quarterbook.analysis.budget import reserves
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import lineage
from quarterbook.analysis.projects import benefits, claim, measures, movement, portfolio, team
from quarterbook.document import benefit_tables, charts, project_tables
from quarterbook.document.blocks import Table
from quarterbook.document.paper import Paper
from quarterbook.money import Shown
from quarterbook.registers.outturns import OUTTURNS
from table_texts import heads, texts

Row = dict[str, object]
AS_AT = "2023-11-21"


def of_phase(name: str, *rows: Row) -> Table:
    (table,) = project_tables.phase(projects_frame(*rows), name, REPORTED, AS_AT)
    return table


class TestProjects:
    def test_delivery_tells_purpose_update_date_impact_and_status_by_symbol_and_word(self) -> None:
        table = of_phase(
            "delivery",
            {
                "outcome": "For this.",
                "update": "So far.",
                "due_date": "July 23 Now Nov 23",
                "impact": "Then that.",
                "status": "amber",
                "status_note": "on hold",
            },
        )
        assert heads(table) == ["Project", "What it is for", "Update", "Due", "Planned impact", "Status"]
        assert texts(table) == [
            *[
                (
                    "IP-1: Project 1",
                    "For this.",
                    "So far.",
                    "November 2023 (first July 2023)",
                    "Then that.",
                    "▲ Amber (on hold)",
                )
            ]
        ]

    def test_columns_in_which_nothing_stands_are_left_out(self) -> None:
        assert heads(of_phase("delivery", {})) == ["Project", "Status"]
        over = of_phase("completed", {"phase": "completed", "status": None, "impact": "More."})
        assert heads(over) == ["Project", "What it changed"]
        gone = of_phase("subsumed", {"phase": "subsumed", "status": None})
        assert (heads(gone), texts(gone)) == (["Project"], [("IP-1: Project 1",)])

    def test_no_project_of_a_phase_makes_no_table(self) -> None:
        assert project_tables.phase(projects_frame({}), "completed", REPORTED, AS_AT) == []

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ({"due_date": "Was Sept 23. Delivered Oct 23"}, "September 2023; delivered October 2023"),
            ({"due_date": "To be reviewed 31 Mar 24"}, "To be reviewed 31 Mar 24"),
            ({"due_date": "when funds allow"}, "when funds allow"),
            ({"due_date": "March 2024 and ongoing"}, "March 2024 and ongoing"),
            ({"due_date": "Delivered"}, "Delivered"),
            ({"due_date": "Nov 23", "revised_date": "TBC"}, "TBC"),
            ({"due_date": "Nov 23", "delivered_date": "Delivered"}, "November 2023; delivered"),
            # The paper is of 21 November 2023.
            ({"due_date": "Nov 23", "delivered_date": "21 Nov 23"}, "November 2023; delivered 21 November 2023"),
            (
                {"due_date": "Nov 23", "delivered_date": "22 Nov 23"},
                "November 2023; delivery expected 22 November 2023",
            ),
            ({"due_date": "Was Sept 23. Delivered Dec 23"}, "September 2023; delivery expected December 2023"),
            ({"delivered_date": "Dec 23"}, "delivery expected December 2023"),
        ],
    )
    def test_a_date_is_told_as_understood_or_else_as_written(self, row: Row, told: str) -> None:
        assert texts(of_phase("delivery", row))[0][1] == told

    def test_a_status_without_a_rating_tells_its_note(self) -> None:
        assert texts(of_phase("delivery", {"status": None, "status_note": "on hold"}))[0][1] == "? Unrated (on hold)"

    def test_illustrative_rows_are_marked(self) -> None:
        table = of_phase("delivery", {"provenance": "illustrative"}, {"provenance": "published"})
        assert [row[0] for row in texts(table)] == ["IP-1: Project 1 †", "IP-2: Project 2"]
        assert table.note == "† Illustrative: made up."

    def test_statuses_count_both_phases_and_their_sum(self) -> None:
        paper = Paper()
        paper.add(portfolio.figures(projects_frame({}, {"status": "amber"}, {"phase": "diagnostic"}), REPORTED, AS_AT))
        table = project_tables.statuses(paper.figures, REPORTED)
        assert heads(table) == ["Phase", "✓ Green", "▶ Purple", "▲ Amber", "▼ Red", "Projects"]
        assert texts(table)[-1] == ("All under way", "2", "0", "1", "0", "3")

    def test_movements_list_what_was_made_and_by_which(self) -> None:
        now, before = projects_frame({}, {"status": "amber"}), projects_frame({"phase": "diagnostic"}, {})
        moved, paper = movement.compare(now, before, REPORTED, AS_AT), Paper()
        paper.add(movement.figures(moved, now, before))
        kinds = project_tables.made(moved)
        (table,) = project_tables.movements(paper.figures, moved, kinds, "Q1")
        assert texts(table) == [("From the diagnostic phase to delivery", "1", "IP-1"), ("Status worse", "1", "IP-2")]
        assert project_tables.movements(paper.figures, moved, [], "Q1") == []


class TestTeam:
    def test_roles_and_their_total(self) -> None:
        paper, frame = Paper(), team_frame({"fte": "1.50", "purpose": "All."}, {"fte": None})
        paper.add(team.figures(frame))
        table = project_tables.team(paper.figures, frame)
        assert texts(table) == [("Role 1", "All.", "1.5"), ("Role 2", "", ""), ("All roles", "", "n/a")]
        assert heads(project_tables.team(paper.figures, frame.assign(purpose=None))) == ["Role", "FTE"]

    def test_cost_by_year_against_its_reserve(self) -> None:
        held = reserves_frame(
            {"reserve": "Improvement reserve", "year": "2022/23", "opening": 5000, "movement": -300, "basis": "actual"},
            {"reserve": "Improvement reserve", "year": "2023/24", "movement": -388},
        )
        paper, of = Paper(), Sums(Shown("£000", 1), 0, lineage(held))
        paper.add((*reserves.figures(held, of), *team.cost_figures(held, of)))
        (table,) = project_tables.cost(paper.figures, held, Shown("£000", 1))
        assert table.caption == "Cost by year, against the improvement reserve"
        assert texts(table) == [
            ("2022-23", "Actual", "0.3", "4.7"),
            ("2023-24", "Forecast", "0.4", "4.3"),
            ("All years", "", "0.7", "4.3"),
        ]
        assert project_tables.cost(paper.figures, held.iloc[:0], Shown()) == []


class TestBenefits:
    def test_kinds_that_someone_claims(self) -> None:
        frame, paper = (
            projects_frame(
                {"benefit_kind": "grant", "benefit_amount": 12000, "benefit": "A grant"},
                {"benefit_kind": "service"},
                {},
            ),
            Paper(),
        )
        paper.add(benefits.figures(frame, "benefits", "projects", Sums(Shown(), 0, lineage(frame))))
        (table,) = benefit_tables.benefits(paper.figures, frame, Shown())
        assert texts(table) == [
            ("Grants", "1", "1", "0.012", "IP-1: A grant"),
            ("Better services", "1", "0", "", "IP-2"),
        ]
        assert benefit_tables.benefits(paper.figures, frame.iloc[2:], Shown()) == []

    def test_other_work_without_what_is_not_known(self) -> None:
        (table,) = benefit_tables.other_work(other_work_frame({"benefit": "Done"}), Shown())
        assert (heads(table), texts(table)) == (["Work", "What came of it"], [("Work 1", "Done")])
        (table,) = benefit_tables.other_work(
            other_work_frame({"benefit_kind": "grant", "benefit_amount": 1_300_000}), Shown()
        )
        assert texts(table) == [("Work 1", "Grants", "1.300")]
        assert benefit_tables.other_work(other_work_frame(), Shown()) == []


HOMES: Row = {"reference": "homes", "title": "People in homes", "unit": "people", "polarity": "lower"}
COST: Row = {"reference": "cost", "title": "Cost", "unit": "£", "polarity": "lower"}


def measured(*rows: tuple[str, str, object, str | None]) -> tuple[Paper, Any]:
    indicators = indicators_frame(HOMES, COST)
    names = ("reference", "period", "actual", "note")
    read = outturns_frame(*(dict(zip(names, row, strict=True)) for row in rows)) if rows else OUTTURNS.empty()
    assessed, paper = measures.table(read, indicators, AS_AT), Paper()
    paper.add(outturn_figures.figures(assessed, outturns.headline(assessed), read, indicators))
    paper.add(measures.figures(assessed))
    return paper, assessed


class TestMeasures:
    ROWS = (
        ("homes", "October 2022", 56, "Before."),
        ("homes", "June 2023", 20, None),
        ("homes", "November 2023", 11, None),
        ("cost", "November 2023", 1067, None),
    )

    def test_before_after_change_and_notes(self) -> None:
        paper, assessed = measured(*self.ROWS)
        table, notes = benefit_tables.before_and_after(paper.figures, assessed)
        assert texts(table) == [
            (
                "People in homes",
                "56 people (October 2022)",
                "20 people (June 2023), then 11 people (November 2023)",
                "−45 people, ▲ better",
                "Trend: 56 people, 20 people, 11 people",
            )
        ]
        assert texts(notes) == [("People in homes", "October 2022", "Before.")]
        (single,) = benefit_tables.once(paper.figures, assessed)
        assert (heads(single), texts(single)) == (["Measure", "Value"], [("Cost", "£1,067 (November 2023)")])

    def test_none_makes_no_table(self) -> None:
        paper, assessed = measured()
        assert (
            benefit_tables.before_and_after(paper.figures, assessed)
            == benefit_tables.once(paper.figures, assessed)
            == []
        )

    def test_a_chart_is_drawn_of_three_values_and_not_of_two(self) -> None:
        paper, assessed = measured(*self.ROWS)
        taken = measures.series(assessed)["homes"]
        (chart,) = charts.values(paper.figures, taken)
        assert chart.title == "People in homes: 56 people in October 2022, 11 people in November 2023"
        assert chart.alt == (
            "Bar chart of 3 values of people in homes: "
            "56 people in October 2022, then 20 people in June 2023, then 11 people in November 2023."
        )
        assert charts.values(paper.figures, taken[:2]) == []
        named = [row._replace(title="ASB reports") for row in taken]
        assert charts.values(paper.figures, named)[0].alt.startswith("Bar chart of 3 values of ASB reports: ")

    def test_what_a_claim_needs_stands_line_by_line(self) -> None:
        paper, assessed = measured(*self.ROWS)
        projects = projects_frame({"benefit_amount": 1_800_000})
        asked = {"claim": "IP-1", "claim_measure": "homes", "claim_cost": "cost", "claim_years": 2, "weeks_a_year": 52}
        made = claim.stated(projects, assessed, asked)
        assert made is not None
        paper.add(claim.figures(made, projects))
        assert [row[-1] for row in texts(benefit_tables.needs(paper.figures, made))] == [
            *("£1,800,000", "£1,067", "1,687", "104", "16.2 people", "17 people", "£1,886,456", "£1,775,488")
        ]
        (table,) = benefit_tables.gives(paper.figures, made)
        assert heads(table)[2:] == ["56 people to 20 people", "56 people to 11 people"]
        assert texts(table)[6] == (
            "How long the fall must last",
            "weeks of a single placement ÷ fewer, rounded up",
            "47 weeks",
            "38 weeks",
        )


@pytest.mark.parametrize(
    ("phases", "title", "alt"),
    [
        (["delivery", "delivery", "completed"], "2 of 3 are in delivery", "3 projects by phase: Diagnostic 0 (0%), "),
        (["subsumed"], "the one project is subsumed", "1 project by phase: "),
        (["diagnostic", "completed"], "1 of 2 is in the diagnostic phase", "2 projects by phase: "),
        ([], "there is none", "0 projects by phase: "),
    ],
)
def test_the_chart_of_phases_says_what_is_seen(phases: list[str], title: str, alt: str) -> None:
    paper = Paper()
    paper.add(portfolio.figures(projects_frame(*({"phase": one} for one in phases)), REPORTED, AS_AT))
    chart = charts.phases(paper.figures)
    assert chart.title == f"Projects by phase: {title}"
    assert chart.alt.startswith(f"Bar chart of {alt}")
    assert "n/a" not in chart.alt
