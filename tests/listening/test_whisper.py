"""The real recogniser on real speech; only where the extra is installed."""

from __future__ import annotations

import asyncio
import importlib.util
import pickle
import socket
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest

from narrate.audio import Audio
from narrate.chunk import Voicing
from narrate.engines.hibari.engine import HibariEngine
from narrate.engines.pico.speech import load
from narrate.errors import SettingsError
from narrate.listening.verdict import judge
from narrate.listening.whisper import Whisper, longest_pause

needs_extra = pytest.mark.skipif(
    importlib.util.find_spec("faster_whisper") is None,
    reason="needs the extra: pip install '.[listen]'",
)
TEXT = (
    "The boats knocked softly against the wall, rain came in over the harbour, and the lamp in"
    " the window burned until morning, though nobody had asked it to."
)
RATE = 16000


def spoken(texts: Sequence[str]) -> list[Audio]:
    async def speak() -> list[Audio]:
        engine = HibariEngine(1)
        try:
            voicing = Voicing("hibari", "heart", "en", 1.0)
            return [await engine.speak(text, voicing) for text in texts]
        finally:
            await engine.close()

    return asyncio.run(speak())


@needs_extra
@pytest.mark.filterwarnings("ignore")  # of the library's own imports
def test_whisper_hears_words_that_were_said_and_misses_those_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, short = spoken([TEXT, TEXT.replace("rain came in over the harbour, ", "")])

    def no_network(*_: object) -> None:
        raise AssertionError("it asked the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    ear: Whisper = pickle.loads(pickle.dumps(Whisper(tmp_path)))
    ear.prepare()
    heard = ear.hear(good, "en", TEXT)
    assert judge([TEXT], heard, "en").faults == ()
    assert ear.hear(good, "en", TEXT) == heard
    assert [fault.kind for fault in judge([TEXT], ear.hear(short, "en", TEXT), "en").faults] == [
        "missing"
    ]
    silent = Audio(good.rate, bytes(2 * good.rate))
    assert judge([TEXT], ear.hear(silent, "en", TEXT), "en").faults


@needs_extra
@pytest.mark.filterwarnings("ignore")  # of the library's own imports
def test_whisper_hears_letters_that_were_said_for_a_word(tmp_path: Path) -> None:
    text = "“Brrr, it is cold in here,” said my uncle."
    (spelled,) = spoken([text.replace("Brrr", "B. R. R. R.")])
    ear = Whisper(tmp_path)
    ear.prepare()
    assert [fault.kind for fault in judge([text], ear.hear(spelled, "en", text), "en").faults] == [
        "letters for words"
    ]


@needs_extra
@pytest.mark.filterwarnings("ignore")  # of the library's own imports
def test_whisper_tells_how_likely_a_text_is_in_a_take_of_another_language(tmp_path: Path) -> None:
    text, other = "Der Tag ist schön, und niemand wusste es.", "Wir fahren morgen nach Hause."
    audio = load()({"text": text, "voice": "de-DE", "speed": 1.0, "pitch": 1.0})
    ear = Whisper(tmp_path)
    ear.prepare()
    right, wrong = (ear.hear(audio, "de", each) for each in (text, other))
    assert judge([text], right, "de").faults == () and judge([other], wrong, "de").faults
    assert [word for word, _ in right.words if word.isalpha()] == text.replace(",", "")[:-1].split()
    likely, unlikely = (fmean(value for _, value in heard.words) for heard in (right, wrong))
    assert likely > -2 and unlikely < -5


def test_listening_without_its_extra_says_in_one_line_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"not installed; pip install '\.\[listen\]'"):
        Whisper(tmp_path).prepare()
    assert Whisper(tmp_path).name  # a name is needed before that


def sound(*parts: tuple[float, float]) -> Audio:
    """Tones and silences: seconds and amplitude of each."""
    pieces = [
        amplitude * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE)) / RATE)
        for seconds, amplitude in parts
    ]
    return Audio(RATE, (np.concatenate(pieces) * 20000).astype("<i2").tobytes())


def test_the_longest_pause_counts_only_silence_between_sounds() -> None:
    audio = sound((2, 0), (1, 1), (0.4, 0), (1, 0.5), (1.5, 0.001), (1, 1), (3, 0))
    assert longest_pause(audio) == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize(
    "audio", [Audio(RATE, b""), sound((1, 0)), sound((1, 1)), Audio(RATE, b"x")]
)
def test_audio_without_a_pause_has_a_longest_pause_of_zero(audio: Audio) -> None:
    assert longest_pause(audio) == 0.0
