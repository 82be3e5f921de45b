"""Slugs: the form of a name in figure ids, folders and anchors."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """Lower case, every run of other characters than letters and digits one hyphen, none at the ends.

    >>> slug("Neighbourhoods (Corporate Support)")
    'neighbourhoods-corporate-support'
    """
    # Composed, so that an accented letter is one letter however it was typed.
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).lower()).strip("-")
