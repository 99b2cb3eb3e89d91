"""A file is of its format, whole, and has its tags and its cover."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.container import length_check
from narrate.check.measures.wanted import WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import picture
from tests.check.measures.deliveries import (
    RATE,
    TAGS,
    chapter,
    check,
    cut_second,
    failed,
    found_in,
    good,
    write,
)


@pytest.mark.parametrize(
    ("options", "measures"),
    [
        (("-b:a", "128k"), {"bit rate"}),
        (("-q:a", "4"), {"bit rate"}),
        (("-b:a", "192k", "-ac", "2"), {"channels", "mode"}),
        (("-b:a", "192k", "-ar", "48000"), {"sample rate", "store's rate"}),
        (("-b:a", "192k", "-metadata", "title=Etymology"), {"tags"}),
        (("-b:a", "192k", "-metadata", "artist="), {"tags"}),
        (("-f", "wav"), {"format"}),
        (("-c:a", "aac", "-f", "adts"), {"format"}),
    ],
)
def test_the_check_finds_a_file_of_another_format(
    options: tuple[str, ...], measures: set[str], tmp_path: Path
) -> None:
    made = good()
    path = write(tmp_path / "a.mp3", made.sound, *options)
    assert measures <= failed(check(made.wanted(WantedFile("mp3", path, 192, TAGS)))).keys()


def test_the_check_finds_a_missing_cover(tmp_path: Path) -> None:
    made = good()
    cover = tmp_path / "c.jpg"
    cover.write_bytes(picture("jpg"))
    plain = write(tmp_path / "a.mp3", made.sound)
    options = ("-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")
    usual = ("-b:a", "192k", "-id3v2_version", "3")
    pictured = write(tmp_path / "b.mp3", made.sound, *options, *usual, more=("-i", str(cover)))
    for path, missing in ((plain, {"cover"}), (pictured, set())):
        wanted = WantedFile("mp3", path, 192, TAGS, cover=True)
        assert failed(check(made.wanted(wanted))).keys() == missing


def _cut_off(data: bytes) -> bytes:
    return data[:-30000]


def _a_little_cut_off(data: bytes) -> bytes:
    return data[:-137]


def _junk_inside(data: bytes) -> bytes:
    noise = np.random.default_rng(4).bytes(3000)
    return data[:100000] + noise + data[100000:]


def _zeros_over_it(data: bytes) -> bytes:
    return data[:100000] + bytes(4000) + data[104000:]


def _junk_before(data: bytes) -> bytes:
    return b"\x00garbage\xff\xff" * 40 + data


def _twice(data: bytes) -> bytes:
    return data + data


def _empty(data: bytes) -> bytes:
    return b""


def _error_body(data: bytes) -> bytes:
    return b'{"error": "insufficient credit"}'


@pytest.mark.parametrize(
    ("damage", "measure"),
    [
        (_cut_off, "length"),
        (_cut_off, "frames"),
        (_a_little_cut_off, "frames"),
        (_junk_inside, "frames"),
        (_zeros_over_it, "frames"),
        (_junk_before, "frames"),
        (_twice, "frames"),
        (_twice, "length"),
        (_empty, "file"),
        (_error_body, "format"),
    ],
)
def test_the_check_finds_damage_to_the_bytes_of_an_mp3(
    damage: object, measure: str, mp3: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(damage(mp3))  # type: ignore[operator]
    assert measure in failed(check(good().wanted(WantedFile("mp3", path, 192, TAGS))))


@pytest.mark.parametrize("fills", [10, 400, 700, 1150])
def test_an_mp3_passes_the_check_however_full_its_last_frame_is(tmp_path: Path, fills: int) -> None:
    """ffmpeg takes the filling off the end only where it is longer than a decoder's delay."""
    samples = 60 * 1152 - 1105 + fills
    sound = np.resize(chapter(0, (1.6,)).sound, samples)
    path = write(tmp_path / "a.mp3", sound)
    found = len(_decoded(path)) // 2
    assert length_check(found, RATE, "mp3", RATE, samples).passed
    assert not length_check(found - 529, RATE, "mp3", RATE, samples).passed


def _decoded(path: Path) -> bytes:
    line = [ffmpeg_program(), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    return subprocess.run(line, capture_output=True, check=True).stdout


def test_the_check_says_how_much_of_a_file_is_missing(tmp_path: Path) -> None:
    message = found_in(tmp_path, cut_second, "flac")["length"]
    assert message == "1.000 s shorter than the timeline; delete it and run narrate"


def test_the_check_finds_a_file_that_is_longer_than_its_timeline() -> None:
    measure = length_check(RATE + 1, RATE, "wav", RATE, RATE)
    assert not measure.passed and "0.000 s longer than the timeline" in measure.message
    assert length_check(RATE, RATE, "wav", RATE, RATE).passed


def test_the_length_of_an_opus_is_compared_at_its_own_rate() -> None:
    assert length_check(48000, 48000, "opus", RATE, RATE).passed
    assert not length_check(RATE, 48000, "opus", RATE, RATE).passed


def test_the_check_finds_frames_that_the_head_of_an_mp3_does_not_count(
    mp3: bytes, tmp_path: Path
) -> None:
    bare = ("-b:a", "192k", "-write_xing", "0", "-id3v2_version", "0")
    more = write(tmp_path / "b.mp3", good().sound[:RATE], *bare).read_bytes()
    (tmp_path / "a.mp3").write_bytes(mp3 + more)
    found = failed(check(good().wanted(WantedFile("mp3", tmp_path / "a.mp3", 192, TAGS))))
    assert "frames, but its header says" in found["frames"]


def test_an_mp3_without_a_head_passes_as_whole_frames(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", good().sound, "-b:a", "192k", "-write_xing", "0")
    assert "frames" not in failed(check(good().wanted(WantedFile("mp3", path, 192, TAGS))))


def test_an_mp3_below_a_stores_bit_rate_fails_whatever_was_ordered(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", good().sound, "-b:a", "128k")
    for ordered in (None, 128):
        found = failed(check(good().wanted(WantedFile("mp3", path, ordered, TAGS))))
        assert found["bit rate"].startswith("128 kbit/s, less than 192: set deliver.bitrate.mp3")


@pytest.mark.parametrize("ordered", ["1/3", "1", "01/12"])
def test_a_track_number_passes_however_it_is_written(ordered: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", good().sound)
    wanted = WantedFile("flac", path, tags={**TAGS, "track": ordered})
    assert failed(check(good().wanted(wanted))) == {}


def test_the_check_names_each_tag_that_is_missing_or_another(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", good().sound)
    tags = {**TAGS, "title": "The Carpet-Bag", "composer": "A Narrator"}
    message = failed(check(good().wanted(WantedFile("flac", path, tags=tags))))["tags"]
    assert "title is “Loomings” instead of “The Carpet-Bag”" in message
    assert "composer is missing" in message


def test_the_check_finds_a_language_that_is_another(tmp_path: Path) -> None:
    options = ("-f", "ipod", "-metadata:s:a:0", "language=deu")
    path = write(tmp_path / "a.m4a", good().sound, *options)
    for language, faults in (("deu", set()), ("eng", {"tags"})):
        wanted = WantedFile("m4a", path, tags={**TAGS, "language": language})
        assert failed(check(good().wanted(wanted))).keys() == faults


def test_a_wav_is_not_asked_for_tags(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", good().sound, "-map_metadata", "-1")
    result = check(good().wanted(WantedFile("wav", path, tags={"title": "Another"})))
    assert result.figure("tags") is None
