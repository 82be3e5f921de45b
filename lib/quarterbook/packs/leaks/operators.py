"""What the operators of a PDF's page show and say, whatever its fonts call their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

# A font is what each of its codes says; a name may stand for several fonts, each on pages of its own.
Font = Mapping[bytes, str]

# A string in brackets, those within it balanced; one in hexadecimal; a comment; a font; what shows what came before;
# and a mark, whose strings are its own.
_TOKEN = re.compile(
    rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+)\)"
    rb"|<([0-9A-Fa-f\s]*+)>"
    rb"|%([^\r\n]*+)"
    rb"|/([^\s/<>\[\](){}%]++)\s++[-+.\d]++\s++Tf\b"
    rb"|\b(T[jJ])\b|(?<=[)>\s])(['\"])(?=\s)"
    rb"|\b(BDC|BMC|DP)\b",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MAPPED = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")


def told(stream: bytes) -> tuple[list[str], list[tuple[str, bytes]]]:
    """Return what operators say in strings and comments of their own, and what they show.

    What they show are runs of letters, each with the name of the font that it is set in; strings that no operator
    shows are said.

    >>> told(rb"/F1 9 Tf [(Bid) 20 (der)] TJ /Span <</ActualText <FEFF0041>>> BDC % A note")
    (['A', ' A note'], [('F1', b'Bidder')])
    """
    said: list[str] = []
    shown: list[tuple[str, bytes]] = []
    waiting: list[bytes] = []
    font = ""
    for literal, digits, comment, name, shows, quoted, mark in (one.groups() for one in _TOKEN.finditer(stream)):
        if literal is not None:
            waiting.append(unescaped(literal))
        elif digits is not None:
            waiting.append(from_hexadecimal(digits))
        elif comment is not None:
            said.append(comment.decode("utf-8", "replace"))
        elif name is not None:
            font = name.decode("latin-1")
        elif shows or quoted:
            shown.append((font, b"".join(waiting)))
            waiting = []
        elif mark:
            said += map(text, waiting)
            waiting = []
    return [*said, *map(text, waiting)], shown


def readings(shown: Sequence[tuple[str, bytes]], fonts: Mapping[str, Sequence[Font]]) -> Iterator[list[str]]:
    """Yield the runs as each of the fonts of their names says them; by their bytes where a font does not say."""
    for at in range(max((len(fonts.get(name, ())) for name, _ in shown), default=0) or 1):
        yield [_read(run, fonts.get(name, ()), at) for name, run in shown]


def font(cmap: bytes) -> Font:
    r"""Return what each code of a font says, from its ToUnicode.

    >>> font(b"1 beginbfchar <0003> <00A3> endbfchar 1 beginbfrange <0004> <0005> <0041> endbfrange")
    {b'\x00\x03': '£', b'\x00\x04': 'A', b'\x00\x05': 'B'}
    """
    says: dict[bytes, str] = {}
    for kind, block in _MAPPED.findall(cmap):
        if kind == b"char":
            says |= {from_hexadecimal(code): _wide(meant) for code, meant in _PAIR.findall(block)}
        else:
            for first, last, meant, each in _TRIPLE.findall(block):
                says |= _range(from_hexadecimal(first), from_hexadecimal(last), meant, each)
    return says


def text(string: bytes) -> str:
    """Return what a string of a PDF says: in UTF-16 or UTF-8 where it begins so, else by its bytes."""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if string.startswith(mark):
            return string[len(mark) :].decode(encoding, "ignore")
    return string.decode("latin-1")


def unescaped(literal: bytes) -> bytes:
    r"""Return the bytes of a string in brackets.

    >>> unescaped(rb"\102idder \(A\)")
    b'Bidder (A)'
    """
    return _ESCAPE.sub(_meant, literal) if b"\\" in literal else literal


def from_hexadecimal(digits: bytes) -> bytes:
    """Return what hexadecimal digits stand for; a last one that is missing is 0, as in a PDF."""
    whole = b"".join(digits.split())
    return bytes.fromhex((whole + b"0" * (len(whole) % 2)).decode())


def _meant(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() and code[:1] < b"8" else _ESCAPED.get(code, code)


def _range(first: bytes, last: bytes, meant: bytes, each: bytes) -> Iterator[tuple[bytes, str]]:
    begin, width = int.from_bytes(first), len(first)
    codes = range(begin, min(int.from_bytes(last), begin + 65535) + 1)
    if meant:
        whole = _wide(meant) or " "
        letters: Iterable[str] = (f"{whole[:-1]}{chr(ord(whole[-1]) + code - begin)}" for code in codes)
    else:
        letters = map(_wide, re.findall(rb"<([0-9A-Fa-f\s]+)>", each))
    yield from zip((code.to_bytes(width) for code in codes), letters, strict=False)


def _wide(digits: bytes) -> str:
    return from_hexadecimal(digits).decode("utf-16-be", "ignore")


def _read(run: bytes, fonts: Sequence[Font], at: int) -> str:
    says = fonts[min(at, len(fonts) - 1)] if fonts else {}
    if not says:
        return text(run)
    width = len(next(iter(says)))
    return "".join(says.get(run[place : place + width], "\ufffd") for place in range(0, len(run), width))
