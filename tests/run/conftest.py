"""An engine that makes mistakes, and a recogniser that hears just what it said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from narrate.engines.opened import Engines
from narrate.plan.plan import survey
from tests.conftest import Project, story
from tests.listening.prepared import ScriptedRecogniser, carrying

Slips = dict[str, list[str]]
"""What the engine says instead, by text: at the first time, the second, ...; then the text"""

WORDS = "She counted the steps twice, because the first time she had lost her place."


@pytest.fixture
def slips(monkeypatch: pytest.MonkeyPatch) -> Slips:
    """Mistakes of the engine, which says what it says in audio for a ScriptedRecogniser."""
    mistakes: Slips = {}
    times: Counter[str] = Counter()

    def speech(text: str, rate: int, speed: float, per_character: float) -> bytes:
        said = [*mistakes.get(text, ()), text]
        times[text] += 1
        return carrying(said[min(times[text], len(said)) - 1], rate, speed, per_character)

    monkeypatch.setattr("tests.waves.server.samples_of", speech)
    return mistakes


@pytest.fixture
def recogniser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScriptedRecogniser:
    # One process only: to start another takes longer than all the takes.
    monkeypatch.setattr("narrate.run.proofing.usable_cores", lambda: 1)
    return ScriptedRecogniser(tmp_path / "heard.txt")


@pytest.fixture
def spoken(project: Project) -> str:
    """A book is in input/; the spoken text of one of its chunks."""
    project.write(story(chapters=1, paragraphs=3))
    project.configure("listen: {takes: true, retakes: 2}\nlanguage: en\n")
    engines = Engines(project.settings())
    (plan,) = survey(project.settings(), [], lambda number: True, engines).plans
    return next(c.spoken for _, c in plan.chapters[0].lines() if WORDS in c.text)
