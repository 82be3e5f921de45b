"""A small public pack, and ways to hide something in its files: each returns the file with it."""

from __future__ import annotations

import html
import json
import re
import zlib
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from quarterbook.document.blocks import FrontMatter, Heading, Paragraph, Run
from quarterbook.document.document import Document
from quarterbook.document.pack import Pack, PackItem, PackPaper
from quarterbook.packs import listing
from quarterbook.packs.leaks.operators import font
from quarterbook.params.meeting import Meeting
from quarterbook.writers import pack_html, pack_pdf

NAME = "panel-public"
# Every letter and digit, so that the fonts of the pack can show anything.
LETTERS = (
    "The quick brown fox jumps over the lazy dog, and pays £1,234,567.89 or 0. A B C D E F G H I J K L M N O P Q R S T"
)
MEETING = Meeting.model_validate({"committee": "Overview Panel", "date": "2023-11-21"})

Plant = Callable[[bytes, str], bytes]


def document(title: str, *words: str) -> Document:
    """A paper of a heading and paragraphs."""
    paragraphs = (Paragraph(runs=(Run(text=one),), numbered=False) for one in words)
    blocks = (Heading(text="Summary", anchor="summary"), *paragraphs)
    return Document(front=FrontMatter(title=title, council="Testshire Council", numbering="none"), blocks=blocks)


PUBLIC = document("Directorate plans", LETTERS, "The plan is on track in all but one of its directorates.")


def files(*papers: Document) -> dict[str, bytes]:
    """The files of a public pack of some papers, as the real writers make them."""
    made = Pack(
        title="Overview Panel",
        council="Testshire Council",
        day="2023-11-21",
        mark="Public",
        fields=(("Day", "Tuesday"), ("Date", "21 November 2023")),
        items=tuple(PackItem(at + 1, one.front.title, (), (at,)) for at, one in enumerate(papers)),
        papers=tuple(PackPaper(f"Agenda Item {at}", f"item-{at}", one, "Public") for at, one in enumerate(papers, 1)),
    )
    pdf, ranges = pack_pdf.write(made)
    return {
        f"{NAME}.pdf": pdf,
        **pack_html.write(made, ranges, NAME),
        f"{NAME}.json": listing.write(made, ranges, MEETING, NAME, "public"),
    }


def _edited(change: Callable[[pikepdf.Pdf, str], None], **saving: object) -> Plant:
    def planted(data: bytes, secret: str) -> bytes:
        with pikepdf.open(BytesIO(data)) as pdf:
            change(pdf, secret)
            out = BytesIO()
            pdf.save(out, **{"object_stream_mode": pikepdf.ObjectStreamMode.disable} | saving)
        return out.getvalue()

    return planted


def _left(made: Callable[[pikepdf.Pdf, str], pikepdf.Object]) -> Plant:
    """As an object that is in the file's table of objects, and that nothing refers to."""

    def change(pdf: pikepdf.Pdf, secret: str) -> None:
        pdf.Root["/Unused"] = made(pdf, secret)

    def planted(data: bytes, secret: str) -> bytes:
        return re.sub(rb"/Unused \d+ 0 R", lambda found: b" " * len(found[0]), _edited(change)(data, secret))

    return planted


def in_hexadecimal(text: str) -> bytes:
    """A text as a PDF has it in UTF-16 and hexadecimal, with a break in it."""
    digits = f"feff{text.encode('utf-16-be').hex()}"
    return f"<{digits[:9]}\n{digits[9:]}>".encode()


def _first_page(pdf: pikepdf.Pdf) -> pikepdf.Page:
    return pdf.pages[2]  # the agenda and the back of it are before it


def _glyphs(pdf: pikepdf.Pdf, text: str) -> tuple[str, str]:
    """The name of a font of a page, and a text as that has it: nothing of it can be read in the file's bytes."""
    for name, one in _first_page(pdf).Resources.Font.items():
        codes = {said: code for code, said in font(one.ToUnicode.read_bytes()).items()}
        if all(letter in codes for letter in text):
            return str(name), b"".join(codes[letter] for letter in text).hex()
    raise AssertionError(f"no font can show {text}")


def _drawn(pdf: pikepdf.Pdf, text: str, *, operators: str = "", at: str = "72 72") -> bytes:
    name, codes = _glyphs(pdf, text)
    return f"q BT {operators} {name} 9 Tf 1 0 0 1 {at} Tm <{codes}> Tj ET Q".encode()


def _draw(**how: str) -> Callable[[pikepdf.Pdf, str], None]:
    return lambda pdf, text: _first_page(pdf).contents_add(_drawn(pdf, text, **how))


def _behind_another_text(pdf: pikepdf.Pdf, text: str) -> None:
    drawn = b"/Span <</ActualText (Something else)>> BDC " + _drawn(pdf, text) + b" EMC"
    _first_page(pdf).contents_add(drawn)


def _letter_by_letter(pdf: pikepdf.Pdf, text: str) -> None:
    name, codes = _glyphs(pdf, text)
    letters = " ".join(f"<{codes[place : place + 4]}> Tj" for place in range(0, len(codes), 4))
    _first_page(pdf).contents_add(f"q BT {name} 9 Tf 1 0 0 1 72 72 Tm {letters} ET Q".encode())


def _kerned(pdf: pikepdf.Pdf, text: str) -> None:
    """In a font of its own, whose letters are their bytes, in brackets and parted by kerning."""
    page = _first_page(pdf)
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources.Font["/Other"] = pdf.make_indirect(helvetica)
    parts = b" -7 ".join(b"(" + letter.encode("cp1252") + b")" for letter in text)
    page.contents_add(b"q BT /Other 9 Tf 1 0 0 1 72 72 Tm [" + parts + b"] TJ ET Q")


def _form(pdf: pikepdf.Pdf, text: str) -> None:
    """In a form that no page draws, whose letters only its font tells."""
    form = pdf.make_stream(_drawn(pdf, text), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    _first_page(pdf).Resources["/XObject"] = Dictionary(Hidden=form)


def _pattern(pdf: pikepdf.Pdf, text: str) -> None:
    how = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
    resources = Dictionary(Font=_first_page(pdf).Resources.Font)
    pattern = pdf.make_stream(_drawn(pdf, text), **how, Resources=resources)
    _first_page(pdf).Resources["/Pattern"] = Dictionary(Hidden=pattern)


def _tags(pdf: pikepdf.Pdf) -> Dictionary:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/P")


def _tag(key: str) -> Callable[[pikepdf.Pdf, str], None]:
    def change(pdf: pikepdf.Pdf, text: str) -> None:
        _tags(pdf)[key] = String(text)

    return change


def _spoken(pdf: pikepdf.Pdf, text: str) -> None:
    said = b"/Span <</ActualText " + in_hexadecimal(text) + b">> BDC EMC"
    _first_page(pdf).contents_add(said)


def _spoken_in_brackets(pdf: pikepdf.Pdf, text: str) -> None:
    """In octal, with brackets in brackets."""
    octal = "".join(f"\\{letter:03o}" for letter in f"It is (so (they say)) {text}.".encode("cp1252"))
    _first_page(pdf).contents_add(f"/Span <</ActualText ((by) {octal} (so))>> BDC EMC".encode())


def _comment_in_a_page(pdf: pikepdf.Pdf, text: str) -> None:
    _first_page(pdf).contents_add(f"q\n% {text} said it\nQ".encode())


def _information(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.docinfo["/Subject"] = text


def _xmp(pdf: pikepdf.Pdf, text: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:description"] = text


def _bookmark(pdf: pikepdf.Pdf, text: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(text, 0))


def _destination(pdf: pikepdf.Pdf, text: str) -> None:
    names = pdf.Root.get("/Names") or Dictionary()
    pdf.Root.Names = names
    pdf.Root.Names.Dests = pdf.make_indirect(Dictionary(Names=[String(text), [_first_page(pdf).obj, Name.Fit]]))


def _destination_by_a_slug(pdf: pikepdf.Pdf, text: str) -> None:
    _destination(pdf, text.replace(" ", "-"))


def _link(pdf: pikepdf.Pdf, text: str) -> None:
    where = Dictionary(S=Name.URI, URI=String(f"https://www.example.gov.uk/?q={quote(text)}"))
    _annotate(pdf, Subtype=Name.Link, A=where)


def _note(key: str) -> Callable[[pikepdf.Pdf, str], None]:
    return lambda pdf, text: _annotate(pdf, Subtype=Name.Text, **{key: String(text)})


def _looks(pdf: pikepdf.Pdf, text: str) -> None:
    """In what an annotation looks like."""
    resources = Dictionary(Font=_first_page(pdf).Resources.Font)
    drawn = pdf.make_stream(_drawn(pdf, text), Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources)
    _annotate(pdf, Subtype=Name.Stamp, AP=Dictionary(N=drawn))


def _annotate(pdf: pikepdf.Pdf, **what: object) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **what))
    page = _first_page(pdf)
    page["/Annots"] = Array([*page.get("/Annots", []), note])


def _attach(part: str) -> Callable[[pikepdf.Pdf, str], None]:
    def change(pdf: pikepdf.Pdf, text: str) -> None:
        told = {part: text, "data": text.encode("utf-16") if part == "wide" else text.encode()}
        if part not in ("data", "wide"):
            told["data"] = b"Nothing"
        about = {"filename": told.get("name", "a.txt"), "description": told.get("description", "")}
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, told["data"], **about)

    return change


def _field(pdf: pikepdf.Pdf, text: str) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String(text)))
    pdf.Root.AcroForm = Dictionary(Fields=[field])


def _label(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(P=String(text), S=Name.D)])


def _optional(pdf: pikepdf.Pdf, text: str) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(text)))
    pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group]))


def _key(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root[f"/{text}"] = True


def _name(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root["/PieceInfo"] = Name(f"/{text}")


def _utf16(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root["/Note"] = String(text.encode("utf-16"))


def _script(pdf: pikepdf.Pdf, text: str) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=Stream(pdf, f"app.alert('{text}')".encode()))


def _before_end(made: Callable[[str], bytes]) -> Plant:
    """Bytes between the last object and the table of objects."""

    def planted(data: bytes, secret: str) -> bytes:
        place = data.rindex(b"xref", 0, data.rindex(b"startxref"))
        added = made(secret)
        start = data.rindex(b"startxref")
        end = f"startxref\n{place + len(added)}\n%%EOF\n".encode()
        return data[:place] + added + data[place:start] + end

    return planted


def _orphan(secret: str) -> bytes:
    packed = zlib.compress(f"It was {secret}".encode())
    head = f"9999 0 obj\n<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode()
    return head + packed + b"\nendstream\nendobj\n"


def _behind_the_end(data: bytes, secret: str) -> bytes:
    return data + f"\n{secret}\n".encode()


def _another_version(data: bytes, secret: str) -> bytes:
    """A version with it, and after that another without it, as a PDF is changed by writing on."""
    with_it = _edited(_information)(data, secret)
    place = with_it.rindex(b"startxref")
    return with_it + b"\n" + with_it[place:]


# A cross-reference table in front of which something can be put.
_plain = _edited(lambda pdf, text: None)

IN_PDF: dict[str, Plant] = {
    "text": _edited(_draw()),
    "text outside of the page": _edited(_draw(at="-900 -900")),
    "invisible text": _edited(_draw(operators="3 Tr")),
    "white text": _edited(_draw(operators="1 1 1 rg")),
    "text that is said to be another": _edited(_behind_another_text),
    "letter by letter": _edited(_letter_by_letter),
    "text in another font": _edited(_kerned),
    "a form that is not drawn": _edited(_form),
    "a pattern": _edited(_pattern),
    "alternative text": _edited(_tag("/Alt")),
    "text of a tag": _edited(_tag("/ActualText")),
    "expansion of a tag": _edited(_tag("/E")),
    "text that a page says": _edited(_spoken),
    "text that a page says in brackets": _edited(_spoken_in_brackets),
    "comment in a page": _edited(_comment_in_a_page),
    "information": _edited(_information),
    "metadata": _edited(_xmp),
    "bookmark": _edited(_bookmark),
    "destination": _edited(_destination),
    "destination by a slug": _edited(_destination_by_a_slug),
    "link": _edited(_link),
    "annotation": _edited(_note("Contents")),
    "title of an annotation": _edited(_note("T")),
    "looks of an annotation": _edited(_looks),
    "attachment": _edited(_attach("data")),
    "attachment in UTF-16": _edited(_attach("wide")),
    "name of an attachment": _edited(_attach("name")),
    "description of an attachment": _edited(_attach("description")),
    "field of a form": _edited(_field),
    "label of pages": _edited(_label),
    "optional content": _edited(_optional),
    "stream that nobody refers to": _left(lambda pdf, text: pdf.make_stream(f"Of {text} alone".encode())),
    "string that nobody refers to": _left(lambda pdf, text: pdf.make_indirect(String(text))),
    "key": _edited(_key),
    "name": _edited(_name),
    "string in UTF-16": _edited(_utf16),
    "script": _edited(_script),
    "object stream": _edited(_note("Contents"), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "comment between objects": lambda data, text: _before_end(lambda one: f"% {one}\n".encode())(
        _plain(data, ""), text
    ),
    "bytes between objects": lambda data, text: _before_end(lambda one: f"{one}\n".encode())(_plain(data, ""), text),
    "stream that is no object": lambda data, text: _before_end(_orphan)(_plain(data, ""), text),
    "behind the end": _behind_the_end,
    "earlier version": _another_version,
}


def _in_body(template: str) -> Plant:
    """In HTML, at the end of what is read; `{}` is it, as HTML has it in a text or between quotes."""
    return lambda data, secret: _put(data, template.replace("{}", html.escape(secret)))


def _put(data: bytes, added: str) -> bytes:
    page = data.decode()
    assert page.count("</main>") == 1
    return page.replace("</main>", f"{added}</main>").encode()


def _split(data: bytes, secret: str) -> bytes:
    """With tags between its letters."""
    return _put(data, f"<p>{''.join(f'<b>{letter}</b>' for letter in secret)}</p>")


def _split_by_words(data: bytes, secret: str) -> bytes:
    return _put(data, "".join(f"<p>{word}</p>" for word in secret.split()))


def _by_number(data: bytes, secret: str) -> bytes:
    return _put(data, f"<p>{''.join(f'&#{ord(letter)};' for letter in secret)}</p>")


def _softly(data: bytes, secret: str) -> bytes:
    """With what shows where a word may break, and spaces that do not."""
    return _put(data, f"<p>{'&shy;'.join(secret).replace(' ', '&nbsp;')}</p>")


def _picture(data: bytes, secret: str) -> bytes:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{secret}</title></svg>'
    return _put(data, f'<img alt="A chart" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">')


def _text_of_picture(data: bytes, secret: str) -> bytes:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><text x="1">{secret}</text></svg>'
    return _put(data, f"<img alt='A chart' src='data:image/svg+xml;utf8,{quote(svg)}'>")


def _address(data: bytes, secret: str) -> bytes:
    return _put(data, f'<a href="https://www.example.gov.uk/{quote(secret, safe="")}.html">Here</a>')


def _slug(data: bytes, secret: str) -> bytes:
    return _put(data, f'<a href="../item-{secret.replace(" ", "-").lower()}.html">Here</a>')


def _meta(data: bytes, secret: str) -> bytes:
    return data.replace(b"<meta name=viewport", f'<meta name=author content="{secret}"><meta name=viewport'.encode())


def _title(data: bytes, secret: str) -> bytes:
    return data.replace(b"<title>", f"<title>{secret}, ".encode())


def _behind_it(data: bytes, secret: str) -> bytes:
    return data + f"<!-- {secret} -->".encode()


def _name_of_attribute(data: bytes, secret: str) -> bytes:
    return _put(data, f"<p data-{secret.replace(' ', '-').lower()}=1>A</p>")


IN_HTML: dict[str, Plant] = {
    "text": _in_body("<p>It is {}.</p>"),
    "hidden text": _in_body("<p hidden style='display: none'>{}</p>"),
    "text within tags": _split,
    "words in paragraphs of their own": _split_by_words,
    "letters by number": _by_number,
    "soft hyphens": _softly,
    "alt": _in_body('<img src="a.png" alt="{}">'),
    "title": _in_body('<span title="{}">A</span>'),
    "label": _in_body('<span aria-label="{}">A</span>'),
    "data": _in_body('<span data-source="{}">A</span>'),
    "name of an attribute": _name_of_attribute,
    "address": _address,
    "slug": _slug,
    "place": _in_body('<h3 id="{}">A</h3>'),
    "class": _in_body('<h3 class="{}">A</h3>'),
    "comment": _in_body("<!-- {} -->"),
    "comment behind the page": _behind_it,
    "script": _in_body("<script>var said = '{}'</script>"),
    "data of a script": _in_body('<script type="application/json">{"a": "{}"}</script>'),
    "style": _in_body("<style>p::after { content: '{}' }</style>"),
    "template": _in_body("<template><p>{}</p></template>"),
    "where scripts do not run": _in_body("<noscript>{}</noscript>"),
    "meta": _meta,
    "title of the page": _title,
    "picture": _picture,
    "text of a picture": _text_of_picture,
    "declaration": _in_body("<![CDATA[{}]]>"),
}


def _told(change: Callable[[dict[str, Any], str], object]) -> Plant:
    def planted(data: bytes, secret: str) -> bytes:
        pack = json.loads(data)
        change(pack, secret)
        return json.dumps(pack).encode()

    return planted


IN_JSON: dict[str, Plant] = {
    "value": _told(lambda pack, secret: pack.update(place=secret)),
    "key": _told(lambda pack, secret: pack.update({secret: None})),
    "nested value": _told(lambda pack, secret: pack["items"][0]["papers"][0].update(mark=[secret])),
    "nested key": _told(lambda pack, secret: pack["items"][0]["papers"][0]["pages"].update({secret: 1})),
    "address": _told(lambda pack, secret: pack["items"][0]["papers"][0].update(html=f"{NAME}/{quote(secret)}.html")),
    "note": _told(lambda pack, secret: pack["items"][0]["notes"].append(f"This is of {secret}, and of others.")),
}
