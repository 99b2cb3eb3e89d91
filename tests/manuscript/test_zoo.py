"""Small manuscripts as programs and people make them; UNREAD is what nobody wants to hear."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.making import Epub, Toc, html_prose, narrated, paragraphs, prose, titles

AUTHOR = "<dc:creator>Jane Doe</dc:creator>"
TWO = (Toc("Rain", "a.xhtml"), Toc("Snow", "b.xhtml"))


def md(seed: int) -> str:
    return paragraphs(3, seed, 0)


def two(a: str = "<h1>Rain</h1>", b: str = "<h1>Snow</h1>") -> dict[str, str]:
    return {"a.xhtml": a + html_prose(3, 1), "b.xhtml": b + html_prose(3, 2)}


def html(body: str) -> str:
    return f"<html lang='en'><head><title>The Lamp</title></head><body>{body}</body></html>"


def lamp(pages: dict[str, str], toc: object = (), **more: object) -> Epub:
    return Epub(pages, toc, title="The Lamp", metadata=AUTHOR, **more)  # type: ignore[arg-type]


TEXTS = {
    "the last chapter, and a list at the end": (
        "LA LÁMPARA\n\nPOR\n\nJUANA PÉREZ\n\n\n\nCAPÍTULO PRIMERO\n\nLa casa\n\n"
        f"{paragraphs(3, 1)}\n\n\n\nCAPÍTULO ÚLTIMO\n\nEl mar\n\n{paragraphs(3, 2)}\n\nFIN\n\n\n\n"
        "ÍNDICE\n\n              UNREAD\n\nCAPÍTULO PRIMERO.--La casa.   5\n",
        ["CAPÍTULO PRIMERO. La casa", "CAPÍTULO ÚLTIMO. El mar"],
    ),
    "letters": (
        f"The Lamp\n\nby Jane Doe\n\n\nContents\n\n Letter 1\n Letter 2\n Chapter 1\n\n\n\n\n"
        f"Letter 1\n\n_To Mrs. S., England._\n\n\n{paragraphs(3, 1)}\n\n\n\n"
        f"Letter 2\n\nArchangel, 28th.\n\n{paragraphs(3, 2)}\n\n\n\n"
        f"Chapter 1\n\n\n{paragraphs(3, 3)}\n",
        ["Letter 1", "Letter 2", "Chapter 1"],
    ),
    "tabs and Windows line ends": (
        f"\tThe Lamp\n\n\tChapter One\n\n\t{prose(60, 1)}\n\t{prose(60, 2)}\n\n\tChapter Two\n\n"
        f"\t{prose(60, 3)}\n\t{prose(60, 4)}\n".replace("\n", "\r\n"),
        ["Chapter One", "Chapter Two"],
    ),
    "an index in the list and behind": (
        f"THE LAMP\n\nTable of Contents\n\nPreface ........ iii\nChapter 1: Rain ........ 1\n"
        f"Index UNREAD ........ 30\n\n\nPreface\n\n{paragraphs(3, 1)}\n\n\nChapter 1: Rain\n\n"
        f"{paragraphs(3, 2)}\n\n\nIndex\n\nlamp UNREAD, 3, 4\nriver, 5\n",
        ["Preface", "Chapter 1: Rain"],
    ),
}

MARKDOWN = {
    "pandoc's attributes": (
        f"---\ntitle: The Lamp\n---\n\n# Rain {{#rain .unnumbered}}\n\n{md(1)}\n\n# Snow {{-}}\n\n"
        f"::: {{.epigraph}}\nA word.\n:::\n\n[Small Words]{{.smallcaps}} {md(2)}\n",
        ["Rain", "Snow"],
    ),
    "Obsidian": (
        f"# Rain\n\nShe saw [[Jane UNREAD|her]] and [[The Lamp]].\n\n{md(1)}\n\n![[UNREAD.png]]\n\n"
        f"# Snow\n\n- [ ] a task\n- [x] two\n\n{md(2)}",
        ["Rain", "Snow"],
    ),
    "parts with several chapters": (
        f"# The Lamp\n\n# Part One\n\n## Rain\n\n{md(1)}\n\n## Snow\n\n{md(2)}\n\n# Part Two\n\n"
        f"## Wind\n\n{md(3)}",
        ["Part One. Rain", "Snow", "Part Two. Wind"],
    ),
    "stories with numbered sections": (
        f"# The Lamp\n\n## Rain\n\n### One\n\n{md(1)}\n\n### Two\n\n{md(2)}\n\n## Snow\n\n"
        f"### One\n\n{md(3)}\n\n### Two\n\n{md(4)}",
        ["Rain", "Snow"],
    ),
    "a label and a title": (
        f"# The Lamp\n\n## Chapter 1\n### Rain\n\n{md(1)}\n\n## Chapter 2\n### Snow\n\n{md(2)}",
        ["Chapter 1. Rain", "Chapter 2. Snow"],
    ),
    "a list of links": (
        f"# The Lamp\n\n## Table of Contents\n\n- [Rain UNREAD](#rain)\n- [Snow](#snow)\n\n"
        f"## Rain\n\n{md(1)}\n\n## Snow\n\n{md(2)}",
        ["Rain", "Snow"],
    ),
}

PAGES = {
    "pictures in place of headings": (
        f"<h1>The Lamp</h1><h2><img src='1.png' alt='CHAPTER I'/></h2>{html_prose(3, 1)}"
        f"<p><img src='x.png' alt='UNREAD'/></p><h2><img src='2.png' alt='CHAPTER II'/></h2>"
        f"{html_prose(3, 2)}",
        ["CHAPTER I", "CHAPTER II"],
    ),
    "a wiki's page": (
        "<div class='ws-noexport'>← UNREAD</div><h1>The Lamp</h1><h2>Chapter 1<span "
        f"class='mw-editsection'>[<a href='x'>UNREAD</a>]</span></h2>{html_prose(3, 1)}"
        f"<h2>Chapter 2</h2>{html_prose(3, 2)}<footer>UNREAD</footer>",
        ["Chapter 1", "Chapter 2"],
    ),
    "Gutenberg's sections": (
        "<section class='pg-boilerplate pgheader' id='pg-header'><h2>The Project Gutenberg eBook "
        "of The Lamp</h2><div>UNREAD</div><p><strong>Title</strong>: The Lamp</p><div>*** START OF "
        "THE PROJECT GUTENBERG EBOOK THE LAMP ***</div></section><h1>The Lamp</h1>"
        "<h2>by Jane Doe</h2><div class='transnote'><p>UNREAD</p></div><h2>Contents</h2>"
        "<table><tr><td><a href='#c1'>"
        f"CHAPTER I. UNREAD</a></td></tr></table><h2><a id='c1'></a>CHAPTER I.<br/>Rain</h2>"
        f"{html_prose(3, 1)}<h2>CHAPTER II.<br/>Snow</h2>{html_prose(3, 2)}<section id='pg-footer'>"
        "<div>*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***</div><div>UNREAD</div></section>",
        ["CHAPTER I. Rain", "CHAPTER II. Snow"],
    ),
    "headings in centred bold": (
        f"<center><b>THE LAMP</b></center><center><b>CHAPTER I</b></center>{html_prose(3, 1)}"
        f"<center><b>CHAPTER II</b></center>{html_prose(3, 2)}",
        ["CHAPTER I", "CHAPTER II"],
    ),
}

EPUBS = {
    "front pages outside the contents": (
        lamp(
            {
                "cover.xhtml": "<div><img src='c.jpg' alt='UNREAD'/></div>",
                "half.xhtml": "<p>THE LAMP</p>",
                "legal.xhtml": "<p>Copyright © 2020 by Jane UNREAD</p><p>All rights reserved.</p>",
                "for.xhtml": "<p>For my mother and my father.</p>",
                **two(),
            },
            TWO,
        ),
        ["", "Rain", "Snow"],
    ),
    "one file, its licence in front": (
        lamp(
            {
                "a.html": "<p>The Lamp</p><p>By Jane Doe</p><p>Copyright 2012 Jane Doe</p>"
                "<p>Smashwords Edition UNREAD</p><p>This ebook is licensed for your personal "
                "enjoyment only. UNREAD</p><p><a href='#c1'>Chapter One UNREAD</a></p><p><a "
                "href='#c2'>Chapter Two</a></p><p><a href='#c3'>Chapter Three</a></p>"
                + "".join(
                    f"<p id='c{i}'>Chapter {n}</p>{html_prose(3, i)}"
                    for i, n in enumerate(("One", "Two", "Three"), 1)
                )
            },
            [Toc(f"Chapter {n}", f"a.html#c{i}") for i, n in enumerate(("One", "Two", "Three"), 1)],
            ncx=True,
        ),
        ["Chapter One", "Chapter Two", "Chapter Three"],
    ),
    "contents that list the parts only": (
        lamp(
            {
                "p1.xhtml": "<h1>Part One</h1>",
                "a.xhtml": "<h2>1</h2>" + html_prose(3, 1),
                "b.xhtml": "<h2>2</h2>" + html_prose(3, 2),
                "p2.xhtml": "<h1>Part Two</h1>",
                "c.xhtml": "<h2>3</h2>" + html_prose(3, 3),
            },
            [Toc("Part One", "p1.xhtml"), Toc("Part Two", "p2.xhtml")],
        ),
        ["Part One. 1", "2", "Part Two. 3"],
    ),
    "contents that list the first chapter of each file": (
        lamp(
            {
                f"{name}.xhtml": f"<h2>Chapter {n}</h2>{html_prose(3, n)}<h2>Chapter {n + 1}</h2>"
                f"{html_prose(3, n + 1)}"
                for name, n in (("a", 1), ("b", 3))
            },
            [Toc("Chapter 1", "a.xhtml"), Toc("Chapter 3", "b.xhtml")],
            ncx=True,
        ),
        ["Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4"],
    ),
    "no contents, chapters over several files": (
        lamp(
            {
                "a.xhtml": "<h1>Rain</h1>" + html_prose(2, 1),
                "a1.xhtml": html_prose(2, 2),
                "b.xhtml": "<h1>Snow</h1>" + html_prose(2, 3),
                "b1.xhtml": html_prose(2, 4),
            }
        ),
        ["Rain", "Snow"],
    ),
    "an NCX in the wrong order": (lamp(two(), TWO[::-1], ncx=True), ["Rain", "Snow"]),
    "what the guide says": (
        lamp(
            {"legal.xhtml": "<h1>Sundry</h1><p>UNREAD</p>", **two()},
            [Toc("Sundry", "legal.xhtml"), *TWO],
            ncx=True,
            guide="<guide><reference type='copyright-page' title='x' href='legal.xhtml'/></guide>",
        ),
        ["Rain", "Snow"],
    ),
    "a typesetter's paragraphs": (
        lamp(
            two(
                "<p class='Chapter-Number'><span>1</span></p><p class='Chapter-Title'><span>Rain "
                "</span><span> Falls</span></p>",
                "<p class='Chapter-Number'>2</p><p class='Chapter-Title'>Snow Falls</p>",
            )
        ),
        ["1. Rain Falls", "2. Snow Falls"],
    ),
    "notes in a file that no one calls so": (
        lamp(
            {
                "a.xhtml": "<h1>Rain</h1><p>The king<a id='r1' href='fn.xhtml#f1'>1</a> came.</p>"
                + html_prose(3, 1),
                "b.xhtml": "<h1>Snow</h1>" + html_prose(3, 2),
                "fn.xhtml": "<p id='f1'><a href='a.xhtml#r1'>1</a> UNREAD king.</p>",
            },
            TWO,
        ),
        ["Rain", "Snow"],
    ),
}


def check(path: Path, expected: list[str]) -> None:
    book = open_manuscript(path)
    assert titles(book) == expected
    for chapter in book.chapters:
        assert "UNREAD" not in chapter.title + narrated(chapter)
        assert not {"{", "::", "[["} & set(chapter.title.split())


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        pytest.param(suffix, text, expected, id=name)
        for suffix, cases in ((".txt", TEXTS), (".md", MARKDOWN), (".html", PAGES))
        for name, (text, expected) in cases.items()
    ],
)
def test_collected_text_and_html_manuscripts_have_the_expected_chapters(
    tmp_path: Path, suffix: str, text: str, expected: list[str]
) -> None:
    path = tmp_path / f"book{suffix}"
    path.write_bytes((html(text) if suffix == ".html" else text).encode())
    check(path, expected)


@pytest.mark.parametrize("name", EPUBS)
def test_collected_epub_manuscripts_have_the_expected_chapters(tmp_path: Path, name: str) -> None:
    epub, expected = EPUBS[name]
    check(epub.write(tmp_path / "book.epub"), expected)


def test_markdown_of_other_dialects_is_read_without_its_marks(tmp_path: Path) -> None:
    for name, words in (("pandoc's attributes", "Small Words"), ("Obsidian", "saw her and The")):
        path = tmp_path / "book.md"
        path.write_text(MARKDOWN[name][0])
        said = " ".join(map(narrated, open_manuscript(path).chapters))
        assert words in said
        assert not any(mark in said for mark in ("{", ":::", "[[", "[x]", "[ ]"))


@pytest.mark.parametrize(
    ("metadata", "series"),
    [
        (
            '<meta property="belongs-to-collection" id="s">Lights</meta>'
            '<meta refines="#s" property="collection-type">series</meta>'
            '<meta refines="#s" property="group-position">2</meta>',
            ("Lights", "2"),
        ),
        (
            '<meta name="calibre:series" content="Lights"/>'
            '<meta name="calibre:series_index" content="3.0"/>',
            ("Lights", "3"),
        ),
        (
            '<meta property="belongs-to-collection" id="s">A Hundred Best Novels</meta>'
            '<meta refines="#s" property="collection-type">set</meta>',
            ("", ""),
        ),
        ("", ("", "")),
    ],
)
def test_the_series_of_an_epub_is_read(
    tmp_path: Path, metadata: str, series: tuple[str, str]
) -> None:
    book = open_manuscript(Epub(two(), TWO, metadata=metadata).write(tmp_path / "x.epub"))
    assert (book.about.series, book.about.series_position) == series


def test_the_language_of_an_epub_is_that_of_its_pages_where_the_package_is_silent(
    tmp_path: Path,
) -> None:
    body = '<html xmlns="http://www.w3.org/1999/xhtml" lang="es-MX"><body>{}</body></html>'
    pages = {name: body.format(text) for name, text in two().items()}
    assert open_manuscript(Epub(pages, TWO).write(tmp_path / "x.epub")).language == "es"


def test_the_editor_of_an_epub_counts_as_author_where_there_is_none(tmp_path: Path) -> None:
    metadata = "".join(
        f'<dc:creator opf:role="{role}">{name}</dc:creator>'
        for role, name in (("trl", "T. Ranslator"), ("edt", "E. Ditor"))
    )
    book = open_manuscript(Epub(two(), TWO, metadata=metadata).write(tmp_path / "x.epub"))
    assert book.author == "E. Ditor"


def fables(*names: str, gap: str = "\n\n\n\n", below: str = "") -> str:
    stories = (f"{name}\n\n{prose(90, i, 70)}{below}" for i, name in enumerate(names, 1))
    return "FABLES" + gap + gap.join(stories)


NAMES = ("The Fox and the Grapes", "The Wolf and the Lamb", "The Lion and the Mouse")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (fables(*NAMES), list(NAMES)),
        (fables("लोमड़ी और अंगूर", "भेड़िया और मेमना", "शेर और चूहा"),
         ["लोमड़ी और अंगूर", "भेड़िया और मेमना", "शेर और चूहा"]),
        (fables(*NAMES[:2]), ["FABLES"]),
        (fables(*NAMES, gap="\n\n"), ["FABLES"]),
        (fables(*NAMES, below="\n\n\n\nIt rained. He went on.\n\n" + prose(30, 9, 70)), ["FABLES"]),
    ],
)  # fmt: skip
def test_wide_gaps_above_titles_of_a_text_begin_chapters(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    path = tmp_path / "fables.txt"
    path.write_text(text)
    assert titles(open_manuscript(path)) == expected


def test_html_titles_in_capitals_below_labels_belong_to_them(tmp_path: Path) -> None:
    def book(*below: str) -> list[str]:
        body = "".join(
            f"<h3>CHAPTER {n}</h3><p><b>{line}</b></p>{html_prose(3, i)}"
            for i, (n, line) in enumerate(zip(("I", "II", "III"), below, strict=True))
        )
        path = tmp_path / "book.html"
        path.write_text(html(f"<h1>THE LAMP</h1><h3>by Jane Doe</h3><p>1901</p>{body}"))
        return titles(open_manuscript(path))

    labels = ["CHAPTER I", "CHAPTER II", "CHAPTER III"]
    assert book("RAIN", "SNOW", "WIND") == [
        f"{label}. {title}" for label, title in zip(labels, ("RAIN", "SNOW", "WIND"), strict=True)
    ]
    assert book("STOP!", "It rained.", "It snowed.") == labels


def test_advertisements_after_the_end_of_a_text_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    chapters = f"CHAPTER I\n\n{paragraphs(3, 1)}\n\nCHAPTER II\n\n{paragraphs(3, 2)}\n\nTHE END\n\n"
    advertisement = "UNREAD 12mo. Cloth. Price 50 cents each, at all good shops."
    path.write_text(f"{chapters}\n\nBOOKS FOR BOYS\n\n{advertisement}\n")
    check(path, ["CHAPTER I", "CHAPTER II"])
    path.write_text(f"{chapters}Paris, 1 May 1901.\n")
    assert narrated(open_manuscript(path).chapters[-1]).strip().endswith("1901.")
