"""Proof-listening: how often a good take is marked, and how often a bad one is.

    python -m benchmarks.listening MANUSCRIPT [...] [--takes 300] [--faulty 40]
        [--voices hibari/heart hibari/hazel pico/en-GB] [--language en] [--seed 1]

Chunks are drawn from the manuscripts by chance and spoken by each voice; what a voice says is taken
to be good. The first `faulty` of them are spoiled in every way of the table, in the text that the
voice is given or in the sound, and judged against the right text. `at most`: the upper end of
Wilson's interval of 95 %. CPU seconds are those of the one process that hears, loading aside.
Needs the extra: pip install '.[listen]'.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.audio import Audio
from narrate.chunk import Chunk
from narrate.engines.base import Engine
from narrate.engines.opened import Engines
from narrate.listening.verdict import Verdict, judge
from narrate.listening.whisper import Whisper
from narrate.plan.plan import survey
from narrate.settings import Settings

SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[A-ZÁÉÍÓÚÄÖÜ“‘\"¿¡«])")
LONG_ENOUGH = 4.0
"""Seconds of speech that a fault in the sound is put into"""

Samples = npt.NDArray[np.int16]


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
    settings = Settings(
        engine=engine_name,
        voice=name,
        language=args.language,
        input=args.manuscripts[0],
        store=folder / "store",
        output=folder / "output",
    )
    engines, rng = Engines(settings), random.Random(f"{args.seed} {voice}")
    chunks = drawn(settings, engines, args.manuscripts, args.takes, rng)
    scores: dict[str, Score] = {}
    sound = cpu = wall = 0.0
    try:
        for place, chunk in enumerate(chunks):
            for kind, audio in await takes(
                engines[engine_name], chunk, chunks, rng, faulty=place < args.faulty
            ):
                started, used = time.perf_counter(), time.process_time()
                heard = ear.hear(audio, args.language)
                verdict = judge([chunk.spoken, chunk.text], heard, args.language)
                sound += audio.seconds
                cpu += time.process_time() - used
                wall += time.perf_counter() - started
                scores.setdefault(kind, Score()).add(verdict)
                if kind == "good" and verdict.faults:
                    faults = "; ".join(map(str, verdict.faults))
                    print(
                        f"false alarm: {chunk.spoken!r} heard {heard.text!r}: {faults}", flush=True
                    )
    finally:
        await engines.close()
    show(voice, scores, sound, cpu, wall)


def show(voice: str, scores: dict[str, Score], sound: float, cpu: float, wall: float) -> None:
    print(f"{voice}: {sound / 60:.0f} minutes heard, {cpu / sound:.3f} CPU s a second of audio")
    print(f"  {'take':24}{'marked':>8}{'of':>6}{'share':>8}{'at most':>9}  as")
    for kind, score in scores.items():
        share, most = score.marked / score.heard, wilson(score.marked, score.heard)
        named = ", ".join(f"{k} {n}" for k, n in (score.kinds or Counter()).most_common(3))
        print(
            f"  {kind:24}{score.marked:>8}{score.heard:>6}{share:>8.1%}{most:>9.1%}  {named}",
            flush=True,
        )


def wilson(hits: int, of: int, z: float = 1.96) -> float:
    """Upper end of Wilson's interval for a share."""
    share = hits / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle + spread) / (1 + z * z / of)


def drawn(
    settings: Settings, engines: Engines, manuscripts: list[Path], takes: int, rng: random.Random
) -> list[Chunk]:
    """Chunks by chance, as many from each manuscript."""
    picked: list[Chunk] = []
    for manuscript in manuscripts:
        found = survey(settings, [manuscript], lambda number: True, engines, read_all=True)
        chunks = [
            chunk
            for plan in found.plans
            for chapter in plan.chapters
            for _, chunk in chapter.lines()
            if any(map(str.isalpha, chunk.spoken))
        ]
        picked += rng.sample(chunks, min(len(chunks), -(-takes // len(manuscripts))))
    rng.shuffle(picked)
    return picked[:takes]


async def takes(
    engine: Engine, chunk: Chunk, others: list[Chunk], rng: random.Random, *, faulty: bool
) -> list[tuple[str, Audio]]:
    """The good take of a chunk and, where wanted, a bad one of each kind."""
    good = await engine.speak(chunk.spoken, chunk.voicing)
    made = [("good", good)]
    if faulty:
        for kind, text in wrong_texts(chunk.spoken, others, rng):
            made.append((kind, await engine.speak(text, chunk.voicing)))
        for kind, samples in wrong_sounds(good, rng):
            made.append((kind, Audio(good.rate, samples.astype("<i2").tobytes())))
    return made


def wrong_texts(text: str, others: list[Chunk], rng: random.Random) -> Iterator[tuple[str, str]]:
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
    another = rng.choice([other.spoken for other in others if other.spoken != text])
    yield "another text", another
    yield "a sentence added", f"{text} {SENTENCE_END.split(another)[0]}"


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
