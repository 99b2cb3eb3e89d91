"""What engines are taught before they speak."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from narrate.chunk import Voicing
from narrate.errors import EngineUnusable, TemporaryError
from narrate.recording.request import Request
from narrate.run.readiness import Teacher
from narrate.script import Lexicon
from narrate.settings import Settings
from tests.recording.stage import ToneEngine

LEXICONS = {"project": Lexicon({"Ahab": "AY-hab"}), "b.txt": Lexicon({"Starbuck": "STAR-buk"})}


class Pupil(ToneEngine):
    """Learns after so many failures."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.failures = failures
        self.lessons: list[Mapping[str, Mapping[str, str]]] = []
        self.memories: set[Path] = set()
        self.at_once = 0

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        self.at_once += 1
        assert self.at_once == 1, "two would make the same dictionary twice"
        await asyncio.sleep(0)
        self.at_once -= 1
        self.lessons.append(lexicons)
        self.memories.add(memory)
        if self.failures:
            self.failures -= 1
            raise TemporaryError("later", retry_after=0.001)


def job(lexicon: str = "") -> Request:
    options = (("lexicon", lexicon), ("pronunciations", ("a=b",))) if lexicon else ()
    return Request("key", "So.", Voicing("tone", "anna", "en", 1.0, options), "a line")


def teacher(pupil: Pupil, tmp_path: Path) -> Teacher:
    retry = {"attempts": 3, "wait_initial": 0.001, "wait_max": 0.001}
    settings = Settings.model_validate({"store": tmp_path, "retry": retry})
    return Teacher({"tone": pupil}, settings, LEXICONS)


async def test_an_engine_learns_what_it_is_to_speak_and_only_once(tmp_path: Path) -> None:
    pupil = Pupil()
    school = teacher(pupil, tmp_path)
    await school.teach([job(), job()])
    assert not pupil.lessons
    await school.teach([job(), job("project"), job("project")])
    assert pupil.lessons == [{"project": {"Ahab": "AY-hab"}}]
    await school.teach([job("project"), job("b.txt")])
    assert pupil.lessons[1:] == [{"b.txt": {"Starbuck": "STAR-buk"}}]
    await school.teach([job("project"), job("b.txt")])
    assert len(pupil.lessons) == 2
    assert pupil.memories == {tmp_path}


async def test_two_who_want_the_same_lesson_get_one(tmp_path: Path) -> None:
    pupil = Pupil()
    school = teacher(pupil, tmp_path)
    await asyncio.gather(*(school.teach([job("project")]) for _ in range(3)))
    assert len(pupil.lessons) == 1


async def test_what_may_pass_is_tried_again(tmp_path: Path) -> None:
    pupil = Pupil(failures=2)
    await teacher(pupil, tmp_path).teach([job("project")])
    assert len(pupil.lessons) == 3


async def test_what_does_not_pass_stops_the_run(tmp_path: Path) -> None:
    pupil = Pupil(failures=3)
    school = teacher(pupil, tmp_path)
    with pytest.raises(EngineUnusable, match=r"tone could not be given the lexicon: later"):
        await school.teach([job("project")])
    assert len(pupil.lessons) == 3
    await school.teach([job("project")])
    assert len(pupil.lessons) == 4, "a lesson that failed is not taken for learnt"
