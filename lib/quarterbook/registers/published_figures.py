"""What a paper printed: figure id, published value, and where in the paper."""

from __future__ import annotations

from quarterbook.registers.columns import Field
from quarterbook.registers.register import Register

PUBLISHED_FIGURES = Register(
    name="published_figures",
    codes="F1",
    key=("id",),
    fields=(
        Field("id", "reference", required=True),
        Field("published", "number", required=True),
        Field("where"),
    ),
)
