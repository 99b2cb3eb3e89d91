"""How the text at a place of a DOCX file is set: its runs, and the links and asides around it."""

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from narrate.manuscript.documents.docx.styles import DocxStyles, Properties, properties_of
from narrate.manuscript.documents.fields import Fields
from narrate.manuscript.documents.story import Lettering
from narrate.manuscript.structure import matter
from narrate.manuscript.tongue import primary

_SHIFTS: dict[str, Literal["up", "down"]] = {"superscript": "up", "subscript": "down"}


@dataclass(slots=True)
class DocxRun:
    """A piece of text that is set alike."""

    own: Properties
    note: str = ""
    """A note that it refers to"""
    own_mark: bool = False
    """Its text is a note's marker that the author chose"""
    lettering: Lettering | None = None
    """How all of its text is set, where nothing but its properties decides that"""


@dataclass(slots=True)
class Runs:
    """The runs, links and asides that are open at a place of the document."""

    styles: DocxStyles
    fields: Fields
    paragraphs: list[Properties] = field(default_factory=list)
    """How runs are set where they don't say otherwise"""
    links: list[bool] = field(default_factory=list)
    """Whether each leads to a place in the document"""
    asides: list[str] = field(default_factory=list)
    """Why what is open there is not read"""
    _open: list[DocxRun] = field(default_factory=list)

    @property
    def current(self) -> DocxRun:
        """The run that began last."""
        return self._open[-1] if self._open else DocxRun(Properties())

    def start(self, element: etree._Element) -> None:
        """A run begins."""
        base = self.paragraphs[-1] if self.paragraphs else Properties()
        space = self.styles.space
        given = element.find(f"{space}rPr")
        if given is None or not len(given):
            self._open.append(DocxRun(base))
            return
        style = given.find(f"{space}rStyle")
        if style is not None:
            base = self.styles.of(style.get(f"{space}val") or "").over(base)
        self._open.append(DocxRun(properties_of(given).over(base)))

    def end(self) -> DocxRun:
        """A run ends."""
        return self._open.pop()

    def lettering(self) -> Lettering:
        """How the text that follows is set."""
        run = self.current
        special = self.asides or self.links or self.fields.any_open
        if special or run.own_mark:
            return self._lettering(run)
        if run.lettering is None:
            run.lettering = self._lettering(run)
        return run.lettering

    def _lettering(self, run: DocxRun) -> Lettering:
        return Lettering(
            self._reason(run),
            bool(run.own.bold),
            run.own.size or 0.0,
            self.fields.linked or any(self.links),
            primary(run.own.language),
            bool(run.own.struck),
            _SHIFTS.get(run.own.shifted or "", ""),
            highlighted=bool(run.own.highlighted),
        )

    def _reason(self, run: DocxRun) -> str | None:
        if self.asides:
            return self.asides[-1]
        if run.own.hidden:
            return matter.HIDDEN
        if run.own_mark:
            return matter.MARKER
        return self.fields.reason
