"""The body of a FictionBook into paragraphs.

Elements as http://www.gribuser.ru/xml/fictionbook/2.0 has them: sections with titles nest as
parts and chapters do, poems have stanzas of `v`, an empty line stands between scenes.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from lxml import etree

from narrate.files.markup import local_name
from narrate.manuscript.documents.events import events_of
from narrate.manuscript.documents.paragraph import Setting
from narrate.manuscript.documents.story import Lettering, Story, is_raised_mark
from narrate.manuscript.structure import matter

_ROLES = {"cite": "quote", "epigraph": "quote", "annotation": "quote", "poem": "verse"}
_BLOCKS = frozenset({"p", "v", "text-author", "date", "td", "th", "subtitle"})
_TITLE_PAGE = Setting(types=frozenset({"titlepage"}))


class Body:
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
        match name:
            case "body":
                self._bodies += 1
                self._depth = 0
            case "section":
                self._depth += 1
                if not _has_title(element):
                    self._empty_line()
            case "title":
                self._in_title, self._lines = True, 0
                self.story.begin()
            case "p" if self._in_title:
                if self._lines:
                    self.story.line()
                self._lines += 1
            case "empty-line":
                self._empty_line()
            case "tr":
                self.story.begin_row()
            case "a":
                target = link_of(element)
                to_note = element.get("type") == "note" or target.lstrip("#") in self._notes
                self._links.append((target, to_note))
            case "sup":
                self._raised += 1

    def _end(self, name: str) -> None:
        match name:
            case "section":
                self._depth -= 1
            case "title":
                self._in_title = False
                self.story.end(self._title())
                if self._roles:
                    self._empty_line()
            case "tr":
                self.story.end_row()
            case "stanza" | "poem":
                self._empty_line()
            case "a" if self._links:
                target, to_note = self._links.pop()
                if to_note and target.lstrip("#") in self._notes:
                    self.story.refer(target.lstrip("#"))
            case "sup":
                self._raised -= 1
        if name in _BLOCKS and not self._in_title:
            self.story.end(self._setting(name))
        if name in _ROLES and self._roles:
            self._roles.pop()

    def _title(self) -> Setting:
        """A heading of its section's depth; the title of a stanza or a poem is none."""
        if self._roles:
            return Setting(self._roles[-1])
        if not self._depth and self._bodies <= 1:
            return _TITLE_PAGE
        return Setting(level=self._depth + (self._bodies > 1))

    def _setting(self, name: str) -> Setting:
        if self._roles:
            return Setting(self._roles[-1] if name != "text-author" else "quote")
        if name == "subtitle":
            return replace(self._title(), level=self._depth + 1 + (self._bodies > 1), types=_NONE)
        return Setting()

    def _text(self, text: str) -> None:
        if not text.strip() and not self.story.length:
            return
        to_note = any(note for _, note in self._links)
        raised = self._raised and is_raised_mark(text, self.story.last)
        self.story.text(
            text,
            Lettering(
                matter.MARKER if to_note or raised else None,
                linked=any(target.startswith("#") for target, _ in self._links) and not to_note,
            ),
        )

    def _empty_line(self) -> None:
        if not self._in_title:
            self.story.begin()
            self.story.end(Setting())


_NONE: frozenset[str] = frozenset()


def _has_title(section: etree._Element) -> bool:
    return any(local_name(child) == "title" for child in section)


def link_of(element: etree._Element) -> str:
    """Where an element of the `xlink` kind leads; empty if nowhere."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("href")), "")
