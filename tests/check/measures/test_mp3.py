"""MP3 frames are walked one by one."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.check.measures.container import walk
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import babble


@functools.cache
def encoded(*options: str) -> bytes:
    samples = (babble(2.0, rate=44100) * 32767).astype("<i2").tobytes()
    line = [ffmpeg_program(), "-v", "error", "-f", "s16le", "-ar", "44100", "-ac", "1", "-i", "-"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.mp3"
        line += [*options, "-metadata", "title=A title", str(path)]
        subprocess.run(line, input=samples, check=True)
        return path.read_bytes()


def kept(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "a.mp3"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("options", "rate", "bitrates", "mode"),
    [
        (("-b:a", "192k"), 44100, {192}, "mono"),
        (("-b:a", "64k", "-ar", "22050"), 22050, {64}, "mono"),
        (("-b:a", "32k", "-ar", "11025"), 11025, {32}, "mono"),
        (("-b:a", "128k", "-ac", "2", "-joint_stereo", "0"), 44100, {128}, "stereo"),
        (("-b:a", "128k", "-ac", "2"), 44100, {128}, "joint stereo"),
        (("-b:a", "192k", "-id3v2_version", "4", "-write_id3v1", "1"), 44100, {192}, "mono"),
    ],
)
def test_every_frame_of_an_mp3_is_read(
    options: tuple[str, ...], rate: int, bitrates: set[int], mode: str, tmp_path: Path
) -> None:
    found = walk(kept(tmp_path, encoded(*options)))
    assert set(found.rates) == {rate} and set(found.bitrates) == bitrates
    assert set(found.modes) == {mode} and len(found.bitrates) == 1
    assert found.promised == found.audio and not found.junk and not found.cut
    each = 1152 if rate > 24000 else 576
    assert (found.audio - 3) * each <= 2.0 * rate <= found.audio * each


def test_a_varying_bitrate_of_an_mp3_is_seen(tmp_path: Path) -> None:
    assert len(walk(kept(tmp_path, encoded("-q:a", "5"))).bitrates) > 1


def test_a_second_mp3_behind_the_first_is_seen(tmp_path: Path) -> None:
    data = encoded("-b:a", "192k")
    found = walk(kept(tmp_path, data + data))
    assert len(found.heads) == 2 and found.audio == 2 * (found.promised or 0)


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(1, 20000))
def test_an_mp3_cut_off_anywhere_is_seen(cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = walk(kept(Path(folder), encoded("-b:a", "192k")[:-cut]))
    lacking = found.cut or found.junk or found.audio < (found.promised or 0)
    assert lacking


@settings(max_examples=40, deadline=None)
@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=3000))
def test_junk_anywhere_in_an_mp3_is_seen_and_stepped_over(place: float, junk: bytes) -> None:
    data = encoded("-b:a", "192k")
    at = round(place * len(data))
    with tempfile.TemporaryDirectory() as folder:
        found = walk(kept(Path(folder), data[:at] + junk + data[at:]))
    inside_a_tag = at < 70 or at > len(data) - 10
    assert found.junk or found.cut or inside_a_tag
    assert found.audio >= (found.promised or 0) - 5 or inside_a_tag
    assert sum(size for _, size in found.junk) < len(junk) + 3 * 627 or inside_a_tag


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=4000))
def test_any_bytes_can_be_walked_as_an_mp3(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = walk(kept(Path(folder), data))
    assert sum(size for _, size in found.junk) <= len(data)
