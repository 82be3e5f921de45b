"""Any notebook passes through nbconvert and through JupyterLab's Save and Export, not ours alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
PANDAS = (
    "<div><style>th {color: red}</style><table><thead><tr><th></th><th>Spend</th></tr></thead>"
    "<tbody><tr><th>Roads</th><td>12.5</td></tr></tbody></table></div>"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><script>alert(1)</script>'
    '<rect width="9" height="9"/></svg>'
)
TOKEN = "for-this-test-only"


def shown(**data: str) -> nbformat.NotebookNode:
    return new_output(
        "display_data", data={name.replace("_", "/", 1).replace("_", "+"): one for name, one in data.items()}
    )


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A notebook that never heard of quarterbook, with one of everything."""
    cells = [
        new_markdown_cell("# Roads\n\nSpend on *roads*, <b>raw</b> <script>alert('canary')</script>\n\n- one\n- two"),
        new_code_cell("frame", outputs=[shown(text_html=PANDAS, text_plain="Roads 12.5")], execution_count=1),
        new_code_cell("plot", outputs=[shown(image_png=DOT, text_plain="<Figure>")], execution_count=2),
        new_code_cell("svg", outputs=[shown(image_svg_xml=SVG)], execution_count=3),
        new_code_cell("raw", outputs=[shown(text_html="<p onclick='x()'>Words</p><iframe src='x'></iframe>")]),
        new_code_cell("print", outputs=[new_output("stream", name="stdout", text="\x1b[31mred\x1b[0m\n50%\r100%\n")]),
        new_code_cell(
            "1/0",
            outputs=[
                new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=["\x1b[31mline"])
            ],
        ),
        new_code_cell("hidden = 'the source is not published'"),
        new_markdown_cell("A face \U0001f600 and Welsh ŵ ŷ"),
    ]
    path = tmp_path / "roads.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def convert(path: Path, to: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", to, path.name]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, timeout=120)


def test_nbconvert_writes_html_of_a_foreign_notebook(foreign: Path) -> None:
    done = convert(foreign, "quarterbook_html")
    assert done.returncode == 0, done.stderr
    page = BeautifulSoup(foreign.with_suffix(".html").read_text("utf-8"), "html.parser")
    assert page.h1 is not None
    assert page.h1.get_text() == "Roads"
    words = page.get_text(" ")
    for expected in ("12.5", "one", "Words", "red", "100%", "ZeroDivisionError: division by zero", "\U0001f600"):
        assert expected in words
    for absent in ("canary", "the source is not published", "\x1b"):
        assert absent not in words
    assert not page.find_all(["script", "iframe"])
    assert not page.find_all(onclick=True)
    images = page.main.find_all("img") if page.main else []
    assert [bool(image["alt"]) for image in images] == [True, True]
    assert "PNG, 1 by 1 pixels" in images[0]["alt"]


@pytest.mark.slow
def test_nbconvert_writes_pdf_of_a_foreign_notebook(foreign: Path) -> None:
    done = convert(foreign, "quarterbook_pdf")
    assert done.returncode == 0, done.stderr
    assert foreign.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def fetched(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


@pytest.fixture
def server(foreign: Path, tmp_path: Path) -> Iterator[str]:
    """A real Jupyter server on the notebook's folder; yields its address."""
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--port=0"]
    command += [f"--IdentityProvider.token={TOKEN}"]
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    process = subprocess.Popen(
        command, cwd=foreign.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not (notes := list((tmp_path / "runtime").glob("jpserver-*.json"))) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield json.loads(notes[0].read_text("utf-8"))["url"]
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.mark.slow
def test_jupyterlab_offers_and_serves_both_exports(server: str) -> None:
    address = re.sub(r"//[^:/]+", "//127.0.0.1", server)
    offered = json.loads(fetched(f"{address}api/nbconvert"))
    assert {"quarterbook_html", "quarterbook_pdf"} <= set(offered)
    for name, beginning in (("quarterbook_html", b"<!doctype html>"), ("quarterbook_pdf", b"%PDF-")):
        assert fetched(f"{address}nbconvert/{name}/roads.ipynb?download=true").startswith(beginning)
