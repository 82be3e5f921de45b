"""The leak test: whether what is not for publication is anywhere in the finished files of a public pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from quarterbook.packs.leaks import amounts, folding, sweep
from quarterbook.packs.leaks.secrets import Phrase, Secrets, stands_apart

# As much of a text as a message needs, to know it by.
EXCERPT = 60
# What is on a sheet of paper people find first.
_SHEETS = ("page ", "sheet ")


@dataclass(frozen=True)
class Leak:
    """A place in a file that holds something that it may not, and what it holds."""

    file: str
    place: str
    texts: tuple[str, ...]

    def __str__(self) -> str:
        """The leak as a sentence."""
        more = f", and {len(self.texts) - 1} more" if len(self.texts) > 1 else ""
        return f"{self.file}, {self.place}: holds “{_excerpt(self.texts[0])}”{more}."


def told(leaks: Iterable[Leak], papers: Mapping[str, str]) -> list[str]:
    """Return a sentence for each text that leaks: where it is first, on a page if it is on one, and how often else.

    `papers` are what the papers are called that the texts are from.
    """
    places: defaultdict[str, list[Leak]] = defaultdict(list)
    for leak in leaks:
        for text in leak.texts:
            places[text].append(leak)
    return [_told(text, there, papers.get(text)) for text, there in places.items()]


def _told(text: str, there: Sequence[Leak], paper: str | None) -> str:
    first = next((one for one in there if one.place.startswith(_SHEETS)), there[0])
    others = len(there) - 1
    more = f", and in {others} more {'place' if others == 1 else 'places'}" if others else ""
    source = f" from {paper}" if paper else ""
    return f"“{_excerpt(text)}”{source} stands in {first.file}, {first.place}{more}."


def leaks(secrets: Secrets, files: Mapping[str, bytes]) -> Iterator[Leak]:
    """Yield each place in the files, named by their paths, that holds something of the secrets."""
    strings_in = _finder(secrets.strings)
    everywhere, within = _phrase_finder(secrets.phrases), _phrase_finder(secrets.phrases | secrets.short)
    for name, data in files.items():
        # Much is said again and again, such as the names of what a file is made of; it is told where it is first.
        looked_at: set[tuple[str, str]] = set()
        for found in sweep.strings(name, data):
            if (found.text, found.kind) in looked_at:
                continue
            looked_at.add((found.text, found.kind))
            held = strings_in(folding.squeezed(found.text))
            if found.kind != "raw":
                held += (within if found.kind == "one" else everywhere)(found.text, name=found.kind == "name")
                worth = (one.value for one in amounts.of(found.text, joined=found.kind != "one") if secrets.amounts)
                held += (secrets.amounts[value] for value in worth if value in secrets.amounts)
            if texts := tuple(dict.fromkeys(held)):
                yield Leak(name, found.place, texts)


def _finder(strings: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return what finds all of many strings in a text in one pass, and gives what they stand for."""
    from ahocorasick import Automaton

    automaton = Automaton()
    for short, text in strings.items():
        automaton.add_word(short, text)
    automaton.make_automaton()
    return lambda text: [found for _, found in automaton.iter(text)] if strings else []


def _phrase_finder(phrases: Mapping[Phrase, str]) -> Callable[..., list[str]]:
    """Return what finds all of many phrases in a text, or in a `name`, and gives what they stand for."""
    by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_word[phrase[0]].append(phrase)

    def found(text: str, *, name: bool = False) -> list[str]:
        said, apart = (_starting(by_word, words(text)) for words in (folding.words, folding.parted))
        told = chain(filter(stands_apart, said) if name else said, filter(stands_apart, apart))
        return [phrases[phrase] for phrase in told]

    return found


def _starting(by_word: Mapping[str, Iterable[Phrase]], words: Phrase) -> Iterator[Phrase]:
    for at, word in enumerate(words):
        if word in by_word:
            yield from (phrase for phrase in by_word[word] if words[at : at + len(phrase)] == phrase)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rstrip()}…"
