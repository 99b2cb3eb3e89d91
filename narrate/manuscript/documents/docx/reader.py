"""Word documents (DOCX, DOCM, DOTX) into a book.

Read with the guarded archive and lxml and not with a library for the format: python-docx,
docx2python and mammoth open the zip by themselves, without limits counted in real bytes, and
of notes, tracked changes, text boxes and shown numbers python-docx gives none and mammoth
only some.
"""

from dataclasses import replace
from pathlib import Path

from narrate.errors import ManuscriptError
from narrate.files.archive import Archive
from narrate.manuscript.documents.docx.content import LARGEST, DocxContent
from narrate.manuscript.documents.docx.package import AGAIN, Package
from narrate.manuscript.documents.drafting import draft_of
from narrate.manuscript.structure.passages import ManuscriptDraft

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
