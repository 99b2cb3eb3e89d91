"""Pages of HTML or XHTML into passages, with the places that links lead to and the notes there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex
from lxml import etree

from narrate.errors import ManuscriptError
from narrate.files.markup import local_name, text_of, walk
from narrate.manuscript.formulas.saying import SaidFormula, unsaid
from narrate.manuscript.html.claims import is_hidden
from narrate.manuscript.html.collected import Collected
from narrate.manuscript.html.content import HtmlPage
from narrate.manuscript.html.initials import PageWords, pictured_initial, set_initial
from narrate.manuscript.html.inline import language_of_page, said_formula, shifted
from narrate.manuscript.html.lists import ListNumbers
from narrate.manuscript.html.looks import BOLD, LookOf, SetAs, ends_page, set_as
from narrate.manuscript.html.navigation import navigation_in
from narrate.manuscript.html.raw import comment_text, raw_texts
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
    style_of,
)
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.matter import ALT, FOOTNOTE, FURNITURE, HIDDEN
from narrate.manuscript.structure.passages import (
    MOST_PARAGRAPHS,
    SCENE,
    SPEAKER,
    Dropped,
    Passage,
)
from narrate.manuscript.tongue import primary

_DROPPED = {"math": HIDDEN, "template": HIDDEN}
"""Why the content of an element is no text of the page; else it is for programs"""
_ON_ITS_OWN = frozenset({"block", "flex", "grid", "list-item", "table"})
"""Values of `display` with which an element of a line stands on lines of its own"""
_BLANK = "\u00a0\u200b\u2060\ufeff \n\t"
_MOST_HIDDEN = 0.5
"""Of a page's text: what hides more than that is shown by the page's program once it runs"""
_LEAST_SHOWN = 300
"""Characters of a page that such a program may show"""
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
    reader.navigation = navigation_in(body, alone=style_file is None)
    reader.page.language = language_of_page(body)
    reader.page.raw = raw_texts(body)
    reader.words = PageWords(reader.page.raw, reader.page.language or language)
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
    reader.page.join_lines(reader.lines)
    return reader.page


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
        self._lined: list[bool] = []
        """Whether it ends a line of one"""
        self._collected = Collected()
        self.words = PageWords((), None)
        self.navigation: frozenset[etree._Element] = frozenset()
        self._pending: list[tuple[str, int]] = []
        self._frames: list[_Frame] = []
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
            style = shifted(element, style, declared, self._collected.running)
        if name in BOLD or SPEAKER in style.types:
            style = replace(style, apart=True)
        if name == "mark":
            style = replace(style, highlighted=True)
        if self._collected.may_begin and (declared or element.attrib or name == "big"):
            self._collected.begin_initial(set_initial(element, name, declared, self.words), element)
        self._begin_block(element, name, style, declared)
        self._anchor({element.get("id"), element.get("name") if name == "a" else None})
        self._count(name, element, declared, style)
        if name == "a":
            self._collected.begin_link()
        if not style.said:
            self._empty(name, element, outer)
        self._styles.append(style)
        self._set.append(self._set[-1])
        if self._looks:
            self._set[-1] = set_as(element, name, self._set[-1], declared)

    def _begin_block(
        self,
        element: etree._Element,
        name: str,
        style: ElementStyle,
        declared: Mapping[str, str],
    ) -> None:
        """What begins a paragraph, or a line of one, perhaps at the top of a page."""
        if declared and ends_page(declared):
            self._look.new_page = True
        block = is_block(element, name, self._styles[-1])
        if block:
            self._open(name, style, placed=declared.get("position") == "absolute")
        lined = not block and bool(declared) and declared.get("display") in _ON_ITS_OWN
        if lined:
            self._collected.end_line()
        self._blocks.append(block)
        self._lined.append(lined or name in ("td", "th"))

    def _style(
        self, element: etree._Element, outer: ElementStyle, declared: Mapping[str, str]
    ) -> ElementStyle:
        """The style inside an element of this page: its language, and what the page hides."""
        style = style_of(element, outer, declared)
        if style.language and (element is self._body or self._is_own(style.language)):
            style = replace(style, language="")
        if element in self.navigation and not style.reason:
            style = replace(style, reason=FURNITURE, kind="paragraph", level=0)
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
            self._collected.add_formula(formula.text, style, understood=formula.understood)
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
        if name == "br" and self._collected.running.at_line_start:
            self.flush()  # two in a row end a paragraph, where authors have no better way
        elif name == "br":
            self._collected.end_line()
        elif name == "tspan" and any(element.get(place) for place in ("x", "y", "dy")):
            self._collected.running.add(" ")  # a line of its own
        elif name == "hr":
            self.flush()
            self._add(Passage("scene", SCENE, types=outer.types, drawn=True))
        elif name in ("img", "area", "image"):
            self._picture(element, " ".join((element.get("alt") or "").split()), outer)

    def _picture(self, element: etree._Element, alt: str, outer: ElementStyle) -> None:
        """A picture with words in its place; one of a letter is that letter: an initial."""
        if not alt:
            return
        begins = self._collected.may_begin
        initial = pictured_initial(element, alt, self.words) if begins else None
        if initial is not None:
            self._collected.add_initial(initial, outer.reason)
            if rest := alt.replace(initial.text, "", 1).strip():
                self.page.dropped.append(Dropped(ALT, rest))
        elif len(alt) == 1 and alt.isalpha():
            self._collected.running.add(alt, outer.reason)
        elif outer.reason:
            self.page.dropped.append(Dropped(ALT, alt))
        else:
            self._collected.pictures.append(alt)

    def _open(self, name: str, style: ElementStyle, *, placed: bool) -> None:
        """A block begins, and with it a passage."""
        self.flush()
        noted = style.reason == FOOTNOTE and name in ("div", "section")
        holds = noted or name in ("li", "aside", "dd") or bool(style.types & NOTE_TYPES)
        self._frames.append(_Frame(len(self.page.passages), holds, placed))

    def _anchor(self, anchors: Iterable[str | None]) -> None:
        """Places that links may lead to; each is known with the passage that it stands in."""
        for anchor in filter(None, anchors):
            self._pending.append((anchor, self._collected.running.length))
            if self._frames:
                self._frames[-1].ids.append(anchor)

    def end(self, element: etree._Element) -> None:
        name = local_name(element)
        if name == "a":
            self._collected.end_link(element.get("href") or "")
        self._collected.end_initial(element)
        lined = self._lined.pop()
        if self._blocks.pop():
            self.flush(element.getparent())
            self._close(name)
        elif lined:
            self._collected.end_line()
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
            self._collected.running.add(f"{self._number} ", style.reason)
            self._number = ""
        if self._looks:
            self._look.add(text, self._set[-1])
        self._collected.add(text, style)

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
        if self._collected.is_initial:
            return
        passage, links, pictures = self._collected.take(style)
        if not passage.text.strip(_BLANK):
            self._pending = [(anchor, 0) for anchor, _ in self._pending]
            self._show(pictures, style)
            return
        self.page.dropped += [Dropped(ALT, alt) for alt in pictures]
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
