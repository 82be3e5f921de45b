"""The executed notebook as the record for review: nothing in it but what the inputs decide."""

from __future__ import annotations

from typing import Any

INJECTED = "injected-parameters"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def clean(notebook: Any) -> Any:
    """Return the notebook without times, random ids and chance splits of streams; changes it in place."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["kernelspec"] = dict(KERNEL)
    for cell in notebook.cells:
        for name in ("papermill", "execution", "ExecuteTime"):
            cell.metadata.pop(name, None)
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = INJECTED
        if cell.cell_type == "code":
            cell["outputs"] = _joined(cell.outputs)
    return notebook


def not_run(cell: Any) -> bool:
    """Whether a cell has code that was never run."""
    return cell.cell_type == "code" and bool(cell.source.strip()) and cell.execution_count is None


def _joined(outputs: list[Any]) -> list[Any]:
    """Outputs with neighbouring pieces of one stream joined: where they split is a matter of time."""
    joined: list[Any] = []
    for output in outputs:
        output.pop("transient", None)
        before = joined[-1] if joined else None
        if before is not None and output.output_type == before.output_type == "stream" and output.name == before.name:
            before["text"] += output.text
        else:
            joined.append(output)
    return joined
