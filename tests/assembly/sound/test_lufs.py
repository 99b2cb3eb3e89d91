import wave
from pathlib import Path

import numpy as np
import pytest

from narrate.assembly.sound.forecast import forecast
from narrate.assembly.sound.loudness import Lufs, listen
from narrate.assembly.spec import ChapterSpec
from tests.assembly.takes import Takes, chunk, ebur128, murmur, take, tone

SPEC = ChapterSpec(Path("x"), ("wav",), "ffmpeg", chapter_start=1.0, chapter_end=1.0)


def heard(takes: Takes, pause: float = 0.3, spec: ChapterSpec = SPEC) -> Lufs:
    chunks = [chunk(key, key, key, pause) for key in takes]
    return listen(chunks, takes.read, forecast(chunks, takes.info, spec))


@pytest.mark.parametrize("rate", [22050, 24000, 48000])
@pytest.mark.parametrize("hertz", [40, 100, 997, 2500, 6000])
def test_the_lufs_of_tones_are_what_ffmpeg_measures(
    tmp_path: Path, rate: int, hertz: float
) -> None:
    sound = take(tone(hertz, 6.0, rate, 0.1), rate=rate, lead=0.0, tail=0.0)
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(bytes(2 * rate) + sound.audio.pcm + bytes(2 * rate))
    assert heard(Takes(a=sound)).voices()["a"] == pytest.approx(ebur128(path)[0], abs=0.1)


def test_pauses_do_not_count_for_the_lufs_of_a_chapter() -> None:
    takes = Takes(a=take(murmur(6.0, 1), "a"), b=take(murmur(6.0, 1), "b"))
    short, long = heard(takes, 0.3), heard(takes, 30.0)
    equal = {voice: -loudness for voice, loudness in short.voices().items()}
    assert short.speech(equal, -19.0, 0.0) == pytest.approx(long.speech(equal, -19.0, 0.0), abs=0.1)
    assert short.speech(equal, -19.0, 0.5) == short.speech(equal, -19.0, 0.0) - 0.5


def test_the_position_of_a_take_hardly_changes_the_lufs_of_a_chapter() -> None:
    """Steps of a tenth of a second are the chapter's, at whatever point of one the take begins."""
    found = [
        heard(
            Takes(a=take(murmur(3.0, 2))),
            spec=ChapterSpec(Path("x"), ("wav",), "f", chapter_start=1 + shift),
        ).voices()["a"]
        for shift in (0.0, 0.03, 0.0777)
    ]
    assert max(found) - min(found) < 0.15


def test_lufs_can_be_measured_of_silence_and_of_the_shortest_word() -> None:
    silent = take(np.zeros(0))
    assert heard(Takes(a=silent)).voices() == {}
    short = Takes(a=silent, b=take(tone(997, 0.2, level=0.1)))
    assert list(heard(short).voices()) == ["b"]
    assert heard(Takes()).voices() == {}
