"""What authors highlight is marked in every format that can, and no letter of the text changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Chapter
from narrate.manuscript import open_manuscript
from tests.manuscript.documents.making import STYLES, Docx, Odt, par, run
from tests.manuscript.making import prose

WORDS = "the harbour of Trieste"
SENTENCE = f"They lay in {WORDS} until it was dark."
YELLOW = '<w:highlight w:val="yellow"/>'
SPAN = (
    '<style:style style:family="text" style:name="T1"><style:text-properties'
    ' fo:background-color="{}"/></style:style>'
)


def docx(path: Path) -> Path:
    runs = run("They lay in ") + run("the harbour ", YELLOW) + run("of Trieste", YELLOW)
    runs += run(" until it was dark.", '<w:highlight w:val="none"/>')
    body = par("One", "Heading1") + par("", runs=runs) + par(prose())
    return Docx(body, styles=STYLES).write(path / "a.docx")


def odt(path: Path) -> Path:
    said = SENTENCE.replace(WORDS, f'<text:span text:style-name="T1">{WORDS}</text:span>')
    body = '<text:h text:outline-level="1">One</text:h>'
    body += f"<text:p>{said}</text:p><text:p>{prose()}</text:p>"
    return Odt(body, automatic=SPAN.format("#ffff00")).write(path / "a.odt")


def written(name: str, text: str) -> object:
    def write(path: Path) -> Path:
        file = path / name
        file.write_text(text, "utf-8")
        return file

    return write


MARKED = SENTENCE.replace(WORDS, f"=={WORDS}==")
FILES = {
    "docx": docx,
    "odt": odt,
    "rtf": written(
        "a.rtf",
        rf"{{\rtf1\ansi{{\colortbl;\red255\green255\blue0;}}They lay in {{\highlight1 {WORDS}}}"
        rf" until it was dark.\par {prose()}\par}}",
    ),
    "html": written(
        "a.html",
        f"<h1>One</h1><p>{SENTENCE.replace(WORDS, '<mark>the harbour <b>of Trieste</b></mark>')}"
        f"</p><p>{prose()}</p>",
    ),
    "markdown": written("a.md", f"# One\n\n{MARKED}\n\n{prose()}\n"),
    "markdown-html": written("b.md", f"# One\n\n{MARKED.replace('==', '<mark>', 1)}".replace(
        "==", "</mark>") + f"\n\n{prose()}\n"),
    "markdown-emphasis": written(
        "c.md", f"# One\n\n{SENTENCE.replace(WORDS, f'==_{WORDS}_==')}\n\n{prose()}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_highlighted_words_are_marked(name: str, tmp_path: Path) -> None:
    chapter = only_chapter(FILES[name](tmp_path))  # type: ignore[operator]
    assert SENTENCE in chapter.text
    assert [chapter.text[m.start : m.end] for m in chapter.marks] == [WORDS]
    assert [mark.kind for mark in chapter.marks] == ["highlight"]


def only_chapter(path: Path) -> Chapter:
    (chapter,) = open_manuscript(path).chapters
    return chapter


def test_white_behind_letters_is_no_highlight(tmp_path: Path) -> None:
    body = f'<text:p><text:span text:style-name="T1">{prose()}</text:span></text:p>'
    path = Odt(body, automatic=SPAN.format("#FFFFFF")).write(tmp_path / "a.odt")
    assert only_chapter(path).marks == ()


def test_signs_of_highlighting_never_reach_the_text_of_markdown(tmp_path: Path) -> None:
    text = "# ==One== day\n\nThis `x==y==z` and [a ==link==](http://a.b/==c==).\n\n| ==a== | b |\n"
    text += f"|---|---|\n| c | ==d== |\n\n<p>==e==</p>\n\n{prose()}\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    book = open_manuscript(tmp_path / "a.md")
    shown = book.title + "".join(chapter.title + chapter.text for chapter in book.chapters)
    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in shown)
    assert "One day" in shown and "==" not in shown
