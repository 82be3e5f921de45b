"""What a claimed saving needs to be true: fewer people in a placement that costs so much a week, over some years.

Gross throughout: what takes the place of the placement is not taken off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, amount, lineage, whole
from quarterbook.analysis.outturn_figures import READ, figure_id
from quarterbook.analysis.projects.measures import series
from quarterbook.analysis.units import with_unit
from quarterbook.errors import nearest
from quarterbook.money import Shown
from quarterbook.registers.frames import rows
from quarterbook.rounding import exact, half_up, plain

POUNDS, PENCE = Shown("£", 0), Shown("£", 2)


@dataclass(frozen=True)
class Claim:
    """A claim: `pounds` saved over so many `years`, by fewer in placements that cost `weekly` pounds each.

    `row` is the project that makes it, `taken` the measure's outturns, oldest first, `cost` the outturn of the cost.
    """

    row: Any
    taken: tuple[Any, ...]
    cost: Any
    years: int
    weeks_a_year: int

    @property
    def pounds(self) -> Fraction:
        """What is claimed."""
        return Fraction(self.row.benefit_amount)

    @property
    def weekly(self) -> Fraction:
        """What one placement costs a week."""
        return Fraction(self.cost.actual)

    @property
    def weeks(self) -> int:
        """How many weeks the claim spans."""
        return self.years * self.weeks_a_year

    @property
    def placement_weeks(self) -> Fraction:
        """How many weeks of a single placement must be saved."""
        return self.pounds / self.weekly

    @property
    def on_average(self) -> Fraction:
        """How many fewer there must be, on average over the whole time."""
        return self.placement_weeks / self.weeks

    @property
    def least(self) -> int:
        """The smallest whole number of fewer placements that makes the claim true, throughout the time."""
        return math.ceil(self.on_average)

    def over(self, fewer: Fraction | int, weeks: Fraction | int) -> Fraction:
        """Return the pounds that so many fewer placements save in so many weeks."""
        return Fraction(fewer) * self.weekly * Fraction(weeks)

    def needed(self, fewer: Fraction) -> Fraction:
        """Return for how many weeks so many fewer placements must last to save what is claimed."""
        return self.placement_weeks / fewer

    def support(self, fewer: Fraction) -> Fraction:
        """Return what else each may cost a week, over the whole time, before less than the claim is saved net."""
        return self.weekly - self.pounds / (fewer * self.weeks)

    def fewer(self) -> list[tuple[Any, Fraction]]:
        """Return each outturn after the first that is less than it, and by how much."""
        first = Fraction(self.taken[0].actual)
        return [(row, first - Fraction(row.actual)) for row in self.taken[1:] if Fraction(row.actual) < first]


def stated(projects: pd.DataFrame, assessed: pd.DataFrame, parameters: Mapping[str, Any]) -> Claim | None:
    """Return the claim that the parameters name; None where they name none.

    Raises ValueError, its arguments a parameter's name and what is wrong with it.
    """
    if not parameters.get("claim"):
        return None
    row = _project(projects, parameters["claim"])
    known = series(assessed)
    for name, what in {"claim_measure": "measure", "claim_cost": "weekly cost"}.items():
        if parameters.get(name, "") not in known:
            hint = nearest(parameters.get(name, ""), known) if known else "Give indicators and outturns."
            raise ValueError(name, f"no {what} with an outturn is called '{parameters.get(name, '')}'. {hint}")
    taken, costs = known[parameters["claim_measure"]], known[parameters["claim_cost"]]
    if len(taken) < 2:
        raise ValueError("claim_measure", "it has one outturn, and a claim needs one before and one after.")
    if costs[-1].unit != "£":
        raise ValueError("claim_cost", f"a cost in £ is needed; {costs[-1].reference} is counted in {costs[-1].unit}.")
    if costs[-1].actual <= 0:
        raise ValueError("claim_cost", f"a cost above nought is needed, not {costs[-1].actual}.")
    for name, most in {"claim_years": 50, "weeks_a_year": 53}.items():
        if not 1 <= parameters[name] <= most:
            raise ValueError(name, f"a number from 1 to {most} was expected, not {parameters[name]}.")
    return Claim(row, tuple(taken), costs[-1], parameters["claim_years"], parameters["weeks_a_year"])


def _project(projects: pd.DataFrame, reference: str) -> Any:
    found = [row for row in rows(projects) if row.reference == reference]
    if not found:
        raise ValueError(
            "claim", f"no project has the reference '{reference}'. {nearest(reference, projects['reference'])}"
        )
    if found[0].benefit_amount is None or found[0].benefit_amount <= 0:
        raise ValueError("claim", f"{reference} (row {found[0].Index}) claims no amount: fill in its benefit_amount.")
    return found[0]


def figures(claim: Claim | None, projects: pd.DataFrame) -> tuple[Figure, ...]:
    """The figures of a claim: `claim.<what>`, and `claim.<period>.<what>` for each outturn below the first."""
    return () if claim is None else (*_needed(claim, projects), *_given(claim))


def _needed(claim: Claim, projects: pd.DataFrame) -> Iterator[Figure]:
    of, unit = lineage(projects), claim.taken[0].unit
    mine = lineage(projects[projects["reference"] == claim.row.reference])
    cost = (figure_id(claim.cost.reference, claim.cost.period.slug, "actual"), READ)
    told = f"What {claim.row.reference} claims to save, gross"
    yield amount("claim.amount", claim.pounds, POUNDS, told, rows=mine, of=of)
    yield whole("claim.years", claim.years, "Years of the claim, as the report is told")
    yield whole("claim.weeks-a-year", claim.weeks_a_year, "Weeks that a year is counted as, as the report is told")
    yield whole(
        "claim.weeks", claim.weeks, "Weeks of the claim: its years × weeks a year", from_=_ids("years", "weeks-a-year")
    )
    told = "Weeks of a single placement that the claim needs: the claim ÷ what a placement costs a week"
    yield _number("claim.placement-weeks", claim.placement_weeks, 0, "", told, (*_ids("amount"), *cost))
    told = "Fewer in placements, on average over the time: placement-weeks ÷ weeks of the claim"
    yield _number("claim.on-average", claim.on_average, 1, unit, told, _ids("placement-weeks", "weeks"))
    told = "The smallest whole number fewer, throughout the time, that saves the claim: the average rounded up"
    yield _number("claim.least", Fraction(claim.least), 0, unit, told, _ids("on-average"))
    for name, fewer, words in (
        ("least", claim.least, "that number"),
        ("too-few", claim.least - 1, "one less than that"),
    ):
        told = f"What {words} fewer saves: number × cost a week × weeks of the claim"
        saved = claim.over(fewer, claim.weeks)
        yield amount(f"claim.{name}.saves", saved, POUNDS, told, from_=(*_ids("least", "weeks"), *cost))


def _given(claim: Claim) -> Iterator[Figure]:
    first = claim.taken[0]
    cost = (figure_id(claim.cost.reference, claim.cost.period.slug, "actual"), READ)
    before = figure_id(first.reference, first.period.slug, "actual")
    for row, fewer in claim.fewer():
        period = row.period.slug
        named = f"from {first.period} to {row.period}"
        origin = (before, figure_id(row.reference, period, "actual"), READ)
        yield _number(f"claim.{period}.fewer", fewer, 2, row.unit, f"Fewer in placements, {named}", origin)
        this = f"claim.{period}.fewer"
        spans: dict[str, tuple[Fraction | int, str, tuple[str, ...]]] = {
            "a-week": (1, "a week", ()),
            "a-year": (claim.weeks_a_year, "a year", _ids("weeks-a-year")),
            "in-full": (claim.weeks, "over the whole time, all of it from the first day", _ids("weeks")),
            "evenly": (
                Fraction(claim.weeks, 2),
                "over the whole time, were it to come evenly: half of that",
                _ids("weeks"),
            ),
        }
        for name, (weeks, words, through) in spans.items():
            told = f"What the fall {named} saves {words}"
            yield amount(
                f"claim.{period}.{name}", claim.over(fewer, weeks), POUNDS, told, from_=(this, *cost, *through)
            )
        share = claim.pounds / claim.over(fewer, claim.weeks) * 100
        told = f"The claim, of what the fall {named} saves over the whole time, all of it from the first day"
        yield _number(f"claim.{period}.share", share, 0, "%", told, _ids("amount", f"{period}.in-full"))
        told = f"Whole weeks for which the fall {named} must last to save the claim: placement-weeks ÷ fall, rounded up"
        weeks = Fraction(math.ceil(claim.needed(fewer)))
        yield _number(f"claim.{period}.weeks", weeks, 0, "weeks", told, (*_ids("placement-weeks"), this))
        told = (
            f"What else each of them may cost a week, over the whole time, before the fall {named} saves less than the "
            "claim net: cost a week − claim ÷ (fall × weeks of the claim)"
        )
        support = claim.support(fewer) if claim.support(fewer) > 0 else None
        from_ = (*cost, *_ids("amount", "weeks"), this)
        yield amount(f"claim.{period}.support", support, PENCE, told, from_=from_)


def _ids(*names: str) -> tuple[str, ...]:
    return tuple(f"claim.{name}" for name in names)


def _number(figure: str, value: Fraction, places: int, unit: str, told: str, from_: tuple[str, ...]) -> Figure:
    """A figure of a number, less the noughts at its end."""
    shown = half_up(value, places)
    shown = shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()
    return Figure(
        id=figure,
        value=plain(shown),
        exact=exact(value),
        unit=unit,
        display=with_unit(shown, unit) if unit else f"{shown:,f}",
        definition=told,
        from_=from_,
    )
