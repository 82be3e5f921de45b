"""Which figures count people: known by the noun of their unit, whatever register they are from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis.disclosure.shown import counts_people, people_shown
from quarterbook.analysis.figures import Figure, whole

COUNTS = (
    *("people", "People", "person", "child", "children", "Pupils", "staff", "care leaver", "young people"),
    *("looked-after children", "children looked after", "number of pupils", "Total number of residents"),
    *("no. of tenants", "service users", "asylum seekers", "people aged 65 and over", "children in care"),
    *("children and young people", "staff in post", "adult carers", "pupils (headcount)", "tenants evicted"),
)
OTHERS = (
    *("", "%", "days", "posts", "machines", "score", "level", "£", "homes", "number", "households", "visits"),
    *("per 1,000 people", "per 10,000 population", "people per day", "FTE", "staff (FTE)"),
    *("full-time equivalent staff", "members of staff on average, per school"),
    *("% of pupils", "£ per child", "rate of children in care", "proportion of staff", "staff days", "child weeks"),
    *("visits to patients", "complaints from residents", "hours of carers", "children's homes", "children’s centres"),
    *("thousands of people", "people (thousands)", "000 people", "staff turnover", "peopled", "personnel files"),
)


@pytest.mark.parametrize("unit", COUNTS)
def test_a_count_of_people(unit: str) -> None:
    assert counts_people(unit)


@pytest.mark.parametrize("unit", OTHERS)
def test_no_count_of_people(unit: str) -> None:
    assert not counts_people(unit)


@given(st.text(max_size=30), st.sampled_from(COUNTS))
def test_a_rate_of_whomever_is_no_count(before: str, unit: str) -> None:
    assert not counts_people(f"{before} per {unit}")


def figure(name: str, number: int, unit: str, *from_: str) -> Figure:
    return whole(name, number, "Somebody", unit=unit, from_=from_)


def test_what_is_worked_out_from_counts_of_people_is_none_itself() -> None:
    some = [
        figure("a", 3, "children in care"),
        figure("b", 4, "days"),
        figure("c", 1, "children", "a"),
        figure("d", 2, "pupils", "b"),
    ]
    assert people_shown(some) == {"a": Decimal(3), "d": Decimal(2)}
