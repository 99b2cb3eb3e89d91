"""Tests of plan, run and check are found where the module is, under its name."""

from __future__ import annotations

from pathlib import Path

import pytest

import narrate

PACKAGE, TESTS = Path(narrate.__file__).parent, Path(__file__).parent
MODULES = sorted(
    path.relative_to(PACKAGE)
    for room in ("plan", "run", "check")
    for path in (PACKAGE / room).rglob("*.py")
    if path.name != "__init__.py"
)


@pytest.mark.parametrize("module", MODULES, ids=Path.as_posix)
def test_a_module_has_tests_of_its_own_name(module: Path) -> None:
    tests = TESTS / module.parent / f"test_{module.name}"
    assert tests.is_file(), f"write {tests.relative_to(TESTS.parent)}"
    assert "\ndef test_" in (text := tests.read_text("utf-8")) or "\nasync def test_" in text
