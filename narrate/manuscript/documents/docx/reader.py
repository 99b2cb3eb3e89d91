"""Word documents (DOCX, DOCM, DOTX) into a book.

Read with the guarded archive and lxml and not with a library for the format: python-docx,
docx2python and mammoth open the zip by themselves, without limits counted in real bytes, and
of notes, tracked changes, text boxes and shown numbers python-docx gives none and mammoth
only some.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from narrate.about import About
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive, resolve
from narrate.files.markup import local_name, parse_document, parse_xml, text_of
from narrate.manuscript.documents.about import about_in, language_asked
from narrate.manuscript.documents.docx.body import DocxBody
from narrate.manuscript.documents.docx.raw import alternative_texts, raw_texts
from narrate.manuscript.documents.docx.styles import DocxStyles, Lists, space_of
from narrate.manuscript.documents.drafting import draft_of
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.documents.resolved import Resolved
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import ManuscriptDraft
from narrate.manuscript.tongue import primary

LARGEST = 48 * 2**20
"""Bytes of a document's body: Word spends three to ten on each character of a novel"""

_AGAIN = "open it in Word or LibreOffice and save it again as .docx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "the document is damaged; some of its text may be missing"


def read_docx(path: Path, data: bytes = b"") -> ManuscriptDraft:
    """Read a Word document; raises ManuscriptError if it is none, encrypted or damaged.

    `data` is empty for a zip archive, which is what a Word document is.
    """
    if data:
        raise ManuscriptError(f"{path.name}: {_what_else(data)}")
    with Archive(path) as archive:
        package = _Package(archive)
        root, whole = parse_document(archive.read(package.main, LARGEST), path.name)
        warnings = [] if whole else [_DAMAGED]
        styles = DocxStyles(space_of(root))
        if (found := package.tree("styles", warnings)) is not None:
            styles.add(found)
        lists = Lists(package.tree("numbering", warnings))
        body = next((e for e in root if local_name(e) == "body"), root)
        about = package.about(warnings)
        spoken = language_asked(root, about.language, styles.language)
        main = DocxBody(path.name, styles, lists, spoken)
        story = main.read(body)
        raw, resolved = raw_texts(body), main.resolved
        notes = _Notes(lambda: DocxBody(path.name, styles, lists, spoken), resolved)
        for kind in ("footnote", "endnote"):
            if (found := package.tree(f"{kind}s", warnings)) is not None:
                raw += raw_texts(found)
                notes.read(found, kind)
        if (found := package.tree("comments", warnings)) is not None:
            raw += _comments(found, resolved)
    for text in alternative_texts(body):
        resolved.drop(matter.ALT, text)
    language = story.language or about.language or primary(styles.language)
    about = replace(about, language=language)
    warnings += resolved.remarks(story.struck)
    draft = draft_of(path, story.paragraphs, about, warnings, notes.used(story.paragraphs))
    return replace(draft, raw=raw, dropped=resolved.dropped)


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
            self._resolved.changes += body.resolved.changes
            self._resolved.dropped += body.resolved.dropped

    def used(self, paragraphs: Sequence[Paragraph]) -> dict[str, list[Paragraph]]:
        """The notes that the text refers to; the others stand nowhere."""
        used = {mark.note for paragraph in paragraphs for mark in paragraph.notes}
        for note, body in self._found.items():
            if note not in used:
                for paragraph in body:
                    self._resolved.drop(matter.OUTSIDE, paragraph.text)
        return {note: body for note, body in self._found.items() if note in used}


class _Package:
    """The parts of a document, found by their relationships."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        top = self._related("_rels/.rels", "")
        self._core = top.get("core-properties") or archive.find("docProps/core.xml")
        self.main = top.get("officeDocument") or archive.find("word/document.xml") or ""
        if not self.main:
            raise ManuscriptError(
                f"{archive.name}: a zip archive, but not a Word document (no text part); {_AGAIN}"
            )
        folder, _, file = self.main.rpartition("/")
        self._folder = f"{folder}/" if folder else ""
        self._parts = self._related(f"{self._folder}_rels/{file}.rels", self.main)

    def tree(self, kind: str, warnings: list[str]) -> etree._Element | None:
        """A part of the document as a tree; None where there is none, or only a broken one."""
        name = self._parts.get(kind) or self._archive.find(f"{self._folder}{kind}.xml")
        if name is None:
            return None
        try:
            return parse_document(self._archive.read(name), f"{self._archive.name}: {name}")[0]
        except ManuscriptError:
            warnings.append(f"{name} in the document cannot be read; it was read without")
            return None

    def about(self, warnings: list[str]) -> About:
        """Title, author and language as the document's properties give them."""
        if not self._core:
            return About()
        try:
            root = parse_xml(self._archive.read(self._core), self._archive.name)
        except ManuscriptError:
            warnings.append("the document's properties cannot be read")
            return About()
        found: dict[str, str] = {}
        for element in root:
            found.setdefault(local_name(element), text_of(element).strip())
        return about_in(found, "creator")

    def _related(self, name: str, base: str) -> dict[str, str]:
        """The last word of each relationship's type with the part that it leads to."""
        found = self._archive.find(name)
        if not found:
            return {}
        try:
            root = parse_xml(self._archive.read(found), f"{self._archive.name}: {found}")
        except ManuscriptError:
            return {}
        related: dict[str, str] = {}
        for element in root:
            kind = (element.get("Type") or "").rpartition("/")[2]
            target = self._archive.find(resolve(base, element.get("Target") or "")[0])
            if target and element.get("TargetMode") != "External":
                related.setdefault(kind, target)
        return related


def _what_else(data: bytes) -> str:
    """What a file is that is called a Word document and is no zip archive."""
    if not data.startswith(_OLE):
        return f"not a Word document, or a damaged one; {_AGAIN}"
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the document is encrypted with a password; save it without one"
    if "WordDocument".encode("utf-16-le") in data:
        return f"narrate does not read old Word documents (.doc); {_AGAIN}"
    return f"a file of an old Office program, but not a Word document; {_AGAIN}"
