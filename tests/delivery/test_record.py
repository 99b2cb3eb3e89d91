import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from narrate.delivery.record import (
    LONGEST,
    book_folder_name,
    chapter_file_name,
    load_record,
    record_bytes,
)

DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"
}
NASTY = st.one_of(
    st.text(),
    st.text(alphabet='.-~ /\\:*?"<>|\0\n\t\x7f\u202e\u200dae\u0301ß\ud800漢한e👩🚀'),
    st.sampled_from(sorted(DEVICES)).flatmap(
        lambda name: st.sampled_from([name, name.lower(), f"{name}.txt", f" {name} .x", f"{name}-"])
    ),
    st.text(alphabet="漢한👩\u200d🚀e\u0301\u0308", min_size=60, max_size=400),
)


def check(name: str) -> None:
    """The rules of NTFS, exFAT, APFS and ext4, and that it stays one part of a path."""
    assert name
    assert len(name.encode()) <= LONGEST
    assert len(name.encode("utf-16-le")) <= 2 * 240
    assert not set(name) & set('/\\:*?"<>|')
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Cn") for c in name)
    assert not name.startswith((".", "-", "~", " "))
    assert not name.endswith((".", " "))
    assert name.split(".")[0].rstrip().upper() not in DEVICES
    assert unicodedata.is_normalized("NFC", name)
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name


@given(st.integers(1, 99999), st.integers(1, 99999), NASTY)
def test_any_title_gives_a_chapter_a_safe_name(number: int, total: int, title: str) -> None:
    name = chapter_file_name(number, total, title)
    check(name)
    assert regex.match(r"\d{2,} - .", name)
    assert int(name.split(" - ")[0]) == number
    assert chapter_file_name(number, total, name.split(" - ", 1)[1]) == name, "safe stays as it is"


@given(NASTY)
def test_any_title_gives_a_book_a_safe_folder(title: str) -> None:
    name = book_folder_name(title)
    check(name)
    assert book_folder_name(name) == name


@given(NASTY)
def test_a_shortened_name_keeps_whole_letters(title: str) -> None:
    long = title * 40
    kept = book_folder_name(long)
    if kept != "Book":
        last = regex.findall(r"\X", kept)[-1]
        assert last in unicodedata.normalize("NFC", long) or not last.isalnum()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Loomings", "07 - Loomings"),
        ("", "07 - Chapter 7"),
        ("???", "07 - Chapter 7"),
        ("...", "07 - Chapter 7"),
        ("I: The Bite/Sting", "07 - I - The Bite-Sting"),
        ("At 10:30", "07 - At 10-30"),
        ('He said "Why?"', "07 - He said 'Why'"),
        ("Mr. Smith Jr.", "07 - Mr. Smith Jr"),
        ("../../etc/passwd", "07 - etc-passwd"),
        ("CON", "07 - CON"),
        ("a\nb\tc\0d", "07 - a b c d"),
        ("Cafe\u0301", "07 - Café"),
        ("Ἰλιάς · Война и мир · 源氏物語 · हिन्दी", "07 - Ἰλιάς · Война и мир · 源氏物語 · हिन्दी"),
        ("👩\u200d🚀", "07 - 👩\u200d🚀"),
        ("evil\u202egpj.exe", "07 - evilgpj.exe"),
    ],
)
def test_titles_become_chapter_file_names(title: str, name: str) -> None:
    assert chapter_file_name(7, 12, title) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Moby-Dick; or, The Whale", "Moby-Dick; or, The Whale"),
        ("../../x", "x"),
        ("/absolute", "absolute"),
        ("C:\\Windows", "C--Windows"),
        ("..", "Book"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("nul", "_nul"),
        ("Con.fusion", "_Con.fusion"),
        ("Consuelo", "Consuelo"),
        ("com1", "_com1"),
        ("\0", "Book"),
    ],
)
def test_titles_become_book_folder_names(title: str, name: str) -> None:
    assert book_folder_name(title) == name


def test_numbers_of_chapter_file_names_sort_as_text() -> None:
    assert chapter_file_name(3, 9, "x") == "03 - x"
    assert chapter_file_name(3, 120, "x") == "003 - x"
    assert chapter_file_name(1200, 7, "x") == "1200 - x"


def test_a_shortened_file_name_never_cuts_a_composed_letter() -> None:
    family = "👨\u200d👩\u200d👧"
    name = chapter_file_name(1, 9, family * 30)
    assert name == "01 - " + family * ((LONGEST - 5) // len(family.encode()))
    assert book_folder_name("Z" + "\u0301" * 300) == "Book", "no letter is short enough"


def test_files_can_be_made_under_chapter_file_names(tmp_path: Path) -> None:
    for title in ('a/b\\c:*?"<>|', "漢" * 300, "x" * 300, "e\u0301" * 200):
        (tmp_path / f"{chapter_file_name(1, 1, title)}.flac.part").write_text("")


@given(NASTY, st.integers(1, 2000), st.integers(1, 40))
def test_the_file_name_of_a_part_keeps_its_number_however_long_the_title(
    title: str, number: int, part: int
) -> None:
    name = chapter_file_name(number, 2000, title, part)
    check(name)
    assert name.startswith(f"{number:04} - ")
    assert name.endswith(f" - Part {part}")


def test_a_record_that_0_1_0_wrote_is_read_and_written_as_it_was() -> None:
    path = Path(__file__).with_name("golden") / "record-0.1.0.json"
    record = load_record(path)
    (entry,) = record.chapters[0].entries
    assert (entry.name, entry.seconds) == ("00 - Opening Credits", 398336 / 44100)
    assert entry.chunks[0].sentences[0].source == (0, 21)
    assert record_bytes(record) == path.read_bytes()
