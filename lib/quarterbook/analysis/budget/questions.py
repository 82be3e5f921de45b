"""Questions to the executive: what members asked, in the order of their numbers, with the points of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.registers.frames import rows
from quarterbook.registers.questions import STATUSES


def with_points(questions: pd.DataFrame) -> Iterator[tuple[Any, list[Any]]]:
    """Each question with its points, in the order of the file; a point of no question there stands by itself."""
    known = set(questions["number"])
    for row in rows(questions):
        if row.part_of not in known:
            yield row, [point for point in rows(questions) if point.part_of == row.number]


def figures(questions: pd.DataFrame) -> tuple[Figure, ...]:
    """How many questions there are: `questions.count`, `questions.<status>.count`; points `questions.points.count`.

    A question without a status is open.
    """
    of, known = lineage(questions), set(questions["number"])
    points = questions["part_of"].isin(known)
    asked = questions[~points]
    statuses = {name: asked[asked["status"].fillna(STATUSES[0]) == name] for name in STATUSES}
    return (
        count("questions.count", asked, of, "Questions to the executive, without their points"),
        count("questions.points.count", questions[points], of, "Points of these questions"),
        *(
            count(f"questions.{name}.count", mine, of, f"Questions to the executive that are {name.replace('-', ' ')}")
            for name, mine in statuses.items()
        ),
    )
