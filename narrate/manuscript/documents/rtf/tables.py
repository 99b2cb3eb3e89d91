"""Fonts, styles, code pages and languages of an RTF document, and what holds at a place of it."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from narrate.manuscript.documents.rtf.lists import OldNumbering, RtfLists
from narrate.manuscript.documents.style_names import Role, role_among

SYMBOLS = "symbols"
"""Stands for the code page of a font of signs"""
USUAL = "cp1252"

# Character sets and language codes as the RTF Specification 1.9.1 has them.
_CHARSETS = {
    2: SYMBOLS,
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_PAGES = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 28591: "latin-1"}
_PRIMARY = 0x3FF
"""Bits of a language code that say the language; the others say the country"""
_LANGUAGES = {
    0x02: "bg", 0x03: "ca", 0x04: "zh", 0x05: "cs", 0x06: "da", 0x07: "de", 0x08: "el",
    0x09: "en", 0x0A: "es", 0x0B: "fi", 0x0C: "fr", 0x0D: "he", 0x0E: "hu", 0x10: "it",
    0x11: "ja", 0x12: "ko", 0x13: "nl", 0x14: "no", 0x15: "pl", 0x16: "pt", 0x18: "ro",
    0x19: "ru", 0x1D: "sv", 0x1F: "tr", 0x20: "ur", 0x21: "id", 0x22: "uk", 0x2A: "vi",
    0x39: "hi", 0x45: "bn", 0x46: "pa", 0x47: "gu", 0x49: "ta", 0x4A: "te", 0x4B: "kn",
    0x4C: "ml", 0x4E: "mr",
}  # fmt: skip


Where = Literal[
    "text", "fonts", "styles", "info", "code", "label", "bookmark", "nowhere", "lists",
    "changed lists", "level text", "numbering", "before number", "after number",
]  # fmt: skip
"""Where the text of a group goes"""


@dataclass(slots=True)
class State:
    """Destination, lettering and paragraph setting."""

    goes_to: Where = "text"
    outer: Where = "text"
    """Where the text goes that stands for what is passed over here"""
    field_name: str = ""
    """Of the document's information"""
    starred: bool = False
    opens: str = ""
    """What ends with the group: `field`, `result`, `note`, `box`"""
    unicode_skip: int = 1
    """Characters behind a Unicode one that stand for it in old programs"""
    font: int = 0
    bold: bool = False
    size: float = 12.0
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    struck: bool = False
    highlighted: bool = False
    raised: bool = False
    lowered: bool = False
    language: str = ""
    style: int = 0
    level: int | None = None
    centred: bool = False
    new_page: bool = False
    initial: bool = False
    indent: int = 0
    list_id: int = 0
    """0: in no list"""
    list_level: int = 0
    numbering: OldNumbering | None = None

    def plain(self, font: int) -> None:
        """Lettering as the document has it by default, which marks no language."""
        self.font, self.language = font, ""
        self.bold = self.hidden = self.deleted = self.raised = self.lowered = False
        self.inserted = self.struck = self.highlighted = False
        self.size = 12.0

    def paragraph(self) -> None:
        """Paragraph setting as the document has it by default."""
        self.style, self.level = 0, None
        self.centred = self.new_page = self.initial = False
        self.indent = self.list_id = self.list_level = 0
        self.numbering = None


@dataclass(slots=True)
class RtfFont:
    """A font of the document."""

    name: str = ""
    page: str = ""
    """Code page of its text; empty for the document's"""


@dataclass(slots=True)
class RtfStyle:
    """A paragraph style."""

    name: str = ""
    level: int | None = None
    based_on: int | None = None


@dataclass(slots=True)
class Tables:
    """What the head of a document lists."""

    fonts: dict[int, RtfFont] = field(default_factory=dict)
    styles: dict[int, RtfStyle] = field(default_factory=dict)
    page: str = USUAL
    language: str = ""
    """The document's default: that of the program that wrote it, as a rule"""
    font: int = 0
    information: dict[str, str] = field(default_factory=dict)
    """Title, author and the like"""
    listed: int = 0
    """The font or style that is being listed"""
    lists: RtfLists = field(default_factory=RtfLists)
    numbering: OldNumbering = field(default_factory=OldNumbering)
    """That is being read"""
    _roles: dict[int, Role] = field(default_factory=dict)

    def role(self, style: int) -> Role:
        """What a style is for, by its name and those that it is based on."""
        if style not in self._roles:
            role = role_among(s.name for s in self._chain(style))
            levels = (s.level for s in self._chain(style) if s.level is not None)
            self._roles[style] = Role(role.name, next(levels, role.level))
        return self._roles[style]

    def take(self, where: Where, text: str, name: str) -> None:
        """Text of the head; `name` is that of the information it belongs to."""
        match where:
            case "info":
                self.information[name] = self.information.get(name, "") + text[:1000]
            case "fonts":
                self.listed_font.name += text.rstrip(";")
            case "styles":
                self.listed_style.name += text.rstrip(";")
            case "level text":
                self.lists.add_text(text)
            case "before number":
                self.numbering = replace(self.numbering, before=text)
            case "after number":
                self.numbering = replace(self.numbering, after=text)
            case _:
                pass

    @property
    def listed_font(self) -> RtfFont:
        """The font that is being listed."""
        return self.fonts.setdefault(self.listed, RtfFont())

    @property
    def listed_style(self) -> RtfStyle:
        """The style that is being listed."""
        return self.styles.setdefault(self.listed, RtfStyle())

    def _chain(self, style: int) -> Iterator[RtfStyle]:
        seen: set[int] = set()
        at: int | None = style
        while at is not None and at in self.styles and at not in seen:
            seen.add(at)
            yield self.styles[at]
            at = self.styles[at].based_on

    def page_of(self, font: int) -> str:
        """The code page of a font's text."""
        found = self.fonts.get(font)
        return found.page if found and found.page else self.page


def page_of_charset(charset: int) -> str:
    """The code page of a character set; empty for the document's own."""
    return _CHARSETS.get(charset, "")


def page_of_number(number: int) -> str:
    """The codec of a code page; the usual one where there is none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return USUAL
    return name


def language_of(code: int) -> str:
    """The language of a Windows language code; empty for none or a rare one."""
    return _LANGUAGES.get(code & _PRIMARY, "") if code not in (0, 1024) else ""
