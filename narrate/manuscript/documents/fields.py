"""Fields of a document (page numbers, contents lists, links): only their results are text."""

from dataclasses import dataclass, field

import regex

from narrate.manuscript.structure import matter

_REASONS = {
    "PAGE": matter.PAGE,
    "NUMPAGES": matter.PAGE,
    "SECTIONPAGES": matter.PAGE,
    "PAGEREF": matter.PAGE,
    "NOTEREF": matter.MARKER,
}
_TYPES = {"TOC": "toc", "INDEX": "index", "BIBLIOGRAPHY": "bibliography", "TOA": "toc"}


_TARGET = regex.compile(
    r'\s*(?:HYPERLINK\b.*?\\l\s+"?(?P<link>[^"\s]+)"?|PAGEREF\s+(?P<page>\S+))', regex.I | regex.S
)


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False
    """Its code is over, what follows is its result"""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the document."""

    balanced: bool = True
    """Every field ends; where one does not, none may claim what follows"""
    _open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """A `begin`, `separate` or `end` of a field."""
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].shows = True
        elif self._open and kind == "end":
            self._open.pop()

    def begin(self, code: str) -> None:
        """A simple field, whose result follows right away."""
        self._open.append(_Field(code, shows=True))

    def code(self, text: str) -> None:
        """More of the code of the field that began last."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code += text[:1000]

    def end_paragraph(self) -> None:
        """A field whose code does not end in its paragraph is a broken one."""
        self._open = [f for f in self._open if f.shows]

    @property
    def any_open(self) -> bool:
        """Whether the place is in any field at all."""
        return bool(self._open)

    @property
    def hide(self) -> bool:
        """Whether text here is part of a field's code."""
        return any(not f.shows for f in self._open)

    @property
    def reason(self) -> str | None:
        """Why text here is not read, if a field says so."""
        return next((r for f in self._open if (r := _REASONS.get(_name(f)))), None)

    @property
    def linked(self) -> bool:
        """Whether text here is a link into this document."""
        return any(_name(f) == "HYPERLINK" and "\\l" in f.code for f in self._open)

    @property
    def target(self) -> str:
        """The bookmark that the field which began last leads to; empty if none."""
        found = _TARGET.match(self._open[-1].code) if self._open else None
        return (found["link"] or found["page"]) if found else ""

    @property
    def types(self) -> frozenset[str]:
        """What an EPUB would call the text here."""
        if not self.balanced or not self._open:
            return frozenset()
        return frozenset(t for f in self._open if (t := _TYPES.get(_name(f))))


def _name(field_: _Field) -> str:
    return field_.code.split(None, 1)[0].upper() if field_.code.strip() else ""
