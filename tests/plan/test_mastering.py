"""How a book is mastered: its profile, with the figures of the settings in its place."""

from __future__ import annotations

from typing import Any

import pytest

import narrate
from narrate.errors import SettingsError
from narrate.plan.listings import transcribe
from narrate.plan.mastering import (
    bitrates_of,
    chapter_formats,
    kept_formats,
    level_of,
    mastering_of,
    narrator_of,
)
from narrate.profiles import PROFILES
from narrate.settings import Settings
from tests.conftest import Project, story


def settings(deliver: dict[str, Any], **more: Any) -> Settings:
    return Settings.model_validate({"deliver": deliver, **more})


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_a_profile_alone_is_mastered_by_its_own_figures(name: str) -> None:
    assert mastering_of(settings({"profile": name})) == PROFILES[name]


@pytest.mark.parametrize(
    ("level", "measure", "loudness"),
    [
        ({"rms": -21}, "rms", -21.0),
        ({"lufs": -17}, "lufs", -17.0),
        ({}, "rms", PROFILES["acx"].loudness),
    ],
)
def test_the_level_of_the_settings_takes_the_place_of_the_profiles(
    level: dict[str, float], measure: str, loudness: float
) -> None:
    found = level_of(mastering_of(settings({"profile": "acx", "level": {**level, "peak": -4}})))
    assert (found.measure, found.loudness, found.peak) == (measure, loudness, -4.0)


def test_a_figure_of_nought_in_the_settings_takes_the_place_of_the_profiles() -> None:
    found = mastering_of(
        settings({"profile": "acx"}, pauses={"chapter_start": 0, "chapter_end": 0})
    )
    assert (found.head, found.tail) == (0.0, 0.0)


def test_sample_rate_and_longest_file_are_those_of_the_settings() -> None:
    found = mastering_of(settings({"profile": "acx", "sample_rate": 22050, "max_minutes": 30}))
    assert (found.sample_rate, found.minutes) == (22050, 30.0)


@pytest.mark.parametrize(
    ("deliver", "rates"),
    [
        ({"profile": "acx", "formats": ["mp3"]}, {"mp3": "192k"}),
        ({"profile": "podcast", "formats": ["mp3"]}, {"mp3": "128k"}),
        ({"profile": "acx", "formats": ["mp3"], "bitrate": {"mp3": "256k"}}, {"mp3": "256k"}),
        ({"profile": "acx", "formats": ["flac", "wav"]}, {}),
    ],
)
def test_the_bit_rate_of_an_mp3_is_ordered_or_the_profiles(
    deliver: dict[str, Any], rates: dict[str, str]
) -> None:
    of = settings(deliver)
    assert bitrates_of(of, mastering_of(of)) == rates


def test_an_mp3_of_a_low_sample_rate_has_a_bit_rate_that_it_can_have() -> None:
    of = settings({"profile": "acx", "formats": ["mp3"], "sample_rate": 16000})
    (rate,) = bitrates_of(of, mastering_of(of)).values()
    assert int(rate.removesuffix("k")) <= 160


@pytest.mark.parametrize(
    ("formats", "made", "kept"),
    [
        (["mp3"], ("mp3",), ()),
        (["m4b"], ("m4a",), ("m4a",)),
        (["m4b", "m4a"], ("m4a",), ()),
        (["mp3book", "flac"], ("mp3", "flac"), ("mp3",)),
        (["mp3", "mp3book"], ("mp3",), ()),
    ],
)
def test_books_of_one_file_are_made_of_chapter_files_that_are_kept_aside(
    formats: list[str], made: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    of = settings({"formats": formats})
    assert (chapter_formats(of), kept_formats(of)) == (made, kept)


def test_a_bit_rate_that_no_encoder_can_do_stops_a_run_before_anything_is_sent(
    project: Project,
) -> None:
    project.configure(formats="mp3")
    path = project.folder / "pipeline.yaml"
    low = "read_along: [], sample_rate: 16000, bitrate: {mp3: 320k}"
    path.write_text(path.read_text().replace("read_along: []", low))
    project.write(story(1, 1))
    with pytest.raises(SettingsError, match=r"deliver\.bitrate\.mp3: at 16000 Hz"):
        narrate.run(project.settings())
    assert project.asked() == 0


def test_a_cover_that_cannot_be_read_stops_a_run_before_anything_is_sent(project: Project) -> None:
    project.write(story(1, 1))
    cover = project.folder / "cover.jpg"
    cover.touch()
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("read_along: []", "read_along: [], cover: cover.jpg"))
    settings = project.settings()
    cover.unlink()
    cover.mkdir()
    with pytest.raises(SettingsError, match=r"deliver.cover: .*cover.jpg: Is a directory"):
        narrate.run(settings)
    assert project.asked() == 0


def test_a_chapter_names_its_voices_in_the_order_in_which_they_are_heard(project: Project) -> None:
    path = project.write("CHAPTER 1\n\n\n“Where?” asked Anna.\n\n\n“Here,” said Anna.\n")
    project.configure("characters: {Anna: aarush}\n")
    (chapter,) = transcribe(project.settings(), path).script.chapters
    assert narrator_of(chapter.chunks) == "meher (waves) & aarush (waves)"
