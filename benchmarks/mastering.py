"""What mastering costs: chapters by profile beside one encode of the same ready samples.

    python benchmarks/mastering.py              100 and 2,000 takes, MP3 by acx and by podcast
    python benchmarks/mastering.py --sizes 100  only so many takes

Three ways for each profile, all to MP3 at its sample rate and bit rate: `encode alone` is ffmpeg
with the finished samples from a file; `none` is narrate's assembly without mastering, at the same
rate (reading, checking, trimming, resampling, encoding); then the profile itself. CPU seconds are
those of the process and its ffmpeg together, without Python's start and imports; memory is the
peak of both. Marks: the profile adds at most 10 % of the CPU of encoding to `none`, and memory
does not grow with the chapter.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.assembly import chunks, measure, print_cost, record_takes  # noqa: E402
from narrate.assembly.chapter import assemble  # noqa: E402
from narrate.assembly.spec import ChapterSpec, Format, Level  # noqa: E402
from narrate.files.ffmpeg import ffmpeg_program  # noqa: E402
from narrate.profiles import NO_TONE, PROFILES, Profile, ProfileName  # noqa: E402
from narrate.recording.store import Store  # noqa: E402

MARK = 0.10
WAYS = ("encode alone", "none", "mastered")


def spec(folder: Path, profile: Profile, form: Format = "mp3") -> ChapterSpec:
    return ChapterSpec(
        folder / "narrate",
        (form,),
        ffmpeg_program(),
        profile.sample_rate,
        {"mp3": profile.mp3_bitrate},
        Level(profile.measure, profile.loudness, profile.peak),
        profile.head,
        profile.tail,
        profile.room_tone,
    )


def by_narrate(folder: Path, chapter: ChapterSpec, keys: list[str], takes: int) -> float:
    store = Store(folder / "store")
    return assemble(chunks(keys, takes), store.info, store.read, chapter).seconds


def by_ffmpeg(folder: Path, profile: Profile) -> None:
    ready = ["-f", "s16le", "-ar", str(profile.sample_rate), "-ac", "1", "-i", folder / "ready.pcm"]
    made = ["-c:a", "libmp3lame", "-b:a", profile.mp3_bitrate, folder / "alone.mp3"]
    line = [ffmpeg_program(), "-v", "error", "-y", *ready, *made]
    subprocess.run([*map(str, line)], check=True)


def make_ready(folder: Path, profile: Profile, keys: list[str], takes: int) -> float:
    """The finished chapter's samples as a file; returns its seconds."""
    chapter = spec(folder, profile, "wav")
    seconds = by_narrate(folder, chapter, keys, takes)
    line = [ffmpeg_program(), "-v", "error", "-y", "-i", str(chapter.path("wav"))]
    subprocess.run([*line, "-f", "s16le", str(folder / "ready.pcm")], check=True)
    chapter.path("wav").unlink()
    return seconds


def measure_here(way: str, folder: Path, name: ProfileName, keys: list[str], takes: int) -> None:
    profile = PROFILES[name]
    chapter = spec(folder, profile)
    if way == "none":
        chapter = replace(chapter, level=Level(None, 0.0, 0.0), room_tone=NO_TONE)
    if way == "encode alone":
        print_cost(by_ffmpeg, folder, profile)
    else:
        print_cost(by_narrate, folder, chapter, keys, takes)


def rows(folder: Path, names: list[ProfileName], sizes: list[int], runs: int) -> Iterator[str]:
    with ProcessPoolExecutor(1) as process:  # this one stays small: children inherit its peak
        keys = process.submit(record_takes, folder / "store").result()
        for takes in sizes:
            for name in names:
                ready = process.submit(make_ready, folder, PROFILES[name], keys, takes)
                hours = ready.result() / 3600
                results: dict[str, list[dict[str, float]]] = {}
                for _ in range(runs):
                    for way in WAYS:  # in turn, so that a busy machine is busy for all
                        result = measure(__file__, way, folder, name, keys, takes)
                        results.setdefault(way, []).append(result)
                cpu = {w: min(r["cpu"] for r in results[w]) for w in WAYS}
                for way in WAYS:
                    wall = min(r["wall"] for r in results[way])
                    memory = max(r["memory"] for r in results[way])
                    added = (cpu["mastered"] - cpu["none"]) / cpu["encode alone"]
                    verdict = ""
                    if way == "mastered":
                        verdict = f"adds {added:.1%}" + ("" if added <= MARK else ": OVER THE MARK")
                    yield (
                        f"{takes:>6}  {name if way == 'mastered' else way:<13} {cpu[way]:>8.2f}"
                        f" {cpu[way] / cpu['encode alone']:>7.3f} {wall:>8.2f} {memory:>6.0f}"
                        f"  {hours:>5.2f}  {verdict}"
                    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--profiles", default="acx,podcast")
    parser.add_argument("--sizes", default="100,2000")
    parser.add_argument("--runs", type=int, default=5, help="least of so many runs")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        way, folder, name, keys, takes = json.loads(arguments.one)
        measure_here(way, Path(folder), name, keys, takes)
        return
    sizes = [int(size) for size in arguments.sizes.split(",")]
    print(f"{'takes':>6}  {'way':<13} {'cpu s':>8} {'ratio':>7} {'wall s':>8} {'MB':>6}  hours")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder), arguments.profiles.split(","), sizes, arguments.runs):
            print(row, flush=True)


if __name__ == "__main__":
    main()
