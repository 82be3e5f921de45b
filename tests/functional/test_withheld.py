"""A paper that is not for publication says so on every page, and the index keeps its title and files to itself."""

from __future__ import annotations

from pathlib import Path

from pdf_reading import Reading
from projects import quarterbook, tiny


def test_an_exempt_paper_is_marked_and_not_offered(tmp_path: Path) -> None:
    file = tiny(tmp_path, {"land": ["from quarterbook.document.paper import words\nwords('The price of the land.')"]})
    exempt = "exempt: {paragraphs: [3], reason: Prices, public_title: Disposal of land}"
    file.write_text(file.read_text("utf-8").replace("title: The paper land}", f"title: Sale to X, {exempt}}}"), "utf-8")
    done = quarterbook("build", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports" / file.stem
    marked = "Exempt: not for publication (Schedule 12A, paragraph 3)"
    assert marked in (folder / "land" / "land.html").read_text("utf-8")
    assert all(marked in page for page in Reading((folder / "land" / "land.pdf").read_bytes()).pages)
    for index in (tmp_path / "reports" / "index.html", folder / "index.html"):
        page = index.read_text("utf-8")
        assert "Disposal of land" in page
        assert marked in page
        assert "Sale to X" not in page
        assert "land.pdf" not in page
