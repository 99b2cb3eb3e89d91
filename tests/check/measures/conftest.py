"""A chapter in files of several formats, with the figures that were measured of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.check.measures.sound import SoundFigures, listen
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import RATE, chapter, good, write

FILES = {
    "mp3": (RATE, ()),
    "flac": (RATE, ("-ar", "24000", "-sample_fmt", "s16")),
    "opus": (RATE, ()),
    "m4a": (RATE, ()),
    "wav": (RATE, ("-ac", "2", "-af", "pan=stereo|c0=c0|c1=0.5*c0")),
}


@pytest.fixture(scope="session", params=FILES)
def heard(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, SoundFigures]:
    """A file and what was measured of it."""
    rate, options = FILES[request.param]
    sound = chapter(3).sound.copy()
    sound[40000:40200] *= 1.4  # something to have a peak at
    path = tmp_path_factory.mktemp("heard") / f"a.{request.param}"
    write(path, sound, *options, rate=rate)
    return path, listen(ffmpeg_program(), path)


@pytest.fixture(scope="session")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The good chapter as an MP3."""
    return write(tmp_path_factory.mktemp("good") / "a.mp3", good().sound).read_bytes()
