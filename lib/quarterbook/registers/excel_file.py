"""Excel workbooks: the values of one sheet, dates by their cells' type, percentages as they are shown."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quarterbook.errors import InputError

MAX_UNPACKED = 400_000_000
MAX_CELLS = 20_000_000


def read(data: bytes, sheet: str, name: str) -> list[tuple[int, tuple[str | float | bool | date, ...]]]:
    """Every row with its spreadsheet number, the header first. Raises `InputError`.

    Without a sheet's name the workbook must hold one sheet only. A formula's error is kept as
    its text ('#DIV/0!'), so that the register can say which cell it stands in.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise InputError(f"{name}: the workbook unpacks to more than {MAX_UNPACKED:,} bytes; it is not read.")
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except InputError:
        raise
    except Exception:  # openpyxl raises whatever the XML beneath gives it
        raise InputError(f"{name}: this is not an Excel workbook that can be read. Save it again as .xlsx.") from None
    if sheet and sheet not in workbook.sheetnames:
        raise InputError(f"{name}: there is no sheet '{sheet}'. {_known(workbook.sheetnames)}")
    if not sheet and len(workbook.sheetnames) != 1:
        raise InputError(
            f"{name}: say which sheet, as in {name}#{workbook.sheetnames[0]}. {_known(workbook.sheetnames)}"
        )
    worksheet = workbook[sheet or workbook.sheetnames[0]]
    # The sheet's own note of its size may be missing or false; without it rows are read to the last.
    worksheet.reset_dimensions()
    rows: list[tuple[int, tuple[str | float | bool | date, ...]]] = []
    cells = 0
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        values = tuple(_value(cell) for cell in row)
        cells += len(values)
        if cells > MAX_CELLS:
            raise InputError(f"{name}: the sheet holds more than {MAX_CELLS:,} cells; it is not read.")
        rows.append((number, values))
    return _squared(rows)


def _known(names: list[str]) -> str:
    return f"Sheets here: {', '.join(repr(name) for name in names)}."


def _value(cell: Any) -> str | float | bool | date:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date() if not (value.hour or value.minute or value.second) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in (cell.number_format or ""):
            return f"{(Decimal(repr(value)) * 100).normalize():f}%"
        return float(value)
    return value if isinstance(value, bool | date) else str(value).strip()


def _squared(
    rows: list[tuple[int, tuple[str | float | bool | date, ...]]],
) -> list[tuple[int, tuple[str | float | bool | date, ...]]]:
    """Rows of the header's width: cells right of it that hold nothing are dropped, missing ones are blank."""
    filled = [(number, row) for number, row in rows if any(cell != "" for cell in row)]
    if not filled:
        return []
    header = list(rows[0][1])
    while header and header[-1] == "":
        header.pop()
    width = len(header)
    return [(number, (*row[:width], *[""] * (width - len(row)))) for number, row in rows]
