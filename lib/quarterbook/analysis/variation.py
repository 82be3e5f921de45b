"""Variation: which series of outturns are long enough for limits, and what those limits and their signals are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from quarterbook.analysis import spc
from quarterbook.analysis.figures import Figure, lineage
from quarterbook.analysis.outturn_figures import READ, figure_id
from quarterbook.analysis.outturns import LENGTHS, series, unbroken
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.analysis.units import rounded, with_unit
from quarterbook.rounding import exact, half_up, plain

NAMES = {months: name for name, months in LENGTHS.items()}
# The lines of a control chart: what a figure's id calls each, and what people do.
LINES = {"mean": "Mean", "lower-limit": "Lower limit", "upper-limit": "Upper limit"}
# More control charts than this make nobody look at the one that matters.
MOST_CHARTS = 6


@dataclass(frozen=True)
class Variation:
    """A series of one indicator with its limits and signals; `rows` are its outturns, oldest first."""

    reference: str
    length: str
    rows: pd.DataFrame
    limits: spc.Limits
    signals: Mapping[str, tuple[int, ...]]
    kind: spc.Variation

    @property
    def values(self) -> list[Decimal]:
        """The outturns, oldest first."""
        return [*self.rows["actual"]]

    @property
    def signalling(self) -> int:
        """How many points take part in a signal."""
        return len({at for points in self.signals.values() for at in points})

    def line(self, name: str) -> Fraction:
        """The level of one of `LINES`, in the indicator's unit."""
        return {"mean": self.limits.mean, "lower-limit": self.limits.lower, "upper-limit": self.limits.upper}[name]

    def id(self, part: str) -> str:
        """The id of one of its figures."""
        return figure_id(self.reference, self.length, part)


def variations(assessed: pd.DataFrame, screened: bool = False) -> tuple[Variation, ...]:
    """Every series with enough outturns for limits, in the order of the indicators, months before quarters.

    A series begins after its last gap. A running total has none: it starts anew each year.
    """
    made = []
    for reference in assessed["reference"].drop_duplicates():
        for months, name in sorted(NAMES.items()):
            rows = series(assessed, reference, months)
            rows = unbroken(rows[rows["actual"].notna()])
            if len(rows) < spc.FEWEST_POINTS or rows["cumulative"].eq(True).any():
                continue
            values = [*rows["actual"]]
            limits = spc.limits(values, screened)
            kind = spc.variation(values, limits, rows["polarity"].iloc[0])
            made.append(Variation(reference, name, rows, limits, spc.signals(values, limits), kind))
    return tuple(made)


def charted(found: Sequence[Variation], references: Iterable[str] = ()) -> list[Variation]:
    """Return the series to show as charts: those chosen by reference, else the first few whose latest point signals."""
    chosen = [*references]
    if chosen:
        return [one for one in found if one.reference in chosen]
    return signalling(found)[:MOST_CHARTS]


def figures(found: Iterable[Variation]) -> tuple[Figure, ...]:
    """Each series' numbers: `<reference slug>.<length>.<points|signals|mean|lower-limit|upper-limit>`."""
    return tuple(figure for one in found for figure in _figures(one))


def _figures(one: Variation) -> list[Figure]:
    row = one.rows.iloc[-1]
    rows = lineage(one.rows)
    sources = (*(figure_id(one.reference, period.slug, "actual") for period in one.rows["period"]), READ)
    named = f"the {len(one.rows)} {one.length}s of {one.reference}"
    made = [
        Figure(
            id=one.id(part),
            value=number,
            exact=str(number),
            unit="",
            display=str(number),
            definition=f"{words} {named}",
            rows=rows,
            of=rows,
            from_=sources,
        )
        for part, number, words in (
            ("points", len(one.rows), "Outturns among"),
            ("signals", one.signalling, "Points that signal a change among"),
        )
    ]
    # The mean and limits of whole numbers are seldom whole: one place at least.
    places = max(1, *(_places(rounded(value, row["decimals"])) for value in one.values))
    for part, words in LINES.items():
        shown = half_up(one.line(part), places)
        made.append(
            Figure(
                id=one.id(part),
                value=plain(shown),
                exact=exact(one.line(part)),
                unit=row["unit"],
                display=with_unit(rounded(shown, places), row["unit"]),
                definition=f"{words} of {named}" + (" (a trial limit)" if one.limits.trial and part != "mean" else ""),
                rows=rows,
                of=rows,
                from_=sources,
            )
        )
    return made


def overall(found: Sequence[Variation], assessed: pd.DataFrame) -> tuple[Figure, Figure]:
    """How many series have limits, and how many signal: `all.series.count`, `all.signalling.count`."""
    of = lineage(assessed)

    def counted(word: str, series: Sequence[Variation], definition: str) -> Figure:
        rows = lineage(*(one.rows for one in series))
        number = str(len(series))
        return Figure(
            id=f"all.{word}.count",
            value=len(series),
            exact=number,
            unit="",
            display=number,
            definition=definition,
            rows=rows,
            of=of,
            from_=(READ,),
        )

    return (
        counted("series", found, "Series of outturns long enough for limits"),
        counted("signalling", signalling(found), "Series whose latest point is part of a signal"),
    )


def signalling(found: Iterable[Variation]) -> list[Variation]:
    """Return the series whose latest point is part of a signal."""
    return [one for one in found if one.kind != "common cause"]


def sentences(found: Sequence[Variation], shown: Iterable[Variation]) -> list[Sentence]:
    """How many series have limits and signal, then what those of them say that are shown."""
    if not found:
        return [Sentence("No series has enough outturns for control limits.")]
    has, there = ("has", "it") if len(found) == 1 else ("have", "them")
    number = len(signalling(found))
    if not number:
        end = "its latest point is" if len(found) == 1 else "all their latest points are"
        lead = f"{{all.series.count:series|series}} {has} enough outturns for control limits; {end} ordinary variation."
    else:
        whose = "its latest point" if len(found) == 1 else f"the latest point of {{all.signalling.count}} of {there}"
        lead = f"{{all.series.count:series|series}} {has} enough outturns for control limits; {whose} signals a change."
    return [Sentence(lead), *(_sentence(one) for one in shown)]


def _sentence(one: Variation) -> Sentence:
    start = (
        f"The {{{one.id('points')}}} {one.length}s of {{reference}} vary around a mean of {{{one.id('mean')}}}, "
        f"between limits of {{{one.id('lower-limit')}}} and {{{one.id('upper-limit')}}}"
    )
    trial = ", which are trial limits since fewer than twelve points made them" if one.limits.trial else ""
    by_rule = [spc.RULES[rule][1] for rule, points in one.signals.items() if points]
    verdict = {
        "common cause": "The latest point is ordinary variation.",
        "improving": "The latest point is part of a signal of improvement.",
        "concerning": "The latest point is part of a signal of concern.",
        "special cause": "The latest point is part of a signal of change.",
    }[one.kind]
    if not by_rule:
        return Sentence(f"{start}{trial}. No point signals a change.", {"reference": one.reference})
    found = f"{{{one.id('signals')}:point signals|points signal}} a change ({{rules}})"
    return Sentence(f"{start}{trial}. {found}. {verdict}", {"reference": one.reference, "rules": joined(by_rule)})


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
