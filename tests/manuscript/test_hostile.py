"""The collection of hostile files, each read as the command line reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.cli.main import main
from tests.manuscript.hostile import Hostile, all_files

CODES = {"read": (0,), "refused": (3,), "either": (0, 3)}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("hostile", list(all_files()), ids=lambda hostile: hostile.name)
def test_a_hostile_file_meets_its_fate(
    hostile: Hostile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / hostile.name).write_bytes(hostile.data)
    code = main(["script", hostile.name, "--json"])
    said = capsys.readouterr()
    assert code in CODES[hostile.fate], said.err
    if code:
        assert said.out == ""
        assert len(said.err.splitlines()) == 1, said.err
        assert hostile.name in said.err
    assert [path.name for path in tmp_path.iterdir()] == [hostile.name]
    assert not Path("/tmp/narrate-was-here").exists()
