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
    "red": "is rated red and not expected to be delivered in the year",
    "amber": "is amber, at risk",
    "green": "is green, on track",
    "achieved": "is achieved",
    "unrated": "has no rating",
}


# What the delivery range rests on.
ASSUMED = Sentence(
    "Officers rate each saving. Each rating stands for a chance, which is an assumption of this report and is given "
    "below. Savings are taken to be independent of each other: where one cause could stop several of them, the true "
    "range is wider. The simulation's own error is at most {savings.delivery.error} of a share of years."
)


def known(figures: Figures, name: str) -> bool:
    """Whether there is a figure, and its value is known."""
    return name in figures and figures[name].value is not None


def some(figures: Figures, name: str) -> bool:
    """Whether there is a figure, and it is not nought as shown."""
    return known(figures, name) and bool(figures[name].value)


def identified(figures: Figures, year: str) -> Sentence:
    """What was identified, redirected, and is left to deliver."""
    begin = "Savings of {savings.identified} were identified for {year}. "
    if some(figures, "savings.redirected"):
        begin += "Of these, {savings.redirected} has been redirected, which leaves {savings.to-deliver} to deliver."
        return Sentence(begin, {"year": year})
    return Sentence(f"{begin}All of it is to be delivered; none has been redirected.", {"year": year})


def rated(figures: Figures) -> list[Sentence]:
    """What is to be delivered by rating, and how much of it is at risk."""
    if not some(figures, "savings.to-deliver"):
        return [Sentence("There is nothing left to deliver.")]
    parts = [
        f"{{savings.{name}}} ({{savings.{name}.percent}}) {RATING_WORDS[name]}"
        for name in RATED
        if some(figures, f"savings.{name}")
    ]
    made = [Sentence(f"Of what is to be delivered, {joined(parts)}.")]
    if some(figures, "savings.red") and some(figures, "savings.amber"):
        told = "Red and amber together come to {savings.at-risk}: {savings.at-risk.percent} of what is to deliver."
        made.append(Sentence(told))
    return made


def progress(figures: Figures) -> list[Sentence]:
    """What is delivered so far, against an even pace, the rate so far and the officers' forecast."""
    if not known(figures, "savings.delivered"):
        return []
    months = "After {year.months-gone} of {year.months} months"
    pace = (
        f"{months}, {{savings.delivered}} is delivered. Spread evenly over the year it would be {{savings.due-by-now}}."
    )
    made = [Sentence(pace)]
    if known(figures, "savings.run-rate"):
        rate = "At the rate so far, the year would bring {savings.run-rate}"
        forecast = (
            "; the officers' forecast is {savings.forecast}, which is {size of savings.shortfall} "
            f"{_less_or_more(figures, 'savings.shortfall')} what is to deliver"
        )
        made.append(Sentence(f"{rate}{forecast if known(figures, 'savings.forecast') else ''}."))
    return made


def _less_or_more(figures: Figures, name: str) -> str:
    return "less than" if (figures[name].number or 0) > 0 else "more than"


def delivery(figures: Figures) -> list[Sentence]:
    """The delivery range, and the chance that it reaches what is to be delivered."""
    if "savings.delivery.p50" not in figures:
        return []
    return [
        Sentence(
            "If each saving were delivered in full or not at all, with the chance that its rating stands for, half of "
            "{savings.delivery.runs} simulated years would come to no more than {savings.delivery.p50}, and eight in "
            "ten to between {savings.delivery.p10} and {savings.delivery.p90}."
        ),
        Sentence(reached(figures)),
    ]


def reached(figures: Figures) -> str:
    """In how many of the simulated years what is to be delivered is reached, as a template."""
    chance = figures["savings.delivery.chance"]
    if not chance.number:
        return "In none of them do the savings reach the {savings.to-deliver} to deliver."
    if not chance.value:
        return "In hardly any of them do the savings reach the {savings.to-deliver} to deliver."
    return "In {savings.delivery.chance} of them the savings reach the {savings.to-deliver} to deliver."


def variance(figures: Figures, begin: str = "", end: str = "total") -> str:
    """'an overspend of £1.2m (6%)', as a template; of a directorate where `begin` names it."""
    name = f"{begin}variance.{end}" if end else f"{begin}variance"
    one = figures[name]
    if not one.value:
        return "neither over nor under"
    kind = "an overspend" if (one.number or 0) > 0 else "an underspend"
    share = f" ({{size of {name}.percent}})" if known(figures, f"{name}.percent") else ""
    return f"{kind} of {{size of {name}}}{share}"


def revenue(figures: Figures) -> Sentence:
    """What the council is forecast to spend against its budget."""
    told = variance(figures)
    return Sentence(f"The council forecasts to spend {{forecast.total}} against a budget of {{budget.total}}: {told}.")


def material(figures: Figures, directorates: pd.DataFrame, limits: str) -> Sentence:
    """The directorates with a material variance, the largest first; `limits` says what material means."""
    varied = directorates[directorates["material"]]
    if not len(varied):
        return Sentence("No directorate has a material variance ({limits}).", {"limits": limits})
    order = sorted(zip(varied["variance"], varied["directorate"], strict=True), key=lambda one: -abs(one[0]))
    names = {f"name of {slug(name)}": name for _, name in order}
    parts = [f"{{name of {slug(name)}}}, {variance(figures, f'{slug(name)}.', '')}" for _, name in order]
    listed = "; ".join(parts)
    begin = "{variance.material-directorates.count:directorate has|directorates have} a material variance ({limits})"
    return Sentence(f"{begin}: {listed}.", {"limits": limits, **names})


def projections(figures: Figures) -> list[Sentence]:
    """Where the year would end at the rate so far, and on budget from now on, beside the officers' forecast."""
    if not known(figures, "run-rate.total"):
        return []
    return [
        Sentence(
            "{actual.total} is spent after {year.months-gone} of {year.months} months. At that rate the year would "
            "cost {run-rate.total}; with the rest of the budget spent evenly, {straight-line.total}. The officers "
            "forecast {forecast.total}."
        )
    ]


def capital(figures: Figures) -> list[Sentence]:
    """What is to pay for the capital programme, and how much of the receipts is still to come."""
    made = [
        Sentence(
            "The capital programme of the year is to be paid with {capital.all-sources.planned}, of which "
            "{capital.receipts-and-reserves} is from receipts and reserves."
        )
    ]
    if known(figures, "capital.receipts.outstanding"):
        made.append(
            Sentence(
                "Of the {capital.receipts.planned} of receipts, {capital.receipts.outstanding} is not yet achieved: "
                "{capital.receipts.outstanding.percent} of the programme that it helps to pay."
                if some(figures, "capital.receipts.outstanding")
                else "All the {capital.receipts.planned} of receipts is achieved."
            )
        )
    return made


def reserves(figures: Figures, names: list[str]) -> list[Sentence]:
    """What each reserve holds once all that is planned is drawn, and how long it would last at that rate."""
    made = []
    for name in names:
        begin = slug(name)
        if not known(figures, f"{begin}.balance"):
            continue
        told = f"{{name}}: {{{begin}.approved}} at first, {{{begin}.balance}} after all that is planned."
        if min(figures[f"{begin}.{what}"].number or 0 for what in ("drawn", "to-draw")) >= 0:
            drawn = f"of {{{begin}.approved}}, {{{begin}.drawn}} is drawn and {{{begin}.to-draw}} is to be"
            told = f"{{name}}: {drawn}, which leaves {{{begin}.balance}}."
        lasts = f" At the planned draw it lasts {{{begin}.runway}}." if known(figures, f"{begin}.runway") else ""
        made.append(Sentence(told + lasts, {"name": name}))
    return made


def moved(figures: Figures) -> list[Sentence]:
    """How the total variance changed since the monitoring period before."""
    if not known(figures, "variance.total.change"):
        return []
    change = figures["variance.total.change"].number or 0
    which = "worse by {size of variance.total.change}" if change > 0 else "better by {size of variance.total.change}"
    told = which if some(figures, "variance.total.change") else "the same"
    return [Sentence(f"Against the monitoring period before ({{variance.total.before}}), the variance is {told}.")]
