"""The table of engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from narrate.engines import open_engine, text_of
from narrate.engines.base import Engine
from narrate.engines.pico.engine import PicoEngine
from narrate.errors import SettingsError
from narrate.settings import BUILT_IN_ENGINES, Settings, known_engines
from narrate.settings.engines import load_engine


@pytest.mark.parametrize("name", BUILT_IN_ENGINES)
async def test_every_built_in_engine_opens_and_closes(name: str) -> None:
    engine: Engine = open_engine(name, Settings())
    assert engine.name == name
    assert engine.default_voice("en")
    await engine.close()


@pytest.mark.parametrize("name", BUILT_IN_ENGINES)
def test_a_row_of_the_table_is_named_as_its_engine(name: str) -> None:
    assert load_engine(name).name == name


def test_opening_an_unknown_engine_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match="unknown engine 'hibary'; did you mean hibari") as it:
        open_engine("hibary", Settings())
    assert "there are hibari, openai, pico, waves" in str(it.value)


def factory(settings: Settings) -> PicoEngine:
    return PicoEngine(settings.workers)


def no_engine(settings: Settings) -> str:
    return f"opened with {settings.workers} workers"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package with two engines, one of which has no module."""
    info = tmp_path / "their_engines-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-engines\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[narrate.engines]\n"
        "theirs = tests.engines.test_init:factory\n"
        "text = tests.engines.test_init:no_engine\n"
        "torn = no_such_package:factory\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("installed")
def test_engines_of_other_packages_are_found_by_entry_point() -> None:
    assert known_engines() == (*BUILT_IN_ENGINES, "text", "theirs", "torn")
    assert isinstance(open_engine("theirs", Settings()), PicoEngine)
    assert text_of("theirs").cure is None


@pytest.mark.usefixtures("installed")
def test_a_plug_in_that_gives_no_engine_is_named() -> None:
    with pytest.raises(SettingsError, match=r"engine text: its package gives no narrate\.Engine"):
        open_engine("text", Settings())


@pytest.mark.usefixtures("installed")
def test_a_plug_in_engine_that_cannot_be_loaded_says_from_where() -> None:
    with pytest.raises(SettingsError, match="torn cannot be loaded from no_such_package"):
        open_engine("torn", Settings())
    with pytest.raises(ValueError, match="cannot be loaded from no_such_package"):
        Settings.model_validate({"torn": {}})


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
