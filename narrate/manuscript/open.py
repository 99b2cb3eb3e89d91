"""The table of formats: which reader takes a file, by what is in it and by its name."""

import difflib
import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from narrate.about import About
from narrate.book import Book, Letters
from narrate.errors import ManuscriptError
from narrate.files.markup import HEAD, declared_in
from narrate.files.opf import is_epub, members
from narrate.manuscript.joining import joined
from narrate.manuscript.pandoc.program import LANGUAGES, language_of_markup
from narrate.manuscript.script_file import is_script
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.choice import AS_FOUND, Choice, answered, choose
from narrate.manuscript.structure.content.title_pages import named_on_title_page
from narrate.manuscript.structure.ledger import letters_of
from narrate.manuscript.structure.passages import MOST_PARAGRAPHS, ManuscriptDraft, bind
from narrate.manuscript.tongue import with_believed_passages, with_language

LARGEST = 16 * 2**20
"""Bytes of a text file: Proust's seven volumes together are 8 MB"""
LARGEST_WITH_PICTURES = 96 * 2**20
"""Bytes of a file of a kind that holds its pictures as text"""

_SAVE = "save it as .epub, .docx, .odt, .html, .md or .txt"
_BEFORE_PDF = 1024
"""Bytes of junk before a PDF's header that every viewer forgives"""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file; without a reader it is known and not read."""

    name: str
    """For messages, in the plural"""
    suffixes: tuple[str, ...]
    reader: str | None = None
    """`module:function`, loaded when it is first needed"""
    advice: str = _SAVE
    """What to do about a file that is not read"""
    largest: int | None = None
    """Bytes; None: as of a text"""
    opens_itself: bool = False
    """Its reader opens the file by its path and is given no bytes"""

    def read(self, path: Path) -> ManuscriptDraft | Book:
        """Read a file of this kind; raises ManuscriptError if it cannot be read.

        A script file is a book as it stands, of all others it is still to be chosen what is read.
        """
        if self.reader is None:
            raise ManuscriptError(
                f"{path.name}: narrate does not read {self.name} yet; {self.advice}"
            )
        module, _, function = self.reader.partition(":")
        loaded = importlib.import_module(f"narrate.manuscript.{module}")
        return cast("Callable[[Path, bytes], ManuscriptDraft | Book]", getattr(loaded, function))(
            path, b"" if self.opens_itself else _bytes_of(path, self.largest or LARGEST)
        )


TEXT = Format("plain texts", (".txt", ".text"), "text.reader:read_text")
MARKDOWN = Format(
    "Markdown files", (".md", ".markdown", ".mdown", ".mkd"), "markdown.reader:read_markdown"
)
HTML = Format("HTML pages", (".html", ".htm", ".xhtml"), "html.reader:read_html")
SCRIPT = Format("script files", (), "script_file:read_script")
EPUB = Format("EPUB books", (".epub",), "epub.reader:read_epub")
DOCX = Format(
    "Word documents",
    (".docx", ".docm", ".dotx", ".dotm"),
    "documents.docx.reader:read_docx",
    largest=LARGEST_WITH_PICTURES,
)
OLD_WORD = Format(
    "Word documents of the old kind",
    (".doc", ".dot"),
    advice="open it in Word or LibreOffice and save it as .docx",
)
ODT = Format(
    "OpenDocument texts",
    (".odt", ".fodt", ".ott"),
    "documents.odt.reader:read_odt",
    largest=LARGEST_WITH_PICTURES,
)
PDF = Format("PDF files", (".pdf",), "pdf.reader:read_pdf", opens_itself=True)
RTF = Format(
    "RTF documents", (".rtf",), "documents.rtf.reader:read_rtf", largest=LARGEST_WITH_PICTURES
)
FB2 = Format(
    "FictionBook files",
    (".fb2", ".fbz", ".fb2.zip"),
    "documents.fb2.reader:read_fb2",
    largest=LARGEST_WITH_PICTURES,
)
KINDLE = Format("Kindle books", (".mobi", ".azw", ".azw3", ".azw4", ".kfx", ".prc"))
ARCHIVE = Format(
    "archives of files",
    (".zip", ".gz", ".7z", ".rar", ".tar", ".cbz", ".cbr"),
    advice="unpack it and use the manuscript inside",
)
PICTURE = Format(
    "pictures",
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".djvu"),
    advice="use the text itself",
)
PANDOC = Format("markup languages", tuple(LANGUAGES), "pandoc.reader:read_with_pandoc")
PAGES = Format(
    "Pages documents",
    (".pages",),
    advice="in Pages choose File > Export To > Word (or EPUB)",
)

_BOOKS = (TEXT, MARKDOWN, HTML, EPUB, DOCX, OLD_WORD, ODT, PDF, RTF, FB2, PANDOC, KINDLE, PAGES)
FORMATS = (*_BOOKS, ARCHIVE, PICTURE)

SUFFIXES = frozenset(suffix for kind in FORMATS if kind.reader for suffix in kind.suffixes)
"""Endings of file names that are manuscripts, lower case, with the dot"""

BOOKS_NOT_READ = frozenset(
    suffix for kind in _BOOKS if kind.reader is None for suffix in kind.suffixes
)
"""Endings of manuscripts that are told apart and cannot be read: better named than passed over"""

_BY_SUFFIX = {suffix: kind for kind in FORMATS for suffix in kind.suffixes}

_MAGIC = (
    (0, b"%PDF-", PDF),
    (0, b"{\\rtf", RTF),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOCX),  # an encrypted one, or an old one
    (60, b"BOOKMOBI", KINDLE),
    (0, b"\xeaDRMION\xee", KINDLE),
    (0, b"\x89PNG\r\n\x1a\n", PICTURE),
    (0, b"\xff\xd8\xff", PICTURE),
    (0, b"GIF8", PICTURE),
    (0, b"AT&TFORM", PICTURE),
    (0, b"\x1f\x8b\x08", ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (0, b"Rar!\x1a\x07", ARCHIVE),
)
_BY_ROOT = {"fictionbook": FB2, "html": HTML}
"""By the root element of a document in XML or HTML"""
_DAMAGED: dict[Format | None, str] = {
    PDF: "not a PDF, or a damaged one; get the book again or correct its file ending",
    EPUB: "not an EPUB, or a damaged one; get the book again or correct its file ending",
}
"""What to say of a file that has the name of such a format and not its first bytes"""
_WORD_BODY = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def open_manuscript(path: Path, choice: Choice = AS_FOUND) -> Book:
    """Read a manuscript into a book of chapters.

    What is in the file counts before how it is called: an EPUB named `.zip` is an EPUB.
    `choice` is what the settings say about what of it is read.
    Raises ManuscriptError, in one line that says what to do, for what cannot be read.
    """
    found = _format_of(path, _head_of(path)).read(path)
    title = named_after(path)
    if not isinstance(found, Book):
        return _checked(path.name, _with_languages(_bound(found, choice, title), path.name))
    read = answered(found, choice)
    return _checked(path.name, read if read.language else with_language(read, path.name))


def open_files(paths: Sequence[Path], title: str, choice: Choice = AS_FOUND) -> Book:
    """Read several files into one book of that title: their chapters, in the order of the files.

    Raises ManuscriptError, which names the book and the file, where one cannot be read.
    """
    drafts: list[tuple[Path, ManuscriptDraft]] = []
    for path in paths:
        try:
            found = _format_of(path, _head_of(path)).read(path)
        except ManuscriptError as error:
            raise ManuscriptError(f"{title}: {error}") from error
        if isinstance(found, Book):
            raise ManuscriptError(
                f"{title}: {path.name} is a script file, which is no part of a book of several"
                " files; take it out of `files`"
            )
        drafts.append((path, found))
    return _checked(title, _with_languages(_bound(joined(title, drafts), choice, title), title))


def _checked(name: str, book: Book) -> Book:
    """The book; raises ManuscriptError where nothing in it can be read."""
    # Every span that is left out cuts a chunk in two; no scholar annotates that much.
    spans = sum(len(chapter.left_out) for chapter in book.chapters)
    if spans > MOST_PARAGRAPHS:
        raise ManuscriptError(
            f"{name}: too large: {spans:,} note markers and captions "
            f"(limit {MOST_PARAGRAPHS:,}); split the file"
        )
    if not book.chapters:
        if any(part.reason == matter.SKIPPED for part in book.left_out):
            raise ManuscriptError(
                f"{name}: matter.skip in the settings leaves nothing to read; "
                "remove the entry that skips too much"
            )
        left = sorted({part.reason for part in book.left_out})
        why = f" (only {', '.join(left)})" if left else ""
        raise ManuscriptError(
            f"{name}: there is no text in it to read aloud{why}; put the text in it"
        )
    return book


def _with_languages(book: Book, name: str) -> Book:
    """The book with its language and those of its passages, as far as its text bears them out."""
    return with_believed_passages(with_language(book, name))


def named_after(path: Path) -> str:
    """A title from the file's name, where the manuscript has none: `my-book.txt`, My book.

    It names files and tags; it is no part of the book, so nobody says it.
    """
    name = " ".join(path.stem.replace("_", " ").replace("-", " ").split()) or path.stem
    return name[:1].upper() + name[1:] if name.islower() else name


def _bound(draft: ManuscriptDraft, choice: Choice, title: str) -> Book:
    """The draft as a book, as the settings choose, its letters accounted for.

    `title` is for a book that says none of itself.
    """
    about = draft.about
    if not about.title:
        about = about.filled(named_on_title_page(draft.parts)).filled(About(title))
    parts, remarks = choose(draft, choice)
    letters = letters_of(draft)
    warnings = [*draft.warnings, *remarks, *_not_understood(letters)]
    book = bind(about, parts, warnings, draft.dropped)
    return replace(book, letters=letters, lost=tuple(draft.lost))


def _not_understood(letters: Letters) -> Iterator[str]:
    """A warning where too many letters of the file are in no part of the book."""
    if letters.are_missed:
        share = letters.not_understood / letters.file
        shown = "; ".join(f"“{text}”" for text in letters.examples)
        yield (
            f"{letters.not_understood:,} letters of the file ({share:.1%}) were not understood "
            f"and will not be read" + (f": {shown}" if shown else "")
        )


def check_regular(path: Path) -> None:
    """Raise ManuscriptError for a folder, a pipe and the like, which could be read for ever."""
    try:
        if path.is_dir():
            raise ManuscriptError(f"{path.name}: a folder, not a manuscript; name a file in it")
        if path.exists() and not path.is_file():
            raise ManuscriptError(f"{path.name}: not a regular file; save the manuscript as one")
    except OSError as error:
        raise ManuscriptError(unreadable(path, error)) from error


def _head_of(path: Path) -> bytes:
    check_regular(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise ManuscriptError(unreadable(path, error)) from error
    if not head:
        raise ManuscriptError(f"{path.name}: the file is empty; put the manuscript's text in it")
    return head


def _format_of(path: Path, head: bytes) -> Format:
    suffix = path.suffix.lower()
    named = _BY_SUFFIX.get(suffix)
    if head.startswith(_ZIP):
        return _zipped(path, named)
    if signed := _by_signature(head, named):
        return signed
    if damaged := _DAMAGED.get(named):
        raise ManuscriptError(f"{path.name}: {damaged}")
    marked = _by_markup(head)
    if marked and not (marked is HTML and named is MARKDOWN):
        return marked
    if named is None and suffix:
        raise ManuscriptError(f"{path.name}: narrate does not read {suffix} files; {_SAVE}")
    return named or TEXT


def _by_signature(head: bytes, named: Format | None) -> Format | None:
    """The format that a file's first bytes tell for certain."""
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            return kind
    if is_script(head):
        return SCRIPT
    return PDF if b"%PDF-" in head[:_BEFORE_PDF] and named in (PDF, None) else None


def _by_markup(head: bytes) -> Format | None:
    """The format that the document type or the root element at a file's start tells."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").decode("latin-1")
    declared = declared_in(start)
    if declared.root.startswith("document") and "opendocument" in declared.kind:
        return ODT
    if declared.root in _BY_ROOT:
        return _BY_ROOT[declared.root]
    return PANDOC if language_of_markup(start) else None


def _zipped(path: Path, named: Format | None) -> Format:
    """Which of the formats that are zip archives; a damaged one goes by its name."""
    found = members(path)
    if found is None:
        return EPUB if named in (EPUB, None, TEXT) else named
    names, kind = found
    if told := _by_members(names, kind):
        return told
    story = any(name.lower().endswith(".fb2") for name in names)
    if story and named in (None, TEXT, ARCHIVE, FB2):
        return FB2
    return named if named and named is not TEXT else ARCHIVE


def _by_members(names: set[str], kind: bytes) -> Format | None:
    if is_epub(names, kind):
        return EPUB
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return ODT
    return DOCX if any(map(_WORD_BODY.fullmatch, names)) else None


def _bytes_of(path: Path, largest: int) -> bytes:
    """The file's bytes; the readers of zip archives open them by themselves and get none."""
    with path.open("rb") as file:
        if file.read(4) in _ZIP:
            return b""
    try:
        if path.stat().st_size > largest:
            raise ManuscriptError(
                f"{path.name}: too large: more than {largest // 2**20} MB of text; split the file"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ManuscriptError(unreadable(path, error)) from error
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\f\v"):
        raise ManuscriptError(f"{path.name}: it has only white space; put the text in it")
    return data


def unreadable(path: Path, error: OSError) -> str:
    """What to tell the user of a manuscript that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return f"no such file: {path}; {_meant(path) or 'check the name'}"
    return f"{path}: cannot be read ({error.strerror or error}); check its permissions"


def _meant(path: Path) -> str:
    """A file of that folder that was likely meant, as a question."""
    try:
        others = [each.name for each in path.parent.iterdir() if each.name != path.name]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, others, n=1, cutoff=0.75)
    return f"did you mean {near[0]}?" if near else ""


def why_not_read(path: Path) -> str:
    """Why a file is none of the manuscripts by its name, and what to do."""
    suffix = path.suffix.lower()
    if named := _BY_SUFFIX.get(suffix):
        return f"narrate does not read {named.name} yet; {named.advice}"
    if suffix:
        return f"narrate does not read {suffix} files; {_SAVE}"
    return "its name has no ending; if it is a manuscript, name it .txt, .md or .html"
