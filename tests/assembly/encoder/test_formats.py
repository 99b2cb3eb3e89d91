import errno
import itertools
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.assembly.chapter import assemble
from narrate.assembly.encoder.formats import (
    Output,
    Sources,
    command,
    default_bitrate,
    encoding,
    faults,
    stream_head,
)
from narrate.assembly.encoder.process import ffmpeg_fault, file_fault
from narrate.assembly.spec import ChapterSpec, Format
from narrate.errors import AssemblyError, AssemblyStopped, NarrateError, SettingsError, StoreError
from narrate.files.ffmpeg import ffmpeg_program
from tests.assembly.takes import (
    RATE,
    Takes,
    about,
    chunk,
    hear,
    picture,
    read_cover,
    read_tags,
    spec,
    take,
    tone,
)

ALL: tuple[Format, ...] = ("mp3", "m4a", "flac", "opus", "wav")


def line(*formats: Format, rate: int = 24000, cover: bool = False) -> list[str]:
    outputs = [Output(form, Path(f"-x.{form}.part"), None) for form in formats]
    sources = Sources(Path("tags"))
    if cover:
        sources = Sources(Path("tags"), Path("cover"), "png_pipe", Path("comments"))
    return command("ffmpeg", rate, "eng", sources, outputs)


def after(arguments: list[str], option: str) -> list[str]:
    """The values of an option, in order."""
    return [value for name, value in itertools.pairwise(arguments) if name == option]


def test_one_ffmpeg_command_writes_all_formats() -> None:
    assert after(line(*ALL), "-c:a") == ["libmp3lame", "aac", "flac", "libopus", "pcm_s16le"]
    assert after(line(*ALL), "-f")[2:] == ["mp3", "ipod", "flac", "ogg", "wav"]


def test_a_path_in_an_ffmpeg_command_cannot_be_taken_for_an_option() -> None:
    assert [argument for argument in line(*ALL) if argument.startswith("file:-x")] == [
        f"file:-x.{form}.part" for form in ALL
    ]


def test_a_wav_may_grow_beyond_4_gib() -> None:
    assert after(line("wav"), "-rf64") == ["auto"]
    assert "-ignore_length" in line("wav"), "or ffmpeg stops reading after 4 GiB"


def test_an_ffmpeg_command_does_not_depend_on_the_machine() -> None:
    assert after(line(*ALL), "-flags:a") == ["+bitexact"] * 5
    assert after(line(*ALL), "-threads") == ["1"] * 5


def test_a_cover_goes_into_the_formats_that_have_room_for_it() -> None:
    with_cover = line(*ALL, cover=True)
    assert after(with_cover, "-map").count("3:v") == 3
    assert after(with_cover, "-map_metadata") == ["1", "1", "1", "2", "1"]
    assert "3:v" not in after(line("opus", "wav", cover=True), "-map")


def test_opus_is_resampled_only_at_rates_it_does_not_have() -> None:
    assert after(line("opus", rate=24000), "-ar") == []
    assert after(line("opus", rate=44100), "-ar") == ["48000"]
    assert after(line("opus", rate=22050), "-ar") == ["24000"]
    assert after(line("opus", rate=96000), "-ar") == ["48000"]


def test_default_bitrates_follow_the_sample_rate() -> None:
    assert [default_bitrate("mp3", rate) for rate in (44100, 24000, 8000)] == [
        "192k",
        "128k",
        "64k",
    ]
    assert [default_bitrate(form, 24000) for form in ALL] == ["128k", "96k", None, "48k", None]
    named = command("f", 24000, "", Sources(Path("t")), [Output("mp3", Path("x"), "160k")])
    assert after(named, "-b:a") == ["160k"]


def test_a_bitrate_that_an_encoder_cannot_do_is_named_by_its_path() -> None:
    assert faults(ALL, {"mp3": "128k", "opus": "64k", "m4a": "96000"}, 24000) == []
    assert faults(["mp3"], {"mp3": "320k"}, 44100) == []
    assert faults(["mp3", "wav"], {"mp3": "192k"}, 24000) == [
        "deliver.bitrate.mp3: at 24000 Hz mp3 goes up to 160k, not 192k"
    ]
    (fault,) = faults(["mp3", "flac"], {}, 23000)
    assert fault.startswith("deliver.sample_rate: mp3 has 8000, ")
    assert faults(["flac", "wav", "opus"], {}, 23000) == []


@pytest.mark.parametrize("rate", [8000, 24000, 44100])
def test_the_wav_head_of_a_stream_says_what_follows(rate: int, tmp_path: Path) -> None:
    head = stream_head(rate)
    assert len(head) == 44
    (tmp_path / "x.wav").write_bytes(head + bytes(2 * rate))
    assert f"pcm_s16le ([1][0][0][0] / 0x0001), {rate} Hz, " in about(tmp_path / "x.wav")


@pytest.mark.parametrize(
    ("bitrate", "given"), [("64k", 0.95), ("128000", 0.95), ("192k", 0.97), ("320k", 1.0)]
)
def test_an_mp3_gets_back_the_level_that_lame_takes_off(bitrate: str, given: float) -> None:
    named = command("f", 44100, "", Sources(Path("t")), [Output("mp3", Path("x"), bitrate)])
    assert after(named, "-filter:a") == [f"volume={1 / given:.6f}:precision=float"]
    assert not {"-q:a", "-abr", "-vbr"} & set(named), "the bit rate is constant"


TITLE = '-y = "Ann\'s"; \\ #1 & 50% — Ça \u0939\u093f\u0928\u094d\u0926\u0940 👩\u200d🚀\nII'
SHOWN = TITLE.replace("\n", " ")
TAGS = {
    "title": TITLE,
    "album": "Book",
    "artist": "A. Author",
    "album_artist": "A. Author",
    "composer": "Heart",
    "narrator": "Heart",
    "track": "3/12",
    "genre": "Audiobook",
    "language": "eng",
    "date": "1905",
}
SECOND = bytes(2 * RATE)


def make(chapter: ChapterSpec, seconds: int = 1) -> tuple[Path, ...]:
    with encoding(chapter, threading.Event()) as files:
        for _ in range(seconds):
            files.write(SECOND)
        return files.finish()


def program(folder: Path, text: str) -> str:
    """A program that stands in for ffmpeg."""
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "program")


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("delivered")
    make(spec(folder, *ALL, tags=TAGS, cover=picture("jpg")))
    return folder


def test_the_encoder_leaves_the_files_under_their_names_and_nothing_else(delivered: Path) -> None:
    assert parts(delivered) == sorted(f"01 - Test.{form}" for form in ALL)


@pytest.mark.parametrize("form", ALL)
def test_tags_are_read_from_encoded_files_as_they_were_given(delivered: Path, form: Format) -> None:
    found = dict(read_tags(delivered / f"01 - Test.{form}", stream=form == "opus"))
    expected = {**TAGS, "title": SHOWN}
    if form == "m4a":
        assert found.pop("media_type") == "2", "an audiobook to Apple Books"
        del expected["narrator"], expected["language"]  # composer, and the stream's language
        assert "(eng)" in about(delivered / "01 - Test.m4a")
    if form == "wav":
        expected = {k: expected[k] for k in ("title", "album", "artist", "track", "genre", "date")}
    if form == "opus":
        del expected["language"]  # shown as the stream's
        assert "(eng)" in about(delivered / "01 - Test.opus")
    assert {name: found.get(name) for name in expected} == expected
    assert found.get("encoder", "Lavc libopus") == "Lavc libopus", "no version of anything"


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_an_encoded_file_holds_the_cover_to_the_byte(tmp_path: Path, kind: str) -> None:
    cover = picture(kind)
    made = make(spec(tmp_path, *ALL, cover=cover))
    for path in made[:4]:
        assert read_cover(path) == cover, path.suffix
        assert "(attached pic)" in about(path)
        assert len(hear(path)) == pytest.approx(RATE, abs=1200)
    assert "Video" not in about(made[4])
    assert b"ID3\x03" in made[0].read_bytes()[:4]
    assert b"APIC" in made[0].read_bytes()[:1000]


@pytest.mark.parametrize(
    "cover", [b"GIF89a", b"\xff\xd8\xff\xe0" + bytes(50), b"\x89PNG\r\n\x1a\n"]
)
def test_the_encoder_leaves_out_a_broken_cover_with_a_warning(tmp_path: Path, cover: bytes) -> None:
    with encoding(spec(tmp_path, "mp3", "opus", cover=cover), threading.Event()) as files:
        files.write(SECOND)
        made = files.finish()
    assert "cover" in files.warnings[0]
    assert all("Video" not in about(path) for path in made)


def test_the_encoder_takes_a_cover_longer_than_any_command_line(tmp_path: Path) -> None:
    """Longer than any command line, in particular as a comment of Ogg."""
    cover = picture("png")[:-12]
    padding = b"tEXt" + bytes(1_000_000)
    chunk = len(padding[4:]).to_bytes(4, "big") + padding + bytes(4)
    large = cover + chunk + picture("png")[-12:]
    made = make(spec(tmp_path, "opus", cover=large))
    assert "(attached pic)" in about(made[0])


def test_the_encoder_replaces_an_old_file_of_the_same_name(tmp_path: Path) -> None:
    target = tmp_path / "01 - Test.wav"
    target.write_text("old")
    make(spec(tmp_path))
    assert len(hear(target)) == RATE
    assert parts(tmp_path) == ["01 - Test.wav"]


def test_the_encoder_is_not_disturbed_by_the_ffmpeg_of_a_killed_run(tmp_path: Path) -> None:
    """Its files are not ours: whatever it does to them, ours is whole."""
    other = tmp_path / f"01 - Test.wav.{os.getpid() + 1}.part"
    other.write_text("half")
    (made,) = make(spec(tmp_path))
    assert len(hear(made)) == RATE
    assert other.read_text() == "half", "the holder of the lock clears it away, not we"


def test_a_fault_while_encoding_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "01 - Test.wav").write_text("old")
    with pytest.raises(KeyError), encoding(spec(tmp_path), threading.Event()) as files:
        files.write(SECOND)
        raise KeyError
    assert (tmp_path / "01 - Test.wav").read_text() == "old"
    assert parts(tmp_path) == ["01 - Test.wav"]


def test_ffmpeg_does_not_outlive_a_fault_of_the_encoder(tmp_path: Path) -> None:
    pids = tmp_path / "pid"
    code = f"import os, time; open({str(pids)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    chapter = ChapterSpec(tmp_path / "out" / "x", ("wav",), program(tmp_path, code))
    with pytest.raises(KeyError), encoding(chapter, threading.Event()):
        wait_for(pids)
        raise KeyError
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids.read_text()), 0)


def wait_for(file: Path) -> None:
    while not (file.exists() and file.read_text()):
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are those of POSIX")
def test_ffmpeg_runs_at_low_priority_and_does_not_get_ctrl_c(tmp_path: Path) -> None:
    told = tmp_path / "told"
    code = (
        "import os, sys; sys.stdin.buffer.read();"
        f"open({str(told)!r}, 'w').write(f'{{os.getpgrp()}} {{os.getpriority(0, 0)}}')"
    )
    with pytest.raises(AssemblyError):  # it writes no file
        make(ChapterSpec(tmp_path / "x", ("wav",), program(tmp_path, code)))
    group, niceness = map(int, told.read_text().split())
    assert group != os.getpgrp()
    assert niceness == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)


def test_an_ffmpeg_that_does_not_exist_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ffmpeg: .*nowhere cannot be started: No such file"):
        make(ChapterSpec(tmp_path / "x", ("wav",), str(tmp_path / "nowhere")))
    assert parts(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; sys.exit('[out#0/x @ 0x1f] Unknown encoder')", "code 1: Unknown encoder"),
        ("raise SystemExit(3)", "code 3 without a word"),
        ("import os, sys; sys.stdin.buffer.read(9); os.kill(os.getpid(), 9)", "SIGKILL"),
        ("import sys; sys.stdin.buffer.read()", r"did not write 01 - Test\.wav\.\d+\.part"),
        ("import sys; sys.stderr.write('x' * 10**6); sys.exit(1)", "code 1: xxx"),
    ],
)
def test_the_error_of_a_failing_ffmpeg_quotes_it(tmp_path: Path, code: str, says: str) -> None:
    chapter = spec(tmp_path)
    failing = ChapterSpec(chapter.target, ("wav",), program(tmp_path, code))
    with pytest.raises(AssemblyError, match=says):
        make(failing, 20)
    assert parts(tmp_path) == []


def test_ffmpegs_own_words_reach_the_user(tmp_path: Path) -> None:
    with pytest.raises(AssemblyError, match=r"01 - Test could not be made: ffmpeg .*: .* bitrate"):
        make(spec(tmp_path, "mp3", "wav", bitrates={"mp3": "nonsense bitrate"}))
    assert parts(tmp_path) == []


@pytest.mark.timeout(40)  # an ffmpeg that hangs would be waited for 60 s
@pytest.mark.parametrize("moment", ["before", "writing", "hanging"])
def test_a_stopped_encoder_ends_soon_and_leaves_no_file(tmp_path: Path, moment: str) -> None:
    stop = threading.Event()
    hanging = program(tmp_path, "import time; time.sleep(60)")
    ffmpeg = hanging if moment == "hanging" else ffmpeg_program()
    if moment == "before":
        stop.set()
    else:
        threading.Timer(0.3, stop.set).start()
    chapter = ChapterSpec(tmp_path / "x", ("flac",), ffmpeg)
    with pytest.raises(AssemblyStopped), encoding(chapter, stop) as files:
        while True:
            files.write(SECOND)
    assert parts(tmp_path) == []


@pytest.mark.timeout(40)
def test_an_encoder_can_be_stopped_while_ffmpeg_finishes(tmp_path: Path) -> None:
    stop = threading.Event()
    slow = program(tmp_path, "import sys, time; sys.stdin.buffer.read(); time.sleep(60)")
    threading.Timer(0.3, stop.set).start()
    chapter = ChapterSpec(tmp_path / "x", ("flac",), slow)
    with pytest.raises(AssemblyStopped), encoding(chapter, stop) as files:
        files.write(SECOND)
        files.finish()
    assert parts(tmp_path) == []


def test_an_output_folder_that_cannot_be_made_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file")
    with pytest.raises(SettingsError, match=r"output folder .*Book cannot be written"):
        make(spec(tmp_path / "output" / "Book"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_an_output_folder_without_permission_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SettingsError, match="cannot be written"):
        make(spec(tmp_path))
    tmp_path.chmod(0o700)


def test_a_folder_in_the_place_of_a_chapter_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "01 - Test.wav").mkdir()
    with pytest.raises(NarrateError, match="01 - Test could not be written"):
        make(spec(tmp_path))
    assert parts(tmp_path) == ["01 - Test.wav"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
@pytest.mark.parametrize("form", ["wav", "mp3", "m4a"])
def test_an_encoder_whose_file_may_not_grow_leaves_no_file(tmp_path: Path, form: Format) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    takes = Takes(a=take(tone(300, 2.0), "a"))
    chunks = [chunk(str(n), "a", "v", 0.1) for n in range(60)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))
    try:
        with pytest.raises(AssemblyError, match="could not be made"):
            assemble(chunks, takes.info, takes.read, spec(tmp_path, form))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert parts(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, where this machine lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        subprocess.run(line, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("cannot mount a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("form", ALL)
def test_an_encoder_that_fills_the_disk_says_that_it_is_full(
    small_disk: Path, form: Format
) -> None:
    takes = Takes(a=take(tone(300, 2.0) + tone(1234, 2.0) ** 3, "a"))
    chunks = [chunk(str(n), "a", "v", 0.1) for n in range(60)]
    (small_disk / "filler").write_bytes(bytes(400_000))
    with pytest.raises(StoreError, match=r"01 - Test could not be written: the disk of .* is full"):
        assemble(chunks, takes.info, takes.read, spec(small_disk, form))
    assert parts(small_disk) == ["filler"]


def test_a_file_fault_is_a_store_or_settings_error_by_what_the_user_can_do(tmp_path: Path) -> None:
    target = tmp_path / "01 - Test"
    assert isinstance(file_fault(OSError(errno.ENOSPC, "No space"), target), StoreError)
    assert isinstance(file_fault(PermissionError(errno.EACCES, "no"), target), SettingsError)
    assert isinstance(file_fault(OSError(errno.EIO, "bad"), target), AssemblyError)
    full = ffmpeg_fault(1, ["[x @ 1] No space left on device", "Conversion failed!"], target)
    assert isinstance(full, StoreError)
    odd = ffmpeg_fault(-signal.SIGSEGV, ["[a @ 0x1] [b] Boom", "Conversion failed!", ""], target)
    assert str(odd) == "01 - Test could not be made: ffmpeg was ended by SIGSEGV: Boom"
