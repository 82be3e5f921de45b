"""The README is true: its commands, verbs, rules and tree are those of the project."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from projects import REPOSITORY, quarterbook
from quarterbook.checks.rules import RULES

README = (REPOSITORY / "README.md").read_text("utf-8")


def test_the_two_commands_are_those_that_ci_runs() -> None:
    ci = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    assert "pip install -c constraints.txt -e . && quarterbook build params/*.yaml" in README
    assert "-c constraints.txt -e '.[test]' && pytest" in README
    assert "-c constraints.txt -e '.[test]' && pytest" in ci


def test_every_verb_is_documented_and_helped() -> None:
    told = quarterbook("--help", cwd=REPOSITORY).stdout
    verbs = re.findall(r"│ (\w[\w-]*)  +\w", told[told.index("Commands") :])
    assert verbs == ["build", "check", "params", "pack", "new-report"]
    for verb in verbs:
        assert f"`quarterbook {verb} " in README
        assert quarterbook(verb, "--help", cwd=REPOSITORY).returncode == 0


@pytest.mark.parametrize("verb", ["build", "pack"])
def test_every_flag_is_documented(verb: str) -> None:
    told = quarterbook(verb, "--help", cwd=REPOSITORY, environment={"COLUMNS": "200"}).stdout
    flags = set(re.findall(r"--[a-z-]+", told)) - {"--help", "--quiet", "--verbose"}
    assert {"--out", "--explain", "--json"} <= flags
    assert [flag for flag in sorted(flags) if flag not in README] == []


def test_every_rule_is_listed_with_its_severity_and_sentence() -> None:
    rows = re.findall(r"^\| ([A-Z]\d\d) \| (\w+) \| (.+) \|$", README, re.MULTILINE)
    assert rows == [(rule.code, rule.severity, rule.finds) for rule in RULES.values()]


def test_every_code_in_the_package_has_a_rule() -> None:
    sources = [path.read_text("utf-8") for path in (REPOSITORY / "lib").rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r'(?:code=|RULES\[)"([A-Z]\d\d)"', source)}
    assert "A10" in codes
    assert codes <= set(RULES)


def test_the_tree_names_what_is_there() -> None:
    for name in re.findall(r"^      (\w+)/ ", README, re.MULTILINE):
        assert (REPOSITORY / "lib" / "quarterbook" / name).is_dir() or (REPOSITORY / "params" / name).is_dir(), name
    for path in (REPOSITORY / "lib" / "quarterbook").iterdir():
        if path.is_dir() and path.name != "__pycache__":
            assert f"      {path.name}/" in README, path


def test_python_m_and_jupyter_and_version_answer() -> None:
    assert re.fullmatch(r"quarterbook \d+\.\d+\.\d+\n", quarterbook("--version", cwd=REPOSITORY).stdout)
    assert (Path(sys.executable).parent / "jupyter-quarterbook").is_file()


def test_constraints_pin_every_version_and_name_no_index() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 50
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
