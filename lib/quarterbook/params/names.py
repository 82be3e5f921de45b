"""Names that become folders, anchors and addresses."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from quarterbook.params.validation import Text
from quarterbook.slugs import slug

# The folder of a meeting's packs stands beside those of the reports.
PACKS = "packs"


def _slug(text: str) -> str:
    if not text.isascii() or not text or slug(text) != text:
        raise ValueError(
            f"'{text}' cannot be a name here: use small letters and digits, with single hyphens between words, "
            "as in 'directorate-plans'."
        )
    return text


def report_name(text: str) -> str:
    """Return a text that can name a report, and its folder; raises ValueError with a sentence for one that cannot.

    >>> report_name("directorate-plans")
    'directorate-plans'
    """
    if text == PACKS:
        raise ValueError(f"'{PACKS}' is the folder of committee packs; give the report another name.")
    return _slug(text)


Slug = Annotated[Text, AfterValidator(_slug)]
ReportSlug = Annotated[Text, AfterValidator(report_name)]
