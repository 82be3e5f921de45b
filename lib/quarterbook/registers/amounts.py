"""From a cell to an amount of money, in pounds, from the unit that its column is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from quarterbook.money import SIZES, Unit
from quarterbook.registers.measures import MOST_DIGITS
from quarterbook.sources.cells import text

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_OWN_UNIT = re.compile(r"(.*?\d)\s*(k|m|mn|thousand|million|bn|billion)", re.IGNORECASE | re.ASCII)
_SIZE = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_MINUSES = "-−–—"
_EXAMPLE = {"£": "1234.50", "£000": "1234", "£m": "1.234"}


def amount(unit: Unit) -> Callable[[object], Decimal]:
    """Return a reader of the cells of a column in this unit.

    A negative has its minus before or after it, or stands in brackets, as accounts have it; thousands may be parted
    by commas. A £ sign stands in a column of pounds only, and a cell has no unit of its own: in another column both
    would leave in doubt what is meant.

    >>> [amount("£000")(cell) for cell in ("1,234.5", "(2)", "2-", -3.0)]
    [Decimal('1234500.0'), Decimal('-2000'), Decimal('-2000'), Decimal('-3000')]
    """

    def read(cell: object) -> Decimal:
        written = text(cell)
        bare, negative = _signed(written)
        if "£" in bare and unit != "£" and not _OWN_UNIT.fullmatch(bare):
            raise ValueError(f"{_expected(unit)}: a £ sign may mean pounds, so leave it out, or mend the amount")
        number = bare.removeprefix("£").strip()
        if number and number[0] in _MINUSES and not negative:
            number, negative = number[1:].strip(), True
        if own := _OWN_UNIT.fullmatch(number):
            raise ValueError(f"{_expected(unit)}, without a unit of its own{_converted(own, unit, negative)}")
        if not number or not _NUMBER.fullmatch(number):
            nought = (
                "; if a dash means nought, say so in the house file (values)" if written and written in _MINUSES else ""
            )
            raise ValueError(f"{_expected(unit)}{nought}")
        value = Decimal(number.replace(",", ""))
        if len(value.as_tuple().digits) > MOST_DIGITS:
            raise ValueError(f"an amount of at most {MOST_DIGITS} digits")
        return (-value if negative else value) * SIZES[unit]

    return read


def _signed(written: str) -> tuple[str, bool]:
    """An amount without its sign, and whether it has one: −5, 5− or (5)."""
    if written.startswith("(") and written.endswith(")"):
        return written[1:-1].strip(), True
    if written and written[-1] in _MINUSES:
        return written[:-1].strip(), True
    if written and written[0] in _MINUSES:
        return written[1:].strip(), True
    return written, False


def _expected(unit: Unit) -> str:
    """What a column in this unit holds."""
    return f"an amount in {unit}, such as {_EXAMPLE[unit]} or ({_EXAMPLE[unit]})"


def _converted(own: re.Match[str], unit: Unit, negative: bool) -> str:
    """How an amount with a unit of its own is written in the column's."""
    if not _NUMBER.fullmatch(own[1]):
        return ""
    value = Decimal(own[1].replace(",", "")).scaleb(_SIZE[own[2].lower()]) / SIZES[unit]
    return f": write {'-' if negative else ''}{value.normalize():f}"
