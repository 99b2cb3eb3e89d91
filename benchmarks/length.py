"""How near the plan's estimate of length comes to what is delivered, and how fast voices speak.

    python -m benchmarks.length FILE ... [--engine hibari] [--voice NAME] [--set "pace: 155"] ...
    python -m benchmarks.length FILE ... --engine pico --voice it-IT --measure [--takes 150]

Each file is planned, made (WAV, nothing kept) and compared: the length and pace of the plan before
anything was recorded beside those of the delivered chapters, once for each `--set`. A plan after
the run is exact and is not shown. `gap` is the middle pause between two sentences of a take as the
voice makes it, `pauses` those of the delivered chapters between any two sentences: the 10th, 50th
and 90th in a hundred, in seconds.

`--measure` prints a voice's `SpeakingRate`, fitted to takes drawn from the files: give it books
that the estimate is not judged by.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

import narrate
from narrate.assembly.sentences import find_sentences
from narrate.assembly.sound.forecast import kept
from narrate.audio import Audio, TakeInfo
from narrate.chunk import Chunk
from narrate.engines.opened import Engines
from narrate.plan.mastering import sentences_of
from narrate.plan.preview import preview
from narrate.plan.scripting import ScriptSpec, write_chapters
from narrate.recording.inspect import inspect
from narrate.run.reporter import Reporter
from narrate.script import Lexicon, spoken_lengths
from narrate.settings import Settings, load_settings

SPEEDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.05, 1.1, 1.2, 1.3, 1.5, 1.75, 2.0)
FEW = 14
"""Takes that are spoken at each speed"""
_MARKS = re.compile(r"[,;:()…—–]|--")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--engine", default="hibari")
    parser.add_argument("--voice")
    parser.add_argument("--set", action="append", help="one line of YAML, such as 'speed: 0.9'")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--takes", type=int, default=150)
    args = parser.parse_args()
    voice = f"\nvoice: {args.voice}" if args.voice else ""
    who = f"engine: {args.engine}{voice}\n"
    with tempfile.TemporaryDirectory() as folder:
        if args.measure:
            asyncio.run(measure(args.files, settings_of(Path(folder), who), args.takes))
            return
        print(f"{'book':28} {'set':14} {'words':>7} {'planned':>9} {'real':>9} {'off':>6}"
              f" {'pace':>11}  pauses")  # fmt: skip
        for number, (file, line) in enumerate((f, s) for f in args.files for s in args.set or [""]):
            compare(file, line, settings_of(Path(folder) / str(number), f"{who}{line}\n"))


def settings_of(folder: Path, text: str) -> Settings:
    """Settings of a project in that folder."""
    folder.mkdir(exist_ok=True)
    deliver = "deliver: {formats: [wav], read_along: []}\n"
    (folder / "pipeline.yaml").write_text(text + deliver, "utf-8")
    return load_settings(folder / "pipeline.yaml")


def compare(file: Path, line: str, settings: Settings) -> None:
    """Plan a book, make it, and print a row."""
    (book,) = preview(settings, [file.resolve()]).books
    report = narrate.run(settings, [file.resolve()], reporter=Reporter())
    chapters = [chapter for made in report.books for chapter in made.chapters]
    real, planned = sum(chapter.seconds for chapter in chapters), book.totals["seconds"]
    words = (book.pace or 0) * planned / 60
    heard = np.percentile(list(pauses(settings, report.books[0].folder)), (10, 50, 90))
    print(f"{file.name[:28]:28} {line[:14]:14} {words:7.0f} {planned:8.1f}s {real:8.1f}s"
          f" {100 * (planned / real - 1):5.1f}% {book.pace or 0:5.0f} {60 * words / real:5.0f}"
          f"  {' '.join(f'{each:.2f}' for each in heard)}", flush=True)  # fmt: skip


def pauses(settings: Settings, folder: str | Path) -> Iterator[float]:
    """Seconds between sentences of one paragraph, as the timeline has them."""
    timeline = json.loads((Path(folder) / "timeline.json").read_text("utf-8"))
    for chapter in timeline["chapters"]:
        for one, other in pairwise(chapter["chunks"]):
            yield from _inside(one, chapter["sample_rate"])
            if one["text"][-1:] in ".?!" and other["source"] and one["source"]:
                near = other["source"][0] - one["source"][1] == 1
                if near:
                    yield (other["start"] - one["end"]) / chapter["sample_rate"]


def _inside(chunk: dict[str, list[dict[str, int]]], rate: int) -> Iterator[float]:
    for one, other in pairwise(chunk["sentences"]):
        if one["exact"] and other["exact"]:
            yield (other["start"] - one["end"]) / rate


async def measure(files: Sequence[Path], settings: Settings, most: int) -> None:
    """Print how fast a voice speaks."""
    chunks = list(drawn(files, settings, most))
    async with Engines(settings) as engines:
        engine = engines[settings.engine]

        async def speak(chunk: Chunk, speed: float) -> Audio:
            return await engine.speak(chunk.spoken, replace(chunk.voicing, speed=speed))

        takes = [await speak(chunk, 1.0) for chunk in chunks]
        seconds = [heard(chunk, take) for chunk, take in zip(chunks, takes, strict=True)]
        table = np.array([features(chunk) for chunk in chunks], float)
        fitted = np.linalg.lstsq(table, np.array(seconds), rcond=None)[0]
        for name, value in zip(("letter", "word", "mark", "sentence", "take"), fitted, strict=True):
            print(f"{name}={value:.4f},")
        gaps = [gap for chunk, take in zip(chunks, takes, strict=True) for gap in own(chunk, take)]
        print(f"gap={np.median(gaps):.3f},  # of {len(gaps)}")
        whole = sum(seconds[:FEW])
        for speed in SPEEDS:
            length = sum([heard(c, await speak(c, speed), speed) for c in chunks[:FEW]])
            print(f"({speed:g}, {length / whole:.3f}),", flush=True)


def drawn(files: Iterable[Path], settings: Settings, most: int) -> Iterator[Chunk]:
    """Chunks of the files, so many of each."""
    for file in files:
        book = narrate.open_manuscript(file)
        spec = ScriptSpec(book, settings, Engines(settings), Lexicon.load(()))
        chunks = [chunk for each in write_chapters(spec).chapters for chunk in each.chunks]
        yield from random.Random(1).sample(chunks, min(most, len(chunks)))


def features(chunk: Chunk) -> tuple[int, ...]:
    """What a `SpeakingRate` counts of a text."""
    text = chunk.spoken
    letters, marks = sum(map(str.isalpha, text)), len(_MARKS.findall(text))
    return letters, len(text.split()), marks, len(sentences_of(chunk)) - 1, 1


def heard(chunk: Chunk, take: Audio, speed: float = 1.0) -> float:
    """Seconds of a take without the silence at its ends."""
    levels = inspect(take, chunk.spoken, speed)
    first, end = kept(TakeInfo("", take.rate, take.samples, levels))
    return (end - first) / take.rate


def own(chunk: Chunk, take: Audio) -> Iterator[float]:
    """Seconds of the pauses between its sentences that were heard."""
    samples = np.frombuffer(take.pcm, "<i2")
    lengths = [spoken_lengths(chunk.text[start:end]) for start, end in sentences_of(chunk)]
    for one, other in pairwise(find_sentences(samples, take.rate, lengths)):
        if other.start > one.end:
            yield (other.start - one.end) / take.rate


if __name__ == "__main__":
    main()
