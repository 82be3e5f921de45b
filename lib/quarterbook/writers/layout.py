"""How the tables of an HTML page are set, worked out from the length of their words: HTML has no measure of text."""

from __future__ import annotations

from dataclasses import dataclass

from quarterbook.document.blocks import Column, Run, Runs, Table

# As wide as a sparkline, to whoever measures a column by its characters.
_SPARKLINE = "0" * 12
# A column whose every cell is this short (a reference, a rating, "30 September 2023") never wraps.
_SHORT = 17
# Of a name that heads a row of numbers.
_NAME = 40
# A longer word (a web address, a hash) may break anywhere, so that one cell cannot widen the page.
_LONG_WORD = 24
# Room beside the text of a cell, in characters.
_PADDING = 3
# What a line of table text holds, in characters: on a phone of 320 CSS pixels, then at each width of cards.css.j2.
_PHONE, _TABLET, _LAPTOP, _DESKTOP = 34, 65, 105, 150
# A row with more text than this would be a tall ribbon on a phone, and asks for the full width elsewhere.
_MUCH_TEXT = 80
# The widest screen on which the rows of a table are cards; `cards` is on any.
_LEVELS = {"phone", "tablet", "laptop", "cards"}

# What each name of a column means in CSS, and for which of its cells. In a card, a short cell stands beside its label.
_STYLES = {
    "short": ("body", "white-space:var(--wrap,nowrap);--label-room:7.25rem;--place:auto"),
    "breaks": ("all", "overflow-wrap:anywhere;min-width:10rem"),
    "end": ("all", "text-align:var(--start,end);font-variant-numeric:tabular-nums"),
    "code": ("body", "font-family:var(--mono);font-size:var(--title,.85em)"),
}
_CELLS = {"all": "tr>", "head": "thead th", "body": "td", "row header": "tbody th"}


@dataclass(frozen=True)
class Layout:
    """How a table is set: its classes, its columns' names and widths; `code` columns hold nothing but code."""

    name: str
    classes: tuple[str, ...]
    widths: tuple[str, ...]

    @property
    def cards(self) -> bool:
        """Whether its rows become cards on some screen."""
        return not _LEVELS.isdisjoint(self.name.split())


class Columns:
    """The style of the columns of a page's tables; tables whose columns are alike share it."""

    def __init__(self) -> None:
        self._names: dict[tuple[tuple[tuple[str, str], ...], ...], str] = {}

    def name(self, table: Table, look: Layout) -> str:
        """Return the class that gives a table its columns' style."""
        styles = []
        for place, (column, names, width) in enumerate(zip(table.columns, look.classes, look.widths, strict=True)):
            heads_rows = table.row_header and place == 0
            told = [_STYLES[name] for name in names.split()]
            if width:
                told.append(("head", f"width:{width}"))
            if look.cards and column.label and not heads_rows:
                told.append(("body", f"--label:{css_string(column.label)}"))
            styles.append(
                tuple(("row header" if heads_rows and cells == "body" else cells, css) for cells, css in told)
            )
        return self._names.setdefault(tuple(styles), f"t{len(self._names) + 1}")

    def css(self) -> str:
        """Return the rules, each once for all the columns that share it."""
        rules: dict[str, list[str]] = {}
        for styles, name in self._names.items():
            for place, told in enumerate(styles, start=1):
                for cells, css in told:
                    rules.setdefault(css, []).append(f".{name} {_CELLS[cells]}:nth-child({place})")
        return "".join(f"{','.join(selectors)}{{{css}}}" for css, selectors in rules.items())


def css_string(text: str) -> str:
    r"""Return the text as a CSS string that holds nothing a style element, a rule or a string could end at.

    >>> css_string("Shown as"), css_string('</style>"\\')
    ('"Shown as"', '"\\3c \\2f style\\3e \\22 \\5c "')
    """
    return '"' + "".join(one if one.isalnum() or one in " -" else f"\\{ord(one):x} " for one in text) + '"'


def layout(table: Table) -> Layout:
    """Work out how a table is set.

    >>> sums = Table(caption="Sums", columns=(Column(label="Rating"), Column(label="Actions", align="end")), rows=())
    >>> layout(sums)
    Layout(name='compact', classes=('short', 'short end'), widths=('', ''))
    """
    texts = [[_text(row[place]) for row in table.rows] for place in range(len(table.columns))]
    needs = [_need(column, cells) for column, cells in zip(table.columns, texts, strict=True)]
    needed = sum(needs) + _PADDING * len(needs)
    fullest = max((sum(map(len, row)) for row in zip(*texts, strict=True)), default=0)
    compact = needed <= _TABLET and fullest <= _MUCH_TEXT
    if needed > _DESKTOP:
        names = "wide cards"
    elif needed > _LAPTOP:
        names = "wide laptop"
    elif needed > _TABLET:
        names = "wide tablet"
    elif needed > _PHONE or not (compact or len(table.columns) < 3):
        names = "compact phone" if compact else "phone"
    else:
        names = "compact" if compact else ""
    return Layout(
        name=names,
        classes=tuple(
            _classes(column, cells, [row[place] for row in table.rows])
            for place, (column, cells) in enumerate(zip(table.columns, texts, strict=True))
        ),
        widths=("",) * len(table.columns) if compact else _widths(table.columns, texts),
    )


def _widths(columns: tuple[Column, ...], texts: list[list[str]]) -> tuple[str, ...]:
    """Return the shares of the columns of running text; a short column takes what it needs.

    Columns that all ask for the same are left to the browser, which weighs their text; so are those of a table of
    numbers, whose only longer column is one of names.
    """
    shares = [0 if _is_short(cells) else column.width for column, cells in zip(columns, texts, strict=True)]
    names = [cells for cells, share in zip(texts, shares, strict=True) if share]
    if len({column.width for column in columns}) == 1 or (len(names) == 1 and max(map(len, names[0])) <= _NAME):
        return ("",) * len(columns)
    return tuple(f"{100 * share / sum(shares):.0f}%" if share else "" for share in shares)


def _need(column: Column, cells: list[str]) -> int:
    """Return the characters that a column cannot do without."""
    unbroken = cells if _is_short(cells) else [word for cell in cells for word in cell.split(" ")]
    return min(max(map(len, [*column.label.split(), *unbroken]), default=0), _LONG_WORD)


def _classes(column: Column, texts: list[str], cells: list[Runs]) -> str:
    names = []
    if _is_short(texts):
        names.append("short")
    elif any(len(word) > _LONG_WORD for cell in texts for word in cell.split()):
        names.append("breaks")
    if column.align == "end":
        names.append("end")
    if any(texts) and all(len(cell) <= 1 and all(run.code and _bare(run) for run in cell) for cell in cells):
        names.append("code")
    return " ".join(names)


def _bare(run: Run) -> bool:
    return not (run.strong or run.emphasis or run.link or run.figure or run.sparkline or run.spoken)


def _is_short(cells: list[str]) -> bool:
    return all(len(cell) <= _SHORT for cell in cells)


def _text(runs: Runs) -> str:
    return "".join(_SPARKLINE if run.sparkline else run.text for run in runs)
