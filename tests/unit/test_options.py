"""Options of a build: the flag before the environment, that before pyproject.toml, and that before the default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quarterbook.errors import UsageError
from quarterbook.options import FORMATS, KNOWN, build_options
from quarterbook.running.outcome import Options


@pytest.fixture(autouse=True)
def _no_options_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in KNOWN:
        monkeypatch.delenv(f"QUARTERBOOK_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = (tmp_path / "project").resolve()
    folder.mkdir()
    return folder


def settled(root: Path, **flags: Any) -> Options:
    none: dict[str, Any] = {"out": None, "formats": None, "jobs": None, "only": [], "force": False, "dry_run": False}
    return build_options(root, **(none | flags))


def refusal(root: Path, **flags: Any) -> str:
    with pytest.raises(UsageError) as caught:
        settled(root, **flags)
    return str(caught.value)


def project(root: Path, text: str) -> None:
    (root / "pyproject.toml").write_text(text, "utf-8")


def test_without_a_word_from_anyone_the_defaults_hold(root: Path) -> None:
    found = settled(root)
    assert found.out == root / "reports"
    assert found.formats == ("html", "pdf")
    assert found.jobs >= 1
    assert found.timeout == 600
    assert (found.only, found.dry_run) == ((), False)


def test_formats_are_the_flags_then_the_environments_then_the_projects(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(root, '[tool.quarterbook]\nformats = ["pdf"]\n')
    assert settled(root).formats == ("pdf",)
    monkeypatch.setenv("QUARTERBOOK_FORMATS", "html")
    assert settled(root).formats == ("html",)
    assert settled(root, formats="pdf,html").formats == ("pdf", "html")


def test_jobs_are_the_flags_then_the_environments_then_the_projects(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(root, "[tool.quarterbook]\njobs = 7\n")
    assert settled(root).jobs == 7
    monkeypatch.setenv("QUARTERBOOK_JOBS", "5")
    assert settled(root).jobs == 5
    assert settled(root, jobs=3).jobs == 3


def test_the_folder_is_the_flags_then_the_environments_then_the_projects(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(root, '[tool.quarterbook]\nout = "built"\n')
    assert settled(root).out == root / "built"
    monkeypatch.setenv("QUARTERBOOK_OUT", "from-outside")
    assert settled(root).out == root / "from-outside"
    assert settled(root, out="here").out == tmp_path.resolve() / "here"
    assert settled(root, out=str(tmp_path / "there")).out == tmp_path.resolve() / "there"


def test_the_time_limit_is_the_environments_then_the_projects(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(root, "[tool.quarterbook]\ntimeout = 60\n")
    assert settled(root).timeout == 60
    monkeypatch.setenv("QUARTERBOOK_TIMEOUT", "30")
    assert settled(root).timeout == 30


def test_a_variable_that_is_empty_says_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTERBOOK_JOBS", "")
    project(root, "[tool.quarterbook]\njobs = 7\n")
    assert settled(root).jobs == 7


def test_formats_are_named_once_and_keep_their_order(root: Path) -> None:
    assert settled(root, formats="pdf, html,pdf").formats == ("pdf", "html")


def test_reports_and_a_dry_run_are_the_flags_alone(root: Path) -> None:
    assert settled(root, only=["a", "b"], dry_run=True).only == ("a", "b")
    assert settled(root, only=["a", "b"], dry_run=True).dry_run is True


@pytest.mark.parametrize("formats", ["html,docs", "", "html,,pdf", "HTML"])
def test_a_format_that_there_is_not_is_told_with_who_asked_for_it(root: Path, formats: str) -> None:
    told = refusal(root, formats=formats)
    assert told.startswith("--formats: there is no format '")
    assert told.endswith(f"Formats: {', '.join(FORMATS)}.")


@pytest.mark.parametrize("jobs", [0, -1])
def test_jobs_below_one_are_refused(root: Path, jobs: int) -> None:
    assert refusal(root, jobs=jobs) == f"--jobs: a whole number from 1 was expected, not '{jobs}'."
    assert settled(root, jobs=1).jobs == 1


@pytest.mark.parametrize("jobs", ["two", "1.5", "²", "+1"])
def test_jobs_that_are_no_number_are_told_with_the_variable(
    root: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    monkeypatch.setenv("QUARTERBOOK_JOBS", jobs)
    assert refusal(root) == f"QUARTERBOOK_JOBS: a whole number from 1 was expected, not '{jobs}'."


def test_an_empty_folder_name_is_refused(root: Path) -> None:
    assert refusal(root, out="") == "--out: the name of a folder was expected."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.quarterbook]\njobs = true\n", "pyproject.toml, [tool.quarterbook] jobs: a whole"),
        (
            '[tool.quarterbook]\nformats = ["html", 3]\n',
            "pyproject.toml, [tool.quarterbook] formats: there is no",
        ),
        ("[tool.quarterbook]\njobz = 1\n", "[tool.quarterbook] has no option 'jobz'. Did you mean 'jobs'?"),
        ("[tool.quarterbook\n", "pyproject.toml cannot be read: "),
        ("[tool]\nquarterbook = 3\n", "[tool.quarterbook] must be a table of options."),
    ],
)
def test_what_pyproject_says_wrongly_is_told_with_its_name(root: Path, text: str, told: str) -> None:
    project(root, text)
    assert told in refusal(root)


def test_a_pyproject_that_is_not_utf8_is_told(root: Path) -> None:
    (root / "pyproject.toml").write_bytes("# Café".encode("cp1252"))
    assert "pyproject.toml cannot be read: " in refusal(root)


@pytest.mark.parametrize("text", ["", "tool = 3\n", "[tool.other]\njobs = 1\n", "[project]\nname = 'x'\n"])
def test_a_pyproject_without_our_table_says_nothing(root: Path, text: str) -> None:
    project(root, text)
    assert settled(root).formats == ("html", "pdf")


def test_a_cluster_is_the_flags_then_the_environments_then_the_projects(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settled(root).cluster == ""
    project(root, '[tool.quarterbook]\ncluster = "tls://one.example:8786"\n')
    assert settled(root).cluster == "tls://one.example:8786"
    monkeypatch.setenv("QUARTERBOOK_CLUSTER", "tcp://two.example:8786")
    assert settled(root).cluster == "tcp://two.example:8786"
    assert settled(root, cluster="local").cluster == "local"


@pytest.mark.parametrize("address", ["scheduler:8786", "http://scheduler:8786", "tcp://scheduler", "LOCAL"])
def test_what_is_no_cluster_is_refused(root: Path, address: str) -> None:
    expected = f"--cluster: '{address}' is no cluster. Write local, tcp://host:port or tls://host:port."
    assert refusal(root, cluster=address) == expected


def test_a_share_is_the_folder_of_reports_where_none_is_named(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settled(root, cluster="local", out="here").share == str(tmp_path.resolve() / "here")
    project(root, '[tool.quarterbook]\nshare = "shared"\n')
    assert settled(root, cluster="local").share == str(root / "shared")
    monkeypatch.setenv("QUARTERBOOK_SHARE", "s3://bucket/share")
    assert settled(root, cluster="local").share == "s3://bucket/share"
    assert settled(root, cluster="local", share="mine").share == str(tmp_path.resolve() / "mine")


def test_a_share_without_a_cluster_or_with_a_password_is_refused(root: Path) -> None:
    assert refusal(root, share="mine") == "--share is what the machines of a --cluster share; there is none here."
    told = refusal(root, cluster="local", share="sftp://ann:secret@host/share")
    assert "--share: a password stands in the address." in told
    assert "secret" not in told
