"""The published sample papers in a browser: whole at every width, accessible, their trend lines seen and heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from projects import sample_reports

PHONE, DESKTOP = 320, 1280
CLINICS = "rotherham-2007-08-q1/performance-clinics/performance-clinics"
# The first sample report of each notebook.
PAPERS = [*{report.notebook: report.paper for report in reversed(sample_reports())}.values()]


@pytest.fixture(params=PAPERS)
def page(browser: Browser, built: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    opened.goto((built / "reports" / f"{request.param}.html").as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [PHONE, 640, DESKTOP])
def test_a_paper_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_in_a_paper(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("page", [CLINICS], indirect=True)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_trend_line_is_seen_and_heard_in_its_row(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    row = page.get_by_role("table", name="Indicators, position at the end of").get_by_role("row", name="BV 78b")
    line = row.get_by_role("img", name="Trend: 19.8 days, 19.7 days", exact=True)
    box = line.bounding_box()
    assert box is not None
    assert box["width"] > 40
    assert box["height"] > 10
    assert 0 <= box["x"] <= width - box["width"]
