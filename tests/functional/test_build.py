"""The main job: quarter files in, reports out, through the real command line."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from projects import REPOSITORY, SampleReport, copied, quarterbook, sample_reports
from quarterbook.params import quarter_file
from quarterbook.params.flat import flat, register_of

REPORTS = sample_reports()
# What the council published of these stands in tests/unit/*_figures.csv.
PUBLISHED = {
    "rochdale-2020-21-q4": "directorate-plans",
    "rochdale-2023-24-q1": "directorate-plans",
    "bracknell-forest-2020-21-q3": "value-for-money",
    "rotherham-2007-08-q1": "performance-clinics",
    "tameside-2023-24-q2": "midyear-budget",
}
MANY = (
    "actions|warnings|notes|reports|clinics|indicators|periods|points|days|areas|savings|directorates|services|months|"
    "questions|reserves|meetings|reviews|responses|recommendations|items|papers|projects|roles|themes|objectives|sections"
)


def loaded(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.paper)
def test_a_report_holds_the_files_of_the_contract(built: Path, report: SampleReport) -> None:
    slug = report.slug
    names = {path.name for path in (built / "reports" / report.quarter / slug).iterdir()}
    expected = {f"{slug}.ipynb", f"{slug}.html", f"{slug}.pdf"}
    assert names == expected | {"figures.json", "findings.json", "manifest.json", "run.json"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (REPOSITORY / "tests" / "unit" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures_of(built: Path, quarter: str) -> dict[str, dict[str, object]]:
    folder = built / "reports" / quarter / PUBLISHED[quarter]
    return {one["id"]: one for one in loaded(folder / "figures.json")["figures"]}


def test_the_published_figures_stand_in_figures_json(built: Path) -> None:
    rows = [row for name in ("published_figures.csv", "clinic_figures.csv") for row in rows_of(name)]
    papers = {row["paper"]: figures_of(built, row["paper"]) for row in rows}
    assert set(papers) == set(PUBLISHED) - {"tameside-2023-24-q2"}
    for row in rows:
        value = row["value"] if row["value"].isalpha() else float(row["value"])
        assert papers[row["paper"]][row["id"]]["value"] == value, row


def test_the_figures_of_the_budget_stand_in_figures_json_as_the_paper_shows_them(built: Path) -> None:
    figures, rows = figures_of(built, "tameside-2023-24-q2"), rows_of("budget_figures.csv")
    assert len(rows) > 50
    assert {row["id"]: figures[row["id"]]["display"] for row in rows} == {row["id"]: row["display"] for row in rows}


def test_every_rating_and_stage_is_there_with_0(built: Path) -> None:
    folder = built / "reports" / "rochdale-2023-24-q1" / "directorate-plans"
    figures = {one["id"]: one for one in loaded(folder / "figures.json")["figures"]}
    for key in ("red", "amber", "green", "purple", "unrated", "not-started", "paused", "withdrawn", "carried-forward"):
        for place in ("corporate-services", "neighbourhoods-corporate-support", "all"):
            assert f"{place}.{key}.count" in figures
            assert f"{place}.{key}.percent" in figures
    assert figures["all.red.count"]["value"] == 0


def test_a_figure_carries_its_rows_definition_and_cell(built: Path) -> None:
    folder = built / "reports" / "rochdale-2023-24-q1" / "directorate-plans"
    told = loaded(folder / "figures.json")
    assert {name: told[name] for name in ("schema", "report", "quarter")} == {
        "schema": "quarterbook/figures/1",
        "report": "directorate-plans",
        "quarter": "2023-24 Q1",
    }
    figure = next(one for one in told["figures"] if one["id"] == "corporate-services.purple.percent")
    source = built / "data" / "rochdale" / "actions-2023-24-q1.csv"
    assert (figure["value"], figure["exact"], figure["unit"], figure["display"]) == (92, "91.66666667", "%", "92%")
    assert figure["cell"] == "figures"
    assert figure["from"] == ["corporate-services.purple.count", "corporate-services.total"]
    (rows,) = figure["rows"]
    assert rows["source"] == "data/rochdale/actions-2023-24-q1.csv"
    assert rows["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    with source.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    purple = [
        number
        for number, record in enumerate(records, start=2)
        if record["Directorate"] == "Corporate Services" and record["RAG"] == "Purple"
    ]
    assert rows["rows"] == purple
    assert figure["of"][0]["rows"] == list(range(2, len(records) + 2))


def test_findings_name_the_slips_of_the_published_papers(built: Path) -> None:
    rochdale = loaded(built / "reports/rochdale-2023-24-q1/directorate-plans/findings.json")
    assert [one["code"] for one in rochdale].count("F01") == 1
    assert "93" in next(one["message"] for one in rochdale if one["code"] == "F01")
    bracknell = loaded(built / "reports/bracknell-forest-2020-21-q3/value-for-money/findings.json")
    told = {(one["code"], one["row"]): one["message"] for one in bracknell}
    assert "1.03.01" in told["A10", 22]
    assert "1.03.03" in told["A10", 24]
    assert "1.02.09" in told["A16", 16]
    assert set(bracknell[0]) == {"code", "severity", "message", "source", "row", "column"}


def test_the_manifest_names_inputs_and_outputs_by_hash_and_nothing_of_this_machine(built: Path) -> None:
    for report in REPORTS:
        folder = built / "reports" / report.quarter / report.slug
        given = flat(quarter_file.load(built / report.file, built), report.slug)
        manifest = loaded(folder / "manifest.json")
        for output in manifest["outputs"]:
            assert hashlib.sha256((folder / output["path"]).read_bytes()).hexdigest() == output["sha256"]
        for one in manifest["inputs"]:
            kept = built / "reports" / ".store" / one["sha256"]
            assert kept.read_bytes() == (built / one["path"]).read_bytes()
        roles = {one["role"] for one in manifest["inputs"]}
        sources = {name for name, value in given.items() if register_of(name) and value is not None}
        assert sources
        assert {"house", "notebook", "quarter_file", *sources} <= roles
        assert str(built) not in (folder / "manifest.json").read_text("utf-8")
        assert not re.search(r"\d\d:\d\d:\d\d", (folder / "manifest.json").read_text("utf-8"))


def test_index_pages_link_to_every_report_that_is_for_publication(built: Path) -> None:
    top = (built / "reports" / "index.html").read_text("utf-8")
    for report in REPORTS:
        for suffix in ("html", "pdf"):
            assert (f'href="{report.paper}.{suffix}"' in top) != report.withheld
        page = (built / "reports" / report.quarter / "index.html").read_text("utf-8")
        assert (f'href="{report.slug}/{report.slug}.html"' in page) != report.withheld


def test_index_pages_tell_of_the_exempt_sample_its_public_title_alone(built: Path) -> None:
    reports = built / "reports"
    quarter = reports / "tameside-2023-24-q2"
    assert "Tallow" in (quarter / "land-disposal" / "land-disposal.html").read_text("utf-8")
    for page in (reports / "index.html", quarter / "index.html"):
        words = page.read_text("utf-8")
        assert words.count("Disposal of Land") == words.count("Exempt: not for publication") == 1
        assert not re.search(r"Tallow|Bidder|2,?437,?500|land-disposal", words)
    assert not re.search(r"offers\.|Tallow|land-disposal", (quarter / "findings.json").read_text("utf-8"))


def test_progress_is_plain_lines_on_standard_error_and_the_summary_on_standard_output(built: Path) -> None:
    progress = (built / "stderr.txt").read_text("utf-8").splitlines()
    assert sorted(progress) == sorted(f"{report.quarter}/{report.slug}: built" for report in REPORTS)
    summary = (built / "stdout.txt").read_text("utf-8")
    assert f"{len(REPORTS)} reports built. Open reports/index.html." in summary
    assert "1 warning, 5 notes -> reports/rochdale-2023-24-q1/directorate-plans" in summary


def test_no_sentence_of_a_paper_has_a_wrong_plural(built: Path) -> None:
    for path in (built / "reports").rglob("*.html"):
        words = re.sub(r"<[^>]+>", "", path.read_text("utf-8"))
        assert not re.search(rf"\b1 ({MANY})\b|\bactions is\b|\b0% \(0\)", words), path


def test_without_a_quarter_before_no_movement_is_claimed(built: Path) -> None:
    words = (built / "reports/bracknell-forest-2020-21-q3/value-for-money/value-for-money.html").read_text("utf-8")
    assert "movement is not shown" in words
    assert "New in the plan" not in words


def test_json_tells_each_report_and_its_findings(tmp_path: Path) -> None:
    project = copied(tmp_path)
    done = quarterbook("check", "params/rochdale-2023-24-q1.yaml", "--json", cwd=project)
    report = next(one for one in json.loads(done.stdout)["reports"] if one["report"] == "directorate-plans")
    assert (report["quarter"], report["report"], report["status"]) == (
        "rochdale-2023-24-q1",
        "directorate-plans",
        "ready",
    )
    assert {one["code"] for one in report["findings"]} == {"A20", "A21", "F01"}


def test_a_dry_run_builds_nothing(tmp_path: Path) -> None:
    project = copied(tmp_path)
    done = quarterbook(
        "build", "params/rochdale-2023-24-q1.yaml", "--only", "directorate-plans", "--dry-run", cwd=project
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 report ready to build.")
    assert not (project / "reports").exists()
