"""A page of HTML or XHTML into passages, with the places that links lead to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from narrate.book import BlockKind, LeftOut
from narrate.manuscript.blocks import is_ornament
from narrate.manuscript.markup import local_name, text_of, walk
from narrate.manuscript.matter import FOOTNOTE
from narrate.manuscript.passages import SCENE, Passage
from narrate.manuscript.running import RunningText
from narrate.manuscript.styles import BLOCKS, Style, is_hidden, style_of

_LINKED = 0.7
"""Share of a passage's characters in links from which on it belongs to a contents list"""


_LONGEST_HEADING = 300
"""Characters; what is longer is text that was set in a heading element for its looks"""

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Page:
    """What a page holds."""

    passages: list[Passage] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Each id with the index of the passage that it stands in or before"""
    title: str = ""
    language: str | None = None


def read_page(root: etree._Element) -> Page:
    """The passages of a page in reading order."""
    reader = _Reader()
    body = next((e for e in root.iter() if local_name(e) in ("body", "frameset")), root)
    for ancestor in reversed([body, *body.iterancestors()]):
        reader.page.language = ancestor.get("lang") or ancestor.get(_LANG) or reader.page.language
    title = next((e for e in root.iter() if local_name(e) == "title"), None)
    if title is not None:
        reader.page.title = " ".join(text_of(title).split())
    for event, what in walk(body):
        if isinstance(what, str):
            reader.text(what)
        elif event == "start":
            reader.start(what)
        else:
            reader.end(what)
    reader.finish()
    return reader.page


class _Reader:
    """Follows the walk over a tree; a block's text is flushed where a block begins or ends."""

    def __init__(self) -> None:
        self.page = Page()
        self._styles = [Style()]
        self._running = RunningText()
        self._pending: list[tuple[str, int]] = []
        self._hidden = 0
        self._stanza: etree._Element | None = None
        """The element whose lines of verse are being gathered"""

    def start(self, element: etree._Element) -> None:
        name = local_name(element)
        if self._hidden or is_hidden(element):
            self._hidden += 1
            return
        if name in BLOCKS:
            self.flush()
        for anchor in {element.get("id"), element.get("name") if name == "a" else None}:
            if anchor:
                self._pending.append((anchor, self._running.length))
        if name == "br":
            self._end_line()
        elif name == "hr":
            self.flush()
            self._add(Passage("scene", SCENE, types=self._styles[-1].types, drawn=True))
        elif name == "img":
            self._initial(element.get("alt") or "")
        self._styles.append(style_of(element, self._styles[-1]))

    def end(self, element: etree._Element) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        name = local_name(element)
        if name in BLOCKS:
            self.flush(element.getparent())
        elif name in ("td", "th"):
            self._running.end_line()
        self._styles.pop()

    def text(self, text: str) -> None:
        if self._hidden:
            return
        style = self._styles[-1]
        if style.preformatted:
            self._running.add_lines(text, style.reason)
        else:
            self._running.add(text, style.reason, linked=style.linked)

    def finish(self) -> None:
        """End the page; what is named behind its last text stands at its end."""
        self.flush()
        for anchor, _ in self._pending:
            self.page.anchors.setdefault(anchor, len(self.page.passages))

    def flush(self, parent: etree._Element | None = None) -> None:
        """End the passage that is being collected, if there is any text in it.

        `parent` holds the element that ends with it: lines of verse with one parent
        are one stanza.
        """
        style = self._styles[-1]
        linked, is_note = self._running.linked, self._running.is_note
        text, spans = self._running.take()
        lines = text.count("\n")
        if not text.strip("\u00a0\u200b\u2060\ufeff \n\t"):
            self._pending = [(anchor, 0) for anchor, _ in self._pending]
            return
        kind: BlockKind = style.kind
        if kind == "heading" and len(text) > _LONGEST_HEADING:
            kind = "paragraph"
        if kind != "heading" and is_ornament(" ".join(text.split())):
            kind, spans = "scene", ()
        elif kind == "paragraph" and lines and len(text) < 80 * (lines + 1):
            kind = "verse"
        within_links = linked >= _LINKED * len("".join(text.split()))
        level = style.level if kind == "heading" else 0
        passage = Passage(kind, text, spans, level, style.types, within_links)
        if is_note:
            passage = passage.unread(FOOTNOTE)
        line_of = parent if kind == "verse" and not lines else None
        if line_of is not None and line_of is self._stanza:
            passage = self.page.passages.pop().followed_by(passage, "\n")
        self._add(passage)
        self._stanza = line_of

    def _add(self, passage: Passage) -> None:
        here = len(self.page.passages)
        later = []
        for anchor, at in self._pending:
            if at and at >= len(passage.text):
                later.append((anchor, 0))
            else:
                self.page.anchors.setdefault(anchor, here)
        self._pending = later
        self.page.passages.append(passage)

    def _end_line(self) -> None:
        """A break; two in a row end a paragraph, where authors have no better way."""
        if self._running.at_line_start:
            self.flush()
        else:
            self._running.end_line()

    def _initial(self, alt: str) -> None:
        """A picture of one letter is that letter: the initial of a chapter."""
        if len(alt.strip()) == 1 and alt.strip().isalpha():
            self._running.add(alt.strip(), self._styles[-1].reason)
