"""Slugs: the form of a name in figure ids, folders and anchors."""

from __future__ import annotations

import re


def slug(text: str) -> str:
    """Lower case, every run of other characters than letters and digits one hyphen, none at the ends.

    >>> slug("Neighbourhoods (Corporate Support)")
    'neighbourhoods-corporate-support'
    """
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")
