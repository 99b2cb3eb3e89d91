"""ffmpeg as a child process: fed, listened to, watched, and never left behind.

Its faults, and those of the file system, are said in narrate's own words.
"""

import errno
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from narrate.errors import AssemblyError, AssemblyStopped, NarrateError, SettingsError, StoreError
from narrate.files import disk

NICENESS = 10
"""Added to our own, so that recording keeps the cores and encoding takes what is left of them"""
LOOK = 0.1
"""Seconds between looks at the stop event while ffmpeg may be keeping us waiting"""
KEPT = 8192
"""Bytes: of what ffmpeg says only the end is of interest"""
FULL_WORDS = ("no space left on device", "disk quota exceeded", "not enough space")
"""The same in ffmpeg's messages, which carry no number"""
NOT_WRITABLE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}
)
EPILOGUE = re.compile(
    r"Conversion failed|Task finished|Terminating thread|Nothing was written|Error sending frames"
    r"|Error closing file|Exiting normally|Error opening output file|Error selecting an encoder"
    r"|Error applying encoder options|Error while opening encoder|Could not open encoder"
)
"""What ffmpeg says after it has said what is wrong"""
SPEAKER = re.compile(r"^(\[[^\]]*\]\s*)+")
"""`[out#0/mp3 @ 0x55a1d3710900] ` before a message"""


class Encoder:
    """A running ffmpeg that reads samples on its standard input.

    It runs in a process group of its own: Ctrl-C in a terminal goes to every process of the
    foreground group, and only narrate decides when ffmpeg ends. Use as a context manager; on the
    way out it is ended if `finish` was not reached.
    """

    def __init__(self, arguments: Sequence[str], target: Path, stop: threading.Event) -> None:
        self._arguments = arguments
        self._target = target
        self._stop = stop
        self._said = b""
        self._done = threading.Event()

    def __enter__(self) -> Self:
        self._process = _start(self._arguments)
        _give_way(self._process.pid)
        self._threads = [
            threading.Thread(target=self._listen, name="ffmpeg says", daemon=True),
            threading.Thread(target=self._watch, name="ffmpeg watch", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._settle()

    def write(self, pcm: bytes) -> None:
        """Hand samples over; waits while ffmpeg is behind.

        Raises AssemblyStopped, and AssemblyError or StoreError when ffmpeg has died.
        """
        self._check_stop()
        left = memoryview(pcm)
        try:
            while left:
                left = left[self._stdin.write(left) :]
        except OSError as error:  # BrokenPipeError; EINVAL on Windows
            raise self._fault() from error

    def finish(self) -> None:
        """No more samples: wait until the files are whole. Raises what `write` raises."""
        with suppress(OSError):
            self._stdin.close()
        if self._process.wait() != 0:
            raise self._fault()
        self._check_stop()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin

    @property
    def _stderr(self) -> IO[bytes]:
        assert self._process.stderr
        return self._process.stderr

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise AssemblyStopped(f"{self._target.name} was not finished: stopped")

    def _fault(self) -> NarrateError:
        """Why ffmpeg is gone. Called when it closed its end, so it is ending or has ended."""
        returncode = self._process.wait()
        self._settle()
        self._check_stop()
        said = self._said.decode("utf-8", "replace").splitlines()
        return ffmpeg_fault(returncode, said, self._target)

    def _settle(self) -> None:
        """Let go of pipes and threads after the process has ended; safe to call twice."""
        self._done.set()
        with suppress(OSError):
            self._stdin.close()
        for thread in self._threads:
            thread.join()
        self._stderr.close()

    def _end(self) -> None:
        """End ffmpeg, and whatever a wrapper around it may have started."""
        if self._process.poll() is None:
            if sys.platform == "win32":
                self._process.kill()
            else:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _listen(self) -> None:
        """Empty standard error all the time: a full pipe would stop ffmpeg."""
        while chunk := self._stderr.read(KEPT):
            self._said = (self._said + chunk)[-KEPT:]

    def _watch(self) -> None:
        """End ffmpeg when stopping is asked for while a write or a wait hangs on it."""
        while not self._done.wait(LOOK):
            if self._stop.is_set():
                self._end()
                return


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        options = {"creationflags": flags | subprocess.CREATE_NO_WINDOW}
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; the program is the settings' or our own
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            bufsize=0,
            **options,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"ffmpeg: {arguments[0]} cannot be started: {reason}") from error


def _give_way(pid: int) -> None:
    """Before ffmpeg has read anything, so that all the threads it will start inherit it."""
    if sys.platform != "win32":
        with suppress(OSError):
            own = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, pid, own + NICENESS)


def file_fault(error: OSError, target: Path) -> NarrateError:
    """What an OSError while writing beside `target` means to the user."""
    if error.errno in disk.FULL:
        return _full(target)
    reason = error.strerror or str(error)
    if error.errno in NOT_WRITABLE:
        return SettingsError(f"output folder {target.parent} cannot be written: {reason}")
    return AssemblyError(f"{target.name} could not be written in {target.parent}: {reason}")


def ffmpeg_fault(returncode: int, said: Iterable[str], target: Path) -> NarrateError:
    """What it means that ffmpeg ended before its files were whole."""
    lines = [line for line in (SPEAKER.sub("", each).strip() for each in said) if line]
    everything = "\n".join(lines).lower()
    if any(word in everything for word in FULL_WORDS):
        return _full(target)
    telling = [line for line in lines if not EPILOGUE.search(line)] or lines
    ended = _ended(returncode) + (f": {telling[-1]}" if telling else " without a word")
    return AssemblyError(f"{target.name} could not be made: ffmpeg {ended}")


def _full(target: Path) -> StoreError:
    return StoreError(
        f"{target.name} could not be written: the disk of {target.parent} is full;"
        " make room and run again"
    )


def _ended(returncode: int) -> str:
    if returncode >= 0:
        return f"ended with code {returncode}"
    try:
        return f"was ended by {signal.Signals(-returncode).name}"
    except ValueError:
        return f"was ended by signal {-returncode}"
