"""A paper as PDF, tagged for screen readers (PDF/UA-1) and fit to be kept (PDF/A-2a).

The template reads the paper as JSON, so that none of its text is ever Typst markup.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import typst

from quarterbook.document.document import Document
from quarterbook.writers.glyphs import fonts
from quarterbook.writers.typesetting import Json, StoredPicture, arrange

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

# A PDF/A must be dated: a paper without a date is dated so, never by the clock.
UNDATED = date(2000, 1, 1)

# A few kilobytes of PNG can hold more pixels than a machine has memory.
MOST_PIXELS = 50_000_000


def write(document: Document) -> bytes:
    """Return the paper as PDF; the same document gives the same bytes.

    A picture that cannot be set is replaced by its description.
    """
    data, pictures = arrange(document)
    day = _day(document.front.as_at)
    data["date"] = [day.year, day.month, day.day]
    data["unusable"] = [name for name, picture in pictures.items() if _pixels(picture) > MOST_PIXELS]
    try:
        return _compile("paper.typ", data, pictures, day)
    except RuntimeError:
        data["unusable"] += [name for name, picture in pictures.items() if not _can_be_set(picture, day)]
        return _compile("paper.typ", data, pictures, day)


def _compile(template: str, data: Json, pictures: Mapping[str, StoredPicture], day: date) -> bytes:
    with TemporaryDirectory() as folder:  # all that Typst can read
        paper = Path(folder, template)
        paper.write_bytes((files("quarterbook.writers") / "templates" / template).read_bytes())
        Path(folder, "document.json").write_text(json.dumps(data), encoding="ascii")
        for name, picture in pictures.items():
            Path(folder, name).write_bytes(picture.data)
        for font in fonts():
            copyfile(font, Path(folder, font.name))
        return typst.compile(
            paper,
            root=folder,
            # Typst takes folders of fonts only, and from matplotlib's it would borrow others: hence the copies.
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]),
            pdf_standards=STANDARDS,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )


def _can_be_set(picture: StoredPicture, day: date) -> bool:
    try:
        _compile("picture.typ", {"format": picture.format}, {"picture": picture}, day)
    except RuntimeError:
        return False
    return True


def _pixels(picture: StoredPicture) -> int:
    """Return how many pixels a picture's header promises: none if it has no header that can be read, or is SVG."""
    if picture.format == "svg":
        return 0
    from PIL import Image  # few papers hold pictures of this kind

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(picture.data)) as opened:
            return opened.width * opened.height
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, SyntaxError, ValueError):
        return 0


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return UNDATED
