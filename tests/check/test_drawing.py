"""The picture of a chapter shows its sound, and chunks, limits and faults where they lie."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from narrate.check.drawing import HEIGHT, LEFT, WIDTH, picture_svg
from narrate.check.measures.result import Picture
from narrate.check.measures.sound import SoundFigures, listen
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import PROFILES, Limits
from tests.assembly.takes import tone
from tests.check.measures.deliveries import RATE, write

SECONDS = 4.0
NO_LIMITS = Limits()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SoundFigures:
    path = tmp_path_factory.mktemp("sound") / "a.wav"
    return listen(ffmpeg_program(), write(path, tone(300, SECONDS, RATE, 0.5)))


def drawn(picture: Picture, limits: Limits = NO_LIMITS, *, by_rms: bool = True) -> etree._Element:
    return etree.fromstring(picture_svg(picture, limits, by_rms=by_rms, label="All & <nothing>"))


def at(seconds: float) -> float:
    return LEFT + (WIDTH - LEFT) * seconds / SECONDS


def test_a_picture_says_in_words_what_it_shows(sound: SoundFigures) -> None:
    assert drawn(Picture(sound, (), (), ())).get("aria-label") == "All & <nothing>"


def test_a_fault_is_marked_where_it_lies_and_says_what_it_is(sound: SoundFigures) -> None:
    faults = ((1.0, 2.0, "too loud & long"), (3.0, 3.0, "a click"))
    long, short = drawn(Picture(sound, (), (), faults)).findall("g[@class='fault']")
    assert long.findtext("title") == "too loud & long"
    box = long.find("rect")
    assert box is not None
    assert float(box.get("x", "")) == pytest.approx(at(1.0), abs=0.1)
    assert float(box.get("width", "")) == pytest.approx(at(2.0) - at(1.0), abs=0.1)
    click = short.find("rect")
    assert click is not None and float(click.get("width", "")) == 3.0, "seen, however short"


def test_every_second_chunk_is_shaded_and_all_have_borders(sound: SoundFigures) -> None:
    spans = tuple((round(n * RATE), round((n + 0.8) * RATE)) for n in range(3))
    svg = drawn(Picture(sound, spans, (-20.0, -30.0, -80.0), ()))
    chunk, border, level = (
        svg.find(f"path[@class='{name}']") for name in ("chunk", "border", "level")
    )
    assert chunk is not None and border is not None and level is not None
    assert chunk.get("d", "").count("Z") == 1
    assert chunk.get("d", "").startswith(f"M{at(1.0):.1f} ")
    assert border.get("d", "").count("V") == 6
    heights = [float(line.split("H")[0].split()[1]) for line in level.get("d", "").split("M")[1:]]
    assert heights == sorted(heights) and heights[-1] < HEIGHT


@pytest.mark.parametrize(
    ("limits", "by_rms", "lines", "bands"),
    [
        (Limits(), True, 0, 0),
        (PROFILES["acx"].limits, True, 3, 1),
        (PROFILES["acx"].limits, False, 3, 0),
        (Limits(true_peak=-1.0), True, 2, 0),
        (Limits(floor=-60.0), True, 1, 0),
    ],
)
def test_the_limits_of_a_store_are_drawn_where_there_are_any(
    limits: Limits, by_rms: bool, lines: int, bands: int, sound: SoundFigures
) -> None:
    svg = drawn(Picture(sound, (), (), ()), limits, by_rms=by_rms)
    assert len(svg.findall("path[@class='limit']")) == lines
    assert len(svg.findall("path[@class='allowed']")) == bands


@pytest.mark.parametrize(
    ("seconds", "last"), [(0.5, "0:00"), (9.5, "0:09"), (70.0, "1:10"), (3700.0, "1:00:00")]
)
def test_about_ten_times_stand_below_a_picture(
    seconds: float, last: str, sound: SoundFigures
) -> None:
    length = replace(sound, samples=round(seconds * RATE))
    svg = drawn(Picture(length, (), (), ()))
    times = [text.text or "" for text in svg.findall("text") if "dB" not in (text.text or "")]
    assert times[0] == "0:00" and times[-1] == last and len(times) <= 11
    assert len(svg.findall("path[@class='tick']")) == len(times)


def test_a_picture_is_as_large_for_a_minute_as_for_an_hour(tmp_path: Path) -> None:
    samples = tone(300, 30.0, 8000, 0.5)
    short = listen(ffmpeg_program(), write(tmp_path / "a.wav", samples, rate=8000))
    long = replace(
        short,
        samples=short.samples * 20,
        energy=np.tile(short.energy, 20),
        low=np.tile(short.low, 20),
        high=np.tile(short.high, 20),
    )
    sizes = [
        len(picture_svg(Picture(s, (), (), ()), NO_LIMITS, by_rms=True, label=""))
        for s in (short, long)
    ]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.02)


def test_a_file_without_sound_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_text("too many requests")
    nothing = Picture(listen(ffmpeg_program(), path), (), (), ())
    assert picture_svg(nothing, Limits(), by_rms=True, label="") == ""
