"""The names of the registers, as settings and parameters use them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from quarterbook.errors import nearest
from quarterbook.params.validation import Text

REGISTERS = (
    *("actions", "indicators", "outturns", "clinics"),
    *("savings", "revenue", "capital", "reserves", "questions"),
    *("projects", "team", "other_work", "improvement_plan", "activity", "tracker"),
    "offers",
    "people",
)
# And the csv of what was published.
SOURCES = (*REGISTERS, "published_figures")


def _register(text: str) -> str:
    if text not in SOURCES:
        raise ValueError(f"'{text}' is not a register. {nearest(text, SOURCES)}")
    return text


RegisterName = Annotated[Text, AfterValidator(_register)]
