from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recording.stage import Clock, Stage, open_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    yield from open_stage(tmp_path / "store")


@pytest.fixture
def clock() -> Clock:
    return Clock()
