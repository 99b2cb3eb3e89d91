"""The body of a FictionBook into paragraphs.

Elements as http://www.gribuser.ru/xml/fictionbook/2.0 has them: sections with titles nest as
parts and chapters do, poems have stanzas of `v`, an empty line stands between scenes. Lists and
other elements of HTML, which converters leave in, are read where they stand, and so are elements
that nobody knows.
"""

from collections.abc import Callable, Container
from dataclasses import replace

from lxml import etree

from narrate.files.markup import local_name
from narrate.manuscript.documents.content import Resolved
from narrate.manuscript.documents.paragraph import ParagraphStyle
from narrate.manuscript.documents.raw import events_of, texts_of
from narrate.manuscript.documents.story import Lettering, Story
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.titles.list_numbers import ListCounter, ListLevel

_ROLES = {
    "cite": "quote",
    "epigraph": "epigraph",
    "annotation": "quote",
    "poem": "verse",
    "blockquote": "quote",
    "pre": "verse",
}
_BLOCK_NAMES = (
    "p v text-author date td th subtitle li dt dd h1 h2 h3 h4 h5 h6 caption blockquote pre div"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HOLDER_NAMES = (
    "body section title epigraph annotation cite poem stanza table tr thead tbody tfoot ul ol dl"
)
_HOLDERS = frozenset(_HOLDER_NAMES.split())
"""What holds blocks and is none itself; text that stands right in it is a paragraph even so"""
_INLINE_NAMES = (
    "a b big code del em emphasis font i image img ins q s small span strike strikethrough strong "
    "style sub sup tt u"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_HEADINGS = frozenset({"subtitle", "h1", "h2", "h3", "h4", "h5", "h6"})
_STRUCK = frozenset({"strikethrough", "strike", "s", "del"})
_STRONG = frozenset({"strong", "b"})
_TITLE_PAGE = ParagraphStyle(types=frozenset({"titlepage"}))
_EPIGRAPH = frozenset({"epigraph"})
_NONE: frozenset[str] = frozenset()

_STYLES = {"1": "decimal", "a": "letter", "A": "Letter", "i": "roman", "I": "Roman"}
_BULLETS = ListCounter({})


class Fb2Body:
    """Follows the elements of bodies, or of one note, in document order."""

    def __init__(self, name: str, notes: Container[str], resolved: Resolved) -> None:
        self.story = Story(name)
        self._resolved = resolved
        self._notes = notes
        """Ids that links to notes lead to"""
        self._depth = 0
        self._bodies = 0
        self._roles: list[str] = []
        self._blocks: list[str] = []
        """Names of the blocks that are open"""
        self._waits = False
        """A block has begun and nothing is in it yet"""
        self._lists = Fb2Lists()
        self._lines = 0
        """Of the title that is being read; 0 outside of titles"""
        self._in_title = False
        self._links: list[tuple[str, bool]] = []
        """Where the links that are open lead, and whether that is a note"""
        self._raised = 0
        self._struck = 0
        self._strong = 0
        self._starts: dict[str, Callable[[etree._Element], None]] = {
            "body": self._begin_body,
            "section": self._begin_section,
            "title": self._begin_title,
            "p": self._title_line,
            "empty-line": lambda _: self._empty_line(),
            "hr": lambda _: self._empty_line(),
            "br": lambda _: self.story.line(),
            "tr": lambda _: self.story.begin_row(),
            "a": self._begin_link,
            "sup": lambda _: self._raise(1),
            "sub": lambda _: self._raise(-1),
            "image": self._picture,
            "img": self._picture,
            "ul": self._lists.begin,
            "ol": self._lists.begin,
            "li": self._lists.item,
            **{name: lambda _: self._strike(1) for name in _STRUCK},
            **{name: lambda _: self._stress(1) for name in _STRONG},
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
            "ul": self._lists.end,
            "ol": self._lists.end,
            **{name: lambda: self._strike(-1) for name in _STRUCK},
            **{name: lambda: self._stress(-1) for name in _STRONG},
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
        self._end_block()
        return self.story

    def _start(self, element: etree._Element, name: str) -> None:
        parts = self._parts_text(name)
        if parts:
            self._waits = False  # what holds another block is no empty line
            self._end_block()
        if name in _ROLES:
            self._roles.append(_ROLES[name])
        if parts and name not in _HOLDERS:
            self._blocks.append(name)
            self._waits = True
        if start := self._starts.get(name):
            start(element)

    def _parts_text(self, name: str) -> bool:
        """Whether an element begins a paragraph; one that nobody knows does outside of any."""
        if self._in_title:
            return False
        if name in _BLOCKS or name in _HOLDERS:
            return True
        return bool(name) and name not in _INLINE and name not in self._starts and self._is_between

    @property
    def _is_between(self) -> bool:
        """Whether no paragraph has begun here."""
        return not self.story.is_open and not self._waits

    def _end(self, name: str) -> None:
        ends_block = not self._in_title and self._blocks and self._blocks[-1] == name
        if ends_block or (not self._in_title and name in _HOLDERS):
            self._end_block()
        if ends_block:
            self._blocks.pop()
        if end := self._ends.get(name):
            end()
        if name in _ROLES and self._roles:
            self._roles.pop()

    def _end_block(self) -> None:
        """End the paragraph that is open; an element that holds nothing is an empty one."""
        if self._in_title:
            return
        if self._waits and not self.story.is_open:
            self._empty_line()
        self._waits = False
        if self.story.is_open:
            setting = self._setting(self._blocks[-1] if self._blocks else "")
            self.story.end(replace(setting, label=self._lists.label()))

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

    def _strike(self, by: int) -> None:
        self._struck += by

    def _stress(self, by: int) -> None:
        self._strong += by

    def _picture(self, element: etree._Element) -> None:
        for said in ("alt", "title"):
            self._resolved.drop(matter.ALT, element.get(said) or "")

    def _title(self) -> ParagraphStyle:
        """A heading of its section's depth; the title of a stanza or a poem is none."""
        if self._roles:
            return ParagraphStyle(self._roles[-1], types=self._types)
        if not self._depth and self._bodies <= 1:
            return _TITLE_PAGE
        return ParagraphStyle(level=self._depth + (self._bodies > 1))

    @property
    def _types(self) -> frozenset[str]:
        return _EPIGRAPH if "epigraph" in self._roles else _NONE

    def _setting(self, name: str) -> ParagraphStyle:
        if self._roles:
            role = self._roles[-1] if name != "text-author" else "quote"
            return ParagraphStyle(role, types=self._types)
        if name in _HEADINGS:
            return replace(self._title(), level=self._depth + 1 + (self._bodies > 1), types=_NONE)
        return ParagraphStyle()

    def _text(self, text: str) -> None:
        if not text.strip() and not self.story.length:
            return
        if not self.story.is_open:
            self.story.begin()
        to_note = any(note for _, note in self._links)
        self.story.text(
            text,
            Lettering(
                matter.MARKER if to_note else None,
                linked=any(target.startswith("#") for target, _ in self._links) and not to_note,
                struck=self._struck > 0,
                stressed=self._strong > 0,
                shifted="up" if self._raised > 0 else "down" if self._raised < 0 else "",
            ),
        )

    def _empty_line(self) -> None:
        if not self._in_title:
            self.story.begin()
            self.story.end(ParagraphStyle())


def raw_of_fb2(root: etree._Element) -> list[str]:
    """All text below an element, and what stands for its pictures."""
    pictures = [e for name in ("image", "img") for e in root.iter(f"{{*}}{name}")]
    said = [e.get(name) or "" for e in pictures for name in ("alt", "title")]
    return [*texts_of(root, _BLOCKS, {"br", "empty-line"}), *filter(str.strip, said)]


def link_of(element: etree._Element) -> str:
    """Where an element of the `xlink` kind leads; empty if nowhere."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("href")), "")


class Fb2Lists:
    """Follows lists as HTML has them; only the first paragraph of an item has its number."""

    def __init__(self) -> None:
        self._open: list[ListCounter] = []
        self._label = ""

    def begin(self, element: etree._Element) -> None:
        """A list begins."""
        if local_name(element) == "ul":
            self._open.append(_BULLETS)
            return
        style = _STYLES.get(element.get("type") or "1", "decimal")
        self._open.append(ListCounter({0: ListLevel(style, "%1.", _number(element, "start", 1))}))

    def end(self) -> None:
        """The list that began last ends."""
        if self._open:
            self._open.pop()
        self._label = ""

    def item(self, element: etree._Element) -> None:
        """An item begins."""
        if not self._open:
            return
        if self._open[-1] is not _BULLETS and element.get("value") is not None:
            self._open[-1].restart(0, _number(element, "value", 1))
        self._label = self._open[-1].next(0)

    def label(self) -> str:
        """What is shown before the paragraph that has been read; nothing before the next."""
        shown, self._label = self._label, ""
        return shown


def _number(element: etree._Element, name: str, other: int) -> int:
    given = (element.get(name) or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else other
