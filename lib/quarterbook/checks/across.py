"""Rules on the papers of a quarter together: a figure that several of them state has one value and one definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from quarterbook.checks.rules import RULES
from quarterbook.findings import Finding
from quarterbook.rounding import NOT_KNOWN

# Ids that begin so speak of their own paper.
OWN = "all."
# How many figures a message on two papers names.
_NAMED = 3
# Of each figure with several values, the value that each paper gives it.
Disputes = dict[str, dict[str, object]]


@dataclass(frozen=True)
class Stated:
    """What a paper states: its figures' values and definitions by id, and what it speaks of.

    That is a day (`as_at`) and a council (`area`, where files have several); the `notebook` tells its kind. `timeless`
    are the values that are told by the year, whatever the day of the paper.
    """

    as_at: str = ""
    area: str = ""
    notebook: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    timeless: Mapping[str, object] = field(default_factory=dict)


def disputes(papers: Mapping[str, Stated]) -> Disputes:
    """The figures on which papers must agree, and do not: id to paper to value.

    Papers of one day must agree on all they both state. Those of different days may well differ; on what is told by
    the year, the latest of each kind of paper must agree with those of other kinds.
    """
    found: Disputes = {}
    latest = {name for name, paper in papers.items() if paper.as_at == _last_day(paper, papers)}
    for (one, first), (other, second) in _pairs(papers):
        if first.as_at == second.as_at:
            given = {one: first.values, other: second.values}
        elif first.notebook != second.notebook and {one, other} <= latest:
            given = {one: first.timeless, other: second.timeless}
        else:
            continue
        for figure, values in _differing(given).items():
            found.setdefault(figure, {}).update(values)
    return found


def told(figure: str, values: Mapping[str, object]) -> str:
    """A disputed figure in a sentence.

    >>> told("finance.total", {"plans": 1, "update": 2, "budget": 1})
    'finance.total is 1 in plans, 2 in update and 1 in budget.'
    """
    return f"{figure} is {_listed([f'{_shown(value)} in {report}' for report, value in values.items()])}."


def f02_papers_differ(papers: Mapping[str, Stated]) -> tuple[Finding, ...]:
    """One figure id with several values among papers that must agree."""
    return tuple(RULES["F02"].finding(told(figure, values)) for figure, values in disputes(papers).items())


def f03_days_differ(papers: Mapping[str, Stated]) -> Iterator[Finding]:
    """Two papers of different days, and figures that have moved between them: a reader of both will ask."""
    for (one, first), (other, second) in _pairs(papers):
        moved = _differing({one: first.values, other: second.values}) if first.as_at != second.as_at else {}
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
            ways = [f"'{words}' in {', '.join(reports)}" for words, reports in defined.items()]
            yield RULES["F04"].finding(f"{figure} is {_listed(ways)}.")


def f05_two_ids(papers: Mapping[str, Stated]) -> Iterator[Finding]:
    """Several figure ids with one definition: one thing under two names, or two things that nobody can tell apart."""
    ids: dict[str, dict[str, list[str]]] = {}
    for figure, defined in _by_id(papers).items():
        for words, reports in defined.items():
            ids.setdefault(words, {})[figure] = reports
    for words, figures in ids.items():
        if len(figures) > 1:
            which = [f"{figure} ({', '.join(reports)})" for figure, reports in figures.items()]
            all_of = "both" if len(figures) == 2 else "all"
            yield RULES["F05"].finding(f"{_listed(which)} are {all_of} defined as '{words}'.")


def across(papers: Mapping[str, Stated]) -> tuple[Finding, ...]:
    """What the rules find in the papers of a quarter that are built; those that F02 refuses are not among them."""
    return (*f03_days_differ(papers), *f04_two_definitions(papers), *f05_two_ids(papers))


def _pairs(papers: Mapping[str, Stated]) -> Iterator[tuple[tuple[str, Stated], tuple[str, Stated]]]:
    """The pairs of papers on one council."""
    return (pair for pair in combinations(papers.items(), 2) if pair[0][1].area == pair[1][1].area)


def _last_day(paper: Stated, papers: Mapping[str, Stated]) -> str:
    """The latest day of a paper of this kind and council."""
    return max(one.as_at for one in papers.values() if (one.notebook, one.area) == (paper.notebook, paper.area))


def _differing(given: Mapping[str, Mapping[str, object]]) -> Disputes:
    """The figures to which papers give several values."""
    values: Disputes = {}
    for report, figures in given.items():
        for figure, value in figures.items():
            if not figure.startswith(OWN):
                values.setdefault(figure, {})[report] = value
    return {figure: ways for figure, ways in values.items() if len(set(ways.values())) > 1}


def _by_id(papers: Mapping[str, Stated]) -> dict[str, dict[str, list[str]]]:
    """Each figure's definitions, and the papers that have them."""
    found: dict[str, dict[str, list[str]]] = {}
    for report, paper in papers.items():
        for figure, words in paper.definitions.items():
            if not figure.startswith(OWN):
                found.setdefault(figure, {}).setdefault(words, []).append(report)
    return found


def _listed(ways: Sequence[str]) -> str:
    *most, last = ways
    return f"{', '.join(most)} and {last}"


def _shown(value: object) -> object:
    return NOT_KNOWN if value is None else value
