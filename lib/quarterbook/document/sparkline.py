"""Sparklines: a trend as a drawing the size of a word, in SVG that follows from its numbers alone."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

MOST_VALUES = 400
# The view box: its sides, and the room at each edge for half a dot.
WIDTH, HEIGHT, EDGE = 72, 18, 3
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
# Stands out by 4 to 1 from white and from the near-black of a dark screen.
GREY = "#767676"


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


Value = Annotated[float | None, AfterValidator(_finite)]


class Sparkline(BaseModel):
    """The values of a trend, oldest first, and the target they are held against. What is not finite is a gap."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: tuple[Value, ...] = Field(max_length=MOST_VALUES)
    target: Value = None

    @model_serializer(mode="wrap")
    def _only_what_is_set(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in dump(self).items() if value is not None}


def seen(sparkline: Sparkline | None) -> Sparkline | None:
    """Return the sparkline if there is anything to see of it: gaps alone are nothing."""
    return sparkline if sparkline and any(value is not None for value in sparkline.values) else None


def svg(sparkline: Sparkline, ink: str = GREY) -> str:
    """Return the sparkline as an SVG by itself, in one colour."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="{VIEW_BOX}" color="{ink}"'
        f' fill="none" stroke="currentColor" stroke-width="1.5">{marks(sparkline)}</svg>'
    )


def marks(sparkline: Sparkline) -> str:
    """Return what stands in the SVG: the target dashed, the line, a dot on the latest value.

    A value between gaps has no line to be seen by, and is a ring. The SVG around says that lines
    have the current colour, a width of 1.5 and no fill.

    >>> marks(Sparkline(values=(1, 3, 2)))
    '<path d="M3 15L36 3L69 9"/><circle cx="69" cy="9" r="1.75" fill="currentColor"/>'
    """
    values, target = sparkline.values, sparkline.target
    scaled = [value for value in (*values, target) if value is not None]
    height = partial(_height, low=min(scaled, default=0), high=max(scaled, default=0))
    points = [None if value is None else (_across(at, len(values)), height(value)) for at, value in enumerate(values)]
    stretches = [[point for point in group if point] for there, group in groupby(points, key=bool) if there]
    line = "".join("M" + "L".join(map(" ".join, stretch)) for stretch in stretches if len(stretch) > 1)
    aim = (
        f'<path d="M0 {height(target)}H{WIDTH}" stroke-width=".8" stroke-dasharray="2 3"/>'
        if target is not None
        else ""
    )
    rings = [_circle(stretch[0], 'r="2" stroke-width="1"') for stretch in stretches[:-1] if len(stretch) == 1]
    latest = [_circle(stretch[-1], 'r="1.75" fill="currentColor"') for stretch in stretches[-1:]]
    return "".join([aim, f'<path d="{line}"/>' if line else "", *rings, *latest])


def _across(at: int, count: int) -> str:
    """Return how far from the left a value stands; the last is at the right, and so is the only one."""
    return _tenths(WIDTH - EDGE - Fraction((WIDTH - 2 * EDGE) * (count - 1 - at), max(count - 1, 1)))


def _height(value: float, low: float, high: float) -> str:
    """Return how far from the top a value stands: in the middle where all are the same."""
    # Exact, since the distance of two floats may be no float.
    spread = Fraction(high) - Fraction(low)
    share = (Fraction(value) - Fraction(low)) / spread if spread else Fraction(1, 2)
    return _tenths(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share)


def _circle(centre: tuple[str, str], look: str) -> str:
    return f'<circle cx="{centre[0]}" cy="{centre[1]}" {look}/>'


def _tenths(length: Fraction) -> str:
    """Return the length to one decimal, without a zero to no purpose."""
    whole, tenth = divmod(round(10 * length), 10)
    return f"{whole}.{tenth}" if tenth else f"{whole}"
