"""Who a team is, and what it costs year by year against the reserve that pays for it."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from quarterbook.analysis.budget.reserves import by_reserve, rolled
from quarterbook.analysis.budget.sums import Sums
from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.errors import nearest
from quarterbook.money import added
from quarterbook.rounding import NOT_KNOWN, exact, plain
from quarterbook.slugs import slug


def figures(team: pd.DataFrame) -> tuple[Figure, ...]:
    """How many roles a team has, and how many full-time equivalents they are: `team.roles.count`, `team.fte`.

    The equivalents are not known unless every role has them.
    """
    of, known = lineage(team), team["fte"].notna()
    fte = added(team["fte"]) if known.all() and len(team) else None
    return (
        count("team.roles.count", team, of, "Roles of the team"),
        Figure(
            id="team.fte",
            value=None if fte is None else plain(fte),
            exact=None if fte is None else exact(Fraction(fte)),
            unit="FTE",
            display=NOT_KNOWN if fte is None else f"{fte.normalize():,f}",
            definition="Full-time equivalents of the team, all roles together",
            rows=lineage(team[known]),
            of=of,
        ),
    )


def paying(reserves: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of the reserve that pays for the team: the one named, or the only one of the register.

    No rows where there is none, or several and none is named. Raises ValueError where the one named is not there.
    """
    known = by_reserve(reserves)
    if name and name not in known:
        raise ValueError(f"no reserve is called '{name}'. {nearest(name, known)}")
    one = name or (next(iter(known)) if len(known) == 1 else "")
    return known[one] if one else reserves.iloc[:0]


def cost_figures(paying: pd.DataFrame, sums: Sums) -> tuple[Figure, ...]:
    """What is drawn from a reserve in each year, and what is left at its end: `<reserve>.<year>.<drawn|left>`."""
    made = []
    for one in rolled(paying) if len(paying) else ():
        name = str(paying["reserve"].iloc[0])
        until = paying[[year <= one.year for year in paying["year"]]]
        place, told = f"{slug(name)}.{one.year.slug}", f"{one.year}, {one.basis}"
        this = paying[paying["year"] == one.year]
        made.append(sums.amount(f"{place}.drawn", -one.movement, f"{name}: drawn in {told}", this))
        made.append(sums.amount(f"{place}.left", one.closing, f"{name}: left at the end of {told}", until))
    return tuple(made)


def in_a_sentence(name: str) -> str:
    """Return the name of a reserve as a sentence has it: without its capital, unless other words have theirs.

    >>> in_a_sentence("Improvement reserve"), in_a_sentence("Transformation Fund")
    ('improvement reserve', 'Transformation Fund')
    """
    first, *others = name.split(" ")
    return name if first.isupper() or any(not word.islower() for word in others) else f"{name[0].lower()}{name[1:]}"
