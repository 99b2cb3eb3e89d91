"""A book in one file: its marks and every chapter in it."""

from __future__ import annotations

import functools
import itertools
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.decode import ChapterMark
from narrate.check.measures.track import JoinedResult, WantedBook, check_joined, mark_check
from narrate.check.measures.wanted import WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import ACX, RATE, Chapter, Floats, chapter, write

SHORT = replace(ACX, limits=replace(ACX.limits, loudness=(-30.0, -18.0)))
"""Chapters of a few seconds are half silence"""
TITLES = ("Loomings", "The Carpet-Bag")


@functools.cache
def chapters() -> tuple[Chapter, ...]:
    return tuple(whole_frames(chapter(seed, (1.3, 1.1))) for seed in (5, 6))


def whole_frames(made: Chapter) -> Chapter:
    rest = -len(made.sound) % 1024
    return replace(made, sound=np.concatenate([made.sound, made.sound[:rest]]))


def m4b(
    path: Path, sounds: list[Floats], ends: list[int], titles: tuple[str, ...] = TITLES
) -> Path:
    text = ";FFMETADATA1\ntitle=Moby Dick\nartist=H. Melville\n"
    for start, end, title in zip([0, *ends], ends, titles, strict=False):
        text += f"[CHAPTER]\nTIMEBASE=1/{RATE}\nSTART={start}\nEND={end}\ntitle={title}\n"
    tags = path.with_suffix(".txt")
    tags.write_text(text)
    options = ("-map_metadata", "1", "-map_chapters", "1", "-b:a", "96k", "-f", "ipod")
    plain = write(path.with_suffix(".wav"), np.concatenate(sounds))
    line = [ffmpeg_program(), "-y", "-v", "error", "-i", str(plain), "-i", str(tags), *options]
    subprocess.run([*line, str(path)], check=True)
    return path


def check(path: Path) -> JoinedResult:
    tracks = tuple(
        replace(made.wanted(number=number), title=title)
        for number, (made, title) in enumerate(zip(chapters(), TITLES, strict=True), 1)
    )
    tracks = tuple(replace(track, frame=1024) for track in tracks)
    wanted = WantedFile("m4b", path, tags={"title": "Moby Dick", "artist": "H. Melville"})
    return check_joined(ffmpeg_program(), WantedBook(wanted, tracks, TITLES), SHORT)


def failed(result: JoinedResult) -> dict[str, str]:
    every = [*result.checks, *(check for found, _ in result.tracks for check in found)]
    return {check.name: check.message for check in every if not check.passed}


def sounds_and_ends() -> tuple[list[Floats], list[int]]:
    sounds = [made.sound for made in chapters()]
    return sounds, [int(end) for end in np.cumsum([len(sound) for sound in sounds])]


def test_a_good_m4b_passes_the_check_and_every_chapter_is_measured(tmp_path: Path) -> None:
    result = check(m4b(tmp_path / "b.m4b", *sounds_and_ends()))
    assert failed(result) == {}
    assert {"marks", "length", "tags"} <= {check.name for check in result.checks}
    for track, _ in result.tracks:
        assert {"RMS", "takes", "joins"} <= {check.name for check in track}


@pytest.mark.parametrize("late", [-2646, 90, 44100])
def test_the_check_finds_a_chapter_mark_in_the_wrong_place(late: int, tmp_path: Path) -> None:
    sounds, ends = sounds_and_ends()
    message = failed(check(m4b(tmp_path / "b.m4b", sounds, [ends[0] + late, ends[1]])))["marks"]
    assert f"{late / RATE:+.3f} s" in message


def test_the_check_finds_chapter_marks_that_are_missing_or_wrongly_named(tmp_path: Path) -> None:
    sounds, ends = sounds_and_ends()
    path = tmp_path / "b.m4b"
    assert "1 chapter marks for 2" in failed(check(m4b(path, sounds, ends[1:])))["marks"]
    swapped = m4b(path, sounds, ends, TITLES[::-1])
    assert "instead of" in failed(check(swapped))["marks"]


def test_the_check_finds_chapters_in_the_wrong_order_in_an_m4b(tmp_path: Path) -> None:
    sounds, ends = sounds_and_ends()
    result = check(m4b(tmp_path / "b.m4b", sounds[::-1], ends))
    for track, _ in result.tracks:
        assert "takes" in {check.name for check in track if not check.passed}


def test_the_check_finds_an_m4b_that_is_cut_off_or_gone(tmp_path: Path) -> None:
    sounds, ends = sounds_and_ends()
    short = m4b(tmp_path / "b.m4b", [sounds[0], sounds[1][:50000]], ends)
    assert "length" in failed(check(short))
    first = m4b(tmp_path / "b.m4b", sounds[:1], ends)
    assert "sound" in failed(check(first))
    assert "file" in failed(check(tmp_path / "none.m4b"))


def test_the_check_measures_chapters_of_an_mp3_book_from_whole_frames() -> None:
    first, second = chapters()
    tracks = tuple(made.wanted(number=n) for n, made in enumerate((first, second), 1))
    book = WantedBook(WantedFile("mp3", Path("b.mp3")), tracks, TITLES)
    start, end = book.lengths
    assert start % 1152 == 0 and 1105 <= start - len(first.sound) < 1105 + 1152
    assert end == len(second.sound)
    seconds = [Fraction(at, RATE) for at in (0, start, start + end)]
    marks = [
        ChapterMark(a, b, title)
        for (a, b), title in zip(itertools.pairwise(seconds), TITLES, strict=True)
    ]
    assert mark_check(marks, book).passed
    assert not mark_check(marks[::-1], book).passed
