"""A council's house style: its words, its rating scheme, and how its exports are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr, field_validator, model_validator

from quarterbook.errors import InputError, nearest
from quarterbook.params import strict_yaml
from quarterbook.params.money_style import MaterialityStyle, MoneyStyle
from quarterbook.params.project import find_root, inside, shown
from quarterbook.params.register_names import RegisterName
from quarterbook.params.validation import AsTuple, Name, Settings, Text, Texts, validate
from quarterbook.slugs import slug
from quarterbook.tolerance import Tolerance

# Rochdale's criteria (paper of 31 July 2023, paragraph 3.3): the four that the computed rule gives.
COMPUTED = ("green", "purple", "amber", "red")
UNRATED = "unrated"
# What figure ids say beside ratings: stages, movements, what is counted apart, and how indicators stand.
RESERVED = frozenset(
    [
        *("unrated", "total", "listed", "overdue", "illustrative", "not-started", "in-progress", "paused", "completed"),
        *("carried-forward", "withdrawn", "newly-completed", "newly-overdue", "rating-better", "rating-worse"),
        *("re-baselined", "new", "vanished"),
        *("indicators", "compared", "travelled", "no-status", "met", "close", "missed"),
        *("improved", "unchanged", "declined"),
    ]
)
# Under how many people a house may keep counts back. Under 2 there is but one such count, so its mark would tell it.
THRESHOLDS = range(3, 101)


def _colour(text: str) -> str:
    if len(text) != 7 or text[0] != "#" or not all(letter in "0123456789abcdefABCDEF" for letter in text[1:]):
        raise ValueError(f"'{text}' is not a colour. Write it as in '#5b2d8e'.")
    return text.lower()


def _symbol(text: str) -> str:
    if len(text) != 1:
        raise ValueError(f"'{text}' is {len(text)} characters; one was expected, such as ▲.")
    return text


def _threshold(people: int) -> int:
    if people not in (0, *THRESHOLDS):
        least, most = THRESHOLDS[0], THRESHOLDS[-1]
        range_of = f"use a number from {least}" if people < least else f"use a number up to {most}"
        why = f"it would protect nobody: use {least} or more" if 0 < people < least else range_of
        raise ValueError(f"counts of people cannot be kept back under {people}; {why}, or 0 to show all of them.")
    return people


def _tolerance(text: str) -> str:
    if text:
        try:
            Tolerance.parse(text)
        except ValueError as expected:
            raise ValueError(f"'{text}' cannot be read; expected {expected}.") from None
    return text


class Rating(Settings):
    """One rating: its label, its meaning in the key, the clause that says it of actions in a sentence.

    Its colour and symbol never stand without the label.
    """

    label: Name
    meaning: Name
    clause: Name
    symbol: Annotated[Text, AfterValidator(_symbol)]
    colour: Annotated[Text, AfterValidator(_colour)]


class RatingScheme(Settings):
    """The ratings, best first, and whether they are computed by rule or the officers' own."""

    rule: Literal["computed", "reported"]
    levels: Mapping[Text, Rating]
    completed_late: Text = "green"

    @field_validator("levels")
    @classmethod
    def _names_are_fit_for_figure_ids(cls, levels: Mapping[str, Rating]) -> Mapping[str, Rating]:
        for name in levels:
            if slug(name) != name or name in RESERVED:
                raise ValueError(
                    f"'{name}' cannot name a rating: use small letters, digits and hyphens, and no word that figures "
                    "have for something else, such as 'completed' or 'total'. The label may be any words."
                )
        return levels

    @model_validator(mode="after")
    def _levels_fit_the_rule(self) -> RatingScheme:
        if self.rule == "computed" and set(self.levels) != set(COMPUTED):
            raise ValueError(f"the computed rule gives the ratings {', '.join(COMPUTED)}: name these and no others.")
        labels = [rating.label.lower() for rating in self.levels.values()]
        if twice := next((label for label in labels if labels.count(label) > 1), None):
            raise ValueError(f"two ratings have the label '{twice}'; each needs its own.")
        if self.rule == "computed" and self.completed_late not in self.levels:
            raise ValueError(f"completed_late: '{self.completed_late}' is not one of the ratings.")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the ratings, best first, then `unrated`."""
        return (*self.levels, UNRATED)

    def label(self, name: str) -> str:
        """What the paper calls a rating."""
        return "Unrated" if name == UNRATED else self.levels[name].label


class Rounding(Settings):
    """Decimal places of what is shown; rounding is half up, once, from the unrounded value."""

    percent: Annotated[int, Field(ge=0, le=6)] = 0


# What the officers of most councils report, where a house says nothing of ratings.
_RAG = {
    "green": Rating(label="Green", meaning="On track or complete", clause="on track", symbol="✓", colour="#2e7d4f"),
    "amber": Rating(label="Amber", meaning="At risk", clause="at risk", symbol="▲", colour="#c77700"),
    "red": Rating(label="Red", meaning="Off track", clause="off track", symbol="▼", colour="#b3261e"),
}


class House(Settings):
    """A house file, read."""

    council: Name
    logo: Text | None = None
    classification: Text = ""
    ratings: RatingScheme = RatingScheme(rule="reported", levels=_RAG)
    columns: Mapping[RegisterName, Texts] = {}
    values: Mapping[Text, Texts] = {}
    date_order: Mapping[RegisterName, Literal["day-first", "month-first"]] = {}
    missing: Mapping[RegisterName, Annotated[tuple[Text, ...], AsTuple]] = {}
    totals: Mapping[RegisterName, Annotated[tuple[Name, ...], AsTuple]] = {}
    rounding: Rounding = Rounding()
    money: MoneyStyle = MoneyStyle()
    materiality: MaterialityStyle = MaterialityStyle()
    # A count of fewer people is not shown, nor what would give it away; 0 shows all.
    disclosure_threshold: Annotated[int, AfterValidator(_threshold)] = 0
    numbering: Literal["section", "continuous", "none"] = "section"
    # Of indicators: how far off target is close, where an indicator does not say; and what begins references
    # that are one name, as in {BVPI: BV}.
    tolerance: Annotated[Text, AfterValidator(_tolerance)] = ""
    same_references: Mapping[Text, Text] = {}
    _file: str = PrivateAttr(default="the house file")

    @property
    def file(self) -> str:
        """What messages call the file that the house was read from."""
        return self._file

    @property
    def tolerance_band(self) -> Tolerance | None:
        """The house's tolerance, where it has one."""
        return Tolerance.parse(self.tolerance) if self.tolerance else None


def path_of(name: str, root: Path) -> Path:
    """Where the house file of a name stands."""
    return root / "params" / "houses" / f"{name}.yaml"


def load(name: str, root: Path | None = None) -> House:
    """The house of a name, from params/houses/ of the project. Raises `InputError`."""
    root = root or find_root(Path.cwd())
    path = path_of(name, root)
    if not path.is_file():
        known = [file.stem for file in path.parent.glob("*.yaml")]
        raise InputError(f"There is no house file {shown(path, root)}. {nearest(name, known)}")
    yaml = strict_yaml.load(path, shown(path, root))
    house = validate(House, yaml)
    house._file = shown(path, root)
    if house.logo and not _is_beside(house.logo, path):
        raise InputError(f"{yaml.where(('logo',))}: logo: there is no file '{house.logo}' beside the house file.")
    return house


def _is_beside(name: str, path: Path) -> bool:
    try:
        return inside(name, path.parent.resolve()).is_file()
    except (InputError, OSError):
        return False
