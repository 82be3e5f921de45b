"""The figures of revenue monitoring: budget, forecast and variance, by service, by directorate and in all.

A variance is the forecast less the budget: above nought is overspent. Run rate: spent ÷ months gone × months of the
year. Straight line, the rest of the budget spent evenly: spent + budget × months left ÷ months of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.budget.year import at_this_rate, due_by_now, months_gone
from quarterbook.analysis.figures import Figure, lineage
from quarterbook.materiality import Materiality
from quarterbook.money import added
from quarterbook.periods import Period
from quarterbook.registers.frames import details, rows
from quarterbook.slugs import slug

_COLUMNS = {"budget": "Budget", "actual": "Spent so far", "forecast": "Officers' forecast"}


def of_latest_period(revenue: pd.DataFrame, as_at: str, before: Period | None = None) -> pd.DataFrame:
    """Return the rows of the last period that began by a day; rows without a period are of every one.

    With `before`, of the last that ended before that period did.
    """
    begun = [one for one in revenue["period"].dropna() if one.start <= pd.Timestamp(as_at).date()]
    periods = [one for one in begun if before is None or one.after < before.after]
    kept = [pd.isna(one) or (bool(periods) and one == max(periods)) for one in revenue["period"]]
    return revenue[pd.Series(kept, index=revenue.index, dtype="bool")]


def period(revenue: pd.DataFrame) -> Period | None:
    """Return the period that the rows are of, if they say."""
    periods = revenue["period"].dropna()
    return None if periods.empty else max(periods)


def months(revenue: pd.DataFrame, as_at: str, quarter: str) -> int | None:
    """Return the months of the year that are over, or None where the rows are of another period than the day."""
    gone, of = months_gone(as_at, quarter), period(revenue)
    if of is None:
        return gone
    try:
        return gone if months_gone(of.end.isoformat(), quarter) == gone else None
    except ValueError:
        return None


def monitored(revenue: pd.DataFrame) -> pd.DataFrame:
    """Return the services that have a budget and a forecast, without totals; others cannot be compared (rule R28)."""
    rows = details(revenue)
    return rows[rows["budget"].notna() & rows["forecast"].notna()]


def by_service(revenue: pd.DataFrame, limits: Materiality) -> pd.DataFrame:
    """Return the services with `variance` (forecast less budget, in pounds) and whether it is `material`."""
    return _with_variance(monitored(revenue), limits)


def by_directorate(revenue: pd.DataFrame, limits: Materiality) -> pd.DataFrame:
    """Return a row a directorate, in the order of the file: its sums, its `variance` and whether it is `material`."""
    services = monitored(revenue)
    names = list(dict.fromkeys(services["directorate"]))
    made = pd.DataFrame(
        {
            column: pd.Series(
                [_sum(services[services["directorate"] == name], column) for name in names], dtype="object"
            )
            for column in _COLUMNS
        }
    )
    return _with_variance(made.assign(directorate=pd.Series(names, dtype="str")), limits)


def _with_variance(compared: pd.DataFrame, limits: Materiality) -> pd.DataFrame:
    variances = [one.forecast - one.budget for one in rows(compared)]
    material = [limits.holds(over, budget) for over, budget in zip(variances, compared["budget"], strict=True)]
    return compared.assign(
        variance=pd.Series(variances, index=compared.index, dtype="object"),
        material=pd.Series(material, index=compared.index, dtype="bool"),
    )


def _sum(services: pd.DataFrame, column: str) -> Decimal | None:
    return added(services[column]) if services[column].notna().all() else None


def figures(revenue: pd.DataFrame, limits: Materiality, sums: Sums, gone: int | None) -> tuple[Figure, ...]:
    """The figures of a council's revenue: `<what>.total`, `<directorate>.<what>`, and of services.

    Of a service they are `<directorate>.services.<service>.<what>`. What: `budget`, `actual`, `forecast`, `variance`,
    `variance.percent`, `run-rate`, `straight-line`. `gone` are the months of the year that are over; where it is None,
    nothing is projected.
    """
    services = by_service(revenue, limits)
    made = list(_of("", "total", "the council", services, sums, gone))
    for name in dict.fromkeys(services["directorate"]):
        mine = services[services["directorate"] == name]
        made += _of(f"{slug(name)}.", "", name, mine, sums, gone)
        # Which rows are the directorate's is told by its own figures, and not by each of its services again.
        within = replace(sums, of=lineage(mine), through=(f"{slug(name)}.budget",))
        for at, service in enumerate(mine["service"]):
            begin = f"{slug(name)}.services.{slug(service)}."
            made += _of(begin, "", f"{service} ({name})", mine.iloc[[at]], within)
    return (*made, *_counted(services, by_directorate(revenue, limits), sums))


def _of(
    begin: str, end: str, whose: str, services: pd.DataFrame, sums: Sums, gone: int | None = None
) -> Iterator[Figure]:
    """The sums of a service, a directorate or the council; the two projections where `gone` is given."""

    def name(what: str) -> str:
        return f"{begin}{what}.{end}" if end else f"{begin}{what}"

    for column, words in _COLUMNS.items():
        if column != "actual" or services[column].notna().any():
            yield sums.total(name(column), services, column, f"{words}: {whose}")
    budget, forecast = added(services["budget"]), added(services["forecast"])
    from_ = (name("forecast"), name("budget"))
    definition = f"Variance, forecast less budget: {whose}"
    yield (variance := sums.amount(name("variance"), forecast - budget, definition, services, from_))
    whole = sums.total(name("budget"), services, "budget", f"Budget: {whose}")
    yield sums.share(f"{name('variance')}.percent", variance, whole, f"Variance of budget: {whose}", of_size=True)
    if gone is None or not len(services) or not services["actual"].notna().all():
        return
    spent, of_year = added(services["actual"]), ("year.months-gone", "year.months")
    definition = f"Spending of the year, spent ÷ months gone × months of the year: {whose}"
    yield sums.amount(name("run-rate"), at_this_rate(spent, gone), definition, from_=(name("actual"), *of_year))
    left = Fraction(budget) - due_by_now(budget, gone)
    definition = f"Spending of the year, spent + budget × months left ÷ months of the year: {whose}"
    yield sums.amount(
        name("straight-line"), Fraction(spent) + left, definition, from_=(name("actual"), name("budget"), *of_year)
    )


def _counted(services: pd.DataFrame, directorates: pd.DataFrame, sums: Sums) -> Iterator[Figure]:
    """How many services and directorates vary materially, and what the overspent come to apart from the others."""
    material = services[services["material"]]
    yield sums.count("variance.services.count", services, "Services monitored")
    yield sums.count("variance.material-services.count", material, "Services with a material variance")
    names = directorates.loc[directorates["material"], "directorate"]
    mine = services[services["directorate"].isin(names)].drop_duplicates("directorate")
    yield sums.count("variance.material-directorates.count", mine, "Directorates with a material variance")
    each = services.drop_duplicates("directorate")
    yield sums.count("variance.directorates.count", each, "Directorates monitored")
    for name, sign, words in (("over", 1, "overspent"), ("under", -1, "underspent")):
        beyond = [sign * one > 0 for one in directorates["variance"]]
        varied = directorates[pd.Series(beyond, index=directorates.index, dtype="bool")]
        mine, pounds = services[services["directorate"].isin(varied["directorate"])], added(varied["variance"])
        yield sums.amount(f"variance.{name}", pounds, f"Variances of the directorates that are {words}, added", mine)
