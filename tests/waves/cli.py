"""The stand-in by hand: `python -m tests.waves.server --help`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.waves.faults import BILLED, FAULTS, RIGHT, read_faults
from tests.waves.limits import TELLINGS, WINDOWS
from tests.waves.server import WavesServer

ABOUT = """A server on this machine that answers as Smallest AI's Waves does, for trying narrate
without a key and without money. It prints its address; put that into pipeline.yaml:

    waves: {base_url: "http://127.0.0.1:8123"}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted."""
    server = WavesServer(**vars(_parser().parse_args(arguments)))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_forever(server))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.waves.server",
        description=ABOUT,
        epilog=_faults(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="0: any that is free (default)")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before an answer")
    parser.add_argument("--per-character", type=float, default=0.06, help="seconds of speech")
    parser.add_argument(
        "--journal", type=Path, dest="journal_file", help="append a JSON line for each request"
    )
    faults = parser.add_argument_group("faults")
    faults.add_argument(
        "--faults", type=read_faults, default={}, help="such as 429:0.1,503:0.05, or mixed:0.3"
    )
    faults.add_argument("--seed", type=int, default=0, help="of the faults")
    faults.add_argument("--down-after", type=float, help="fail from so many seconds on")
    faults.add_argument("--down-for", type=float, default=float("inf"), help="for so many seconds")
    faults.add_argument("--down-how", default="drop", help="drop, hang, or the name of a fault")
    account = parser.add_argument_group("account")
    account.add_argument("--key", help="the only key that is accepted")
    account.add_argument("--limit", type=int, help="requests at once, else 429")
    account.add_argument("--per-minute", type=int, help="requests a minute, else 429")
    account.add_argument("--window", choices=WINDOWS, default="sliding", help="of the minute")
    account.add_argument("--told", choices=TELLINGS, help="how a 429 says when to come back")
    account.add_argument("--refuse-late", action="store_true", help="a 429 takes the latency too")
    account.add_argument("--credit", type=int, help="characters until it answers 402")
    account.add_argument("--dollars", type=float, default=10.0, help="balance at the start")
    shapes = parser.add_argument_group("where the evidence contradicts itself")
    shapes.add_argument(
        "--no-pro-list", action="store_false", dest="pro_list", help="no list of Pro voices alone"
    )
    shapes.add_argument("--merges", action="store_true", help="updating a dictionary adds items")
    shapes.add_argument("--strict", action="store_true", help="unknown fields are refused")
    return parser


def _faults() -> str:
    lines = ["faults by name; those marked + are billed, those marked = are right all the same:"]
    for name in FAULTS:
        mark = "=" if name in RIGHT else "+" if name in BILLED else " "
        lines.append(f"  {mark} {name}")
    return "\n".join(lines)


async def _forever(server: WavesServer) -> None:
    async with server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
