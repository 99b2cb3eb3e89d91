"""FictionBook files (FB2, also zipped) into a book."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from narrate.about import About, find_isbn
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive
from narrate.files.markup import local_name, parse_document, text_of
from narrate.manuscript.documents.content import Resolved
from narrate.manuscript.documents.drafting import draft_of
from narrate.manuscript.documents.fb2.body import Fb2Body, link_of, raw_of_fb2
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import ManuscriptDraft
from narrate.manuscript.tongue import name_of, primary, prose_of, year_of

LARGEST = 48 * 2**20
"""Bytes of a FictionBook in a zip archive, pictures included"""

_AGAIN = "get the book again or convert it again"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_LARGEST_COVER = 16 * 2**20
_NOTES = ("notes", "footnotes", "comments")


def read_fb2(path: Path, data: bytes = b"") -> ManuscriptDraft:
    """Read a FictionBook; raises ManuscriptError if it is none, or damaged.

    `data` is empty for a zip archive with the book in it.
    """
    root, whole = _root(path, data or _unpacked(path))
    bodies = [e for e in root if local_name(e) == "body"]
    linked = _linked_as_notes(root)
    apart = [e for e in bodies if _holds_notes(e, linked) and e is not bodies[0]]
    resolved = Resolved()
    notes = dict(_notes(path.name, apart, resolved))
    body = Fb2Body(path.name, notes, resolved)
    for element in bodies:
        if element not in apart:
            body.read(element)
    body.story.finish()
    lost = [] if whole else ["the book is damaged; some of its text may be missing"]
    warnings = resolved.remarks(body.story.struck)
    draft = draft_of(body.story.paragraphs, _about(root), warnings, notes, lost)
    raw = [text for element in bodies for text in raw_of_fb2(element)]
    return replace(draft, raw=raw, dropped=resolved.dropped)


def _root(path: Path, data: bytes) -> tuple[etree._Element, bool]:
    """The tree of a FictionBook, and whether all of it could be read."""
    if b"<" in data[:4096]:
        root, whole = parse_document(data, path.name)
        if local_name(root) == "fictionbook":
            return root, whole
    raise ManuscriptError(f"{path.name}: not a FictionBook, or a damaged one; {_AGAIN}")


def _linked_as_notes(root: etree._Element) -> set[str]:
    """The ids of what links of the text call notes."""
    links = (e for e in root.iter("{*}a") if e.get("type") == "note")
    return {link_of(link).lstrip("#") for link in links}


def _holds_notes(body: etree._Element, linked: set[str]) -> bool:
    """Whether a body is one of notes: by its name in any language, or since links say so."""
    name = (body.get("name") or "").strip()
    if name.lower() in _NOTES or (name and matter.by_title(name) == matter.NOTES):
        return True
    ids = [e.get("id") or "" for e in body if local_name(e) == "section"]
    return bool(ids) and 2 * sum(i in linked for i in ids) > len(ids)


def _notes(
    name: str, bodies: list[etree._Element], resolved: Resolved
) -> Iterator[tuple[str, list[Paragraph]]]:
    """Each note by its id; what stands among them without one is kept as well."""
    for i, element in enumerate(e for body in bodies for e in body):
        if isinstance(element.tag, str):
            reader = Fb2Body(name, (), resolved)
            story = reader.read(element)
            story.finish()
            yield element.get("id") or f"unnamed {i}", story.paragraphs


def _unpacked(path: Path) -> bytes:
    with Archive(path) as archive:
        books = [name for name in archive.names if name.lower().endswith(".fb2")]
        if len(books) != 1:
            raise ManuscriptError(
                f"{path.name}: {len(books) or 'no'} FictionBooks in one archive; unpack it and use"
                " one of them"
            )
        return archive.read(books[0], LARGEST)


def _about(root: etree._Element) -> About:
    info = next(iter(root.iterfind("{*}description/{*}title-info")), None)
    if info is None:
        return About()
    sequence = next(iter(info.iterfind("{*}sequence")), None)
    annotation = [text_of(e) for a in info.iterfind("{*}annotation") for e in a]
    paper = next(iter(root.iterfind("{*}description/{*}publish-info")), info)
    return About(
        title=_text(info, "book-title"),
        author=" & ".join(filter(None, map(_name, info.iterfind("{*}author")))),
        language=primary(_text(info, "lang")),
        cover=_cover(root, info),
        series=(sequence.get("name") or "").strip() if sequence is not None else "",
        series_position=(sequence.get("number") or "").strip() if sequence is not None else "",
        year=year_of([_text(paper, "year"), _date(info)]),
        description=prose_of("\n\n".join(" ".join(text.split()) for text in annotation)),
        publisher=name_of(_text(paper, "publisher")),
        isbn=find_isbn(_text(paper, "isbn")),
    )


def _date(info: etree._Element) -> str:
    """When the book was written; `value` is the date for programs."""
    date = next(iter(info.iterfind("{*}date")), None)
    return (date.get("value") or _text(info, "date")) if date is not None else ""


def _name(author: etree._Element) -> str:
    names = [_text(author, part) for part in ("first-name", "middle-name", "last-name")]
    return " ".join(filter(None, names)) or _text(author, "nickname")


def _text(element: etree._Element, name: str) -> str:
    found = next(iter(element.iterfind(f"{{*}}{name}")), None)
    return " ".join(text_of(found).split()) if found is not None else ""


def _cover(root: etree._Element, info: etree._Element) -> bytes | None:
    """The picture of the cover page as JPEG or PNG, if it is in the file."""
    image = next(iter(info.iterfind("{*}coverpage/{*}image")), None)
    wanted = link_of(image).lstrip("#") if image is not None else ""
    for binary in root.iterfind("{*}binary"):
        text = binary.text or ""
        if wanted and binary.get("id") == wanted and len(text) < 2 * _LARGEST_COVER:
            return _picture(text)
    return None


def _picture(text: str) -> bytes | None:
    """A picture from its letters; None if they are none, or it is of another kind."""
    try:
        data = base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return None
    return data if data.startswith(_PICTURES) and len(data) <= _LARGEST_COVER else None
