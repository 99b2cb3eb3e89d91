"""What a page's block holds so far: its text with links, formulas, initials and directions."""

import regex
from lxml import etree

from narrate.book import BlockKind, Mark
from narrate.manuscript.html.initials import Initial
from narrate.manuscript.html.inline import as_shifted
from narrate.manuscript.html.running import RunningText, within
from narrate.manuscript.html.styles import ElementStyle
from narrate.manuscript.structure.matter import FOOTNOTE, FORMULA
from narrate.manuscript.structure.passages import SPEAKER, STAGE, Passage
from narrate.manuscript.text.blocks import is_ornament

LONGEST_MARK = 12
"""Characters of the longest link that is believed to be a note marker: `[Note 12]`"""
LONGEST_HEADING = 300
"""Characters; what is longer is text that was set in a heading element for its looks"""
_LINKED = 0.7
"""Share of a passage's characters in links from which on it belongs to a contents list"""
_OPENING = regex.compile(r"[\p{Pi}\p{Ps}\"'`«»„‚¿¡—–\s-]{0,3}")
"""What may stand before an initial"""
_GLUED = regex.compile(r"(?<![\p{L}\p{N}])(?:\d{1,3}\0\p{Lu}[\p{L} ]|[IVXLC]+\0\p{Lu}\p{Ll})$")
"""Of a number and a title, the border marked; `I` and `NTRODUCTION` are one word"""
_WHITE = "\u00a0\u200b\u2060\ufeff \t\r\f\n"


class Collected:
    """Gathers the text of one block after the other."""

    def __init__(self) -> None:
        self.running = RunningText()
        self.links: list[tuple[int, int, str]] = []
        """Short links that have ended: start, end and target"""
        self.pictures: list[str] = []
        """Alternative texts since the last passage, in case they stand alone"""
        self._open_links: list[int] = []
        self._directions: list[tuple[int, int]] = []
        """Spans of the text that are stage directions of a play"""
        self._speaker = ""
        """What of it is the name of a speaker"""
        self._behind_formula = -1
        """Where the text goes on behind the last formula"""
        self._behind_initial = -1
        """Where it goes on behind an initial"""
        self._apart = False
        """Whether that initial is a word of its own"""
        self._initial: etree._Element | None = None
        """The open element that holds an initial"""

    @property
    def may_begin(self) -> bool:
        """Whether what comes now may be its first letter."""
        return self.running.length < 3 and bool(_OPENING.fullmatch(self.running.tail))

    @property
    def is_initial(self) -> bool:
        """Whether it is an initial and nothing else, so that its word is in the next block."""
        return 0 < self.running.length == self._behind_initial

    def begin_initial(self, initial: Initial | None, element: etree._Element) -> None:
        """An element begins; where it holds an initial, that one is given."""
        if initial is not None:
            self._initial, self._apart = element, initial.apart

    def end_initial(self, element: etree._Element) -> None:
        """An element ends, perhaps one that held an initial."""
        if element is self._initial:
            self._initial = None

    def add_initial(self, initial: Initial, reason: str | None) -> None:
        """Add the letter that a picture shows."""
        self.running.add(initial.text, reason)
        self._behind_initial, self._apart = self.running.length, initial.apart

    def add(self, text: str, style: ElementStyle) -> None:
        """Add text as a style has it."""
        self.running.highlighted = style.highlighted
        if style.preformatted:
            self.running.add_lines(text, style.reason)
            return
        if self._initial is not None or self.is_initial:
            text = self._beside_initial(text)
        text = as_shifted(text, style, self.running.tail) if style.shifted else text
        formula = self.running.length == self._behind_formula and text[:1].isalnum()
        if formula or (style.kind == "heading" and _is_glued(self.running.tail, text)):
            text = f" {text}"
        start = self.running.length
        self.running.add(
            text,
            style.reason,
            linked=style.linked,
            language=style.language,
            apart=style.apart,
        )
        if self._initial is not None and text:
            self._behind_initial = self.running.length
        if STAGE in style.types:
            self._directions.append((start, self.running.length))
        if SPEAKER in style.types:
            self._speaker += text

    def _beside_initial(self, text: str) -> str:
        """Text of an initial or right behind one: with a blank only where it is a word."""
        text = text.lstrip(_WHITE)
        if self._initial is not None:
            return text.rstrip(_WHITE)
        return f" {text}" if text and self._apart else text

    def add_formula(self, text: str, style: ElementStyle, *, understood: bool) -> None:
        """Add the words of a formula; where it is not understood they are its letters, not read."""
        apart = self.running.tail[-1:].isalnum() and text[0].isalnum()
        self.running.add(" " if apart else "", style.reason)
        reason = style.reason or (None if understood else FORMULA)
        self.running.add(text, reason, language=style.language)
        self._behind_formula = self.running.length

    def end_line(self) -> None:
        """Break the line here, but not between an initial and its word."""
        if not self.is_initial:
            self.running.end_line()

    def begin_link(self) -> None:
        """A link begins here."""
        self._open_links.append(self.running.length)

    def end_link(self, href: str) -> None:
        """A link has ended; a long one is no note marker."""
        if not self._open_links:
            return
        start, end = self._open_links.pop(), self.running.length
        if "#" in href and "://" not in href and 0 <= start < end <= start + LONGEST_MARK:
            self.links.append((start, end, href))

    def take(self, style: ElementStyle) -> tuple[Passage, list[tuple[int, int, str]], list[str]]:
        """What has been collected: a passage, its links, and texts of pictures beside it.

        The passage's text may be empty.
        """
        passage = self._taken(style)
        links, self.links = self.links, []
        pictures, self.pictures = self.pictures, []
        self._behind_initial = -1
        if passage.text.strip(_WHITE):
            self._open_links = [-1] * len(self._open_links)  # they go on in another passage
        return passage, links, pictures

    def _taken(self, style: ElementStyle) -> Passage:
        linked, is_note = self.running.linked, self.running.is_note
        languages, lead = self.running.languages, self.running.lead
        highlights = self.running.highlights
        text, spans = self.running.take()
        kind = _kind_of(style.kind, text)
        passage = Passage(
            kind,
            text,
            () if kind == "scene" else spans,
            style.level if kind == "heading" else 0,
            self._types(style, text),
            linked > 0 and linked >= _LINKED * len("".join(text.split())),
            languages=within(text, languages) if kind != "scene" else (),
            marks=(*self._taken_directions(text), *within(text, highlights)),
            lead=lead if lead < len(text) else 0,
        )
        return passage.unread(FOOTNOTE) if is_note else passage

    def _types(self, style: ElementStyle, text: str) -> frozenset[str]:
        """Types of a text that was taken; the cell of a table may be all of it."""
        name, self._speaker = self._speaker, ""
        named = bool(name) and name.split() == text.split()
        return style.types | {SPEAKER} if named else style.types

    def _taken_directions(self, text: str) -> tuple[Mark, ...]:
        """The stage directions in a text that was taken."""
        spans, self._directions = self._directions, []
        clipped = ((start, min(end, len(text))) for start, end in spans)
        return tuple(
            Mark(start, end, "direction", "") for start, end in clipped if text[start:end].strip()
        )


def _is_glued(above: str, text: str) -> bool:
    """Whether a number and a title stand in elements without a blank: `3` and `The Weir`."""
    return bool(_GLUED.search(f"{above}\0{text[:2]}"))


def _kind_of(styled: BlockKind, text: str) -> BlockKind:
    """What a block is by its style and by its text: `* * *` is a scene break, however set."""
    if styled == "heading" and len(text) <= LONGEST_HEADING:
        return "heading"
    if len(text) <= LONGEST_HEADING and is_ornament(" ".join(text.split())):
        return "scene"
    if styled not in ("heading", "paragraph"):
        return styled
    lines = text.count("\n")
    return "verse" if lines and len(text) < 80 * (lines + 1) else "paragraph"
