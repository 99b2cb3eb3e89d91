"""What tells an EPUB, where its package document lies, and which of its files are pages.

https://www.w3.org/TR/epub-33/#sec-package-doc (the Open Packaging Format).
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from narrate.errors import ManuscriptError
from narrate.files.archive import Archive, resolve
from narrate.files.markup import local_name, parse_xml

MIMETYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
OPF = "http://www.idpf.org/2007/opf"
PAGE = "application/xhtml+xml"
NCX = "application/x-dtbncx+xml"
"""Media type of an EPUB 2's table of contents"""
PAGES = (PAGE, "text/html", "text/x-oeb1-document", "application/xml", "text/xml")
"""Media types of pages: that of XHTML, and what old programs called it"""
PAGE_ENDINGS = (".xhtml", ".html", ".htm", ".xml")


def members(path: Path) -> tuple[set[str], bytes] | None:
    """The names in a zip archive, and the kind that it declares; None for a damaged one."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            declared = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            return names, archive.read("mimetype").strip() if declared else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None


def is_epub(names: set[str], kind: bytes) -> bool:
    """Whether an archive with these members is an EPUB, whatever it is called."""
    return kind == MIMETYPE or CONTAINER in names


def find_package(archive: Archive) -> str:
    """The name of the package document; raises ManuscriptError where there is none."""
    if container := archive.find(CONTAINER):
        root = parse_xml(archive.read(container), f"{archive.name}: {CONTAINER}")
        for rootfile in elements(root, "rootfile"):
            if found := archive.find(resolve("", rootfile.get("full-path") or "")[0]):
                return found
    for name in archive.names:
        if name.lower().endswith(".opf"):
            return name
    raise ManuscriptError(
        f"{archive.name}: a zip archive, but not an EPUB (no package document);"
        " get the book again or convert it again"
    )


def elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements of a local name, in the document's order."""
    return (e for e in root.iter() if local_name(e) == name)
