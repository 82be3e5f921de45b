"""The figures of savings: what is identified, redirected, to be delivered, at risk, and how far it is.

Identified less redirected is to be delivered; what is to be delivered is rated red (not expected to be), amber (at
risk), green (on track) or achieved. At risk are red and amber. At the present rate: delivered ÷ months gone × months of
the year. Due by now, evenly spread: to be delivered × months gone ÷ months of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.budget.year import at_this_rate, due_by_now
from quarterbook.analysis.figures import Figure
from quarterbook.money import added
from quarterbook.registers.frames import details
from quarterbook.registers.savings import RATINGS, to_deliver
from quarterbook.slugs import slug

AT_RISK = ("red", "amber")
RATED = (*RATINGS, "unrated")
WORDS = {
    "red": "rated red",
    "amber": "rated amber",
    "green": "rated green",
    "achieved": "achieved",
    "unrated": "without a rating",
    "at-risk": "rated red or amber",
}
# What the register says of a saving, with yes or no.
_KINDS = {
    "recurrent": ("recurrent", "that recur"),
    "carried-forward": ("carried_forward", "carried forward"),
}
_ONE_OFF = "one-off"


def by_rating(savings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what is to be delivered by rating, worst first, then what has none, and `at-risk`, the two worst."""
    rows = to_deliver(savings)
    rated = {name: rows[rows["rating"] == name] for name in RATINGS}
    return {**rated, "unrated": rows[rows["rating"].isna()], "at-risk": rows[rows["rating"].isin(AT_RISK)]}


def figures(savings: pd.DataFrame, sums: Sums, gone: int) -> tuple[Figure, ...]:
    """The figures of a council's savings: `savings.<what>`, and `<directorate slug>.savings.<what>`.

    `gone` are the months of the year that are over.
    """
    made = [*_of("savings", "the council", savings, sums), *_progress(savings, sums, gone)]
    for name in dict.fromkeys(details(savings)["directorate"]):
        made += _of(f"{slug(name)}.savings", name, savings[savings["directorate"] == name], sums)
    return tuple(made)


def _of(begin: str, whose: str, savings: pd.DataFrame, sums: Sums) -> Iterator[Figure]:
    """The sums of the council or of a directorate; the council's each with the number of its savings, and its share."""
    rows, ours = details(savings), to_deliver(savings)
    groups = {
        "identified": (rows, f"Savings identified: {whose}"),
        "redirected": (rows[~rows.index.isin(ours.index)], f"Savings redirected: {whose}"),
        "to-deliver": (ours, f"Savings to deliver (not redirected): {whose}"),
    }
    whole = sums.total(f"{begin}.to-deliver", ours, "target", groups["to-deliver"][1])
    for name, of_rating in by_rating(savings).items():
        groups[name] = (of_rating, f"Savings {WORDS[name]}: {whose}")
    for name, (column, words) in _KINDS.items():
        if ours[column].notna().any():
            groups[name] = (ours[ours[column].eq(True).fillna(False).astype(bool)], f"Savings {words}: {whose}")
    if "recurrent" in groups:
        one_off = ours[ours["recurrent"].eq(False).fillna(False).astype(bool)]
        groups[_ONE_OFF] = (one_off, f"Savings that do not recur: {whose}")
    for name, (group, definition) in groups.items():
        yield (one := sums.total(f"{begin}.{name}", group, "target", definition))
        if begin == "savings":
            yield sums.count(f"{begin}.{name}.count", group, f"How many: {definition[0].lower()}{definition[1:]}")
        if name == "redirected" and begin == "savings":
            every = sums.total(f"{begin}.identified", rows, "target", definition)
            yield sums.share(f"{begin}.{name}.percent", one, every, f"{definition}, of those identified")
        if name == "at-risk" or (begin == "savings" and name not in ("identified", "redirected", "to-deliver")):
            yield sums.share(f"{begin}.{name}.percent", one, whole, f"{definition}, of those to deliver")
    for column, words in {
        "delivered": "Savings delivered so far",
        "forecast": "Savings that the officers forecast",
    }.items():
        yield sums.total(f"{begin}.{column}", ours, column, f"{words}: {whose}")


def _progress(savings: pd.DataFrame, sums: Sums, gone: int) -> Iterator[Figure]:
    """Where the year would end at the present rate, what was due by now, and what the officers' forecast lacks."""
    ours = to_deliver(savings)
    whole = added(ours["target"])
    so_far, forecast = (added(ours[one]) if ours[one].notna().all() else None for one in ("delivered", "forecast"))
    rate = None if so_far is None else at_this_rate(so_far, gone)
    due = due_by_now(whole, gone)
    months = ("year.months-gone", "year.months")
    told = "Savings of the year, were they to go on at the rate so far: delivered ÷ months gone × months of the year"
    yield sums.amount("savings.run-rate", rate, told, from_=("savings.delivered", *months))
    told = "Savings due by now, were they spread evenly over the year: to deliver × months gone ÷ months of the year"
    yield sums.amount("savings.due-by-now", due, told, from_=("savings.to-deliver", *months))
    behind = None if so_far is None else due - Fraction(so_far)
    told = "Savings due by now, less those delivered"
    yield sums.amount("savings.behind", behind, told, from_=("savings.due-by-now", "savings.delivered"))
    shortfall = None if forecast is None else whole - forecast
    told = "Savings to deliver, less the officers' forecast"
    yield sums.amount("savings.shortfall", shortfall, told, from_=("savings.to-deliver", "savings.forecast"))
