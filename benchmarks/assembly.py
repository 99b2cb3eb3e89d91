"""Making one chapter file: narrate's assembly beside one encode of the same ready samples.

    python benchmarks/assembly.py            100 and 1,000 takes, mp3 and flac
    python benchmarks/assembly.py --full     8,000 takes too (needs 4 GB of disk)
    python benchmarks/assembly.py --huge     a WAV beyond 4 GiB, read back to its end (5 GB of disk)

CPU seconds are those of the process and its ffmpeg together, without Python's start and imports;
memory is the peak of the process plus that of its ffmpeg. `ffmpeg alone` encodes the finished
chapter's samples from a file with the same encoder settings; `pydub` joins the takes once and
exports them, as other tools do. Takes are real speech of about 8 s, read from a store;
a hundred of them are said again and again. Marks: 1.15 times ffmpeg alone, 200 MB, at every size.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from narrate.assembly.chapter import assemble  # noqa: E402
from narrate.assembly.spec import ChapterSpec, ChunkSpec, Format  # noqa: E402
from narrate.audio import Audio  # noqa: E402
from narrate.chunk import Chunk, Voicing  # noqa: E402
from narrate.files.ffmpeg import ffmpeg_program  # noqa: E402
from narrate.recording.inspect import inspect  # noqa: E402
from narrate.recording.store import Store  # noqa: E402
from narrate.recording.takefile import take_key  # noqa: E402

DISTINCT = 100
CHARACTERS = 125
"""Of text to a take: about 8 s of speech"""
RATE = 24000
ENCODERS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k"],
    "m4a": ["-c:a", "aac", "-b:a", "96k"],
    "flac": ["-c:a", "flac"],
    "opus": ["-c:a", "libopus", "-b:a", "48k"],
    "wav": ["-c:a", "pcm_s16le", "-rf64", "auto"],
}
"""narrate's own choices, as they would be typed"""
MARK = 1.15
MOST_MEMORY = 200
"""MB"""
PYDUB_UP_TO = 1000
"""Takes; it holds all of them, 0.73 MB each"""


def record_takes(folder: Path) -> list[str]:
    """A hundred takes of the story in input/, spoken by the embedded engine."""
    import numpy as np
    from hibari import Hibari

    voice, store = Hibari(voice="heart", threads=1), Store(folder)
    story = (ROOT / "input" / "gift-of-the-magi.txt").read_text("utf-8")
    texts = textwrap.wrap(" ".join(story.split()), CHARACTERS)
    keys = []
    for number in range(DISTINCT):
        spoken = texts[number % len(texts)] + "." * (number // len(texts))
        pcm = (np.asarray(voice(spoken, seed=0)) * 32767).astype("<i2").tobytes()
        audio = Audio(RATE, pcm)
        keys.append(take_key({"engine": "benchmark"}, spoken))
        levels, made_of = inspect(audio, spoken), {"engine": "benchmark"}
        store.commit([store.draft(keys[-1], audio, levels, made_of, spoken)])
    return keys


def chunks(keys: list[str], takes: int) -> list[ChunkSpec]:
    voicing = Voicing("hibari", "heart", "en", 1.0)
    chunk = Chunk("1", 0, "paragraph", "x", "x", voicing, "sentence", 0.35, None)
    return [
        ChunkSpec(chunk, keys[n % len(keys)], "heart", ((0, 1),), ((1,),)) for n in range(takes)
    ]


def spec(folder: Path, form: Format) -> ChapterSpec:
    return ChapterSpec(folder / "narrate", (form,), ffmpeg_program(), RATE)


def by_narrate(folder: Path, form: Format, keys: list[str], takes: int) -> None:
    store = Store(folder / "store")
    assemble(chunks(keys, takes), store.info, store.read, spec(folder, form))


def by_ffmpeg(folder: Path, form: Format, keys: list[str], takes: int) -> None:
    ready = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", str(folder / f"ready-{takes}.pcm")]
    line = [ffmpeg_program(), "-v", "error", "-y", *ready, *ENCODERS[form]]
    subprocess.run([*line, str(folder / f"alone.{form}")], check=True)


def by_pydub(folder: Path, form: Format, keys: list[str], takes: int) -> None:
    from pydub import AudioSegment

    AudioSegment.converter = ffmpeg_program()
    store = Store(folder / "store")
    pause = AudioSegment.silent(350, RATE)
    segments = []
    for n in range(takes):
        audio = store.read(keys[n % len(keys)]).audio
        segments += [AudioSegment(audio.pcm, sample_width=2, frame_rate=RATE, channels=1), pause]
    joined = segments[0]._spawn([segment.raw_data for segment in segments])
    joined.export(folder / f"pydub.{form}", form, bitrate="128k" if form == "mp3" else None)


METHODS: dict[str, Callable[[Path, Format, list[str], int], None]] = {
    "narrate": by_narrate,
    "ffmpeg alone": by_ffmpeg,
    "pydub, one join": by_pydub,
}


def make_ready(folder: Path, keys: list[str], takes: int) -> float:
    """The finished chapter's samples as a file; returns its seconds."""
    by_narrate(folder, "wav", keys, takes)
    ready = folder / f"ready-{takes}.pcm"
    line = [ffmpeg_program(), "-v", "error", "-y", "-i", str(folder / "narrate.wav")]
    subprocess.run([*line, "-f", "s16le", str(ready)], check=True)
    (folder / "narrate.wav").unlink()
    return ready.stat().st_size / 2 / RATE


def used() -> tuple[float, float]:
    """CPU seconds, and MB at the peak, of this process and of its children."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    unit = 1e6 if sys.platform == "darwin" else 1024
    return (
        own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime,
        (own.ru_maxrss + children.ru_maxrss) / unit,
    )


def print_cost(job: Callable[..., object], *arguments: object) -> None:
    """In a process of its own: what one run costs, as JSON on standard output."""
    before, start = used()[0], time.perf_counter()
    thread = threading.Thread(target=job, args=arguments)
    thread.start()  # as the pipeline does
    thread.join()
    after, memory = used()
    wall = time.perf_counter() - start
    print(json.dumps({"cpu": after - before, "memory": memory, "wall": wall}))


def measure(program: str, *job: object) -> dict[str, float]:
    """What a benchmark's own `--one` job costs, each in a process of its own."""
    line = [sys.executable, "-W", "ignore", program, "--one", json.dumps(job, default=str)]
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def rows(folder: Path, sizes: list[int], forms: list[Format], runs: int) -> Iterator[str]:
    with ProcessPoolExecutor(1) as process:  # this one stays small: children inherit its peak
        keys = process.submit(record_takes, folder / "store").result()
    for takes in sizes:
        seconds = make_ready(folder, keys, takes)
        for form in forms:
            results: dict[str, list[dict[str, float]]] = {}
            for _ in range(runs if takes <= PYDUB_UP_TO else 1):
                for method in METHODS:  # in turn, so that a busy machine is busy for all
                    if method != "pydub, one join" or takes <= PYDUB_UP_TO:
                        result = measure(__file__, method, folder, form, keys, takes)
                        results.setdefault(method, []).append(result)
            limit = statistics.median(r["cpu"] for r in results["ffmpeg alone"])
            for method, found in results.items():
                cpu = statistics.median(r["cpu"] for r in found)
                wall = statistics.median(r["wall"] for r in found)
                memory = max(r["memory"] for r in found)
                ratio = cpu / limit
                verdict = ""
                if method == "narrate":
                    good = ratio <= MARK and memory < MOST_MEMORY
                    verdict = "ok" if good else "OVER THE MARK"
                yield (
                    f"{takes:>6}  {form:<5} {method:<16} {cpu:>8.2f} {ratio:>7.3f}"
                    f" {wall:>8.2f} {memory:>7.0f}  {seconds / 3600:>5.1f}  {verdict}"
                )
        (folder / f"ready-{takes}.pcm").unlink()


def huge(folder: Path) -> str:
    """A WAV longer than RIFF can say: whether all of it comes back."""
    chapter = replace(spec(folder, "wav"), chapter_end=25.0 * 3600)
    made = assemble([], Store(folder).info, Store(folder).read, chapter)
    path = made.files[0]
    line = [ffmpeg_program(), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    read = 0
    with subprocess.Popen(line, stdout=subprocess.PIPE) as player:
        assert player.stdout
        while chunk := player.stdout.read(1 << 20):
            read += len(chunk) // 2
    with path.open("rb") as file:
        kind = file.read(4).decode()
    verdict = "ok" if read == made.samples else "SAMPLES ARE MISSING"
    size = path.stat().st_size
    return f"{kind} of {size:,} bytes: {made.samples:,} samples, {read:,} read back: {verdict}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help="8,000 takes as well")
    parser.add_argument("--huge", action="store_true", help="a WAV beyond 4 GiB instead")
    parser.add_argument("--formats", default="mp3,flac")
    parser.add_argument("--sizes", default="")
    parser.add_argument("--runs", type=int, default=3, help="median of so many runs")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        method, folder, form, keys, takes = json.loads(arguments.one)
        print_cost(METHODS[method], Path(folder), form, keys, takes)
        return
    if arguments.huge:
        with tempfile.TemporaryDirectory() as folder:
            print(huge(Path(folder)))
        return
    sizes = [100, 1000, 8000] if arguments.full else [100, 1000]
    if arguments.sizes:
        sizes = [int(size) for size in arguments.sizes.split(",")]
    print(
        f"{'takes':>6}  {'form':<5} {'method':<16} {'cpu s':>8} {'ratio':>7}"
        f" {'wall s':>8} {'MB':>7}  hours"
    )
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder), sizes, arguments.formats.split(","), arguments.runs):
            print(row, flush=True)


if __name__ == "__main__":
    main()
