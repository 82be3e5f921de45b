"""Money: the unit that a file gives it in, and how a paper shows it. An amount is Decimal, in pounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce
from typing import Literal

from quarterbook.rounding import half_up

Unit = Literal["£", "£000", "£m"]
SIZES: dict[Unit, int] = {"£": 1, "£000": 1_000, "£m": 1_000_000}
MINUS = "\N{MINUS SIGN}"
# What headers write for a unit, without capitals, white space, apostrophes and an s at the end.
_FORMS: dict[Unit, tuple[str, ...]] = {
    "£": ("£", "pound"),
    "£000": ("£000", "£k", "£thousand", "000", "thousand"),
    "£m": ("£m", "£mn", "£mil", "£mill", "£million", "million"),
}
_UNIT_OF = {form: unit for unit, forms in _FORMS.items() for form in forms}
_QUOTES = "'’‘`´ʼ′"  # Word makes an apostrophe after £ an opening quotation mark
_GAP, _S = rf"[\s_,{_QUOTES}]*", rf"[{_QUOTES}]?s?(?![a-z0-9])"
_POUND = r"(?:£|(?<![a-z])gbp)"
# As in '£m', "£'000s", '£ thousands'; '£' alone, but not '£5'; and what says a unit without a sign.
_SIGNED = rf"{_POUND}{_GAP}(?:000|k|m(?:n|ill?)?|thousand|million){_S}|{_POUND}{_S}(?!{_GAP}[0-9])"
_BARE = rf"[{_QUOTES}]000{_S}|(?<![\w.,])000[{_QUOTES}]?s|(?<![a-z])(?:thousands|millions|pounds)"
# After a name: 'Target £m', 'Target (£m)', 'Target, in £ thousands'. Within one: 'Budget £000 2023/24'.
_LAST = re.compile(rf"({_SIGNED}|{_BARE})\s*[)\]]?\Z", re.IGNORECASE)
_IN = re.compile(r"(?:(?<=[\s,(\[])|\A)in\Z", re.IGNORECASE)
_PARTS = " \t\r\n\N{NO-BREAK SPACE},:_/–—-(["  # what stands between a name and its unit
_WITHIN = re.compile(_SIGNED, re.IGNORECASE)
_OF_MONEY = re.compile(rf"{_POUND}|(?<!\d)000(?!\d)", re.IGNORECASE)
# What stands between a number and its unit in a sentence: £15.979m, £388k, £1,234.
_SUFFIX: dict[Unit, str] = {"£": "", "£000": "k", "£m": "m"}
# Decimal places of pounds to which an amount is rounded that is known roughly: £0.1m.
_ROUGHLY = -5
# Not the context of whoever calls: a notebook may set its own.
_OURS = Context(prec=60)
Amount = Decimal | Fraction
_AMOUNT = re.compile(r"£(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+)([km]?)", re.IGNORECASE)


def unit_in(header: str) -> tuple[str, Unit | None]:
    """Return the name in a header, and the unit that it says; a unit within a name stays in it.

    >>> unit_in("Target £m"), unit_in("Budget (£'000)"), unit_in("Forecast"), unit_in("Forecast £m, net")
    (('Target', '£m'), ('Budget', '£000'), ('Forecast', None), ('Forecast £m, net', '£m'))
    """
    name, written = header, []
    if last := _LAST.search(header):
        name = _IN.sub("", header[: last.start()].rstrip(_PARTS)).rstrip(_PARTS)
        written = [last[1]]
    units = {_unit_of(one) for one in (*written, *_WITHIN.findall(name))}
    return (name, units.pop()) if len(units) == 1 else (header, None)


def is_unclear(header: str) -> bool:
    """Return whether a header says that it is of money, and not in which unit.

    >>> is_unclear("Target £bn"), is_unclear("Target £m / £000"), is_unclear("Target £m"), is_unclear("Target")
    (True, True, False, False)
    """
    return unit_in(header)[1] is None and bool(_OF_MONEY.search(header))


def _unit_of(written: str) -> Unit | None:
    bare = re.sub(rf"[\s_,{_QUOTES}]", "", written).lower().replace("gbp", "£")
    return _UNIT_OF.get(bare.removesuffix("s"))


def parse(text: str) -> Decimal:
    """Read an amount as a sentence has it; raises ValueError saying what was expected.

    >>> parse("£0.5m"), parse("£250k"), parse("£1,250,000")
    (Decimal('500000.0'), Decimal('250000'), Decimal('1250000'))
    """
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise ValueError("an amount such as £0.5m, £250k or £250,000")
    unit: Unit = next(unit for unit, suffix in _SUFFIX.items() if suffix == (match[2] or "").lower())
    return Decimal(match[1].replace(",", "")) * SIZES[unit]


@dataclass(frozen=True)
class Shown:
    """How a paper shows money: in which unit, and with how many decimal places."""

    unit: Unit = "£m"
    places: int = 3

    def value(self, pounds: Amount) -> Amount:
        """The amount in this unit, before rounding.

        >>> Shown().value(Decimal(10554000))
        Decimal('10.554')
        """
        if isinstance(pounds, Fraction):
            return pounds / SIZES[self.unit]
        return _OURS.divide(pounds, Decimal(SIZES[self.unit])).normalize(_OURS)

    def rounded(self, pounds: Amount, *, about: bool = False) -> Decimal:
        """The amount in this unit, rounded half up; to £0.1m where it is known roughly. Nought has no sign.

        >>> Shown().rounded(Decimal(-400)), Shown().rounded(Decimal(15020000), about=True)
        (Decimal('0.000'), Decimal('15'))
        >>> Shown("£").rounded(Decimal(10554321), about=True)
        Decimal('10600000')
        """
        if not about:
            value = half_up(self.value(pounds), self.places)
        else:
            value = half_up(self.value(half_up(pounds, _ROUGHLY)), 1)
            value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        return value if value else value.copy_abs()

    def in_words(self, pounds: Amount, *, about: bool = False) -> str:
        """The amount as a sentence has it; what is known roughly is `about` so much.

        >>> Shown().in_words(Decimal(15979000)), Shown("£").in_words(Decimal("-1234.5")), Shown("£000", 0).in_words(
        ...     Decimal(388000)
        ... )
        ('£15.979m', '−£1,234.500', '£388k')
        >>> Shown().in_words(Decimal(15020000), about=True)
        'about £15m'
        """
        number = self.rounded(pounds, about=about)
        sign = MINUS if number < 0 else ""
        return f"{'about ' if about and number else ''}{sign}£{number.copy_abs():,f}{_SUFFIX[self.unit]}"

    def bare(self, pounds: Amount, *, about: bool = False) -> str:
        """The amount as a table has it, whose header says the unit: without sign of pounds, negatives in brackets.

        >>> Shown().bare(Decimal(15979000)), Shown().bare(Decimal(-320400))
        ('15.979', '(0.320)')
        """
        number = self.rounded(pounds, about=about)
        told = f"{number.copy_abs():,f}"
        return f"{'about ' if about and number else ''}{f'({told})' if number < 0 else told}"

    def spoken(self, pounds: Amount, *, about: bool = False) -> str:
        """What is said instead of the brackets around a negative amount; '' where there are none.

        >>> Shown().spoken(Decimal(-320400)), Shown().spoken(Decimal(320400))
        ('minus 0.320', '')
        """
        number = self.rounded(pounds, about=about)
        return f"{'about ' if about else ''}minus {number.copy_abs():,f}" if number < 0 else ""


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of amounts, those not known left out.

    >>> added([Decimal("1.10"), None, Decimal("2.20")])
    Decimal('3.30')
    """
    return reduce(_OURS.add, (one for one in amounts if one is not None), Decimal(0))
