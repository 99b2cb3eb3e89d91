"""What a document says about itself: its properties, its title page, its text."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

import regex
from lxml import etree

from narrate.about import About
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import (
    find_author,
    is_byline,
    may_be_book_title,
    split_byline,
)
from narrate.manuscript.structure.content.kinds import is_imprint
from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.passages import Passage, words_of
from narrate.manuscript.structure.section import title_of
from narrate.manuscript.structure.titles.headings import is_named, read_heading
from narrate.manuscript.text.credits import Framed
from narrate.manuscript.tongue import language_of, primary, prose_of

_FRONT = 6
"""Passages among which the author is looked for"""
_TITLE_LINES = 20
"""Passages of a title page with the author's address"""
_LONGEST = 80
"""Characters of a title that is known only by standing first"""
_SAMPLE = 200
"""Passages whose script is looked at"""
_TITLE_PAGE = 60
"""Words of the longest title page"""
_STOPS = ".!?…।。！？”’»«\"'"
"""In which sentences end"""
_SENTENCE = 20
"""Characters of a sentence in a script that sets no spaces"""
_PIECES = 4_000
"""Of a document's text that its language is told by"""
_SCRIPTS = {
    "hi": regex.compile(r"(?=\p{L})\p{Devanagari}"),
    "ta": regex.compile(r"(?=\p{L})\p{Tamil}"),
}
_WRITTEN_IN = {"hi": ("hi", "mr", "ne", "sa", "kok", "mai", "bho"), "ta": ("ta",)}
_NO_TITLE = regex.compile(
    r"(?:untitled|unbenannt|sin título|ohne titel|sans nom|microsoft word|normal)?[ \d.-]*|"
    r"(?:document|dokument|documento|doc)[ ]?\d*|microsoft word - .*|.*\.(?:docx?|odt|rtf|dotx?)|"
    r"(?:word document|title|titel|título)",
    regex.I,
)
_NO_AUTHOR = regex.compile(
    r"(?:(?:windows|microsoft(?: office)?|office|default)?[ -]?(?:user|usuario|benutzer|owner|"
    r"admin|administrator|author)|unknown(?: author)?|unknown|python-docx|openpyxl|pc|home|guest|"
    r"un-named|apache poi|.*@.*)\d*",
    regex.I,
)


def about_of(
    said: About,
    framed: Framed,
    paragraphs: Sequence[Paragraph],
    passages: Sequence[Passage],
) -> About:
    """What its properties say, else fields and title page.

    What programs put there by themselves (`Document1`, `Administrator`) says nothing.
    """
    title = _sensible(said.title, _NO_TITLE)
    author = _sensible(said.author, _NO_AUTHOR)
    fields = framed.about
    shown = _title(paragraphs, passages)
    return replace(
        said,
        title=title or fields.title or shown,
        author=author or fields.author or _author(paragraphs, passages),
        language=_language(said.language, passages) or fields.language,
        subtitle=fields.subtitle,
        year=said.year or fields.year,
        publisher=said.publisher or fields.publisher,
        isbn=said.isbn or fields.isbn,
    )


def about_in(found: Mapping[str, str], *authors: str) -> About:
    """What a document's properties say, by their names; `authors` are those of who wrote it."""
    line = {name: " ".join(text.split()) for name, text in found.items()}
    return About(
        line.get("title", ""),
        next((line[name] for name in authors if line.get(name)), ""),
        language=primary(line.get("language")),
        description=prose_of(found.get("description", "")),
    )


def _sensible(text: str, nonsense: regex.Pattern[str]) -> str:
    return "" if nonsense.fullmatch(text.strip()) else text.strip()


def _title(paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> str:
    """The title as the text shows it: by its style, as the one great heading, or first of all."""
    styled = _styled(paragraphs, "title") or _single(passages)
    return styled or _above_byline(passages) or _first(passages)


def _author(paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> str:
    """The author as the text shows it: by its style, or `by Jane Doe` on the title page."""
    styled = _styled(paragraphs, "author")
    front = [p.text for p in passages[:_FRONT] if p.kind != "heading"]
    return split_byline(styled)[1] or styled or find_author(front)


def _language(said: str | None, passages: Sequence[Passage]) -> str | None:
    """The language, unless the text is in a script that this one is not written in.

    Programs mark a text with their own user's language where nobody says otherwise.
    """
    sample = "".join(p.text for p in passages[:_SAMPLE])[: _SAMPLE * 100]
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS.items():
        if 2 * len(script.findall(sample)) > letters > 0:
            return said if said in _WRITTEN_IN[language] else language
    return said


def _styled(paragraphs: Sequence[Paragraph], role: str) -> str:
    """The text in the style of titles or authors, where the document begins with it."""
    found: list[str] = []
    for paragraph in paragraphs:
        if paragraph.setting.level or (found and paragraph.setting.role != role):
            break
        if paragraph.setting.role == role and is_running(paragraph.text):
            break  # text that was set in the style for its looks
        if paragraph.setting.role == role and not paragraph.is_blank:
            found.append(" ".join(paragraph.text.split()))
    return (" " if role == "title" else ", ").join(found)


def _single(passages: Sequence[Passage]) -> str:
    """The one heading of the highest level, if it comes first."""
    headings = [p for p in passages if p.kind == "heading" and "toc" not in p.types]
    if len(headings) < 2 or any(p.level <= headings[0].level for p in headings[1:]):
        return ""
    title = title_of(headings[0])
    return "" if read_heading(title) or matter.by_title(title) else title


def _above_byline(passages: Sequence[Passage]) -> str:
    """The line above `by Jane Doe`, which a manuscript has below its author's address."""
    front = takewhile(lambda p: p.kind != "heading", passages[:_TITLE_LINES])
    lines = [p.spoken.strip() for p in front if p.is_read and "toc" not in p.types]
    for above, below in pairwise(lines):
        title, author = split_byline(below)
        by = (author and not title) or below.casefold() in ("by", "por", "von", "par", "di", "de")
        if by and len(above) <= _LONGEST and may_be_book_title(above):
            return " ".join(above.split())
    return ""


def _first(passages: Sequence[Passage]) -> str:
    """The first line, if it looks like a title and is none of a chapter."""
    first = next((p for p in passages if p.is_read), None)
    if first is None or len(first.text) > _LONGEST or len(passages) < 3:
        return ""
    if first.kind == "heading" and _heads_chapter(passages, first):
        return ""
    text = " ".join(first.text.split())
    if is_named(text):
        return ""
    if first.kind == "heading" and _stands_alone(passages, first):
        return text
    return split_byline(text)[0] or text if may_be_book_title(text) else ""


def _stands_alone(passages: Sequence[Passage], first: Passage) -> bool:
    """Whether the first heading has another right below it, and could be no chapter's."""
    if read_heading(first.spoken) or matter.by_title(first.spoken):
        return False
    below = next((p for p in passages[passages.index(first) + 1 :] if p.is_read), None)
    return below is not None and below.kind == "heading"


def _heads_chapter(passages: Sequence[Passage], first: Passage) -> bool:
    """Whether the first heading is that of a chapter: it has text below it as the others have.

    Where the others count (`Chapter 1`, `II`) and it does not, it may be the book's title above
    a few words.
    """
    others = [p for p in passages if p.kind == "heading" and p is not first and p.is_read]
    alike = [p for p in others if p.level == first.level]
    if not alike:
        return False
    below = list(takewhile(lambda p: p.kind != "heading", passages[passages.index(first) + 1 :]))
    if any(read_heading(p.spoken) for p in alike) and words_of(below) <= _TITLE_PAGE:
        return False
    return any(_says_something(p.spoken.strip()) for p in below if p.is_read)


def _says_something(line: str) -> bool:
    """Whether a line is a sentence, and no byline or imprint."""
    long = len(line.split()) > 3 or len(line) > _SENTENCE
    return long and line[-1] in _STOPS and not is_byline(line) and not is_imprint(line)


def language_asked(root: etree._Element, *declared: str) -> Callable[[], str]:
    """Finds the language of a document the first time it is asked for.

    By its text where that is clear, since programs declare their own language in all documents.
    """

    @functools.cache
    def language() -> str:
        texts = (str(piece) for piece in islice(root.itertext(), _PIECES))
        told = language_of([" ".join(texts)])
        return told or next((tag for tag in map(primary, declared) if tag), "en")

    return language
