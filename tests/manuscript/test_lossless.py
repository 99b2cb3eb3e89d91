"""Nothing of a manuscript goes missing: each word is in a chapter, or in what is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.manuscript.epub.reader import read_epub
from narrate.manuscript.markdown.reader import draft_of_markdown
from narrate.manuscript.structure.passages import Part
from narrate.manuscript.text.reader import parts_of_text
from tests.manuscript.making import Epub, Toc

_TOKEN = re.compile(r"q\d+", re.IGNORECASE)


def numbered(template: str) -> str:
    """Each `@` becomes a word that comes only once."""
    count = 0

    def word(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"q{count}"

    return re.sub("@", word, template)


def assert_all_there(source: str, parts: Sequence[Part]) -> None:
    wanted = Counter(token.lower() for token in _TOKEN.findall(source))
    found = Counter(token.lower() for part in parts for token in _TOKEN.findall(part.text))
    assert found == wanted


SENTENCE = "@ @ @, @ @. @ @ @ @ @ @ @ @? "
BLOCKS = st.sampled_from(
    [
        SENTENCE * 5,
        SENTENCE * 2,
        "@ @",
        "@ said nothing",
        "_@ @_ and @[1] and @*",
        "*@ @ @ @.",
        "[1] @ @ @.",
        "[Illustration: @ @]",
        "[Illustration: @\n\n@ @]",
        "[Illustration: @ @",
        "* * *",
        "@ @,\n@ @,\n@ @ @",
        "    @ @\n    @ @",
        "CHAPTER I",
        "CHAPTER II. @ @",
        "Chapter 3\n@ @ @",
        "IV",
        "5.",
        "12",
        "PART ONE\n\nTHE @",
        "PREFACE",
        "CONTENTS\n\nI. @\nII. @\n\nCHAPTER I",
        "NOTES\n\n[1] @",
        "INDEX\n\n@, 4\n@, 5",
        "THE @ @ @",
        "\f",
        "Transcriber's note: @ @",
        "Produced by @ @",
        "Author: @ @",
        "* License: @\n* Text: @",
        "@ @ @ @ @ @ @ @ @ and then @",
        "@ goes on here.",
        "THE END",
        "*** START OF THIS PROJECT GUTENBERG EBOOK @ ***",
        "*** END OF THIS PROJECT GUTENBERG EBOOK @ ***",
        "# @ @",
        "## @",
        "##",
        "> @ @\n> @",
        "- @\n- @",
        "```\n@ @\n```",
        "<!-- @ @ -->",
        "[^1]: @ @",
        "a[^1] @",
        "| @ | @ |\n|---|---|\n| @ | @ |",
        "![@](p.png)",
        "[@](q.html) @",
        "---\ntitle: @\n---",
        "@ @\n---",
        "<p>@ <b>@</b></p>",
    ]
)
TEXTS = st.lists(st.tuples(BLOCKS, st.integers(1, 4)), min_size=1, max_size=40).map(
    lambda parts: numbered("".join(block + "\n" * (gap + 1) for block, gap in parts))
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_plain_text_keeps_every_word(text: str) -> None:
    parts, _ = parts_of_text(text.split("\n"))
    assert_all_there(text, parts)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_markdown_keeps_every_word(text: str) -> None:
    parts = draft_of_markdown(text.split("\n")).parts
    assert_all_there(text, parts)


ELEMENTS = st.sampled_from(
    [
        "<p>@ @ @. @ @ @ @ @ @ @ @ @.</p>",
        "<p>@<br/>@</p>",
        "<p>@<br/><br/>@ @</p>",
        "<h1>@</h1>",
        "<h2>Chapter 1</h2>",
        "<h2>Chapter 2: @</h2>",
        "<h3>@ <i>@</i></h3>",
        "<p>CHAPTER III</p>",
        "<hr/>",
        "<div>@ <div>@</div> @</div>",
        '<p>@<a epub:type="noteref" href="#n">@</a></p>',
        '<aside epub:type="footnote" id="n"><p>@</p></aside>',
        '<section epub:type="endnotes"><h2>Notes</h2><p>@</p></section>',
        "<figure><img src='x' alt='a picture'/><figcaption>@</figcaption></figure>",
        "<blockquote><p>@ @</p></blockquote>",
        "<table><tr><td>@</td><td>@</td></tr></table>",
        "<ul><li>@</li><li><p>@</p></li></ul>",
        "<p><a href='a0.xhtml'>@</a></p>",
        "<p><a href='a1.xhtml'>@</a></p><p><a href='a1.xhtml'>@</a></p><p><a href='#x'>@</a></p>",
        '<p id="x">@ @</p>',
        '<a id="y"/>',
        "<p>&#160;</p>",
        "<pre>@\n  @</pre>",
        "<p class='poem'>@</p><p class='poem'>@</p>",
        '<section epub:type="titlepage"><p>@</p></section>',
        "<p>*** END OF THIS PROJECT GUTENBERG EBOOK @ ***</p>",
        "<p>THE END</p>",
    ]
)
PAGES = st.lists(st.lists(ELEMENTS, max_size=8).map("".join), min_size=1, max_size=5)
TARGETS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["", "#x", "#y", "#n", "#none"]),
        st.sampled_from(["Chapter 1", "One", "Part One", "Contents", "A Book", "Notes"]),
        st.booleans(),
    ),
    max_size=6,
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PAGES, TARGETS, st.booleans())
def test_epub_keeps_every_word(
    tmp_path: Path,
    pages: list[str],
    targets: list[tuple[int, str, str, bool]],
    ncx: bool,
) -> None:
    numbered_pages = numbered("\x1d".join(pages)).split("\x1d")
    toc: list[Toc] = []
    for page, fragment, title, below in targets:
        entry = Toc(title, f"a{page}.xhtml{fragment}")
        if below and toc:
            toc[-1] = Toc(toc[-1].title, toc[-1].href, [*toc[-1].below, entry])
        else:
            toc.append(entry)
    book = Epub({f"a{i}.xhtml": body for i, body in enumerate(numbered_pages)}, toc, ncx=ncx)
    parts = read_epub(book.write(tmp_path / "book.epub")).parts
    assert_all_there(" ".join(numbered_pages), parts)


def test_left_out_parts_count_their_characters() -> None:
    text = (
        "CONTENTS\n\nI. Rain\nII. Snow\n\n\n\nI. Rain\n\nIt rained.\n\n\n\nII. Snow\n\nIt snowed."
    )
    parts, _ = parts_of_text(text.split("\n"))
    assert [(p.reason, len(p.text)) for p in parts if p.reason and p.text] == [
        ("contents list", len("CONTENTS\n\nI. Rain\nII. Snow"))
    ]
