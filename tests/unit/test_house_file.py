"""The house file: a council's words, ratings and the columns of its exports."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from quarterbook.errors import InputError
from quarterbook.materiality import Materiality
from quarterbook.money import Shown
from quarterbook.params.house_file import House, load, path_of
from small_project import HOUSE, project, write

Load = Callable[[str], House]
Problems = Callable[[str], tuple[str, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Load:
    return lambda text: load("testshire", project(tmp_path, house=text))


@pytest.fixture
def problems(read: Load) -> Problems:
    def problems(text: str) -> tuple[str, ...]:
        with pytest.raises(InputError) as caught:
            read(text)
        where = "params/houses/testshire.yaml, "
        assert all(problem.startswith(where) for problem in caught.value.problems)
        return tuple(problem.removeprefix(where) for problem in caught.value.problems)

    return problems


def computed(*names: str, more: str = "") -> str:
    levels = "".join(
        f"    {name}: {{label: {name}, meaning: m, clause: c, symbol: x, colour: '#000000'}}\n" for name in names
    )
    return f"council: Testshire\nratings:\n  rule: computed\n{more}  levels:\n{levels}"


def test_the_least_house_file_is_read_with_its_defaults(read: Load) -> None:
    house = read(HOUSE)
    assert house.council == "Testshire Council"
    assert house.ratings.names == ("green", "red", "unrated")
    assert (house.numbering, house.rounding.percent, house.disclosure_threshold) == ("section", 0, 0)


def test_labels_are_the_councils_and_colours_are_small_letters(read: Load) -> None:
    ratings = read(HOUSE).ratings
    assert [ratings.label(name) for name in ratings.names] == ["On track", "Off track", "Unrated"]
    assert ratings.levels["green"].colour == "#2e7d4f"


@pytest.mark.parametrize("threshold", [0, 3, 100])
def test_a_threshold_keeps_nothing_back_or_protects_somebody(read: Load, threshold: int) -> None:
    assert read(f"{HOUSE}disclosure_threshold: {threshold}\n").disclosure_threshold == threshold


def test_columns_values_and_markers_keep_the_text_that_was_written(read: Load) -> None:
    house = read(
        f"{HOUSE}columns: {{actions: {{reference: 010}}}}\n"
        "values: {on_track: {Y: yes, N: no}}\n"
        'missing: {actions: ["", 0, n/a]}\n'
    )
    assert house.columns["actions"]["reference"] == "010"
    assert house.values["on_track"] == {"Y": "yes", "N": "no"}
    assert house.missing["actions"] == ("", "0", "n/a")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("columns: {action: {}}\n", "line 7: columns.action: 'action' is not a register. Did you mean 'actions'?"),
        ("missing: {saving: []}\n", "line 7: missing.saving: 'saving' is not a register. Did you mean 'savings'?"),
        (
            "date_order: {actions: day first}\n",
            "line 7: date_order.actions: 'day-first' or 'month-first' was expected, but this is 'day first'.",
        ),
        ("rounding: {percent: 7}\n", "line 7: rounding.percent: a number up to 6 was expected, but this is '7'."),
        ("rounding: {percent: -1}\n", "line 7: rounding.percent: a number from 0 was expected, but this is '-1'."),
        ("rounding: {percent: 1.0}\n", "line 7: rounding.percent: a whole number was expected, but this is '1.0'."),
        ("rounding: {percent: true}\n", "line 7: rounding.percent: a whole number was expected, but this is true."),
        (
            "numbering: sections\n",
            "line 7: numbering: 'section', 'continuous' or 'none' was expected, but this is 'sections'.",
        ),
        (
            "disclosure_threshold: 2\n",
            "line 7: disclosure_threshold: counts of people cannot be kept back under 2; it would protect nobody: use "
            "3 or more, or 0 to show all of them.",
        ),
        (
            "disclosure_threshold: 101\n",
            "line 7: disclosure_threshold: counts of people cannot be kept back under 101; use a number up to 100, or "
            "0 to show all of them.",
        ),
        (
            "disclosure_threshold: -1\n",
            "line 7: disclosure_threshold: counts of people cannot be kept back under -1; use a number from 3, or 0 to "
            "show all of them.",
        ),
        ("colour: red\n", "line 7: unknown key 'colour'. Did you mean 'columns'?"),
        ("logo: crest.svg\n", "line 7: logo: there is no file 'crest.svg' beside the house file."),
    ],
)
def test_a_wrong_key_or_value_is_told_with_its_line(problems: Problems, more: str, told: str) -> None:
    assert problems(HOUSE + more) == (told,)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("symbol: ▼", "symbol: ''", "line 6: {red}.symbol: '' is 0 characters; one was expected, such as ▲."),
        ("symbol: ▼", "symbol: XX", "line 6: {red}.symbol: 'XX' is 2 characters; one was expected, such as ▲."),
        ('"#b3261e"', "red", "line 6: {red}.colour: 'red' is not a colour. Write it as in '#5b2d8e'."),
        ('"#b3261e"', "'#12345g'", "line 6: {red}.colour: '#12345g' is not a colour. Write it as in '#5b2d8e'."),
        ("label: Off track", "label: ''", "line 6: {red}.label: this is blank; a text was expected."),
        ("symbol: ▼, ", "", "line 6: the key '{red}.symbol' is missing."),
        ("meaning: It goes badly", "meening: x", "line 6: the key '{red}.meaning' is missing."),
        ("Off track", "on track", "line 2: ratings: two ratings have the label 'on track'; each needs its own."),
        ("red:", "completed:", "line 4: ratings.levels: 'completed' cannot name a rating"),
        ("red:", "'Off track!':", "line 4: ratings.levels: 'Off track!' cannot name a rating"),
        (
            "red:",
            "unrated:",
            "line 4: ratings.levels: 'unrated' cannot name a rating",
        ),
    ],
)
def test_a_rating_needs_a_label_a_meaning_one_symbol_and_a_colour(
    problems: Problems, old: str, new: str, told: str
) -> None:
    assert old in HOUSE
    assert problems(HOUSE.replace(old, new))[0].startswith(told.format(red="ratings.levels.red"))


def test_a_misspelt_key_of_a_rating_is_told_with_the_nearest(problems: Problems) -> None:
    assert problems(HOUSE.replace("symbol: ▼", "symbol: ▼, colur: x")) == (
        "line 6: unknown key 'ratings.levels.red.colur'. Did you mean 'colour'?",
    )


def test_the_computed_rule_takes_its_four_ratings_in_the_houses_order(read: Load) -> None:
    ratings = read(computed("red", "amber", "purple", "green")).ratings
    assert ratings.names == ("red", "amber", "purple", "green", "unrated")
    assert ratings.completed_late == "green"


@pytest.mark.parametrize("names", [("green", "purple", "amber"), ("green", "purple", "amber", "red", "blue")])
def test_the_computed_rule_takes_no_fewer_and_no_other_ratings(problems: Problems, names: tuple[str, ...]) -> None:
    (told,) = problems(computed(*names))
    assert told == (
        "line 2: ratings: the computed rule gives the ratings green, purple, amber, red: name these and no others."
    )


def test_completed_late_names_one_of_the_ratings(read: Load, problems: Problems) -> None:
    four = ("green", "purple", "amber", "red")
    assert read(computed(*four, more="  completed_late: amber\n")).ratings.completed_late == "amber"
    assert problems(computed(*four, more="  completed_late: late\n")) == (
        "line 2: ratings: completed_late: 'late' is not one of the ratings.",
    )


@pytest.mark.parametrize("logo", ["../../data/crest.svg", "/etc/hostname", "..\\crest.svg", "a" * 300])
def test_a_logo_stands_beside_the_house_file_and_nowhere_else(problems: Problems, tmp_path: Path, logo: str) -> None:
    write(tmp_path / "data" / "crest.svg", "<svg/>")
    (told,) = problems(HOUSE + f"logo: '{logo}'\n")
    assert "beside the house file" in told


def test_a_logo_beside_the_house_file_is_taken(tmp_path: Path) -> None:
    root = project(tmp_path, house=HOUSE + "logo: crests/crest.svg\n")
    write(root / "params" / "houses" / "crests" / "crest.svg", "<svg/>")
    assert load("testshire", root).logo == "crests/crest.svg"


def test_a_house_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load("testshre", project(tmp_path))
    assert str(caught.value) == "There is no house file params/houses/testshre.yaml. Did you mean 'testshire'?"


def test_the_house_is_found_from_a_folder_within_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    monkeypatch.chdir(root / "notebooks")
    assert load("testshire").council == "Testshire Council"


# Of money.


def test_without_ratings_the_officers_own_are_green_amber_and_red(read: Load) -> None:
    ratings = read("council: Testshire\n").ratings
    assert (ratings.rule, ratings.names) == ("reported", ("green", "amber", "red", "unrated"))
    assert [level.label for level in ratings.levels.values()] == ["Green", "Amber", "Red"]
    for part in ("symbol", "colour", "meaning", "clause"):
        assert len({getattr(level, part) for level in ratings.levels.values()}) == 3


def test_without_a_word_of_money_it_is_shown_in_millions_and_every_variance_is_material(read: Load) -> None:
    house = read(HOUSE)
    assert house.money.shown == Shown("£m", 3)
    assert (dict(house.money.units), dict(house.totals)) == ({}, {})
    assert house.materiality.limits == Materiality()


def test_money_totals_and_materiality_are_as_the_council_says(read: Load) -> None:
    house = read(
        f"{HOUSE}money: {{shown_in: £000, places: 0, units: {{savings: £m, revenue: £000, capital: £}}}}\n"
        "materiality: {amount: £0.5m, percent: 2.5%, needs: both}\n"
        "totals: {savings: [Total, 'Grand total'], revenue: []}\n"
    )
    assert house.money.shown == Shown("£000", 0)
    assert dict(house.money.units) == {"savings": "£m", "revenue": "£000", "capital": "£"}
    assert house.materiality.limits == Materiality(Decimal(500_000), Decimal("2.5"), both=True)
    assert dict(house.totals) == {"savings": ("Total", "Grand total"), "revenue": ()}


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("amount: £250k", Materiality(Decimal(250_000))),
        ("percent: 2%", Materiality(percent=Decimal(2))),
        ("amount: '£1,000', needs: either", Materiality(Decimal(1000))),
        ("needs: both", Materiality(both=True)),
    ],
)
def test_either_threshold_may_stand_alone(read: Load, text: str, limits: Materiality) -> None:
    assert read(f"{HOUSE}materiality: {{{text}}}\n").materiality.limits == limits


UNITS = "'£', '£000' or '£m' was expected, but this is"
AMOUNT, SHARE = "an amount such as £0.5m, £250k or £250,000.", "a share of the budget such as 2%."


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("totals: {saving: [Total]}", "totals.saving: 'saving' is not a register. Did you mean 'savings'?"),
        ("totals: {savings: Total}", "totals.savings: a list was expected (- item), but this is 'Total'."),
        ("totals: {savings: [Total, '']}", "totals.savings.item 2: this is blank; a text was expected."),
        ("totals: [Total]", "totals: keys with values were expected (key: value), but this is a list."),
        ("money: £m", "money: keys with values were expected (key: value), but this is '£m'."),
        ("money: {shown: £m}", "unknown key 'money.shown'. Did you mean 'shown_in'?"),
        ("money: {shown_in: £k}", f"money.shown_in: {UNITS} '£k'."),
        ("money: {places: 7}", "money.places: a number up to 6 was expected, but this is '7'."),
        ("money: {places: -1}", "money.places: a number from 0 was expected, but this is '-1'."),
        ("money: {places: two}", "money.places: a whole number was expected, but this is 'two'."),
        ("money: {units: £m}", "money.units: keys with values were expected (key: value), but this is '£m'."),
        ("money: {units: {savings: million}}", f"money.units.savings: {UNITS} 'million'."),
        ("money: {units: {capitol: £m}}", "money.units.capitol: 'capitol' is not a register. Did you mean 'capital'?"),
        ("materiality: {amount: 500000}", f"materiality.amount: '500000' cannot be read; expected {AMOUNT}"),
        ("materiality: {amount: -£5}", f"materiality.amount: '-£5' cannot be read; expected {AMOUNT}"),
        ("materiality: {percent: 2}", f"materiality.percent: '2' cannot be read; expected {SHARE}"),
        ("materiality: {percent: 0.02}", f"materiality.percent: '0.02' cannot be read; expected {SHARE}"),
        ("materiality: {needs: all}", "materiality.needs: 'either' or 'both' was expected, but this is 'all'."),
        ("materiality: {percentage: 2%}", "unknown key 'materiality.percentage'. Did you mean 'percent'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_money_is_told_with_its_line_and_key(problems: Problems, more: str, told: str) -> None:
    assert problems(f"{HOUSE}{more}\n") == (f"line 7: {told}",)


def test_every_wrong_threshold_is_told_on_its_own_line(problems: Problems) -> None:
    told = problems(f"{HOUSE}materiality:\n  amount: half a million\n  percent: two\n")
    assert [one.split(" cannot")[0] for one in told] == [
        "line 8: materiality.amount: 'half a million'",
        "line 9: materiality.percent: 'two'",
    ]


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(path.stem for path in path_of("x", ROOT).parent.glob("*.yaml")))
def test_every_house_of_this_project_is_read(name: str) -> None:
    assert load(name, ROOT).ratings.levels
