"""The collection of hostile files, each read as the command line reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.cli.main import main
from tests.conftest import story
from tests.effort import cpu_seconds
from tests.manuscript.hostile import Hostile, all_files

CODES = {"read": (0,), "refused": (3,), "either": (0, 3)}


MOST = 20.0
"""What any may cost beside an ordinary manuscript of 200 kB; the dearest costs 4 times as much"""


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Processor time that the script of an ordinary manuscript of 200 kB takes."""
    path = tmp_path_factory.mktemp("ordinary") / "book.txt"
    path.write_text(story(chapters=20, paragraphs=100))
    return cpu_seconds(lambda: main(["script", str(path), "--json"]))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("hostile", list(all_files()), ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_read_or_refused_as_expected(
    hostile: Hostile,
    ordinary: float,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / hostile.name).write_bytes(hostile.data)
    codes: list[int] = []
    cost = cpu_seconds(lambda: codes.append(main(["script", hostile.name, "--json"])))
    said, code = capsys.readouterr(), codes[0]
    assert cost < MOST * ordinary
    assert code in CODES[hostile.fate], said.err
    if code:
        assert said.out == ""
        assert len(said.err.splitlines()) == 1, said.err
        assert hostile.name in said.err
    assert [path.name for path in tmp_path.iterdir()] == [hostile.name]
    assert not Path("/tmp/narrate-was-here").exists()
