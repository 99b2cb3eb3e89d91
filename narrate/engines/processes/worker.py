"""The inside of a worker process: `python -m narrate.engines.processes.worker MODULE`.

It loads MODULE for the first message, then answers one request after the other until standard input
is closed. Heads are JSON, a body is the samples of a take; see narrate.files.processes.
"""

import importlib
import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Final

from narrate.audio import Audio
from narrate.errors import ChunkRefused, EngineError, EngineUnusable, TemporaryError
from narrate.files import processes

Request = Mapping[str, Any]
Speaker = Callable[[Request], Audio]
"""What `MODULE.load()` gives; it raises EngineError where there is no audio"""

ERRORS: Final = {error.__name__: error for error in (TemporaryError, ChunkRefused, EngineUnusable)}


def main() -> None:
    """Answer requests until there are no more."""
    answers = Answers(processes.answers())
    _serve(sys.argv[1], sys.stdin.buffer, answers)
    answers.finish()


class Answers:
    """Sends from a thread of its own, so that the next text is begun while a take, larger
    than a pipe, is still on its way.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: queue.Queue[bytes | None] = queue.Queue(maxsize=2)
        self._thread = threading.Thread(target=self._send_all, daemon=True)
        self._thread.start()

    def send(self, message: Mapping[str, Any], payload: bytes = b"") -> None:
        """Queue a message; waits where two are queued already."""
        self._waiting.put(processes.packed(json.dumps(message).encode(), payload))

    def flush(self) -> None:
        """Return when all that was queued has been sent."""
        self._waiting.join()

    def finish(self) -> None:
        """Return when all is sent."""
        self._waiting.put(None)
        self._thread.join()

    def _send_all(self) -> None:
        try:
            while (answer := self._waiting.get()) is not None:
                self._stream.write(answer)
                self._stream.flush()
                self._waiting.task_done()
        except OSError:
            os._exit(0)  # the parent is gone; nobody wants the rest


def _serve(module: str, requests: BinaryIO, answers: Answers) -> None:
    if processes.read(requests) is None:
        return
    try:
        speak: Speaker = importlib.import_module(module).load()
    except Exception as error:
        answers.send({"error": "EngineUnusable", "message": _one_line(error)})
        return
    answers.send({"ready": True})
    answers.flush()  # before the first text, which may end the process: that it loads is known then
    while message := processes.read(requests):
        answers.send(*_answer(speak, json.loads(message[0])))


def _answer(speak: Speaker, request: Request) -> tuple[Mapping[str, Any], bytes]:
    try:
        audio = speak(request)
    except EngineError as error:
        return {"error": type(error).__name__, "message": str(error)}, b""
    except MemoryError:
        return {"error": "TemporaryError", "message": "out of memory"}, b""
    except Exception as error:
        return {"error": "ChunkRefused", "message": f"failed on this text: {_one_line(error)}"}, b""
    return {"rate": audio.rate}, audio.pcm


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


if __name__ == "__main__":
    main()
