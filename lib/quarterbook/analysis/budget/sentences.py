"""The position in sentences: savings, variances, capital financing and reserves, each number a figure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from quarterbook.analysis.budget.savings import RATED
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.slugs import slug

Figures = Mapping[str, Figure]
RATING_WORDS = {
    "red": "is red (not expected to be delivered in the year)",
    "amber": "is amber (at risk)",
    "green": "is green (on track)",
    "achieved": "is achieved",
    "unrated": "has no rating",
}
# What the delivery range rests on.
ASSUMED = Sentence(
    "Officers rate each saving. Each rating stands for a chance, which is an assumption of this report and is given "
    "below. Savings are taken to be independent of each other: where one cause could stop several of them, the true "
    "range is wider. Nineteen times in twenty, a share of the simulated years is within {savings.delivery.error} of "
    "the exact one."
)


def known(figures: Figures, name: str) -> bool:
    """Whether there is a figure, and its value is known."""
    return name in figures and figures[name].value is not None


def some(figures: Figures, name: str) -> bool:
    """Whether there is a figure, and it is not nought as shown."""
    return known(figures, name) and bool(figures[name].value)


def above(figures: Figures, name: str) -> bool:
    """Whether there is a figure, and it is more than nought as shown."""
    return some(figures, name) and (figures[name].number or 0) > 0


def identified(figures: Figures, year: str) -> Sentence:
    """What was identified, redirected, and is left to deliver."""
    if not some(figures, "savings.identified"):
        return Sentence("No savings were identified for {year}.", {"year": year})
    rest = "All of them are to be delivered; none has been redirected."
    if some(figures, "savings.redirected"):
        rest = "Of these, {savings.redirected} has been redirected, which leaves {savings.to-deliver} to deliver."
        if not some(figures, "savings.to-deliver"):
            rest = "All of them have been redirected."
    return Sentence(f"Savings of {{savings.identified}} were identified for {{year}}. {rest}", {"year": year})


def rated(figures: Figures) -> list[Sentence]:
    """What is to be delivered by rating, and how much of it is at risk."""
    if not some(figures, "savings.to-deliver"):
        return [Sentence("There is nothing left to deliver.")]
    parts = [
        f"{{savings.{name}}} ({{savings.{name}.percent}}) {RATING_WORDS[name]}"
        for name in RATED
        if some(figures, f"savings.{name}")
    ]
    # Of very small savings, no rating may come to what a paper shows.
    made = [Sentence(f"Of what is to be delivered, {joined(parts)}.")] if parts else []
    if some(figures, "savings.red") and some(figures, "savings.amber"):
        told = "Red and amber together come to {savings.at-risk}: {savings.at-risk.percent} of what is to be delivered."
        made.append(Sentence(told))
    return made


def progress(figures: Figures) -> list[Sentence]:
    """What is delivered so far, against an even pace, the rate so far and the officers' forecast."""
    made: list[Sentence] = []
    if not above(figures, "savings.to-deliver"):
        return made
    if known(figures, "savings.delivered"):
        pace = (
            "After {year.months-gone} of {year.months} months, {savings.delivered} is delivered. Spread evenly over "
            "the year it would be {savings.due-by-now}."
        )
        begun = figures["year.months-gone"].value
        made.append(Sentence(pace if begun else "Before a month is over, {savings.delivered} is delivered."))
    rate, forecast = "At the rate so far, the year would bring {savings.run-rate}", ""
    if known(figures, "savings.forecast"):
        forecast = f"the officers' forecast is {{savings.forecast}}, which is {_against_target(figures)}"
    short = (figures["savings.delivered"].number or 0) < (figures["savings.to-deliver"].number or 0)
    if known(figures, "savings.run-rate") and short and not over(figures):
        made.append(Sentence(f"{rate}; {forecast}." if forecast else f"{rate}."))
    elif forecast:
        made.append(Sentence(f"{forecast[0].upper()}{forecast[1:]}."))
    return made


def _against_target(figures: Figures) -> str:
    if not some(figures, "savings.shortfall"):
        return "what is to be delivered"
    which = "less" if above(figures, "savings.shortfall") else "more"
    return f"{{size of savings.shortfall}} {which} than is to be delivered"


def over(figures: Figures) -> bool:
    """Whether the year is over: what it comes to is then known, and not to be projected."""
    return figures["year.months-gone"].value == figures["year.months"].value


def delivery(figures: Figures) -> list[Sentence]:
    """The delivery range, and the chance that it reaches what is to be delivered."""
    if "savings.delivery.p50" not in figures:
        return []
    runs = "{savings.delivery.runs:simulated year|simulated years}"
    told = (
        f"at least half of {runs} would come to no more than {{savings.delivery.p50}}, and at least eight in ten to "
        "between {savings.delivery.p10} and {savings.delivery.p90}."
    )
    if figures["savings.delivery.p10"].value == figures["savings.delivery.p90"].value:
        told = f"at least eight in ten of {runs} would come to {{savings.delivery.p50}}."
    begin = "If each saving were delivered in full or no further, with the chance that its rating stands for, "
    made = [Sentence(begin + told), Sentence(reached(figures))]
    if known(figures, "savings.delivery.forecast-chance") and some(figures, "savings.forecast"):
        reach = "they reach the {savings.forecast} that the officers forecast"
        made.append(Sentence(f"In {{savings.delivery.forecast-chance}} of the simulated years {reach}."))
    return made


def reached(figures: Figures) -> str:
    """In how many of the simulated years what is to be delivered is reached, as a template."""
    chance = figures["savings.delivery.chance"]
    if (figures["savings.delivery.most"].number or 0) < (figures["savings.to-deliver"].number or 0):
        return (
            "The {savings.to-deliver} to deliver cannot be reached: all savings that are given any chance come to "
            "{savings.delivery.most}."
        )
    if not chance.number:
        return "In none of the simulated years do the savings reach the {savings.to-deliver} to deliver."
    if chance.number < 100 and chance.value == 100:
        return "In nearly all of the simulated years the savings reach the {savings.to-deliver} to deliver."
    if not chance.value:
        return "In hardly any of the simulated years do the savings reach the {savings.to-deliver} to deliver."
    return "In {savings.delivery.chance} of the simulated years the savings reach the {savings.to-deliver} to deliver."


def variance(figures: Figures, begin: str = "", end: str = "total") -> str:
    """'an overspend of £1.2m (6%)', as a template; of a directorate where `begin` names it."""
    name = f"{begin}variance.{end}" if end else f"{begin}variance"
    one = figures[name]
    if not one.number:
        return "on budget"
    kind = "an overspend" if one.number > 0 else "an underspend"
    if not one.value:
        return f"{kind} too small to show"
    share = f" ({{size of {name}.percent}})" if known(figures, f"{name}.percent") else ""
    return f"{kind} of {{size of {name}}}{share}"


def revenue(figures: Figures) -> Sentence:
    """What the council is forecast to spend against its budget."""
    told = variance(figures)
    return Sentence(f"The council forecasts to spend {{forecast.total}} against a budget of {{budget.total}}: {told}.")


def material(figures: Figures, directorates: pd.DataFrame, limits: str = "") -> Sentence:
    """The directorates with a material variance, overspends first; `limits` says what material means, if it is to."""
    varied, means = directorates[directorates["material"]], " ({limits})" if limits else ""
    if not len(varied):
        return Sentence(f"No directorate has a material variance{means}.", {"limits": limits})
    order = sorted(zip(varied["variance"], varied["directorate"], strict=True), key=lambda one: -one[0])
    names = {f"name of {slug(name)}": name for _, name in order}
    parts = [f"{{name of {slug(name)}}}, {variance(figures, f'{slug(name)}.', '')}" for _, name in order]
    listed = "; ".join(parts)
    begin = "{variance.material-directorates.count:directorate has|directorates have} a material variance"
    return Sentence(f"{begin}{means}: {listed}.", {"limits": limits, **names})


def projections(figures: Figures) -> list[Sentence]:
    """Where the year would end at the rate so far, and on budget from now on, beside the officers' forecast."""
    if not known(figures, "run-rate.total"):
        return []
    if over(figures):
        return [Sentence("{actual.total} is spent, now that the year is over. The officers forecast {forecast.total}.")]
    return [
        Sentence(
            "{actual.total} is spent after {year.months-gone} of {year.months} months. At that rate the year would "
            "cost {run-rate.total}; with the rest of the budget spent evenly, {straight-line.total}. The officers "
            "forecast {forecast.total}."
        )
    ]


def capital(figures: Figures) -> list[Sentence]:
    """What is to pay for the capital programme, and how much of the receipts is still to come."""
    if not some(figures, "capital.all-sources.planned"):
        return [Sentence("Nothing is planned to pay for a capital programme this year.")]
    own = "{capital.receipts-and-reserves}" if some(figures, "capital.receipts-and-reserves") else "nothing"
    told = "The capital programme of the year is to be paid with {capital.all-sources.planned}, of which"
    made = [Sentence(f"{told} {own} is from receipts and reserves.")]
    if above(figures, "capital.all-sources.shortfall"):
        told = "The officers forecast that {capital.all-sources.forecast} of it comes this year"
        made.append(Sentence(f"{told}, {{capital.all-sources.shortfall}} less than planned."))
    if not known(figures, "capital.receipts.outstanding"):
        return made
    if not some(figures, "capital.receipts.planned"):
        achieved = ", and {capital.receipts.achieved} is achieved" if some(figures, "capital.receipts.achieved") else ""
        return [*made, Sentence(f"No receipts are planned{achieved}.")]
    told = "Receipts of {capital.receipts.planned} are planned"
    if above(figures, "capital.receipts.outstanding"):
        told += ", of which {capital.receipts.outstanding} is not yet achieved: "
        told += "{capital.receipts.outstanding.of-planned} of them, and "
        told += "{capital.receipts.outstanding.percent} of the whole programme"
    elif some(figures, "capital.receipts.outstanding"):
        told += ", and {size of capital.receipts.outstanding} more than that is achieved already"
    else:
        told += ", and all is achieved"
    return [*made, Sentence(f"{told}.")]


def reserves(figures: Figures, names: list[str]) -> list[Sentence]:
    """What each reserve holds once all that is planned is drawn, and how long it would last at that rate."""
    made = []
    for name in names:
        begin = slug(name)
        if not known(figures, f"{begin}.balance"):
            continue
        told = f"{{{begin}.approved}} at first, {{{begin}.balance}} after all that is planned."
        kinds = [f"{begin}.{what}" for what in ("drawn", "to-draw")]
        if min(figures[kind].number or 0 for kind in kinds) >= 0 and any(some(figures, kind) for kind in kinds):
            drawn, to_draw = (f"{{{kind}}}" if some(figures, kind) else "nothing" for kind in kinds)
            left = f"which leaves {{{begin}.balance}}"
            if not above(figures, f"{begin}.balance"):
                left = f"which is {{size of {begin}.balance}} more than it holds"
                left = left if some(figures, f"{begin}.balance") else "which leaves nothing"
            told = f"of {{{begin}.approved}}, {drawn} is drawn and {to_draw} is still to be drawn, {left}."
        lasts = f" At the planned draw it lasts {{{begin}.runway}}." if above(figures, f"{begin}.runway") else ""
        made.append(Sentence(f"{{name}}: {told}{lasts}", {"name": name}))
    return made


def moved(figures: Figures) -> list[Sentence]:
    """How the total variance changed since the monitoring period before."""
    if not known(figures, "variance.total.change"):
        return []
    change = figures["variance.total.change"].number or 0
    which = "worse by {size of variance.total.change}" if change > 0 else "better by {size of variance.total.change}"
    told = which if some(figures, "variance.total.change") else "the same"
    before = variance(figures, end="total.before")
    return [Sentence(f"Against the monitoring period before ({before}), the variance is {told}.")]
