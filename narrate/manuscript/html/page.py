"""Pages of HTML or XHTML into passages, with the places that links lead to and the notes there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import regex
from lxml import etree

from narrate.book import BlockKind
from narrate.errors import ManuscriptError
from narrate.files.markup import BLOCKS, local_name, text_of, walk
from narrate.manuscript.formulas.saying import SaidFormula
from narrate.manuscript.html.inline import language_at, said_formula, set_as, shifted
from narrate.manuscript.html.references import LONGEST_MARK, Link, tie_notes
from narrate.manuscript.html.running import RunningText
from narrate.manuscript.html.styles import NOTE_TYPES, ElementStyle, is_hidden, style_of
from narrate.manuscript.structure.matter import ALT, FOOTNOTE, FORMULA
from narrate.manuscript.structure.passages import MOST_PARAGRAPHS, SCENE, Passage
from narrate.manuscript.structure.raised import settle
from narrate.manuscript.text.blocks import is_ornament

_LINKED = 0.7
"""Share of a passage's characters in links from which on it belongs to a contents list"""


_LONGEST_HEADING = 300
"""Characters; what is longer is text that was set in a heading element for its looks"""

_GENERIC = regex.compile(
    r"(?:image|picture|photo|illustration|decoration|decorative|ornament|logo|cover|img|untitled|"
    r"header|headpiece|chapter ornament|drop ?cap)?[\s\d_.-]*(?:\.(?:jpe?g|png|gif|svg|webp))?|"
    r"[\w-]+\.(?:jpe?g|png|gif|svg|webp)",
    regex.I,
)
"""What programs write in place of a picture's text"""
Resolve = Callable[[str, str], tuple[str, str]]
"""The page and the id that a link on a page leads to, from the page's name and the link"""


@dataclass(slots=True)
class _Frame:
    """A block element that is open."""

    start: int
    """Index of its first passage"""
    holds_note: bool
    """It may be the whole of a note, of which the marker stands further inside"""
    ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class HtmlPage:
    """What a page holds."""

    passages: list[Passage] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Each id with the index of the passage that it stands in or before"""
    extents: dict[str, range] = field(default_factory=dict)
    """Each id with the passages of the block that bears it or that it stands in"""
    links: list[tuple[int, int, int, str]] = field(default_factory=list)
    """Short links inside the book, which may be note markers: passage, start, end and target"""
    title: str = ""
    language: str | None = None


def read_page(root: etree._Element, name: str = "HTML", language: str = "") -> HtmlPage:
    """The passages of a page in reading order; `name` is for messages.

    `language` is that of the book, for formulas on a page that names none.

    Raises ManuscriptError where there are more of them than any book has.
    """
    reader = _PageReader(name, language)
    body = next((e for e in root.iter() if local_name(e) in ("body", "frameset")), root)
    reader.page.language = _language_of(body)
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


def _language_of(body: etree._Element) -> str | None:
    """The language that the body or what is nearest around it declares."""
    return language_at(body) or None


def _kind_of(styled: BlockKind, text: str) -> BlockKind:
    """What a block is by its style and by its text: `* * *` is a scene break, however set."""
    if styled == "heading" and len(text) <= _LONGEST_HEADING:
        return "heading"
    if is_ornament(" ".join(text.split())):
        return "scene"
    if styled not in ("heading", "paragraph"):
        return styled
    lines = text.count("\n")
    return "verse" if lines and len(text) < 80 * (lines + 1) else "paragraph"


class _PageReader:
    """Follows the walk over a tree; a block's text is flushed where a block begins or ends."""

    def __init__(self, name: str, language: str) -> None:
        self.page = HtmlPage()
        self._name = name
        self._language = language
        self._styles = [ElementStyle()]
        self._running = RunningText()
        self._pending: list[tuple[str, int]] = []
        self._hidden = 0
        self._frames: list[_Frame] = []
        self._open_links: list[int] = []
        self._links: list[tuple[int, int, str]] = []
        self._behind_formula = -1
        """Where the text goes on behind the last formula"""
        self._pictures: list[str] = []
        """Alternative texts since the last passage, in case they stand alone"""
        self._stanza: etree._Element | None = None
        """The element whose lines of verse are being gathered"""

    def start(self, element: etree._Element) -> None:
        name = local_name(element)
        outer = self._styles[-1]
        style = style_of(element, outer)
        note = style.reason == FOOTNOTE and outer.reason != FOOTNOTE
        if self._hidden or (is_hidden(element) and not note):
            self._hidden += 1
            return
        if name in BLOCKS:
            self._open(name, style)
        elif formula := said_formula(element, self._language_at(element)):
            self._formula(formula, style)
            self._hidden += 1
            return
        else:
            style = shifted(element, style, self._running.tail)
        self._anchor({element.get("id"), element.get("name") if name == "a" else None})
        if name == "a":
            self._open_links.append(self._running.length)
        self._empty(name, element, outer)
        self._styles.append(style)

    def _language_at(self, element: etree._Element) -> str:
        return language_at(element) or self._language

    def _formula(self, formula: SaidFormula, style: ElementStyle) -> None:
        """Add the words of a formula; where it is not understood, its letters are not read."""
        if not formula.text:
            return
        apart = self._running.tail[-1:].isalnum() and formula.text[0].isalnum()
        self._running.add(" " if apart else "", style.reason)
        self._running.add(formula.text, style.reason or (None if formula.understood else FORMULA))
        self._behind_formula = self._running.length

    def _empty(self, name: str, element: etree._Element, outer: ElementStyle) -> None:
        """What elements without text stand for."""
        if name == "br" and self._running.at_line_start:
            self.flush()  # two in a row end a paragraph, where authors have no better way
        elif name == "br":
            self._running.end_line()
        elif name == "hr":
            self.flush()
            self._add(Passage("scene", SCENE, types=outer.types, drawn=True))
        elif name == "img" and (alt := " ".join((element.get("alt") or "").split())):
            # A picture of one letter is that letter: the initial of a chapter.
            if len(alt) == 1 and alt.isalpha():
                self._running.add(alt, outer.reason)
            else:
                self._pictures.append(alt)

    def _open(self, name: str, style: ElementStyle) -> None:
        """A block begins, and with it a passage."""
        self.flush()
        noted = style.reason == FOOTNOTE and name in ("div", "section")
        holds = noted or name in ("li", "aside", "dd") or bool(style.types & NOTE_TYPES)
        self._frames.append(_Frame(len(self.page.passages), holds))

    def _anchor(self, anchors: Iterable[str | None]) -> None:
        """Places that links may lead to; each is known with the passage that it stands in."""
        for anchor in filter(None, anchors):
            self._pending.append((anchor, self._running.length))
            if self._frames:
                self._frames[-1].ids.append(anchor)

    def end(self, element: etree._Element) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        name = local_name(element)
        if name == "a" and self._open_links:
            self._link(self._open_links.pop(), element.get("href") or "")
        if name in BLOCKS:
            self.flush(element.getparent())
            self._close()
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
            text = set_as(text, style, self._running.tail) if style.shifted else text
            if self._behind_formula == self._running.length and text[:1].isalnum():
                text = f" {text}"
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
        passage = self._taken(style)
        links, self._links = self._links, []
        pictures, self._pictures = self._pictures, []
        if not passage.text.strip("\u00a0\u200b\u2060\ufeff \n\t"):
            self._pending = [(anchor, 0) for anchor, _ in self._pending]
            self._show(pictures, style)
            return
        self._open_links = [-1] * len(self._open_links)  # they go on in another passage
        line_of = parent if passage.kind == "verse" and "\n" not in passage.text else None
        shift = 0
        if line_of is not None and line_of is self._stanza:
            stanza = self.page.passages.pop()
            shift = len(stanza.text) + 1
            passage = stanza.followed_by(passage, "\n")
        self._keep_links(links, passage.text, shift)
        self._add(passage)
        self._stanza = line_of

    def _taken(self, style: ElementStyle) -> Passage:
        """What has been collected as a passage; its text may be empty."""
        linked, is_note = self._running.linked, self._running.is_note
        text, spans = self._running.take()
        kind = _kind_of(style.kind, text)
        within_links = linked >= _LINKED * len("".join(text.split()))
        level = style.level if kind == "heading" else 0
        spans = () if kind == "scene" else spans
        passage = Passage(kind, text, spans, level, style.types, within_links)
        return passage.unread(FOOTNOTE) if is_note else passage

    def _keep_links(self, links: Sequence[tuple[int, int, str]], text: str, shift: int) -> None:
        """Links in the passage that is to be added, of which the text begins at `shift`."""
        for start, end, href in links:
            if text[start + shift : end + shift].strip():
                end = min(end + shift, len(text))
                self.page.links.append((len(self.page.passages), start + shift, end, href))

    def _show(self, pictures: Sequence[str], style: ElementStyle) -> None:
        """Pictures that stand alone: in a heading their text is the heading, else it is unread."""
        alts = [alt for alt in pictures if any(map(str.isalnum, alt))]
        if style.kind == "heading" and alts:
            alts = [alt for alt in alts if not _GENERIC.fullmatch(alt)]
            if alts:
                self._add(Passage("heading", " ".join(alts), (), style.level, style.types))
            return
        for alt in alts:
            self._add(Passage("paragraph", alt, types=style.types).unread(ALT))
            self._stanza = None

    def _link(self, start: int, href: str) -> None:
        """A link has ended; a long one is no note marker."""
        end = self._running.length
        if "#" in href and "://" not in href and 0 <= start < end <= start + LONGEST_MARK:
            self._links.append((start, end, href))

    def _close(self) -> None:
        """A block has ended: its ids mean its passages; a note's first one means all of it."""
        frame = self._frames.pop()
        extent = range(frame.start, len(self.page.passages))
        if not extent:
            return
        for anchor in frame.ids:
            self.page.extents[anchor] = extent
        outer = self._frames[-1] if self._frames else None
        if outer and outer.holds_note and outer.start == frame.start:
            outer.ids += frame.ids

    def _add(self, passage: Passage) -> None:
        here = len(self.page.passages)
        if here >= MOST_PARAGRAPHS:
            raise ManuscriptError(
                f"{self._name}: too large: more than {MOST_PARAGRAPHS:,} paragraphs; split the file"
            )
        later = []
        for anchor, at in self._pending:
            if at and at >= len(passage.text):
                later.append((anchor, 0))
            else:
                self.page.anchors.setdefault(anchor, here)
        self._pending = later
        self.page.passages.append(passage)


def tie_pages(
    pages: Sequence[tuple[str, HtmlPage]], resolve: Resolve
) -> dict[str, tuple[Passage, ...]]:
    """Tell the note markers of pages with their names, and give the notes they lead to.

    Passages are replaced in the pages where more has been found out about them.
    """
    passages = settle([passage for _, page in pages for passage in page.passages])
    starts = list(accumulate((len(page.passages) for _, page in pages), initial=0))
    places = _places(pages, starts)
    links = []
    for start, (name, page) in zip(starts, pages, strict=False):
        for passage, begin, end, href in page.links:
            file, fragment = resolve(name, href)
            if place := places.get((file, fragment)):
                links.append(Link(start + passage, begin, end, f"{file}#{fragment}", *place))
    notes = tie_notes(passages, links)
    for start, (_, page) in zip(starts, pages, strict=False):
        page.passages = passages[start : start + len(page.passages)]
    return notes


def _places(
    pages: Sequence[tuple[str, HtmlPage]], starts: Sequence[int]
) -> dict[tuple[str, str], tuple[int, range]]:
    """By page and id the passage there, and those of its element, counted through all pages."""
    places: dict[tuple[str, str], tuple[int, range]] = {}
    for start, (name, page) in zip(starts, pages, strict=False):
        for anchor, at in page.anchors.items():
            own = page.extents.get(anchor, range(0))
            extent = range(start + own.start, start + own.stop) if own else own
            places[name, anchor] = (start + at, extent)
    return places
