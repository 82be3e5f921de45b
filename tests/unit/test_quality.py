"""The data-quality section: findings counted as figures with their rows, led by a sentence, and listed."""

from __future__ import annotations

import pytest

from frames import AS_AT, COMPUTED, SOURCE, by_id, published, rated, rows_of
from quarterbook import checks
from quarterbook.document import quality
from quarterbook.document.paper import Paper
from quarterbook.findings import Finding, Severity


def finding(severity: Severity = "warning", row: int | None = 2, source: str | None = SOURCE) -> Finding:
    return Finding(code="A18", severity=severity, message="Words.", source=source, row=row, column="commentary")


def told(*findings: Finding) -> str:
    paper = Paper()
    paper.add(quality.figures(findings))
    return "".join(run.text for run in paper.runs(quality.sentence(findings)))


# --- figures -------------------------------------------------------------------------------------


def test_findings_are_counted_by_severity_zeros_included() -> None:
    made = by_id(quality.figures([finding(), finding("note"), finding()]))
    assert {name: (figure.value, figure.exact, figure.display) for name, figure in made.items()} == {
        "all.finding-error.count": (0, "0", "0"),
        "all.finding-warning.count": (2, "2", "2"),
        "all.finding-note.count": (1, "1", "1"),
    }


def test_a_thousand_findings_are_set_as_other_counts_are() -> None:
    made = by_id(quality.figures([finding()] * 1234))
    assert made["all.finding-warning.count"].display == "1,234"


def test_a_count_of_findings_names_their_rows_and_all_rows_that_the_checks_read() -> None:
    frame, papers = rated(commentary=["Words.", None, None]), published(id=["x"], published=["7"])
    findings = (*checks.f01_published_differs(papers, {}), *checks.actions(frame, AS_AT, COMPUTED))
    made = by_id(quality.figures(findings, frame, papers))
    warnings = made["all.finding-warning.count"]
    assert warnings.value == 3
    assert rows_of(warnings.rows) == {(SOURCE, 3), (SOURCE, 4), ("data/exampleshire/published.csv", 2)}
    everything = {(SOURCE, 2), (SOURCE, 3), (SOURCE, 4), ("data/exampleshire/published.csv", 2)}
    assert all(rows_of(figure.of) == everything for figure in made.values())
    assert made["all.finding-note.count"].rows == ()


def test_a_row_with_two_findings_is_one_row() -> None:
    made = by_id(quality.figures([finding(), finding()], rated()))
    assert (made["all.finding-warning.count"].value, rows_of(made["all.finding-warning.count"].rows)) == (
        2,
        {(SOURCE, 2)},
    )


def test_a_finding_without_a_row_is_counted_and_names_none() -> None:
    made = by_id(quality.figures([finding("error", row=None, source=None)], rated()))
    assert (made["all.finding-error.count"].value, made["all.finding-error.count"].rows) == (1, ())


# --- the sentence --------------------------------------------------------------------------------


def test_no_findings_are_told_without_a_number() -> None:
    assert told() == "The checks found nothing to report in the data."


def test_one_finding_is_told_in_the_singular() -> None:
    assert told(finding()) == ("The checks found 1 warning in the data. Nothing has been corrected; it is listed here.")


def test_findings_of_every_severity_are_told_the_gravest_first() -> None:
    assert told(finding("note"), finding("note"), finding("error"), finding(), finding()) == (
        "The checks found 1 error, 2 warnings and 2 notes in the data. Nothing has been corrected; each is listed here."
    )


# --- the table -----------------------------------------------------------------------------------


def test_the_gravest_findings_stand_first_and_others_keep_their_order() -> None:
    (table,) = quality.tables([finding("note", 2), finding("warning", 3), finding("note", 4), finding("error", 5)])
    assert [row[1][0].text for row in table.rows] == ["error", "warning", "note", "note"]
    assert [row[2][0].text.split(", ")[1] for row in table.rows] == ["row 5", "row 3", "row 2", "row 4"]


def test_no_findings_make_no_table() -> None:
    assert quality.tables([]) == []


@pytest.mark.parametrize(
    ("one", "where"),
    [
        (finding(), "actions.csv, row 2, commentary"),
        (finding(row=None), "actions.csv, commentary"),
        (finding(row=None, source=None), "commentary"),
        (finding(source="data/x.xlsx#Actions"), "x.xlsx#Actions, row 2, commentary"),
        (Finding(code="F02", severity="error", message="Words."), ""),
    ],
)
def test_a_finding_says_where_it_is(one: Finding, where: str) -> None:
    (table,) = quality.tables([one])
    (row,) = table.rows
    assert ["".join(run.text for run in cell) for cell in row] == [one.code, one.severity, where, "Words."]


def test_findings_are_listed_in_the_order_given() -> None:
    (table,) = quality.tables([finding(row=9), finding(row=3)])
    assert [row[2][0].text for row in table.rows] == [
        "actions.csv, row 9, commentary",
        "actions.csv, row 3, commentary",
    ]
    assert table.row_header


def test_a_message_is_text_whatever_it_quotes() -> None:
    hostile = "*{x}* <b>1</b>"
    (table,) = quality.tables([finding().model_copy(update={"message": hostile})])
    assert table.rows[0][3][0].text == hostile


def test_many_findings_of_a_rule_are_one_line_with_their_rows_where_that_is_asked_for() -> None:
    error = Finding(code="A01", severity="error", message="First.", source=SOURCE, row=1)
    (table,) = quality.tables([*(finding(row=row) for row in (4, 2, 3, 9)), error], most_alike=3)
    first, second = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
    assert first == ["A01", "error", "actions.csv, row 1", "First."]
    told = "A red, amber or purple action has no commentary. This is so in 4 rows: 2–4, 9."
    assert second == ["A18", "warning", "actions.csv, commentary", told]


def test_as_many_findings_of_a_rule_as_may_be_are_listed_one_by_one() -> None:
    (table,) = quality.tables([finding(row=row) for row in (2, 3, 4)], most_alike=3)
    assert len(table.rows) == 3
    (table,) = quality.tables([finding(row=row) for row in (2, 3, 4)], most_alike=2)
    assert len(table.rows) == 1


def test_findings_in_other_columns_or_files_or_without_a_row_are_not_put_together() -> None:
    elsewhere = finding().model_copy(update={"column": "title"})
    (table,) = quality.tables([finding(), finding(source="data/x/b.csv"), elsewhere], most_alike=1)
    assert len(table.rows) == 3
    (table,) = quality.tables([finding(row=None), finding(), finding()], most_alike=1)
    assert len(table.rows) == 3


def test_only_findings_have_a_page_on_its_side() -> None:
    assert quality.heading([finding()]).landscape
    assert quality.heading([finding()]).appendix
    assert not quality.heading([]).landscape
    assert not quality.heading([]).appendix
