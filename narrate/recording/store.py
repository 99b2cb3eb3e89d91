"""The store: a folder of takes, addressed by content. What is there is done.

    takes/ab/abcdef….wav     one take, whole and on disk before it has this name
    drafts/….part            its draft before; left by a killed run, it is judged by itself
    damaged/                 takes that were paid for but can no longer be trusted
    outtakes/                takes in whose place a better one of the same words was put

Drafts lie in one folder since a new file there costs 0.1 ms, and in one of 256 new ones 1 ms;
many of them are made ahead. One run at a time records into a store.

Every method may be called from any thread. OSErrors leave as StoreError.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from narrate.audio import Audio, Levels, Take, TakeInfo
from narrate.chunk import OptionValue
from narrate.errors import SettingsError, TakeDamaged
from narrate.files import disk
from narrate.recording.takefile import (
    FIRST_READ,
    KEY_LENGTH,
    Head,
    NotATake,
    PreallocatedFiles,
    head_size,
    pack_head,
    parse_head,
    parse_take,
)

_SUFFIX = ".wav"
_USUAL_DENSITY = 4000
"""Bytes a character, until a take was kept: 0.08 s at 24 kHz"""
_FOR_SILENCE = 20
"""Characters that the silence round a take counts for"""
_FOR_ACCOUNTS = 100_000
"""Bytes left to the ledger"""
ROOM_KNOWN = 0.5
FAR_FROM_FULL = 20
"""The disk's room is asked for again after so many seconds, and always where less is left than
so many times what is needed: asking takes as long as sending a request"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A take that is written whole, but not yet under its name."""

    info: TakeInfo
    beside: Path
    """Where it lies"""
    path: Path
    """Where it belongs"""


class StoreLock:
    """Held by the run that records into `folder`; the system frees it if the run dies.

    Raises SettingsError on entering where another run holds it, StoreError where the
    folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        # Beside the lock and not in it: Windows lets nobody read a locked file.
        self._owner = folder / "lock-owner.json"

    @property
    def held(self) -> bool:
        """True between entering and leaving."""
        return self._lock.is_locked

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise SettingsError(
                f"another narrate run{self._who()} is using {self._folder};"
                " wait for it or set another `store`"
            ) from None
        except OSError as error:
            raise disk.explain(error, self._folder) from error
        self._sign()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def _sign(self) -> None:
        started = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        try:
            self._owner.write_text(json.dumps({"pid": os.getpid(), "started": started}))
        except OSError as error:
            self._lock.release()
            raise disk.explain(error, self._owner) from error

    def _who(self) -> str:
        """Who holds the lock, for the message; nothing where that cannot be read."""
        try:
            owner = json.loads(self._owner.read_text())
            return f" (pid {owner['pid']}, started {owner['started']})"
        except (OSError, ValueError, LookupError, TypeError):
            return ""


class Store:
    """Finds, keeps and reads takes under `folder`, which is made at the first take.

    `warn` is told of each take that was moved aside.
    """

    def __init__(
        self,
        folder: Path,
        warn: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._takes = folder / "takes"
        self._drafts = folder / "drafts"
        self._warn = warn
        self._preallocated = PreallocatedFiles(self._drafts)
        self._density = 0.0
        self._clock = clock
        self._room = self._written = 0
        self._look_again = 0.0

    def path(self, key: str) -> Path:
        """Where the take of that key lies or would lie."""
        return self._takes / key[:2] / (key + _SUFFIX)

    def find(self, key: str) -> TakeInfo | None:
        """What is known of a take; None where it is to be recorded.

        Reads the head and compares the file's size; a take that cannot be whole is moved
        aside with a warning and counts as never recorded.
        """
        head = self.describe(key)
        return head.info if head else None

    def info(self, key: str) -> TakeInfo:
        """What is known of a take that should be there; raises TakeDamaged where it is not."""
        found = self.find(key)
        if found is None:
            raise TakeDamaged(key, "its file is missing or incomplete")
        return found

    def describe(self, key: str) -> Head | None:
        """Like `find`, with the fingerprint and the spoken text that the take was made of."""
        path = self.path(key)
        try:
            with path.open("rb", buffering=0) as file:
                start = file.read(FIRST_READ)
                size = head_size(start)
                if size > len(start):
                    start += file.read(size - len(start))
                head = parse_head(start)
                length = os.fstat(file.fileno()).st_size
            if length != head.file_size:
                raise NotATake(f"{length} bytes long where {head.file_size} were written")
            if head.info.key != key:
                raise NotATake("it is another take under this name")
        except FileNotFoundError:
            return None
        except NotATake as reason:
            self._set_aside(key, str(reason))
            return None
        except OSError as error:
            raise disk.explain(error, path) from error
        return head

    def read(self, key: str) -> Take:
        """The take with its samples, checked to the bit; raises TakeDamaged.

        The damaged file stays where it is until `discard` is called.
        """
        path = self.path(key)
        try:
            head, audio = parse_take(path.read_bytes())
        except FileNotFoundError as error:
            raise TakeDamaged(key, "its file is gone") from error
        except NotATake as reason:
            raise TakeDamaged(key, str(reason)) from reason
        except OSError as error:
            raise disk.explain(error, path) from error
        if head.info.key != key:
            raise TakeDamaged(key, "it is another take under this name")
        return Take(head.info, audio)

    def draft(
        self,
        key: str,
        audio: Audio,
        levels: Levels,
        fingerprint: Mapping[str, OptionValue],
        spoken: str,
    ) -> Draft:
        """Write a take beside its place; from here on it outlives this process.

        A draft that is whole but was never committed becomes a take at the next `sweep`.
        """
        info = TakeInfo(key, audio.rate, audio.samples, levels)
        head = pack_head(info, audio, fingerprint, spoken)
        path = self.path(key)
        with disk.explained(path):
            descriptor, beside = self._preallocated.take()
            disk.write_whole(descriptor, beside, head, audio.pcm)
        weight, size = len(spoken) + _FOR_SILENCE, len(head) + len(audio.pcm)
        self._density = max(self._density, size / weight)
        self._written += size
        return Draft(info, beside, path)

    def close(self) -> None:
        """Let go of the files made ahead; the store may be used again."""
        self._preallocated.close()

    def commit(self, drafts: Sequence[Draft]) -> None:
        """Force drafts to disk and give them their names: a name stands for a whole take.

        Many at once cost hardly more than one, since they share the file system's journal.
        Where this raises StoreError, the drafts lie where they were.
        """
        for draft in drafts:
            with disk.explained(draft.path):
                disk.fsync(draft.beside)
                disk.move(draft.beside, draft.path)
        for folder in {draft.path.parent for draft in drafts}:
            with disk.explained(folder):
                disk.fsync_folder(folder)

    def discard(self, key: str) -> None:
        """Move a take that cannot be used to `damaged/`; what was paid for is never deleted."""
        path = self.path(key)
        aside = self.folder / "damaged"
        try:
            aside.mkdir(parents=True, exist_ok=True)
            target = aside / path.name
            for number in count(2):
                if not target.exists():
                    break
                target = aside / f"{key}-{number}{_SUFFIX}"
            path.replace(target)
        except FileNotFoundError:
            return
        except OSError as error:
            raise disk.explain(error, path) from error

    def replace(self, key: str, better: str) -> None:
        """Put the audio of the take `better` in the place of the take `key`, of the same words.

        The one before goes to `outtakes/`; whatever happens, one of both is under the key.
        Raises TakeDamaged where one of them is not whole.
        """
        now, other = self.describe(key), self.read(better)
        if now is None:
            raise TakeDamaged(key, "its file is missing or incomplete")
        draft = self.draft(key, other.audio, other.info.levels, now.fingerprint, now.spoken)
        aside = self.folder / "outtakes" / f"{key}-{now.digest:08x}{_SUFFIX}"
        with disk.explained(aside):
            aside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.path(key), aside)
        self.commit([draft])

    def keys(self) -> set[str]:
        """The keys of all takes, by one look at the folder's names and none into the files."""
        length = KEY_LENGTH + len(_SUFFIX)
        return {
            entry.name[:KEY_LENGTH]
            for entry in self._entries()
            if len(entry.name) == length and entry.name.endswith(_SUFFIX)
        }

    def sweep(self, lock: StoreLock) -> int:
        """Clear up what a killed run was writing; returns how many takes were whole.

        Those become takes, for they are paid for; the others are deleted. Only who holds
        the lock may do this, else the drafts could be another run's.
        """
        assert lock.held, "the store is swept only under its lock"
        entries = [*self._entries(), *_scan(self._drafts)]  # once, drafts lay beside the takes
        left = [Path(entry.path) for entry in entries if entry.name.endswith(disk.PART)]
        whole = [draft for draft in map(self._examine, left) if draft]
        self.commit(whole)
        for path in left:
            with disk.explained(path):
                path.unlink(missing_ok=True)
        return len(whole)

    def _examine(self, beside: Path) -> Draft | None:
        """The draft that lies there, None if it is not whole or no longer needed."""
        try:
            head, _ = parse_take(beside.read_bytes())
        except NotATake:
            return None
        except OSError as error:
            raise disk.explain(error, beside) from error
        key = head.info.key
        if self.find(key):
            return None
        return Draft(head.info, beside, self.path(key))

    def check_room(self, takes: int, characters: int) -> None:
        """Raise StoreError where the disk has no room for so many takes of so many characters.

        Asked before a request is sent, since audio that cannot be kept is paid for twice. The
        disk itself is only asked again when what was written since could matter.
        """
        needed = (characters + takes * _FOR_SILENCE) * (self._density or _USUAL_DENSITY)
        needed += _FOR_ACCOUNTS
        if self._room - self._written < FAR_FROM_FULL * needed or self._clock() > self._look_again:
            with disk.explained(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                self._room = shutil.disk_usage(self.folder).free
            self._written, self._look_again = 0, self._clock() + ROOM_KNOWN
        if self._room - self._written < needed:
            raise disk.full(self._takes)

    def _entries(self) -> list[os.DirEntry[str]]:
        return [file for folder in _scan(self._takes) if folder.is_dir() for file in _scan(folder)]

    def _set_aside(self, key: str, reason: str) -> None:
        self.discard(key)
        self._warn(f"take {key[:12]} is damaged ({reason}) and was moved to damaged/")


def _scan(folder: os.PathLike[str]) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it does not exist."""
    with disk.explained(Path(folder)), suppress(FileNotFoundError), os.scandir(folder) as entries:
        return list(entries)
    return []
