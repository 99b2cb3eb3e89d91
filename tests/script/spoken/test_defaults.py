from __future__ import annotations

from narrate.readings import RULE_NAMES
from narrate.script.spoken.defaults import rules_for_engine
from tests.script.texts import chapter_of, script_of

TEXT = "Dr. Smith paid $5 in 1894, in Chapter XIV."


def spoken(engine: str) -> str:
    return script_of(chapter_of(TEXT), engine=engine).chapters[0].chunks[0].spoken


def test_engines_that_read_well_get_the_text_unread_by_default() -> None:
    assert spoken("waves") == spoken("openai") == TEXT
    words = "Doctor Smith paid five dollars in eighteen ninety-four, in Chapter fourteen."
    assert spoken("hibari") == spoken("pico") == spoken("some-entry-point") == words


def test_a_switch_of_a_reading_counts_before_the_engines_default() -> None:
    assert rules_for_engine("waves", {}) == frozenset()
    assert rules_for_engine("waves", {"roman": True, "years": False, "money": None}) == {"roman"}
    assert rules_for_engine("hibari", {"roman": False}) == set(RULE_NAMES) - {"roman"}
    assert rules_for_engine("hibari", dict.fromkeys(RULE_NAMES, False)) == frozenset()
