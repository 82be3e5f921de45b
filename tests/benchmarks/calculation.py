"""The calculation and charts alone: a notebook's code cells in one warm process, with no kernel and no paper.

`python calculation.py NOTEBOOK FLAT...` prints the CPU seconds of each set of parameters as a JSON list.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def executed(cells: list[tuple[ast.Module, bool]], parameters: dict[str, Any]) -> None:
    """Execute cells as a kernel would, in a namespace of their own; the parameters go after the cell of defaults."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell, defaults in cells:
        *body, last = cell.body
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), "cell", "exec"), namespace)
            eval(compile(ast.Expression(last.value), "cell", "eval"), namespace)
        else:
            exec(compile(cell, "cell", "exec"), namespace)
        namespace |= parameters if defaults else {}


def main() -> None:
    """Execute the notebook for every set of parameters twice, and print what the second time took."""
    import yaml

    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    notebook = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    cells = [
        (ast.parse("".join(cell["source"])), "parameters" in cell["metadata"].get("tags", []))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
    flats = [yaml.safe_load(Path(file).read_text("utf-8")) for file in sys.argv[2:]]
    took: list[float] = []
    with contextlib.redirect_stdout(io.StringIO()):
        for flat in flats:
            executed(cells, flat)
        for flat in flats:
            start = time.process_time()
            executed(cells, flat)
            took.append(time.process_time() - start)
    print(json.dumps(took))


if __name__ == "__main__":
    main()
