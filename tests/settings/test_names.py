"""Engines of other packages, and file names that look at the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.settings import known_engines

from .conftest import Faults, Load


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package that brings an engine."""
    info = tmp_path / "site" / "my_engine-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-engine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[narrate.engines]\nkokoro = my_engine:Kokoro\n")
    (info.parent / "my_engine.py").write_text("def Kokoro(settings): ...\n")
    monkeypatch.syspath_prepend(str(info.parent))


@pytest.mark.usefixtures("plug_in")
def test_the_settings_know_engines_of_other_packages(load: Load, faults: Faults) -> None:
    assert "kokoro" in known_engines()
    reading = load("engine: kokoro\nvoice: bella").reading(1, "")
    assert (reading.engine, reading.voice, reading.options) == ("kokoro", "bella", ())
    assert "did you mean kokoro?" in faults("engine: kokorro")[0]


def test_the_settings_understand_a_home_folder(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert load("store: ~/takes").store == tmp_path / "takes"
