"""The body of a FictionBook into paragraphs.

Elements as http://www.gribuser.ru/xml/fictionbook/2.0 has them: sections with titles nest as
parts and chapters do, poems have stanzas of `v`, an empty line stands between scenes.
"""

from collections.abc import Callable, Container
from dataclasses import replace

from lxml import etree

from narrate.files.markup import local_name
from narrate.manuscript.documents.fields import events_of
from narrate.manuscript.documents.paragraph import ParagraphStyle
from narrate.manuscript.documents.story import Lettering, Story
from narrate.manuscript.structure import matter

_ROLES = {"cite": "quote", "epigraph": "quote", "annotation": "quote", "poem": "verse"}
_BLOCKS = frozenset({"p", "v", "text-author", "date", "td", "th", "subtitle"})
_TITLE_PAGE = ParagraphStyle(types=frozenset({"titlepage"}))


class Fb2Body:
    """Follows the elements of bodies, or of one note, in document order."""

    def __init__(self, name: str, notes: Container[str] = ()) -> None:
        self.story = Story(name)
        self._notes = notes
        """Ids that links to notes lead to"""
        self._depth = 0
        self._bodies = 0
        self._roles: list[str] = []
        self._lines = 0
        """Of the title that is being read; 0 outside of titles"""
        self._in_title = False
        self._links: list[tuple[str, bool]] = []
        """Where the links that are open lead, and whether that is a note"""
        self._raised = 0
        self._starts: dict[str, Callable[[etree._Element], None]] = {
            "body": self._begin_body,
            "section": self._begin_section,
            "title": self._begin_title,
            "p": self._title_line,
            "empty-line": lambda _: self._empty_line(),
            "tr": lambda _: self.story.begin_row(),
            "a": self._begin_link,
            "sup": lambda _: self._raise(1),
            "sub": lambda _: self._raise(-1),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "section": self._end_section,
            "title": self._end_title,
            "tr": self.story.end_row,
            "stanza": self._empty_line,
            "poem": self._empty_line,
            "a": self._end_link,
            "sup": lambda: self._raise(-1),
            "sub": lambda: self._raise(1),
        }

    def read(self, root: etree._Element) -> Story:
        """Take in one more element."""
        for event, what in events_of(root):
            if isinstance(what, str):
                self._text(what)
            elif event == "start":
                self._start(what, local_name(what))
            else:
                self._end(local_name(what))
        return self.story

    def _start(self, element: etree._Element, name: str) -> None:
        if name in _ROLES:
            self._roles.append(_ROLES[name])
        if name in _BLOCKS and not self._in_title:
            self.story.begin()
        if start := self._starts.get(name):
            start(element)

    def _end(self, name: str) -> None:
        if end := self._ends.get(name):
            end()
        if name in _BLOCKS and not self._in_title:
            self.story.end(self._setting(name))
        if name in _ROLES and self._roles:
            self._roles.pop()

    def _begin_body(self, _: etree._Element) -> None:
        self._bodies += 1
        self._depth = 0

    def _begin_section(self, element: etree._Element) -> None:
        self._depth += 1
        if not any(local_name(child) == "title" for child in element):
            self._empty_line()

    def _end_section(self) -> None:
        self._depth -= 1

    def _begin_title(self, _: etree._Element) -> None:
        self._in_title, self._lines = True, 0
        self.story.begin()

    def _title_line(self, _: etree._Element) -> None:
        if self._in_title:
            if self._lines:
                self.story.line()
            self._lines += 1

    def _end_title(self) -> None:
        self._in_title = False
        self.story.end(self._title())
        if self._roles:
            self._empty_line()

    def _begin_link(self, element: etree._Element) -> None:
        target = link_of(element)
        to_note = element.get("type") == "note" or target.lstrip("#") in self._notes
        self._links.append((target, to_note))

    def _end_link(self) -> None:
        if self._links:
            target, to_note = self._links.pop()
            if to_note and target.lstrip("#") in self._notes:
                self.story.refer(target.lstrip("#"))

    def _raise(self, by: int) -> None:
        self._raised += by

    def _title(self) -> ParagraphStyle:
        """A heading of its section's depth; the title of a stanza or a poem is none."""
        if self._roles:
            return ParagraphStyle(self._roles[-1])
        if not self._depth and self._bodies <= 1:
            return _TITLE_PAGE
        return ParagraphStyle(level=self._depth + (self._bodies > 1))

    def _setting(self, name: str) -> ParagraphStyle:
        if self._roles:
            return ParagraphStyle(self._roles[-1] if name != "text-author" else "quote")
        if name == "subtitle":
            return replace(self._title(), level=self._depth + 1 + (self._bodies > 1), types=_NONE)
        return ParagraphStyle()

    def _text(self, text: str) -> None:
        if not text.strip() and not self.story.length:
            return
        to_note = any(note for _, note in self._links)
        self.story.text(
            text,
            Lettering(
                matter.MARKER if to_note else None,
                linked=any(target.startswith("#") for target, _ in self._links) and not to_note,
                shifted="up" if self._raised > 0 else "down" if self._raised < 0 else "",
            ),
        )

    def _empty_line(self) -> None:
        if not self._in_title:
            self.story.begin()
            self.story.end(ParagraphStyle())


_NONE: frozenset[str] = frozenset()


def link_of(element: etree._Element) -> str:
    """Where an element of the `xlink` kind leads; empty if nowhere."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("href")), "")
