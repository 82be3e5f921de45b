"""Run one notebook with papermill, and say plainly how it failed where it did."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

from quarterbook.errors import ReportFailed
from quarterbook.running import record

ENGINE = "quarterbook"
START_TIMEOUT = 60  # seconds for a kernel to be ready
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def execute(notebook: Path, parameters: dict[str, Any], output: Path, root: Path, timeout: int) -> Any:
    """Return the executed notebook, cleaned, having written it to `output`.

    The kernel works in `root`. Raises `ReportFailed`, naming the cell and quoting the error's last
    line; what ran until then is at `output`.
    """
    # papermill's import costs a second, and only a build needs it.
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    # What goes wrong is told below, once; papermill's and nbclient's log would tell it again.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    try:
        executed = papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=parameters,
            engine_name=ENGINE,
            kernel_name=record.KERNEL["name"],
            language=record.KERNEL["language"],
            progress_bar=False,
            start_timeout=START_TIMEOUT,
            execution_timeout=timeout,
            resources={"metadata": {"path": str(root)}},
        )
    except PapermillExecutionError as error:
        words = f"{error.ename}: {error.evalue}" if error.evalue else error.ename
        raise ReportFailed(_told(output, error.exec_count, _last_line(words))) from None
    except DeadKernelError:
        raise ReportFailed(_told(output, None, "the kernel died")) from None
    except CellTimeoutError:
        raise ReportFailed(_told(output, None, f"it was still running after {timeout} seconds")) from None
    except RuntimeError as error:
        raise ReportFailed(f"The kernel did not start: {_last_line(str(error))}.") from None
    stopped = next((cell for cell in executed.cells if record.not_run(cell)), None)
    if stopped is not None:
        raise ReportFailed(f"The notebook ended itself before cell {_name(executed, stopped)}.")
    return executed


def _told(output: Path, exec_count: int | None, words: str) -> str:
    """The sentence that names the cell of a failed run, read from what was kept of it."""
    import nbformat

    from quarterbook.running.engine import running_cell

    if not output.is_file():
        return f"The notebook failed: {words}."
    notebook = nbformat.read(output, as_version=4)
    at = running_cell(notebook)
    if exec_count is not None:
        at = next((n for n, cell in enumerate(notebook.cells) if cell.get("execution_count") == exec_count), at)
    where = f"cell {_name(notebook, notebook.cells[at])}" if at is not None else "the notebook"
    return f"{where[0].upper()}{where[1:]} failed: {words}"


def _name(notebook: Any, cell: Any) -> str:
    """A cell's id, and which of the notebook's own cells it is, counted from 1."""
    own = [one for one in notebook.cells if not _added(one)]
    return f"{own.index(cell) + 1} ({cell.id})" if cell in own else f"({cell.id})"


def _added(cell: Any) -> bool:
    return bool({record.INJECTED, "papermill-error-cell-tag"} & set(cell.metadata.get("tags", [])))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in _COLOURS.sub("", text).splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
