"""Speaking with hibari, inside a worker process."""

import functools
from typing import Final

import numpy as np
import numpy.typing as npt
from hibari import SAMPLE_RATE, Hibari, dsp
from hibari.voices import voice_path

from narrate.audio import Audio
from narrate.engines.hibari.text import MODEL, SPOKEN_BRITISH, british
from narrate.engines.processes.worker import Request, Speaker
from narrate.errors import ChunkRefused, EngineUnusable

Floats = npt.NDArray[np.float32]

GAP: Final = 0.35
"""Seconds of silence between two sentences of a call. The model ends and begins each sentence
with silence of its own, together about 0.8 s (measured), whatever the punctuation."""
_KEPT: Final = 0.06
"""Seconds of that silence left on either side, so that no sound is cut off"""
_WINDOW: Final = SAMPLE_RATE // 200
"""Samples over which loudness is measured"""
_QUIET: Final = 10 ** (-50 / 20)
"""What lies 50 dB under a sentence's loudest window is silence"""
_VOICED: Final = 40.0
"""Hertz; below this hibari takes a frame for unvoiced"""


def load() -> Speaker:
    """Load the model that is in the wheel, warmed up so that the first call is like all others."""
    _model(MODEL)("Hello.", seed=0)
    return _speak


@functools.cache
def _model(name: str) -> Hibari:
    try:
        voice_path(name, download_missing=False)
        return Hibari(voice=name, threads=1)
    except Exception as error:
        raise EngineUnusable(f"the voice {name} cannot be loaded: {error}") from error


def _speak(request: Request) -> Audio:
    if "fetch" in request:
        return _fetch(str(request["fetch"]))
    text, model = str(request["text"]), str(request["voice"])
    if model in SPOKEN_BRITISH:
        text = british(text)
    rng = np.random.default_rng(int(request["seed"]))
    tts = _model(model)
    sentences = []
    for phonemes in tts.phonemize(text):
        sound = _sentence(tts, phonemes, request, rng)
        if sound.size:
            sentences.append(sound)
    if not sentences and any(character.isalpha() for character in text):
        raise ChunkRefused("this text has nothing that can be said in English")
    return Audio(SAMPLE_RATE, _samples(_joined(sentences)))


def _fetch(name: str) -> Audio:
    try:
        voice_path(name)
    except Exception as error:
        raise EngineUnusable(
            f"the voice {name} is not on this machine and cannot be downloaded ({error})"
        ) from error
    return Audio(SAMPLE_RATE, b"")


def _sentence(tts: Hibari, phonemes: str, request: Request, rng: np.random.Generator) -> Floats:
    ids = tts.ids(phonemes)
    if len(ids) < 3:
        return np.zeros(0, np.float32)
    inputs = {
        "ids": np.asarray([ids], np.int64),
        "speed": np.asarray([request["speed"]], np.float32),
    }
    *spectra, f0 = (output[0] for output in tts.sess.run(None, inputs))
    pitch, formants = float(request["pitch"]), float(request["formants"])
    if formants != 1.0:
        bins = _source_bins(len(spectra[0]), formants)
        spectra = [np.take(spectrum, bins, axis=0) for spectrum in spectra]
    if pitch != 1.0:
        f0 = np.where(f0 >= _VOICED, np.maximum(f0 * np.float32(pitch), _VOICED), f0)
    sound: Floats = dsp.synth(*spectra, f0, rng)
    return sound


@functools.cache
def _source_bins(bins: int, factor: float) -> npt.NDArray[np.int_]:
    """For each frequency bin (20 Hz wide) the one that it is taken from.

    The nearest, not a mixture of two: phases can't be mixed, and mixed magnitudes cost time
    and made the highest sounds 1 dB duller (measured).
    """
    return np.minimum(np.rint(np.arange(bins) / factor), bins - 1).astype(int)


def _joined(sentences: list[Floats]) -> Floats:
    """One sound, with the same silence between all sentences."""
    if not sentences:
        return np.zeros(0, np.float32)
    pause = np.zeros(round((GAP - 2 * _KEPT) * SAMPLE_RATE), np.float32)
    last = len(sentences) - 1
    parts: list[Floats] = []
    for place, sound in enumerate(sentences):
        if place:
            parts.append(pause)
        parts.append(_trimmed(sound, head=place > 0, tail=place < last))
    return np.concatenate(parts)


def _trimmed(sound: Floats, *, head: bool, tail: bool) -> Floats:
    """The sentence with little silence at the ends named, faded so that no join clicks."""
    table = sound[: sound.size // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    energy = np.einsum("ij,ij->i", table, table)
    heard = np.flatnonzero(energy > energy.max(initial=0) * _QUIET**2)
    if not heard.size:
        return sound
    kept = round(_KEPT * SAMPLE_RATE)
    first = max(0, int(heard[0]) * _WINDOW - kept) if head else 0
    end = min(sound.size, (int(heard[-1]) + 1) * _WINDOW + kept) if tail else sound.size
    part = sound[first:end].copy()
    ramp = np.linspace(0, 1, _WINDOW, dtype=np.float32)
    if head:
        part[:_WINDOW] *= ramp
    if tail:
        part[-_WINDOW:] *= ramp[::-1]
    return part


def _samples(sound: Floats) -> bytes:
    """Signed 16-bit little-endian, rounded to the nearest; `sound` is used up."""
    np.clip(sound, -1.0, 1.0, out=sound)
    sound *= np.float32(32767.0)
    np.rint(sound, out=sound)
    return bytes(sound.astype("<i2").tobytes())
