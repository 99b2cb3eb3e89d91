"""Word documents (DOCX, DOCM, DOTX) into a book.

Read with the guarded archive and lxml and not with a library for the format: python-docx,
docx2python and mammoth open the zip by themselves, without limits counted in real bytes, and
of notes, tracked changes, text boxes and shown numbers python-docx gives none and mammoth
only some.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from narrate.errors import ManuscriptError
from narrate.files.archive import Archive
from narrate.files.markup import local_name, parse_document
from narrate.manuscript.documents.about import language_asked
from narrate.manuscript.documents.content import Content, Resolved
from narrate.manuscript.documents.docx.body import DocxBody
from narrate.manuscript.documents.docx.embedded import read_embedded, read_figure
from narrate.manuscript.documents.docx.package import AGAIN, Package, alternative_texts, raw_texts
from narrate.manuscript.documents.docx.styles import DocxStyles, Lists, space_of
from narrate.manuscript.documents.drafting import draft_of
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import ManuscriptDraft
from narrate.manuscript.tongue import language_in, primary

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_docx(path: Path, data: bytes = b"") -> ManuscriptDraft:
    """Read a Word document; raises ManuscriptError if it is none, encrypted or damaged.

    `data` is empty for a zip archive, which is what a Word document is.
    """
    if data:
        raise ManuscriptError(f"{path.name}: {_what_else(data)}")
    warnings: list[str] = []
    lost: list[str] = []
    with Archive(path) as archive:
        package = Package(archive)
        main = archive.read(package.main, LARGEST)
        content = DocxContent(path.name, warnings, lost).read(package, main)
        about = package.about(warnings)
    language = content.language or about.language or content.usual_language or ""
    about = replace(about, language=language)
    warnings += content.resolved.remarks(content.struck)
    draft = draft_of(content.paragraphs, about, warnings, content.notes, lost)
    return replace(draft, raw=content.raw, dropped=content.resolved.dropped)


def _what_else(data: bytes) -> str:
    """What a file is that is called a Word document and is no zip archive."""
    if not data.startswith(_OLE):
        return f"not a Word document, or a damaged one; {AGAIN}"
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the document is encrypted with a password; save it without one"
    if "WordDocument".encode("utf-16-le") in data:
        return f"narrate does not read old Word documents (.doc); {AGAIN}"
    return f"a file of an old Office program, but not a Word document; {AGAIN}"


LARGEST = 48 * 2**20
"""Bytes of a document's body: Word spends three to ten on each character of a novel"""
_DEEPEST = 2
"""Documents within documents"""
_MOST_EMBEDDED = 2000
"""Files that stand in a document; programs that put books together make one a chapter"""
_LARGEST_INNER = 64 * 2**20
"""Bytes that a document in another one may unpack to"""
_FIGURES = frozenset({"diagramData", "chart", "chartEx"})
_BESIDE = {
    "header": matter.RUNNING,
    "footer": matter.RUNNING,
    "glossaryDocument": matter.PLACEHOLDER,
}
"""Kinds of parts that hold text beside the document, and why it is not read"""
_DAMAGED = "the document is damaged; some of its text may be missing"


class DocxContent:
    """Reads a document, and again each document that stands in it."""

    def __init__(self, name: str, warnings: list[str], lost: list[str]) -> None:
        self._name = name
        self._warnings = warnings
        self._lost = lost
        """Warnings of text that may be missing"""
        self._embedded = 0
        self._depth = 0

    def read(self, package: Package, data: bytes) -> Content:
        """The text of a package of which these are the bytes of the main part."""
        root, whole = parse_document(data, self._name)
        if not whole:
            self._lost.append(_DAMAGED)
        styles = DocxStyles(space_of(root))
        if (found := package.tree("styles", self._warnings)) is not None:
            styles.add(found)
        lists = Lists(package.tree("numbering", self._warnings))
        element = next((e for e in root if local_name(e) == "body"), root)
        inner: list[Content] = []
        declared = package.about(self._warnings).language
        language = language_asked(root, declared, styles.language)
        body = DocxBody(
            self._name,
            styles,
            lists,
            lambda key: self._embed(package, key, inner),
            language=language,
        )
        story = body.read(element)
        raw, resolved = raw_texts(element), body.resolved
        for text in alternative_texts(element):
            resolved.drop(matter.ALT, text)
        notes = _Notes(lambda: DocxBody(self._name, styles, lists, language=language), resolved)
        for kind in ("footnote", "endnote"):
            if (found := package.tree(f"{kind}s", self._lost)) is not None:
                raw += raw_texts(found)
                notes.read(found, kind)
        if (found := package.tree("comments", self._warnings)) is not None:
            raw += _comments(found, resolved)
        raw += self._beside(package, resolved)
        used = notes.used(story.paragraphs)
        content = Content(story.paragraphs, used, raw, resolved, story.struck)
        content.language = story.language
        content.usual_language = language_in(story.texts, primary(styles.language))
        for other in inner:
            content.take(other)
        return content

    def _embed(self, package: Package, key: str, inner: list[Content]) -> list[Paragraph]:
        """The paragraphs of a file that stands in the text; all else of it goes to `inner`."""
        self._embedded += 1
        if self._embedded > _MOST_EMBEDDED:
            raise ManuscriptError(
                f"{self._name}: too large: more than {_MOST_EMBEDDED:,} files stand in the "
                "document; split it"
            )
        try:
            kind, data = package.embedded(key)
            if kind in _FIGURES:
                content = read_figure(self._name, data)
            else:
                content = read_embedded(self._name, data, self._nested) if data else Content()
        except ManuscriptError as error:
            self._lost.append(f"a file that stands in the document cannot be read: {error}")
            return []
        content = content.named(f"file {self._embedded}")
        inner.append(content)
        return content.paragraphs

    def _beside(self, package: Package, resolved: Resolved) -> list[str]:
        """The text of headers, footers and building blocks, which is none of the book's."""
        texts: list[str] = []
        for reason, data in package.others(_BESIDE):
            try:
                said = raw_texts(parse_document(data, self._name)[0])
            except ManuscriptError:
                continue  # the page's edge, and nothing else of the document
            texts += said
            for text in said:
                resolved.drop(reason, text)
        return texts

    def _nested(self, data: bytes) -> Content:
        """A document in the document."""
        if self._depth >= _DEEPEST:
            raise ManuscriptError(f"{self._name}: documents nested more than {_DEEPEST} deep")
        self._depth += 1
        try:
            with Archive(BytesIO(data), _LARGEST_INNER, self._name) as archive:
                package = Package(archive)
                return self.read(package, archive.read(package.main, LARGEST))
        finally:
            self._depth -= 1


def _comments(root: etree._Element, resolved: Resolved) -> list[str]:
    """The text of the comments, which nobody wants to hear."""
    texts: list[str] = []
    for comment in root.iterfind(f"{space_of(root)}comment"):
        said = raw_texts(comment)
        resolved.comments += 1
        for text in said:
            resolved.drop(matter.COMMENT, text)
        texts += said
    return texts


class _Notes:
    """The notes of a document, each under what `DocxBody` calls a reference to it."""

    def __init__(self, new_body: Callable[[], DocxBody], resolved: Resolved) -> None:
        self._new_body = new_body
        self._resolved = resolved
        self._found: dict[str, list[Paragraph]] = {}

    def read(self, root: etree._Element, kind: str) -> None:
        """Take the notes of a part."""
        space = space_of(root)
        for note in root.iterfind(f"{space}{kind}"):
            if (note.get(f"{space}type") or "normal") != "normal":
                continue
            body = self._new_body()
            key = f"{kind} {note.get(f'{space}id') or ''}"
            self._found[key] = body.read(note).paragraphs
            self._resolved.add(body.resolved)

    def used(self, paragraphs: Sequence[Paragraph]) -> dict[str, list[Paragraph]]:
        """The notes that the text refers to; the others stand nowhere."""
        used = {mark.note for paragraph in paragraphs for mark in paragraph.notes}
        for note, body in self._found.items():
            if note not in used:
                for paragraph in body:
                    self._resolved.drop(matter.OUTSIDE, paragraph.text)
        return {note: body for note, body in self._found.items() if note in used}
