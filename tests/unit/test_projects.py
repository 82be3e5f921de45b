"""Projects by phase and status, what moved, benefits, the team and its cost: every count of the rows it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import (
    HASH,
    REPORTED,
    by_id,
    looked_at,
    other_work_frame,
    projects_frame,
    reserves_frame,
    rows_of,
    team_frame,
)
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure, SourceRows, lineage
from quarterbook.analysis.projects import benefits, movement, portfolio, provenance, team
from quarterbook.money import Shown
from quarterbook.registers.projects import PROJECTS

Row = dict[str, object]
AS_AT = "2023-11-21"
OF = (SourceRows(source="data/exampleshire/projects.csv", sha256=HASH, rows=(2,)),)


def figures(*rows: Row) -> dict[str, Figure]:
    return by_id(portfolio.figures(projects_frame(*rows), REPORTED, AS_AT))


def values(found: dict[str, Figure], *names: str) -> list[object]:
    return [found[f"projects.{name}"].value for name in names]


class TestPortfolio:
    def test_each_project_is_counted_in_its_phase_and_under_way_or_not(self) -> None:
        found = figures({"phase": "diagnostic"}, {}, {"phase": "completed"}, {"phase": "subsumed"}, {})
        phases = ("diagnostic", "delivery", "completed", "subsumed", "under-way")
        assert values(found, "total", *(f"{one}.count" for one in phases)) == [5, 1, 2, 1, 1, 3]
        assert found["projects.delivery.percent"].display == "40%"
        assert rows_of(found["projects.delivery.count"].rows) == {
            ("data/exampleshire/projects.csv", row) for row in (3, 6)
        }

    def test_a_status_counts_of_what_is_under_way_only(self) -> None:
        found = figures({"status": "amber"}, {"status": None}, {"phase": "diagnostic"}, {"phase": "completed"})
        assert values(found, "under-way.green.count", "under-way.amber.count", "under-way.unrated.count") == [1, 1, 1]
        assert values(found, "delivery.amber.count", "delivery.green.count", "diagnostic.green.count") == [1, 0, 1]

    def test_dates_count_what_is_late_moved_delivered_and_on_hold(self) -> None:
        found = figures(
            {"due_date": "Oct 23"},
            {"due_date": "July 23 Now Nov 23"},
            {"due_date": "Was Sept 23. Delivered Oct 23"},
            {"status_note": "on hold"},
            {"status_note": "on hold", "phase": "completed"},
            {"due_date": "Was Dec 23. Delivered Dec 23"},
            {"status_note": "not on hold"},
        )
        assert values(found, *(f"{one}.count" for one in ("dated", "overdue", "revised", "delivered", "on-hold"))) == [
            *(4, 1, 1, 1, 1)
        ]

    def test_what_is_called_delivered_later_is_past_its_due_date(self) -> None:
        found = figures({"due_date": "Oct 23", "delivered_date": "22 November 2023"})
        assert values(found, "overdue.count", "delivered.count") == [1, 0]

    @pytest.mark.parametrize(
        ("note", "held"),
        [
            *(("On hold", 1), ("ON HOLD: no lead", 1), ("on-hold", 1), ("Paused until May", 1)),
            *(("not on hold", 0), ("off hold", 0), ("on holdings", 0), ("unpaused", 0), (None, 0)),
        ],
    )
    def test_what_is_on_hold_says_so_first(self, note: str | None, held: int) -> None:
        assert values(figures({"status_note": note}), "on-hold.count") == [held]

    def test_any_row_could_change_any_figure(self) -> None:
        found = figures({}, {"phase": "completed"})
        every = {("data/exampleshire/projects.csv", row) for row in (2, 3)}
        assert {name for name, one in found.items() if looked_at(one, found) != every} == set()

    def test_no_project_is_counted_as_none(self) -> None:
        found = by_id(portfolio.figures(PROJECTS.empty(), REPORTED, AS_AT))
        assert values(found, "total", "delivery.count", "delivery.percent", "overdue.count") == [0, 0, None, 0]


BEFORE: Row = {"phase": "delivery", "status": "amber", "due_date": "Nov 23"}


def kinds(now: Row | None, before: Row | None) -> set[str]:
    """The movements of one project, from a row or none to a row or none."""
    made = movement.compare(
        projects_frame(*([BEFORE | now] if now is not None else [])),
        projects_frame(*([BEFORE | before] if before is not None else [])),
        REPORTED,
        AS_AT,
    )
    return {kind for kind in movement.MOVEMENTS if made[kind].astype(bool).any()}


class TestMovement:
    @pytest.mark.parametrize(
        ("now", "before", "made"),
        [
            ({}, {}, set()),
            ({}, None, {"new"}),
            (None, {}, {"gone"}),
            (None, {"phase": "completed"}, set()),
            ({}, {"phase": "diagnostic"}, {"to-delivery"}),
            ({"phase": "completed"}, {}, {"completed"}),
            ({"phase": "completed"}, {"phase": "completed"}, set()),
            ({"phase": "subsumed"}, {"phase": "diagnostic"}, {"subsumed"}),
            ({"phase": "diagnostic"}, {}, {"back"}),
            ({"status": "green"}, {}, {"better"}),
            ({"status": "red"}, {}, {"worse"}),
            ({"status": None}, {}, set()),
            ({"due_date": "Dec 24"}, {}, {"later"}),
            ({"due_date": "Nov 23", "revised_date": "Oct 23"}, {}, {"earlier"}),
            ({}, {"due_date": None}, {"dated"}),
            ({"due_date": None}, {}, set()),
            ({"due_date": "Was Nov 23. Delivered Oct 23"}, {}, {"delivered"}),
            ({"due_date": "Was Nov 23. Delivered Dec 23"}, {}, set()),
            ({"benefit_amount": 5}, {"benefit_amount": None}, {"quantified"}),
            ({"benefit_amount": 6}, {"benefit_amount": 5}, set()),
            ({"title": "Parks"}, {"title": "Car Parks"}, {"renamed"}),
            ({"title": "car  parks"}, {"title": "Car Parks"}, set()),
        ],
    )
    def test_a_project_moves_as_its_two_rows_differ(self, now: Row | None, before: Row | None, made: set[str]) -> None:
        assert kinds(now, before) == made

    def test_a_figure_counts_each_movement_of_the_rows_of_both_quarters(self) -> None:
        now, before = (
            projects_frame({}, {}),
            projects_frame({"phase": "diagnostic"}, {}, {}).assign(source="before.csv"),
        )
        found = by_id(movement.figures(movement.compare(now, before, REPORTED, AS_AT), now, before))
        assert set(found) == {f"projects.moved.{kind}.count" for kind in movement.MOVEMENTS}
        moved, gone = found["projects.moved.to-delivery.count"], found["projects.moved.gone.count"]
        assert (moved.value, gone.value) == (1, 1)
        assert rows_of(moved.rows) == {("data/exampleshire/projects.csv", 2)}
        assert rows_of(gone.rows) == {("before.csv", 4)}
        assert len(rows_of(gone.of)) == 5

    def test_of_no_quarter_before_every_project_is_new(self) -> None:
        made = movement.compare(projects_frame({}, {}), PROJECTS.empty(), REPORTED, AS_AT)
        assert made["new"].tolist() == [True, True]


def sums(frame: object = None) -> Sums:
    return Sums(Shown(), 0, OF)


class TestBenefits:
    def test_amounts_add_up_by_kind_and_what_is_not_known_is_not_nought(self) -> None:
        frame = projects_frame(
            {"benefit_kind": "grant", "benefit_amount": 12000},
            {"benefit_kind": "grant", "benefit_amount": 500},
            {"benefit_kind": "grant"},
            {"benefit_kind": "income"},
            {"benefit_kind": "service"},
            {"benefit_amount": 7},
            {},
        )
        found = by_id(benefits.figures(frame, "benefits", "projects", sums()))
        shown = {name.removeprefix("benefits."): one.value for name, one in found.items()}
        assert {name: shown[name] for name in ("grant", "grant.count", "grant.known.count")} == {
            "grant": 0.013,
            "grant.count": 3,
            "grant.known.count": 2,
        }
        assert found["benefits.grant"].exact == "0.0125"
        assert (shown["income"], shown["income.count"], found["benefits.income"].display) == (None, 1, "n/a")
        assert (shown["no-kind.count"], found["benefits.no-kind"].exact) == (1, "0.000007")
        assert shown["unknown.count"] == 2

    def test_other_work_has_figures_of_its_own(self) -> None:
        frame = other_work_frame({"benefit_kind": "cost-avoided", "benefit_amount": 1_300_000}, {})
        found = by_id(benefits.figures(frame, "other-work", "pieces of other work", sums()))
        assert found["other-work.cost-avoided"].display == "£1.300m"
        assert found["other-work.listed.count"].value == 2


class TestTeam:
    def test_equivalents_add_up_and_are_not_known_unless_each_is(self) -> None:
        found = by_id(team.figures(team_frame({"fte": 3}, {"fte": "0.5"})))
        assert (found["team.roles.count"].value, found["team.fte"].value, found["team.fte"].display) == (2, 3.5, "3.5")
        lacking = by_id(team.figures(team_frame({"fte": 3}, {"fte": None})))["team.fte"]
        assert (lacking.value, lacking.display, len(rows_of(lacking.rows)), len(rows_of(lacking.of))) == (
            None,
            "n/a",
            1,
            2,
        )
        assert by_id(team.figures(team_frame({"fte": 10})))["team.fte"].display == "10"

    def test_cost_by_year_is_what_is_drawn_and_what_is_left(self) -> None:
        held = reserves_frame(
            {"reserve": "Fund", "year": "2022/23", "opening": 5_000_000, "movement": -300_000, "basis": "actual"},
            {"reserve": "Fund", "year": "2023/24", "movement": "-388000"},
            {"reserve": "Other", "year": "2023/24", "opening": 1, "movement": 0},
        )
        found = by_id(team.cost_figures(team.paying(held, "Fund"), Sums(Shown(), 0, lineage(held))))
        assert {name: one.display for name, one in found.items()} == {
            "fund.2022-23.drawn": "£0.300m",
            "fund.2022-23.left": "£4.700m",
            "fund.2023-24.drawn": "£0.388m",
            "fund.2023-24.left": "£4.312m",
        }
        assert found["fund.2023-24.left"].number == Decimal("4.312")

    def test_the_reserve_is_the_one_named_or_the_only_one(self) -> None:
        one: Row = {"reserve": "Fund", "year": "2022/23", "opening": 1, "movement": 0}
        assert len(team.paying(reserves_frame(one), "")) == 1
        assert team.paying(reserves_frame(one, one | {"reserve": "Other"}), "").empty
        assert team.paying(reserves_frame(), "").empty
        with pytest.raises(ValueError, match=r"no reserve is called 'Fnd'\. Did you mean 'Fund'"):
            team.paying(reserves_frame(one), "Fnd")


def test_illustrative_rows_are_counted_this_quarter_and_the_one_before() -> None:
    now = projects_frame({"provenance": "illustrative"}, {"provenance": "published"})
    before = projects_frame({"provenance": "illustrative"}, {})
    found = by_id(provenance.figures([now, team_frame({})], before))
    assert {name: one.value for name, one in found.items()} == {
        "all.rows.count": 3,
        "all.illustrative.count": 1,
        "all.before.rows.count": 2,
        "all.before.illustrative.count": 1,
    }
