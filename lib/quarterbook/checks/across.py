"""Rules on the papers of a quarter together: a figure that several of them state has one value and one definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from quarterbook.checks.findings import Finding
from quarterbook.checks.rules import RULES
from quarterbook.rounding import NOT_KNOWN

# Ids that begin so speak of their own paper.
OWN = "all."
# How many figures a message on two papers names.
_NAMED = 3


@dataclass(frozen=True)
class Stated:
    """What a paper states: its day, its council where files have several, its figures' values and definitions by id."""

    as_at: str
    area: str
    values: Mapping[str, object]
    definitions: Mapping[str, str]


def disputes(papers: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """The figures with several values among papers: id to report slug to value."""
    given: dict[str, dict[str, object]] = {}
    for report, figures in papers.items():
        for figure, value in figures.items():
            if not figure.startswith(OWN):
                given.setdefault(figure, {})[report] = value
    return {figure: values for figure, values in given.items() if len(set(values.values())) > 1}


def told(figure: str, values: Mapping[str, object]) -> str:
    """A disputed figure in a sentence.

    >>> told("finance.total", {"plans": 1, "update": 2, "budget": 1})
    'finance.total is 1 in plans, 2 in update and 1 in budget.'
    """
    *most, last = (f"{_shown(value)} in {report}" for report, value in values.items())
    return f"{figure} is {', '.join(most)} and {last}."


def f02_papers_differ(papers: Mapping[str, Mapping[str, object]]) -> tuple[Finding, ...]:
    """One figure id with several values among papers of one day and council (report slug to id to value)."""
    return tuple(RULES["F02"].finding(told(figure, values)) for figure, values in disputes(papers).items())


def f03_days_differ(papers: Mapping[str, Stated]) -> Iterator[Finding]:
    """Two papers of different days, and figures that have moved between them: a reader of both will ask."""
    for (one, first), (other, second) in combinations(papers.items(), 2):
        if first.area == second.area and first.as_at != second.as_at:
            moved = disputes({one: first.values, other: second.values})
            if moved:
                ways = [
                    f"{figure} is {_shown(values[one])} and {_shown(values[other])}"
                    for figure, values in sorted(moved.items())[:_NAMED]
                ]
                left = len(moved) - len(ways)
                ways += [f"so {'is' if left == 1 else 'are'} {left} more"] if left else []
                days = f"{one} (of {first.as_at}) and {other} (of {second.as_at})"
                yield RULES["F03"].finding(f"{days} differ: {'; '.join(ways)}.")


def f04_two_definitions(papers: Mapping[str, Stated]) -> Iterator[Finding]:
    """One figure id that papers define otherwise."""
    for figure, defined in _by_id(papers).items():
        if len(defined) > 1:
            ways = " and ".join(f"'{words}' in {', '.join(reports)}" for words, reports in defined.items())
            yield RULES["F04"].finding(f"{figure} is {ways}.")


def f05_two_ids(papers: Mapping[str, Stated]) -> Iterator[Finding]:
    """Several figure ids with one definition: one thing under two names, or two things that nobody can tell apart."""
    ids: dict[str, dict[str, list[str]]] = {}
    for figure, defined in _by_id(papers).items():
        for words, reports in defined.items():
            ids.setdefault(words, {})[figure] = reports
    for words, figures in ids.items():
        if len(figures) > 1:
            which = " and ".join(f"{figure} ({', '.join(reports)})" for figure, reports in figures.items())
            yield RULES["F05"].finding(f"{which} are both defined as '{words}'.")


def across(papers: Mapping[str, Stated]) -> tuple[Finding, ...]:
    """What the rules find in the papers of a quarter that are built; those that F02 refuses are not among them."""
    return (*f03_days_differ(papers), *f04_two_definitions(papers), *f05_two_ids(papers))


def _by_id(papers: Mapping[str, Stated]) -> dict[str, dict[str, list[str]]]:
    """Each figure's definitions, and the papers that have them."""
    found: dict[str, dict[str, list[str]]] = {}
    for report, paper in papers.items():
        for figure, words in paper.definitions.items():
            if not figure.startswith(OWN):
                found.setdefault(figure, {}).setdefault(words, []).append(report)
    return found


def _shown(value: object) -> object:
    return NOT_KNOWN if value is None else value
