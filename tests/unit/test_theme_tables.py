"""The tables and the heat map of a plan by theme, and the links between its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from frames import AS_AT, COMPUTED, by_id, indicators_frame, outturns_frame, plan
from quarterbook.analysis import outturn_figures, outturns, pace, ratings, standing, themes
from quarterbook.analysis.figures import Figure
from quarterbook.document import theme_tables
from quarterbook.document.blocks import Chart, Heading, Paragraph, Table
from quarterbook.document.charts import themes as heat_map
from quarterbook.document.charts.canvas import INK
from quarterbook.document.charts.heat import DARKEST, LIGHTEST, heat
from quarterbook.document.paper import Paper
from quarterbook.registers.indicators import INDICATORS
from quarterbook.registers.outturns import OUTTURNS
from table_texts import heads

NAMES = {"roads": "Roads", "homes": "Homes"}
PLAN: dict[str, object] = {
    "theme": ["Roads", "Roads", "Roads", "Homes"],
    "section": ["Lamps", "Signs", "Lamps", None],
    "stage": ["completed", "in-progress", "in-progress", "in-progress"],
    "percent_complete": [100, 50, 50, 10],
    "due_date": ["2023-03-31", "2023-03-31", "2024-03-31", "2024-03-31"],
}


def rated(**columns: object) -> pd.DataFrame:
    return themes.placed(pace.pace(ratings.rate(plan(**columns), AS_AT, COMPUTED), AS_AT))


def counted(actions: pd.DataFrame, indicators: pd.DataFrame | None = None) -> dict[str, Figure]:
    register = themes.placed(INDICATORS.empty() if indicators is None else indicators)
    rows = ({"reference": one, "period": "2023-24 Q1", "actual": "5", "target": "4"} for one in register["reference"])
    read = OUTTURNS.empty() if indicators is None else outturns_frame(*rows)
    assessed = outturns.table(read, register)
    names = themes.named(actions, register)
    return by_id(themes.figures(actions, register, outturns.headline(assessed), assessed, names, COMPUTED))


def text(table: Table) -> list[list[str]]:
    return [["".join(run.text for run in cell) for cell in row] for row in table.rows]


def chart(figures: Mapping[str, Figure], names: Mapping[str, str]) -> Chart:
    return heat_map(figures, names, COMPUTED, theme_tables.overview(figures, names, COMPUTED))


# --- all themes on one page ----------------------------------------------------------------------


def test_the_overview_has_a_row_a_theme_and_a_total() -> None:
    table = theme_tables.overview(counted(rated(**PLAN)), NAMES, COMPUTED)
    assert heads(table) == [
        *("Theme", "Actions", "✓ Green", "▶ Purple", "▲ Amber", "▼ Red"),
        *("Not started", "In progress", "Completed", "Overdue"),
    ]
    assert text(table) == [
        ["Roads", "3", "1", "1", "0", "1", "0", "2", "1", "1"],
        ["Homes", "1", "0", "1", "0", "0", "0", "1", "0", "0"],
        ["All themes", "4", "1", "2", "0", "1", "0", "3", "1", "1"],
    ]
    assert table.totals == 1
    assert table.note == "The darker a cell of the chart, the larger that share of the theme's actions."


def test_each_theme_of_the_overview_links_to_its_part_and_each_number_to_its_working() -> None:
    first, last, total = theme_tables.overview(counted(rated(**PLAN)), NAMES, COMPUTED).rows
    assert [row[0][0].heading for row in (first, last, total)] == ["theme.roads", "theme.homes", ""]
    assert [cell[0].figure for cell in first[1:4]] == ["roads.total", "roads.green.count", "roads.purple.count"]


def test_a_column_that_few_plans_have_is_there_where_a_theme_has_any() -> None:
    indicators = indicators_frame({"reference": "1", "theme": "Roads", "tolerance": "2"}, {"reference": "2"})
    actions = rated(theme="Roads", stage=["paused", "withdrawn"])
    table = theme_tables.overview(counted(actions, indicators), {"roads": "Roads †"}, COMPUTED)
    assert heads(table)[6:] == [
        "Not started",
        "In progress",
        "Paused",
        "Completed",
        "Overdue",
        "Targets met",
        "Targets missed",
    ]
    assert text(table)[0][-2:] == ["1", "0"]
    assert "Withdrawn and carried-forward actions are left out. † Illustrative: made up" in table.note


def test_stages_that_no_action_has_are_no_columns() -> None:
    assert heads(theme_tables.overview(counted(rated(theme="Roads")), {"roads": "Roads"}, COMPUTED))[-2:] == [
        "▼ Red",
        "Overdue",
    ]


@pytest.mark.parametrize(
    ("provenances", "said"),
    [
        (("published", "published"), False),
        (("illustrative", "published"), "Some indicators are illustrative too."),
        (("illustrative", "illustrative"), "All indicators are illustrative too."),
    ],
)
def test_the_note_says_which_indicators_are_illustrative(provenances: tuple[str, str], said: str) -> None:
    rows = ({"reference": str(at), "theme": "Roads", "provenance": one} for at, one in enumerate(provenances))
    note = theme_tables.overview(
        counted(rated(theme="Roads"), indicators_frame(*rows)), {"roads": "Roads"}, COMPUTED
    ).note
    assert (said in note) if said else ("illustrative" not in note)


# --- the heat map --------------------------------------------------------------------------------


def test_the_heat_map_tells_its_numbers_in_words_and_is_a_table_too() -> None:
    figures = counted(rated(**PLAN))
    made = chart(figures, NAMES)
    assert made.title == "Ratings by theme: Homes has the smallest share of Green, 0%"
    assert made.alt == (
        "Heat map of the themes by rating. Roads: Green 1 (33%), Purple 1 (33%), Amber 0, Red 1 (33%). "
        "Homes: Green 0, Purple 1 (100%), Amber 0, Red 0."
    )
    assert made.table == theme_tables.overview(figures, NAMES, COMPUTED)
    assert made.svg.count("<!-- 1 (33%) -->") == 3


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        ({"theme": ["A", "B"]}, "Ratings by theme: A and B have the smallest share of Green, 0%"),
        ({"theme": ["A", "B", "C"]}, "Ratings by theme: the smallest share of Green is 0%"),
        ({"theme": ["A", "A"]}, "A: 2 of 2 actions are Purple"),
        ({"theme": ["A"]}, "A: the one action is Purple"),
        ({"theme": ["A", "B"], "stage": ["in-progress", "withdrawn"]}, "A: the one action is Purple"),
        ({"theme": "A", "stage": "withdrawn"}, "Ratings by theme: no actions to rate"),
    ],
)
def test_the_title_says_what_is_seen(columns: dict[str, object], title: str) -> None:
    actions = rated(**columns)
    names = themes.named(actions, themes.placed(INDICATORS.empty()))
    assert chart(counted(actions), names).title == title


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_numbers_stand_out_from_every_shade_and_the_shades_from_one_another_without_colour() -> None:
    light, dark = luminance(LIGHTEST), luminance(DARKEST)
    assert (dark + 0.05) / (luminance(INK) + 0.05) >= 4.5
    assert (light + 0.05) / (dark + 0.05) >= 2.5


def test_a_cell_is_the_darker_the_larger_its_share() -> None:
    drawn = heat(["Roads"], ["A", "B", "C"], [[0, 50, 100]], [["0", "1 (50%)", "2 (100%)"]])
    shades = re.findall(r"fill: (#[0-9a-f]{6}); stroke: #ffffff", drawn)
    assert (shades[0], shades[2]) == (LIGHTEST, DARKEST)
    assert luminance(shades[0]) > luminance(shades[1]) > luminance(shades[2])


def test_a_heat_map_is_the_same_bytes_each_time() -> None:
    assert len({chart(counted(rated(**PLAN)), NAMES).svg for _ in range(2)}) == 1


# --- a theme's part ------------------------------------------------------------------------------


def test_sections_are_counted_and_link_to_their_actions() -> None:
    actions = rated(**PLAN)
    (table,) = theme_tables.sections(counted(actions), "roads", "Roads", themes.sections(actions, "Roads"), COMPUTED)
    assert heads(table) == ["Section", "Actions", "✓ Green", "▶ Purple", "▲ Amber", "▼ Red", "Overdue"]
    assert text(table) == [
        ["Lamps", "2", "1", "1", "0", "0", "0"],
        ["Signs", "1", "0", "0", "0", "1", "1"],
        ["All sections", "3", "1", "1", "0", "1", "1"],
    ]
    assert [row[0][0].heading for row in table.rows] == ["theme.roads.lamps", "theme.roads.signs", ""]
    assert [cell[0].figure for cell in table.rows[1][1:3]] == ["roads.signs.total", None]


def test_each_section_has_a_heading_its_actions_and_the_way_back() -> None:
    actions = rated(**PLAN)
    rows, parts = actions[actions["theme"] == "Roads"], themes.sections(actions, "Roads")
    heading, table, back, *others = theme_tables.actions(rows, "roads", "Roads †", parts, COMPUTED)
    assert isinstance(heading, Heading)
    assert (heading.text, heading.anchor) == ("Lamps", "theme.roads.lamps")
    assert isinstance(table, Table)
    assert [row[0] for row in text(table)] == ["A-01", "A-03"]
    assert isinstance(back, Paragraph)
    assert [(run.text, run.heading) for run in back.runs if run.heading] == [
        ("Roads †", "theme.roads"),
        ("the overview", "overview"),
    ]
    assert len(others) == 3


def test_a_theme_without_sections_is_one_table() -> None:
    actions = rated(**PLAN)
    rows, parts = actions[actions["theme"] == "Homes"], themes.sections(actions, "Homes")
    assert theme_tables.sections(counted(actions), "homes", "Homes", parts, COMPUTED) == []
    assert [type(one) for one in theme_tables.actions(rows, "homes", "Homes", parts, COMPUTED)] == [Table, Paragraph]
    assert theme_tables.actions(rows, "schools", "Schools", {}, COMPUTED) == ()


def test_illustrative_actions_are_marked_with_why() -> None:
    actions = rated(theme="Roads", provenance="illustrative")
    table, _ = theme_tables.actions(actions, "roads", "Roads †", themes.sections(actions, "Roads"), COMPUTED)
    assert isinstance(table, Table)
    assert text(table)[0][0] == "A-01\N{NO-BREAK SPACE}†"
    assert table.note == "† An illustrative action, made up to show what a whole plan looks like."


@pytest.mark.parametrize(
    ("provenance", "name", "caption"),
    [
        ("published", "Roads", "Roads: indicators"),
        ("illustrative", "Roads", "Roads: indicators\N{NO-BREAK SPACE}†"),
        ("illustrative", "Roads †", "Roads †: indicators"),
    ],
)
def test_a_theme_s_indicators_are_marked_where_their_values_are_made_up(
    provenance: str, name: str, caption: str
) -> None:
    register = indicators_frame({"reference": "R1", "theme": "Roads"}, {"reference": "H1", "theme": "Homes"})
    rows = ({"reference": one, "period": "2023-24 Q1", "actual": "5", "provenance": provenance} for one in ("R1", "H1"))
    read = outturns_frame(*rows)
    assessed = standing.informed(outturns.table(read, register), read, "", {}, "", ())
    headlines, paper = outturns.headline(assessed), Paper()
    paper.add(outturn_figures.figures(assessed, headlines, read, register))
    (table,) = theme_tables.indicators(paper, assessed, themes.of_theme(headlines, register, "Roads"), name)
    assert table.caption == caption
    assert [row[0] for row in text(table)] == ["R1: Title"]
    assert ("† Illustrative" in table.note) == (provenance == "illustrative")
    assert theme_tables.indicators(paper, assessed, themes.of_theme(headlines, register, "Schools"), "Schools") == []
