"""The waterfall: bars exactly to scale, words beside them that meet nothing, and an axis that says where it begins."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterbook.document.charts import waterfall as chart
from quarterbook.document.charts.beside import widest
from quarterbook.document.charts.canvas import FONT_SIZE, WIDTH
from quarterbook.document.charts.waterfall import Bar, begins, waterfall
from quarterbook.document.reading.svg import clean_svg


class Box(NamedTuple):
    """What a bar or a line of words takes up, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


Given = tuple[Bar, list[Bar], Bar]


def steps_from(start: float, *steps: float, label: str = "Children's Social Care") -> Given:
    """A chart that starts there, goes these steps and ends where they lead."""
    bars = [Bar(label, step, f"{step:+.3f}m {'over' if step > 0 else 'under'}") for step in steps]
    end = sum(steps, start)
    return Bar("Net budget", start, f"£{start:.3f}m"), bars, Bar("Forecast outturn", end, f"£{end:.3f}m")


SHAPES: dict[str, Given] = {
    "all over": steps_from(221.412, 4.31, 7.2, 1.1, 0.5, 0.1),
    "all under": steps_from(221.412, -4.31, -7.2, -1.1),
    "mixed": steps_from(221.412, 4.31, -7.2, 0, 1.1, -0.004),
    "large steps": steps_from(4, 8, -3),
    "one step": steps_from(10, 2),
    "thirty steps": steps_from(300, *((-1) ** place * (place % 7) * 0.4 + 0.3 for place in range(30))),
    "from nought": steps_from(0, 4.31, -7.2, 1.1),
    "to nought": steps_from(5, -5),
    "below nought": steps_from(-50, 4.31, 7.2, -1.1),
    "across nought": steps_from(-5, 4.31, 7.2, -10.1, -3),
    "no change": steps_from(5, 0, 0),
    "nothing": steps_from(0, 0),
    "no steps": steps_from(7),
    "pounds": steps_from(221_412_000, 13_200_000, -40),
    "long words": steps_from(
        200, 10, -3, label="Place: Neighbourhoods, Highways, Planning and Publicprotectionandenvironmentalhealth"
    ),
}


@cache
def drawn(name: str) -> str:
    return waterfall(*SHAPES[name])


def _points(svg: str, name: str) -> list[tuple[float, float]]:
    path = re.search(rf'<g id="{name}">\s*<path d="([^"]*)"', svg)
    assert path, name
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path[1])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _box(points: list[tuple[float, float]]) -> Box:
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def drawn_bars(svg: str) -> list[Box]:
    return [_box(_points(svg, f"bar-{place}")) for place in range(svg.count('id="bar-'))]


def drawn_words(svg: str) -> list[tuple[str, Box]]:
    """Each line of words and about what it takes up: as high as a capital, as wide as its glyphs."""
    found = re.findall(r'<!-- (.*?) -->\s*<g [^>]*transform="translate\(([-\d.]+) ([-\d.]+)\)', svg)
    return [
        (words, Box(float(x), float(y) - 0.7 * FONT_SIZE, float(x) + widest([words]), float(y)))
        for words, x, y in found
    ]


def values_of(shape: Given) -> list[float]:
    start, steps, end = shape
    return [start.value, *(step.value for step in steps), end.value]


@pytest.mark.parametrize("name", SHAPES)
def test_every_bar_is_to_scale_and_begins_where_the_one_before_it_ended(name: str) -> None:
    shape = SHAPES[name]
    start, steps, end = shape
    first = begins(*shape)
    bars = drawn_bars(drawn(name))
    lengths = [start.value - first, *(step.value for step in steps), end.value - first]
    longest = max(range(len(bars)), key=lambda place: abs(lengths[place]))
    each = (bars[longest].right - bars[longest].left) / (abs(lengths[longest]) or 1)
    assert each > 0 or not any(lengths)
    for bar, length in zip(bars, lengths, strict=True):
        assert bar.right - bar.left == pytest.approx(abs(length) * each, abs=2e-5)

    at = bars[0].right if lengths[0] >= 0 else bars[0].left
    for bar, step in zip(bars[1:-1], steps, strict=True):
        before, after = (bar.right, bar.left) if step.value < 0 else (bar.left, bar.right)
        assert before == pytest.approx(at, abs=1e-5)
        at = after
    assert at == pytest.approx(bars[-1].right if lengths[-1] >= 0 else bars[-1].left, abs=1e-5)
    origins = [bar.left if length >= 0 else bar.right for bar, length in zip(bars, lengths, strict=True)]
    assert origins[0] == pytest.approx(origins[-1], abs=1e-5)


@pytest.mark.parametrize("name", SHAPES)
def test_a_line_joins_the_end_of_each_bar_to_the_begin_of_the_next(name: str) -> None:
    svg = drawn(name)
    for place, (above, below) in enumerate(pairwise(drawn_bars(svg))):
        join = _box(_points(svg, f"join-{place}"))
        assert join.left == join.right
        assert (join.top, join.bottom) == pytest.approx((above.bottom, below.top), abs=1e-4)
        assert all(min(abs(join.left - side) for side in (bar.left, bar.right)) < 1e-4 for bar in (above, below))


@pytest.mark.parametrize("name", SHAPES)
def test_words_meet_no_bar_no_other_words_and_no_edge(name: str) -> None:
    svg = drawn(name)
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size
    assert float(size[1]) == pytest.approx(WIDTH * 72)
    boxes = [box for _, box in drawn_words(svg)]
    bars = drawn_bars(svg)
    assert len(boxes) >= 2 * len(bars)
    for box in (*boxes, *bars):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= float(size[1])
        assert box.bottom <= float(size[2])
    assert not [(words, bar) for words, box in drawn_words(svg) for bar in bars if box.meets(bar)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]


@pytest.mark.parametrize("name", SHAPES)
def test_where_the_scale_does_not_begin_at_nought_the_totals_are_broken_and_the_steps_are_wide(name: str) -> None:
    shape = SHAPES[name]
    svg, first = drawn(name), begins(*shape)
    assert svg.count('id="break"') == (2 if first else 0)
    if first:
        bars = drawn_bars(svg)
        steps = Box(*(side(getattr(bar, name) for bar in bars[1:-1]) for side, name in _SIDES))
        whole = Box(*(side(getattr(bar, name) for bar in bars) for side, name in _SIDES))
        assert 0.6 * (whole.right - whole.left) <= (steps.right - steps.left) + 1e-4


_SIDES = ((min, "left"), (min, "top"), (max, "right"), (max, "bottom"))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("all over", 214),
        ("below nought", -32),
        ("one step", 9),
        ("pounds", 214_000_000),
        ("large steps", 0),
        ("from nought", 0),
        ("across nought", 0),
        ("no change", 0),
    ],
)
def test_the_scale_begins_at_nought_or_at_a_round_number(name: str, first: float) -> None:
    assert begins(*SHAPES[name]) == first


@settings(deadline=None)
@given(
    start=st.decimals(-999, 999, places=3),
    steps=st.lists(st.decimals(-99, 99, places=3), min_size=1, max_size=12),
)
def test_the_steps_always_have_six_tenths_of_a_scale_that_does_not_begin_at_nought(
    start: object, steps: list[object]
) -> None:
    shape = steps_from(float(str(start)), *(float(str(step)) for step in steps))
    reached, first = chart._reached(*shape), begins(*shape)
    spread = max(reached) - min(reached)
    if first > 0:
        assert first < min(reached)
        assert spread >= 0.6 * (max(reached) - first) - 1e-9
        assert spread <= 0.75 * (max(reached) - first) + 1e-9
    elif first < 0:
        assert first > max(reached)
        assert spread >= 0.6 * (first - min(reached)) - 1e-9


def test_a_step_up_one_down_and_a_total_differ_in_more_than_colour() -> None:
    svg = drawn("mixed")
    found = [re.search(rf'<g id="bar-{place}">\s*<path [^>]*?fill: (?:url\()?#(\w+)', svg) for place in range(7)]
    first, up, down, nothing, *_, last = [match and match[1] for match in found]
    assert len({first, up, down}) == 3
    assert (first, up) == (last, nothing)
    assert svg.count("<pattern") == 2


def test_what_is_given_is_written_and_long_labels_wrap() -> None:
    words = [words for words, _ in drawn_words(drawn("long words"))]
    assert {"£200.000m", "+10.000m over", "Net budget", "Forecast outturn"} <= set(words)
    label = SHAPES["long words"][1][0].label
    assert label.replace(" ", "") in "".join(words).replace(" ", "")
    assert "Children's Social Care" in [words for words, _ in drawn_words(drawn("mixed"))]


def test_steps_that_lead_elsewhere_are_refused() -> None:
    start, steps, _ = SHAPES["mixed"]
    with pytest.raises(ValueError, match=r"not to 229\.0"):
        waterfall(start, steps, Bar("Outturn", 229.0, ""))
    with pytest.raises(ValueError, match="nan"):
        begins(start, [Bar("A", float("nan"), "")], start)
    with pytest.raises(ValueError, match="inf"):
        waterfall(start, [Bar("A", float("inf"), "")], Bar("B", float("inf"), ""))


def test_a_tenth_and_two_tenths_are_three() -> None:
    bars = [Bar("A", 0.1, "0.1"), Bar("B", 0.2, "0.2")]
    assert begins(Bar("S", 0, "0"), bars, Bar("E", 0.3, "0.3")) == 0


def test_words_are_text_whatever_they_hold_and_the_same_each_time() -> None:
    odd = steps_from(10, 2, label="R&D <b>$x^2$</b>\nward, ŵ ≥ 1")
    assert waterfall(*odd) == waterfall(*odd)
    assert "<b>" not in waterfall(*odd)
    assert clean_svg(waterfall(*odd))
    assert waterfall(Bar("", 1, ""), [Bar("", 1, "")], Bar("", 2, ""))
