"""Recording over HTTP beside a bare aiohttp loop of as many workers, in one run.

    python -m benchmarks.recording [--chunks 1000] [--latency 0.1] [--workers 16 64] [--rounds 2]

The stand-in of Waves runs in a process of its own and answers each request after `latency`. The
bare loop posts the very same bodies over as many connections, reads the answers and keeps
nothing. Both are timed from the first request to the last answer, by the server's clock; for
narrate also the whole command, with script, store and chapter files. `ideal` is
ceil(chunks / workers) x latency.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiohttp

SENTENCE = (
    "Item {number}: the boats knocked softly against the wall, rain came in over the harbour,"
    " and the lamp in the window burned until morning, though nobody had asked it to."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.1)
    parser.add_argument("--workers", type=int, nargs="+", default=[16, 64, 256])
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    print(f"{args.chunks} chunks, {args.latency * 1000:.0f} ms")
    print(
        f"{'workers':>7}{'ideal':>8}{'loop':>8}{'narrate':>9}{'command':>9}"
        f"{'loop/narrate':>14}{'most at once':>14}"
    )
    # Removed at the end: after thousands of deletions ext4 is slow at new files for minutes.
    with tempfile.TemporaryDirectory() as name:
        for workers in args.workers:
            for turn in range(args.rounds):
                folder = Path(name) / f"{workers}-{turn}"
                folder.mkdir()
                measure(folder, args.chunks, args.latency, workers)


def measure(folder: Path, chunks: int, latency: float, workers: int) -> None:
    with serving(folder, latency) as (url, journal):
        started = time.perf_counter()
        run_narrate(folder, url, chunks, workers)
        command = time.perf_counter() - started
        asked = read(journal)
        narrate = span(asked)
        journal.write_text("")
        asyncio.run(bare_loop(url, [line["body"] for line in asked], workers))
        loop = span(read(journal))
    ideal = math.ceil(len(asked) / workers) * latency
    print(
        f"{workers:7}{ideal:8.2f}{loop:8.2f}{narrate:9.2f}{command:9.2f}"
        f"{loop / narrate:14.3f}{at_once(asked):14}",
        flush=True,
    )


@contextmanager
def serving(
    folder: Path, latency: float, per_character: float = 0.06, options: Sequence[str] = ()
) -> Iterator[tuple[str, Path]]:
    """The stand-in in a process of its own: its address and its journal."""
    journal = folder / "journal.jsonl"
    command = [sys.executable, "-m", "tests.waves.server", "--port", "0"]
    command += ["--latency", str(latency), "--journal", str(journal)]
    command += ["--per-character", str(per_character), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().split()[-1], journal
    finally:
        process.terminate()
        process.wait()


def run_narrate(folder: Path, url: str, chunks: int, workers: int) -> None:
    (folder / "input").mkdir()
    paragraphs = [SENTENCE.format(number=number) for number in range(chunks)]
    chapters = [paragraphs[start : start + 50] for start in range(0, chunks, 50)]
    text = "\n\n".join(
        f"\n\nCHAPTER {number}\n\n\n" + "\n\n".join(chapter)
        for number, chapter in enumerate(chapters, 1)
    )
    (folder / "input/book.txt").write_text(text)
    (folder / "pipeline.yaml").write_text(
        f"engine: waves\nvoice: meher\nworkers: {workers}\nannounce_titles: false\n"
        f"waves: {{base_url: '{url}'}}\n"
    )
    command = [sys.executable, "-m", "narrate", "--config", str(folder / "pipeline.yaml"), "run"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


async def bare_loop(url: str, bodies: list[object], workers: int) -> None:
    """The yardstick: `workers` tasks on one queue, no retries, nothing kept."""
    queue = iter(bodies)
    connector = aiohttp.TCPConnector(limit=workers)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def work() -> None:
            for body in queue:
                async with session.post(f"{url}/waves/v1/tts", json=body) as answer:
                    await answer.read()

        await asyncio.gather(*(work() for _ in range(workers)))


def read(journal: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in journal.read_text().splitlines()]


def span(asked: list[dict[str, object]]) -> float:
    """Seconds from the first request to the last answer."""
    return max(float(str(a["answered"])) for a in asked) - min(float(str(a["time"])) for a in asked)


def at_once(asked: list[dict[str, object]]) -> int:
    """Most requests that the server had at one moment."""
    events = [(float(str(a["time"])), 1) for a in asked]
    events += [(float(str(a["answered"])), -1) for a in asked]
    now = most = 0
    for _, change in sorted(events):
        now += change
        most = max(most, now)
    return most


if __name__ == "__main__":
    main()
