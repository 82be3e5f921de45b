"""A stretch of text, the smallest piece of a paper."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from quarterbook.document.sparkline import Sparkline, seen


class Frozen(BaseModel):
    """Data that a notebook shows, and keeps, as a part of its paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from quarterbook.document.display import bundle  # it imports this module

        return bundle(self)

    @model_serializer(mode="wrap")
    def _only_what_is_set(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what is as it would be anyway, so that a new field changes no notebook that does without it."""
        usual = {name: field.default for name, field in type(self).model_fields.items() if name != "kind"}
        return {
            name: value for name, value in dump(self).items() if name not in usual or getattr(self, name) != usual[name]
        }


class Run(Frozen):
    """A stretch of text set one way. `figure` names the figure the text displays.

    `heading` names a heading of the paper to link to; the reader puts the heading's own anchor there.

    A `sparkline` is shown in place of the text, which says what it shows. What is `spoken` is heard
    in place of the text, which is seen: of "(0.500)", "minus 0.500".
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None
    figure: str | None = None
    heading: str = ""
    sparkline: Annotated[Sparkline | None, AfterValidator(seen)] = None
    spoken: str = ""

    @model_validator(mode="after")
    def _seen_is_told(self) -> Run:
        if self.sparkline and not self.text.strip():
            raise ValueError("A sparkline needs a text that says what it shows.")
        if self.spoken and (self.sparkline or not self.text.strip()):
            raise ValueError("What is spoken needs a text that is seen.")
        return self


Runs = tuple[Run, ...]
