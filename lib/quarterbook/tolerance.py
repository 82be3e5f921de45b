"""Tolerance: how far off its target an indicator may be and still be called close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FORM = re.compile(r"(\d+(?:\.\d+)?)(%?)")


@dataclass(frozen=True)
class Tolerance:
    """So many of the indicator's own units, or so many per cent of its target."""

    amount: Decimal
    relative: bool

    @classmethod
    def parse(cls, text: str) -> Tolerance:
        """Read '0.5' (units) or '5%' (of the target). Raises ValueError saying what was expected.

        >>> Tolerance.parse("5%").of(Decimal(40)), Tolerance.parse("0.5").of(Decimal(40))
        (Decimal('2'), Decimal('0.5'))
        """
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise ValueError("a tolerance such as 0.5 (in the indicator's own unit) or 5% (of its target)")
        return cls(Decimal(match[1]), bool(match[2]))

    def of(self, target: Decimal) -> Decimal:
        """How far off this target is still close, in the indicator's unit."""
        return abs(target) * self.amount / 100 if self.relative else self.amount
