"""The risks in words: one sentence for each that the figures show, none for what they do not."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.analysis.budget.sentences import Figures, above, known, over, reached, some
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.registers.frames import rows
from quarterbook.slugs import slug

# A reserve that lasts no longer, in years, is a risk within the medium term.
SHORT_RUNWAY = 3


def risks(figures: Figures, directorates: pd.DataFrame, reserves: list[str]) -> list[Sentence]:
    """Return the risks to the budget that the figures show: to savings, spending, capital financing, reserves."""
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
    if "savings.delivery.p50" in figures and (figures["savings.delivery.chance"].number or 0) < 50:
        told = "Nine in ten of the simulated years come to no more than {savings.delivery.p90}. "
        yield Sentence(f"**Savings target out of reach.** {told}{reached(figures)}")
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
    if above(figures, "capital.receipts.outstanding"):
        yield Sentence(
            "**Receipts not achieved.** {capital.receipts.outstanding} of capital receipts is still to come. What does "
            "not come this year has to be borrowed, or the programme cut or put off."
        )


def _to_reserves(figures: Figures, reserves: list[str]) -> Iterator[Sentence]:
    for name in reserves:
        begin = slug(name)
        lasts = figures[f"{begin}.runway"].number if known(figures, f"{begin}.runway") else None
        if some(figures, f"{begin}.balance") and not above(figures, f"{begin}.balance"):
            told = f"{{name}} would be overdrawn by {{size of {begin}.balance}} once all that is planned is drawn."
            yield Sentence(f"**Reserve overdrawn.** {told}", {"name": name})
        elif lasts is not None and lasts < SHORT_RUNWAY:
            told = f"{{name}} lasts {{{begin}.runway}} at the planned draw, and can then pay for nothing more."
            told = told if lasts > 0 else "{name} has nothing left for the draws that are planned."
            yield Sentence(f"**Reserve running out.** {told}", {"name": name})


def _more(figures: Figures, one: str, other: str) -> bool:
    """Whether one is more than the other as they are shown."""
    return float(figures[one].value or 0) > float(figures[other].value or 0)
