"""The sample pack in a browser: its agenda and its papers, whole at every width and accessible."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from projects import copied, quarterbook

PHONE, DESKTOP = 320, 1280
FILE, MEETING = "params/tameside-2023-24-q2.yaml", "overview-panel"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the packs of the sample meeting."""
    project = copied(tmp_path_factory.mktemp("packs"))
    for verb in (("build", FILE, "--formats", "html"), ("pack", FILE, MEETING)):
        done = quarterbook(*verb, cwd=project)
        assert done.returncode == 0, done.stderr
    return project / "reports" / "tameside-2023-24-q2" / "packs"


# The agendas, a paper, minutes, and one that only members may see.
PAGES = [
    "overview-panel-public.html",
    "overview-panel-restricted.html",
    "overview-panel-public/item-3.html",
    "overview-panel-public/item-5.html",
    "overview-panel-restricted/item-7.html",
]


@pytest.fixture(params=PAGES)
def page(browser: Browser, packs: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    opened.goto((packs / request.param).as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [PHONE, 640, DESKTOP])
def test_a_page_of_a_pack_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_in_a_page_of_a_pack(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("page", PAGES[:1], indirect=True)
def test_the_agenda_leads_to_a_paper_and_the_paper_back_and_on(page: Page) -> None:
    page.get_by_role("link", name="Scrutiny Update", exact=True).click()
    assert page.url.endswith("/overview-panel-public/item-4.html")
    assert page.get_by_text("Agenda Item 4", exact=False).first.is_visible()
    page.get_by_role("link", name="Agenda Item 5").first.click()
    assert page.url.endswith("/overview-panel-public/item-5.html")
    page.get_by_role("link", name="Agenda", exact=True).first.click()
    assert page.url.endswith("/overview-panel-public.html")
