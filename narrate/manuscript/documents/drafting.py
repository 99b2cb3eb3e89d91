"""From the paragraphs of a document to the draft of a book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from narrate.about import About
from narrate.manuscript.documents.about import about_of
from narrate.manuscript.documents.laying import Laid, lay, with_scenes
from narrate.manuscript.documents.linked_contents import with_linked_chapters
from narrate.manuscript.documents.looks import with_headings
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.numbered import without_closing, without_notes
from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.outline import cut
from narrate.manuscript.structure.passages import ManuscriptDraft, Part, Passage
from narrate.manuscript.structure.raised import settle
from narrate.manuscript.text import gutenberg
from narrate.manuscript.text.blocks import UNWRAPPED
from narrate.manuscript.text.credits import take_fields
from narrate.manuscript.text.reader import parts_of_text

_SAID = frozenset({"epigraph", "dedication"})
_FULL = 50
"""Characters of a line that was ended because it was full"""


def draft_of(
    paragraphs: Sequence[Paragraph],
    said: About,
    warnings: Sequence[str] = (),
    bodies: Mapping[str, Sequence[Paragraph]] | None = None,
    lost: Sequence[str] = (),
) -> ManuscriptDraft:
    """Cut a document into chapters; `bodies` are its notes, each by its id.

    `lost` are warnings of text that may be missing.
    """
    warnings = [*lost, *warnings]
    read = {note: _note(body) for note, body in (bodies or {}).items()}
    apart = _unread("footnotes", [p for body in read.values() for p in body], matter.NOTES)
    if _are_lines(paragraphs):
        parts, about = parts_of_text(_lines(paragraphs))
        about = _either(said, about)
        return ManuscriptDraft(about, [*parts, *apart], warnings, read, lost=lost)
    paragraphs = with_linked_chapters(paragraphs)
    laid = lay(paragraphs)
    bounds = gutenberg.find_bounds(_texts(_passages(laid)))
    start, stop = (bounds.start, bounds.stop) if bounds is not None else (0, len(laid))
    header, licence = _passages(laid[:start]), _passages(laid[stop:])
    if bounds is not None:
        said = _either(said, gutenberg.read_about("\n".join(_texts(header))))
    passages = settle(_passages(with_scenes(with_headings(laid[start:stop]))))
    passages = _with_epigraphs(passages)
    framed = take_fields(_texts(passages))
    about = about_of(said, framed, paragraphs, passages)
    head, tail = len(framed.head), len(passages) - len(framed.tail)
    parts = [without_notes(part) for part in cut(passages[head:tail], about)]
    return ManuscriptDraft(
        about,
        [
            *_unread("Project Gutenberg header", header, matter.LICENCE),
            *_unread("front matter", passages[:head], matter.TITLE_PAGE),
            *without_closing(parts),
            *_unread("credits", passages[tail:], matter.IMPRINT),
            *_unread("Project Gutenberg licence", licence, matter.LICENCE),
            *apart,
        ],
        warnings,
        read,
        lost=lost,
    )


def _with_epigraphs(passages: Sequence[Passage]) -> list[Passage]:
    """Epigraphs and dedications above the first heading stand below it, and so are read.

    A chapter's title is announced before everything else, and what is above the first heading
    is a title page; where text goes on below an epigraph, it opens that text.
    """
    first = next(
        (i for i, (a, b) in enumerate(pairwise(passages)) if _heads(a) and not _heads(b)), None
    )
    if first is None:
        return list(passages)
    above = passages[: first + 1]
    said = list(map(_is_epigraph, above))
    below = above[said.index(True) :] if any(said) else ()
    if any(is_running(p.text) for p in below if not _is_epigraph(p)):
        return list(passages)
    others = [p for p, moves in zip(above, said, strict=True) if not moves]
    return [*others, *filter(_is_epigraph, above), *passages[first + 1 :]]


def _is_epigraph(passage: Passage) -> bool:
    """Whether a passage is an epigraph or a dedication."""
    return bool(passage.types & _SAID) and passage.is_read and passage.kind != "heading"


def _heads(passage: Passage) -> bool:
    return passage.kind == "heading" and passage.is_read


def _passages(laid: Sequence[Laid]) -> list[Passage]:
    return [item.passage for item in laid]


def _texts(passages: Sequence[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def _unread(title: str, passages: Sequence[Passage], reason: str) -> list[Part]:
    return [Part(title, list(passages), reason)] if passages else []


def _either(said: About, other: About) -> About:
    """What one says, and the other where that is silent."""
    return replace(
        said,
        title=said.title or other.title,
        author=said.author or other.author,
        language=said.language or other.language,
    )


def _note(body: Sequence[Paragraph]) -> list[Passage]:
    """A note's passages; nothing in it heads a chapter."""
    plain = [replace(p, setting=replace(p.setting, role="", level=0)) for p in body]
    return _passages(lay(plain))


def _are_lines(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the paragraphs are lines of a plain text that was put into a document as it was.

    Such lines are full and never too long, and what the text means as paragraphs stands
    between empty ones. Nothing is marked in such a document.
    """
    filled = [p for p in paragraphs if not p.is_blank]
    if len(filled) < 40 or 20 * (len(paragraphs) - len(filled)) < len(filled):
        return False
    if any(map(_is_marked, filled)):
        return False
    full = sum(_FULL <= len(p.text) <= UNWRAPPED for p in filled)
    long = sum(len(p.text) > UNWRAPPED for p in filled)
    return 2 * full > len(filled) and 100 * long < len(filled)


def _is_marked(paragraph: Paragraph) -> bool:
    """Whether a style, a note or hidden text shows that an author worked in the document."""
    setting = paragraph.setting
    styled = bool(setting.level) or setting.role not in ("", "code")
    return styled or bool(paragraph.notes) or bool(paragraph.left_out)


def _lines(paragraphs: Sequence[Paragraph]) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.look.new_page:
            lines.append("\f")
        lines += paragraph.text.split("\n") if not paragraph.is_blank else [""]
    return lines
