"""What of a paper that is not for publication would give it away: its strings, its phrases, and its figures."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from quarterbook.document.document import Document
from quarterbook.hashes import sha256
from quarterbook.packs.leaks import folding
from quarterbook.packs.leaks.amounts import LONG_NUMBER

# Of a longer text, so many words together are its own: a sentence that is cut off is found by them.
PHRASE = 6
# Of words that the public may all see, fewer side by side are no phrase of anybody's.
FEWEST = 4
# A string with fewer letters and digits is looked for as words only: within other letters it may stand by chance.
LONG = 12
# A single word or number with less to it says nothing: "12", "yes", "high". It is not looked for.
TELLING_LETTERS, TELLING_DIGITS = 5, 3
# What of a Document says how it is set, not what it says.
_FORM = frozenset({"kind", "align", "tone", "severity", "numbering", "level", "media_type"})

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Secrets:
    """What may not be found: strings by their letters and digits, phrases by their words, and amounts by their worth.

    Words that the public may all see may stand side by side by chance: a phrase of them (`short`) counts only if it is
    a text of its own, and within one text. Each is kept with the text that it was made of.
    """

    strings: dict[str, str]
    phrases: dict[Phrase, str]
    short: dict[Phrase, str]
    amounts: dict[Decimal, str] = field(default_factory=dict)

    def __or__(self, other: Secrets) -> Secrets:
        """What may be found of neither."""
        return Secrets(
            self.strings | other.strings,
            self.phrases | other.phrases,
            self.short | other.short,
            self.amounts | other.amounts,
        )


def secrets(hidden: Iterable[Document], public: Iterable[str]) -> Secrets:
    """Return what stands in the hidden Documents and not in any of the public texts."""
    found = list(dict.fromkeys(text for document in hidden for text in texts(document)))
    known = [*public]
    said = phrases_of(known, range(1, PHRASE + 1))
    whole = "\n".join(map(folding.squeezed, known))
    strings: dict[str, str] = {}
    phrases: dict[Phrase, str] = {}
    short: dict[Phrase, str] = {}
    for text in found:
        own = {phrase for phrase in _phrases(text) if phrase not in said and _telling(phrase)}
        sure = {phrase for phrase in own if _has_its_own(phrase, said)}
        phrases |= dict.fromkeys(sure, text)
        if FEWEST <= len(whole_text := folding.words(text)) <= PHRASE and whole_text in own - sure:
            short[whole_text] = text
        squeezed = folding.squeezed(text)
        if sure and len(squeezed) >= LONG and squeezed not in whole:
            strings[squeezed] = text
    return Secrets(strings, phrases, short)


def texts(document: Document) -> Iterator[str]:
    """Return every text of a Document by sentences: prose, cells, captions, descriptions, figures and front matter.

    A picture is the SHA-256 of its bytes.
    """
    for text in _strings(document.model_dump(mode="json")):
        yield from folding.sentences(text)


def pictures(document: Document) -> Iterator[tuple[str, str]]:
    """Return the SHA-256 and the alt text of each picture of a Document, in lists and call-outs too."""
    yield from _pictures(document.model_dump(mode="json")["blocks"])


def _pictures(value: object) -> Iterator[tuple[str, str]]:
    match value:
        case {"kind": "picture", "alt": str(alt), "image": {"base64": str(data)}}:
            yield sha256(b64decode(data)), alt
        case dict():
            yield from _pictures([*value.values()])
        case list():
            for part in value:
                yield from _pictures(part)


def phrases_of(texts: Iterable[str], lengths: Collection[int]) -> set[Phrase]:
    """Return all runs of so many words in each text, also of words that it has joined."""
    found: set[Phrase] = set()
    for text in texts:
        found.update(_runs(folding.words(text), lengths))
        found.update(filter(stands_apart, _runs(folding.parted(text), lengths)))
    return found


def stands_apart(phrase: Phrase) -> bool:
    """Whether a phrase counts among words that an address or a name has joined: a single word says nothing there.

    >>> stands_apart(("bidder", "a")), stands_apart(("regular",)), stands_apart(("£2437500",))
    (True, False, True)
    """
    return len(phrase) > 1 or sum(map(str.isdigit, phrase[0])) >= LONG_NUMBER


def _runs(words: Phrase, lengths: Collection[int]) -> Iterator[Phrase]:
    for length in lengths:
        yield from zip(*(words[at:] for at in range(length)), strict=False)


def _phrases(text: str) -> set[Phrase]:
    """A text's own phrases: all of it, or each run of as many words as make one."""
    words, apart = folding.words(text), folding.parted(text)
    own = set(_runs(words, {min(len(words), PHRASE)})) if words else set()
    return own | {apart} if 1 < len(apart) <= PHRASE else own


def _telling(phrase: Phrase) -> bool:
    if len(phrase) > 1:
        return sum(map(len, phrase)) > TELLING_LETTERS
    word = phrase[0]
    return sum(map(str.isdigit, word)) >= TELLING_DIGITS or sum(map(str.isalpha, word)) >= TELLING_LETTERS


def _has_its_own(phrase: Phrase, said: Collection[Phrase]) -> bool:
    """Whether it has a telling word that stands nowhere in what the public may see."""
    return any((word,) not in said and _telling((word,)) for word in phrase)


def _strings(value: object, key: str = "") -> Iterator[str]:
    match value:
        case str() if key == "svg":  # its text is in the chart's description, too
            yield sha256(value.encode())
        case str() if key == "base64":
            yield sha256(b64decode(value))
        case str():
            yield value
        case bool() | None:
            return
        case int() | float() if key == "value":  # a figure's own
            yield str(value)
        case dict():
            for name, part in value.items():
                if name not in _FORM:
                    yield from _strings(part, name)
        case list():
            # Runs are one text, wherever one of them is set in bold or is a link.
            yield "".join(str(part.get("text", "")) for part in value if isinstance(part, dict))
            for part in value:
                yield from _strings(part)
