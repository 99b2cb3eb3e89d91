"""What a paragraph style is for, by its name, in the languages of word processors.

Word keeps English names for its own styles in files (`heading 1`) and translates their ids
(`berschrift1`, `Ttulo1`); older RTF, other programs and authors themselves have the names in
any language.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import regex

from narrate.manuscript.structure import matter

_ROLE_NAMES = (
    "heading part chapter title subtitle author imprint contents caption note running scene "
    "quote verse code"
)
ROLES = frozenset(_ROLE_NAMES.split())
"""What styles are for, as far as reading aloud minds it"""


class Role(NamedTuple):
    """What a style is for, and a heading's level, 0 where it is none."""

    name: str
    level: int = 0


BODY = Role("")
"""Of text that no style says anything about"""
_HEADING_WORDS = (
    "heading head überschrift uberschrift berschrift titre título titulo ttulo titolo kop rubrik "
    "overskrift otsikko nagłówek nagwek nadpis заголовок başlık balk cabeçalho cabealho címsor "
    "encabezado intestazione encapçalament titlu judul naslov επικεφαλίδα 見出し 标题 標題 제목 "
    "शीर्षक தலைப்பு"
)
_HEADING = regex.compile(
    rf"(?:{'|'.join(_HEADING_WORDS.split())}) ?(?P<level>[1-9])(?: (?:char|zchn|car|carattere))?"
)
_CHAPTERS = "chapter kapitel capítulo capitulo chapitre capitolo глава अध्याय அத்தியாயம்"
_PARTS = "part parte partie teil book volume भाग பாகம்"
_TITLED = "title head heading header number num no name label opener opening titel überschrift"
_OF = "(?:de |del |du |di )?"

_NAMES: tuple[tuple[str, str], ...] = (
    ("part", rf"(?:{'|'.join(_PARTS.split())}) (?:{'|'.join(_TITLED.split())})|part"),
    (
        "chapter",
        rf"(?:{'|'.join(_CHAPTERS.split())})(?: (?:{'|'.join(_TITLED.split())}))?|"
        rf"(?:título|titulo|titre|titolo|número|numéro|numero) {_OF}"
        rf"(?:{'|'.join(_CHAPTERS.split())})|kapitelüberschrift|chap(?: (?:title|head|num))?",
    ),
    (
        "title",
        r"(?:book |main |document |half |buch)?(?:title|titel)|titre(?: principal)?|"
        r"título(?: principal)?|titulo|ttulo|titolo(?: principale)?|tytuł|название|शीर्षक|தலைப்பு",
    ),
    ("subtitle", r"sub ?title|sub ?head|untertitel|sous titre|sub ?t[íi]tulo|sottotitolo"),
    ("author", r"(?:book )?authors?|by ?line|autor|autora|auteur|autore|verfasser|लेखक|ஆசிரியர்"),
    ("imprint", r"copyright(?: page)?|imprint|colophon|impressum|date|datum|publisher"),
    (
        "contents",
        r"(?:toc|tdc|tdm|contents|verzeichnis|inhaltsverzeichnis|sommaire|sumario|sommario|"
        r"índice|indice|table of (?:contents|figures|authorities)|table des matières|"
        r"user index|illustration index|object index|table index|figure index)"
        r"(?: ?(?:heading|title|header|überschrift|entry))? ?\d*|"
        r"(?:index|bibliography) (?:heading|separator|\d)",
    ),
    (
        "caption",
        r"(?:image |table |figure |picture )?captions?|captioned figure|beschriftung|légende|"
        r"didascalia|epígrafe|leyenda|descripción|alt text|illustration",
    ),
    (
        "note",
        r"(?:foot|end) ?note(?: text| block text)?|fu[sß]notentext|endnotentext|fußnote|"
        r"texto nota pie|notes? de bas de page|nota al pie",
    ),
    (
        "running",
        r"(?:header|footer|page number|running head(?:er)?|kopfzeile|fu[sß]zeile|"
        r"encabezado|pie de página|en tête|pied de page)(?: (?:left|right|first|even|odd))?",
    ),
    (
        "scene",
        r"(?:scene|section|text|thought|line|paragraph) ?(?:break|separator|divider|space)s?|"
        r"ornament(?:al break)?|asterism|horizontal (?:line|rule)|dinkus|hr",
    ),
    (
        "verse",
        r"(?:verses?|poem|poetry|stanza|lyrics?|song|line block|hymn|gedicht|vers|versos?|"
        r"poema|poème|poesia|कविता|கவிதை)(?: (?:text|line|first|last|body|first line|\d))?",
    ),
    (
        "quote",
        r"(?:intense |block |long )?(?:quotes?|quotations?|block ?text|block ?quotes?|"
        r"block ?quotations?|zitat|citas?|citation|citazione|extract|epigraph|letter)"
        r"(?: (?:text|body|first|last|intense|\d))?|(?:intensives|starkes) zitat|"
        r"cita destacada|citation intense",
    ),
    ("code", r"preformatted(?: text)?|html preformatted|source code|verbatim|plain code"),
)
_PATTERNS = tuple((name, regex.compile(pattern)) for name, pattern in _NAMES)
_ESCAPED = regex.compile(r"_([0-9a-f]{2})_", regex.I)
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\d)")
_OTHERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")

REASONS = {
    "caption": matter.CAPTION,
    "note": matter.FOOTNOTE,
    "running": matter.RUNNING,
}
"""Why paragraphs of a role are not read"""

TYPES = {
    "title": "titlepage",
    "subtitle": "titlepage",
    "author": "titlepage",
    "imprint": "copyright-page",
    "contents": "toc",
}
"""What an EPUB would call the paragraphs of a role"""


def heading_level(outline: int) -> int:
    """The level of a heading from an outline level, which counts from 0; 9 is body text."""
    return outline + 1 if 0 <= outline < 9 else 0


@lru_cache(maxsize=1024)
def role_of(name: str) -> Role:
    """What a style of this name or id is for."""
    spaced = _CAMEL.sub(" ", _ESCAPED.sub(lambda m: chr(int(m[1], 16)), name[:100]))
    words = _OTHERS.sub(" ", spaced.casefold()).strip()
    if found := _HEADING.fullmatch(words):
        return Role("heading", int(found["level"]))
    return next((Role(role) for role, pattern in _PATTERNS if pattern.fullmatch(words)), BODY)


def role_among(names: Iterable[str]) -> Role:
    """The role of a style, given its names and those of the styles that it is based on."""
    return next((role for name in names if (role := role_of(name)) != BODY), BODY)
