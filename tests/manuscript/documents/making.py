"""Small documents of word processors, made on the spot."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from tests.manuscript.making import prose

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="urn:x/math"'
)


def run(text: str, properties: str = "") -> str:
    """A run of a Word document."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(text: str, style: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph of a Word document; `runs` is anything more inside it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = run(text) if text else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}{runs}</w:p>"


def style(key: str, name: str, based_on: str = "", properties: str = "") -> str:
    """A paragraph style of a Word document."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"{properties}</w:style>"
    )


STYLES = "".join(
    [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>",
        *(
            style(
                f"Heading{n}",
                f"heading {n}",
                "Normal",
                f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>',
            )
            for n in (1, 2, 3)
        ),
        style("Title", "Title"),
        style("Author", "Author"),
        style("Quote", "Quote"),
        style("Verse", "Verse"),
        style("Caption", "caption"),
        style("TOC1", "toc 1"),
    ]
)


@dataclass
class Docx:
    """What goes into a Word document."""

    body: str
    styles: str = STYLES
    parts: dict[str, str] = field(default_factory=dict)
    """`footnotes`, `endnotes`, `numbering`: the inside of that part"""
    core: str = ""
    space: str = WORD
    main: str = "word/document.xml"
    files: dict[str, str | bytes] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        """Write the document."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "_rels/.rels",
                f'<Relationships><Relationship Type="{_RELATIONS}/officeDocument" '
                f'Target="{self.main}"/></Relationships>',
            )
            body = f"<w:body>{self.body}<w:sectPr/></w:body>"
            archive.writestr(self.main, self._part("document", body))
            for name, inside in {"styles": self.styles, **self.parts}.items():
                archive.writestr(f"word/{name}.xml", self._part(name, inside))
            if self.core:
                archive.writestr(
                    "docProps/core.xml",
                    '<cp:coreProperties xmlns:cp="urn:x" '
                    f'xmlns:dc="http://purl.org/dc/elements/1.1/">{self.core}</cp:coreProperties>',
                )
            for name, data in self.files.items():
                archive.writestr(name, data)
        return path

    def _part(self, name: str, inside: str) -> str:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{name} xmlns:w="{self.space}" {_SPACES}>'
            f"{inside}</w:{name}>"
        )


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_SPACES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
    f'xmlns:style="{_ODF}:style:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:meta="{_ODF}:meta:1.0" '
    f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


@dataclass
class Odt:
    """What goes into an OpenDocument text."""

    body: str
    automatic: str = ""
    """Styles of the content itself"""
    styles: str = ""
    meta: str = ""
    manifest: str = ""

    def write(self, path: Path) -> Path:
        """Write it: flat if it is called so."""
        if path.suffix == ".fodt":
            path.write_text(
                self._document(
                    "document",
                    f"<office:meta>{self.meta}</office:meta>"
                    f"<office:styles>{self.styles}</office:styles>" + self._content(),
                ),
                encoding="utf-8",
            )
            return path
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("META-INF/manifest.xml", f"<manifest>{self.manifest}</manifest>")
            meta = f"<office:meta>{self.meta}</office:meta>"
            styles = f"<office:styles>{self.styles}</office:styles>"
            archive.writestr("meta.xml", self._document("document-meta", meta))
            archive.writestr("styles.xml", self._document("document-styles", styles))
            archive.writestr("content.xml", self._document("document-content", self._content()))
        return path

    def _content(self) -> str:
        return (
            f"<office:automatic-styles>{self.automatic}</office:automatic-styles>"
            f"<office:body><office:text>{self.body}</office:text></office:body>"
        )

    def _document(self, name: str, inside: str) -> str:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {_ODF_SPACES}>{inside}'
            f"</office:{name}>"
        )


def odt_style(name: str, parent: str = "", inside: str = "", more: str = "") -> str:
    """A paragraph style of an OpenDocument text."""
    based = f' style:parent-style-name="{parent}"' if parent else ""
    head = f'<style:style style:family="paragraph" style:name="{name}"{based} {more}>'
    return f"{head}{inside}</style:style>"


def fiction_book(body: str, info: str = "", more: str = "") -> str:
    """A FictionBook."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info>'
        f"{info}</title-info></description>{body}{more}</FictionBook>"
    )


def text(seed: int, words: int = 60) -> str:
    """Some prose."""
    return prose(words, seed)
