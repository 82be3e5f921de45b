"""Images from elsewhere: their size, their alt text, and SVG that runs and fetches nothing."""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode

import pytest

from documents import DOT
from quarterbook.document.blocks import FindingSet, Image, Picture
from quarterbook.document.reading.images import from_data_address, make_image, picture, pixels
from quarterbook.document.reading.svg import clean_svg, svg_title

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 30, 20)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 20, 30) + b"\x01"
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (640, 480)),
        (PNG[:23], None),
        (GIF, (30, 20)),
        (GIF[:9], None),
        (JPEG, (30, 20)),
        (JPEG[:-4], None),
        (b"\xff\xd8" + b"\xff" * 50, None),
        (b"\xff\xd8\xff\xe0\x00\x00" * 9, None),
        (PNG[:16] + b"\0" * 8, None),
        (b"", None),
    ],
)
def test_the_header_tells_an_images_size_or_nothing(content: bytes, size: tuple[int, int] | None) -> None:
    assert pixels(content) == size


def test_an_image_without_alt_text_is_described_plainly_and_found() -> None:
    shown, found = picture("image/png", b64encode(PNG).decode(), " ", "cell 3")
    assert isinstance(shown, Picture)
    assert shown.alt == "Image (PNG, 640 by 480 pixels) without a description, from cell 3."
    assert isinstance(found, FindingSet)
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("D01", "warning")
    assert "image (PNG, 640 by 480 pixels) from cell 3" in finding.message


def test_an_image_with_alt_text_keeps_it() -> None:
    assert picture("image/png", DOT, "A dot.\n", "cell 3") == (
        Picture(image=Image(media_type="image/png", base64=DOT), alt="A dot."),
    )


def test_base64_in_lines_is_joined() -> None:
    image = make_image("image/png", "\n".join([DOT[:20], DOT[20:], ""]))
    assert image is not None
    assert image.base64 == DOT


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("image/png", "not base64!"), ("image/png", ""), ("image/tiff", DOT), ("image/svg+xml", DOT)],
)
def test_what_is_no_image_gives_none(media_type: str, data: str) -> None:
    assert make_image(media_type, data) is None


@pytest.mark.parametrize(
    "address",
    [
        f"data:image/png;base64,{DOT}",
        f"data:image/svg+xml,%3Csvg {XMLNS}/%3E",
        f"data:image/svg+xml;utf8,<svg {XMLNS}/>",
    ],
)
def test_a_data_address_holds_its_image(address: str) -> None:
    assert isinstance(from_data_address(address, "A dot", "cell 1")[0], Picture)


@pytest.mark.parametrize("address", ["https://example.org/x.png", "data:text/html,<b>", "x.png", ""])
def test_any_other_address_holds_none(address: str) -> None:
    assert from_data_address(address, "A dot", "cell 1") == ()


def test_svgs_own_title_is_its_alt_text() -> None:
    (shown,) = picture("image/svg+xml", f"<svg {XMLNS}><title>Actions\nby rating</title></svg>", "", "cell 1")
    assert isinstance(shown, Picture)
    assert shown.alt == "Actions by rating"
    assert svg_title(f"<svg {XMLNS}/>") == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<rect onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<image href="https://evil.example/x.png"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="//evil.example/x.png"/>',
        '<use href="evil.svg#x"/>',
        '<rect fill="url(https://evil.example/x)"/>',
        "<rect style=\"background: url( 'https://evil.example/x')\"/>",
        "<style>@import 'https://evil.example/x.css';</style>",
        r"<style>rect {fill: \75rl(https://evil.example/x)}</style>",
        '<foreignObject><iframe src="https://evil.example/"/></foreignObject>',
        '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="https://evil.example/x" onerror="alert(1)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+evil"/>',
        '<?xml-stylesheet href="https://evil.example/x.css"?>',
        "<!-- evil -->",
    ],
)
def test_svg_runs_and_fetches_nothing(hostile: str) -> None:
    clean = clean_svg(f'<svg {XMLNS} onload="alert(1)">{hostile}<circle r="1"/></svg>')
    assert clean is not None
    assert not [word for word in ("alert", "evil", "script", "PHN2Zy8") if word in clean]
    assert '<circle r="1"/>' in clean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no svg",
        "<svg",
        f"<html {XMLNS}/>",
        '<svg xmlns="http://www.w3.org/1999/xhtml"/>',
        f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {XMLNS}>&a;</svg>',
        f'<!DOCTYPE svg SYSTEM "x.dtd" [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><svg {XMLNS}/>',
        f"<svg {XMLNS}>&unknown;</svg>",
        f"<svg {XMLNS}>" + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>",
    ],
)
def test_what_is_not_plain_svg_is_refused(text: str) -> None:
    assert clean_svg(text) is None


def test_a_chart_by_matplotlib_keeps_its_look() -> None:
    drawn = (
        '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n'
        '  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" {XMLNS} viewBox="0 0 9 9"><metadata>2026-11-21</metadata>'
        "<style>*{stroke-linejoin: round}</style>"
        '<use xlink:href="#m1" clip-path="url(#p1)" style="fill: #1f77b4"/>'
        f'<image xlink:href="data:image/png;base64,{DOT}"/></svg>'
    )
    clean = clean_svg(drawn)
    assert clean is not None
    assert "2026" not in clean
    for kept in ("stroke-linejoin: round", 'xlink:href="#m1"', "url(#p1)", "fill: #1f77b4", DOT, 'viewBox="0 0 9 9"'):
        assert kept in clean
    assert clean_svg(clean) == clean


def test_svg_without_a_namespace_is_given_one() -> None:
    assert clean_svg("<svg><g/></svg>") == f"<svg {XMLNS}><g/></svg>"


def test_an_svg_picture_holds_the_clean_svg() -> None:
    image = make_image("image/svg+xml", f"<svg {XMLNS}><script>alert(1)</script></svg>")
    assert image is not None
    assert b64decode(image.base64).decode() == f"<svg {XMLNS}/>"
