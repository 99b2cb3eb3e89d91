"""The parts of a Word document, found by their relationships, and all the text of one."""

from collections.abc import Iterator, Mapping

from lxml import etree

from narrate.about import About
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive, resolve
from narrate.files.markup import local_name, parse_document, parse_xml, text_of
from narrate.manuscript.documents.about import about_in

AGAIN = "open it in Word or LibreOffice and save it again as .docx"


class Package:
    """The parts of a document, found by their relationships."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._targets: dict[str, tuple[str, str]] = {}
        """What the main part is related to: kind and name of each, by the ids that it uses"""
        top = self._related("_rels/.rels", "")
        self._core = top.get("core-properties") or archive.find("docProps/core.xml")
        self.main = top.get("officeDocument") or archive.find("word/document.xml") or ""
        if not self.main:
            raise ManuscriptError(
                f"{archive.name}: a zip archive, but not a Word document (no text part); {AGAIN}"
            )
        folder, _, file = self.main.rpartition("/")
        self._folder = f"{folder}/" if folder else ""
        self._targets.clear()
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

    def embedded(self, relation: str) -> tuple[str, bytes]:
        """Kind and bytes of a part that stands in the text, such as a chart; empty if missing."""
        kind, name = self._targets.get(relation, ("", ""))
        return kind, self._archive.read(name) if name else b""

    def others(self, kinds: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """The parts of these kinds that stand nowhere in the text, with what `kinds` says."""
        for kind, name in dict.fromkeys(self._targets.values()):
            if kind in kinds:
                yield kinds[kind], self._archive.read(name)

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
                self._targets[element.get("Id") or ""] = (kind, target)
        return related


_TEXTS = frozenset({"t", "delText"})
_BREAKS = frozenset({"tab", "ptab", "br", "cr"})
_TAGS = tuple(f"{{*}}{name}" for name in (*_TEXTS, *_BREAKS, "p", "AlternateContent"))


def raw_texts(root: etree._Element) -> list[str]:
    """The text of each paragraph, deleted text and alternative texts apart from it."""
    texts: list[str] = []
    line: list[str] = []
    copies = set(_copies(root))
    for element in root.iter(*_TAGS):
        name = str(element.tag).rpartition("}")[2]
        if name == "p":
            texts.append("".join(line))
            line = []
        elif name in _BREAKS:
            line.append(" ")
        elif element in copies or not element.text:
            continue
        elif name == "t":
            line.append(element.text)
        elif name == "delText":
            texts.append(element.text)
    texts += ["".join(line), *alternative_texts(root)]
    return [text for text in texts if text.strip()]


def _copies(root: etree._Element) -> Iterator[etree._Element]:
    """The text of text boxes that is in the document once more, for old programs."""
    for both in root.iter("{*}AlternateContent"):
        with_text = [child for child in both if any(e.text for e in child.iter("{*}t"))]
        for copy in with_text[1:]:
            yield from copy.iter("{*}t")


def alternative_texts(root: etree._Element) -> list[str]:
    """What stands for pictures that cannot be seen."""
    said = [
        text
        for picture in root.iter("{*}docPr")
        for text in (picture.get("title"), picture.get("descr"))
        if text and text.strip()
    ]
    return list(dict.fromkeys(said))
