"""The directorates of a paper, their rows, and the actions that its summary speaks of."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from quarterbook.errors import nearest
from quarterbook.params.house_file import UNRATED
from quarterbook.slugs import slug

# The slug of what is said of a paper as a whole.
WHOLE = "all"
# Whose commentary a quarter's summary gives where the analyst chose none, and how many if none needs a word.
NEED_A_WORD = ("red", "amber", UNRATED)
FEW = 3


def named(plan: pd.DataFrame, chosen: Iterable[str] = ()) -> dict[str, str]:
    """Return the directorates of a paper: slug to name, as chosen, else in the file's order.

    Raises ValueError for one that the file does not have, and where two names give one slug.

    >>> named(pd.DataFrame({"directorate": ["Legal", "Legal", "IT & Data"]}))
    {'legal': 'Legal', 'it-data': 'IT & Data'}
    """
    return slugs(plan["directorate"], chosen, "directorate")


def slugs(column: Iterable[str], chosen: Iterable[str], what: str) -> dict[str, str]:
    """Return the names in a column, as `named` does; `what` they are is for messages."""
    there = list(dict.fromkeys(column))
    names = list(chosen) or there
    unknown = [name for name in names if name not in there]
    if unknown:
        raise ValueError(f"no action belongs to the {what} '{unknown[0]}'. {nearest(unknown[0], there)}")
    if len(set(names)) < len(names):
        raise ValueError(f"a {what} is named twice: {', '.join(names)}.")
    slugs = {slug(name): name for name in names}
    if len(slugs) < len(names) or WHOLE in slugs or "" in slugs:
        raise ValueError(f"each {what} needs a name of its own, and none may be '{WHOLE}': {', '.join(names)}.")
    return slugs


def of(rated: pd.DataFrame, name: str, by: str = "directorate") -> pd.DataFrame:
    """Return the rows of one directorate, or of one value of another column."""
    return rated[rated[by] == name]


def records(rows: pd.DataFrame) -> list[pd.Series]:
    """Return the rows one by one."""
    return [row for _, row in rows.iterrows()]


def featured(rows: pd.DataFrame, references: Iterable[str] = ()) -> pd.DataFrame:
    """Return the actions that a quarter's summary speaks of, in the order of the file.

    Those chosen by `references`; else those that need a word (red, amber, unrated or far behind);
    else the first few that have a commentary.
    """
    chosen = rows[rows["reference"].isin(list(references))]
    if len(chosen):
        return chosen
    needing = rows[rows["counted"] & (rows["rating"].isin(NEED_A_WORD) | rows["behind"])]
    return needing if len(needing) else rows[rows["commentary"].notna()].head(FEW)
