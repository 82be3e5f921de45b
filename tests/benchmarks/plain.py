"""The plain pipeline: papermill's command line, then nbconvert's HTML, then Chromium's PDF of it."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.councils import NOTEBOOK, SLUG
from benchmarks.frame import QUARTERBOOK, run

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def flat(project: Path, quarter: str) -> Path:
    """Write the flat parameters of a quarter's report, for papermill; returns their file."""
    file = project / "plain" / quarter / "flat.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(run(*QUARTERBOOK, "params", f"params/{quarter}.yaml", SLUG, cwd=project), "utf-8")
    return file


def report(project: Path, quarter: str) -> None:
    """Make one report, whose flat parameters are there, in HTML and PDF."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("The plain way needs Chromium for its PDF, and there is none here.")
    python, folder = (sys.executable, "-m"), Path("plain") / quarter
    executed, html, pdf = (folder / f"out.{ending}" for ending in ("ipynb", "html", "pdf"))
    run(*python, "papermill", f"notebooks/{NOTEBOOK}.ipynb", executed, "-f", folder / "flat.yaml", cwd=project)
    run(*python, "jupyter", "nbconvert", "--to", "html", executed, cwd=project)
    # nbconvert's page asks for MathJax from elsewhere; told at once that there is none, Chromium waits for nobody.
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND")
    run(browser, *flags, f"--print-to-pdf={pdf}", html, cwd=project)
    if not (project / pdf).is_file():
        sys.exit(f"{browser} made no PDF.")


def seconds(project: Path, quarters: Sequence[str], at_once: int = 1) -> float:
    """How long the plain reports of these quarters take, so many at once."""
    start = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda quarter: report(project, quarter), quarters))
    return time.perf_counter() - start
