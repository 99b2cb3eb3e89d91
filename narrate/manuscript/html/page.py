"""Pages of HTML or XHTML into passages, with the places that links lead to and the notes there."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex
from lxml import etree

from narrate.book import BlockKind, Mark
from narrate.errors import ManuscriptError
from narrate.files.markup import local_name, text_of, walk
from narrate.manuscript.documents.paragraph import Look
from narrate.manuscript.formulas.saying import SaidFormula, unsaid
from narrate.manuscript.html.inline import as_shifted, language_at, said_formula, shifted
from narrate.manuscript.html.lists import ListNumbers
from narrate.manuscript.html.looks import BOLD, LookOf, SetAs, ends_page, set_as
from narrate.manuscript.html.raw import comment_text, raw_texts
from narrate.manuscript.html.running import RunningText, within
from narrate.manuscript.html.set_lines import with_whole_paragraphs
from narrate.manuscript.html.style_sheet import (
    LOOKS,
    SHOWN,
    StyleFile,
    StyleSheet,
    inline_style,
    style_sheet_of,
)
from narrate.manuscript.html.styles import (
    BULLET,
    NOTE_TYPES,
    ElementStyle,
    is_block,
    is_hidden,
    style_of,
)
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.matter import ALT, FOOTNOTE, FORMULA, HIDDEN
from narrate.manuscript.structure.passages import (
    MOST_PARAGRAPHS,
    SCENE,
    SPEAKER,
    STAGE,
    Dropped,
    Passage,
)
from narrate.manuscript.text.blocks import is_ornament
from narrate.manuscript.tongue import primary

LONGEST_MARK = 12
"""Characters of the longest link that is believed to be a note marker: `[Note 12]`"""
_DROPPED = {"math": HIDDEN, "template": HIDDEN}
"""Why the content of an element is no text of the page; else it is for programs"""
_BLANK = "\u00a0\u200b\u2060\ufeff \n\t"
_MOST_HIDDEN = 0.5
"""Of a page's text: what hides more than that is shown by the page's program once it runs"""
_LEAST_SHOWN = 300
"""Characters of a page that such a program may show"""
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
_NOT_TEXT = frozenset({"head", "script", "style", "template", "math"})
"""Elements of which the content is no text of the page"""


@dataclass(slots=True)
class _Frame:
    """A block element that is open."""

    start: int
    """Index of its first passage"""
    holds_note: bool
    """It may be the whole of a note, of which the marker stands further inside"""
    placed: bool = False
    """It stands at a place of its own on the page, perhaps as one line of a paragraph"""
    ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class HtmlPage:
    """What a page holds."""

    passages: list[Passage] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Each id with the index of the passage that it stands in or before"""
    extents: dict[str, range] = field(default_factory=dict)
    """Each id with the passages of the block that bears it or that it stands in"""
    looks: list[Look] = field(default_factory=list)
    """How each passage is set"""
    gaps: list[int] = field(default_factory=list)
    """How many empty paragraphs are above each"""
    links: list[tuple[int, int, int, str]] = field(default_factory=list)
    """Short links inside the book, which may be note markers: passage, start, end and target"""
    title: str = ""
    language: str | None = None
    raw: list[str] = field(default_factory=list)
    """All text of the page by another way, to count what was lost"""
    dropped: list[Dropped] = field(default_factory=list)
    """What of that is in no passage"""


def read_page(
    root: etree._Element,
    name: str = "HTML",
    style_file: StyleFile | None = None,
    language: str = "",
) -> HtmlPage:
    """The passages of a page in reading order; `name` is for messages.

    `style_file` gives the style sheets that the page links to, if it is one of a book; how its
    text is set is then of no interest. `language` is that of the book, for formulas on a page that
    names none.
    Raises ManuscriptError where there are more of them than any book has.
    """
    body = next((e for e in root.iter() if local_name(e) in ("body", "frameset")), root)
    kept = LOOKS if style_file is None else SHOWN
    reader = _PageReader(name, body, style_sheet_of(root, style_file, kept), language)
    reader.page.language = _language_of(body)
    reader.page.raw = raw_texts(body)
    title = next((e for e in root.iter() if local_name(e) == "title"), None)
    if title is not None:
        reader.page.title = " ".join(text_of(title).split())
    for event, what in walk(body, _NOT_TEXT):
        if isinstance(what, str):
            reader.text(what)
        elif event == "start":
            reader.start(what)
        else:
            reader.end(what)
    reader.finish()
    comments = (" ".join(comment_text(e).split()) for e in body.iter(etree.Comment))
    reader.page.dropped += [Dropped(matter.COMMENT, text) for text in comments if text]
    reader.page.passages = with_whole_paragraphs(reader.page.passages, reader.lines)
    return _without_empty(reader.page)


def _without_empty(page: HtmlPage) -> HtmlPage:
    """The page without passages of which the text was joined to others; places move along."""
    kept = [i for i, p in enumerate(page.passages) if p.text]
    if len(kept) == len(page.passages):
        return page
    places = [bisect_left(kept, i) for i in range(len(page.passages) + 1)]
    page.links = [
        (places[i], start, end, href) for i, start, end, href in page.links if page.passages[i].text
    ]
    page.anchors = {name: places[at] for name, at in page.anchors.items()}
    page.extents = {n: range(places[e.start], places[e.stop]) for n, e in page.extents.items()}
    page.passages = [page.passages[i] for i in kept]
    if page.looks:
        page.looks = [page.looks[i] for i in kept]
        page.gaps = [page.gaps[i] for i in kept]
    return page


def _language_of(body: etree._Element) -> str | None:
    """The language that the body or what is nearest around it declares."""
    return language_at(body) or None


def _kind_of(styled: BlockKind, text: str) -> BlockKind:
    """What a block is by its style and by its text: `* * *` is a scene break, however set."""
    if styled == "heading" and len(text) <= _LONGEST_HEADING:
        return "heading"
    if len(text) <= _LONGEST_HEADING and is_ornament(" ".join(text.split())):
        return "scene"
    if styled not in ("heading", "paragraph"):
        return styled
    lines = text.count("\n")
    return "verse" if lines and len(text) < 80 * (lines + 1) else "paragraph"


class _PageReader:
    """Follows the walk over a tree; a block's text is flushed where a block begins or ends."""

    def __init__(self, name: str, body: etree._Element, sheet: StyleSheet, language: str) -> None:
        self.page = HtmlPage()
        self.lines: set[int] = set()
        """Passages that stand alone at a place of their own"""
        self._name = name
        self._language = language
        self._body = body
        self._sheet = sheet
        self._lists = ListNumbers()
        self._number = ""
        """What is shown before the list item that begins"""
        self._length: int | None = None
        """Characters of the whole page, once they are needed"""
        self._styles = [ElementStyle()]
        self._set = [SetAs()]
        self._look = LookOf()
        self._looks = sheet.kept is LOOKS
        """Whether it is of interest how text is set"""
        self._blocks: list[bool] = []
        """Whether each open element begins and ends a paragraph"""
        self._running = RunningText()
        self._pending: list[tuple[str, int]] = []
        self._frames: list[_Frame] = []
        self._open_links: list[int] = []
        self._links: list[tuple[int, int, str]] = []
        self._directions: list[tuple[int, int]] = []
        """Spans of the text that is being collected that are stage directions of a play"""
        self._speaker = ""
        """What of it is the name of a speaker"""
        self._behind_formula = -1
        """Where the text goes on behind the last formula"""
        self._pictures: list[str] = []
        """Alternative texts since the last passage, in case they stand alone"""
        self._stanza: etree._Element | None = None
        """The element whose lines of verse are being gathered"""

    def start(self, element: etree._Element) -> None:
        name = local_name(element)
        outer = self._styles[-1]
        declared = self._declared(element)
        style = self._style(element, outer, declared)
        formula = None if style.reason == HIDDEN else said_formula(element, self._language)
        if formula is not None:
            style = self._formula(element, formula, style)
        elif name in _NOT_TEXT:
            self._drop(element, name)
        else:
            style = shifted(element, style, declared, self._running)
        if name in BOLD or SPEAKER in style.types:
            style = replace(style, apart=True)
        block = is_block(element, name, outer)
        if block:
            self._open(name, style, placed=declared.get("position") == "absolute")
        self._blocks.append(block)
        self._anchor({element.get("id"), element.get("name") if name == "a" else None})
        self._count(name, element, declared, style)
        if name == "a":
            self._open_links.append(self._running.length)
        if declared and ends_page(declared):
            self._look.new_page = True
        if not style.said:
            self._empty(name, element, outer)
        self._styles.append(style)
        self._set.append(self._set[-1])
        if self._looks:
            self._set[-1] = set_as(element, name, self._set[-1], declared)

    def _style(
        self, element: etree._Element, outer: ElementStyle, declared: Mapping[str, str]
    ) -> ElementStyle:
        """The style inside an element of this page: its language, and what the page hides."""
        style = style_of(element, outer, declared)
        if style.language and (element is self._body or self._is_own(style.language)):
            style = replace(style, language="")
        note = style.reason == FOOTNOTE and outer.reason != FOOTNOTE
        if outer.reason == HIDDEN or (not note and self._hides(element, declared)):
            return replace(style, reason=HIDDEN, kind="paragraph", level=0)
        return style

    def _is_own(self, language: str) -> bool:
        """Whether a language is that of the page."""
        return primary(language) == primary(self.page.language)

    def _formula(
        self, element: etree._Element, formula: SaidFormula, style: ElementStyle
    ) -> ElementStyle:
        """Add the words of a formula; where it is not understood, its letters are not read."""
        if formula.text and not style.said:
            apart = self._running.tail[-1:].isalnum() and formula.text[0].isalnum()
            self._running.add(" " if apart else "", style.reason)
            reason = style.reason or (None if formula.understood else FORMULA)
            self._running.add(formula.text, reason, language=style.language)
            self._behind_formula = self._running.length
        shown = [element.get("alt") or "", *map(str, element.itertext())]
        if rest := unsaid(" ".join(shown), formula):
            self.page.dropped.append(Dropped(matter.SAID_FORMULA, rest))
        return replace(style, said=True)

    def _declared(self, element: etree._Element) -> Mapping[str, str]:
        """What style sheets and its own attribute say of an element."""
        own, shared = inline_style(element), self._sheet.declared(element)
        return {**shared, **own} if shared else own

    def _hides(self, element: etree._Element, declared: Mapping[str, str]) -> bool:
        """Whether the page does not show an element; of most of a page that is not believed."""
        if not is_hidden(element, declared):
            return False
        length = len(text_of(element))
        if length < _LEAST_SHOWN:
            return True
        if self._length is None:
            self._length = len(text_of(self._body))
        return length <= _MOST_HIDDEN * self._length

    def _count(
        self, name: str, element: etree._Element, declared: Mapping[str, str], style: ElementStyle
    ) -> None:
        """Numbers of lists, but for those of which the lines are known by their links."""
        if name in ("ol", "ul"):
            self._lists.start(element, declared)
        elif name == "li":
            number = self._lists.item(element, declared)
            matters = style.reason or matter.by_types(style.types)
            self._number = "" if matters else number

    def _drop(self, element: etree._Element, name: str) -> None:
        """What is no text of the page is told nevertheless."""
        if text := " ".join(text_of(element).split()):
            self.page.dropped.append(Dropped(_DROPPED.get(name, matter.CODE), text))

    def _empty(self, name: str, element: etree._Element, outer: ElementStyle) -> None:
        """What elements without text stand for."""
        if name == "br" and self._running.at_line_start:
            self.flush()  # two in a row end a paragraph, where authors have no better way
        elif name == "br":
            self._running.end_line()
        elif name == "tspan" and any(element.get(place) for place in ("x", "y", "dy")):
            self._running.add(" ")  # a line of its own
        elif name == "hr":
            self.flush()
            self._add(Passage("scene", SCENE, types=outer.types, drawn=True))
        elif name in ("img", "area", "image") and (
            alt := " ".join((element.get("alt") or "").split())
        ):
            # A picture of one letter is that letter: the initial of a chapter.
            if len(alt) == 1 and alt.isalpha():
                self._running.add(alt, outer.reason)
            elif outer.reason:
                self.page.dropped.append(Dropped(ALT, alt))
            else:
                self._pictures.append(alt)

    def _open(self, name: str, style: ElementStyle, *, placed: bool) -> None:
        """A block begins, and with it a passage."""
        self.flush()
        noted = style.reason == FOOTNOTE and name in ("div", "section")
        holds = noted or name in ("li", "aside", "dd") or bool(style.types & NOTE_TYPES)
        self._frames.append(_Frame(len(self.page.passages), holds, placed))

    def _anchor(self, anchors: Iterable[str | None]) -> None:
        """Places that links may lead to; each is known with the passage that it stands in."""
        for anchor in filter(None, anchors):
            self._pending.append((anchor, self._running.length))
            if self._frames:
                self._frames[-1].ids.append(anchor)

    def end(self, element: etree._Element) -> None:
        name = local_name(element)
        if name == "a" and self._open_links:
            self._link(self._open_links.pop(), element.get("href") or "")
        if self._blocks.pop():
            self.flush(element.getparent())
            self._close(name)
        elif name in ("td", "th"):
            self._running.end_line()
        if name in ("ol", "ul"):
            self._lists.end()
        elif name == "li":
            self._number = ""
        self._styles.pop()
        self._set.pop()

    def text(self, text: str) -> None:
        style = self._styles[-1]
        if style.said:
            return
        if style.reason == BULLET:
            self.page.dropped.append(Dropped(BULLET, text))
            return
        if self._number and not text.isspace():
            self._running.add(f"{self._number} ", style.reason)
            self._number = ""
        if self._looks:
            self._look.add(text, self._set[-1])
        if style.preformatted:
            self._running.add_lines(text, style.reason)
        else:
            text = as_shifted(text, style, self._running.tail) if style.shifted else text
            if self._running.length == self._behind_formula and text[:1].isalnum():
                text = f" {text}"
            start = self._running.length
            self._running.add(
                text,
                style.reason,
                linked=style.linked,
                language=style.language,
                apart=style.apart,
            )
            if STAGE in style.types:
                self._directions.append((start, self._running.length))
            if SPEAKER in style.types:
                self._speaker += text

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
        if not passage.text.strip(_BLANK):
            self._pending = [(anchor, 0) for anchor, _ in self._pending]
            self._show(pictures, style)
            return
        self.page.dropped += [Dropped(ALT, alt) for alt in pictures]
        self._open_links = [-1] * len(self._open_links)  # they go on in another passage
        line_of = parent if passage.kind == "verse" and "\n" not in passage.text else None
        shift = 0
        if line_of is not None and line_of is self._stanza:
            stanza = self.page.passages.pop()
            if self._looks:
                self.page.looks.pop()
                self.page.gaps.pop()
            shift = len(stanza.text) + 1
            passage = stanza.followed_by(passage, "\n")
        self._keep_links(links, passage.text, shift)
        self._add(passage)
        self._stanza = line_of

    def _taken(self, style: ElementStyle) -> Passage:
        """What has been collected as a passage; its text may be empty."""
        linked, is_note = self._running.linked, self._running.is_note
        languages, lead = self._running.languages, self._running.lead
        text, spans = self._running.take()
        kind = _kind_of(style.kind, text)
        within_links = linked > 0 and linked >= _LINKED * len("".join(text.split()))
        level = style.level if kind == "heading" else 0
        spans = () if kind == "scene" else spans
        passage = Passage(
            kind,
            text,
            spans,
            level,
            self._types(style, text),
            within_links,
            languages=within(text, languages) if kind != "scene" else (),
            marks=self._taken_directions(text),
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
            self.page.dropped += [Dropped(ALT, alt) for alt in pictures if alt not in alts]
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

    def _close(self, name: str) -> None:
        """A block has ended: its ids mean its passages; a note's first one means all of it."""
        frame = self._frames.pop()
        extent = range(frame.start, len(self.page.passages))
        if not extent:
            self._look.gap += name == "p"
            return
        if frame.placed and len(extent) == 1:
            self.lines.add(extent.start)
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
        if self._looks:
            self.page.looks.append(self._look.look(centred=self._set[-1].centred))
            self.page.gaps.append(self._look.gap)
            self._look = LookOf()
