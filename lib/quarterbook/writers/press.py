"""Typst, run on a template of ours: data in, a PDF for screen readers (PDF/UA-1) and for keeps (PDF/A-2a) out."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from itertools import count
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import typst

from quarterbook.writers.glyphs import fonts
from quarterbook.writers.typesetting import Json, StoredPicture

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

# A few kilobytes of PNG can hold more pixels than a machine has memory.
MOST_PIXELS = 50_000_000

# Typst keeps what it has worked out until ten more documents are set, some 80 MB a paper, though no paper is of use to
# another. So now and then it is given as many empty ones.
KEPT = 10
FORGOTTEN_AFTER = 4
_NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
_set_so_far = count(1)


def printed(template: str, data: Json, pictures: Mapping[str, StoredPicture]) -> bytes:
    """Return the PDF of a template on the day that its data names; the same data gives the same bytes.

    A picture that cannot be set is replaced by its description.
    """
    return printed_and_told(template, data, pictures, "")[0]


def printed_and_told(template: str, data: Json, pictures: Mapping[str, StoredPicture], label: str) -> tuple[bytes, Any]:
    """Return the PDF of a template, as `printed` does, and the value of what bears a label in it."""
    day = date(*data["date"])
    for unusable in _doubtful(pictures, day):
        try:
            return _compile(template, data | {"unusable": unusable}, pictures, day, label)
        except RuntimeError as error:
            failure = error
    raise failure


def _doubtful(pictures: Mapping[str, StoredPicture], day: date) -> Iterator[list[str]]:
    """Return the pictures to do without: those too large, then those that cannot be set either, then all."""
    large = [name for name, picture in pictures.items() if _pixels(picture) > MOST_PIXELS]
    yield large
    yield [name for name, picture in pictures.items() if name in large or not _can_be_set(picture, day)]
    yield list(pictures)


def _compile(
    template: str, data: Json, pictures: Mapping[str, StoredPicture], day: date, label: str = ""
) -> tuple[bytes, Any]:
    with TemporaryDirectory() as name:
        folder = Path(name)  # all that Typst can read
        for source in (files("quarterbook.writers") / "templates").iterdir():
            if source.name.endswith(".typ"):
                (folder / source.name).write_bytes(source.read_bytes())
        (folder / "document.json").write_text(json.dumps(data), encoding="ascii")
        for name, picture in pictures.items():
            (folder / name).write_bytes(picture.data)
        # Typst takes whole folders of fonts, and from matplotlib's it would borrow others: hence the copies.
        for font in fonts():
            copyfile(font, folder / font.name)
        compiler = typst.Compiler(
            folder / template,
            root=folder,
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]),
        )
        stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
        try:
            pdf: Any = compiler.compile(pdf_standards=STANDARDS, timestamp=stamp)
            # What it has laid out once it does not lay out again.
            told = json.loads(compiler.query(f"<{label}>", field="value", one=True)) if label else None
            return pdf, told
        finally:
            if next(_set_so_far) % FORGOTTEN_AFTER == 0:
                _forget(folder)


def _forget(folder: Path) -> None:
    empty = folder / "empty.typ"
    empty.touch()
    for _ in range(KEPT + 1):
        typst.compile(empty, root=folder, font_paths=_NO_FONTS)


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
