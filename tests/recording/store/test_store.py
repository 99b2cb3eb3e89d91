from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest

from narrate.audio import Audio
from narrate.chunk import OptionValue
from narrate.errors import StoreError, TakeDamaged
from narrate.files import disk
from narrate.files.ffmpeg import ffmpeg_program
from narrate.recording.store.lock import StoreLock
from narrate.recording.store.store import Store
from narrate.recording.store.takefile import take_key
from tests.recording.stage import LEVELS, speech

FINGERPRINT: dict[str, OptionValue] = {
    "engine": "tone",
    "voice": "anna",
    "dicts": ("a", "b"),
    "speed": 1.0,
}
SPOKEN = "Über “alles”, said he; अ 李 \ud800."
KEY = take_key(FINGERPRINT, SPOKEN)


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def store(tmp_path: Path, warnings: list[str]) -> Store:
    return Store(tmp_path / "store", warnings.append)


def keep(store: Store, key: str = KEY, audio: Audio | None = None) -> Path:
    store.commit([store.draft(key, audio or speech(), LEVELS, FINGERPRINT, SPOKEN)])
    return store.path(key)


def test_what_is_kept_is_found_and_read(store: Store) -> None:
    audio = speech(2.0, 24000)
    draft = store.draft(KEY, audio, LEVELS, FINGERPRINT, SPOKEN)
    store.commit([draft])
    info = draft.info
    assert (info.key, info.rate, info.samples, info.levels) == (KEY, 24000, 48000, LEVELS)
    assert store.find(KEY) == store.info(KEY) == info
    take = store.read(KEY)
    assert take.audio == audio
    assert take.info == info


def test_a_take_says_what_it_was_made_of(store: Store) -> None:
    keep(store)
    head = store.describe(KEY)
    assert head
    assert head.spoken == SPOKEN
    assert head.fingerprint == {**FINGERPRINT, "dicts": ["a", "b"]}


def test_what_was_never_kept_is_not_found(store: Store) -> None:
    assert store.find(KEY) is None
    assert store.keys() == set()
    with pytest.raises(TakeDamaged, match="gone"):
        store.read(KEY)
    with pytest.raises(TakeDamaged):
        store.info(KEY)
    store.discard(KEY)


def test_a_take_without_samples_can_be_kept(store: Store) -> None:
    keep(store, audio=Audio(24000, b""))
    assert store.read(KEY).audio == Audio(24000, b"")


def test_a_take_is_a_wav_file(store: Store) -> None:
    path = keep(store)
    with wave.open(str(path)) as file:
        assert file.getparams()[:4] == (1, 2, 8000, 8000)
        assert file.readframes(8000) == speech().pcm


def test_ffmpeg_plays_a_take(store: Store) -> None:
    path = keep(store)
    command = [str(ffmpeg_program()), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    run = subprocess.run(command, capture_output=True, check=True)
    assert run.stdout == speech().pcm
    assert run.stderr == b""


def test_a_long_text_fits_the_head(store: Store) -> None:
    store.commit([store.draft(KEY, speech(), LEVELS, FINGERPRINT, "अ" * 5000)])
    head = store.describe(KEY)
    assert head
    assert head.spoken == "अ" * 5000
    assert store.read(KEY).audio == speech()


def test_every_flipped_bit_is_noticed(store: Store) -> None:
    path = keep(store, audio=speech(0.5))
    whole = path.read_bytes()
    for place in [*range(60), 200, len(whole) - 3000, len(whole) - 1]:
        altered = bytearray(whole)
        altered[place] ^= 1 << (place % 8)
        path.write_bytes(altered)
        with pytest.raises(TakeDamaged):
            store.read(KEY)
    path.write_bytes(whole)
    assert store.read(KEY)


@pytest.mark.parametrize("length", [0, 10, 58, 100, 400, 9000])
def test_a_truncated_take_is_moved_aside(
    store: Store, warnings: list[str], tmp_path: Path, length: int
) -> None:
    path = keep(store)
    path.write_bytes(path.read_bytes()[:length])
    assert store.find(KEY) is None
    assert not path.exists()
    assert (tmp_path / "store/damaged" / path.name).stat().st_size == length
    assert len(warnings) == 1
    assert "damaged" in warnings[0]


def test_a_take_with_something_behind_it_is_not_whole(store: Store) -> None:
    path = keep(store)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(TakeDamaged):
        store.read(KEY)
    assert store.find(KEY) is None


def test_another_take_under_the_name_is_not_taken_for_it(store: Store) -> None:
    path = keep(store)
    other = take_key(FINGERPRINT, "other")
    store.path(other).parent.mkdir(exist_ok=True)
    store.path(other).write_bytes(path.read_bytes())
    with pytest.raises(TakeDamaged):
        store.read(other)
    assert store.find(other) is None


def test_discarded_takes_are_kept_aside_one_beside_the_other(store: Store, tmp_path: Path) -> None:
    for _ in range(3):
        keep(store)
        store.discard(KEY)
        assert store.find(KEY) is None
    assert len(list((tmp_path / "store/damaged").iterdir())) == 3


def test_keys_knows_takes_and_nothing_else(store: Store, tmp_path: Path) -> None:
    keys = {take_key({}, str(number)) for number in range(50)}
    for key in keys:
        keep(store, key)
    (tmp_path / "store/takes/ab").mkdir(exist_ok=True)
    (tmp_path / "store/takes/ab/notes.txt").write_text("x")
    (tmp_path / "store/takes/.DS_Store").write_text("x")
    (tmp_path / f"store/takes/ab/{KEY}.1-1.part").write_text("x")
    assert store.keys() == keys


def test_a_draft_is_not_found_before_it_is_committed(store: Store) -> None:
    draft = store.draft(KEY, speech(), LEVELS, FINGERPRINT, SPOKEN)
    assert store.find(KEY) is None
    assert store.keys() == set()
    store.commit([draft])
    assert store.find(KEY) == draft.info


def test_sweeping_keeps_what_was_whole_and_deletes_the_rest(store: Store, tmp_path: Path) -> None:
    whole = store.draft(KEY, speech(), LEVELS, FINGERPRINT, SPOKEN)
    torn_key = take_key(FINGERPRINT, "torn")
    torn = store.draft(torn_key, speech(), LEVELS, FINGERPRINT, "torn")
    torn.beside.write_bytes(torn.beside.read_bytes()[:-1])
    store.close()
    with StoreLock(tmp_path / "store") as lock:
        assert store.sweep(lock) == 1
    assert store.find(KEY) == whole.info
    assert store.find(torn_key) is None
    assert not list(tmp_path.rglob("*.part"))


def test_sweeping_prefers_the_take_that_is_there(store: Store, tmp_path: Path) -> None:
    keep(store)
    store.draft(KEY, speech(2.0), LEVELS, FINGERPRINT, SPOKEN)
    store.close()
    with StoreLock(tmp_path / "store") as lock:
        assert store.sweep(lock) == 0
    assert store.read(KEY).audio == speech()
    assert not list(tmp_path.rglob("*.part"))


def test_files_made_ahead_are_used_and_leave_nothing_behind(store: Store, tmp_path: Path) -> None:
    for number in range(200):
        key, spoken = take_key({}, str(number)), str(number)
        store.commit([store.draft(key, speech(0.2), LEVELS, FINGERPRINT, spoken)])
    assert list(tmp_path.rglob("blank*.part"))
    store.close()
    store.close()
    assert len(store.keys()) == 200
    assert not list(tmp_path.rglob("*.part"))
    keep(store)


def test_only_the_holder_of_the_lock_may_sweep(store: Store, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        store.sweep(StoreLock(tmp_path / "store"))


def test_ten_thousand_takes_are_listed_and_found_quickly(store: Store) -> None:
    keep(store)
    keys = [take_key({}, str(number)) for number in range(10_000)]
    for key in keys:
        path = store.path(key)
        path.parent.mkdir(exist_ok=True)
        path.touch()
    started = time.process_time()
    assert len(store.keys()) == 10_001
    assert time.process_time() - started < 0.2
    started = time.process_time()
    for _ in range(1000):
        store.find(KEY)
    assert time.process_time() - started < 0.2  # 0.05 on a quiet machine


def test_a_full_disk_is_named_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    keep(store, take_key({}, "before"))
    code = f"""
import resource, signal
from pathlib import Path
from narrate.chunk import OptionValue
from narrate.errors import StoreError
from narrate.recording.store.store import Store
from tests.recording.stage import LEVELS, speech
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    Store(Path({str(tmp_path / "store")!r})).draft({KEY!r}, speech(), LEVELS, {{}}, "x")
except StoreError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "disk full" in run.stdout
    assert "everything recorded so far is kept" in run.stdout
    assert store.find(KEY) is None
    assert len(store.keys()) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_no_room_is_noticed_before_anything_is_sent(store: Store) -> None:
    keep(store)
    store.check_room(8, 8 * len(SPOKEN))
    with pytest.raises(StoreError, match="disk full"):
        store.check_room(2**10, 2**30)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    store = Store(tmp_path / "store")
    with pytest.raises(StoreError, match="store"):
        keep(store)
    with pytest.raises(StoreError):
        store.check_room(1, len(SPOKEN))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk full"),
        (errno.EDQUOT, "disk full"),
        (errno.EACCES, "no access"),
        (errno.EROFS, "no access"),
        (errno.EIO, "cannot use"),
    ],
)
def test_what_the_system_says_becomes_advice(number: int, words: str) -> None:
    error = disk.explain(OSError(number, os.strerror(number)), Path("takes"))
    assert words in str(error)
    assert "takes" in str(error)
    assert error.exit_code == 4
