"""The sentences of a plan by theme: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from quarterbook.analysis import sentences
from quarterbook.analysis.outturn_figures import STATUS_WORDS
from quarterbook.analysis.sentences import Figures, Sentence, joined, together
from quarterbook.analysis.themes import NO_THEME
from quarterbook.params.house_file import RatingScheme
from quarterbook.registers.actions import NOT_COUNTED, STAGES

# The figures of what is made up and of what there is, and what both count.
_MADE_UP = (
    ("all.illustrative.count", "all.listed", "action"),
    ("all.indicators-illustrative.count", "all.indicators-listed.count", "indicator"),
)
# Of illustrative rows.
WHY = "made up to show what a whole plan looks like"


def without_themes(names: Mapping[str, str]) -> list[Sentence]:
    """That no action or indicator names a theme, where none does."""
    return [Sentence("No action names a theme, so all stand together.")] if [*names.values()] == [NO_THEME] else []


def stages(figures: Figures, place: str) -> list[Sentence]:
    """How many actions are at which stage; none where no action says."""
    parts = [
        f"{{{place}.{stage}.count}} {_is(figures, f'{place}.{stage}.count')} {stage.replace('-', ' ')}"
        for stage in STAGES
        if stage not in NOT_COUNTED and figures[f"{place}.{stage}.count"].value
    ]
    return [Sentence(f"By stage, {joined(parts)}.")] if parts else []


def overdue(figures: Figures, place: str) -> Sentence:
    """How many actions are past their due date, as a sentence that leads no list."""
    return Sentence(f"{sentences.overdue(figures, place).template.removesuffix(':').removesuffix('.')}.")


def indicators(figures: Figures, place: str) -> list[Sentence]:
    """How many indicators met and missed their targets; none where the plan has no indicators."""
    if f"{place}.indicators.count" not in figures:
        return []
    if not figures[f"{place}.indicators.count"].value:
        return [Sentence("No indicator has an outturn.")]
    held = f"{{{place}.indicators.count:indicator|indicators}}"
    if not figures[f"{place}.compared.count"].value:
        there_are = f"There {_is(figures, f'{place}.indicators.count')}"
        return [Sentence(f"{there_are} {held}, without a status against target.")]
    parts = [
        f"{{{place}.{word}.count}} {words if figures[f'{place}.{word}.count'].value == 1 else _plural(words)}"
        for word, words in STATUS_WORDS.items()
        if figures[f"{place}.{word}.count"].value
    ]
    parts += [f"{{{place}.no-status.count}} {_has(figures, place)} no status"] * bool(
        figures[f"{place}.no-status.count"].value
    )
    if figures[f"{place}.indicators.count"].value == 1:
        return [Sentence(f"The {held} {parts[0].split(' ', 1)[1]}.")]
    return [Sentence(f"Of the {held}, {joined(parts)}.")]


def provenance(figures: Figures) -> list[Sentence]:
    """That rows are illustrative, which a paper must say, and how many; none where none is."""
    there = [one for one in _MADE_UP if one[0] in figures and figures[one[0]].value]
    if not there:
        return []
    said = [_illustrative(figures, *one) for one in there]
    they = "It is" if sum(int(figures[one[0]].value or 0) for one in there) == 1 else "They are"
    return [Sentence(f"{' '.join(said)} {they} {WHY}, and marked †.")]


def closing(figures: Figures) -> list[Sentence]:
    """What ends the summary: how the indicators stand, and what is illustrative."""
    return [*indicators(figures, "all"), *provenance(figures)]


def _illustrative(figures: Figures, made_up: str, listed: str, noun: str) -> str:
    verb = f"{_is(figures, made_up)} illustrative"
    if figures[made_up].value != figures[listed].value:
        return f"Of the {{{listed}:{noun}|{noun}s}}, {{{made_up}}} {verb}."
    return f"{'The' if figures[listed].value == 1 else 'All'} {{{listed}:{noun}|{noun}s}} {verb}."


def of_theme(
    figures: Figures, place: str, theme: str, scheme: RatingScheme, made_up: Collection[str]
) -> Iterator[Sentence]:
    """What leads a theme's part of the paper; whether it is among those made up is said in words."""
    yield sentences.overview(figures, place, scheme, "theme")
    yield from sentences.not_counted(figures, place, "theme")
    if figures[f"{place}.total"].value:
        yield together([*stages(figures, place), overdue(figures, place)])
    yield from indicators(figures, place)
    if theme in made_up:
        yield Sentence(f"This theme is illustrative: {WHY}.")


def _is(figures: Figures, name: str) -> str:
    return "is" if figures[name].value == 1 else "are"


def _has(figures: Figures, place: str) -> str:
    return "has" if figures[f"{place}.no-status.count"].value == 1 else "have"


def _plural(words: str) -> str:
    return words.replace("its target", "their targets")
