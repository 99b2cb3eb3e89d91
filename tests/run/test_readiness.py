"""What engines are given before they speak."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from narrate.chunk import Voicing
from narrate.errors import EngineUnusable, TemporaryError
from narrate.recording.request import Request
from narrate.run.readiness import LexiconUploader
from narrate.script import Lexicon
from narrate.settings import Settings
from tests.recording.stage import ToneEngine

PICO = Voicing("pico", "x", "en", 1.0)
LEXICONS = {
    name: Lexicon(words).for_voicing(PICO)
    for name, words in {"project": {"Ahab": "AY-hab"}, "b.txt": {"Starbuck": "STAR-buk"}}.items()
}


class LearningEngine(ToneEngine):
    """Learns after so many failures."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.failures = failures
        self.uploaded: list[Mapping[str, Mapping[str, str]]] = []
        self.memories: set[Path] = set()
        self.at_once = 0

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        self.at_once += 1
        assert self.at_once == 1, "two would make the same dictionary twice"
        await asyncio.sleep(0)
        self.at_once -= 1
        self.uploaded.append(lexicons)
        self.memories.add(memory)
        if self.failures:
            self.failures -= 1
            raise TemporaryError("later", retry_after=0.001)


def request(lexicon: str = "") -> Request:
    options = (("lexicon", lexicon), ("pronunciations", ("a=b",))) if lexicon else ()
    return Request("key", "So.", Voicing("tone", "anna", "en", 1.0, options), "a line")


def uploader(engine: LearningEngine, tmp_path: Path) -> LexiconUploader:
    retry = {"attempts": 3, "wait_initial": 0.001, "wait_max": 0.001}
    settings = Settings.model_validate({"store": tmp_path, "retry": retry})
    return LexiconUploader({"tone": engine}, settings, LEXICONS)


async def test_an_engine_is_given_each_lexicon_it_will_speak_once(tmp_path: Path) -> None:
    engine = LearningEngine()
    uploads = uploader(engine, tmp_path)
    await uploads.upload([request(), request()])
    assert not engine.uploaded
    await uploads.upload([request(), request("project"), request("project")])
    assert engine.uploaded == [{"project": {"Ahab": "AY-hab"}}]
    await uploads.upload([request("project"), request("b.txt")])
    assert engine.uploaded[1:] == [{"b.txt": {"Starbuck": "STAR-buk"}}]
    await uploads.upload([request("project"), request("b.txt")])
    assert len(engine.uploaded) == 2
    assert engine.memories == {tmp_path}


async def test_two_requests_for_the_same_lexicon_give_it_to_the_engine_once(tmp_path: Path) -> None:
    engine = LearningEngine()
    uploads = uploader(engine, tmp_path)
    await asyncio.gather(*(uploads.upload([request("project")]) for _ in range(3)))
    assert len(engine.uploaded) == 1


async def test_a_temporary_error_in_giving_a_lexicon_is_tried_again(tmp_path: Path) -> None:
    engine = LearningEngine(failures=2)
    await uploader(engine, tmp_path).upload([request("project")])
    assert len(engine.uploaded) == 3


async def test_an_error_in_giving_a_lexicon_that_lasts_stops_the_run(tmp_path: Path) -> None:
    engine = LearningEngine(failures=3)
    uploads = uploader(engine, tmp_path)
    with pytest.raises(EngineUnusable, match=r"tone could not be given the lexicon: later"):
        await uploads.upload([request("project")])
    assert len(engine.uploaded) == 3
    await uploads.upload([request("project")])
    assert len(engine.uploaded) == 4, "a failed upload is not taken for done"
