from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import Choice, open_manuscript
from narrate.manuscript.structure.content.roles import ROLES, read_role, roles_of_reason
from tests.manuscript.making import Epub, Toc, html_prose, narrated, reasons, titles, unread

PAGES = {
    "legal.xhtml": "<h1>Copyright</h1><p>© 2020 Jane Doe</p>",
    "pre.xhtml": "<h1>A Few Words</h1>" + html_prose(1),
    "a.xhtml": "<h1>One</h1><figure><img src='c.png' alt='A cat, asleep'/><figcaption>The cat."
    "</figcaption></figure><p>Here<span epub:type='pagebreak'>12</span> he<sup><a href='#n'>1</a>"
    "</sup> sat.</p><aside epub:type='footnote' id='n'><p>1. He did.</p></aside>",
    "b.xhtml": "<h1>Two</h1><blockquote epub:type='epigraph'><p>All is lamp.</p></blockquote>"
    "<p>It ended.</p>",
    "ix.xhtml": "<h1>Index</h1><p>cat, 1</p>",
    "notes.xhtml": "<section epub:type='endnotes'><h2>Remarks</h2><p>A remark.</p></section>",
}
TOC = [
    Toc("Copyright", "legal.xhtml"),
    Toc("A Few Words", "pre.xhtml"),
    Toc("One", "a.xhtml"),
    Toc("Two", "b.xhtml"),
    Toc("Index", "ix.xhtml"),
    Toc("Remarks", "notes.xhtml"),
]
PREFACE = '<a epub:type="preface" href="pre.xhtml">x</a>'


def read(tmp_path: Path, **choice: object) -> Book:
    pages = {**PAGES, "pre.xhtml": f"<section epub:type='preface'>{PAGES['pre.xhtml']}</section>"}
    path = Epub(pages, TOC).write(tmp_path / "x.epub")
    return open_manuscript(path, Choice(**choice))  # type: ignore[arg-type]


def test_the_default_choice_reads_nothing_around_the_story(tmp_path: Path) -> None:
    book = read(tmp_path)
    assert titles(book) == ["A Few Words", "One", "Two"]
    assert reasons(book) == {"Copyright": "imprint", "Index": "index", "Remarks": "notes"}
    assert dict(unread(book.chapters[1])) == {
        "A cat, asleep": "alternative text",
        "The cat.": "picture caption",
        "12": "page number",
        "1": "note marker",
        "1. He did.": "footnote",
    }


@pytest.mark.parametrize(
    ("choice", "chapters"),
    [
        ({"read": ("index",)}, ["A Few Words", "One", "Two", "Index"]),
        ({"read": ("Notes", "imprint")}, ["Copyright", "A Few Words", "One", "Two", "Remarks"]),
        ({"read": ("remarks",)}, ["A Few Words", "One", "Two", "Remarks"]),
        ({"skip": ("preface",)}, ["One", "Two"]),
        ({"skip": ("a few*",)}, ["One", "Two"]),
        ({"skip": ("preface",), "read": ("A Few*",)}, ["A Few Words", "One", "Two"]),
        ({"skip": ("A Few*",), "read": ("preface",)}, ["One", "Two"]),
        ({"skip": ("index",), "read": ("index",)}, ["A Few Words", "One", "Two"]),
        ({"skip": ("*e*",)}, ["Two"]),
    ],
)
def test_parts_are_chosen_by_kind_and_by_title(
    tmp_path: Path, choice: dict[str, tuple[str, ...]], chapters: list[str]
) -> None:
    book = read(tmp_path, **choice)
    assert titles(book) == chapters
    assert book.warnings == ()


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("captions", "The cat."),
        ("alt texts", "A cat, asleep"),
        ("page numbers", "12"),
        ("footnotes", "1. He did."),
        ("note-markers", "1"),
    ],
)
def test_spans_inside_chapters_are_chosen_by_kind(tmp_path: Path, role: str, words: str) -> None:
    before, after = (
        unread(book.chapters[1]) for book in (read(tmp_path), read(tmp_path, read=(role,)))
    )
    assert [text for text, _ in before if (text, _) not in after] == [words]


def test_kinds_of_text_inside_a_chapter_can_be_skipped(tmp_path: Path) -> None:
    chapter = read(tmp_path, skip=("epigraph",)).chapters[-1]
    assert narrated(chapter).split() == ["It", "ended."]
    assert unread(chapter) == [("All is lamp.", "skipped by the settings")]


def test_a_choice_that_skips_everything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match=r"^x.epub: matter.skip in the settings leaves noth"):
        read(tmp_path, skip=("*",))


def test_a_word_of_the_choice_that_means_nothing_is_warned_of(tmp_path: Path) -> None:
    (warning,) = read(tmp_path, read=("indx",), skip=("Pref*",)).warnings
    assert warning.startswith("matter.read: 'indx' is neither a kind of matter nor a title in this")
    assert "did you mean index?" in warning


def test_a_title_made_up_for_a_part_is_not_spoken(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "CONTENTS\n\nI. Rain\nII. Snow\n\n\n\nI. Rain\n\nIt rained.\n\n\n\nII. Snow\n\nSo."
    )
    book = open_manuscript(path, Choice(read=("contents",)))
    assert titles(book) == ["", "I. Rain", "II. Snow"]
    assert narrated(book.chapters[0]).startswith("CONTENTS")


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Dedications", "dedication"),
        ("alt-texts", "alt_texts"),
        ("TOC", "contents"),
        ("acknowledgements", "acknowledgments"),
        ("license", "licence"),
        ("transcriber's notes", "transcriber_notes"),
        ("Rain", None),
    ],
)
def test_words_of_the_settings_name_roles_of_matter(word: str, role: str | None) -> None:
    assert read_role(word) == role


def test_every_reason_for_leaving_out_has_a_role() -> None:
    from narrate.manuscript.structure import matter

    reasons = {
        value
        for name, value in vars(matter).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, str)
    }
    unreachable = {matter.METADATA, matter.SILENT, matter.SKIPPED, matter.SAID_FORMULA}
    unreachable |= {matter.DELETED, matter.PLACEHOLDER}  # in no part that could be read
    assert {reason for reason in reasons if not roles_of_reason(reason)} == unreachable
    assert all(role.meaning for role in ROLES.values())


def test_the_guide_names_every_kind_of_matter() -> None:
    guide = (Path(__file__).parents[3] / "docs/guide/formats.md").read_text("utf-8")
    assert [role for role in ROLES if f"`{role}`" not in guide] == []
