"""What is looked at in any register of money, and how a message writes an amount."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from decimal import Decimal
from statistics import median
from typing import Any

import pandas as pd

from quarterbook.checks.rule import Rule
from quarterbook.findings import Finding
from quarterbook.money import Shown, added
from quarterbook.registers.frames import rows as by_row
from quarterbook.rounding import half_up

# Between pounds and thousands lies a thousandfold; a saving that is nearly or hardly delivered may account for a tenth.
HUNDREDFOLD = 100
# Rows of a file differ more among each other: only the whole thousandfold says anything, and only beside a few others.
THOUSANDFOLD = 1_000
FEWEST_OTHERS = 3
# No council's budgets or savings are more than this, in pounds.
MOST = Decimal(20_000_000_000)
# What a message calls a column of money: one amount, and several.
CALLED = {
    "target": ("target", "targets"),
    "delivered": ("amount delivered", "amounts delivered"),
    "forecast": ("forecast", "forecasts"),
    "budget": ("budget", "budgets"),
    "actual": ("spend to date", "amounts spent"),
    "planned": ("amount planned", "amounts planned"),
    "achieved": ("amount achieved", "amounts achieved"),
}


def pounds(amount: Decimal) -> str:
    """Return an amount as a message has it: in pounds, with the pence where there are any.

    >>> pounds(Decimal(1234000)), pounds(Decimal("-0.5")), pounds(Decimal("15979000.000000001"))
    ('£1,234,000', '−£0.50', '£15,979,000')
    """
    whole = (penny := half_up(amount, 2)) == penny.to_integral_value()
    return Shown("£", 0 if whole else 2).in_words(amount)


def more(one: Decimal, other: Decimal) -> bool:
    """Return whether an amount is more than another by a penny, and not only by the tail of a spreadsheet's formula.

    >>> more(Decimal("1.01"), Decimal(1)), more(Decimal("1.0000001"), Decimal(1))
    (True, False)
    """
    return half_up(one - other, 2) > 0


def mixed_units(
    rows: pd.DataFrame, columns: tuple[str, ...], rule: Rule, named: Callable[[Any], str]
) -> Iterator[Finding]:
    """Rows of which one amount is at least a hundred times another, or a thousand times the column's other amounts.

    Noughts are none; of the others it is the median. `named` is what a row is of. A row is told in one way only.
    """
    ordered = {name: sorted(filter(None, map(_size, rows[name]))) for name in columns}
    for row in by_row(rows):
        sizes = {name: size for name in columns if (size := _size(getattr(row, name)))}
        small, large = (least(sizes, key=lambda name: sizes[name], default="") for least in (min, max))
        if small and sizes[large] >= HUNDREDFOLD * sizes[small]:
            message = (
                f"The {CALLED[large][0]} of {named(row)} is {pounds(getattr(row, large))}, its {CALLED[small][0]} "
                f"{pounds(getattr(row, small))}: pounds and thousands may be mixed."
            )
            yield rule.on(row, small, message)
            continue
        for name, size in sizes.items():
            usual = _median_of_others(ordered[name], size)
            if len(ordered[name]) > FEWEST_OTHERS and size >= THOUSANDFOLD * usual:
                message = (
                    f"The {CALLED[name][0]} of {named(row)} is {pounds(getattr(row, name))}, at least a thousand times "
                    f"the median of the other {CALLED[name][1]} ({pounds(usual)}): pounds and thousands may be mixed."
                )
                yield rule.on(row, name, message)


def _size(amount: Decimal | None) -> Decimal:
    """An amount without its sign, to the penny; nought where it is not known."""
    return Decimal(0) if amount is None else Decimal(abs(half_up(amount, 2)))


def _median_of_others(ordered: list[Decimal], one: Decimal) -> Decimal:
    """The median of sizes in their order, but for one of them; nought where there is no other.

    >>> _median_of_others([Decimal(1), Decimal(2), Decimal(4), Decimal(9000)], Decimal(9000))
    Decimal('2')
    """
    at = bisect_left(ordered, one)
    return median(others) if (others := ordered[:at] + ordered[at + 1 :]) else Decimal(0)


def unlikely_together(rows: pd.DataFrame, column: str, least: Decimal, rule: Rule, register: str) -> Iterator[Finding]:
    """A file whose amounts, without their signs, add up to less than `least`, though not to nought, or to too much."""
    together = added(abs(amount) for amount in rows[column] if amount is not None)
    told = f"The {CALLED[column][1]} of the whole file add up to"
    house, name = f"in the house file (money: units: {register})", column.capitalize()
    if half_up(together, 2) and more(least, together):
        message = (
            f"{told} no more than {pounds(together)}. If they are in thousands or millions, say so in the header, as "
            f"in '{name} £000', or {house}."
        )
        yield rule.finding(message, rows["source"].iloc[0])
    if more(together, MOST):
        message = (
            f"{told} {pounds(together)}, so large that they may be pounds read as thousands or millions. If they are, "
            f"say so in the header, as in '{name} £', or {house}."
        )
        yield rule.finding(message, rows["source"].iloc[0])


def lacking(rows: pd.DataFrame, columns: tuple[str, ...], rule: Rule, named: Callable[[Any], str]) -> Iterator[Finding]:
    """Amounts that are blank where another row has one: nobody can then tell the sum of the column."""
    given = [name for name in columns if rows[name].notna().any()]
    for row in by_row(rows):
        for name in given:
            if getattr(row, name) is None:
                message = (
                    f"The {CALLED[name][0]} of {named(row)} is blank, though others have it, so the sum of the "
                    f"{CALLED[name][1]} is not known."
                )
                yield rule.on(row, name, message)


def sums_of_others(rows: pd.DataFrame, columns: tuple[str, ...], fewest: int) -> list[Any]:
    """Return the rows whose amount is the sum of all others', in each column; of `fewest` others or more, noughts none.

    What is not known is left out of the sums.
    """
    found = by_row(rows)
    for name in columns:
        amounts = [amount for amount in rows[name] if amount is not None and _size(amount)]
        if len(amounts) <= fewest:
            return []
        twice = added(amounts)  # the amount itself, and the others once more
        found = [row for row in found if (own := getattr(row, name)) and _size(own) and not _size(twice - 2 * own)]
    return found


def negative(
    rows: pd.DataFrame, columns: tuple[str, ...], rule: Rule, named: Callable[[Any], str]
) -> Iterator[Finding]:
    """Amounts below nought."""
    for row in by_row(rows):
        for name in columns:
            amount = getattr(row, name)
            if amount is not None and more(Decimal(0), amount):
                yield rule.on(row, name, f"The {CALLED[name][0]} of {named(row)} is {pounds(amount)}.")


def changed(
    now: pd.DataFrame, before: pd.DataFrame, column: str, rule: Rule, named: Callable[[Any], str]
) -> Iterator[Finding]:
    """Rows whose amount was another in the file before, where a row had the same name, and both are known."""
    past = {named(row): getattr(row, column) for row in by_row(before)}
    for row in by_row(now):
        amount = getattr(row, column)
        was = past.get(named(row), amount)
        if amount is not None and was is not None and half_up(was - amount, 2):
            message = (
                f"The {CALLED[column][0]} of {named(row)} was {pounds(was)} in the file before; it is now "
                f"{pounds(amount)}."
            )
            yield rule.on(row, column, message)
