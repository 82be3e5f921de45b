"""The index of what is built, as a reader meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from quarterbook.publishing import index
from quarterbook.running.manifest import SCHEMA

TITLE = "Corporate Services and Neighbourhoods (Corporate Support) Directorate Plans 2023-24: Quarter 1"


@pytest.fixture(params=["index.html", "rochdale-2023-24-q1/index.html"])
def page(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    for quarter, slug in (("rochdale-2023-24-q1", "plans"), ("rochdale-2023-24-q1", "money"), ("empty-q1", "plans")):
        folder = tmp_path / quarter / slug
        folder.mkdir(parents=True)
        manifest = {
            "schema": SCHEMA,
            "report": slug,
            "title": TITLE,
            "quarter": "2023-24 Q1",
            "as_at": "2023-06-30",
            "outputs": [{"path": f"{slug}.html"}, {"path": f"{slug}.pdf"}],
        }
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        (folder / "findings.json").write_text(json.dumps([{"severity": "note"}]), "utf-8")
        (folder / "figures.json").write_text(json.dumps({"figures": []}), "utf-8")
    index.write(tmp_path)
    opened = browser.new_page()
    opened.goto((tmp_path / str(request.param)).as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_each_format_of_each_report_is_a_link_that_says_of_what(page: Page) -> None:
    links = page.get_by_role("link", name=f"{TITLE}, PDF", exact=True)
    assert {link.inner_text() for link in links.all()} == {"PDF"}
    assert links.first.get_attribute("href") in {"plans/plans.pdf", "money/money.pdf", "empty-q1/plans/plans.pdf"}
    assert page.get_by_text("Findings in the data: 1 note").count() == links.count() > 1
