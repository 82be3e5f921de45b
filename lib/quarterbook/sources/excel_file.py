"""Excel workbooks: the values of one sheet, dates by their cells' type, percentages as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Any

from quarterbook.errors import InputError
from quarterbook.sources.cells import Cell, Row

MAX_UNPACKED = 400_000_000
MAX_CELLS = 20_000_000
# What of a number format is written out rather than done: "text", \x, and the width of a character.
_LITERAL = re.compile(r'"[^"]*"|[\\\\_*].')


def read(data: bytes, sheet: str, name: str) -> list[Row]:
    """Every row with its spreadsheet number, the header first. Raises `InputError`.

    Without a sheet's name the workbook must hold one sheet only. A formula's error is kept as
    its text ('#DIV/0!'), so that the register can say which cell it stands in.
    """
    try:
        with warnings.catch_warnings():
            # Of styles and drawings, which no value comes from.
            warnings.simplefilter("ignore", UserWarning)
            # A formula's text is asked for only where there is one: it means reading the sheet a second time.
            formulas = _worksheet(data, sheet, name, results=False) if _has_formulas(data, name) else None
            return _squared(_rows(_worksheet(data, sheet, name, results=True), formulas, name))
    except InputError:
        raise
    except Exception:  # openpyxl raises whatever the XML beneath gives it
        raise InputError(
            f"{name}: this is not an Excel workbook that can be read. Save it again as .xlsx, without a password."
        ) from None


def _has_formulas(data: bytes, name: str) -> bool:
    """Whether any sheet holds a formula. Raises `InputError` where the workbook is too large to open."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise InputError(f"{name}: the workbook unpacks to more than {MAX_UNPACKED:,} bytes; it is not read.")
        sheets = [entry for entry in archive.namelist() if entry.startswith("xl/worksheets/")]
        return any(re.search(rb"<(\w+:)?f[ >/]", archive.read(entry)) for entry in sheets)


def _worksheet(data: bytes, sheet: str, name: str, *, results: bool) -> Any:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=results)
    names = [one.title for one in workbook.worksheets]
    if sheet and sheet not in names:
        raise InputError(f"{name}: there is no sheet '{sheet}'. {_known(names)}")
    if not sheet and len(names) != 1:
        raise InputError(f"{name}: say which sheet, as in {name}#{names[0]}. {_known(names)}")
    worksheet = workbook[sheet or names[0]]
    # The sheet's own note of its size may be missing or false; without it rows are read to the last.
    worksheet.reset_dimensions()
    return worksheet


def _known(names: list[str]) -> str:
    return f"Sheets here: {', '.join(repr(name) for name in names)}."


def _rows(results: Any, formulas: Any | None, name: str) -> list[Row]:
    rows: list[Row] = []
    problems: list[str] = []
    cells = 0
    texts = formulas.iter_rows() if formulas else repeat(())
    for number, (row, beneath) in enumerate(zip(results.iter_rows(), texts, strict=False), start=1):
        cells += max(len(row), 1)
        if cells > MAX_CELLS:
            raise InputError(f"{name}: the sheet holds more than {MAX_CELLS:,} cells; it is not read.")
        rows.append((number, tuple(_value(cell) for cell in row)))
        problems += _uncalculated(row, beneath, name)
    if problems:
        raise InputError(problems)
    return rows


def _uncalculated(results: Iterable[Any], formulas: Iterable[Any], name: str) -> Iterator[str]:
    """Formulas without a result: read as blank, they would change figures and say nothing."""
    for result, formula in zip(results, formulas, strict=False):
        # A result that is an empty text has its own type; 'n' is that of a cell with none.
        if formula.data_type == "f" and result.value is None and result.data_type == "n":
            yield (
                f"{name}, row {formula.row}, cell {formula.coordinate}: the formula {formula.value} has no result. "
                "Open the workbook in Excel, save it and check again."
            )


def _value(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date() if not (value.hour or value.minute or value.second) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in _LITERAL.sub("", cell.number_format or ""):
            return f"{(Decimal(repr(value)) * 100).normalize():f}%"
        return float(value)
    return value if isinstance(value, bool | date) else str(value).strip()


def _squared(rows: list[Row]) -> list[Row]:
    """Rows of the header's width: cells right of it belong to no column, and missing ones are blank."""
    if not any(cell != "" for _, row in rows for cell in row):
        return []
    header = list(rows[0][1])
    while header and header[-1] == "":
        header.pop()
    width = len(header)
    return [(number, (*row[:width], *[""] * (width - len(row)))) for number, row in rows]
