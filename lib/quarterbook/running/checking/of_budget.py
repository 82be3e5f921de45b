"""Reports on the budget: parameters held against the data, then added up, rolled forward and checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from quarterbook import checks, registers
from quarterbook.analysis.budget import (
    capital,
    chances,
    changes,
    identities,
    provenance,
    questions,
    reserves,
    revenue,
    savings,
    sums,
    year,
)
from quarterbook.analysis.figures import Figure
from quarterbook.findings import Finding
from quarterbook.params.house_file import House
from quarterbook.quarters import in_words
from quarterbook.registers.frames import details, of_area
from quarterbook.running.checking import names

# The registers of money, and what messages call their rows.
MONEY = {"revenue": "services", "savings": "savings", "capital": "sources of capital", "reserves": "reserves"}
# Fewer simulated years say little; more, times the savings, take minutes.
LEAST_RUNS, MOST_RUNS, MOST_DRAWS = 1_000, 1_000_000, 200_000_000
BEFORE = {
    "previous_revenue": "services of the period before",
    "previous_savings": "savings of the period before",
}
# What figure ids of a budget begin with beside its directorates and reserves.
RESERVED = frozenset(
    [
        *("all", "savings", "capital", "reserves", "questions", "year"),
        *("budget", "actual", "forecast", "variance", "run-rate", "straight-line"),
    ]
)


def unfit(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, str]:
    """The parameters that do not fit the registers of money, and why."""
    problems = {}
    if parameters.get("area") and not any(frames[name]["area"].notna().any() for name in MONEY if name in frames):
        why = "no row names an area. Leave area out, or say in the house file which column does (columns: revenue)."
        return {"area": why}
    try:
        ours = _all_ours(frames, parameters)
    except ValueError as error:
        return {"area": str(error)}
    try:
        year.months_gone(parameters["as_at"], parameters["quarter"])
    except ValueError as error:
        problems["as_at"] = str(error)
    if "as_at" not in problems and details(ours["revenue"]).empty:
        problems |= _no_services(frames["revenue"], parameters["as_at"])
    try:
        chances.stated(parameters.get("delivery_chances", {}))
    except ValueError as error:
        problems["delivery_chances"] = str(error)
    runs, listed = parameters.get("runs", LEAST_RUNS), len(details(ours["savings"]))
    if not LEAST_RUNS <= runs <= MOST_RUNS:
        problems["runs"] = f"from {LEAST_RUNS:,} to {MOST_RUNS:,} simulated years can be run, not {runs:,}."
    elif runs * listed > MOST_DRAWS:
        problems["runs"] = (
            f"of {listed:,} savings, at most {MOST_DRAWS // listed:,} years can be simulated, not {runs:,}."
        )
    if parameters.get("seed", 0) < 0:
        problems["seed"] = "a seed is a whole number from 0."
    for name, column in {"revenue": "directorate", "savings": "directorate", "reserves": "reserve"}.items():
        problems |= names.unfit({name: names.in_rows(details(ours[name]), column)}, RESERVED)
    now, past = revenue.period(ours["revenue"]), frames.get("previous_revenue")
    if past is not None and ours["previous_revenue"].empty and not past.empty:
        which = f"before {now}" if now else f"that began by {in_words(date.fromisoformat(parameters['as_at']))}"
        problems["previous_revenue"] = f"no row is of a period {which}. Give the monitoring before, or leave it out."
    if "revenue" in problems:
        return problems
    services = details(ours["revenue"])
    if twice := _given_twice(services):
        return {**problems, "revenue": twice}
    return problems | names.unfit({"revenue": names.in_rows(services, "directorate", "service")})


def _no_services(read: pd.DataFrame, as_at: str) -> dict[str, str]:
    """Which parameter leaves no services, and why: none is of a period that began by then, or there is none at all."""
    periods = sorted({*details(read)["period"].dropna()})
    if not periods:
        return {"revenue": "the file has no services, so there is no budget to report on. Give one that has."}
    told = f"no service is of a period that began by {in_words(date.fromisoformat(as_at))}; the first is {periods[0]}."
    return {"as_at": f"{told} Give a later day, or the revenue monitoring of an earlier period."}


def _given_twice(services: pd.DataFrame) -> str:
    """Why a service that stands twice is refused; '' where none does."""
    again = services[services.duplicated(["directorate", "service"])]
    if again.empty:
        return ""
    name, row = again["service"].iloc[0], again.index[0]
    return f"'{name}' (row {row}) stands twice, once without a period: give each row its period, or keep one of them."


def _all_ours(frames: dict[str, pd.DataFrame], parameters: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The council's rows of each register of money, of the period reported; none where it is not given."""
    empty = {name: registers.REGISTERS[name.removeprefix("previous_")].empty() for name in (*MONEY, *BEFORE)}
    ours = {
        name: of_area(frames.get(name, empty[name]), parameters.get("area", ""), what)
        for name, what in {**MONEY, **BEFORE}.items()
    }
    ours["revenue"] = revenue.of_latest_period(ours["revenue"], parameters["as_at"])
    now = revenue.period(ours["revenue"])
    ours["previous_revenue"] = revenue.of_latest_period(ours["previous_revenue"], parameters["as_at"], now)
    return ours


def found(
    frames: dict[str, pd.DataFrame], parameters: dict[str, Any], house: House
) -> tuple[list[Figure], tuple[Finding, ...]]:
    """The figures of a council's budget, and what the rules find in its registers."""
    ours, quarter = _all_ours(frames, parameters), parameters["quarter"]
    gone, limits = year.months_gone(parameters["as_at"], quarter), house.materiality.limits
    made = {
        name: sums.of_council(name.replace("_", "-"), rows, frames.get(name, rows), house)
        for name, rows in ours.items()
    }
    of = {name: one for name, (one, _) in made.items()}
    asked = frames.get("questions", registers.REGISTERS["questions"].empty())
    directorates = revenue.by_directorate(ours["revenue"], limits)
    months = revenue.months(ours["revenue"], parameters["as_at"], quarter)
    figures = [
        *(figure for _, read in made.values() for figure in read),
        *identities.of_registers({name: (ours[name], of[name]) for name in MONEY}),
        *year.figures(gone),
        *revenue.figures(ours["revenue"], limits, of["revenue"], months),
        *(questions.figures(asked) if "questions" in frames else ()),
        *provenance.figures(
            *(ours[name] for name in MONEY), through=tuple(t for name in MONEY for t in of[name].through)
        ),
    ]
    if "savings" in frames:
        odds = chances.stated(parameters["delivery_chances"])
        delivery = chances.delivery(ours["savings"], odds, runs=parameters["runs"], seed=parameters["seed"])
        figures += savings.figures(ours["savings"], of["savings"], gone)
        figures += chances.figures(delivery, odds, ours["savings"], of["savings"])
    if "capital" in frames:
        figures += capital.figures(ours["capital"], of["capital"])
    if "reserves" in frames:
        figures += reserves.figures(ours["reserves"], of["reserves"])
    if "savings" in frames and "previous_savings" in frames:
        both = of["savings"].and_of(of["previous_savings"])
        figures += changes.figures_of_savings(ours["savings"], ours["previous_savings"], both)
    if "previous_revenue" in frames:
        both = of["revenue"].and_of(of["previous_revenue"])
        figures += changes.figures_of_revenue(ours["previous_revenue"], directorates, both)
    return figures, tuple(_findings(frames, ours, asked, parameters))


def _findings(
    frames: dict[str, pd.DataFrame], ours: dict[str, pd.DataFrame], asked: pd.DataFrame, parameters: dict[str, Any]
) -> Iterable[Finding]:
    """What the rules find, in the order of the notebook."""
    given = {name: rows if name in frames else None for name, rows in ours.items()}
    if "savings" not in frames:  # of savings that are not given, none is gone
        given["previous_savings"] = None
    read = of_area(frames["revenue"], parameters.get("area", ""), MONEY["revenue"])
    return (
        *checks.r26_other_periods(read, ours["revenue"]),
        *checks.revenue(
            ours["revenue"],
            given["previous_revenue"],
            given["savings"],
            parameters["as_at"],
            parameters["quarter"],
        ),
        *checks.savings(ours["savings"], given["previous_savings"], ours["revenue"]),
        *checks.capital(ours["capital"]),
        *checks.reserves(ours["reserves"], parameters["as_at"]),
        *checks.questions(asked),
    )
