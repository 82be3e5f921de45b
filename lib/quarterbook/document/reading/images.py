"""Images from elsewhere as Pictures, each with an alt text or with a finding that it has none."""

from __future__ import annotations

import re
import struct
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import Final, Literal, cast
from urllib.parse import unquote

from quarterbook.checks.rules import RULES
from quarterbook.document.blocks import Block, FindingSet, Image, Paragraph, Picture, Run
from quarterbook.document.reading.plain import clean, from_place, one_line
from quarterbook.document.reading.svg import clean_svg, svg_title
from quarterbook.findings import Finding

MediaType = Literal["image/png", "image/jpeg", "image/gif", "image/svg+xml"]

SVG: Final = "image/svg+xml"
KINDS: dict[str, str] = {SVG: "SVG", "image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"}

_DATA_ADDRESS = re.compile(
    r"data:(?P<type>image/[a-z+]+)(?P<options>(?:;[^,;]*)*),(?P<data>.*)", re.DOTALL | re.IGNORECASE
)
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif"}
# Start-of-frame markers hold the size. C4, C8 and CC are in their range but are none.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def picture(media_type: str, data: str, alt: str, place: str) -> tuple[Block, ...]:
    """Return the picture of `data` (base64, or text for SVG), and a finding if it has no alt text; () if no image."""
    image = make_image(media_type, data)
    return described(image, alt, place) if image else ()


def make_image(media_type: str, data: str) -> Image | None:
    """Return the image that `data` holds: base64, or the text itself for SVG."""
    media_type = media_type.lower().replace("image/jpg", "image/jpeg")
    if media_type not in KINDS:
        return None
    if media_type == SVG and "<" in data:
        content = clean(data).encode()
    else:
        try:
            content = b64decode("".join(data.split()), validate=True)
        except (Base64Error, ValueError):
            return None
    if media_type == SVG:
        safe = clean_svg(clean(content.decode(errors="replace")))
        content = safe.encode() if safe else b""
    if not content:
        return None
    return Image(media_type=cast(MediaType, media_type), base64=b64encode(content).decode())


def from_bytes(data: bytes) -> Image | None:
    """Return the image that a file holds, by its bytes, whatever the file is called; None where it is no picture."""
    media_type = next((kind for begins, kind in _BEGINNINGS.items() if data.startswith(begins)), SVG)
    if media_type == SVG:
        text = data.decode("utf-8-sig", errors="replace")
        return make_image(SVG, text) if "<" in text else None
    return make_image(media_type, b64encode(data).decode()) if pixels(data) else None


def described(image: Image, alt: str, place: str) -> tuple[Block, ...]:
    """Return the image with its alt text; without one, with a plain description and the finding D01."""
    alt = one_line(alt)
    content = b64decode(image.base64)
    if not alt and image.media_type == SVG:
        alt = one_line(svg_title(content.decode()))
    if alt:
        return (Picture(image=image, alt=alt),)
    size = pixels(content)
    kind = KINDS[image.media_type] + (f", {size[0]} by {size[1]} pixels" if size else "")
    return (
        Picture(image=image, alt=f"Image ({kind}) without a description{',' * bool(place)}{from_place(place)}."),
        FindingSet(findings=(no_alt_text(f"image ({kind})", place),)),
    )


def no_alt_text(what: str, place: str) -> Finding:
    """Return the finding that an image or a chart has no alt text."""
    return RULES["D01"].finding(
        f"The {what}{from_place(place)} has no alt text, so a screen reader cannot tell what it shows. "
        'Give it one: display(image, metadata={"alt": "…"}) in code, ![…](…) in markdown.'
    )


def from_data_address(address: str, alt: str, place: str) -> tuple[Block, ...]:
    """Return the picture in a `data:` address; () for any other address."""
    match = _DATA_ADDRESS.fullmatch(address.strip())
    if match is None:
        return ()
    in_base64 = "base64" in match["options"].lower()
    return picture(match["type"], match["data"] if in_base64 else unquote(match["data"]), alt, place)


def not_included(alt: str) -> Paragraph:
    """Return what stands where an image is that a paper cannot hold: its bytes are elsewhere.

    >>> not_included("The town hall").runs[0].text
    'Image not included: The town hall'
    """
    words = Run(text=f"Image not included: {one_line(alt) or 'it has no description'}")
    return Paragraph(runs=(words,), numbered=False)


def pixels(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None if the bytes do not tell."""
    size: tuple[int, ...] | None = None
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        size = struct.unpack(">II", content[16:24])
    elif content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        size = struct.unpack("<HH", content[6:10])
    elif content.startswith(b"\xff\xd8"):
        size = _jpeg_size(content)
    return (size[0], size[1]) if size and all(size) else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
