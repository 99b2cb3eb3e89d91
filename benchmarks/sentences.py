"""How near `find_sentences` comes to where sentences begin, beside plain proportion, by engine.

    python -m benchmarks.sentences MANUSCRIPT ... [--takes 150] [--wrong]

Real chunks of two sentences and more are spoken and edited as for delivery at 44.1 kHz:

- `hibari`: its own calls; the beginnings are known from how its sentences are put together.
- `pico`: its own calls; each sentence spoken alone as well, and found in the take by the course
  of its loudness. A fifth of the takes is left out, since there it sounds otherwise alone.
- `joined`: a stand-in for services with short pauses: every clause spoken apart by hibari, and
  joined with 0.12 to 0.6 s between sentences, 0.1 to 0.45 s at semicolons, colons and dashes and
  0.05 to 0.3 s at commas, all drawn by chance. Many a comma is longer than a full stop.
- `breath`: `joined` with noise at -60 dB throughout and a breath in every other pause.

A row is for beginnings of sentences other than a take's first: how many, how many were found in
the audio (`exact`), the share within 20 ms, of all and of the exact ones, the worst errors in ms,
and the CPU time a take. `proportion` is the same takes cut by text length alone.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import narrate
from narrate.assembly.sentences import find_sentences
from narrate.assembly.sound.edit import edit
from narrate.assembly.sound.forecast import kept
from narrate.audio import Audio, Take, TakeInfo
from narrate.engines.hibari import speech as hibari_speech
from narrate.engines.hibari.engine import MODEL
from narrate.engines.opened import Engines
from narrate.engines.pico import speech as pico_speech
from narrate.plan.scripting import ScriptSpec, write_chapters
from narrate.recording.inspect import inspect
from narrate.script.lexicon.lexicon import Lexicon
from narrate.script.sentences.clauses import spoken_lengths
from narrate.script.sentences.sentences import split_sentences
from narrate.settings import Settings, load_settings

RATE = 44100
NEAR = 0.020
WINDOW = 0.005
_CLAUSE = re.compile(r"(?<=[,;:—])\s+(?=\w)|(?<=\w)(?:--|—)(?=\w)|\s+[—–-]\s+")
_STRONG = re.compile(r"[;:—–-]\s*$")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spoken:
    """A take, and where its sentences begin: seconds of its own audio."""

    audio: Audio
    starts: tuple[float, ...]


Speaks = Callable[[Sequence[str], int], Spoken]


def chunks(manuscripts: Sequence[Path], settings: Settings, most: int) -> list[list[list[str]]]:
    """Canonical and spoken sentences of chunks with two and more, spread over the books."""
    found = []
    for path in manuscripts:
        book = narrate.open_manuscript(path)
        lexicon = Lexicon.load(settings.lexicon)
        script = write_chapters(ScriptSpec(book, settings, Engines(settings), lexicon))
        for chapter in script.chapters:
            for chunk in chapter.chunks:
                written, said = (split_sentences(t, "en") for t in (chunk.text, chunk.spoken))
                if len(written) == len(said) > 1:
                    found.append([written, said])
    order = np.random.default_rng(1).permutation(len(found))[:most]
    return [found[i] for i in sorted(order)]


def hibari(said: Sequence[str], seed: int) -> Spoken:
    """One call as the engine makes it, its sentences' places kept."""
    tts, rng = hibari_speech._model(MODEL), np.random.default_rng(0)
    request = {"speed": 1.0, "pitch": 1.0, "formants": 1.0}
    counts = [len(tts.phonemize(sentence)) for sentence in said]
    phonemes = tts.phonemize(" ".join(said))
    if len(phonemes) != sum(counts) or 0 in counts:
        raise ValueError("other borders")
    parts = [hibari_speech._sentence(tts, one, request, rng) for one in phonemes]
    begins, at = [], 0
    for place, part in enumerate(parts):
        kept = hibari_speech._trimmed(part, head=place > 0, tail=place < len(parts) - 1)
        begins.append((at + _first(kept)) / hibari_speech.SAMPLE_RATE)
        at += len(kept) + round((hibari_speech.GAP - 2 * 0.06) * hibari_speech.SAMPLE_RATE)
    audio = Audio(hibari_speech.SAMPLE_RATE, hibari_speech._samples(hibari_speech._joined(parts)))
    firsts = np.cumsum([0, *counts[:-1]])
    return Spoken(audio, tuple(begins[i] for i in firsts))


def pico(said: Sequence[str], seed: int) -> Spoken:
    """One call; each sentence is found again by the loudness of it spoken alone."""
    audio = _pico(" ".join(said))
    whole = _course(audio)
    starts, after = [], 0
    for sentence in said:
        alone = _course(_pico(sentence))
        loud = np.flatnonzero(alone > 0)
        alone = alone[loud[0] : loud[-1] + 1]
        shape = alone - alone.mean()
        match = np.correlate(whole[after:], shape, "valid")
        place = after + int(match.argmax())
        part = whole[place : place + len(alone)]
        if np.corrcoef(part, alone)[0, 1] < 0.85:
            raise ValueError("not found again")
        starts.append(place * WINDOW)
        after = place + len(alone)
    return Spoken(audio, tuple(starts))


def joined(said: Sequence[str], seed: int, breath: bool = False) -> Spoken:
    """Clauses spoken apart, with pauses by chance."""
    rng = np.random.default_rng(seed)
    parts: list[Floats] = [np.zeros(2400)]
    starts = []
    for sentence in said:
        clauses = [clause for clause in _CLAUSE.split(sentence) if _words(clause)]
        for place, clause in enumerate(clauses):
            sound = _hibari(clause)
            if place == 0:
                starts.append(sum(map(len, parts)) / hibari_speech.SAMPLE_RATE)
            parts.append(sound)
            least, longest = (0.1, 0.45) if _STRONG.search(clause) else (0.05, 0.3)
            if place == len(clauses) - 1:
                least, longest = 0.12, 0.6
            parts.append(_pause(rng.uniform(least, longest), rng, breath))
    sound = np.concatenate(parts)
    if breath:
        sound = sound + rng.normal(0, 32768 * 10 ** (-60 / 20), len(sound))
    pcm = np.clip(np.rint(sound), -32768, 32767).astype("<i2").tobytes()
    return Spoken(Audio(hibari_speech.SAMPLE_RATE, pcm), tuple(starts))


def _pause(seconds: float, rng: np.random.Generator, breath: bool) -> Floats:
    pause = np.zeros(round(seconds * hibari_speech.SAMPLE_RATE))
    if breath and seconds > 0.2 and rng.random() < 0.5:
        length = len(pause) // 2
        swell = np.sin(np.linspace(0, np.pi, length)) ** 2
        at = len(pause) // 4
        pause[at : at + length] = rng.normal(0, 32768 * 10 ** (-50 / 20), length) * swell
    return pause


def _words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _hibari(text: str) -> Floats:
    """A clause alone, without its silence; hibari may say nothing for a mark."""
    audio = hibari_speech._speak(
        {"text": text, "voice": MODEL, "pitch": 1.0, "formants": 1.0, "speed": 1.0, "seed": 0}
    )
    samples = np.frombuffer(audio.pcm, "<i2").astype(float)
    return samples[_first(samples) : len(samples) - _first(samples[::-1])]


def _pico(text: str) -> Audio:
    return pico_speech._speak({"text": text, "voice": "en-GB", "speed": 1.0, "pitch": 1.0})


def _first(sound: npt.NDArray[np.floating]) -> int:
    """Where a sound begins: the first 2 ms within 46 dB of its loudest."""
    width = 48
    table = np.asarray(sound[: len(sound) // width * width], float).reshape(-1, width)
    energy = (table**2).sum(axis=1)
    return int(np.flatnonzero(energy > energy.max() * 10 ** (-46 / 10))[0]) * width


def _course(audio: Audio) -> Floats:
    """Loudness by window, dB over 46 dB below the loudest."""
    samples = np.frombuffer(audio.pcm, "<i2").astype(float)
    width = round(audio.rate * WINDOW)
    table = samples[: len(samples) // width * width].reshape(-1, width)
    level = 10 * np.log10((table**2).mean(axis=1) + 1e-9)
    return np.asarray(np.maximum(level - level.max() + 46, 0))


def delivered(spoken: Spoken, text: str) -> tuple[npt.NDArray[np.int16], list[float]]:
    """The take as it is delivered, and where its sentences begin in it, seconds."""
    audio = spoken.audio
    levels = inspect(audio, text)
    take = Take(TakeInfo("k", audio.rate, audio.samples, levels), audio)
    edited = edit(take, 0.0, 32767 * 10 ** (-3 / 20), RATE)
    samples = edited.sound.astype(np.int16)
    cut = kept(take.info)[0] / audio.rate
    return samples, [start - cut for start in spoken.starts]


ENGINES: dict[str, Speaks] = {
    "hibari": hibari,
    "pico": pico,
    "joined": joined,
    "breath": lambda said, seed: joined(said, seed, breath=True),
}


@dataclass
class Tally:
    errors: list[float]
    exact: list[bool]
    cpu: float = 0.0
    takes: int = 0

    def add(self, error: float, exact: bool) -> None:
        self.errors.append(error)
        self.exact.append(exact)


Case = tuple[list[str], npt.NDArray[np.int16], list[float]]
"""Sentences, samples as delivered, and where the sentences begin, seconds"""


def takes_of(name: str, texts: list[list[list[str]]]) -> Iterator[Case]:
    for seed, (written, said) in enumerate(texts):
        try:
            spoken = ENGINES[name](said, seed)
        except ValueError:  # where its sentences begin is not known
            continue
        samples, starts = delivered(spoken, " ".join(said))
        yield written, samples, starts


def row(name: str, tally: Tally) -> str:
    errors, exact = np.abs(tally.errors), np.asarray(tally.exact)
    near = errors <= NEAR
    worst = ", ".join(f"{1000 * e:.0f}" for e in sorted(errors[exact])[-3:]) if exact.any() else ""
    return (
        f"{name:20}{tally.takes:6}{len(errors):8}{exact.mean():8.1%}{near.mean():9.1%}"
        f"{near[exact].mean() if exact.any() else 0:9.1%}{1000 * np.median(errors):8.1f}"
        f"{1000 * errors.max():8.0f}  {worst:22}{1000 * tally.cpu / tally.takes:6.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("manuscripts", type=Path, nargs="+")
    parser.add_argument("--takes", type=int, default=150)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--wrong", action="store_true", help="show what was found elsewhere")
    args = parser.parse_args()
    texts = chunks(args.manuscripts, load_settings(None), args.takes)
    print(
        f"{'':20}{'takes':>6}{'starts':>8}{'exact':>8}{'<20 ms':>9}{'of exact':>9}"
        f"{'median':>8}{'worst':>8}  {'worst of exact':22}{'CPU ms':>6}"
    )
    for name in args.engines.split(","):
        found, plain = Tally([], []), Tally([], [])
        for case in takes_of(name, texts):
            measure(case, found, plain, args.wrong)
        print(row(name, found))
        print(row("  proportion", plain), flush=True)


def measure(case: Case, found: Tally, plain: Tally, show: bool) -> None:
    written, samples, starts = case
    sentences = [spoken_lengths(sentence) for sentence in written]
    began = time.process_time()
    heard = find_sentences(samples, RATE, sentences)
    found.cpu += time.process_time() - began
    found.takes += 1
    plain.takes += 1
    lengths = [len(sentence) for sentence in written]
    places = np.cumsum([0, *lengths]) / sum(lengths) * len(samples)
    for i in range(1, len(lengths)):
        error = heard[i].start / RATE - starts[i]
        found.add(error, heard[i].exact)
        plain.add(places[i] / RATE - starts[i], False)
        if show and abs(error) > NEAR:
            where = f"{written[i - 1][-30:]} | {written[i][:40]}"
            print(f"    {1000 * error:7.0f} {heard[i].exact} {where}")


if __name__ == "__main__":
    main()
