"""Whatever bytes a server sends: audio or one of our errors, never another."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.engines.http.answer import Asked, is_mp3, is_text, judge, mp3_is_whole
from narrate.engines.http.complaints import Answer, reason, retry_after
from narrate.engines.http.wav import read_wav
from narrate.engines.waves.account import read_voices
from narrate.engines.waves.refusal import Asked as AskedOfWaves
from narrate.engines.waves.refusal import refusal
from narrate.errors import EngineError, TemporaryError
from tests.waves.speech import wav

WHOLE = wav(bytes(range(256)) * 4, 24000)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["error", "errors", "message", "details", "path", "code", "retry_after"]
            )
            | st.sampled_from(
                ["voices", "data", "tags", "voiceId", "language", "recommended_endpoint"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)), st.integers(0, 60))
def test_reading_a_damaged_wav_fails_only_as_a_temporary_error(
    junk: bytes, end: int, place: int
) -> None:
    for body in (WHOLE[:end] + junk, WHOLE[:place] + junk + WHOLE[place + len(junk) :]):
        with contextlib.suppress(TemporaryError):
            assert len(read_wav(body).pcm) % 2 == 0


@given(st.binary(max_size=600), st.sampled_from([b"", b"\xff\xfb\x90", b"\xff\xf3\xc4", b"{"]))
@settings(deadline=None)
async def test_reading_any_answer_body_fails_only_as_a_known_error(
    junk: bytes, first: bytes
) -> None:
    body = first + junk
    is_text(body)
    if is_mp3(body):
        mp3_is_whole(body)  # decoding is ffmpeg's affair
    elif not body.startswith((b"ID3", b"OggS", b"fLaC", b"FORM", b"\x1aE")):
        for output_format in ("pcm", "ulaw"):
            with contextlib.suppress(TemporaryError):
                assert len((await judge(body, Asked(output_format, 8000))).pcm) % 2 == 0


@given(st.integers(300, 599), JSON, st.dictionaries(st.just("retry-after"), st.text(max_size=9)))
def test_any_refusal_gives_one_line(status: int, told: object, headers: dict[str, str]) -> None:
    for body in (json.dumps(told).encode(), str(told).encode("utf-8", "replace")):
        answer = Answer(status, headers, body)
        assert "\n" not in reason(answer)
        assert (retry_after(answer) or 0.0) >= 0.0
        error = refusal(answer, AskedOfWaves("https://x", "/y", "KEY"), hide="")
        assert isinstance(error, EngineError)


@given(JSON)
def test_reading_any_list_of_voices_fails_only_as_a_temporary_error(told: object) -> None:
    with contextlib.suppress(TemporaryError):
        read_voices(json.dumps(told).encode())
