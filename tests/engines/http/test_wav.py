"""WAVE files as servers really send them."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from narrate.audio import Audio
from narrate.engines.http.wav import read_wav
from narrate.errors import TemporaryError
from tests.waves.speech import wav

PCM = np.rint(8000 * np.sin(np.arange(2400) / 20)).astype("<i2").tobytes()
RATE = 24000


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2)


def form(code: int, channels: int, bits: int, extra: bytes = b"") -> bytes:
    frame = channels * bits // 8
    return chunk(
        b"fmt ", struct.pack("<HHIIHH", code, channels, RATE, RATE * frame, frame, bits) + extra
    )


def riff(*chunks: bytes) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


PLAIN = form(1, 1, 16)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(wav(PCM, RATE), id="as it should be"),
        pytest.param(wav(PCM, RATE, 0, 0), id="sizes 0"),
        pytest.param(wav(PCM, RATE, 0xFFFFFFFF, 0xFFFFFFFF), id="sizes not known"),
        pytest.param(wav(PCM, RATE, 0x7FFFFFFF, 0x7FFFFFFF - 36), id="sizes nearly 2 GB"),
        pytest.param(wav(PCM, RATE, 36, len(PCM)), id="only the outer size wrong"),
        pytest.param(wav(PCM, RATE, data=1000), id="size of the sound too small"),
        pytest.param(wav(PCM, RATE) + b"\x07", id="an odd byte at the end"),
        pytest.param(wav(PCM + b"\x07", RATE), id="an odd byte in the sound"),
        pytest.param(
            riff(chunk(b"LIST", b"INFOodd"), PLAIN, chunk(b"fact", b"1234"), chunk(b"data", PCM)),
            id="chunks before",
        ),
        pytest.param(
            riff(PLAIN, chunk(b"data", PCM), chunk(b"LIST", b"INFO" * 9)), id="chunks after"
        ),
        pytest.param(
            riff(form(0xFFFE, 1, 16, struct.pack("<HHIH", 22, 16, 4, 1) + bytes(14)))
            + chunk(b"data", PCM),
            id="extensible",
        ),
        pytest.param(wav(PCM[:1000], RATE) + wav(PCM[1000:], RATE), id="two files in a row"),
    ],
)
def test_the_sound_of_a_wav_is_found_between_any_other_data(body: bytes) -> None:
    assert read_wav(body) == Audio(RATE, PCM)


def as_format(code: int, bits: int) -> bytes:
    sound = np.frombuffer(PCM, "<i2").astype(float) / 32768
    match code, bits:
        case 1, 8:
            return np.rint(sound * 128 + 128).astype(np.uint8).tobytes()
        case 1, 24:
            wide = np.rint(sound * 2**23).astype("<i4")
            return wide.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
        case 1, 32:
            return (sound * 2**31).astype("<i4").tobytes()
    return sound.astype(f"<f{bits // 8}").tobytes()


@pytest.mark.parametrize(("code", "bits"), [(1, 8), (1, 24), (1, 32), (3, 32), (3, 64)])
def test_other_sample_formats_of_a_wav_become_16_bit(code: int, bits: int) -> None:
    audio = read_wav(riff(form(code, 1, bits), chunk(b"data", as_format(code, bits))))
    difference = np.frombuffer(audio.pcm, "<i2") - np.frombuffer(PCM, "<i2").astype(int)
    assert np.abs(difference).max() <= (260 if bits == 8 else 1)


def test_a_stereo_wav_becomes_mono() -> None:
    both = np.repeat(np.frombuffer(PCM, "<i2"), 2).astype("<i2").tobytes()
    audio = read_wav(riff(form(1, 2, 16), chunk(b"data", both)))
    difference = np.frombuffer(audio.pcm, "<i2") - np.frombuffer(PCM, "<i2").astype(int)
    assert np.abs(difference).max() <= 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (wav(PCM, RATE)[:2000], "cut short: 1,956 of 4,800 bytes"),
        (wav(PCM, RATE)[:40], "before any sample"),
        (riff(chunk(b"data", PCM)), "format is not told"),
        (riff(chunk(b"fmt ", b"short"), chunk(b"data", PCM)), "format is not told"),
        (riff(form(1, 1, 12), chunk(b"data", PCM)), "12 bits"),
        (riff(form(85, 1, 16), chunk(b"data", PCM)), r"\(85, 16 bits\)"),
        (riff(form(1, 99, 16), chunk(b"data", PCM)), "99 channels"),
        (wav(PCM, 3), "at 3 Hz"),
        (wav(PCM, RATE) + wav(PCM, 8000), "different rates"),
    ],
)
def test_an_incomplete_wav_is_billed_and_asked_for_again(body: bytes, words: str) -> None:
    with pytest.raises(TemporaryError, match=words) as caught:
        read_wav(body)
    assert caught.value.billed
