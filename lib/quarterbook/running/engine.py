"""The papermill engine `quarterbook`: a run that did not reach its end is never called completed.

papermill's own engine marks the cell in which a kernel died as completed, and saves by truncating
the file on every cell. This one marks that cell failed, and writes the notebook once, whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from papermill.engines import NBClientEngine, NotebookExecutionManager

from quarterbook.running import files


class QuarterbookEngine(NBClientEngine):
    """Runs a notebook in papermill with nbclient."""

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **kwargs: Any,
    ) -> Any:
        """Return the executed notebook; a failure is marked in it, written to `output_path`, and raised."""
        manager = NotebookExecutionManager(nb, output_path=None, progress_bar=progress_bar, log_output=log_output)
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, log_output=log_output, **kwargs)
        except BaseException:
            _mark_failed(manager.nb)
            if output_path:
                files.write(Path(output_path), nbformat.writes(manager.nb).encode())
            raise
        finally:
            manager.cleanup_pbar()
        manager.notebook_complete()
        return manager.nb


def running_cell(notebook: Any) -> int | None:
    """The place of the last cell that papermill started, or None."""
    started = [at for at, cell in enumerate(notebook.cells) if cell.metadata.get("papermill", {}).get("start_time")]
    return started[-1] if started else None


def _mark_failed(notebook: Any) -> None:
    notebook.metadata["papermill"]["exception"] = True
    at = running_cell(notebook)
    if at is not None:
        notebook.cells[at].metadata["papermill"].update(status=NotebookExecutionManager.FAILED, exception=True)
