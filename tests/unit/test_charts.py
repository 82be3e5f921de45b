"""Charts: the same bytes every time, nothing told by colour alone, every number in words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

from frames import COMPUTED, REPORTED, figures_of, rated, scheme
from quarterbook.analysis.figures import Figure, share, whole
from quarterbook.document import charts
from quarterbook.document.blocks import Chart
from quarterbook.document.charts import PATTERNS, UNRATED_COLOUR, by_rating
from quarterbook.document.reading.runs import runs_in
from quarterbook.document.reading.svg import clean_svg
from quarterbook.params import house_file
from quarterbook.params.house_file import RatingScheme

ROOT = Path(__file__).parents[2]
HOUSES = sorted(file.stem for file in (ROOT / "params" / "houses").glob("*.yaml"))
LATE = "2023-06-29"
WHITE = "#ffffff"


def figures(by: RatingScheme = COMPUTED, **cells: object) -> dict[str, Figure]:
    return figures_of(rated(by=by, **cells), by)


def chart(by: RatingScheme = COMPUTED, **cells: object) -> Chart:
    return charts.ratings(figures(by, **cells), "finance", "Finance", by)


def mixed() -> Chart:
    """Two Green, three Purple, no Amber, one Red."""
    return chart(percent_complete=[100, 100, 50, 50, 50, 50], due_date=["2024-03-31"] * 5 + [LATE])


def bars(svg: str) -> list[str]:
    """The fill of each bar, in order: a colour, or a pattern's address (the first two patches are grounds)."""
    patches = re.findall(r'<g id="patch_\d+">\s*<path [^>]*?style="fill: ([^";]+)', svg)
    assert patches[:2] == [WHITE, WHITE]
    return patches[2:]


# --- words ---------------------------------------------------------------------------------------


def test_the_title_says_what_is_seen() -> None:
    assert mixed().title == "Finance: 3 of 6 actions are Purple"


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ({"stage": "withdrawn"}, "Finance: no actions to rate"),
        ({"percent_complete": 100}, "Finance: the one action is Green"),
        ({"percent_complete": [100, 100]}, "Finance: 2 of 2 actions are Green"),
        ({"percent_complete": [100, 50]}, "Finance: 1 of 2 actions is Green"),
    ],
)
def test_the_title_is_english_for_none_one_and_many(cells: dict[str, object], title: str) -> None:
    assert chart(**cells).title == title


def test_of_two_ratings_with_as_many_actions_the_better_gives_the_title() -> None:
    assert chart(percent_complete=50, due_date=["2024-03-31", LATE]).title == "Finance: 1 of 2 actions is Purple"


def test_the_alt_text_states_every_number() -> None:
    assert mixed().alt == (
        "Bar chart of the 6 actions of Finance by rating: Green 2 (33%), Purple 3 (50%), Amber 0 (0%), Red 1 (17%)."
    )


@pytest.mark.parametrize(
    ("cells", "alt"),
    [
        ({"percent_complete": 100}, "Bar chart of the 1 action of Finance by rating: Green 1 (100%), Purple 0 (0%), "),
        ({"stage": "withdrawn"}, "Bar chart of the 0 actions of Finance by rating: Green 0, Purple 0, Amber 0, Red 0."),
    ],
)
def test_the_alt_text_is_english_for_none_and_one(cells: dict[str, object], alt: str) -> None:
    assert chart(**cells).alt.startswith(alt)


def test_the_numbers_are_the_figures_in_alt_text_and_table() -> None:
    made, told = figures(percent_complete=[100, 50, 50]), chart(percent_complete=[100, 50, 50])
    assert told.table is not None
    rows = [["".join(run.text for run in cell) for cell in row] for row in told.table.rows]
    expected = [
        [
            f"{level.symbol} {level.label}",
            made[f"finance.{name}.count"].display,
            made[f"finance.{name}.percent"].display,
        ]
        for name, level in COMPUTED.levels.items()
    ]
    assert rows == [*expected, ["All actions", made["finance.total"].display, ""]]
    assert told.table.totals == 1
    assert told.table.row_header
    for label, count, percent in expected:
        assert f"{label[2:]} {count} ({percent})" in told.alt


def test_each_number_of_the_table_names_its_figure() -> None:
    table = mixed().table
    assert table is not None
    ids = [run.figure for run in runs_in(table) if run.figure]
    assert ids == [
        *(f"finance.{name}.{kind}" for name in COMPUTED.levels for kind in ("count", "percent")),
        "finance.total",
    ]


def test_unrated_has_a_bar_only_where_an_action_is_unrated() -> None:
    assert "Unrated" not in chart(REPORTED, reported_rating="green").alt
    told = chart(REPORTED, reported_rating=["green", None, None])
    assert told.title == "Finance: 2 of 3 actions are Unrated"
    assert told.alt.endswith("Red 0 (0%), Unrated 2 (67%).")
    assert told.table is not None
    assert [run.text for run in runs_in(told.table)].count("? Unrated") == 1


def test_a_chart_may_be_of_the_whole_paper() -> None:
    cells: dict[str, object] = {"directorate": ["Finance", "Legal"]}
    assert charts.ratings(figures(**cells), "all", "All directorates", COMPUTED).title.endswith(
        "2 of 2 actions are Purple"
    )


@pytest.mark.parametrize(
    ("parts", "places", "told"),
    [
        ([244, 398, 358], 1, ""),  # as floats, these add to 99.99999999999999
        ([1, 1, 1], 1, by_rating.ROUNDED),
        ([1, 1, 1], 0, by_rating.ROUNDED),
        ([1, 1], 0, ""),
        ([], 0, ""),
        ([0, 0], 0, ""),  # shares of nothing
    ],
)
def test_shares_are_called_rounded_where_they_do_not_add_to_one_hundred(
    parts: list[int], places: int, told: str
) -> None:
    total = whole("all", sum(parts), "All")
    shares = [share(f"share.{at}", whole(f"part.{at}", part, "P"), total, "S", places) for at, part in enumerate(parts)]
    assert by_rating.rounded(shares) == told


# --- the picture ---------------------------------------------------------------------------------


def test_a_chart_is_the_same_bytes_twice() -> None:
    assert mixed().svg == mixed().svg


def test_a_users_own_style_changes_nothing_and_is_left_as_it_was() -> None:
    plain = mixed().svg
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "axes.facecolor": "black", "svg.hashsalt": "mine"}):
        assert mixed().svg == plain
        assert (mpl.rcParams["font.size"], mpl.rcParams["svg.hashsalt"]) == (30, "mine")


@pytest.mark.slow
def test_another_process_with_another_hash_seed_draws_the_same_bytes() -> None:
    program = (
        "from frames import figures_of, rated, COMPUTED; from quarterbook.document import charts; import sys;"
        "made = figures_of(rated(percent_complete=[100, 50]));"
        "sys.stdout.write(charts.ratings(made, 'finance', 'Finance', COMPUTED).svg)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "tests"), "TZ": "Asia/Tokyo"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert run.stdout.decode() == chart(percent_complete=[100, 50]).svg


def test_every_bar_has_its_own_pattern_its_label_and_its_number() -> None:
    svg = mixed().svg
    fills = bars(svg)
    assert len(fills) == len(set(fills)) == 4
    assert fills[0] == COMPUTED.levels["green"].colour
    patterns = re.findall(r'<pattern id="(\w+)".*?fill="(#\w+)".*?</pattern>', svg, re.DOTALL)
    assert [f"url(#{name})" for name, _ in patterns] == fills[1:]
    assert [colour for _, colour in patterns] == [COMPUTED.levels[name].colour for name in ("purple", "amber", "red")]
    written = re.findall(r"<!-- (.*?) -->", svg)
    assert written == [
        *("✓ Green", "▶ Purple", "▲ Amber", "▼ Red"),
        *("2 (33%)", "3 (50%)", "0 (0%)", "1 (17%)"),
    ]


def test_a_rating_keeps_its_pattern_whether_or_not_others_have_actions() -> None:
    def pattern_of_red(made: Chart) -> str:
        return bars(made.svg)[3]

    assert pattern_of_red(mixed()) == pattern_of_red(chart(due_date=LATE))


def test_patterns_differ_and_reach_farther_than_any_scheme_in_use() -> None:
    assert len(set(PATTERNS)) == len(PATTERNS) == 10


def test_a_scheme_with_more_ratings_than_patterns_is_drawn_all_the_same() -> None:
    labels = [f"Level {letter}" for letter in "abcdefghijkl"]
    svg = charts.bars.bars(labels, list(range(12)), labels, [UNRATED_COLOUR] * 12)
    assert len(bars(svg)) == 12


def test_bars_are_as_long_as_their_counts() -> None:
    ends = re.findall(r'<g id="patch_[3-6]">\s*<path d="M ([\d.]+) [\d.]+\s*L ([\d.]+)', mixed().svg)
    lengths = [float(end) - float(start) for start, end in ends]
    assert lengths == pytest.approx([lengths[1] * share for share in (2 / 3, 1, 0, 1 / 3)], abs=0.01)


def test_dollars_in_a_label_are_dollars() -> None:
    svg = chart(scheme(green={"label": r"$\frac$ of $x^2$"}), percent_complete=100).svg
    assert r"<!-- ✓ $\frac$ of $x^2$ -->" in svg


def test_a_chart_is_an_svg_that_the_reader_keeps_whole() -> None:
    svg = mixed().svg
    cleaned = clean_svg(svg)
    assert cleaned is not None
    assert cleaned.count("<path") == svg.count("<path")
    assert len(bars(svg)) == cleaned.count("url(#h") + 1


@pytest.mark.parametrize("cells", [{"stage": "withdrawn"}, {}, {"percent_complete": [100] * 300}])
def test_a_chart_is_drawn_for_none_one_and_many(cells: dict[str, object]) -> None:
    assert len(bars(chart(**cells).svg)) == 4


# --- the houses ----------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_formula_is_wcags() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)
    assert contrast("#959595", WHITE) < 3 < contrast("#949494", WHITE)


def colours(house: str) -> list[tuple[str, str]]:
    levels = house_file.load(house, ROOT).ratings.levels
    return [(house, level.colour) for level in levels.values()]


@pytest.mark.parametrize(("house", "colour"), [pair for house in HOUSES for pair in colours(house)])
def test_each_colour_of_a_house_stands_out_from_white(house: str, colour: str) -> None:
    assert contrast(colour, WHITE) >= 3, house


def test_unrated_and_ink_stand_out_from_white() -> None:
    assert contrast(UNRATED_COLOUR, WHITE) >= 3
    assert contrast(charts.INK, WHITE) >= 4.5


@pytest.mark.parametrize("house", HOUSES)
def test_a_chart_of_each_house_weighs_less_than_forty_kilobytes(house: str) -> None:
    by = house_file.load(house, ROOT).ratings
    many: dict[str, Any] = {"reported_rating": [*(["green", "amber", "red"] * 400), None], "due_date": [LATE] * 1201}
    drawn = chart(by, **many)
    assert len(drawn.svg.encode()) < 40_000


@pytest.mark.parametrize("words", ["Waiting for somebody else to answer before any work can begin", "W" * 80, ""])
def test_words_beside_bars_leave_room_for_bars(words: str) -> None:
    drawn = charts.bars.bars([words], [1], [words], ["#123456"])
    (path,) = re.findall(r'<path d="([^"]*)" [^>]*style="fill: #123456', drawn)
    across = [float(x) for x, _ in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
    assert max(across) - min(across) > 0.09 * 5.2 * 72
