"""What is looked at in any register of money, and how a message writes an amount."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from quarterbook.checks.findings import Finding
from quarterbook.checks.rules import Rule
from quarterbook.money import Shown, added
from quarterbook.registers.frames import rows as by_row
from quarterbook.rounding import half_up

# Between pounds and thousands lies a thousandfold; a saving that is nearly or hardly delivered may account for a tenth.
HUNDREDFOLD = 100
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


def hundredfold(
    rows: pd.DataFrame, columns: tuple[str, ...], rule: Rule, named: Callable[[Any], str]
) -> Iterator[Finding]:
    """Rows of which one amount is at least a hundred times another; noughts are none. `named` is what a row is of."""
    for row in by_row(rows):
        sizes = {name: abs(half_up(amount, 2)) for name in columns if (amount := getattr(row, name)) is not None}
        sizes = {name: size for name, size in sizes.items() if size}
        small, large = (least(sizes, key=lambda name: sizes[name], default="") for least in (min, max))
        if small and sizes[large] >= HUNDREDFOLD * sizes[small]:
            message = (
                f"The {CALLED[large][0]} of {named(row)} is {pounds(getattr(row, large))}, its {CALLED[small][0]} "
                f"{pounds(getattr(row, small))}: pounds and thousands may be mixed."
            )
            yield rule.on(row, small, message)


def too_small(rows: pd.DataFrame, column: str, least: Decimal, rule: Rule, register: str) -> Iterator[Finding]:
    """A file whose amounts, without their signs, add up to less than `least`, though not to nought."""
    together = added(abs(amount) for amount in rows[column] if amount is not None)
    if half_up(together, 2) and more(least, together):
        message = (
            f"The {CALLED[column][1]} of the whole file add up to no more than {pounds(together)}. If they are in "
            f"thousands or millions, say so in the header, as in '{column.capitalize()} £000', or in the house file "
            f"(money: units: {register})."
        )
        yield rule.finding(message, rows["source"].iloc[0])


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
    """Rows whose amount was another in the file before, where a row had the same name."""
    past = {named(row): getattr(row, column) for row in by_row(before)}
    for row in by_row(now):
        amount = getattr(row, column)
        was = past.get(named(row), amount)
        if half_up(was - amount, 2):
            message = (
                f"The {CALLED[column][0]} of {named(row)} was {pounds(was)} in the file before; it is now "
                f"{pounds(amount)}."
            )
            yield rule.on(row, column, message)
