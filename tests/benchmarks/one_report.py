"""One report from a cold start, against the plain tools: the ratio of medians, measured in turn in one run.

The plain way is papermill's command line, then nbconvert's HTML, then Chromium's PDF of it. Run it as
`python tests/benchmarks/one_report.py [runs]`, with bytecode compiled (PYTHONDONTWRITEBYTECODE unset).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from projects import copied  # noqa: E402 the path to it is made above

QUARTER, SLUG = "rochdale-2023-24-q1", "directorate-plans"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def seconds(*commands: list[str], cwd: Path) -> float:
    """How long the commands take, one after the other."""
    start = time.perf_counter()
    for command in commands:
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure both ways in turn and print medians and their ratio."""
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        sys.exit("Unset PYTHONDONTWRITEBYTECODE first: without bytecode every import takes twice as long.")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("The plain way needs Chromium for its PDF, and there is none here.")
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    python = [sys.executable, "-m"]
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        build = [*python, "quarterbook", "build", f"params/{QUARTER}.yaml", "--only", SLUG, "--force"]
        flat = subprocess.run(
            [*python, "quarterbook", "params", f"params/{QUARTER}.yaml", SLUG],
            cwd=project,
            check=True,
            capture_output=True,
        )
        (project / "flat.yaml").write_bytes(flat.stdout)
        notebook = "notebooks/directorate_quarterly_update.ipynb"
        plain = (
            [*python, "papermill", notebook, "out.ipynb", "-f", "flat.yaml"],
            [*python, "jupyter", "nbconvert", "--to", "html", "out.ipynb"],
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=out.pdf", "out.html"],
        )
        seconds(build, cwd=project)
        ours, theirs = [], []
        for _ in range(runs):
            ours.append(seconds(build, cwd=project))
            theirs.append(seconds(*plain, cwd=project))
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    print(f"quarterbook {statistics.median(ours):.2f} s, plain {statistics.median(theirs):.2f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
