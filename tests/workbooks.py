"""Excel workbooks to read in tests, and ways to write into one what openpyxl would not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: Sequence[Any], formats: dict[str, str] | None = None, **more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with a sheet 'Actions' of `rows`, cells in number formats, and more sheets by their names."""
    book = Workbook()
    book.active.title = "Actions"
    for name, lines in {"Actions": rows, **more}.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    for cell, number_format in (formats or {}).items():
        book["Actions"][cell].number_format = number_format
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def patched(data: bytes, *changes: tuple[str, str], part: str = SHEET) -> bytes:
    """A workbook with one of its parts changed: in each pair a pattern that stands there once, and what replaces it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode() if name == part else old.read(name)
            for pattern, becomes in changes if isinstance(text, str) else ():
                text, found = re.subn(pattern, becomes, text)
                assert found == 1, f"{pattern} stands {found} times in {text}"
            new.writestr(name, text)
    return file.getvalue()
