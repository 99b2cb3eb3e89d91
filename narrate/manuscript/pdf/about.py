"""Title, author and language of a PDF: from its fields where they are sensible, else its pages."""

from collections.abc import Container, Mapping, Sequence
from typing import Final

import regex

from narrate.about import About
from narrate.manuscript.pdf.page.measure import Typesetting
from narrate.manuscript.pdf.passages.paragraphs import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import find_author, split_byline
from narrate.manuscript.structure.content.kinds import is_imprint
from narrate.manuscript.structure.titles.headings import key, read_heading
from narrate.manuscript.tongue import primary

_NO_TITLE = regex.compile(
    r"(?:microsoft (?:word|powerpoint)|word|powerpoint presentation|untitled|document|print|"
    r"new document|unknown|title|doc|book|manuscript|draft|about:blank|full page photo)\b[\s\d.-]*|"
    r"microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|pdf|indd|tex|dvi|ps|qxp?d?|odt|rtf|txt|p65|"
    r"x?html?|md|pages|epub|wpd)|(?:https?|file):.*|[\W\d_]*|[0-9a-f-]{16,}",
    regex.I | regex.S,
)
_NO_AUTHOR = regex.compile(
    r"(?:user|admin(?:istrator)?|owner|unknown|anonymous|author|pc|home|office|windows user|"
    r"root|default|guest|test|scanner?|me|microsoft.*|apple.*|adobe.*|calibre.*|.*@.*)\d*",
    regex.I,
)
_NAME = regex.compile(r"(?:[\p{Lu}][\p{L}\p{M}.'’-]*|de|la|von|van|y|and|&|del|da|of)(?: |$)")
_TITLE_PAGE: Final = 120
"""Words of a title page, at most"""
_FRONT: Final = 6
"""Pages among which the title page is looked for"""


def about_of(
    info: Mapping[str, str], paragraphs: Sequence[Paragraph], set_as: Typesetting
) -> About:
    """What the file says about the book; empty where it is silent or talks nonsense."""
    made_by = {key(info.get("Creator", "")), key(info.get("Producer", ""))}
    title = _sensible(info.get("Title", ""), _NO_TITLE, 200, made_by)
    author = _sensible(info.get("Author", ""), _NO_AUTHOR, 150, made_by)
    found = _title_page(paragraphs, set_as)
    return About(
        title=title or found.title,
        author=author or (found.author if not title or key(title) == key(found.title) else ""),
        language=primary(info.get("Language")),
    )


def _sensible(
    text: str, nonsense: regex.Pattern[str], longest: int, made_by: Container[str]
) -> str:
    """What a field says; empty where that is nonsense or the program that made the file."""
    cleaned = " ".join(text.replace("\0", " ").split())
    told = len(cleaned) <= longest and not nonsense.fullmatch(cleaned)
    return cleaned if told and key(cleaned) not in made_by else ""


def _title_page(paragraphs: Sequence[Paragraph], set_as: Typesetting) -> About:
    """The largest type on the first pages, and a name near it."""
    front = [p for p in paragraphs[:60] if _is_front(p, paragraphs[0].page)]
    titles = [p for p in front if p.size > 1.15 * set_as.size and not _is_other(p.plain)]
    if not titles:
        return About()
    title = max(titles, key=lambda p: (round(p.size), -p.page))
    if _heads_chapter(title, paragraphs):
        return About()
    text, author = split_byline(title.plain)
    return About(title=text, author=author or _author_near(title, front))


def _author_near(title: Paragraph, front: Sequence[Paragraph]) -> str:
    """Who is named as author about the title, or by a mere name on the title page."""
    around = [p.plain for p in front if abs(p.page - title.page) <= 1 and p is not title]
    return find_author(around) or _name_below(title, front)


def _is_front(paragraph: Paragraph, first: int) -> bool:
    """Whether a paragraph may belong to the title page; the book begins on page `first`."""
    text = paragraph.plain
    return paragraph.page <= first + _FRONT and len(text) <= 150 and bool(key(text))


def _heads_chapter(title: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether there is text on its page, and later pages have type as large."""
    words = sum(len(p.plain.split()) for p in paragraphs if p.page == title.page)
    alike = any(p.size >= title.size - 0.5 and p.page > title.page for p in paragraphs)
    return alike and words > _TITLE_PAGE


def _is_other(text: str) -> bool:
    return matter.by_title(text) is not None or read_heading(text) is not None


def _name_below(title: Paragraph, front: Sequence[Paragraph]) -> str:
    """A line on the title page that has the form of a name."""
    for paragraph in front:
        text = paragraph.plain
        if paragraph.page != title.page or paragraph is title or len(text) > 60:
            continue
        words = _NAME.findall(text)
        if "".join(words) == text and 2 <= len(words) <= 5 and not is_imprint(text):
            return text.title() if text.isupper() else text
    return ""
