"""Each rule on counts of people: what it finds, the nearest that it does not, and that none of them tells a count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import people_frame, published
from quarterbook import checks
from quarterbook.findings import Finding
from quarterbook.registers.people import PEOPLE

Row = dict[str, object]
AS_AT = "2023-06-30"
WHOLE: tuple[Row, ...] = tuple(
    {"group": group, "category": category, "period": period, "count": 77}
    for period in ("May 2023", "June 2023")
    for group in ("18", "19")
    for category in ("In", "Out")
)


def found(code: str, *rows: Row) -> list[Finding]:
    every = checks.people(people_frame(*rows), AS_AT)
    assert not any("77" in one.message for one in every)
    return [one for one in every if one.code == code]


def test_counts_in_order_give_no_finding() -> None:
    assert checks.people(people_frame(*WHOLE), AS_AT) == checks.people(PEOPLE.empty(), AS_AT) == ()
    assert checks.people(people_frame({"group": "18"}, {"group": "18", "measure": "Lodgers"}), AS_AT) == ()


def test_n10_finds_a_cell_that_is_missing() -> None:
    (one,) = found("N10", *WHOLE[:6], WHOLE[7])
    assert (one.severity, one.row, one.column) == ("warning", 6, "group")
    assert one.message == "Tenants, June 2023: no row counts 19, In; the totals are without it."


def test_n10_finds_a_group_that_is_missing() -> None:
    rows: list[Row] = [{"group": "18"}, {"group": "19"}, {"group": "18", "period": "June 2023"}]
    assert [one.message for one in found("N10", *rows)] == [
        "Tenants, June 2023: no row counts 19; the totals are without it."
    ]


def test_n11_finds_each_period_to_come_once() -> None:
    (one,) = found("N11", {}, {"period": "July 2023"}, {"period": "July 2023", "group": "Group 1"})
    assert (one.severity, one.row, one.column) == ("note", 3, "period")
    assert one.message == "Tenants: counts of July 2023 are of a time after the day of the report, and left out."


def test_n11_leaves_a_period_that_has_begun() -> None:
    assert found("N11", {"period": "2023-24 Q1"}, {"period": "June 2023"}) == []


@pytest.mark.parametrize("where", ["paragraph 1.2", None])
def test_n12_finds_what_was_published_and_is_not_shown(where: str | None) -> None:
    read = published(id=["tenants.may-2023.18.count", "b"], published=["3", "4"], where=[where, None])
    (one,) = checks.n12_published_but_not_shown(read, {"tenants.may-2023.18.count"})
    assert (one.code, one.severity, one.row, one.column) == ("N12", "warning", 2, "published")
    place = f" ({where})" if where else ""
    assert one.message == (
        f"The paper printed tenants.may-2023.18.count{place}, which is not shown here: it could tell of a person."
    )


def test_f01_says_nothing_of_what_is_not_shown() -> None:
    read = published(id=["a", "b"], published=["3", "4"], where=[None, None])
    exact = {"a": None, "b": Decimal(5)}
    (one,) = checks.f01_published_differs(read, exact, {"a"})
    assert one.row == 3
    assert [*checks.n12_published_but_not_shown(read, set())] == []
