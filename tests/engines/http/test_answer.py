"""Bodies of every shape, judged by what they are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from narrate.audio import Audio
from narrate.engines.http.answer import Asked, is_mp3, judge, mp3_is_whole
from narrate.errors import EngineUnusable, TemporaryError
from tests.engines import sound
from tests.waves.speech import alaw, mp3, samples_of, ulaw, wav

RATE = 24000
PCM = samples_of("Somebody said something.", RATE, 1.0, 0.06)
MP3 = mp3(PCM, RATE)


@pytest.mark.parametrize(
    ("body", "asked_for"),
    [
        pytest.param(wav(PCM, RATE), "wav", id="wav"),
        pytest.param(PCM, "pcm", id="pcm"),
        pytest.param(wav(PCM, RATE), "pcm", id="wav though pcm was asked for"),
        pytest.param(PCM, "wav", id="no header though wav was asked for"),
        pytest.param(wav(PCM, RATE), "ulaw", id="wav though ulaw was asked for"),
        pytest.param(wav(PCM, RATE, 0, 0), "wav", id="streamed wav"),
    ],
)
async def test_lossless_sound_in_an_answer_is_kept_as_it_is(body: bytes, asked_for: str) -> None:
    assert await judge(body, Asked(asked_for, RATE)) == Audio(RATE, PCM)


@pytest.mark.parametrize("first", [b"\xff\xfb", b"\xff\xf3", b"{\x01", b"<h", b"ID", b"\xff\xe0"])
async def test_samples_in_an_answer_may_begin_like_another_format(first: bytes) -> None:
    body = first + PCM[2:]
    assert (await judge(body, Asked("pcm", RATE))).pcm == body


async def test_the_rate_of_an_answer_is_that_of_its_wav_header() -> None:
    assert (await judge(wav(PCM, 44100), Asked("wav", RATE))).rate == 44100


@pytest.mark.parametrize("law", ["ulaw", "alaw"])
async def test_telephone_samples_in_an_answer_are_decoded(law: str) -> None:
    audio = await judge(ulaw(PCM) if law == "ulaw" else alaw(PCM), Asked(law, 8000))
    assert audio.rate == 8000
    assert np.abs(sound.samples(audio) - sound.samples(Audio(8000, PCM))).max() < 0.03


@pytest.mark.parametrize("asked_for", ["mp3", "wav", "pcm"])
@pytest.mark.parametrize("tag", [b"", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)], ids=["bare", "ID3"])
async def test_an_mp3_answer_is_decoded_whatever_was_asked_for(asked_for: str, tag: bytes) -> None:
    audio = await judge(tag + MP3, Asked(asked_for, RATE))
    assert audio.rate == RATE
    assert 0 <= audio.seconds - len(PCM) / 2 / RATE < 0.15, "the format pads its ends"
    assert sound.rms(audio) == pytest.approx(sound.rms(Audio(RATE, PCM)), rel=0.1)


async def test_an_mp3_answer_cut_inside_a_frame_is_asked_for_again() -> None:
    assert is_mp3(MP3) and mp3_is_whole(MP3) and mp3_is_whole(MP3 + b"TAG" + bytes(125))
    with pytest.raises(TemporaryError, match="cut short"):
        await judge(MP3[: len(MP3) - 100], Asked("mp3", RATE))


@pytest.mark.parametrize(
    ("body", "asked_for", "words"),
    [
        (b"", "wav", "0 bytes"),
        (wav(bytes(76), RATE), "wav", "120 bytes; does the voice belong"),
        (json.dumps({"message": "x" * 500}).encode(), "wav", "it is text"),
        (b' [{"error": 1}]' + b" " * 500, "pcm", "it is text"),
        (b"<!DOCTYPE html><html>" + b"\xc3\xa9" * 300, "pcm", "it is text"),
        (b"upstream connect error " * 20, "pcm", "it is text"),
        (PCM[:-1], "pcm", "inside a sample"),
        (wav(PCM, RATE)[:5000], "wav", "cut short"),
        (bytes(range(256)) * 4, "mp3", "not MP3"),
        (b"ID3" + bytes(500), "mp3", "ffmpeg cannot decode"),
    ],
)
async def test_an_answer_that_is_no_speech_is_billed_and_asked_for_again(
    body: bytes, asked_for: str, words: str
) -> None:
    with pytest.raises(TemporaryError, match=words) as caught:
        await judge(body, Asked(asked_for, RATE))
    assert caught.value.billed and not caught.value.overloaded


async def test_an_engine_without_its_mp3_decoder_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(EngineUnusable, match="ffmpeg"):
        await judge(MP3, Asked("mp3", RATE, tmp_path / "none"))
