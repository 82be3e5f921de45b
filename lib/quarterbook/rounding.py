"""Rounding: half up, once, from the unrounded value; and how numbers are shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

# What is shown for a figure that cannot be worked out, such as a share of nothing.
NOT_KNOWN = "n/a"
# What is shown for a figure that is kept back so that nobody can be made out (c for confidential, as in tables of the
# UK government), and what is heard for it.
NOT_SHOWN, NOT_SHOWN_SPOKEN = "[c]", "not shown"
# Significant digits kept of a figure before rounding, as figures.json gives it.
EXACT_DIGITS = 10
# Decimal places kept of a value as it was reported: more than anyone types.
REPORTED_PLACES = 3

# Not the context of whoever calls: a notebook may set its own.
_OURS = Context(prec=1000, rounding=ROUND_HALF_UP)


def half_up(value: Decimal | Fraction, places: int = 0) -> Decimal:
    """Round half away from zero to `places` decimal places.

    >>> half_up(Decimal("2.5")), half_up(Fraction(275, 3)), half_up(Decimal("-0.05"), 1)
    (Decimal('3'), Decimal('92'), Decimal('-0.1'))
    """
    if isinstance(value, Fraction):
        scaled = abs(value) * Fraction(10) ** places
        whole = int(scaled + Fraction(1, 2))
        value = _OURS.scaleb(Decimal(-whole if value < 0 else whole), -places)
    return value.quantize(_OURS.scaleb(Decimal(1), -places), context=_OURS)


def exact(value: Fraction) -> str:
    """A fraction to ten significant digits, without trailing zeros.

    >>> exact(Fraction(1100, 12)), exact(Fraction(30)), exact(Fraction(0))
    ('91.66666667', '30', '0')
    """
    context = Context(prec=EXACT_DIGITS, rounding=ROUND_HALF_UP)
    quotient = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = f"{quotient:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reported(percent: float) -> int | float:
    """A percentage as a council's export gives it, less the tail that a spreadsheet's formula leaves.

    >>> reported(56.0), reported(12.5), reported(100 / 3)
    (56, 12.5, 33.333)
    """
    return plain(half_up(Decimal(str(percent)), REPORTED_PLACES))


def as_read(value: Decimal) -> str:
    """A value as a message shows it: as read, less the tail that a spreadsheet's formula leaves.

    >>> as_read(Decimal("4.4000000000000004")), as_read(Decimal("80.20")), as_read(Decimal("1E+2"))
    ('4.4', '80.2', '100')
    """
    return f"{half_up(value, REPORTED_PLACES).normalize(_OURS):f}"


def plain(value: Decimal) -> int | float:
    """A rounded value as a JSON number: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
