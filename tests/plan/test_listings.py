"""Voices in dialogue from the settings to the script, the plan and the listing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.cli.main import main
from narrate.plan.listings import transcribe
from narrate.settings import load_settings

STORY = """# One

“Where were you?” asked Anna.

“Out,” said Peter. “Until four.”

“All night?” A door fell shut.

“Come,” said a voice.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "night.md").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def chunks(folder: Path, text: str, **overrides: str) -> list[tuple[str, str, str | None]]:
    (folder / "pipeline.yaml").write_text(text, "utf-8")
    settings = load_settings(folder / "pipeline.yaml", overrides)
    (chapter,) = transcribe(settings, folder / "input" / "night.md").as_json()["chapters"]
    return [(c["text"], c["voice"], c["speaker"]) for c in chapter["chunks"] if c["source"]]


def test_each_quotation_is_in_its_speakers_voice(here: Path) -> None:
    found = chunks(here, "voice: heart\ncharacters: {Anna: linden}\ndialogue: wren\n")
    assert found == [
        ("“Where were you?”", "linden", "Anna"),
        ("asked Anna.", "heart", None),
        ("“Out,”", "wren", "Peter"),
        ("said Peter.", "heart", None),
        ("“Until four.”", "wren", "Peter"),
        ("“All night?”", "linden", "Anna"),
        ("A door fell shut.", "heart", None),
        ("“Come,”", "wren", None),
        ("said a voice.", "heart", None),
    ]


def test_no_chunk_changes_without_characters_and_dialogue(here: Path) -> None:
    plain = chunks(here, "voice: heart\n")
    assert [text for text, _, _ in plain] == STORY.strip().split("\n\n")[1:]
    assert chunks(here, "voice: heart\ncharacters:\ndialogue:\n") == plain
    assert chunks(here, "voice: heart\ncharacters: {Nobody: linden}\n") == plain
    assert chunks(here, "characters: {Anna: linden}\ndialogue: wren\n", voice="heart") == plain


def test_the_script_for_reading_says_whose_voice_each_speech_is(here: Path) -> None:
    (here / "pipeline.yaml").write_text("voice: heart\ncharacters: {Anna: linden}\n", "utf-8")
    settings = load_settings(here / "pipeline.yaml")
    text = transcribe(settings, here / "input" / "night.md").as_text()
    assert "Anna (linden): “Where were you?”" in text
    assert "narrator (heart): asked Anna." in text


def test_the_listing_of_speakers_can_be_pasted_into_the_settings(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["script", "input/night.md", "--speakers"]) == 0
    listing = capsys.readouterr().out
    assert "5 quotations, speaker certain of 4 (80%)" in listing
    assert "Anna: {}" in listing
    assert "# 2: “Where were you?”" in listing
    (here / "pipeline.yaml").write_text(listing, "utf-8")
    assert set(load_settings(here / "pipeline.yaml").characters) == {"Anna", "Peter"}

    assert main(["script", "input/night.md", "--speakers", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["quotations"], found["attributed"], found["uncertain"]) == (5, 4, 1)
    assert [each["name"] for each in found["speakers"]] == ["Anna", "Peter"]
    assert main(["script", "input/night.md", "--speakers", "-o", "x.yaml"]) == 2


def test_the_listing_of_speakers_shows_what_the_settings_have(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "characters: {'Anna: Smith': {voice: linden, speed: 0.95, aliases: [Anna]}}\n"
    (here / "pipeline.yaml").write_text(text, "utf-8")
    assert main(["script", "input/night.md", "--speakers"]) == 0
    listing = capsys.readouterr().out
    assert '"Anna: Smith": {voice: linden, speed: 0.95, aliases: [Anna]}' in listing


def test_a_plan_names_characters_that_never_speak(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "voice: heart\ncharacters: {Anna: linden, Paul: wren}\nchapters: {9: {speed: 1.1}}\n"
    (here / "pipeline.yaml").write_text(text, "utf-8")
    assert main(["plan"]) == 0
    told = capsys.readouterr()
    assert "characters.Paul: was not found speaking in night.md" in told.out + told.err
    assert "chapters.9: matches no chapter of night.md" in told.out + told.err
    assert "characters.Anna" not in told.out + told.err
