"""The text of an OpenDocument file into paragraphs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from narrate.files.markup import local_name, text_of
from narrate.manuscript.documents.content import Resolved
from narrate.manuscript.documents.odt.lists import OdtLists
from narrate.manuscript.documents.odt.styles import OdtStyle, OdtStyles, attribute, integer
from narrate.manuscript.documents.paragraph import Paragraph, ParagraphStyle
from narrate.manuscript.documents.raw import events_of, texts_of
from narrate.manuscript.documents.story import Lettering, Story
from narrate.manuscript.formulas.saying import SaidFormula, is_wording, said_mathml
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.titles.list_numbers import ListCounter
from narrate.manuscript.tongue import primary

_BLANKS = 1000
"""Spaces that one element may stand for"""
_SKIPPED_NAMES = (
    "tracked-changes annotation annotation-end forms sequence-decls variable-decls user-field- "
    "decls dde-connection-decls alphabetical-index-auto-mark-file table-of-content-source "
    "alphabetical-index-source illustration-index-source bibliography-source user-index-source "
    "object-index-source table-index-source title desc binary-data object object-ole plugin "
    "event-listeners number script hidden-text list-level-style-number change"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
"""What is no text of the book: deleted text, comments, alternative texts, declarations"""
_UNREAD = {
    "annotation": matter.COMMENT,
    "deletion": matter.DELETED,
    "title": matter.ALT,
    "desc": matter.ALT,
    "hidden-text": matter.HIDDEN,
    "hidden-paragraph": matter.HIDDEN,
    "p": matter.HIDDEN,
    "section": matter.HIDDEN,
    "script": matter.CODE,
}
"""Why what is passed over is not read, where it has text"""
_CHANGES = frozenset({"insertion", "deletion"})
_BLOCKS = frozenset({"p", "h", "annotation", "title", "desc"})
_BREAKS = frozenset({"s", "tab", "line-break"})
_ABOUT_TEXT = frozenset({"creator", "date", "date-string", "binary-data", "sender-initials"})
_INDEXES = {
    "table-of-content": "toc",
    "illustration-index": "loi",
    "table-index": "lot",
    "object-index": "loi",
    "user-index": "toc",
    "alphabetical-index": "index",
    "bibliography": "bibliography",
}
_SHIFTS: dict[str, Literal["up", "down"]] = {"up": "up", "down": "down"}
_PAGES = frozenset({"page-number", "page-count", "page-continuation", "bookmark-ref-page"})


@dataclass(slots=True)
class _Block:
    """A paragraph that is being read."""

    look: OdtStyle
    level: int
    label: str = ""
    types: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Inside:
    """A story that is being read: the text itself, or the body of a note in it."""

    story: Story
    lists: OdtLists
    blocks: list[_Block] = field(default_factory=list)
    spans: list[OdtStyle] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    links: list[bool] = field(default_factory=list)


class OdtBody:
    """Follows the elements of a text in document order."""

    def __init__(
        self,
        name: str,
        styles: OdtStyles,
        language: Callable[[], str] = str,
        objects: Mapping[str, etree._Element] = MappingProxyType({}),
    ) -> None:
        self._name = name
        self._language = language
        """That of the document, asked for where there is a formula"""
        self._objects = objects
        """The formulas that are files of their own, by the links to them"""
        self.notes: dict[str, list[Paragraph]] = {}
        self.resolved = Resolved()
        self._styles = styles
        self._outline = ListCounter(styles.outline)
        self._inside = [self._new_inside()]
        self._types: list[str] = []
        self._open_notes: list[str] = []
        self._starts: dict[str, Callable[[etree._Element], None]] = {
            "p": self._block,
            "h": self._block,
            "span": lambda e: self._here.spans.append(
                self._styles.of("text", attribute(e, "style-name"))
            ),
            "s": lambda e: self._add(" " * min(integer(attribute(e, "c"), 1), _BLANKS)),
            "tab": lambda _: self._add("\t"),
            "line-break": lambda _: self._here.story.line(),
            "image": lambda _: self._here.story.picture(),
            "a": self._link,
            "bookmark": lambda e: self._here.story.name(attribute(e, "name")),
            "bookmark-start": lambda e: self._here.story.name(attribute(e, "name")),
            "reference-mark-start": lambda e: self._here.story.name(attribute(e, "name")),
            "note": self._note,
            "note-citation": lambda _: self._here.reasons.append(matter.MARKER),
            "note-body": lambda _: self._inside.append(self._new_inside()),
            "list": lambda e: self._here.lists.begin(e),
            "list-item": lambda e: self._here.lists.item(e),
            "list-header": lambda _: self._here.lists.pause(),
            "ruby-text": lambda _: self._here.reasons.append("reading aid"),
            "table-row": lambda _: self._here.story.begin_row(),
            "frame": self._frame,
        }
        self._ends: dict[str, Callable[[], object]] = {
            "p": self._end_block,
            "h": self._end_block,
            "span": lambda: self._here.spans.pop(),
            "a": lambda: self._here.links.pop(),
            "note": self._end_note,
            "note-citation": lambda: self._here.reasons.pop(),
            "note-body": self._end_note_body,
            "list": lambda: self._here.lists.end(),
            "list-item": lambda: self._here.lists.pause(),
            "ruby-text": lambda: self._here.reasons.pop(),
            "table-row": lambda: self._here.story.end_row(),
        }
        for name in _INDEXES:
            self._starts[name] = lambda e: self._types.append(_INDEXES[local_name(e)])
            self._ends[name] = self._types.pop
        for name in _PAGES:
            self._starts[name] = lambda _: self._here.reasons.append(matter.PAGE)
            self._ends[name] = lambda: self._here.reasons.pop()

    def _new_inside(self) -> _Inside:
        return _Inside(Story(self._name), OdtLists(self._styles.lists))

    @property
    def _here(self) -> _Inside:
        return self._inside[-1]

    def read(self, root: etree._Element) -> Story:
        """The paragraphs below an element; `notes` has those of the notes in it."""
        for event, what in events_of(root, self._passes_over):
            if isinstance(what, str):
                self._add(what)
            elif event == "start":
                if start := self._starts.get(local_name(what)):
                    start(what)
            elif end := self._ends.get(local_name(what)):
                end()
        self._here.story.finish()
        return self._here.story

    def _passes_over(self, element: etree._Element) -> bool:
        """Whether nothing in an element is read; what it holds is kept in mind."""
        if not _is_skipped(element):
            return False
        name = local_name(element)
        if name == "tracked-changes":
            self._take_changes(element)
        elif name in _UNREAD:
            self.resolved.comments += name == "annotation"
            for text in raw_of_odt(element):
                self.resolved.drop(_UNREAD[name], text)
        return True

    def _take_changes(self, element: etree._Element) -> None:
        for region in element:
            for change in region:
                self.resolved.changes += local_name(change) in _CHANGES
                for text in raw_of_odt(change):
                    self.resolved.drop(matter.DELETED, text)

    def _add(self, text: str) -> None:
        here = self._here
        if not here.blocks or not text:
            return
        here.story.text(text, self._lettering(text))
        if self._types and text.strip():
            here.blocks[-1].types |= frozenset(self._types)

    def _frame(self, element: etree._Element) -> None:
        """A frame may hold a formula, with an alternative text beside it."""
        here = self._here
        for held in element:
            if local_name(held) != "object" or not here.blocks:
                continue
            math = next((e for e in held if local_name(e) == "math"), None)
            math = self._objects.get(attribute(held, "href")) if math is None else math
            if math is not None:
                said = said_mathml(math, self._language())
                given = (text_of(e) for e in element if local_name(e) in ("title", "desc"))
                words = next(filter(is_wording, given), None)
                here.story.formula(SaidFormula(words, understood=True) if words else said)

    def _lettering(self, text: str) -> Lettering:
        here = self._here
        looks = [here.blocks[-1].look, *here.spans]
        reason = here.reasons[-1] if here.reasons else None
        if reason is None and _last(looks, "hidden"):
            reason = matter.HIDDEN
        size = _last(looks, "size")
        return Lettering(
            reason,
            bool(_last(looks, "bold")),
            size if isinstance(size, float) else 0.0,
            any(here.links),
            primary(str(_last(looks, "language") or "")),
            bool(_last(looks, "struck")),
            _SHIFTS.get(str(_last(looks, "shifted")), ""),
            highlighted=bool(_last(here.spans, "highlighted")),
        )

    def _block(self, element: etree._Element) -> None:
        look = self._styles.of("paragraph", attribute(element, "style-name"))
        is_heading = local_name(element) == "h"
        level = max(
            _outline_level(element, look) if is_heading else look.text_level, look.role.level
        )
        label = self._here.lists.label()
        if label is None:
            label = self._label(element, level) if is_heading and level else ""
        self._here.blocks.append(_Block(look, level, label))
        self._here.story.begin()

    def _label(self, heading: etree._Element, level: int) -> str:
        """The number that the program shows before a heading."""
        if attribute(heading, "is-list-header") == "true":
            return ""
        if attribute(heading, "restart-numbering") == "true":
            start = attribute(heading, "start-value")
            self._outline.restart(level - 1, int(start) if start.isdecimal() else 1)
        return self._outline.next(level - 1)

    def _end_block(self) -> None:
        block = self._here.blocks.pop()
        look = block.look
        self._here.story.end(
            ParagraphStyle(
                look.role.name,
                block.level,
                bool(look.centred),
                bool(look.new_page),
                block.label,
                types=block.types,
                indent=look.indent or 0.0,
            )
        )

    def _link(self, element: etree._Element) -> None:
        target = attribute(element, "href")
        self._here.links.append(target.startswith("#"))
        if target.startswith("#"):
            self._here.story.link(unquote(target[1:]))

    def _note(self, element: etree._Element) -> None:
        kind = attribute(element, "note-class") or "footnote"
        self._open_notes.append(f"{kind} {len(self.notes) + len(self._open_notes) + 1}")

    def _end_note_body(self) -> None:
        body = self._inside.pop()
        body.story.finish()
        note = self._open_notes[-1] if self._open_notes else f"note {len(self.notes) + 1}"
        self.notes[note] = body.story.paragraphs

    def _end_note(self) -> None:
        note = self._open_notes.pop()
        if note in self.notes:
            self._here.story.refer(note)


def raw_of_odt(root: etree._Element) -> list[str]:
    """All text below an element, what is not read too."""
    return texts_of(root, _BLOCKS, _BREAKS, _ABOUT_TEXT)


def _is_skipped(element: etree._Element) -> bool:
    name = local_name(element)
    if name in _SKIPPED:
        return True
    if name == "section":
        return attribute(element, "display") == "none"
    return name == "hidden-paragraph" or (
        name == "p" and any(local_name(e) == "hidden-paragraph" for e in element)
    )


def _outline_level(heading: etree._Element, look: OdtStyle) -> int:
    given = attribute(heading, "outline-level")
    return int(given) if given.isdecimal() and len(given) < 4 else look.level or 1


def _last(looks: list[OdtStyle], name: str) -> object:
    """What the innermost style that says anything about it says."""
    return next((v for look in reversed(looks) if (v := getattr(look, name)) is not None), None)
