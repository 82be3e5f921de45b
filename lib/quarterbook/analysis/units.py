"""How a value is shown with its unit: as many decimal places as its indicator has, and the words that belong to it."""

from __future__ import annotations

import re
from decimal import Decimal

from quarterbook.rounding import half_up

# Decimal places shown at most, where an indicator does not say how many.
PLACES = 2
# Units that say nothing beside a number, and units that stand before it.
_SILENT = ("number", "score", "count", "ratio")
_BEFORE = ("level", "band", "grade", "rank")
_SINGULARS = {"people": "person", "children": "child"}
MINUS = "\N{MINUS SIGN}"


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """Return a value to its indicator's decimal places; with fewer, it stays as it was written.

    >>> rounded(Decimal("26.765"), 2), rounded(Decimal("27"), 2), rounded(Decimal("91.90"), None)
    (Decimal('26.77'), Decimal('27'), Decimal('91.9'))
    """
    places = PLACES if decimals is None else decimals
    exponent = value.as_tuple().exponent
    full = half_up(value, places) if isinstance(exponent, int) and -exponent > places else value
    return full.quantize(Decimal(1)) if full == full.to_integral_value() else full.normalize()


def published(value: Decimal | None, decimals: int | None) -> Decimal | None:
    """Return a value as it is published, if there is one.

    >>> published(Decimal("90.05"), 1), published(None, 1)
    (Decimal('90.1'), None)
    """
    return None if value is None else rounded(value, decimals)


def bare(value: Decimal, unit: str) -> str:
    """Return a rounded value for the cell of a table, where the unit stands with the indicator's name.

    >>> bare(Decimal("91.9"), "%"), bare(Decimal(4960), "£"), bare(Decimal("-2.4"), "points"), bare(Decimal(4), "level")
    ('91.9%', '£4,960', '−2.4', '4')
    """
    number = f"{MINUS if value < 0 else ''}{'£' if unit == '£' else ''}{abs(value):,f}"
    return f"{number}%" if unit == "%" else number


def with_unit(value: Decimal, unit: str) -> str:
    """Return a rounded value as a sentence says it; a unit of several words is left to the indicator's title.

    >>> with_unit(Decimal("19.7"), "days"), with_unit(Decimal(1), "days"), with_unit(Decimal(4), "level")
    ('19.7 days', '1 day', 'level 4')
    >>> with_unit(Decimal("22.2"), "per 1,000 people"), with_unit(Decimal(80), "score"), with_unit(Decimal(92), "%")
    ('22.2', '80', '92%')
    """
    number = bare(value, unit)
    if unit.lower() in _SILENT or not unit.isalpha():
        return number
    return f"{unit} {number}" if unit.lower() in _BEFORE else f"{number} {_singular(unit) if value == 1 else unit}"


def titled(reference: str, title: str, unit: str) -> str:
    """Return an indicator by reference and title, with the unit where neither the title nor its values say it.

    >>> titled("C72", "Admissions", "per 10,000 people"), titled("BV 8", "Invoices paid", "%")
    ('C72: Admissions (per 10,000 people)', 'BV 8: Invoices paid')
    """
    said = unit.lower() in _SILENT or unit in ("%", "£") or unit.isalpha() or unit.lower() in title.lower()
    return f"{reference}: {title}" if said else f"{reference}: {title} ({unit})"


def distance(gap: Decimal, unit: str, *, band: bool = False) -> str:
    """Return how far off target, in words: `gap` is positive the wrong way.

    >>> distance(Decimal("0.4"), "per 1,000 people"), distance(Decimal("4.9"), "%"), distance(Decimal("-2"), "days")
    ('0.4 worse', '4.9 points worse', '2 days better')
    >>> distance(Decimal(0), "%"), distance(Decimal("0.3"), "%", band=True)
    ('on target', '0.3 points off')
    """
    if not gap:
        return "on target"
    size = abs(gap)
    words = "points" if unit == "%" else unit if unit.endswith("s") and unit.isalpha() else ""
    amount = bare(size, "" if unit == "%" else unit)
    noun = f" {_singular(words) if size == 1 else words}" if words else ""
    return f"{amount}{noun} {'off' if band else 'worse' if gap > 0 else 'better'}"


def _singular(unit: str) -> str:
    if unit in _SINGULARS:
        return _SINGULARS[unit]
    return f"{unit[:-3]}y" if unit.endswith("ies") else re.sub(r"(?<=ss|ch|sh)es$|(?<=x)es$|(?<!s)s$", "", unit)
