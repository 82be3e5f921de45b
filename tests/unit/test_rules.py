"""The list of rules is whole: a function a rule, a rule a function, each told in a sentence."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from quarterbook import checks
from quarterbook.analysis.movement import MOVEMENTS
from quarterbook.checks.rules import RULES
from quarterbook.findings import SEVERITIES
from quarterbook.params.house_file import RESERVED
from quarterbook.registers import REGISTERS
from quarterbook.registers.actions import STAGES

# What stops a register: unreadable, blank, repeated.
STOPPING = {f"{register.codes}{ending}" for register in REGISTERS.values() for ending in "123"}
# A paper that is not there as it was built is found where packs are composed.
FOUND_ELSEWHERE = {"G01"}
# The rules of actions, their themes and of publishing as they were set out, by severity.
SET_OUT = {
    "error": {"F02"},
    "warning": {*("A10", "A11", "A12", "A13", "A14", "A15", "A17", "A18", "A19"), *("A22", "F01", "F03", "F04", "F05")},
    "note": {"A16", "A20", "A21", "A23"},
}


def functions(module: ModuleType) -> dict[str, object]:
    """The module's rules by code, which their names begin with."""
    named = inspect.getmembers(module, inspect.isfunction)
    return {name[:3].upper(): made for name, made in named if re.match(r"[a-z]\d\d_", name)}


# By name, as the package offers functions that are called as their modules are.
MODULES = [import_module(f"quarterbook.checks.{module.name}") for module in iter_modules(checks.__path__)]
FUNCTIONS = {code: made for module in MODULES for code, made in functions(module).items()}


def test_the_list_is_the_designs_with_its_severities() -> None:
    listed = {
        severity: {code for code, rule in RULES.items() if code[0] in "AF" and rule.severity == severity} - STOPPING
        for severity in SEVERITIES
    }
    assert listed == SET_OUT
    assert {RULES[code].severity for code in STOPPING} == {"error"}


def test_every_rule_has_a_function_and_every_function_a_rule() -> None:
    assert set(FUNCTIONS) == {code for code in RULES if code[0] != "D"} - STOPPING - FOUND_ELSEWHERE


def test_each_register_has_three_rules_of_its_own_for_what_stops_it() -> None:
    assert len(STOPPING) == 3 * len(REGISTERS)
    assert set(RULES) >= STOPPING


def test_no_rating_may_be_named_as_a_stage_or_a_movement() -> None:
    assert {*STAGES, *MOVEMENTS} < RESERVED


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_is_told_in_a_sentence(code: str) -> None:
    rule = RULES[code]
    assert rule.code == code
    assert re.fullmatch(r"[A-Z][^.]*\.", rule.finds)
    assert sum(other.finds == rule.finds for other in RULES.values()) == 1


@pytest.mark.parametrize("code", sorted(FUNCTIONS))
def test_every_function_says_what_it_finds(code: str) -> None:
    assert inspect.getdoc(FUNCTIONS[code])


# Those of G are run on a meeting.
@pytest.mark.parametrize("code", sorted(code for code in FUNCTIONS if code[0] != "G"))
def test_every_function_is_run_on_a_paper(code: str) -> None:
    """With others, in a function that the package offers, or under its own name."""
    name = FUNCTIONS[code].__name__
    together = "".join(inspect.getsource(getattr(checks, register)) for register in checks.__all__)
    assert name in checks.__all__ or f"{name}(" in together


def test_what_the_package_offers_is_there() -> None:
    assert all(callable(getattr(checks, name)) for name in checks.__all__)
