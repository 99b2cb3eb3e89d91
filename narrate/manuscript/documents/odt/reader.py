"""OpenDocument texts (ODT, OTT, flat FODT) into a book."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

from lxml import etree

from narrate.about import About
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive
from narrate.files.markup import local_name, parse_document, text_of
from narrate.manuscript.documents.about import about_in, language_asked
from narrate.manuscript.documents.drafting import draft_of
from narrate.manuscript.documents.odt.body import OdtBody, raw_of_odt
from narrate.manuscript.documents.odt.styles import OdtStyles, attribute
from narrate.manuscript.structure.passages import ManuscriptDraft
from narrate.manuscript.tongue import language_in, primary

LARGEST = 48 * 2**20
"""Bytes of a document's body"""

_LARGEST_FORMULA = 2**18
_MOST_FORMULAS = 5_000

_AGAIN = "open it in LibreOffice and save it again as .odt"
_DAMAGED = "the document is damaged; some of its text may be missing"


def read_odt(path: Path, data: bytes = b"") -> ManuscriptDraft:
    """Read an OpenDocument text; raises ManuscriptError if it is none, encrypted or damaged.

    `data` is empty for a zip archive; a flat document is one XML file.
    """
    warnings: list[str] = []
    lost: list[str] = []
    objects: dict[str, etree._Element] = {}
    if data:
        trees = [_flat(path, data, lost)]
    else:
        with Archive(path) as archive:
            trees = _packed(archive, warnings, lost)
            objects = _formulas(archive, trees[-1])
    styles = OdtStyles()
    for tree in trees:
        styles.add(tree)
    body = next(trees[-1].iter("{*}body"), None)
    text = next((e for e in body if local_name(e) == "text"), None) if body is not None else None
    if text is None:
        raise ManuscriptError(f"{path.name}: an office file, but not a text document; {_AGAIN}")
    about = _about(trees)
    spoken = language_asked(text, about.language, styles.language)
    reader = OdtBody(path.name, styles, spoken, objects)
    story = reader.read(text)
    default = primary(styles.language) or about.language or ""
    language = story.language or language_in(story.texts, default)
    about = replace(about, language=language)
    warnings += reader.resolved.remarks(story.struck)
    draft = draft_of(story.paragraphs, about, warnings, reader.notes, lost)
    return replace(draft, raw=raw_of_odt(text), dropped=reader.resolved.dropped)


def _flat(path: Path, data: bytes, lost: list[str]) -> etree._Element:
    if b"<" not in data[:1024].replace(b"\0", b""):
        raise ManuscriptError(f"{path.name}: not an OpenDocument text, or a damaged one; {_AGAIN}")
    root, whole = parse_document(data, path.name)
    if local_name(root) != "document":
        raise ManuscriptError(f"{path.name}: not an OpenDocument text, or a damaged one; {_AGAIN}")
    if not whole:
        lost.append(_DAMAGED)
    return root


def _packed(archive: Archive, warnings: list[str], lost: list[str]) -> list[etree._Element]:
    """Metadata, styles and content, as far as they are there; the content must be."""
    _refuse_encrypted(archive)
    content = archive.find("content.xml")
    if content is None:
        raise ManuscriptError(
            f"{archive.name}: a zip archive, but not an OpenDocument text (no content); {_AGAIN}"
        )
    trees: list[etree._Element] = []
    for name in ("meta.xml", "styles.xml"):
        if found := archive.find(name):
            try:
                data = archive.read(found)
                trees.append(parse_document(data, f"{archive.name}: {name}")[0])
            except ManuscriptError:
                warnings.append(f"{name} in the document cannot be read; it was read without")
    root, whole = parse_document(archive.read(content, LARGEST), archive.name)
    if not whole:
        lost.append(_DAMAGED)
    return [*trees, root]


def _formulas(archive: Archive, content: etree._Element) -> dict[str, etree._Element]:
    """The formulas of a document, each a file of its own, by the links to them."""
    found: dict[str, etree._Element] = {}
    for element in islice(content.iter("{*}object"), _MOST_FORMULAS):
        link = attribute(element, "href")
        name = archive.find(f"{link.removeprefix('./').strip('/')}/content.xml") if link else None
        if name is None:
            continue
        try:
            root, _ = parse_document(archive.read(name, _LARGEST_FORMULA), archive.name)
        except ManuscriptError:
            continue  # one formula less
        if local_name(root) == "math":
            found[link] = root
    return found


def _refuse_encrypted(archive: Archive) -> None:
    """The manifest names the files of a document that a password protects."""
    found = archive.find("META-INF/manifest.xml")
    try:
        manifest = archive.read(found) if found else b""
    except ManuscriptError:
        return  # nothing else in it is needed
    if b"encryption-data" in manifest:
        raise ManuscriptError(
            f"{archive.name}: the document is encrypted with a password; save it without one"
        )


def _about(trees: list[etree._Element]) -> About:
    """Title, author and language from the document's metadata."""
    found: dict[str, str] = {}
    for tree in trees:
        for meta in tree.iter("{*}meta"):
            for element in meta:
                if isinstance(element.tag, str) and (text := text_of(element).strip()):
                    found.setdefault(local_name(element), text)
    return about_in(found, "initial-creator", "creator")
