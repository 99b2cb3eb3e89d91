from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recording.stage import Clock, RecordingSetup, open_setup


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[RecordingSetup]:
    yield from open_setup(tmp_path / "store")


@pytest.fixture
def clock() -> Clock:
    return Clock()
