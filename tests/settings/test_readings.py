"""The switches of the reading rules, for all books, one book and one chapter."""

from __future__ import annotations

import jsonschema
import pytest

from narrate.readings import RULE_NAMES
from narrate.settings.groups import Readings
from narrate.settings.schema import pipeline_schema

from .conftest import Faults, Load


def test_every_reading_has_its_switch_in_the_settings() -> None:
    assert tuple(Readings.model_fields) == RULE_NAMES


def test_readings_that_are_not_set_are_the_engines_default(load: Load) -> None:
    everywhere = dict.fromkeys(RULE_NAMES)
    for text in ("", "readings:", "readings: null", "readings: {}"):
        assert load(text).switches(1, "One") == everywhere


@pytest.mark.parametrize(("word", "value"), [("true", True), ("off", False), ("no", False)])
def test_one_word_switches_all_readings(load: Load, word: str, value: bool) -> None:
    assert load(f"readings: {word}").switches(1, "") == dict.fromkeys(RULE_NAMES, value)


def test_chapters_and_books_switch_readings_that_differ(load: Load) -> None:
    settings = load(
        "readings: {roman: false, years: true}\n"
        "chapters:\n"
        "  3: {readings: {years: false}}\n"
        "  4: {readings: null}\n"
        "books:\n"
        "  a.txt: {readings: false, chapters: {2: {readings: {money: true}}}}\n"
    )
    assert settings.switches(1, "")["years"] is True
    third = settings.switches(3, "")
    assert (third["years"], third["roman"], third["money"]) == (False, False, None)
    assert settings.switches(4, "") == dict.fromkeys(RULE_NAMES)
    book = settings.for_book("a.txt")
    assert set(book.switches(1, "").values()) == {False}
    assert [name for name, on in book.switches(2, "").items() if on] == ["money"]


def test_faults_of_the_readings_settings_are_named(faults: Faults) -> None:
    text = "readings: {romans: true, years: 1894}\nchapters: {3: {readings: maybe}}\n"
    assert faults(text) == [
        "pipeline.yaml:1: readings.years: must be true or false, not 1894",
        "pipeline.yaml:1: readings.romans: unknown key, did you mean roman?",
        "pipeline.yaml:2: chapters.3.readings: must be true, false or a group such as"
        " {roman: false}, not maybe",
    ]


@pytest.mark.parametrize("value", [None, True, False, {}, {"roman": None, "years": True}])
def test_the_schema_knows_the_short_form_of_readings(value: object) -> None:
    validator = jsonschema.Draft202012Validator(pipeline_schema())
    assert not list(validator.iter_errors({"readings": value}))
    assert not list(validator.iter_errors({"chapters": {"1": {"readings": value}}}))
    assert list(validator.iter_errors({"readings": "maybe"}))
