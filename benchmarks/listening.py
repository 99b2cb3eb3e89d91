"""Proof-listening: how often a good take is marked, and how often a bad one is.

    python -m benchmarks.listening MANUSCRIPT [...] [--takes 300] [--faulty 40]
        [--voices hibari/heart hibari/hazel pico/en-GB] [--language en] [--seed 1]

Chunks are drawn from the manuscripts by chance and spoken by each voice; what a voice says is taken
to be good. The first `faulty` of them are spoiled in every way of the table, in the text that the
voice is given or in the sound, and judged against the right text. `at most`: the upper end of
Wilson's interval of 95 %. CPU seconds are those of the one process that hears, loading aside.
Needs the extra: pip install '.[listen]'.

`espeak/ru` and the like are voices of the program espeak-ng, where the machine has it: in languages
of which no engine is at hand. Likelihoods of good takes and of takes of another text are printed at
the end (5 and 50 % of the good, 50 and 95 % of the others): a language that Whisper hears badly has
its `least` in narrate/listening/words.json two thirds of the way from the first to the last.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import math
import random
import re
import statistics
import subprocess
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import narrate
from narrate.audio import Audio
from narrate.chunk import Voicing
from narrate.engines.opened import Engines
from narrate.listening.recogniser import Heard
from narrate.listening.verdict import Verdict, judge
from narrate.listening.whisper import Whisper
from narrate.listening.words import unmarked
from narrate.plan.plan import survey
from narrate.script import split_sentences, to_spoken
from narrate.settings import Settings

SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[A-ZÁÉÍÓÚÄÖÜ“‘\"¿¡«])")
LONG_ENOUGH = 4.0
"""Seconds of speech that a fault in the sound is put into"""

LONGEST = 220
"""Characters of a text for espeak-ng"""

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Line:
    """What is spoken, and the text that it was made from."""

    spoken: str
    text: str
    voicing: Voicing


class Espeak:
    """The program espeak-ng, as a voice of one language."""

    async def speak(self, text: str, voicing: Voicing) -> Audio:
        command = ["espeak-ng", "-v", voicing.voice, "--stdout", text]
        said = subprocess.run(command, capture_output=True, check=True).stdout
        with wave.open(io.BytesIO(said)) as file:
            # What it writes into a pipe does not know its own length.
            return Audio(file.getframerate(), said[44 : len(said) // 2 * 2])

    async def close(self) -> None:
        pass


@dataclass
class Score:
    """Of one kind of take."""

    heard: int = 0
    marked: int = 0
    kinds: Counter[str] | None = None

    def add(self, verdict: Verdict) -> None:
        self.heard += 1
        self.marked += bool(verdict.faults)
        self.kinds = (self.kinds or Counter()) + Counter({f.kind for f in verdict.faults})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manuscripts", nargs="+", type=Path)
    parser.add_argument("--takes", type=int, default=300)
    parser.add_argument("--faulty", type=int, default=40)
    parser.add_argument(
        "--voices", nargs="+", default=["hibari/heart", "hibari/hazel", "pico/en-GB"]
    )
    parser.add_argument("--language", default="en")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        ear = Whisper(Path(name))
        ear.prepare()
        for voice in args.voices:
            asyncio.run(measure(voice, args, ear, Path(name)))


async def measure(voice: str, args: argparse.Namespace, ear: Whisper, folder: Path) -> None:
    engine_name, _, name = voice.partition("/")
    rng = random.Random(f"{args.seed} {voice}")
    engines: Engines | None = None
    if engine_name == "espeak":
        lines = sentences(args.manuscripts, Voicing("espeak", name, args.language, 1.0))
        rng.shuffle(lines)
        lines, speaker = lines[: args.takes], Espeak()
    else:
        settings = Settings(
            engine=engine_name,
            voice=name,
            language=args.language,
            input=args.manuscripts[0],
            store=folder / "store",
            output=folder / "output",
        )
        engines = Engines(settings)
        lines = drawn(settings, engines, args.manuscripts, args.takes, rng)
        speaker = engines[engine_name]
    scores: dict[str, Score] = {}
    likely: dict[str, list[float]] = {}
    sound = cpu = wall = 0.0
    try:
        for place, line in enumerate(lines):
            for kind, audio in await takes(speaker, line, lines, rng, faulty=place < args.faulty):
                started, used = time.perf_counter(), time.process_time()
                heard = ear.hear(audio, args.language, unmarked(line.spoken))
                verdict = judge([line.spoken, line.text], heard, args.language)
                sound += audio.seconds
                cpu += time.process_time() - used
                wall += time.perf_counter() - started
                scores.setdefault(kind, Score()).add(verdict)
                likely.setdefault(kind, []).append(likelihood(heard))
                if kind == "good" and verdict.faults:
                    faults = "; ".join(map(str, verdict.faults))
                    print(
                        f"false alarm: {line.spoken!r} heard {heard.text!r}: {faults}", flush=True
                    )
    finally:
        await (engines or speaker).close()
    show(voice, scores, sound, cpu, wall)
    good, others = likely["good"], likely.get("another text", [])
    if len(good) > 1 and len(others) > 1:
        marks = [quantile(good, 5), quantile(good, 50), quantile(others, 50), quantile(others, 95)]
        print("  likelihood: " + ", ".join(f"{mark:.2f}" for mark in marks), flush=True)


def likelihood(heard: Heard) -> float:
    values = [value for word, value in heard.words if any(map(str.isalnum, word))]
    return statistics.fmean(values) if values else 0.0


def quantile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def show(voice: str, scores: dict[str, Score], sound: float, cpu: float, wall: float) -> None:
    print(f"{voice}: {sound / 60:.0f} minutes heard, {cpu / sound:.3f} CPU s a second of audio")
    print(f"  {'take':31}{'marked':>8}{'of':>6}{'share':>8}{'at most':>9}  as")
    for kind, score in scores.items():
        share, most = score.marked / score.heard, wilson(score.marked, score.heard)
        named = ", ".join(f"{k} {n}" for k, n in (score.kinds or Counter()).most_common(3))
        print(
            f"  {kind:31}{score.marked:>8}{score.heard:>6}{share:>8.1%}{most:>9.1%}  {named}",
            flush=True,
        )


def wilson(hits: int, of: int, z: float = 1.96) -> float:
    """Upper end of Wilson's interval for a share."""
    share = hits / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle + spread) / (1 + z * z / of)


def sentences(manuscripts: list[Path], voicing: Voicing) -> list[Line]:
    """The sentences of manuscripts, but very short and long ones."""
    return [
        Line(to_spoken(sentence, voicing.language), sentence, voicing)
        for manuscript in manuscripts
        for chapter in narrate.open_manuscript(manuscript).chapters
        for sentence in split_sentences(chapter.text, voicing.language)
        if sum(map(str.isalpha, sentence)) >= 12 and len(sentence) <= LONGEST
    ]


def drawn(
    settings: Settings, engines: Engines, manuscripts: list[Path], takes: int, rng: random.Random
) -> list[Line]:
    """Chunks by chance, as many from each manuscript."""
    picked: list[Line] = []
    for manuscript in manuscripts:
        found = survey(settings, [manuscript], lambda number: True, engines, read_all=True)
        lines = [
            Line(chunk.spoken, chunk.text, chunk.voicing)
            for plan in found.plans
            for chapter in plan.chapters
            for _, chunk in chapter.lines()
            if any(map(str.isalpha, chunk.spoken))
        ]
        picked += rng.sample(lines, min(len(lines), -(-takes // len(manuscripts))))
    rng.shuffle(picked)
    return picked[:takes]


async def takes(
    speaker: Any, line: Line, others: list[Line], rng: random.Random, *, faulty: bool
) -> list[tuple[str, Audio]]:
    """The good take of a line and, where wanted, a bad one of each kind."""
    good = await speaker.speak(line.spoken, line.voicing)
    made = [("good", good)]
    if faulty:
        for kind, text in wrong_texts(line.spoken, others, rng):
            made.append((kind, await speaker.speak(text, line.voicing)))
        for kind, samples in wrong_sounds(good, rng):
            made.append((kind, Audio(good.rate, samples.astype("<i2").tobytes())))
    return made


def wrong_texts(text: str, others: list[Line], rng: random.Random) -> Iterator[tuple[str, str]]:
    """What an engine might say instead."""
    sentences, words = SENTENCE_END.split(text), text.split()
    if len(sentences) > 1:
        out = rng.randrange(len(sentences))
        yield "a sentence left out", " ".join(s for i, s in enumerate(sentences) if i != out)
    if len(words) >= 14 and "](" not in text:
        long = [i for i in range(1, len(words) - 1) if sum(map(str.isalpha, words[i])) >= 5]
        for count, name in ((1, "a word"), (3, "three words"), (6, "six words")):
            starts = long if count == 1 else range(1, len(words) - count - 1)
            if starts:
                at = rng.choice(starts)
                yield f"{name} left out", " ".join(words[:at] + words[at + count :])
        at, count = rng.randrange(len(words) - 6), rng.randrange(4, 7)
        yield "a phrase said twice", " ".join(words[: at + count] + words[at:])
    if (spelled := said_by_letters(words, rng)) and "](" not in text:
        yield "a word said letter by letter", spelled
    if (mixed := with_mixed_letters(words, rng)) and "](" not in text:
        yield "the letters of words mixed", mixed
    another = rng.choice([other.spoken for other in others if other.spoken != text])
    yield "another text", another
    yield "a sentence added", f"{text} {SENTENCE_END.split(another)[0]}"


def said_by_letters(words: list[str], rng: random.Random) -> str:
    """The text with one word as its letters; empty where none has three to seven."""
    bare = [word.strip(".,;:!?“”\"'«»¿¡()") for word in words]
    fitting = [at for at, word in enumerate(bare) if word.isalpha() and 3 <= len(word) <= 7]
    if not fitting:
        return ""
    at = rng.choice(fitting)
    return " ".join([*words[:at], *(f"{letter}." for letter in bare[at].upper()), *words[at + 1 :]])


def with_mixed_letters(words: list[str], rng: random.Random) -> str:
    """The text with the letters of every fifth word, at least two, in another order."""
    fitting = [at for at, word in enumerate(words) if sum(map(str.isalpha, word)) >= 5]
    if len(fitting) < 2:
        return ""
    mixed = list(words)
    for at in rng.sample(fitting, min(len(fitting), max(2, len(words) // 5))):
        letters = list(filter(str.isalpha, words[at].lower()))
        rng.shuffle(letters)
        mixed[at] = "".join(letters)
    return " ".join(mixed)


def wrong_sounds(audio: Audio, rng: random.Random) -> Iterator[tuple[str, Samples]]:
    """What might befall the audio; lengths in seconds."""
    sound, rate = np.frombuffer(audio.pcm, "<i2"), audio.rate
    loud = np.flatnonzero(
        np.abs(sound.astype(np.int32)) > np.abs(sound.astype(np.int32)).max() / 50
    )
    start, end = int(loud[0]), int(loud[-1])
    if end - start < LONG_ENOUGH * rate:
        return
    yield "end cut off by 1 s", sound[: end - rate]
    yield "beginning cut off by 1 s", sound[start + rate :]
    at, length = rng.randrange(start + rate // 2, end - 2 * rate), rate * 3 // 2
    speech = sound[start:end].astype(np.float64)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(
        0, np.sqrt((speech**2).mean()), length
    )
    for name, filling in (("noise", np.clip(noise, -32768, 32767)), ("silence", np.zeros(length))):
        spoiled = sound.copy()
        spoiled[at : at + length] = filling
        yield f"1.5 s turned to {name}", spoiled
    yield (
        "4 s of silence put in",
        np.concatenate([sound[:at], np.zeros(4 * rate, "<i2"), sound[at:]]),
    )
    twice = rng.randrange(rate, 2 * rate)
    yield "1 to 2 s heard twice", np.concatenate([sound[: at + twice], sound[at:]])


if __name__ == "__main__":
    main()
