"""Whether the reports of a quarter, those built now and those that stand there, give one figure one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quarterbook import checks
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current

# What a reserve holds is told by the year, so papers of different kinds have to agree on it whatever their days.
TIMELESS = "reserves"


def disputed(file: QuarterFile, folders: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """The figures to which reports give several values: id to report to value.

    `folders` says where each report is. Reports of one day and council have to agree on every figure. Of different
    days they may well differ, but on reserves the latest of each kind of paper has to agree with those of others.
    """
    if len(folders) < 2:
        return {}
    values = {slug: current.values(folder) for slug, folder in folders.items()}
    disputes: dict[str, dict[str, Any]] = {}
    for group in _grouped((file.as_at(slug), area_of(file, slug), slug) for slug in folders):
        disputes |= checks.disputes({slug: values[slug] for slug in group})
    for group in _grouped((area_of(file, slug), slug) for slug in _latest(file, folders)):
        disputes |= checks.disputes({slug: current.values_of(folders[slug], TIMELESS) for slug in group})
    return disputes


def _latest(file: QuarterFile, slugs: Iterable[str]) -> Iterator[str]:
    """The latest report of each notebook and council, or those of its day."""
    by_kind: dict[tuple[str, str], list[str]] = {}
    for slug in slugs:
        by_kind.setdefault((file.report(slug).notebook, area_of(file, slug)), []).append(slug)
    for group in by_kind.values():
        last = max(file.as_at(slug) for slug in group)
        yield from (slug for slug in group if file.as_at(slug) == last)


def _grouped(keyed: Iterable[tuple[str, ...]]) -> Iterable[list[str]]:
    """Reports, each the last of its tuple, by what stands before it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for *key, slug in keyed:
        groups.setdefault(tuple(key), []).append(slug)
    return groups.values()


def area_of(file: QuarterFile, slug: str) -> str:
    """The council that a report is of, where its sources are of several."""
    return str(file.report(slug).parameters.get("area", file.settings.defaults.get("area", "")))
