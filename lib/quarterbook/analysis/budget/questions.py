"""Questions to the executive: what members asked, in the order of their numbers, with the points of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure, count, lineage
from quarterbook.registers.frames import rows
from quarterbook.registers.questions import STATUSES


def with_points(questions: pd.DataFrame) -> Iterator[tuple[Any, list[Any]]]:
    """Each question with its points and theirs, in the order of the file.

    A point of no question there stands by itself, and so does one whose questions lead round in a circle.
    """
    asked = _asked(questions)
    for row in rows(questions):
        if asked[row.number] == row.number:
            points = [one for one in rows(questions) if asked[one.number] == row.number and one.number != row.number]
            yield row, points


def _asked(questions: pd.DataFrame) -> dict[str, str]:
    """The question to which each number belongs: its own, where it is no point."""
    part_of = dict(zip(questions["number"], questions["part_of"], strict=True))
    asked = {}
    for number in part_of:
        path = [number]
        while (above := part_of[path[-1]]) in part_of and above not in path:
            path.append(above)
        asked[number] = number if above in path else path[-1]
    return asked


def sentence(figures: Mapping[str, Figure]) -> str:
    """How many questions members ask, as a template."""
    points = (
        ", with {questions.points.count:point|points} under them" if figures["questions.points.count"].value else ""
    )
    return f"Members ask {{questions.count:question|questions}}{points}."


def figures(questions: pd.DataFrame) -> tuple[Figure, ...]:
    """How many questions there are: `questions.count`, `questions.<status>.count`; points `questions.points.count`.

    A question without a status is open.
    """
    of, belongs = lineage(questions), _asked(questions)
    points = questions["number"].map(belongs) != questions["number"]
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
