"""Which figures of a paper count people, whatever register they are from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from quarterbook.analysis.figures import Figure

# Units in which people are counted. Rates and full-time equivalents are not counts.
PEOPLE = frozenset(
    {
        *("people", "persons", "adults", "children", "young people", "residents", "pupils", "students", "tenants"),
        *("staff", "employees", "apprentices", "carers", "patients", "clients", "service users", "care leavers"),
    }
)


def people_shown(figures: Iterable[Figure]) -> dict[str, Decimal]:
    """Return how many people each figure counts that shows a count of them, by id.

    A figure worked out from counts of people, such as a change or a mean, is none itself.
    """
    figures = list(figures)
    counting = {one.id for one in figures if one.unit.casefold() in PEOPLE}
    return {
        one.id: one.number
        for one in figures
        if one.id in counting and one.number is not None and counting.isdisjoint(one.from_)
    }
