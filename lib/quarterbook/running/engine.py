"""The papermill engine `quarterbook`: a run that did not reach its end is never called completed.

papermill's own engine marks the cell in which a kernel died as completed, and saves by truncating
the file on every cell. This one marks that cell failed, and writes the notebook once, whole.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from traitlets.config import Config

from quarterbook.running import files, record
from quarterbook.running.kernel import Manager

# A Unix socket's path has at most 107 characters, and a kernel's takes some of them within its folder.
LONGEST_FOLDER = 90


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
        """Return the executed notebook, cleaned; a failure is marked in it, written to `output_path`, and raised."""
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
        # What reached its end is a record; of what did not, papermill has yet to find where it failed.
        ended = not manager.nb.metadata.papermill.exception and not any(map(record.not_run, manager.nb.cells))
        return record.clean(manager.nb) if ended else manager.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        input_path: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Run the cells in a kernel; other arguments are nbclient's own."""
        with tempfile.TemporaryDirectory(prefix="qb-") as folder:
            client = PapermillNotebookClient(
                nb_man,
                kernel_name=kernel_name,
                startup_timeout=start_timeout,
                timeout=execution_timeout,
                log=logger,
                config=_channels(Path(folder)),
                kernel_manager_class=Manager,
                # It has answered all that it was asked, and nobody asks it any more.
                shutdown_kernel="immediate",
                extra_arguments=["--HistoryManager.enabled=False"],
                **kwargs,
            )
            # An IPython profile of the user's own must not change what cells show. What they print comes
            # back as output; what is left on standard error is ipykernel's own log.
            environment = {**os.environ, "IPYTHONDIR": str(Path(folder) / "ipython")}
            client.execute(env=environment, stderr=subprocess.DEVNULL)


def _channels(folder: Path) -> Config:
    """Talk to the kernel through sockets in a folder of this user's only, not TCP ports that all can reach."""
    if os.name != "posix" or len(str(folder)) > LONGEST_FOLDER:
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(folder / "kernel.json")}})


def running_cell(notebook: Any) -> int | None:
    """The place of the last cell that papermill started, or None."""
    started = [at for at, cell in enumerate(notebook.cells) if cell.metadata.get("papermill", {}).get("start_time")]
    return started[-1] if started else None


def _mark_failed(notebook: Any) -> None:
    notebook.metadata["papermill"]["exception"] = True
    at = running_cell(notebook)
    if at is not None:
        notebook.cells[at].metadata["papermill"].update(status=NotebookExecutionManager.FAILED, exception=True)
