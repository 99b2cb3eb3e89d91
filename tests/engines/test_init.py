"""The table of engines."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from narrate.engines import engine_names, open_engine
from narrate.engines.base import Engine
from narrate.errors import SettingsError
from narrate.settings import BUILT_IN_ENGINES, Settings


@pytest.mark.parametrize("name", ["hibari", "pico", "waves"])
async def test_every_built_in_engine_opens_and_closes(name: str) -> None:
    engine: Engine = open_engine(name, Settings())
    assert engine.name == name
    assert engine.default_voice("en")
    await engine.close()


def test_the_settings_know_the_names_of_the_built_in_engines() -> None:
    assert engine_names()[: len(BUILT_IN_ENGINES)] == BUILT_IN_ENGINES


def test_opening_an_unknown_engine_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match="unknown engine 'hibary'; did you mean hibari") as it:
        open_engine("hibary", Settings())
    assert "there are hibari, openai, pico, waves" in str(it.value)


def factory(settings: Settings) -> str:
    return f"opened with {settings.workers} workers"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry_points(group: str, name: str | None = None) -> EntryPoints:
        there = [
            EntryPoint("theirs", "tests.engines.test_init:factory", group),
            EntryPoint("torn", "no_such_package:factory", group),
        ]
        return EntryPoints(point for point in there if name in (None, point.name))

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


@pytest.mark.usefixtures("installed")
def test_engines_of_other_packages_are_found_by_entry_point() -> None:
    assert engine_names() == (*BUILT_IN_ENGINES, "theirs", "torn")
    assert str(open_engine("theirs", Settings())) == "opened with 8 workers"


@pytest.mark.usefixtures("installed")
def test_a_plug_in_engine_that_cannot_be_loaded_says_from_where() -> None:
    with pytest.raises(SettingsError, match="torn cannot be loaded from no_such_package"):
        open_engine("torn", Settings())


def test_opening_waves_for_a_plan_loads_no_http() -> None:
    program = (
        "import sys; from narrate.chunk import Voicing; from narrate.settings import Settings\n"
        "from narrate.engines import open_engine\n"
        "engine = open_engine('waves', Settings())\n"
        "voicing = Voicing('waves', 'meher', 'en', 1.0)\n"
        "engine.fingerprint(voicing); engine.price(voicing)\n"
        "loaded = {'numpy', 'aiohttp'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])
