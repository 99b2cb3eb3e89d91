"""Notes where they are read: told apart, moved, each once, nothing lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.book import Book
from narrate.manuscript import Choice, open_manuscript
from narrate.manuscript.structure.placing import NotesAt
from tests.manuscript.making import Epub, Toc, blocks, narrated

EPUB = Epub(
    {
        "a.xhtml": "<h1>One</h1><p>A word.<a epub:type='noteref' id='r1' href='n.xhtml#n1'>1</a> "
        "So.<sup><a href='#f2'>2</a></sup></p><p>On.<a id='r4' href='n.xhtml#n4'>4</a></p>"
        "<aside epub:type='footnote' id='f2'><p>2. Aside.</p><p>More.</p></aside><p>End.</p>",
        "b.xhtml": "<h1>Two</h1><p>Again<a href='n.xhtml#n1'>1</a>.</p>",
        "n.xhtml": "<section epub:type='endnotes'><h2>Notes</h2><ol><li id='n1'><p>First. "
        "<a href='a.xhtml#r1'>↩</a></p></li><li id='n0'><p>Nobody's.</p></li></ol>"
        "<p><a id='n4' href='a.xhtml#r4'>4</a> Fourth.</p></section>",
    },
    [Toc("One", "a.xhtml"), Toc("Two", "b.xhtml"), Toc("Notes", "n.xhtml")],
)
GUTENBERG = """<h1>Book</h1><h2>Chapter 1</h2><p>The king<a id="FNanchor_1"></a><a
href="#Footnote_1" class="fnanchor">[1]</a> came.</p><p>More.<a id="FNanchor_2"></a><a
href="#Footnote_2"><sup>2</sup></a></p><h2>Chapter 2</h2><p>Hello.</p><div class="footnotes">
<h3>FOOTNOTES:</h3><div class="footnote"><p><a id="Footnote_1"></a><a href="#FNanchor_1"><span
class="label">[1]</span></a> Old.</p><p>Very.</p></div><p><a id="Footnote_2"></a><a
href="#FNanchor_2">2</a> Late.</p></div>"""
MARKDOWN = """# Book\n\n## One\n\nText[^1] has^[in line] and [^b].\n\nPara.\n\n[^1]: Note *one*.

    Second.\n\n[^b]: Note b.\n\n[^c]: Nobody's.\n\n## Two\n\nMore[^1].\n"""
TEXT = """CHAPTER I\n\nThe king[1] came. He saw[2] it.\n\n[Footnote 1: Old.]\n\nNext.\n
[2] Saw it.\n\n\n\nCHAPTER II\n\nThe end[1] of it.\n\n[1] Other.\n"""
ENDNOTES = """CHAPTER I\n\nThe king[1] came.\n\n\n\nCHAPTER II\n\nThe end[1] of[2] it.\n\n\n
NOTES\n\n[1] Of one.\n\n[1] Of two.\n\n[2] Last.\n"""


def read(tmp_path: Path, name: str, text: str | Epub, where: NotesAt) -> Book:
    path = tmp_path / name
    if isinstance(text, Epub):
        text.write(path)
    else:
        path.write_text(text)
    return open_manuscript(path, Choice(notes=where))


def said(book: Book) -> list[list[str]]:
    """What is read, a block each, by chapter."""
    found = []
    for chapter in book.chapters:
        spans = [(b.start, b.end) for b in chapter.blocks if b.kind != "scene"]
        kept = [
            "".join(
                c
                for i, c in enumerate(chapter.text[a:b], a)
                if not any(s.start <= i < s.end for s in chapter.left_out)
            ).strip()
            for a, b in spans
        ]
        found.append([text for text in kept if text])
    return found


@pytest.mark.parametrize(
    ("name", "text", "in_place"),
    [
        ("x.epub", EPUB, [["A word. So.", "First.", "Aside.", "More.", "On.", "Fourth.", "End."],
                          ["Again."]]),
        ("x.html", GUTENBERG, [["The king came.", "Old.", "Very.", "More.", "Late."], ["Hello."]]),
        ("x.md", MARKDOWN, [["Text hasin line and .", "Note one.", "Second.", "Note b.", "Para."],
                            ["More."]]),
        ("x.txt", TEXT, [["The king came. He saw it.", "Old.", "Saw it.", "Next."],
                         ["The end of it.", "Other."]]),
        ("y.txt", ENDNOTES, [["The king came.", "Of one."],
                             ["The end of it.", "Of two.", "Last."]]),
    ],
)  # fmt: skip
def test_notes_read_in_place_follow_their_paragraph(
    tmp_path: Path, name: str, text: str | Epub, in_place: list[list[str]]
) -> None:
    assert said(read(tmp_path, name, text, "in_place")) == in_place


@pytest.mark.parametrize(
    ("name", "text", "end"),
    [
        ("x.epub", EPUB, ["On.", "End.", "First.", "Aside.", "More.", "Fourth."]),
        ("x.html", GUTENBERG, ["The king came.", "More.", "Old.", "Very.", "Late."]),
        ("x.md", MARKDOWN, ["Para.", "Note one.", "Second.", "in line", "Note b."]),
        ("x.txt", TEXT, ["Next.", "Old.", "Saw it."]),
    ],
)
def test_notes_read_at_the_end_of_a_chapter_follow_a_pause(
    tmp_path: Path, name: str, text: str | Epub, end: list[str]
) -> None:
    book = read(tmp_path, name, text, "chapter_end")
    assert said(book)[0][-len(end) :] == end
    kinds = [kind for kind, _ in blocks(book.chapters[0])]
    assert kinds.count("scene") == 1
    assert set(kinds[kinds.index("scene") + 1 :]) == {"quote"}


@pytest.mark.parametrize(("name", "text"), [("x.epub", EPUB), ("x.md", MARKDOWN)])
def test_notes_that_nothing_refers_to_stay_where_they_are(
    tmp_path: Path, name: str, text: str | Epub
) -> None:
    book = read(tmp_path, name, text, "in_place")
    (part,) = (part for part in book.left_out if part.reason == "notes")
    assert "Nobody's." in part.opening


@pytest.mark.parametrize("where", ["skip", "in_place", "chapter_end"])
@pytest.mark.parametrize("name", ["x.epub", "x.html", "x.md", "x.txt", "y.txt"])
def test_no_note_is_lost_or_said_twice_wherever_notes_are_read(
    tmp_path: Path, name: str, where: NotesAt
) -> None:
    text: dict[str, str | Epub] = {
        "x.epub": EPUB,
        "x.html": GUTENBERG,
        "x.md": MARKDOWN,
        "x.txt": TEXT,
        "y.txt": ENDNOTES,
    }
    books = [read(tmp_path, name, text[name], w) for w in ("skip", where)]
    solid = [
        sum(len("".join(c.text.replace("* * *", "").split())) for c in book.chapters)
        + sum(part.characters for part in book.left_out)
        for book in books
    ]
    # heads of parts and the gaps between their passages are counted among characters
    assert abs(solid[0] - solid[1]) <= 12
    sentences = Counter(" ".join(map(narrated, books[1].chapters)).split())
    assert all(sentences[w] <= 2 for w in ("First.", "Old.", "one.", "Other."))


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<p>See <a href='#c2'>2</a> there.</p><h2 id='c2'>Two</h2><p>On.</p>", "See 2 there."),
        ("<p>See 4<a href='#x'>b</a> now.</p><p id='x'>Plain text.</p>", "See 4b now."),
        ("<p>Word<a id='r' href='#x'>7</a>.</p><p>On.</p><p id='x'><a href='#r'>7</a> Note.</p>",
         "Word."),
        ("<p>Word<a id='r' href='#x'>7</a>.</p><p>On.</p><p id='x'>Note. <a href='#r'>↩</a></p>",
         "Word."),
    ],
)  # fmt: skip
def test_a_link_is_a_note_marker_if_the_note_leads_back(
    tmp_path: Path, body: str, kept: str
) -> None:
    book = read(tmp_path, "x.html", f"<h2>One</h2>{body}", "skip")
    assert said(book)[0][0] == kept
    assert ("Note." in " ".join(map(narrated, book.chapters))) is False


BITS = st.sampled_from(
    ["Word[^{i}]", "Word.", "[^{i}]: Note {i}.", "", "    More.", "## Part", "Word ^[inner] here"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(BITS, st.integers(0, 4)), max_size=14))
def test_notes_of_any_arrangement_lose_no_word(tmp_path: Path, bits: list[tuple[str, int]]) -> None:
    text = "# Book\n\nStart.\n\n" + "\n\n".join(bit.format(i=i) for bit, i in bits)
    words = Counter(" ".join(map(narrated, read(tmp_path, "h.md", text, "skip").chapters)).split())
    for where in ("in_place", "chapter_end"):
        book = read(tmp_path, "h.md", text, where)
        for chapter in book.chapters:
            ends = [0, *(at for b in chapter.blocks for at in (b.start, b.end)), len(chapter.text)]
            assert ends == sorted(ends)
        now = Counter(" ".join(map(narrated, book.chapters)).split())
        assert all(now[word] >= count for word, count in words.items() if word.isalpha())
