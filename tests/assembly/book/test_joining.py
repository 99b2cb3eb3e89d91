"""Books of one file: the sound is that of the chapters, the marks are where they begin."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.about import About
from narrate.assembly.book import m4b
from narrate.assembly.book.joining import even_parts, make_m4b
from narrate.assembly.book.mp3 import id3_length, make_mp3_book, read_mp3
from narrate.assembly.book.mp4 import FRAME, find, read_box, top_boxes
from narrate.assembly.chapter import assemble
from narrate.assembly.spec import Format
from narrate.errors import AssemblyError, SettingsError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.timeline import FinishedBook, PackageSpec, Track
from tests.assembly.takes import (
    RATE,
    Takes,
    about,
    ask_ffmpeg,
    babble,
    chunk,
    hear,
    picture,
    read_cover,
    read_ffmetadata,
    spec,
    take,
)

LENGTHS = (3.1, 1.7, 2.6)
ABOUT = About(
    title="The Book = 1; part #2",
    author="Ann Author & Bo Writer",
    narrator="Heart",
    language="en-GB",
    subtitle="Or Not",
    series="The Series",
    series_position="1.5",
    year="1905",
    description="First paragraph; with = signs.\n\nSecond #2 \\ paragraph.\nA line.",
    publisher="The Publisher",
    isbn="9780306406157",
)


def track(folder: Path, number: int, seconds: float, *formats: Format) -> Track:
    takes = Takes(a=take(babble(seconds, number), "a"))
    name = f"{number:02} - Test"
    chapter = replace(spec(folder, *formats, frame=FRAME, room_tone=-75.0), target=folder / name)
    made = assemble([chunk("1", "a", "v", 0.1)], takes.info, takes.read, chapter)
    files = {path.suffix[1:]: path for path in made.files}
    return Track(
        number=number,
        title=f"Chapter {number}",
        kind="chapter",
        part=1,
        parts=1,
        file=f"{name}.mp3",
        files=tuple(path.name for path in made.files),
        sample_rate=RATE,
        samples=made.samples,
        chunks=(),
        paths=files,
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> FinishedBook:
    folder = tmp_path_factory.mktemp("chapters")
    tracks = [track(folder, n, length, "m4a", "mp3") for n, length in enumerate(LENGTHS, 1)]
    return FinishedBook(replace(ABOUT, cover=picture("jpg")), tuple(tracks), Path("book.epub"))


def package(folder: Path, hours: float | None = None) -> PackageSpec:
    return PackageSpec(folder, "The Book", ffmpeg_program(), hours=hours)


def metadata(path: Path) -> str:
    """All that ffmpeg reads of a file beside its sound."""
    told = ["-fflags", "+bitexact", "-f", "ffmetadata", "-"]
    return ask_ffmpeg("-copyts", "-i", path, *told).decode()


def tags(path: Path) -> dict[str, str]:
    """The tags of a whole file, those of several lines among them."""
    return read_ffmetadata(metadata(path))


def marks(path: Path) -> list[tuple[float, float, str]]:
    """Start and end in seconds, and title, as ffmpeg reads them."""
    found = re.findall(
        r"\[CHAPTER\]\nTIMEBASE=1/(\d+)\nSTART=(\d+)\nEND=(\d+)\ntitle=(.*)", metadata(path)
    )
    return [(int(s) / int(base), int(e) / int(base), title) for base, s, e, title in found]


def nero_marks(path: Path) -> list[float]:
    """Seconds, of the list that QuickTime does not read."""
    with path.open("rb") as file:
        chpl = find(read_box(file, top_boxes(file)[b"moov"]), b"udta", b"chpl")
    at, starts = 9, []
    while at < len(chpl):
        starts.append(int.from_bytes(chpl[at : at + 8], "big") / 1e7)
        at += 9 + chpl[at + 8]
    assert len(starts) == chpl[8]
    return starts


def sums(tracks: tuple[Track, ...]) -> list[float]:
    """Seconds at which each track begins, and the end."""
    return [sum(t.samples for t in tracks[:n]) / RATE for n in range(len(tracks) + 1)]


def test_an_m4b_has_the_sound_of_its_chapters_where_its_marks_say(
    book: FinishedBook, tmp_path: Path
) -> None:
    (made,) = make_m4b(book, package(tmp_path))
    assert made == tmp_path / "The Book.m4b"
    assert [path.name for path in tmp_path.iterdir()] == ["The Book.m4b"], "nothing half made"
    heard = hear(made)
    starts = sums(book.tracks)
    assert len(heard) == round(starts[-1] * RATE)
    for start, one in zip(starts, book.tracks, strict=False):
        own = hear(one.paths["m4a"])
        there = heard[round(start * RATE) :][: len(own)]
        # Noise that the coder replaces is drawn again, so it is alike and not the same.
        assert best_shift(there, own) == 0
        assert np.abs(there[-FRAME:] - own[-FRAME:]).max() < 60, "room tone, to its end"
    for (start, end, _), expected in zip(marks(made), pairwise(starts), strict=True):
        assert (start, end) == pytest.approx(expected, abs=1e-4)
    assert [title for _, _, title in marks(made)] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert nero_marks(made) == pytest.approx(starts[:-1], abs=1e-6)


def best_shift(heard: np.ndarray, own: np.ndarray) -> int:
    """By how many samples the one is later than the other, by where they are most alike."""
    shifts = range(-3, 4)
    middle = slice(RATE, RATE + 20000)
    alike = [float(np.dot(np.roll(heard, -s)[middle], own[middle])) for s in shifts]
    return shifts[int(np.argmax(alike))]


def test_chapters_joined_in_an_m4b_do_not_click(book: FinishedBook, tmp_path: Path) -> None:
    heard = hear(make_m4b(book, package(tmp_path))[0])
    for start in sums(book.tracks)[1:-1]:
        at = round(start * RATE)
        steps = np.abs(np.diff(heard[at - 2 * FRAME : at + 2 * FRAME]))
        assert steps.max() < 60, "no more than the steps of room tone"


def test_an_m4b_has_all_tags_of_the_book(book: FinishedBook, tmp_path: Path) -> None:
    (made,) = make_m4b(book, package(tmp_path))
    assert (
        tags(made).items()
        >= {
            "title": ABOUT.title,
            "album": ABOUT.title,
            "artist": ABOUT.author,
            "album_artist": ABOUT.author,
            "composer": "Heart",
            "genre": "Audiobook",
            "date": "1905",
            "description": ABOUT.description,
            "synopsis": ABOUT.description,
            "comment": ABOUT.description,
            "grouping": "The Series #1.5",
            "show": "The Series",
            "episode_id": "1.5",
            "media_type": "2",
            "gapless_playback": "1",
            "SERIES": "The Series",
            "SERIES-PART": "1.5",
            "SUBTITLE": "Or Not",
            "PUBLISHER": "The Publisher",
            "ISBN": "9780306406157",
            "LANGUAGE": "eng",
        }.items()
    )
    assert "Audio: aac (LC)" in about(made)
    assert "(eng)" in about(made)
    assert book.about.cover == read_cover(made)


def test_an_m4b_begins_with_its_header_and_is_the_same_every_time(
    book: FinishedBook, tmp_path: Path
) -> None:
    (first,) = make_m4b(book, package(tmp_path / "a"))
    (second,) = make_m4b(book, package(tmp_path / "b"))
    assert first.read_bytes() == second.read_bytes()
    with first.open("rb") as file:
        boxes = top_boxes(file)
    assert boxes[b"moov"].start < boxes[b"mdat"].start


def test_a_long_m4b_is_split_between_chapters(book: FinishedBook, tmp_path: Path) -> None:
    seconds = book.tracks[0].seconds + 0.5
    make_m4b(book, package(tmp_path))  # is there from the time before it was split
    made = make_m4b(book, package(tmp_path, hours=seconds / 3600))
    assert [path.name for path in made] == [f"The Book - Part {n}.m4b" for n in (1, 2, 3)]
    for path, one in zip(made, book.tracks, strict=True):
        assert len(hear(path)) == one.samples
        assert [title for *_, title in marks(path)] == [one.title]
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in made]
    found = tags(made[1])
    assert found["title"] == f"{ABOUT.title} - Part 2"
    assert found["album"] == ABOUT.title
    assert found["track"] == "2/3"


def test_an_m4b_may_have_more_chapters_than_neros_list_can_count(
    book: FinishedBook, tmp_path: Path
) -> None:
    many = replace(book, tracks=book.tracks[1:2] * 300, about=ABOUT)
    (made,) = make_m4b(many, package(tmp_path))
    starts = sums(many.tracks)
    assert [start for start, *_ in marks(made)] == pytest.approx(starts[:-1], abs=1e-4)
    assert nero_marks(made) == pytest.approx(starts[:255], abs=1e-6)


def test_an_m4b_may_be_larger_than_32_bits_can_say(
    book: FinishedBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is written beyond 4 GiB and 27 hours."""
    (usual,) = make_m4b(book, package(tmp_path / "a"))
    monkeypatch.setattr(m4b, "_NARROW", 1000)
    monkeypatch.setattr("narrate.assembly.book.mp4.NARROW_DURATION", 1000)
    (wide,) = make_m4b(book, package(tmp_path / "b"))
    assert b"co64" in wide.read_bytes()
    assert b"co64" not in usual.read_bytes()
    assert np.array_equal(hear(usual), hear(wide))
    assert marks(usual) == marks(wide)


def test_an_mp3_of_the_whole_book_has_its_sound_and_its_marks(
    book: FinishedBook, tmp_path: Path
) -> None:
    (made,) = make_mp3_book(book, package(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["The Book.mp3"]
    heard, found = hear(made), marks(made)
    assert [title for *_, title in found] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert found[-1][1] == pytest.approx(len(heard) / RATE, abs=1e-3)
    at = 0
    for one, (start, *_) in zip(book.tracks, found, strict=True):
        own = hear(one.paths["mp3"])
        assert len(own) == one.samples
        assert np.array_equal(heard[at : at + one.samples], own), "no frame leans on another's"
        assert start == pytest.approx(at / RATE, abs=1e-3)
        file = read_mp3(one.paths["mp3"])
        at += file.frames * file.frame
    ask_ffmpeg("-xerror", "-i", made, "-f", "null", "-")
    assert tags(made)["album"] == ABOUT.title
    assert read_cover(made) == book.about.cover


def test_the_header_of_an_mp3_book_counts_its_frames(book: FinishedBook, tmp_path: Path) -> None:
    (made,) = make_mp3_book(book, package(tmp_path))
    whole = read_mp3(made)
    files = [read_mp3(one.paths["mp3"]) for one in book.tracks]
    assert whole.frames == sum(file.frames for file in files)
    assert whole.samples == len(hear(made))
    frame = files[0].length // files[0].frames
    assert whole.length == whole.frames * frame, "every byte is a frame's"


def test_an_mp3_book_may_have_more_chapters_than_an_id3_list_can_count(
    book: FinishedBook, tmp_path: Path
) -> None:
    many = replace(book, tracks=book.tracks[1:2] * 300, about=ABOUT)
    (made,) = make_mp3_book(many, package(tmp_path))
    with made.open("rb") as file:
        length = id3_length(file)
        file.seek(0)
        tag = file.read(length)
    assert tag.count(b"CHAP") == 300
    at = tag.index(b"CTOC") + 10
    contents = tag[at : at + int.from_bytes(tag[at - 6 : at - 2], "big")]
    assert contents[len(b"toc\0\3")] == 255
    assert contents[len(b"toc\0\3\xff") :].count(b"\0") == 255
    assert len(marks(made)) == 300
    assert tags(made)["album"] == ABOUT.title


MAKERS = pytest.mark.parametrize(
    ("make", "form"), [(make_m4b, "m4a"), (make_mp3_book, "mp3")], ids=["m4b", "mp3"]
)


@MAKERS
@pytest.mark.parametrize("damage", ["cut", "text", "gone", "shorter", "none"])
def test_joining_names_a_chapter_file_that_is_damaged(
    book: FinishedBook, tmp_path: Path, make: object, form: str, damage: str
) -> None:
    last = book.tracks[-1]
    path = tmp_path / f"broken.{form}"
    data = last.paths[form].read_bytes()
    path.write_bytes({"cut": data[:-5000], "text": b"not audio" * 99}.get(damage, data))
    paths = {form: path}
    if damage == "gone":
        path.unlink()
    if damage == "none":
        paths = {}
    samples = last.samples - (FRAME if damage == "shorter" else 0)
    tracks = (*book.tracks[:-1], replace(last, paths=paths, samples=samples))
    out = tmp_path / "out"
    with pytest.raises(AssemblyError, match=r"broken\.|03 - Test: there is no"):
        make(replace(book, tracks=tracks), package(out))  # type: ignore[operator]
    assert not out.exists() or not list(out.iterdir())


@MAKERS
def test_joining_refuses_chapters_of_different_sample_rates(
    book: FinishedBook, tmp_path: Path, make: object, form: Format
) -> None:
    takes = Takes(a=take(babble(1.0), "a"))
    chapter = spec(tmp_path, form, frame=FRAME, sample_rate=16000)
    odd = assemble([chunk("1", "a", "v", 0.1)], takes.info, takes.read, chapter)
    other = replace(
        book.tracks[0], paths={form: odd.files[0]}, samples=odd.samples, sample_rate=16000
    )
    with pytest.raises(AssemblyError, match="encoded differently from"):
        make(replace(book, tracks=(*book.tracks, other)), package(tmp_path))  # type: ignore[operator]


@MAKERS
def test_a_book_folder_that_cannot_be_made_is_a_fault_of_the_settings(
    book: FinishedBook, tmp_path: Path, make: object, form: str
) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(SettingsError, match="cannot be written"):
        make(book, package(tmp_path / "out"))  # type: ignore[operator]


@given(
    st.lists(st.integers(1, 100), min_size=1, max_size=30),
    st.integers(1, 300),
)
def test_parts_of_a_book_are_the_fewest_and_hold_every_chapter(
    lengths: list[int], longest: int
) -> None:
    parts = even_parts(lengths, longest)
    assert [n for part in parts for n in part] == list(range(len(lengths)))
    sizes = [sum(lengths[n] for n in part) for part in parts]
    assert all(size <= longest or len(p) == 1 for size, p in zip(sizes, parts, strict=True))
    assert len(parts) == fewest(lengths, longest)


def fewest(lengths: list[int], longest: int) -> int:
    """By trying: the least number of parts for the first n, for every n."""
    least = [0]
    for end in range(1, len(lengths) + 1):
        options = [
            least[start]
            for start in range(end)
            if sum(lengths[start:end]) <= longest or start == end - 1
        ]
        least.append(1 + min(options))
    return least[-1]


def test_parts_of_a_book_are_of_even_length() -> None:
    assert even_parts([10] * 10, 40) == [range(3), range(3, 6), range(6, 10)]
    assert even_parts([5, 5, 50, 5], 20) == [range(2), range(2, 3), range(3, 4)]
    assert even_parts([7], float("inf")) == [range(1)]
