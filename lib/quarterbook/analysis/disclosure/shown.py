"""Which figures of a paper count people, whatever register they are from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import dropwhile

from quarterbook.analysis.figures import Figure

# Whom a unit counts, as one or as several, and as the last word of a name: "young people", "care leavers".
_NOUNS = {
    *("adopter", "adult", "applicant", "apprentice", "boy", "carer", "citizen", "claimant", "client", "customer"),
    *("employee", "girl", "individual", "learner", "leaver", "offender", "patient", "person", "pupil", "refugee"),
    *("resident", "seeker", "student", "tenant", "user", "victim", "volunteer", "worker"),
}
_PEOPLE = _NOUNS | {f"{noun}s" for noun in _NOUNS}
_PEOPLE |= {"people", "child", "children", "man", "men", "woman", "women", "baby", "babies", "staff", "headcount"}
# What tells more of them, behind: "children in care", "people aged 65 and over", "children and young people".
_FURTHER = {
    *("and", "at", "awaiting", "from", "getting", "in", "known", "living", "of", "on", "or", "over", "receiving"),
    *("under", "waiting", "who", "whose", "with", "without"),
}
# What makes another thing of them, before: "visits to patients".
_ANOTHER = {"by", "for", "from", "in", "of", "on", "to", "with"}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_IN_BRACKETS = re.compile(r"\(.*?\)")
_NUMBER_OF = re.compile(r"^(?:total )?(?:number|no\.?|count|total) of ")
# A rate, a share, an amount of money, full-time equivalents or so many thousands: no count of one by one.
_NO_COUNT = re.compile(
    r"[%£/]|000|\b(?:per|rate|percent|percentage|proportion|share|ftes?|equivalents?|hundreds?|thousands?|millions?)\b"
)


def counts_people(unit: str) -> bool:
    """Return whether a unit is a count of people, by its noun.

    >>> [counts_people(unit) for unit in ("Child", "looked-after children", "number of pupils", "people aged 65+")]
    [True, True, True, True]
    >>> [counts_people(unit) for unit in ("per 1,000 people", "staff (FTE)", "staff days", "visits to patients", "%")]
    [False, False, False, False, False]
    """
    unit = " ".join(unit.casefold().split())
    if _NO_COUNT.search(unit):
        return False
    words = _WORD.findall(_IN_BRACKETS.sub(" ", _NUMBER_OF.sub("", unit)))
    first = next((at for at, word in enumerate(words) if word in _PEOPLE), len(words))
    behind = [*dropwhile(_PEOPLE.__contains__, words[first:])]
    if first == len(words) or _ANOTHER.intersection(words[:first]):
        return False
    return not behind or behind[0] in _FURTHER or behind[0].endswith("ed")


def people_shown(figures: Iterable[Figure]) -> dict[str, Decimal]:
    """Return how many people each figure counts that shows a count of them, by id.

    A figure worked out from counts of people, such as a change or a mean, is none itself.
    """
    figures = list(figures)
    counting = {one.id for one in figures if counts_people(one.unit)}
    return {
        one.id: one.number
        for one in figures
        if one.id in counting and one.number is not None and counting.isdisjoint(one.from_)
    }
