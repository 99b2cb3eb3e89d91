"""Passages in another language are known in every kind of manuscript that can mark them."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import open_manuscript
from tests.manuscript.documents.making import Docx, Odt, par, run
from tests.manuscript.making import Epub

ENGLISH = "She walked down to the harbour and she waited for the boat that was not there."
FRENCH = "Je vous écris de Paris, où il pleut depuis trois jours."
WRONG = "This is in English, but the program has marked it as German."


def as_docx(path: Path) -> Path:
    def piece(text: str, tag: str) -> str:
        return run(text, f'<w:lang w:val="{tag}"/>')

    body = par("The Letter", "Heading1")
    body += par("", runs=piece(ENGLISH, "en-GB")) + par("", runs=piece(FRENCH, "fr-FR"))
    body += par("", runs=piece("He read: ", "en-GB") + piece(FRENCH, "fr-FR"))
    return Docx(body + par("", runs=piece(WRONG, "de-DE"))).write(path.with_suffix(".docx"))


def as_odt(path: Path) -> Path:
    styles = "".join(
        f'<style:style style:family="text" style:name="{tag}"><style:text-properties '
        f'fo:language="{tag}"/></style:style>'
        for tag in ("en", "fr", "de")
    )

    def piece(text: str, tag: str) -> str:
        return f'<text:span text:style-name="{tag}">{text}</text:span>'

    body = '<text:h text:outline-level="1">The Letter</text:h>'
    for inside in (
        piece(ENGLISH, "en"),
        piece(FRENCH, "fr"),
        piece("He read: ", "en") + piece(FRENCH, "fr"),
        piece(WRONG, "de"),
    ):
        body += f"<text:p>{inside}</text:p>"
    return Odt(body, styles).write(path.with_suffix(".odt"))


def as_rtf(path: Path) -> Path:
    def piece(text: str, code: int) -> str:
        said = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
        return f"{{\\lang{code} {said}}}"

    body = f"{piece(ENGLISH, 2057)}\\par {piece(FRENCH, 1036)}\\par "
    body += f"{piece('He read: ', 2057)}{piece(FRENCH, 1036)}\\par {piece(WRONG, 1031)}\\par "
    rtf = path.with_suffix(".rtf")
    rtf.write_text(f"{{\\rtf1\\ansi\\deflang1033 \\outlinelevel0 The Letter\\par\\pard {body}}}")
    return rtf


HTML = (
    f"<h1>The Letter</h1><p>{ENGLISH}</p><p lang='fr'>{FRENCH}</p>"
    f"<p>He read: <i lang='fr'>{FRENCH}</i></p><p lang='de'>{WRONG}</p>"
)


def as_html(path: Path) -> Path:
    html = path.with_suffix(".html")
    html.write_text(f"<html lang='en'><body>{HTML}</body></html>", "utf-8")
    return html


def as_epub(path: Path) -> Path:
    language = "<dc:language>en</dc:language>"
    return Epub({"1.xhtml": HTML}, metadata=language).write(path.with_suffix(".epub"))


def as_spans(path: Path) -> Path:
    text = (
        f"# The Letter\n\n{ENGLISH}\n\n[{FRENCH}]{{lang=fr}}\n\n"
        f"He read: [{FRENCH}]{{.x lang='fr'}}\n\n[{WRONG}]{{lang=de}}\n"
    )
    return as_markdown(path, text)


def as_divs(path: Path) -> Path:
    text = (
        f"# The Letter\n\n{ENGLISH}\n\n::: {{lang=fr}}\n{FRENCH}\n:::\n\n"
        f'He read: <i lang="fr">{FRENCH}</i>\n\n::: note\n\n<p lang="de">{WRONG}</p>\n\n:::\n'
    )
    return as_markdown(path, text)


def as_markdown(path: Path, text: str) -> Path:
    markdown = path.with_suffix(".md")
    markdown.write_text(text, "utf-8")
    return markdown


@pytest.mark.parametrize(
    "made", [as_docx, as_odt, as_rtf, as_html, as_epub, as_spans, as_divs], ids=lambda f: f.__name__
)
def test_passages_in_another_language_are_kept_as_far_as_their_words_bear_it_out(
    tmp_path: Path, made: object
) -> None:
    assert callable(made)
    chapter = open_manuscript(made(tmp_path / "book")).chapters[0]
    kept = [(chapter.text[s.start : s.end].strip(), s.language[:2]) for s in chapter.languages]
    assert kept == [(FRENCH, "fr"), (FRENCH, "fr")]
    assert chapter.text == f"{ENGLISH}\n\n{FRENCH}\n\nHe read: {FRENCH}\n\n{WRONG}"
