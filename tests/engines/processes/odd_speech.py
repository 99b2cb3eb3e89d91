"""An engine's inside that does in its process whatever the text says."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from narrate.audio import Audio
from narrate.engines.processes.worker import Request, Speaker
from narrate.errors import ChunkRefused, EngineUnusable

LOADED = bytes.fromhex("0102")


def load() -> Speaker:
    how = os.environ.get("ODD_LOAD", "")
    if how == "fail":
        raise EngineUnusable("its model is torn")
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "exit":
        sys.exit("no such library")
    return _speak


def _speak(request: Request) -> Audio:
    text = str(request["text"])
    match text.split():
        case ["refuse"]:
            raise ChunkRefused("not this")
        case ["bug"]:
            raise KeyError("a phoneme")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["exit", code]:
            os._exit(int(code))
        case ["die-once", path] if not Path(path).exists():
            Path(path).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["print"]:
            os.write(1, b"a library's chatter\n")
        case ["big"]:
            return Audio(24000, b"\x01\x02" * 2_000_000)
    return Audio(os.getpid(), text.encode())
