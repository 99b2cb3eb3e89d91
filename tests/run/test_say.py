"""One text into one file, through the store as any take."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from narrate.errors import ChunkRefused, EngineUnusable, SettingsError
from narrate.recording.store import StoreLock
from narrate.run.say import say
from narrate.settings import load_settings
from tests.conftest import Project


def test_a_text_is_said_into_a_file_of_its_length(project: Project) -> None:
    target = project.folder / "said.wav"
    seconds = say(project.settings(), "The lamp burned. Nobody asked why.", target)
    with wave.open(str(target)) as audio:
        assert audio.getnframes() / audio.getframerate() == pytest.approx(seconds, abs=0.001)
        samples = np.frombuffer(audio.readframes(audio.getnframes()), "<i2")
    assert np.abs(samples).max() > 999
    assert " ".join(project.server.texts) == "The lamp burned. Nobody asked why."


@pytest.mark.parametrize("name", ["said.mp3", "said.M4A", "said.flac", "said.opus"])
def test_the_ending_of_the_file_chooses_its_format(name: str, project: Project) -> None:
    say(project.settings(), "The lamp burned.", project.folder / name)
    (made,) = project.folder.glob("said.*")
    assert made.stat().st_size > 1000


def test_a_sentence_that_was_said_before_is_not_paid_for_again(project: Project) -> None:
    settings = project.settings()
    say(settings, "The lamp burned. Nobody asked why.", project.folder / "a.wav")
    asked = project.asked()
    say(settings, "The lamp burned. Nobody asked why.", project.folder / "b.wav")
    assert project.asked() == asked
    files = [(project.folder / name).read_bytes() for name in ("a.wav", "b.wav")]
    assert files[0] == files[1]


def test_a_sentence_of_a_book_is_said_from_its_take(project: Project) -> None:
    project.write("CHAPTER 1\n\n\nThe lamp burned.\n")
    project.run()
    asked = project.asked()
    say(project.settings(), "The lamp burned.", project.folder / "a.wav")
    assert project.asked() == asked


@pytest.mark.parametrize(
    ("text", "name", "fault"),
    [
        ("Hello.", "said.doc", "end the name in one of mp3, m4a"),
        ("Hello.", "said", "end the name in one of"),
        (" \n", "said.wav", "the text is empty"),
    ],
)
def test_what_cannot_be_said_costs_nothing_and_says_why(
    text: str, name: str, fault: str, project: Project
) -> None:
    with pytest.raises(SettingsError, match=fault):
        say(project.settings(), text, project.folder / name)
    assert project.asked() == 0


def test_nothing_is_said_while_a_run_has_the_store(project: Project) -> None:
    settings = project.settings()
    with StoreLock(settings.store), pytest.raises(SettingsError, match="another narrate run"):
        say(settings, "The lamp burned.", project.folder / "said.wav")


def test_an_unknown_voice_is_refused_before_anything_is_said(project: Project) -> None:
    with pytest.raises(EngineUnusable):
        say(project.settings(voice="nobody"), "The lamp burned.", project.folder / "said.wav")
    assert project.asked() == 0


def test_a_sentence_that_the_engine_refuses_leaves_no_file(project: Project) -> None:
    project.server.faults = {"400": 1.0}
    with pytest.raises(ChunkRefused):
        say(project.settings(), "The lamp burned.", project.folder / "said.wav")
    assert not list(project.folder.glob("said*"))


def test_a_text_is_said_by_a_voice_of_its_language(tmp_path: Path) -> None:
    (tmp_path / "pipeline.yaml").write_text("workers: 1\n")
    settings = load_settings(tmp_path / "pipeline.yaml")
    told: list[str] = []
    text = "Das Haus am Ufer war leer, und niemand öffnete die Tür. 你好"
    assert say(settings, text, tmp_path / "a.wav", told.append) > 2
    (note,) = told
    assert note.startswith("pico does not say 1 sign or word of other scripts")
    with pytest.raises(EngineUnusable, match="not Hindi"):
        say(settings, "वह घर गया और देर तक सोचता रहा।", tmp_path / "b.wav")
    with pytest.raises(SettingsError, match="hibari has no sounds for these signs"):
        say(settings, "😀", tmp_path / "c.wav")
