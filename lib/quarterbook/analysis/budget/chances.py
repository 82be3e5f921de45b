"""The chance that savings reach their target, as figures: from stated chances of delivery by rating."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from quarterbook.analysis.budget.delivery import Delivery, error, simulate
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure
from quarterbook.money import added
from quarterbook.registers.frames import rows
from quarterbook.registers.savings import RATINGS, to_deliver
from quarterbook.rounding import exact, half_up, plain

# A saving that has no rating is as good as one that is not expected to be delivered.
UNRATED_AS = "red"
_ERROR_PLACES = 2


def stated(chances: Mapping[str, float]) -> dict[str, Decimal]:
    """Return the chance of delivery that is stated for each rating, worst first.

    Raises ValueError where a rating has none, for a word that is no rating, and for a chance outside 0 to 1.

    >>> stated({"red": 0, "amber": 0.5, "green": 0.9, "achieved": 1})["amber"]
    Decimal('0.5')
    """
    if set(chances) != set(RATINGS):
        raise ValueError(f"a chance is needed of each of {', '.join(RATINGS)}, and of nothing else.")
    if wrong := next((name for name, chance in chances.items() if not 0 <= chance <= 1), None):
        raise ValueError(f"a chance is from 0 to 1, and that of {wrong} is {chances[wrong]}.")
    return {name: Decimal(str(chances[name])) for name in RATINGS}


def delivery(savings: pd.DataFrame, chances: Mapping[str, Decimal], *, runs: int, seed: int) -> Delivery:
    """Return the delivery range of what is to be delivered.

    Savings are taken by reference, so that the order of the file's rows changes nothing. One below nought, which is
    a cost, is certain.
    """
    ours = to_deliver(savings).sort_values("reference", kind="stable")
    targets = list(ours["target"])
    so_far = [Decimal(0) if pounds is None else pounds for pounds in ours["delivered"]]
    sure = [min(target, done) if target < 0 else done for target, done in zip(targets, so_far, strict=True)]
    stated_of = [chances[rating if isinstance(rating, str) else UNRATED_AS] for rating in ours["rating"]]
    odds = [Decimal(0) if target < 0 else chance for target, chance in zip(targets, stated_of, strict=True)]
    return simulate(targets, sure, odds, runs=runs, seed=seed)


def most(savings: pd.DataFrame, chances: Mapping[str, Decimal]) -> Decimal:
    """Return what the savings come to if all that have any chance are delivered in full."""
    total = Decimal(0)
    for row in rows(to_deliver(savings)):
        chance = chances[row.rating if isinstance(row.rating, str) else UNRATED_AS]
        done = row.delivered or Decimal(0)
        total += min(row.target, done) if row.target < 0 else max(row.target, done) if chance else done
    return total


def figures(made: Delivery, chances: Mapping[str, Decimal], savings: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """The delivery range: `savings.delivery.<p10|p50|p90|expected|chance|runs|error>`, and the chances it rests on.

    `error` is twice the largest standard error of a share of runs, in points: 19 times in 20 a share is no further
    from the exact one. `<rating>.chance` is what was stated, `most` what all savings with any chance come to, and
    `forecast-chance` how likely they are to reach the officers' forecast, where there is one. Of nothing to deliver,
    and where nothing is uncertain, there is no range.
    """
    ours, begin = to_deliver(savings), "savings.delivery"
    if added(ours["target"]) <= 0 or not made.spread:
        return ()
    from_ = (f"{begin}.runs", *(f"{begin}.{name}.chance" for name in chances))
    amounts = {
        "p10": (made.p10, "Savings that one run in ten does not exceed"),
        "p50": (made.p50, "Savings that half of the runs do not exceed"),
        "p90": (made.p90, "Savings that nine runs in ten do not exceed"),
        "expected": (made.expected, "Savings expected: each target by its chance, added, without any simulation"),
    }
    twice = 200 * error(Fraction(1, 2), made.runs)
    told = [
        (f"{begin}.runs", Fraction(made.runs), "", 0, "Simulated runs of the year"),
        (
            f"{begin}.error",
            Fraction(twice),
            "points",
            _ERROR_PLACES,
            "Twice the largest standard error of a share of runs",
        ),
        *(
            (
                f"{begin}.{name}.chance",
                Fraction(chance) * 100,
                "%",
                0,
                f"Chance of delivery stated for savings rated {name}",
            )
            for name, chance in chances.items()
        ),
    ]
    reached = "Share of simulated runs in which the savings reach what is to deliver"
    amounts["most"] = (most(savings, chances), "Savings if all that have any chance are delivered in full")
    figures = [_number(*one) for one in told]
    figures[1] = figures[1].model_copy(update={"from_": (f"{begin}.runs",)})
    forecast = added(ours["forecast"]) if ours["forecast"].notna().all() else None
    if forecast is not None:
        definition = "Share of simulated runs in which the savings reach the officers' forecast"
        one = _number(f"{begin}.forecast-chance", made.chance_of(forecast) * 100, "%", 0, definition)
        figures.append(one.model_copy(update={"of": sums.of, "from_": ("savings.forecast", *from_)}))
    return (
        *figures,
        *(sums.amount(f"{begin}.{name}", pounds, words, ours, from_) for name, (pounds, words) in amounts.items()),
        _number(f"{begin}.chance", made.chance * 100, "%", 0, reached).model_copy(
            update={"of": sums.of, "from_": ("savings.to-deliver", *from_)}
        ),
    )


def _number(figure_id: str, value: Fraction, unit: str, places: int, definition: str) -> Figure:
    rounded = half_up(value, places)
    return Figure(
        id=figure_id,
        value=plain(rounded),
        exact=exact(value),
        unit=unit,
        display=f"{rounded:,f}{unit if unit == '%' else f' {unit}' if unit else ''}",
        definition=definition,
    )
