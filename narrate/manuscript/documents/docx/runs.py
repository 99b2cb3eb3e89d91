"""How the text of a DOCX file is set, piece by piece, and what of it is not read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from narrate.manuscript.documents.docx.styles import DocxStyles, Properties, properties_of
from narrate.manuscript.documents.fields import Fields
from narrate.manuscript.documents.story import Lettering, is_raised_mark
from narrate.manuscript.structure import matter
from narrate.manuscript.tongue import primary


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
    _below: list[Properties] = field(default_factory=list)
    _open: list[DocxRun] = field(default_factory=list)
    _links: list[bool] = field(default_factory=list)
    _asides: list[str] = field(default_factory=list)

    def below(self, paragraph: Properties) -> None:
        """A paragraph begins, whose runs are set so where they don't say otherwise."""
        self._below.append(paragraph)

    def above(self) -> None:
        """A paragraph ends."""
        self._below.pop()

    @property
    def current(self) -> DocxRun:
        """The run that began last."""
        return self._open[-1] if self._open else DocxRun(Properties())

    def start(self, element: etree._Element) -> None:
        """A run begins."""
        base = self._below[-1] if self._below else Properties()
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
        return self._open.pop() if self._open else DocxRun(Properties())

    def link(self, anchor: str) -> None:
        """A link begins; `anchor` names a place in the document if it leads there."""
        self._links.append(bool(anchor))

    def unlink(self) -> None:
        """A link ends."""
        if self._links:
            self._links.pop()

    def aside(self, reason: str) -> None:
        """Something that is not read begins."""
        self._asides.append(reason)

    def end_aside(self) -> None:
        """It ends."""
        if self._asides:
            self._asides.pop()

    def lettering(self, text: str, before: str) -> Lettering:
        """How a piece of text is set that follows on `before`."""
        run = self.current
        special = self._asides or self._links or self.fields.any_open
        if special or run.own_mark or run.own.raised:
            return self._lettering(run, text, before)
        if run.lettering is None:
            run.lettering = self._lettering(run, text, before)
        return run.lettering

    def _lettering(self, run: DocxRun, text: str, before: str) -> Lettering:
        return Lettering(
            self._reason(run, text, before),
            bool(run.own.bold),
            run.own.size or 0.0,
            self.fields.linked or any(self._links),
            primary(run.own.language),
        )

    def _reason(self, run: DocxRun, text: str, before: str) -> str | None:
        if self._asides:
            return self._asides[-1]
        if run.own.hidden:
            return matter.HIDDEN
        if run.own_mark or (run.own.raised and is_raised_mark(text, before)):
            return matter.MARKER
        return self.fields.reason
