"""Reserves rolled forward: what each holds year by year, and how many years it lasts at the planned draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.checks.balances import balances
from quarterbook.money import added
from quarterbook.periods import Period
from quarterbook.registers.frames import details
from quarterbook.rounding import NOT_KNOWN, exact, half_up, plain
from quarterbook.slugs import slug

_RUNWAY_PLACES = 1


@dataclass(frozen=True)
class Year:
    """A year of a reserve: `closing` is opening + movement; amounts in pounds."""

    year: Period
    basis: str
    opening: Decimal
    movement: Decimal
    closing: Decimal


def rolled(reserve: pd.DataFrame) -> tuple[Year, ...]:
    """Return the years of one reserve in order; none where its first year gives no opening balance.

    A year opens as its row says, else with what the year before closed with (rules R30 to R35 compare them).
    """
    years = sorted(balances(reserve), key=lambda one: one.row.year)
    made = [
        Year(one.row.year, one.row.basis, one.opening, one.row.movement, one.opening + one.row.movement)
        for one in years
        if one.opening is not None
    ]
    return tuple(made) if len(made) == len(years) else ()


def by_reserve(reserves: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each reserve, in the order of the file."""
    mine = details(reserves)
    return {name: mine[mine["reserve"] == name] for name in dict.fromkeys(mine["reserve"])}


def runway(years: tuple[Year, ...]) -> Fraction | None:
    """Return how many years a reserve lasts from the last actual year on; None where the plan draws nothing from it.

    The planned draws are taken year by year; after the plan, the mean draw of its years goes on. A reserve that
    would be overdrawn within the plan lasts into that year by the part of its draw that it can pay.

    >>> year = Period.parse
    >>> plan = (Year(year("2023/24"), "forecast", Decimal(10), Decimal(-4), Decimal(6)),)
    >>> runway(plan)
    Fraction(5, 2)
    """
    planned = [one for one in years if one.basis == "forecast"]
    drawn = -added(one.movement for one in planned)
    if drawn <= 0 and all(one.closing >= 0 for one in planned):
        return None
    for at, one in enumerate(planned):
        if one.closing < 0:
            # One that is overdrawn already lasts no part of the year, whatever the plan does to it then.
            return at + (Fraction(one.opening) / Fraction(-one.movement) if one.opening > 0 else Fraction(0))
    return len(planned) + Fraction(planned[-1].closing) * len(planned) / Fraction(drawn)


def figures(reserves: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """The figures of a council's reserves: `<reserve slug>.<what>`, and `reserves.<what>` over all of them.

    What: `approved` (what it opened with), `drawn` (actual), `to-draw` (forecast), `committed` (both), `balance`
    (after the plan), `lowest` (of any year's end) and `runway` (years).
    """
    made: list[Figure] = []
    by_name = {name: mine for name, mine in by_reserve(reserves).items() if rolled(mine)}
    for name, mine in by_name.items():
        made += _of(slug(name), name, mine, sums)
    known = details(reserves)
    known = known[known["reserve"].isin(list(by_name))]
    told = {"approved": "held at first", "drawn": "drawn", "to-draw": "to be drawn"}
    for what, words in {**told, "committed": "drawn and to be drawn", "balance": "left"}.items():
        parts = {one.id: one for one in made if one.id in {f"{slug(name)}.{what}" for name in by_name}}
        pounds = added(_amounts(mine)[what] for mine in by_name.values())
        made.append(sums.amount(f"reserves.{what}", pounds, f"All reserves: {words}", known, parts))
    made.append(sums.count("reserves.count", known.drop_duplicates("reserve"), "Reserves with an opening balance"))
    return tuple(made)


def _amounts(mine: pd.DataFrame) -> dict[str, Decimal]:
    years = rolled(mine)
    drawn = -added(one.movement for one in years if one.basis == "actual")
    to_draw = -added(one.movement for one in years if one.basis == "forecast")
    return {
        "approved": years[0].opening,
        "drawn": drawn,
        "to-draw": to_draw,
        "committed": drawn + to_draw,
        "balance": years[-1].closing,
        "lowest": min(one.closing for one in years),
    }


def _of(begin: str, name: str, mine: pd.DataFrame, sums: Sums) -> Iterator[Figure]:
    years = rolled(mine)
    first: Any = mine[mine["year"] == years[0].year]
    told = {
        "approved": (first, f"{name}: what it opened with", ()),
        "drawn": (mine[mine["basis"] == "actual"], f"{name}: drawn, actual", ()),
        "to-draw": (mine[mine["basis"] == "forecast"], f"{name}: to be drawn, forecast", ()),
        "committed": (mine, f"{name}: drawn and to be drawn", (f"{begin}.drawn", f"{begin}.to-draw")),
        "balance": (
            mine,
            f"{name}: balance after {years[-1].year}, once all of this is drawn",
            (f"{begin}.approved", f"{begin}.committed"),
        ),
        "lowest": (mine, f"{name}: the lowest that it holds at the end of a year", ()),
    }
    for what, pounds in _amounts(mine).items():
        rows, definition, from_ = told[what]
        yield sums.amount(f"{begin}.{what}", pounds, definition, rows, from_)
    yield _runway(begin, name, years, sums)


def _runway(begin: str, name: str, years: tuple[Year, ...], sums: Sums) -> Figure:
    lasts = runway(years)
    rounded = None if lasts is None else half_up(lasts, _RUNWAY_PLACES)
    return Figure(
        id=f"{begin}.runway",
        value=None if rounded is None else plain(rounded),
        exact=None if lasts is None else exact(lasts),
        unit="years",
        display=NOT_KNOWN if rounded is None else f"{rounded} years",
        definition=f"{name}: years it lasts from the last actual year on, at the planned draw",
        of=sums.of,
        from_=(f"{begin}.approved", f"{begin}.drawn", f"{begin}.to-draw", *sums.through),
    )
