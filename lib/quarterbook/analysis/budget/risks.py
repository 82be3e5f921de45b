"""The risks in words: one sentence for each that the figures show, none for what they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from quarterbook.analysis.budget.reserves import Year
from quarterbook.analysis.budget.sentences import Figures, above, known, over, reached, some
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.registers.frames import rows
from quarterbook.slugs import slug

# A reserve that lasts no longer, in years, is a risk within the medium term.
SHORT_RUNWAY = 3
# A target that less than half of the simulated years reach, in per cent, is a risk.
LIKELY = 50


def risks(figures: Figures, directorates: pd.DataFrame, reserves: Mapping[str, Sequence[Year]]) -> list[Sentence]:
    """Return the risks to the budget that the figures show: to savings, spending, capital financing, reserves.

    `reserves` are the years of each reserve, rolled forward.
    """
    return [
        *_to_savings(figures),
        *_to_spending(figures, directorates),
        *_to_capital(figures),
        *_to_reserves(figures, reserves),
    ]


def _to_savings(figures: Figures) -> Iterator[Sentence]:
    if some(figures, "savings.red"):
        verb = "is" if figures["savings.red.count"].value == 1 else "are"
        told = (
            f"{{savings.red.count:saving|savings}} worth {{savings.red}} {verb} not expected to be delivered this year"
        )
        amber = "; a further {savings.amber} is at risk" if some(figures, "savings.amber") else ""
        yield Sentence(f"**Savings not delivered.** {told}{amber}.")
    elif some(figures, "savings.amber"):
        yield Sentence("**Savings at risk.** {savings.amber} of what is to be delivered is rated amber.")
    if above(figures, "savings.redirected"):
        known = figures["savings.redirected.percent"].value is not None
        share = " ({savings.redirected.percent} of what was identified)" if known else ""
        yield Sentence(
            f"**Savings redirected.** {{savings.redirected}}{share} is not saved as planned: "
            "other budgets have to bear it."
        )
    if above(figures, "savings.one-off"):
        yield Sentence(
            "**One-off savings.** {savings.one-off} of what is to be delivered has to be found again next year."
        )
    if "savings.delivery.p50" in figures and (figures["savings.delivery.chance"].number or 0) < LIKELY:
        told = "Nine in ten of the simulated years come to no more than {savings.delivery.p90}. "
        yield Sentence(f"**Savings target unlikely to be met.** {told}{reached(figures)}")
    if above(figures, "savings.behind"):
        yield Sentence(
            "**Savings missed.** What is delivered is {savings.behind} less than was to be."
            if over(figures)
            else "**Late savings.** What is delivered is {savings.behind} behind an even pace, so more has to be "
            "delivered in each of the months left."
        )


def _to_spending(figures: Figures, directorates: pd.DataFrame) -> Iterator[Sentence]:
    names = [one.directorate for one in rows(directorates) if one.material and one.variance > 0]
    if names:
        listed = joined([f"{{name of {slug(name)}}} ({{{slug(name)}.variance}})" for name in names])
        values = {f"name of {slug(name)}": name for name in names}
        what = "A material overspend is" if len(names) == 1 else "Material overspends are"
        yield Sentence(f"**Overspending.** {what} forecast in {listed}.", values)
    if some(figures, "variance.under") and above(figures, "variance.total"):
        yield Sentence(
            "**Overspends hidden by underspends.** Directorates that overspend do so by {variance.over} in all; "
            "underspends elsewhere take {size of variance.under} off it, and may not recur."
        )
    if known(figures, "run-rate.total") and not over(figures) and _more(figures, "run-rate.total", "forecast.total"):
        yield Sentence(
            "**Forecast below the rate so far.** Spending at the rate so far would come to {run-rate.total}, more than "
            "the {forecast.total} that the officers forecast."
        )
    if above(figures, "variance.total.change"):
        yield Sentence(
            "**Worsening.** The variance is worse by {variance.total.change} since the monitoring period before."
        )


def _to_capital(figures: Figures) -> Iterator[Sentence]:
    short = "; by the end of the year, the officers forecast {capital.receipts.shortfall} less than planned"
    if above(figures, "capital.receipts.outstanding"):
        yield Sentence(
            "**Receipts not achieved.** Of capital receipts, {capital.receipts.outstanding} is still to come"
            + (short if above(figures, "capital.receipts.shortfall") else "")
            + ". What does not come this year has to be borrowed, or the programme cut or put off."
        )


def _to_reserves(figures: Figures, reserves: Mapping[str, Sequence[Year]]) -> Iterator[Sentence]:
    for name, years in reserves.items():
        begin = slug(name)
        lasts = figures[f"{begin}.runway"].number if known(figures, f"{begin}.runway") else None
        if some(figures, f"{begin}.lowest") and not above(figures, f"{begin}.lowest"):
            year = min(years, key=lambda one: one.closing).year
            told = f"{{name}} would be overdrawn by {{size of {begin}.lowest}} at the end of {{year}}."
            yield Sentence(f"**Reserve overdrawn.** {told}", {"name": name, "year": str(year)})
        elif lasts is not None and lasts < SHORT_RUNWAY:
            told = f"{{name}} lasts {{{begin}.runway}} at the planned draw, and can then pay for nothing more."
            told = told if lasts > 0 else "{name} has nothing left for the draws that are planned."
            yield Sentence(f"**Reserve running out.** {told}", {"name": name})


def _more(figures: Figures, one: str, other: str) -> bool:
    """Whether one is more than the other as they are shown."""
    return float(figures[one].value or 0) > float(figures[other].value or 0)
