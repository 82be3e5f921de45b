"""Every rule's code, severity and sentence, in one list: the README prints it, tests hold it to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quarterbook.checks.findings import Finding, Severity


@dataclass(frozen=True)
class Rule:
    """A rule: what it finds, and how grave that is. An error stops the report."""

    code: str
    severity: Severity
    finds: str

    def finding(self, message: str, source: str | None = None) -> Finding:
        """A finding of the rule on no row in particular."""
        return Finding(code=self.code, severity=self.severity, message=message, source=source)

    def on(self, row: Any, column: str, message: str) -> Finding:
        """A finding on a row of a register (as `itertuples` gives it)."""
        return Finding(
            code=self.code,
            severity=self.severity,
            message=message,
            source=row.source,
            row=int(row.Index),
            column=column,
        )


_ALL = (
    Rule("A01", "error", "A cell, or the header, cannot be read."),
    Rule("A02", "error", "A required value is blank."),
    Rule("A03", "error", "A reference stands twice."),
    Rule("A10", "warning", "The status is missing where the rating scheme needs it."),
    Rule("A11", "warning", "The stage is completed but the percentage is below 100."),
    Rule("A12", "warning", "The percentage is 100 but the stage is not completed."),
    Rule("A13", "warning", "The due date is before the start date."),
    Rule("A14", "warning", "The completed date is after the day of the report."),
    Rule("A15", "warning", "The action was completed after its due date."),
    Rule("A16", "note", "A run of references has a gap."),
    Rule("A17", "warning", "The reported rating differs from the computed one."),
    Rule("A18", "warning", "A red, amber or purple action has no commentary."),
    Rule("A19", "warning", "The commentary cites a percentage that is not the row's."),
    Rule("A20", "note", "The due date has moved since last quarter."),
    Rule("A21", "note", "The percentage is far behind the time elapsed."),
    Rule("C01", "error", "A cell of the clinics, or their header, cannot be read."),
    Rule("C02", "error", "A required value of a clinic is blank."),
    Rule("C03", "error", "A clinic stands twice with one decision."),
    Rule("C10", "warning", "A clinic names an indicator that is not in the register."),
    Rule("C11", "warning", "A clinic was held, but no date is given."),
    Rule("C12", "warning", "A clinic was held outside the year that the paper names."),
    Rule("C13", "note", "A clinic was held after the day of the report."),
    Rule("C14", "warning", "A suggested clinic was declined without a reason."),
    Rule("C15", "note", "Nothing is said of what came of a clinic."),
    Rule("D01", "warning", "An image has no alternative text."),
    Rule("D02", "warning", "A character that no font has was replaced in the PDF."),
    Rule("D03", "error", "One figure id has two values in a paper."),
    Rule("F01", "warning", "A published figure differs from the computed one."),
    Rule("F02", "error", "Two papers of a quarter give one figure two values."),
    Rule("F03", "warning", "Papers of different days give one figure two values."),
    Rule("F04", "warning", "Papers of a quarter define one figure in two ways."),
    Rule("F05", "warning", "Two figures of a quarter have one definition."),
    Rule("F11", "error", "A cell of the published figures, or their header, cannot be read."),
    Rule("F12", "error", "A required value of the published figures is blank."),
    Rule("F13", "error", "A published figure stands twice."),
    Rule("I01", "error", "A cell of the indicators, or their header, cannot be read."),
    Rule("I02", "error", "A required value of an indicator is blank."),
    Rule("I03", "error", "An indicator stands twice."),
    Rule("I11", "error", "A cell of the outturns, or their header, cannot be read."),
    Rule("I12", "error", "A required value of an outturn is blank."),
    Rule("I13", "error", "An indicator has two outturns for one period."),
    Rule("I20", "warning", "An outturn's indicator is not in the register; it is left out."),
    Rule("I21", "note", "An indicator has no outturn."),
    Rule("I22", "warning", "There is a target for a period, but no outturn."),
    Rule("I23", "note", "The latest outturn of an indicator has no target."),
    Rule("I24", "warning", "A nought stands among values far from it: it may mean that nothing is known."),
    Rule("I25", "warning", "A percentage looks like a fraction of one hundred."),
    Rule("I26", "warning", "A value has a % sign, but its indicator another unit."),
    Rule("I27", "note", "Periods do not stand in the order of time."),
    Rule("I28", "note", "A period is missing in the middle of a series."),
    Rule("I29", "warning", "The reported quartile differs from that in the comparison group."),
    Rule("I30", "warning", "The reported status differs from the computed one."),
    Rule("I31", "warning", "A past value or target has been restated, or is gone."),
    Rule("I32", "warning", "The title, definition, unit or polarity of an indicator has changed between files."),
    Rule("I33", "warning", "An indicator is to be within a band, but no tolerance says how wide."),
    Rule("I34", "note", "The latest outturn is provisional."),
    Rule("I35", "warning", "A period of several years may be a slip, or a month."),
    Rule("I36", "note", "Outturns of periods after the quarter reported are left out."),
    Rule("I37", "note", "The latest outturn is two years or more older than the quarter reported."),
    Rule("I38", "note", "A reported status is in words that the house file does not map."),
    Rule("K01", "error", "A cell of the capital financing, or its header, cannot be read."),
    Rule("K02", "error", "A required value of the capital financing is blank."),
    Rule("K03", "error", "A source of capital financing stands twice with one title."),
    Rule("K10", "note", "More is achieved of a source than is planned."),
    Rule("K11", "warning", "An amount of the financing is negative."),
    Rule("K12", "warning", "The financing does not add up."),
    Rule("K13", "warning", "An amount of a source is far above others: pounds and thousands may be mixed."),
    Rule("K14", "warning", "A source lacks the forecast or the amount achieved that others have."),
    Rule("Q01", "error", "A cell of the questions, or their header, cannot be read."),
    Rule("Q02", "error", "A required value of a question is blank."),
    Rule("Q03", "error", "A question's number stands twice."),
    Rule("Q10", "warning", "A question is answered, but no answer is given."),
    Rule("Q11", "note", "An answer is given, but the question is still open."),
    Rule("Q12", "warning", "A question is a point of one that is not there."),
    Rule("R01", "error", "A cell of the revenue monitoring, or its header, cannot be read."),
    Rule("R02", "error", "A required value of a service is blank."),
    Rule("R03", "error", "A service stands twice in one period."),
    Rule("R11", "error", "A cell of the reserves, or their header, cannot be read."),
    Rule("R12", "error", "A required value of a reserve is blank."),
    Rule("R13", "error", "A reserve stands twice in one year."),
    Rule("R20", "warning", "The services do not add up."),
    Rule("R21", "warning", "An amount of a service is far above others: pounds and thousands may be mixed."),
    Rule("R22", "warning", "The budgets of a file are so small or so large that they may be in another unit."),
    Rule("R23", "note", "A directorate has a budget, but no saving."),
    Rule("R24", "note", "A budget has changed since the file before."),
    Rule("R25", "note", "A service is new, or gone, since the file before."),
    Rule("R26", "note", "Rows of another period are left out."),
    Rule("R27", "warning", "More is spent already than is forecast for the year."),
    Rule("R28", "warning", "A service lacks its budget, its forecast, or the spending that others have."),
    Rule("R29", "warning", "The monitoring is of another period than the day of the report."),
    Rule("R30", "warning", "A reserve's opening, movement and closing do not add up."),
    Rule("R31", "warning", "A reserve opens with another sum than the year before closed with."),
    Rule("R32", "warning", "A reserve would be overdrawn."),
    Rule("R33", "warning", "A movement is called actual in a year that is not over, or forecast in one that is."),
    Rule("R34", "warning", "A reserve has no opening balance."),
    Rule("R35", "warning", "A year is missing between two of a reserve."),
    Rule("R40", "warning", "A service equals the sum of others: it may be a total that is not declared."),
    Rule("S01", "error", "A cell of the savings, or their header, cannot be read."),
    Rule("S02", "error", "A required value of a saving is blank."),
    Rule("S03", "error", "A saving stands twice."),
    Rule("S10", "warning", "A saving that is to be delivered has no rating."),
    Rule("S11", "warning", "A saving is rated achieved, but less than its target is delivered."),
    Rule("S12", "warning", "A saving is negative."),
    Rule("S13", "note", "A saving is delivered in full, but not rated achieved."),
    Rule("S14", "warning", "The forecast of a saving does not fit its rating."),
    Rule("S15", "note", "A saving was redirected, but nothing says to what."),
    Rule("S16", "warning", "The savings do not add up."),
    Rule("S17", "warning", "A saving's directorate is not in the revenue monitoring."),
    Rule("S18", "warning", "An amount of a saving is far above others: pounds and thousands may be mixed."),
    Rule("S19", "warning", "The savings of a file are so small or so large that they may be in another unit."),
    Rule("S20", "note", "A saving's target has changed since the file before."),
    Rule("S21", "warning", "A saving is gone since the file before, and was not achieved or redirected."),
    Rule("S22", "warning", "A saving lacks the forecast or the amount delivered that others have."),
    Rule("S23", "warning", "A saving equals the sum of others: it may be a total that is not declared."),
    Rule("S24", "warning", "A saving names what it was redirected to, but is not marked as redirected."),
    Rule("S25", "warning", "Less of a saving is delivered than in the file before."),
)
RULES = {rule.code: rule for rule in _ALL}
