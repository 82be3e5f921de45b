"""What a house file says of money: how it is shown, in which unit its files are, and what is material."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from quarterbook import money
from quarterbook.materiality import Materiality
from quarterbook.params.register_names import RegisterName
from quarterbook.params.validation import Settings, Text


def _amount(text: str) -> str:
    return _read(text, text, "")


def _percent(text: str) -> str:
    return _read(text, "", text)


def _read(text: str, amount: str, percent: str) -> str:
    try:
        Materiality.parse(amount, percent, both=False)
    except ValueError as expected:
        raise ValueError(f"'{text}' cannot be read; expected {expected}.") from None
    return text


class MoneyStyle(Settings):
    """In which unit a paper shows money, with how many places; and the unit of files whose headers say none."""

    shown_in: money.Unit = "£m"
    places: Annotated[int, Field(ge=0, le=6)] = 3
    units: Mapping[RegisterName, money.Unit] = {}

    @property
    def shown(self) -> money.Shown:
        """How a paper shows an amount."""
        return money.Shown(self.shown_in, self.places)


class MaterialityStyle(Settings):
    """From which size on a variance is material: an amount, a share of the budget, and whether it needs both."""

    amount: Annotated[Text, AfterValidator(_amount)] = ""
    percent: Annotated[Text, AfterValidator(_percent)] = ""
    needs: Literal["either", "both"] = "either"

    @property
    def limits(self) -> Materiality:
        """The thresholds."""
        return Materiality.parse(self.amount, self.percent, self.needs == "both")

    @property
    def words(self) -> str:
        """The thresholds as a paper says them.

        >>> MaterialityStyle(amount="£0.5m", percent="2%", needs="both").words, MaterialityStyle().words
        ('£0.5m or more, and 2% of the budget or more', 'any but nought')
        """
        said = [self.amount and f"{self.amount} or more", self.percent and f"{self.percent} of the budget or more"]
        return (", and " if self.needs == "both" else ", or ").join(filter(None, said)) or "any but nought"
