from __future__ import annotations

import errno
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from narrate.audio import Audio
from narrate.chunk import OptionValue
from narrate.errors import StoreError, TakeDamaged
from narrate.files import disk
from narrate.files.ffmpeg import ffmpeg_program
from narrate.recording.store import Store, StoreLock
from narrate.recording.takefile import take_key
from tests.effort import calls
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


def test_a_kept_take_is_found_and_read(store: Store) -> None:
    audio = speech(2.0, 24000)
    draft = store.draft(KEY, audio, LEVELS, FINGERPRINT, SPOKEN)
    store.commit([draft])
    info = draft.info
    assert (info.key, info.rate, info.samples, info.levels) == (KEY, 24000, 48000, LEVELS)
    assert store.find(KEY) == store.info(KEY) == info
    take = store.read(KEY)
    assert take.audio == audio
    assert take.info == info


def test_a_take_in_the_store_says_what_it_was_made_of(store: Store) -> None:
    keep(store)
    head = store.describe(KEY)
    assert head
    assert head.spoken == SPOKEN
    assert head.fingerprint == {**FINGERPRINT, "dicts": ["a", "b"]}


def test_a_take_that_was_never_kept_is_not_found(store: Store) -> None:
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


def test_a_long_text_fits_the_head_of_a_take(store: Store) -> None:
    store.commit([store.draft(KEY, speech(), LEVELS, FINGERPRINT, "अ" * 5000)])
    head = store.describe(KEY)
    assert head
    assert head.spoken == "अ" * 5000
    assert store.read(KEY).audio == speech()


def test_every_flipped_bit_of_a_take_is_noticed(store: Store) -> None:
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


def test_a_take_with_bytes_behind_it_is_damaged(store: Store) -> None:
    path = keep(store)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(TakeDamaged):
        store.read(KEY)
    assert store.find(KEY) is None


def test_a_take_under_another_takes_name_is_damaged(store: Store) -> None:
    path = keep(store)
    other = take_key(FINGERPRINT, "other")
    store.path(other).parent.mkdir(exist_ok=True)
    store.path(other).write_bytes(path.read_bytes())
    with pytest.raises(TakeDamaged):
        store.read(other)
    assert store.find(other) is None


def test_discarded_takes_of_one_key_are_all_kept_aside(store: Store, tmp_path: Path) -> None:
    for _ in range(3):
        keep(store)
        store.discard(KEY)
        assert store.find(KEY) is None
    assert len(list((tmp_path / "store/damaged").iterdir())) == 3


def test_the_keys_of_a_store_are_those_of_its_takes_alone(store: Store, tmp_path: Path) -> None:
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


def test_sweeping_the_store_keeps_whole_drafts_and_deletes_the_rest(
    store: Store, tmp_path: Path
) -> None:
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


def test_sweeping_the_store_prefers_the_take_that_exists(store: Store, tmp_path: Path) -> None:
    keep(store)
    store.draft(KEY, speech(2.0), LEVELS, FINGERPRINT, SPOKEN)
    store.close()
    with StoreLock(tmp_path / "store") as lock:
        assert store.sweep(lock) == 0
    assert store.read(KEY).audio == speech()
    assert not list(tmp_path.rglob("*.part"))


def test_files_that_the_store_makes_ahead_are_used_and_leave_nothing_behind(
    store: Store, tmp_path: Path
) -> None:
    for number in range(200):
        key, spoken = take_key({}, str(number)), str(number)
        store.commit([store.draft(key, speech(0.2), LEVELS, FINGERPRINT, spoken)])
    assert list(tmp_path.rglob("blank*.part"))
    store.close()
    store.close()
    assert len(store.keys()) == 200
    assert not list(tmp_path.rglob("*.part"))
    keep(store)


def test_only_the_holder_of_the_lock_may_sweep_the_store(store: Store, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        store.sweep(StoreLock(tmp_path / "store"))


def test_a_store_of_ten_thousand_takes_lists_them_by_name_and_finds_one_at_once(
    store: Store,
) -> None:
    keep(store)
    alone = calls(lambda: store.find(KEY))
    keys = [take_key({}, str(number)) for number in range(10_000)]
    for key in keys:
        path = store.path(key)
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert len(store.keys()) == 10_001
    assert calls(store.keys) < 10 * 10_001, "names are listed, no file is opened"
    assert calls(lambda: store.find(KEY)) == alone


def test_a_store_names_a_full_disk_and_leaves_no_half_take(store: Store, tmp_path: Path) -> None:
    keep(store, take_key({}, "before"))
    code = f"""
import resource, signal
from pathlib import Path
from narrate.chunk import OptionValue
from narrate.errors import StoreError
from narrate.recording.store import Store
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


def test_a_store_notices_a_lack_of_room_before_anything_is_sent(store: Store) -> None:
    keep(store)
    store.check_room(8, 8 * len(SPOKEN))
    with pytest.raises(StoreError, match="disk full"):
        store.check_room(2**10, 2**30)


def test_a_store_names_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
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
def test_system_errors_of_the_disk_become_advice(number: int, words: str) -> None:
    error = disk.explain(OSError(number, os.strerror(number)), Path("takes"))
    assert words in str(error)
    assert "takes" in str(error)
    assert error.exit_code == 4
