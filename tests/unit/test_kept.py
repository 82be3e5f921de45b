"""Figures as a notebook keeps them: each source once, rows as ranges, and the same figures read again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pydantic import ValidationError

from documents import PERCENT
from quarterbook.analysis.figures import Figure, SourceRows
from quarterbook.document.blocks import MIME, FigureSet, Group, from_json, to_json
from quarterbook.document.reader import read

PLAN = SourceRows(source="data/x/actions.csv", sha256="a" * 64, rows=tuple(range(2, 62)))
LATE = PLAN.model_copy(update={"rows": (2, 3, 9)})
BEFORE = SourceRows(source="data/x/before.csv", sha256="b" * 64, rows=(2,))


def figure(
    *, rows: tuple[SourceRows, ...] = (), of: tuple[SourceRows, ...] = (), from_: tuple[str, ...] = ()
) -> Figure:
    return PERCENT.model_copy(update={"rows": rows, "of": of, "from_": from_})


def in_a_notebook(*figures: Figure) -> Any:
    return json.loads(json.dumps(to_json(FigureSet(figures=figures))))


def block(**kept: Any) -> dict[str, Any]:
    """A block of one figure, what is `kept` of it given."""
    sources = [{"source": PLAN.source, "sha256": PLAN.sha256}]
    own = {name: getattr(PERCENT, name) for name in ("id", "value", "exact", "unit", "display", "definition")}
    return {"kind": "figures", "figures": {"sources": sources, "figures": [own | kept]}}


def test_a_source_is_named_once_and_rows_are_ranges_of_it() -> None:
    kept = in_a_notebook(figure(rows=(LATE, BEFORE), of=(PLAN, BEFORE)), figure(of=(PLAN,), from_=("all.total",)))
    assert kept["figures"]["sources"] == [
        {"source": PLAN.source, "sha256": PLAN.sha256},
        {"source": BEFORE.source, "sha256": BEFORE.sha256},
    ]
    first, second = kept["figures"]["figures"]
    assert (first["rows"], first["of"]) == (["0: 2-3 9", "1: 2"], ["0: 2-61", "1: 2"])
    assert (second["of"], second["from"]) == (["0: 2-61"], ["all.total"])
    assert "from" not in first
    assert "rows" not in second


def test_one_file_as_it_was_twice_is_two_sources() -> None:
    changed = PLAN.model_copy(update={"sha256": "c" * 64})
    kept = in_a_notebook(figure(rows=(PLAN, changed)))
    assert kept["figures"]["figures"][0]["rows"] == ["0: 2-61", "1: 2-61"]
    assert from_json(kept).figures[0].rows == (PLAN, changed)


def test_figures_json_keeps_every_row_as_a_number() -> None:
    assert figure(rows=(LATE,)).as_json()["rows"] == [
        {"source": PLAN.source, "sha256": PLAN.sha256, "rows": [2, 3, 9]},
    ]


_LINES = st.lists(
    st.builds(
        SourceRows,
        source=st.sampled_from(["a.csv", "b.csv", "", ": "]),
        sha256=st.sampled_from(["a" * 64, "b" * 64]),
        rows=st.sets(st.integers(1, 30)).map(lambda rows: tuple(sorted(rows))),
    ),
    max_size=3,
).map(tuple)


@given(
    st.lists(
        st.builds(figure, rows=_LINES, of=_LINES, from_=st.lists(st.sampled_from(["a", "b"]), max_size=2).map(tuple)),
        max_size=4,
    )
)
def test_any_figures_come_back_the_same(figures: list[Figure]) -> None:
    again = from_json(in_a_notebook(*figures))
    assert again == FigureSet(figures=tuple(figures))
    assert to_json(again) == to_json(FigureSet(figures=tuple(figures)))


def test_figures_come_back_from_within_a_group() -> None:
    group = Group(blocks=(FigureSet(figures=(figure(rows=(LATE,), of=(PLAN,)),)),))
    assert from_json(json.loads(json.dumps(to_json(group)))) == group


def test_a_notebook_of_before_is_still_read() -> None:
    old = figure(rows=(LATE,), of=(PLAN,))
    assert from_json({"kind": "figures", "figures": [old.as_json()]}) == FigureSet(figures=(old,))


def test_rows_named_by_several_figures_are_read_once() -> None:
    one, two = from_json(in_a_notebook(figure(of=(PLAN,)), figure(of=(PLAN,)))).figures
    assert one.of[0] is two.of[0]


def test_what_is_kept_well_is_read() -> None:
    assert from_json(block(rows=["0: 2-3 9"], of=["0: 2-61"])).figures == (figure(rows=(LATE,), of=(PLAN,)),)


@pytest.mark.parametrize(
    "lines",
    [
        *(["1: 2"], ["-1: 2"], ["00: 2"], [": 2"], ["2-3"], ["0:2"], [""]),
        *(["0: 3 2"], ["0: 2-5 5"], ["0: 2-x"], ["0: 0"], ["0:  2"], ["0: 99999999"]),
        *([2, 3], "0: 2", None, 7, [None], {"0": "2"}, [["0", "2"]], [{"source": "a", "sha256": "b", "rows": [2]}]),
    ],
)
def test_rows_that_are_none_make_no_block(lines: Any) -> None:
    for name in ("rows", "of"):
        with pytest.raises(ValueError, match="validation error"):
            from_json(block(**{name: lines}))


@pytest.mark.parametrize(
    "kept",
    [
        *({}, {"sources": []}, {"figures": []}, {"sources": None, "figures": []}, {"sources": [], "figures": {}}),
        *({"sources": ["a.csv"], "figures": []}, {"sources": [], "figures": [7]}, {"sources": [], "figures": [{}]}),
        {"sources": [], "figures": [], "more": 1},
    ],
)
def test_what_is_not_kept_like_that_is_no_block(kept: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json({"kind": "figures", "figures": kept})


def test_a_notebook_with_a_bad_block_is_read_without_it() -> None:
    def read_with(lines: list[str]) -> int:
        output = new_output("display_data", data={MIME: block(rows=lines), "text/plain": "1 figure"})
        return len(read(new_notebook(cells=[new_code_cell(outputs=[output])])).figures)

    assert read_with(["0: 2-3"]) == 1
    assert read_with(["0: 3-2"]) == 0


@pytest.mark.parametrize("row", [0, -1, 10_000_000])
def test_a_row_that_no_sheet_has_is_refused(row: int) -> None:
    with pytest.raises(ValidationError, match="rows"):
        SourceRows(source="a.csv", sha256="", rows=(row,))
