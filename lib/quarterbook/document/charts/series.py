"""The chart of a measure over time, with the limits of its ordinary variation and what signals a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quarterbook.analysis.spc import RULES, Limits
from quarterbook.analysis.units import bare, rounded, with_unit
from quarterbook.document.blocks import Chart, Column, Run, Runs, Table
from quarterbook.document.charts.lines import Level, lines
from quarterbook.rounding import half_up

# Each line of the chart by the pattern of its dashes, besides its label.
_DASHES: Mapping[str, Any] = {
    "Lower limit": (0, (6, 3)),
    "Mean": "-",
    "Upper limit": (0, (6, 3)),
    "Target": (0, (1, 1.6)),
}


def xmr(
    title: str,
    periods: Sequence[str],
    values: Sequence[Decimal],
    limits: Limits,
    signals: Mapping[str, Sequence[int]],
    unit: str,
    *,
    target: Decimal | None = None,
    decimals: int | None = None,
    caption: str = "",
    runs_of_values: Sequence[Runs] | None = None,
) -> Chart:
    """Return the chart of the measure `title`: a line with its limits, and what each point signals as its table.

    `values`, `limits` and `target` are in `unit`; a period without a value has no place among
    `periods`. `signals` are positions by rule, as `quarterbook.analysis.spc.signals` gives them.
    Values are shown with `decimals` places, the mean and the limits with one at the least.
    `runs_of_values` are the cells of the values, so that they can cite figures; without, they are plain.

    >>> from quarterbook.analysis import spc
    >>> values = [Decimal(value) for value in (10, 12, 10, 12, 10, 12, 11, 30)]
    >>> limits = spc.limits(values[:7])
    >>> xmr("Calls", "abcdefgh", values, limits, spc.signals(values, limits), "").title
    'Calls: 1 of 8 points outside the limits'
    """
    shown = [rounded(value, decimals) for value in values]
    cells = runs_of_values or [(Run(text=bare(value, unit)),) for value in shown]
    levels = _levels(limits, target, max((_places(value) for value in shown), default=0), decimals)
    words = ["; ".join(RULES[slug][1] for slug, points in signals.items() if at in points) for at in range(len(values))]
    told = ["".join(run.text for run in runs) for runs in cells]
    said = _sentence(", ".join(f"{name.lower()} {with_unit(level, unit)}" for name, level, _ in levels))
    return Chart(
        title=f"{title}: {_seen(signals, len(values))}",
        alt=f"Line chart of {title}, {_points(len(values))} from {periods[0]} to {periods[-1]}: {', '.join(told)}. "
        f"{said} {_told_signals(signals, periods)}",
        svg=lines(
            periods,
            [float(value) for value in values],
            [Level(float(level), f"{name} {bare(seen, unit)}", _DASHES[name]) for name, seen, level in levels],
            sorted({at for found in signals.values() for at in found}),
            _key(signals),
            lambda value: bare(value, unit),
        ),
        table=Table(
            caption=caption or f"{title}: each point",
            columns=(
                Column(label="Period"),
                Column(label="Value" if unit in ("", "%", "£") else f"Value ({unit})", align="end"),
                Column(label="Signal", width=3),
            ),
            rows=tuple(
                ((Run(text=period),), cell, (Run(text=_sentence(what, "")),) if what else ())
                for period, cell, what in zip(periods, cells, words, strict=True)
            ),
            row_header=True,
            note=f"{said}{_provisos(limits)}",
        ),
    )


def _levels(
    limits: Limits, target: Decimal | None, places: int, decimals: int | None
) -> list[tuple[str, Decimal, Fraction]]:
    """What each line is called, its level as shown, and its level."""
    exact = {"Lower limit": limits.lower, "Mean": limits.mean, "Upper limit": limits.upper}
    places = max(places, 1)
    levels = [(name, rounded(half_up(level, places), places), level) for name, level in exact.items()]
    return levels if target is None else [*levels, ("Target", rounded(target, decimals), Fraction(target))]


def _seen(signals: Mapping[str, Sequence[int]], points: int) -> str:
    by_rule = {slug: found for slug, found in signals.items() if found}
    count = len({at for found in by_rule.values() for at in found})
    if not by_rule:
        return f"no signal in {_points(points)}"
    if len(by_rule) == 1:
        return f"{count} of {_points(points)} {RULES[next(iter(by_rule))][1]}"
    return f"{count} of {_points(points)} {'signals' if count == 1 else 'signal'} a change"


def _told_signals(signals: Mapping[str, Sequence[int]], periods: Sequence[str]) -> str:
    told = [_sentence(f"{RULES[slug][1]}: {_spans(found, periods)}") for slug, found in signals.items() if found]
    return " ".join(told) or "No point signals a change."


def _spans(found: Sequence[int], periods: Sequence[str]) -> str:
    """The periods of the points, three or more in a row by the first and the last."""
    runs: list[list[int]] = []
    for at in found:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return ", ".join(
        f"{periods[run[0]]} to {periods[run[-1]]}" if len(run) > 2 else ", ".join(periods[at] for at in run)
        for run in runs
    )


def _provisos(limits: Limits) -> str:
    trial = f" Trial limits: they come from {_points(limits.points)}, and each new one revises them."
    ranges = "change between two points" if limits.left_out == 1 else "changes between two points"
    left_out = f" The limits leave out {limits.left_out} {ranges}, far larger than the others."
    return (trial if limits.trial else "") + (left_out if limits.left_out else "")


def _points(number: int) -> str:
    return f"{number} point{'' if number == 1 else 's'}"


def _sentence(words: str, stop: str = ".") -> str:
    return f"{words[:1].upper()}{words[1:]}{stop}"


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _key(signals: Mapping[str, Sequence[int]]) -> str:
    kinds = [RULES[slug][1] for slug, found in signals.items() if found]
    return f"Ringed diamonds: {kinds[0]}" if len(kinds) == 1 else "Ringed diamonds signal a change" if kinds else ""
