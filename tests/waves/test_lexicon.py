"""A lexicon kept at the service, through whole runs against the stand-in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.cli.main import main
from narrate.errors import EngineUnusable, SettingsError
from narrate.script import Lexicon
from tests.conftest import Project, story

WORDS = "lexicon: {harbour: HAR-ber, Rain: rayn}\n"


def use(project: Project, lexicon: str = WORDS, mode: str = "dictionary", more: str = "") -> None:
    project.configure(lexicon + more)
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("waves: {", f"waves: {{lexicon: {mode}, "))


def methods(project: Project) -> list[str]:
    """What was asked of the dictionaries since the last look."""
    requests = project.server.other_requests
    asked = [r.method for r in requests if r.path.endswith("pronunciation-dicts")]
    requests.clear()
    return asked


def spoken(project: Project) -> list[str]:
    """What was spoken since the last look."""
    texts = list(project.server.texts)
    project.server.journal.clear()
    return texts


def command(project: Project, *arguments: str) -> int:
    return main(["--config", str(project.folder / "pipeline.yaml"), *arguments])


def test_only_chunks_with_its_words_are_recorded_when_a_lexicon_becomes_a_dictionary(
    project: Project,
) -> None:
    """From the text to a dictionary and back: what has none of the words keeps its take."""
    project.write(story(chapters=1, paragraphs=10))
    use(project, mode="respell")
    assert project.run().exit_code == 0
    respelled = [text for text in spoken(project) if "HAR-ber" in text]
    use(project)
    assert project.run().exit_code == 0
    moved = spoken(project)
    assert len(respelled) == len(moved) == 2
    assert all("harbour" in text for text in moved)
    use(project, mode="respell")
    assert project.run().exit_code == 0
    assert not spoken(project)


def test_a_book_without_words_of_the_lexicon_asks_for_no_dictionary(project: Project) -> None:
    use(project, more="announce_titles: false\n")
    project.write("The lamp burned.\n", "a.txt")
    assert project.run().exit_code == 0
    assert (methods(project), len(spoken(project))) == ([], 1)


def test_a_plan_asks_for_no_dictionary_and_tells_what_an_edit_costs(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    use(project)
    project.write(story(chapters=1, paragraphs=5))
    project.run()
    methods(project)
    spoken(project)
    use(project, WORDS.replace("HAR-ber", "HAH-buh"))
    assert command(project, "plan", "--why") == 0
    told = capsys.readouterr().out
    assert "pronunciations changed from ('Rain=rayn', 'harbour=HAR-ber') to" in told
    assert told.count("pronunciations changed") == 1
    assert methods(project) == []


def test_a_damaged_take_is_recorded_again_with_its_dictionary(project: Project) -> None:
    use(project, more="announce_titles: false\n")
    project.write("Rain fell on the harbour.\n")
    project.run()
    before = project.delivered()
    (take,) = (project.folder / ".narrate/takes").rglob("*.wav")
    flipped = bytearray(take.read_bytes())
    flipped[-1000] ^= 0xFF
    take.write_bytes(flipped)
    for file in (project.folder / "output/book").glob("*.wav"):
        file.unlink()
    methods(project)
    spoken(project)
    assert project.run().exit_code == 0
    assert methods(project) == ["GET"]
    (asked,) = project.server.journal
    assert asked.body["pronunciation_dicts"] == list(project.server.dictionaries.held)
    assert project.delivered() == before


def test_a_sentence_of_the_say_command_is_said_with_the_dictionary(
    project: Project, tmp_path: Path
) -> None:
    use(project)
    target = str(tmp_path / "said.wav")
    assert command(project, "say", "Rain over the harbour.", "-o", target) == 0
    (asked,) = project.server.journal
    assert asked.body["pronunciation_dicts"] == list(project.server.dictionaries.held)
    assert methods(project) == ["GET", "POST"]
    assert command(project, "say", "Rain over the harbour.", "-o", target) == 0
    assert (methods(project), len(spoken(project))) == ([], 1)


def test_engines_without_dictionaries_are_given_the_respelling(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    use(project, more="chapters: {2: {engine: pico}}\n")
    manuscript = project.write("CHAPTER 1\n\nRain fell.\n\n\nCHAPTER 2\n\nRain fell.\n")
    assert command(project, "script", str(manuscript), "--json") == 0
    one, two = json.loads(capsys.readouterr().out)["chapters"]
    assert one["chunks"][-1]["spoken"] == "Rain fell."
    assert two["chunks"][-1]["spoken"] == "rayn fell."


def test_each_waves_voice_is_given_its_own_readings_of_the_lexicon(project: Project) -> None:
    lexicon = "lexicon: {harbour: [HAR-ber, {say: HAH-buh, voice: olivia}], Rain: rayn}\n"
    chapters = "chapters: {2: {voice: olivia, waves: {model: lightning_v3.1}}}\n"
    use(project, lexicon, more=chapters)
    line = "Rain fell on the harbour."
    project.write(f"CHAPTER 1\n\n{line}\n\n\nCHAPTER 2\n\n{line}\n")
    assert project.run().exit_code == 0
    held = project.server.dictionaries.held
    by_voice = {}
    for asked in project.server.journal:
        for name in asked.body.get("pronunciation_dicts", ()):
            words = {item["word"]: item["pronunciation"] for item in held[name]}
            by_voice[asked.body["voice_id"]] = (words["harbour"], words["Rain"])
    assert by_voice == {"meher": ("HAR-ber", "rayn"), "olivia": ("HAH-buh", "rayn")}
    spoken(project)
    use(project, lexicon.replace("HAH-buh", "HOB-uh"), more=chapters)
    methods(project)
    assert project.run().exit_code == 0
    assert (methods(project), len(spoken(project))) == (["GET", "PUT"], 1)


def test_nothing_is_spoken_where_no_dictionary_can_be_had(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(project)
    project.write(story(chapters=1, paragraphs=5))
    with monkeypatch.context() as patch:
        patch.setattr(project.server.dictionaries, "answer", lambda *_: (503, {"message": "down"}))
        assert command(project, "run") == 5
    assert "waves could not be given the lexicon" in capsys.readouterr().err
    assert not project.server.journal
    with monkeypatch.context() as patch:
        patch.setattr(project.server.dictionaries, "answer", lambda *_: (404, {"message": "gone"}))
        with pytest.raises(EngineUnusable, match=r"set waves\.lexicon: respell"):
            project.run()
    assert not project.server.journal
    assert project.run().exit_code == 0


def test_a_lexicon_edited_between_two_books_stops_the_run_before_anything_is_said(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(project)
    project.write("Rain fell.\n", "a.txt")
    project.write("Rain fell again.\n", "b.txt")
    read: Iterator[Lexicon] = iter((Lexicon({"Rain": "rayn"}), Lexicon({"Rain": "rain"})))
    monkeypatch.setattr("narrate.plan.plan.Lexicon.load", lambda source: next(read))
    with pytest.raises(SettingsError, match="changed while it was being read"):
        project.run()
    assert not project.server.journal
