"""Figures as a notebook keeps them: each source is named once, and rows are ranges.

Written out in full, as in figures.json, they would be most of a notebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.analysis.ranges import ranges, rows


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: str
    sha256: str


class _KeptFigure(BaseModel):
    """What else there is of a figure is kept as it stands."""

    model_config = ConfigDict(extra="allow")

    rows: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sources: tuple[_Source, ...]
    figures: tuple[_KeptFigure, ...]


def kept(figures: Iterable[Figure]) -> dict[str, Any]:
    """Return the figures as JSON values, their sources by place: the rows '0: 2-61 63' are of the first source."""
    places: dict[tuple[str, str], int] = {}

    @cache
    def line(one: SourceRows) -> str:
        place = places.setdefault((one.source, one.sha256), len(places))
        return f"{place}: {ranges(one.rows)}"

    told = []
    for figure in figures:
        rest = figure.model_dump(mode="json", by_alias=True, exclude={"rows", "of"}, exclude_defaults=True)
        lines = {"rows": [line(one) for one in figure.rows], "of": [line(one) for one in figure.of]}
        told.append(rest | {name: value for name, value in lines.items() if value})
    return {"sources": [{"source": source, "sha256": sha256} for source, sha256 in places], "figures": told}


def read(data: Any) -> Any:
    """Return what makes the figures again; what is not kept like that is returned as it stands.

    Raises `ValueError` where rows are no ranges, or of no source.
    """
    if not isinstance(data, dict):
        return data
    found = _Kept.model_validate(data)
    sources = {str(place): source for place, source in enumerate(found.sources)}

    @cache
    def source_rows(line: str) -> SourceRows:
        place, _, text = line.partition(": ")
        if place not in sources:
            raise ValueError(f"The rows '{line}' are of no source.")
        return SourceRows(source=sources[place].source, sha256=sources[place].sha256, rows=rows(text))

    return [
        {
            **(figure.model_extra or {}),
            "rows": tuple(map(source_rows, figure.rows)),
            "of": tuple(map(source_rows, figure.of)),
        }
        for figure in found.figures
    ]
