"""The HTML of a paper as a reader meets it: on a phone, on a desk, in the dark, by keyboard, by ear, on paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from documents import HOSTILE, sample_document, text
from quarterbook.document.blocks import Column, FrontMatter, Table
from quarterbook.document.document import Document
from quarterbook.writers.html import short, write

PHONE, TABLET, DESKTOP = 320, 800, 1280
Scheme = Literal["light", "dark"]


def document() -> Document:
    """The sample, with tables of every width and words that cannot be broken."""
    sample = sample_document()
    hash_ = "0123456789abcdef" * 4
    tables = (
        Table(
            caption=f"A table of {count} columns",
            columns=tuple(Column(label=f"Comparator {place}", align="end") for place in range(count)),
            rows=(
                tuple(text("(£15.979m)") for _ in range(count)),
                tuple(text(hash_ if place % 5 == 1 else "1") for place in range(count)),
            ),
            row_header=True,
            totals=1,
        )
        for count in (2, 5, 8, 11, 25)
    )
    return sample.model_copy(update={"blocks": (*sample.blocks, *tables)})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    paper: Path = tmp_path_factory.mktemp("paper") / "paper.html"
    paper.write_bytes(write(document()))
    return paper.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [PHONE, 480, 640, TABLET, 960, 1024, 1216, DESKTOP, 1920])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate(
            """[...document.querySelectorAll('body *')].filter(element =>
            ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)).length"""
        )
        == 0
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, TABLET, DESKTOP])
def test_axe_finds_nothing(page: Page, width: int, scheme: Scheme) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_dark_scheme_is_dark_and_its_charts_are_light(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    background = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("body").evaluate(background) == "rgb(19, 24, 29)"
    assert page.locator("figure img").evaluate(background) == "rgb(255, 255, 255)"


def test_the_first_tab_reaches_the_skip_link_and_it_works(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("element => element === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["width"] > 100
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_figure_leads_to_how_it_was_worked_out(page: Page) -> None:
    page.locator("main a[href^='#figure-']").first.click()
    row = page.locator("tr:target")
    assert row.get_attribute("id") == short("figure-finance.purple.percent")
    assert row.get_by_role("cell", name="Share of actions rated Purple").count() == 1
    box = row.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_rows_are_cards_on_a_phone_and_rows_on_a_desk(page: Page) -> None:
    row = page.locator(".landscape tbody tr").first
    assert row.evaluate("element => getComputedStyle(element).display") == "table-row"
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert row.evaluate("element => getComputedStyle(element).display") == "grid"


def test_a_card_shows_the_label_of_a_cell_that_holds_something(browser: Browser, tmp_path: Path) -> None:
    hostile = f"</style>{HOSTILE}"
    columns = tuple(Column(label=label) for label in ("Reference", hostile, "Comment", ""))
    rows = (tuple(text(words) for words in ("F-01", "Something", "", "12")),)
    paper = tmp_path / "paper.html"
    table = Table(caption="Labels", columns=columns, rows=rows, row_header=True)
    paper.write_bytes(write(Document(front=FrontMatter(title="Paper"), blocks=(table,))))
    opened = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    opened.goto(paper.as_uri())
    label = "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    cells = opened.locator("tbody > tr > *")
    assert cells.evaluate_all(label) == ["none"] * 4
    opened.set_viewport_size({"width": PHONE, "height": 900})
    assert cells.evaluate_all(label) == ["none", f'{json.dumps(hostile, ensure_ascii=False)} / ""', "none", "none"]
    assert opened.get_by_role("cell").all_inner_texts() == ["", "Something", "", "12"]
    assert opened.get_by_role("columnheader").count() == 3
    opened.close()


@pytest.mark.parametrize("width", [PHONE, TABLET, DESKTOP])
def test_a_table_is_heard_as_a_table_at_every_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.get_by_role("table", name="Actions of the plan", exact=True)
    assert wide.get_by_role("columnheader").all_inner_texts() == ["Reference", "Action", "Comment"]
    assert wide.get_by_role("row").count() == 31
    assert wide.get_by_role("rowheader", name="F-07", exact=True).count() == 1
    assert wide.get_by_role("cell", name="Action 7", exact=True).count() == 1


def test_nothing_is_asked_of_the_network_and_nothing_is_refused(browser: Browser, address: str) -> None:
    opened = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(address)
    opened.close()
    assert [url for url in asked if url != address and not url.startswith("data:")] == []
    assert said == []


def test_on_paper_only_the_landscape_appendix_turns(page: Page, tmp_path: Path) -> None:
    printed = tmp_path / "paper.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    with pikepdf.open(printed) as pdf:
        sizes = [(float(leaf.mediabox[2]), float(leaf.mediabox[3])) for leaf in pdf.pages]
    turned = [width > height for width, height in sizes]
    assert not turned[0]
    assert not turned[-1]
    assert any(turned)
    assert {round(min(size)) for size in sizes} == {595}
