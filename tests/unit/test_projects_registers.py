"""Registers of projects, of a team and of other work: what is read of each column, and what stops the report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import REPORTING, other_work_frame, projects_frame, team_frame
from quarterbook.registers.register import RegisterError

Row = dict[str, object]


def refused(*rows: Row) -> str:
    with pytest.raises(RegisterError) as error:
        projects_frame(*rows)
    return str(error.value.found[0])


def test_a_project_is_read_with_its_status_as_the_house_calls_it_and_its_dates_in_words() -> None:
    house = REPORTING.model_copy(update={"values": {"phase": {"Doing": "delivery"}, "benefit_kind": {"Cash": "grant"}}})
    row: Row = {"phase": "Doing", "status": "AMBER", "due_date": "Was Sept 23. Delivered Oct 23"}
    read = projects_frame(row | {"benefit_kind": "cash", "benefit_amount": "1,200"}, house=house)
    (one,) = read.itertuples()
    assert (one.phase, one.status, one.benefit_kind, one.benefit_amount) == (
        "delivery",
        "amber",
        "grant",
        Decimal(1200),
    )
    assert str(one.due_date) == "Was Sept 23. Delivered Oct 23"
    assert one.revised_date is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"phase": "doing"},
            "'doing' cannot be read; expected one of diagnostic, delivery, completed, subsumed. [P01]",
        ),
        ({"status": "Blue"}, "'Blue' cannot be read; expected one of Green, Purple, Amber, Red. [P01]"),
        ({"benefit_kind": "fame"}, "expected one of grant, saving, cost-avoided, income, service. [P01]"),
        ({"phase": None}, "the cell is blank; phase must be filled in. [P02]"),
        ({"title": None}, "the cell is blank; title must be filled in. [P02]"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_was_expected(row: Row, told: str) -> None:
    assert refused(row).endswith(told)


def test_a_project_stands_once_in_a_phase_and_the_rule_tells_of_two_phases() -> None:
    assert "'A, delivery' stands in row 2 already" in refused({"reference": "A"}, {"reference": "A"})
    assert len(projects_frame({"reference": "A"}, {"reference": "A", "phase": "completed"})) == 2


def test_a_role_may_stand_for_two_purposes_and_its_equivalents_be_unknown() -> None:
    read = team_frame(
        {"role": "Officer", "purpose": "Buying", "fte": "0.5"}, {"role": "Officer", "purpose": "HR", "fte": None}
    )
    assert [*read["fte"]] == [Decimal("0.5"), None]
    with pytest.raises(RegisterError, match="P13"):
        team_frame({"role": "Officer"}, {"role": "Officer"})


def test_other_work_stands_once() -> None:
    assert other_work_frame({"benefit_amount": "(5)"})["benefit_amount"].tolist() == [Decimal(-5)]
    with pytest.raises(RegisterError, match="P23"):
        other_work_frame({"work": "Bid"}, {"work": "Bid"})
