"""The amounts in a text, whatever they are written with and joined to, by what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from quarterbook.packs.leaks import folding

# A number with fewer digits is nobody's own.
LONG_NUMBER = 5
# Letters in front of digits alone make a reference of them, and a to f with a digit behind them a hash; what has more
# than one point is a date. Commas part thousands all through, or they part numbers.
_AMOUNT = re.compile(
    r"(?P<money>(?:[£$€]|(?<![^\W\d_])(?:gbp|eur|usd))\s?)?+(?<!\d)(?<!\d\.)(?:"
    r"(?<!\d,)(?P<parted>\d{1,3}(?:,\d{3})++(?:\.\d++)?+)(?![.,]?\d)"
    r"|(?:(?<![^\W\d_])|(?<=gbp|eur|usd))(?!0\d)(?P<plain>\d++(?:\.\d++)?+)(?!\.?\d)(?![a-f]++\d)"
    r")(?P<scale>\s?(?:thousand|[mb]illion)\b|(?:bn|[mk])(?![^\W_]))?"
)
_POWERS = {"t": 3, "k": 3, "m": 6, "b": 9}
# Thousands parted by a space; between two texts that stand side by side there may be one that does not break either.
_SPACED = re.compile(
    r"(?<![\d.,])\d{1,3}(?P<gap>[\u00a0\u2007-\u200a\u202f ])\d{3}(?:(?P=gap)\d{3})*+(?:\.\d++)?+(?![.,]?\d)"
)
_PLAIN_SPACE = " "
# What makes of digits alone a part of a reference, a name or an address.
_JOINED_BEFORE = re.compile(r"[/#=@&?\\_]$|\w[-.]$")
_JOINED_BEHIND = re.compile(r"[-/_.][-\w]*\d")
_CALLED = re.compile(
    r"(?:\+44|(?<![\d.,£])(?<!\d )\(?0[1-9])[\d() ]{7,14}\d"  # a telephone
    r"|\b(?:ref|reference|no|number|id|uprn)[.:]?\s+#?\d+\b(?![.,]\d)",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """What an amount is worth, whatever its sign, and how it is written."""

    value: Decimal
    written: str


def of(text: str, *, joined: bool = False) -> Iterator[Amount]:
    """Return the amounts of five digits or more in a text, also within words and addresses.

    In what is `joined` of many texts a space parts two of them, not a number.

    >>> [str(one.value) for one in of("~£48,371.00pa, GBP48371 or 48 371; £1.23456m on 21.11.2023")]
    ['48371', '48371', '1.23456E+6', '48371']
    """
    return (one for one, _ in _found(text, joined=joined))


def own(text: str) -> Iterator[Amount]:
    """Return those amounts of a text that are no telephone number, no reference and no part of a name or an address.

    >>> [one.written for one in own("£48,371pa, 48371 (see PO-48371 or example.org/48371); ring 01234 567890.")]
    ['£48,371', '48371']
    """
    return (one for one, is_joined in _found(_CALLED.sub(" ", text)) if not is_joined)


def _found(text: str, *, joined: bool = False) -> Iterator[tuple[Amount, bool]]:
    """The amounts of a text, each with whether it is digits alone that are joined to something."""
    spaced = (one for one in _SPACED.finditer(text) if not (joined and one["gap"] == _PLAIN_SPACE))
    for part in (text, *(one[0].replace(one["gap"], ",") for one in spaced)):
        folded = folding.folded(part)
        for found in _AMOUNT.finditer(folded):
            number = found["parted"] or found["plain"]
            if sum(map(str.isdigit, number)) >= LONG_NUMBER:
                power = _POWERS[found["scale"].strip()[0]] if found["scale"] else 0
                value = Decimal(number.replace(",", "")).scaleb(power).normalize()
                joins = _JOINED_BEFORE.search(folded[: found.start()][-2:]) or _JOINED_BEHIND.match(folded, found.end())
                yield Amount(value, found[0]), bool(found[0].isdecimal() and joins)
