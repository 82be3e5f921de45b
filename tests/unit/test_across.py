"""The papers of a quarter against one another: one figure, one value, one definition."""

from __future__ import annotations

import pytest

from quarterbook.checks import across, disputes, f02_papers_differ
from quarterbook.checks.across import Stated

DAY, LATER = "2023-06-30", "2023-08-31"


def paper(day: str = DAY, area: str = "", notebook: str = "", **figures: tuple[object, str]) -> Stated:
    """A paper of figures, each a value and a definition; a `__` in a name is the dot of an id."""
    named = {name.replace("__", "."): one for name, one in figures.items()}
    values = {name: value for name, (value, _) in named.items()}
    definitions = {name: words for name, (_, words) in named.items()}
    return Stated(day, area, notebook, values, definitions)


def stating(day: str = DAY, area: str = "", notebook: str = "", **values: object) -> Stated:
    return paper(day, area, notebook, **{name: (value, name) for name, value in values.items()})


def messages(**papers: Stated) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in across(papers)]


def test_two_papers_that_differ_on_a_figure_are_told() -> None:
    (finding,) = f02_papers_differ({"plans": stating(x__total=12), "update": stating(x__total=13)})
    assert (finding.code, finding.severity, finding.source, finding.row) == ("F02", "error", None, None)
    assert finding.message == "x.total is 12 in plans and 13 in update."


def test_papers_that_agree_or_speak_of_other_figures_give_no_finding() -> None:
    assert f02_papers_differ({"plans": stating(x=12, y=1), "update": stating(x=12, z=2)}) == ()


def test_all_is_of_each_papers_own_so_it_may_differ() -> None:
    assert f02_papers_differ({"plans": stating(all__total=12), "update": stating(all__total=13)}) == ()
    assert len(f02_papers_differ({"plans": stating(allot__total=12), "update": stating(allot__total=13)})) == 1


def test_a_figure_without_a_value_differs_from_one_with() -> None:
    (finding,) = f02_papers_differ({"plans": stating(x=None), "update": stating(x=0)})
    assert finding.message == "x is n/a in plans and 0 in update."


def test_every_paper_that_gives_a_disputed_figure_is_named_with_its_value() -> None:
    papers = {"a": stating(), "b": stating(x=1), "c": stating(x=1), "d": stating(x=2)}
    assert [one.message for one in f02_papers_differ(papers)] == ["x is 1 in b, 2 in d and 1 in c."]


# Each paper by its notebook, day and council, with what it says of staff and of a reserve.
Given = tuple[str, str, str, int, int]


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        (("plans", DAY, "", 1, 1), ("budget", DAY, "", 1, 1), []),
        (("plans", DAY, "", 1, 1), ("budget", DAY, "", 2, 1), ["staff"]),
        (("plans", DAY, "", 1, 1), ("budget", LATER, "", 2, 1), []),
        (("plans", DAY, "", 1, 1), ("budget", LATER, "", 2, 2), ["reserve"]),
        # Two months of one paper: what is forecast of a reserve may have changed.
        (("budget", DAY, "", 1, 1), ("budget", LATER, "", 2, 2), []),
        (("budget", DAY, "", 1, 1), ("budget", DAY, "", 2, 2), ["reserve", "staff"]),
        (("plans", DAY, "Leeds", 1, 1), ("budget", LATER, "Hull", 2, 2), []),
        (("plans", DAY, "Leeds", 1, 1), ("budget", DAY, "Hull", 2, 2), []),
    ],
    ids=["agree", "one day", "two days", "a reserve", "a series", "one kind", "two councils", "of one day"],
)
def test_who_has_to_agree_on_what(one: Given, other: Given, ids: list[str]) -> None:
    assert sorted(disputes({"a": told(one), "b": told(other)})) == ids


def told(given: Given) -> Stated:
    notebook, day, area, staff, reserve = given
    return Stated(day, area, notebook, {"staff": staff, "reserve": reserve}, timeless={"reserve": reserve})


def test_of_a_series_the_latest_has_to_agree_with_other_papers() -> None:
    series = {"june": told(("budget", DAY, "", 1, 1)), "august": told(("budget", LATER, "", 1, 2))}
    assert disputes({**series, "plans": told(("plans", "2023-07-31", "", 1, 2))}) == {}
    other = disputes({**series, "plans": told(("plans", "2023-07-31", "", 1, 1))})
    assert other == {"reserve": {"august": 2, "plans": 1}}


def test_papers_of_two_days_may_differ_but_it_is_told() -> None:
    early, late = paper(x=(1, "X")), paper(LATER, x=(None, "X"))
    assert messages(a=early, b=late) == [("F03", "a (of 2023-06-30) and b (of 2023-08-31) differ: x is 1 and n/a.")]
    assert messages(a=early, b=paper(LATER, x=(1, "X"))) == []
    assert messages(a=early, b=paper(LATER, area="Leeds", x=(2, "X"))) == []


def test_of_many_figures_that_differ_the_first_are_named() -> None:
    ids = ("e", "d", "c", "b", "a")
    early, late = stating(**dict.fromkeys(ids, 1)), stating(LATER, **dict.fromkeys(ids, 2))
    named = "a is 1 and 2; b is 1 and 2; c is 1 and 2"
    assert messages(one=early, other=late) == [
        ("F03", f"one (of 2023-06-30) and other (of 2023-08-31) differ: {named}; so are 2 more.")
    ]
    ((_, said),) = messages(one=early, other=stating(LATER, **dict.fromkeys("abcd", 2)))
    assert said.endswith(f"{named}; so is 1 more.")


def test_a_figure_is_defined_once() -> None:
    one, other, last = (paper(x=(1, words)) for words in ("Savings", "Savings to deliver", "Savings identified"))
    assert messages(a=one, b=other, c=one) == [("F04", "x is 'Savings' in a, c and 'Savings to deliver' in b.")]
    assert messages(a=one, b=other, c=last) == [
        ("F04", "x is 'Savings' in a, 'Savings to deliver' in b and 'Savings identified' in c.")
    ]


def test_two_ids_do_not_share_a_definition() -> None:
    first, second = paper(x=(1, "Savings"), y=(1, "Savings")), paper(y=(1, "Savings"))
    assert messages(a=first, b=second) == [("F05", "x (a) and y (a, b) are both defined as 'Savings'.")]
    assert messages(a=first, b=paper(z=(1, "Savings"))) == [
        ("F05", "x (a), y (a) and z (b) are all defined as 'Savings'.")
    ]


def test_what_is_a_papers_own_is_let_be() -> None:
    one, other = paper(all__total=(1, "Rows")), paper(LATER, all__total=(2, "Lines"), all__rows=(1, "Rows"))
    assert messages(a=one, b=other) == []
    assert messages() == messages(a=one) == []
