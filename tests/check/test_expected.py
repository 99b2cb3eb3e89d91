"""What is wanted of a book is what its plan and its settings say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.check.expected import standard_of, wanted_books, wanted_track
from narrate.check.measures.track import WantedBook
from narrate.check.measures.wanted import TimelineChapter, WantedTrack, read_timeline
from narrate.engines.opened import Engines
from narrate.plan.plan import BookPlan, survey
from narrate.profiles import PROFILES
from tests.check.projects import check, configure, faults, folder
from tests.conftest import Project


def plan_of(project: Project) -> BookPlan:
    settings = project.settings()
    (plan,) = survey(settings, [], lambda _: True, Engines(settings), read_all=True).plans
    return plan


def entries_of(project: Project) -> tuple[TimelineChapter, ...]:
    return read_timeline(folder(project) / "timeline.json")


def tracks_of(project: Project) -> list[WantedTrack]:
    plan = plan_of(project)
    pairs = zip(plan.chapters, entries_of(project), strict=True)
    return [wanted_track(plan, chapter, entry, 0) for chapter, entry in pairs]


def books_of(project: Project) -> list[WantedBook]:
    return list(wanted_books(plan_of(project), entries_of(project), tracks_of(project)))


@pytest.mark.parametrize("profile", ["none", "acx"])
def test_files_are_held_to_the_limits_of_the_settings_profile(
    profile: str, delivered: Project
) -> None:
    configure(delivered, f"profile: {profile}, formats: [flac], read_along: []")
    standard = standard_of(plan_of(delivered))
    assert standard.limits == PROFILES[profile].limits
    assert standard.measure == PROFILES[profile].measure


def test_a_track_is_wanted_with_the_silences_of_the_settings(delivered: Project) -> None:
    first, second = tracks_of(delivered)
    assert (first.head, first.tail) == (0.6, 1.2)
    assert [file.format for file in second.files] == ["flac"]
    assert second.files[0].tags["track"] == "2/2"


def test_the_take_of_every_chunk_is_read_as_long_as_its_span(delivered: Project) -> None:
    track = tracks_of(delivered)[0]
    for index, chunk in enumerate(track.chunks):
        take = track.read_take(index)
        assert take is not None
        spoken = len(take.samples) / take.rate
        assert spoken == pytest.approx((chunk.end - chunk.start) / track.sample_rate, abs=0.001)
    assert track.read_take(len(track.chunks)) is None


def test_a_take_that_is_gone_or_damaged_is_not_held_against_a_file(delivered: Project) -> None:
    gone, damaged, *_ = sorted((delivered.folder / ".narrate" / "takes").rglob("*.wav"))
    gone.unlink()
    damaged.write_bytes(b"no take")
    found = [track.read_take(n) for track in tracks_of(delivered) for n in range(3)]
    assert sum(take is None for take in found) == 2
    assert faults(check(delivered)) == set()


def test_only_audio_files_in_the_books_own_folder_are_wanted(delivered: Project) -> None:
    plan, entry = plan_of(delivered), entries_of(delivered)[0]
    named = replace(entry, files=("01.flac", "01.txt", "../01.flac", "sub/01.flac"))
    track = wanted_track(plan, plan.chapters[0], named, 0)
    assert [file.path for file in track.files] == [plan.shelf.folder / "01.flac"]


def test_a_chunk_that_the_script_does_not_have_has_no_take(
    delivered: Project,
) -> None:
    plan, entry = plan_of(delivered), entries_of(delivered)[0]
    longer = replace(entry, chunks=(*entry.chunks, entry.chunks[-1]))
    track = wanted_track(plan, plan.chapters[0], longer, 0)
    assert len(track.chunks) == 4 and track.read_take(3) is None


def test_an_mp3_is_wanted_at_the_bit_rate_that_was_ordered(packed: Project) -> None:
    assert {file.format: file.bitrate for file in tracks_of(packed)[0].files} == {"mp3": 128}
    configure(packed, "formats: [mp3], bitrate: {mp3: 192k}, sample_rate: 44100, profile: none")
    assert tracks_of(packed)[0].files[0].bitrate == 192


def test_every_file_of_a_whole_book_is_wanted_with_all_its_chapters(packed: Project) -> None:
    m4b, mp3 = books_of(packed)
    assert (m4b.file.format, mp3.file.format) == ("m4b", "mp3")
    for book in (m4b, mp3):
        assert book.headings == ("CHAPTER 1", "CHAPTER 2")
        assert [track.number for track in book.tracks] == [1, 2]
        assert book.file.tags == {"title": "Book", "album": "Book"}
    assert (m4b.file.bitrate, mp3.file.bitrate) == (None, 128)


def test_a_file_of_a_whole_book_that_is_gone_is_not_wanted(packed: Project) -> None:
    (folder(packed) / "Book.m4b").unlink()
    assert [book.file.format for book in books_of(packed)] == ["mp3"]


def test_parts_of_a_book_are_wanted_in_the_order_of_their_numbers(packed: Project) -> None:
    whole = folder(packed) / "Book.m4b"
    parts = [whole.with_name(f"Book - Part {number}.m4b") for number in (2, 10)]
    for part in parts:
        part.write_bytes(whole.read_bytes())
    whole.unlink()
    for path in (packed.folder / ".narrate" / "books").glob("*.json"):
        path.write_text(path.read_text().replace('"m4b"', '"other"'))
    (first, *_) = books_of(packed)
    assert first.file.path == parts[0] and "title" not in first.file.tags


def test_a_book_of_whole_files_passes_the_check_chapter_by_chapter(packed: Project) -> None:
    (book,) = check(packed).books
    assert not list(book.failures())
    for track in book.tracks:
        files = {check.file for check in track.checks if check.name == "takes"}
        assert files == {f"{track.number:02} - CHAPTER {track.number}.mp3", "Book.m4b", "Book.mp3"}
