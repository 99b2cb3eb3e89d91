"""An account's limits that nobody tells, beside a bare loop that knows them, in one run.

    python -m benchmarks.limits [--chunks 500] [--latency 0.1] [--workers 64] [--minute]

The stand-in of Waves runs in a process of its own and refuses what is beyond its limit with 429
and no Retry-After. narrate has `workers` set far above it; the bare loop has just as many tasks
as the limit allows, or, for requests a minute, sends that many and waits until the first is a
minute old. `late` are the refusals after the first 50 requests, as a share of all requests.
--minute adds the account of 100 a minute, which takes ten minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from benchmarks.recording import bare_loop, read, run_narrate, serving, span

PER_MINUTE = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=500)
    parser.add_argument("--latency", type=float, default=0.1)
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--minute", action="store_true")
    args = parser.parse_args()
    print(f"{args.chunks} chunks, {args.latency * 1000:.0f} ms, workers set to {args.workers}")
    print(f"{'limit':>14}{'loop':>9}{'narrate':>9}{'loop/narrate':>14}{'refused':>9}{'late':>7}")
    for limit in (1, 2, 10):
        measure(f"{limit} at once", ["--limit", str(limit)], args, limit)
    if args.minute:
        measure(f"{PER_MINUTE} a minute", ["--per-minute", str(PER_MINUTE)], args, None)


def measure(
    name: str, options: Sequence[str], args: argparse.Namespace, at_once: int | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with serving(place, args.latency, options=options) as (url, journal):
            run_narrate(place, url, args.chunks, args.workers)
            asked = read(journal)
        narrate, statuses = span(asked), [line["status"] for line in asked]
        journal.write_text("")
        with serving(place, args.latency, options=options) as (url, journal):
            bodies = [line["body"] for line in asked if line["status"] == 200]
            if at_once is not None:
                asyncio.run(bare_loop(url, bodies, at_once))
            else:
                asyncio.run(paced_loop(url, bodies))
            loop = span(read(journal))
    late = statuses[50:].count(429) / len(statuses)
    print(
        f"{name:>14}{loop:9.2f}{narrate:9.2f}{loop / narrate:14.3f}"
        f"{statuses.count(429):9}{late:7.1%}",
        flush=True,
    )


async def paced_loop(url: str, bodies: Sequence[object]) -> None:
    """The yardstick for requests a minute: never more than allowed in any 60 seconds."""
    sent: deque[float] = deque()
    async with aiohttp.ClientSession() as session:

        async def post(body: object) -> None:
            async with session.post(f"{url}/waves/v1/tts", json=body) as answer:
                await answer.read()

        tasks = []
        for body in bodies:
            if len(sent) == PER_MINUTE:
                await asyncio.sleep(max(0.0, sent.popleft() + 60.1 - time.monotonic()))
            sent.append(time.monotonic())
            tasks.append(asyncio.create_task(post(body)))
        await asyncio.gather(*tasks)


if __name__ == "__main__":
    main()
