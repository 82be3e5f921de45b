"""Themes of a plan: how actions and indicators are placed, counted and told of."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from frames import AS_AT, COMPUTED, by_id, indicators_frame, looked_at, outturns_frame, plan, rows_of
from projects import REPOSITORY
from quarterbook import registers
from quarterbook.analysis import outturns, pace, ratings, standing, theme_sentences, themes
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.sentences import Sentence
from quarterbook.checks.themes import a22_no_theme, a23_theme_without_action, i39_no_theme
from quarterbook.checks.themes import themes as rules
from quarterbook.document.prose import compose
from quarterbook.params import house_file
from quarterbook.registers.indicators import INDICATORS
from quarterbook.registers.outturns import OUTTURNS

PLAN: dict[str, object] = {
    "theme": ["Roads", "Roads", "Homes", None],
    "section": ["Lamps", "Signs", None, None],
    "stage": ["completed", "in-progress", "withdrawn", "paused"],
    "percent_complete": [100, 50, 0, 10],
    "due_date": ["2023-03-31", "2023-03-31", "2024-03-31", "2024-03-31"],
}


def rated(**columns: object) -> pd.DataFrame:
    return themes.placed(pace.pace(ratings.rate(plan(**columns), AS_AT, COMPUTED), AS_AT))


def counted(actions: pd.DataFrame, *indicators: dict[str, object], chosen: tuple[str, ...] = ()) -> dict[str, Figure]:
    """The figures of a plan and of indicators, each a dict with its actual and target."""
    own = ("actual", "target")
    defined = [{name: cell for name, cell in row.items() if name not in own} for row in indicators]
    values = [
        {"period": "2023-24 Q1", **{name: row[name] for name in ("reference", *own) if name in row}}
        for row in indicators
    ]
    register = themes.placed(indicators_frame(*defined) if indicators else INDICATORS.empty())
    read = outturns_frame(*values) if indicators else OUTTURNS.empty()
    assessed = standing.informed(outturns.table(read, register), read, "", {}, "", ())
    names = themes.named(actions, register, chosen)
    return by_id(themes.figures(actions, register, outturns.headline(assessed), assessed, names, COMPUTED))


def told(sentences: Any, figures: dict[str, Figure]) -> list[str]:
    return ["".join(run.text for run in compose(one.template, figures, one.values)) for one in sentences]


INDICATORS_OF_TWO: tuple[dict[str, object], ...] = (
    {"reference": "R1", "theme": "Roads", "actual": "5", "target": "4"},
    {"reference": "R2", "theme": "Roads", "actual": "3", "target": "4"},
    {"reference": "S1", "theme": "Schools", "actual": "3"},
    {"reference": "X1", "actual": "3", "target": "3"},
)

ENDING = "made up to show what a whole plan looks like, and marked †."


# --- names ---------------------------------------------------------------------------------------


def test_themes_stand_in_the_order_of_the_files_and_no_theme_last() -> None:
    actions = rated(theme=["Roads", None, "Homes"])
    indicators = themes.placed(indicators_frame({"reference": "1", "theme": "Schools"}))
    named = themes.named(actions, indicators)
    assert named == {"roads": "Roads", "homes": "Homes", "schools": "Schools", "no-theme": "No theme"}


def test_themes_may_be_chosen_and_an_unknown_one_is_refused() -> None:
    actions, none = rated(theme=["Roads", "Homes"]), themes.placed(INDICATORS.empty())
    assert list(themes.named(actions, none, ["Homes"])) == ["homes"]
    with pytest.raises(ValueError, match=r"no action belongs to the theme 'Home'\. Did you mean 'Homes'"):
        themes.named(actions, none, ["Home"])


def test_sections_are_those_of_the_theme() -> None:
    assert themes.sections(rated(**PLAN), "Roads") == {"lamps": "Lamps", "signs": "Signs"}
    assert themes.sections(rated(**PLAN), "Homes") == {"no-section": "No section"}
    assert themes.sections(rated(**PLAN), "Schools") == {}


@pytest.mark.parametrize(
    ("provenances", "of_indicator", "found"),
    [
        (["illustrative", "illustrative"], "published", ("Roads",)),
        (["illustrative", "published"], "illustrative", ()),
        (["illustrative", None], "illustrative", ()),
    ],
)
def test_a_theme_is_illustrative_if_every_action_is(
    provenances: list[str], of_indicator: str, found: tuple[str, ...]
) -> None:
    indicators = themes.placed(indicators_frame({"reference": "1", "theme": "Roads", "provenance": of_indicator}))
    assert themes.made_up(rated(theme="Roads", provenance=provenances), indicators, ["Roads"]) == found


def test_a_theme_without_actions_is_illustrative_if_its_indicators_are() -> None:
    rows = ({"reference": "1", "theme": "Schools", "provenance": "illustrative"}, {"reference": "2", "theme": "Homes"})
    indicators = themes.placed(indicators_frame(*rows))
    assert themes.made_up(rated(theme="Roads"), indicators, ["Schools", "Homes", "Nowhere"]) == ("Schools",)


# --- figures -------------------------------------------------------------------------------------


def test_every_action_is_counted_in_one_theme_and_one_section() -> None:
    figures = counted(rated(**PLAN))
    assert {name: one.value for name, one in figures.items() if name.endswith((".total", ".listed"))} == {
        "roads.total": 2,
        "roads.listed": 2,
        "homes.total": 0,
        "homes.listed": 1,
        "no-theme.total": 1,
        "no-theme.listed": 1,
        "all.total": 3,
        "all.listed": 4,
        "roads.lamps.total": 1,
        "roads.signs.total": 1,
        "homes.no-section.total": 0,
        "no-theme.no-section.total": 1,
    }
    assert (figures["roads.green.count"].value, figures["roads.lamps.green.count"].value) == (1, 1)
    assert (figures["roads.overdue.count"].value, figures["roads.signs.overdue.count"].value) == (1, 1)
    assert (figures["homes.withdrawn.count"].value, figures["no-theme.paused.count"].value) == (1, 1)
    assert not any("indicators" in name for name in figures)


def test_any_action_may_change_a_count_so_all_are_looked_at() -> None:
    actions = rated(**PLAN)
    figures = counted(actions)
    every = {(source, row) for source, row in zip(actions["source"], actions.index, strict=True)}
    assert all(looked_at(one, figures) == every for one in figures.values())
    assert rows_of(figures["roads.signs.red.count"].rows) == {(actions["source"].iloc[0], 3)}


def test_only_chosen_themes_are_counted_in_all() -> None:
    figures = counted(rated(**PLAN), chosen=("Homes",))
    assert (figures["all.total"].value, figures["all.listed"].value) == (0, 1)
    assert "roads.total" not in figures


def test_indicators_are_counted_by_theme_and_by_status() -> None:
    figures = counted(rated(**PLAN), *INDICATORS_OF_TWO)
    words = ("indicators", "met", "missed", "close", "no-status")
    found = {place: [figures[f"{place}.{word}.count"].value for word in words] for place in ("roads", "schools", "all")}
    assert found == {"roads": [2, 1, 1, 0, 0], "schools": [1, 0, 0, 0, 1], "all": [4, 2, 1, 0, 1]}
    assert figures["no-theme.met.count"].value == 1
    assert figures["homes.indicators.count"].value == 0
    assert figures["schools.total"].value == 0
    sources = {source for source, _ in rows_of(figures["roads.met.count"].of)}
    assert sources == {"data/exampleshire/indicators.csv", "data/exampleshire/outturns.csv"}
    assert figures["roads.met.count"].definition == "Indicators of Roads whose latest outturn met its target"


# --- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicators", "sentence"),
    [
        ((), []),
        (({"reference": "1", "theme": "Roads"},), ["No indicator has an outturn."]),
        (INDICATORS_OF_TWO[:1], ["The 1 indicator met its target."]),
        (INDICATORS_OF_TWO[1:2], ["The 1 indicator missed its target."]),
        (INDICATORS_OF_TWO[:2], ["Of the 2 indicators, 1 met its target and 1 missed its target."]),
        (INDICATORS_OF_TWO[2:3], ["There is 1 indicator, without a status against target."]),
        (
            (*INDICATORS_OF_TWO, {"reference": "Y1", "actual": "4", "target": "3"}),
            ["Of the 5 indicators, 3 met their targets, 1 missed its target and 1 has no status."],
        ),
    ],
)
def test_how_indicators_stand_is_told_at_none_one_and_many(
    indicators: tuple[dict[str, object], ...], sentence: list[str]
) -> None:
    figures = counted(rated(theme="Roads"), *indicators)
    assert told(theme_sentences.indicators(figures, "all"), figures) == sentence


def test_stages_and_overdue_actions_are_told() -> None:
    figures = counted(rated(**PLAN))
    assert told(theme_sentences.stages(figures, "all"), figures) == [
        "By stage, 1 is in progress, 1 is paused and 1 is completed."
    ]
    assert theme_sentences.stages(counted(rated(theme="Roads")), "all") == []
    assert told([theme_sentences.overdue(figures, "roads")], figures) == [
        "1 action is not complete and past the due date."
    ]
    assert told([theme_sentences.overdue(figures, "no-theme")], figures) == ["No action is past its due date."]


def test_a_theme_of_withdrawn_actions_says_no_more_than_that() -> None:
    figures = counted(rated(**PLAN))
    assert told(theme_sentences.of_theme(figures, "homes", "Homes", COMPUTED, ["Homes"]), figures) == [
        "No action is counted in the theme.",
        "In the theme, 1 action was withdrawn; it is not counted.",
        "This theme is illustrative: made up to show what a whole plan looks like.",
    ]


@pytest.mark.parametrize(
    ("provenance", "indicators", "sentence"),
    [
        (["published", None], (), []),
        (
            ["illustrative", None],
            (),
            [f"Of the 2 actions, 1 is illustrative. It is {ENDING}"],
        ),
        (
            ["illustrative", "illustrative"],
            ("illustrative",),
            [f"All 2 actions are illustrative. The 1 indicator is illustrative. They are {ENDING}"],
        ),
        (
            ["published", None],
            ("illustrative", "published"),
            [f"Of the 2 indicators, 1 is illustrative. It is {ENDING}"],
        ),
    ],
)
def test_what_is_illustrative_is_said(provenance: list[str], indicators: tuple[str, ...], sentence: list[str]) -> None:
    rows: list[dict[str, object]] = [
        {"reference": f"I{at}", "theme": "Roads", "provenance": one} for at, one in enumerate(indicators)
    ]
    figures = counted(rated(theme="Roads", provenance=provenance), *rows)
    assert told(theme_sentences.provenance(figures), figures) == sentence


def test_a_plan_without_any_theme_says_so() -> None:
    assert [one.template for one in theme_sentences.without_themes({"no-theme": "No theme"})] == [
        "No action names a theme, so all stand together."
    ]
    assert theme_sentences.without_themes({"roads": "Roads", "no-theme": "No theme"}) == []


def test_the_summary_ends_with_indicators_and_what_is_illustrative() -> None:
    figures = counted(rated(theme="Roads", provenance="illustrative"), *INDICATORS_OF_TWO[:1])
    assert [type(one) for one in theme_sentences.closing(figures)] == [Sentence, Sentence]


# --- rules ---------------------------------------------------------------------------------------


def test_an_action_without_a_theme_is_told_where_others_have_one() -> None:
    (finding,) = a22_no_theme(plan(theme=["Roads", None]))
    assert (finding.code, finding.severity, finding.row, finding.column) == ("A22", "warning", 3, "theme")
    assert finding.message == "A-02 has no theme; it stands under 'No theme'."
    assert [*a22_no_theme(plan(theme=[None, None])), *a22_no_theme(plan(theme=["Roads", "Homes"]))] == []


def test_a_theme_of_indicators_alone_is_told_once() -> None:
    names = ("Roads", "Schools", "Schools", None)
    indicators = indicators_frame(*({"reference": f"I{at}", "theme": name} for at, name in enumerate(names)))
    (finding,) = a23_theme_without_action(plan(theme="Roads"), indicators)
    assert (finding.code, finding.severity, finding.row) == ("A23", "note", 3)
    assert finding.message == "The theme 'Schools' has indicators but no action."
    assert [*a23_theme_without_action(plan(), indicators)] == []


def test_an_indicator_without_a_theme_is_told_where_others_have_one() -> None:
    (finding,) = i39_no_theme(indicators_frame({"reference": "1", "theme": "Roads"}, {"reference": "2"}))
    assert (finding.code, finding.severity, finding.row, finding.column) == ("I39", "note", 3, "theme")
    assert [*i39_no_theme(indicators_frame({"reference": "1"}, {"reference": "2"}))] == []


def test_the_rules_of_themes_stand_in_the_order_of_their_codes() -> None:
    indicators = indicators_frame({"reference": "1", "theme": "Schools"}, {"reference": "2"})
    assert [one.code for one in rules(plan(theme=["Roads", None]), indicators)] == ["A22", "A23", "I39"]


# --- what a paper of some themes is about --------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "actions", "indicators", "outturns"),
    [
        ({"roads": "Roads"}, [2, 3], [2], ["1", "9"]),
        ({"roads": "Roads", "no-theme": "No theme"}, [2, 3, 5], [2, 4], ["1", "3", "9"]),
    ],
)
def test_a_paper_is_about_its_themes_and_about_what_has_none(
    chosen: dict[str, str], actions: list[int], indicators: list[int], outturns: list[str]
) -> None:
    defined = ({"reference": "1", "theme": "Roads"}, {"reference": "2", "theme": "Homes"}, {"reference": "3"})
    read = outturns_frame(*({"reference": one, "period": "2023-24 Q1", "actual": "1"} for one in ("1", "2", "3", "9")))
    told = themes.told(rated(**PLAN), themes.placed(indicators_frame(*defined)), read, chosen)
    assert [list(rows.index) for rows in told[:2]] == [actions, indicators]
    assert list(told[2]["reference"]) == outturns


# --- the sample ----------------------------------------------------------------------------------

FOLDER = REPOSITORY / "data" / "bracknell-forest"
PUBLISHED = {"total": 28, "green": 24, "amber": 2, "unrated": 2, "completed": 9, "in-progress": 18, "not-started": 1}


def read(register: str, file: str) -> pd.DataFrame:
    style = house_file.load("bracknell-forest", REPOSITORY)
    return registers.read(register, f"data/bracknell-forest/{file}-2020-21-q3.csv", style, REPOSITORY)


def test_the_published_theme_of_the_sample_is_the_page_s_own() -> None:
    whole, page = read("actions", "council-plan"), read("actions", "actions")
    theme = whole[whole["theme"] == "Value for money"]
    kept = [name for name in page.columns if name not in ("theme", "source", "sha256")]
    pd.testing.assert_frame_equal(theme[kept], page[kept])
    assert set(whole.loc[whole["theme"] != "Value for money", "provenance"]) == {"illustrative"}


def test_the_figures_of_the_published_theme_are_those_of_the_page() -> None:
    style = house_file.load("bracknell-forest", REPOSITORY)
    actions = themes.placed(ratings.rate(read("actions", "council-plan"), "2020-12-31", style.ratings))
    none = themes.placed(INDICATORS.empty())
    names = themes.named(actions, none)
    figures = by_id(themes.figures(actions, none, none, none, names, style.ratings))
    found = {key: figures[f"value-for-money.{key}{'' if key == 'total' else '.count'}"].value for key in PUBLISHED}
    assert found == PUBLISHED


def test_the_sample_s_illustrative_themes_are_varied_and_marked() -> None:
    whole, indicators, values = (
        read(*one) for one in (("actions", "council-plan"), ("indicators",) * 2, ("outturns",) * 2)
    )
    made_up = whole[whole["theme"] != "Value for money"]
    assert made_up["theme"].nunique() == 5
    assert made_up.groupby("theme").size().between(6, 12).all()
    assert {"paused", "withdrawn", "not-started", "in-progress", "completed"} == set(made_up["stage"])
    assert made_up["reported_rating"].isna().any()
    assert set(indicators["theme"]) == set(whole["theme"])
    assert indicators.groupby("theme").size().between(2, 4).all()
    assert set(indicators["provenance"]) | set(values["provenance"]) == {"illustrative"}
