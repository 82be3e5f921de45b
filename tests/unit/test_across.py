"""The papers of a quarter against one another: one figure, one value, one definition."""

from __future__ import annotations

from quarterbook.checks import across, f02_papers_differ
from quarterbook.checks.across import Stated


def paper(day: str = "2023-06-30", area: str = "", **figures: tuple[object, str]) -> Stated:
    """A paper of figures, each a value and a definition; a `__` in a name is the dot of an id."""
    named = {name.replace("__", "."): one for name, one in figures.items()}
    values = {name: value for name, (value, _) in named.items()}
    return Stated(day, area, values, {name: words for name, (_, words) in named.items()})


def messages(**papers: Stated) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in across(papers)]


def test_two_papers_that_differ_on_a_figure_are_told() -> None:
    (finding,) = f02_papers_differ({"plans": {"x.total": 12}, "update": {"x.total": 13}})
    assert (finding.code, finding.severity, finding.source, finding.row) == ("F02", "error", None, None)
    assert finding.message == "x.total is 12 in plans and 13 in update."


def test_papers_that_agree_or_speak_of_other_figures_give_no_finding() -> None:
    assert f02_papers_differ({"plans": {"x.total": 12, "y.total": 1}, "update": {"x.total": 12, "z.total": 2}}) == ()


def test_all_is_of_each_papers_own_so_it_may_differ() -> None:
    assert f02_papers_differ({"plans": {"all.total": 12}, "update": {"all.total": 13}}) == ()
    assert len(f02_papers_differ({"plans": {"allotments.total": 12}, "update": {"allotments.total": 13}})) == 1


def test_a_figure_without_a_value_differs_from_one_with() -> None:
    (finding,) = f02_papers_differ({"plans": {"x.percent": None}, "update": {"x.percent": 0}})
    assert finding.message == "x.percent is n/a in plans and 0 in update."


def test_every_paper_that_gives_a_disputed_figure_is_named_with_its_value() -> None:
    papers = {"a": {}, "b": {"x": 1}, "c": {"x": 1}, "d": {"x": 2}}
    assert [one.message for one in f02_papers_differ(papers)] == ["x is 1 in b, 1 in c and 2 in d."]


def test_papers_of_two_days_may_differ_but_it_is_told() -> None:
    early, late = paper(x=(1, "X")), paper("2023-08-31", x=(None, "X"))
    assert messages(a=early, b=late) == [("F03", "a (of 2023-06-30) and b (of 2023-08-31) differ: x is 1 and n/a.")]
    assert messages(a=early, b=paper("2023-08-31", x=(1, "X"))) == []
    assert messages(a=early, b=paper("2023-08-31", area="Leeds", x=(2, "X"))) == []


def test_of_many_figures_that_differ_the_first_are_named() -> None:
    ids = ("e", "d", "c", "b", "a")
    early = paper(**{name: (1, name.upper()) for name in ids})
    late = {name: (2, name.upper()) for name in ids}
    named = "a is 1 and 2; b is 1 and 2; c is 1 and 2"
    ((_, told),) = messages(one=early, other=paper("2023-08-31", **late))
    assert told == f"one (of 2023-06-30) and other (of 2023-08-31) differ: {named}; so are 2 more."
    ((_, told),) = messages(one=early, other=paper("2023-08-31", **{name: late[name] for name in "abcd"}))
    assert told.endswith(f"{named}; so is 1 more.")


def test_a_figure_is_defined_once() -> None:
    told = messages(a=paper(x=(1, "Savings")), b=paper(x=(1, "Savings to deliver")), c=paper(x=(1, "Savings")))
    assert told == [("F04", "x is 'Savings' in a, c and 'Savings to deliver' in b.")]


def test_two_ids_do_not_share_a_definition() -> None:
    told = messages(a=paper(x=(1, "Savings"), y=(1, "Savings")), b=paper(y=(1, "Savings")))
    assert told == [("F05", "x (a) and y (a, b) are both defined as 'Savings'.")]


def test_what_is_a_papers_own_is_let_be() -> None:
    one, other = paper(all__total=(1, "Rows")), paper("2023-08-31", all__total=(2, "Lines"), all__rows=(1, "Rows"))
    assert messages(a=one, b=other) == []
    assert messages() == messages(a=one) == []
