"""The body of a DOCX file, or of one of its notes, into paragraphs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from narrate.manuscript.documents.content import Resolved
from narrate.manuscript.documents.docx.package import raw_texts
from narrate.manuscript.documents.docx.runs import DocxRun, Runs
from narrate.manuscript.documents.docx.styles import DocxStyles, Lists, Properties, properties_of
from narrate.manuscript.documents.fields import Fields
from narrate.manuscript.documents.looks import symbol
from narrate.manuscript.documents.paragraph import Paragraph, ParagraphStyle
from narrate.manuscript.documents.story import Story
from narrate.manuscript.formulas.saying import said_omml, unsaid
from narrate.manuscript.structure import matter

_INITIAL = 4
"""Characters of a drop cap: a letter, maybe with quotation marks"""
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
"""A paragraph of a drawing: of a shape that no word processor drew"""
_PICTURE_NAMES = ("}blip", "}imagedata")
_PICTURES = ("{*}blip", "{*}imagedata")
_CHART, _DIAGRAM = "}chart", "/diagram}relIds"
_DRAWN_TEXT = "/drawingml/2006/main}t"
_FORMULA = "/math}oMath"
_SKIPPED_NAMES = (
    "pPr tblPr tcPr tblGrid sectPr sdtPr sdtEndPr del moveFrom delText delInstrText rubyPr "
    "tblPrEx customXmlPr smartTagPr fldData"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
"""Properties, and what tracked changes have taken out of the text"""
_CHANGES = frozenset({"ins", "del", "moveTo"})
"""Tracked changes; what was moved away is what was moved here"""
_DELETED = frozenset({"del", "moveFrom"})
_GALLERIES = {
    "table of contents": "toc",
    "cover pages": "titlepage",
    "bibliographies": "bibliography",
    "tables of figures": "lof",
}


@dataclass(slots=True)
class _Paragraph:
    """What is known of a paragraph that is being read."""

    own: Properties
    """With those of its style below them"""
    label: str = ""
    initial: bool = False
    mark_deleted: bool = False
    ends_page: bool = False
    types: frozenset[str] = frozenset()


class DocxBody:
    """Follows the elements of a story in document order."""

    def __init__(
        self,
        name: str,
        styles: DocxStyles,
        lists: Lists,
        embedded: Callable[[str], Sequence[Paragraph]] = lambda _: (),
        language: Callable[[], str] = str,
    ) -> None:
        self.story = Story(name)
        self._language = language
        """That of the document, asked for where there is a formula"""
        self.resolved = Resolved()
        self._styles = styles
        self._lists = lists
        self._embedded = embedded
        """Reads a file that stands in the text, by the id of its relation"""
        self._fields = Fields()
        self._runs = Runs(styles, self._fields)
        self._paragraphs: list[_Paragraph] = []
        self._types: list[frozenset[str]] = []
        self._space = styles.space
        self._starts: dict[str, Callable[[etree._Element], bool | None]] = {
            "p": self._start_paragraph,
            "r": self._runs.start,
            "t": lambda e: self._add(e.text or ""),
            "tab": lambda _: self._add("\t"),
            "ptab": lambda _: self._add("\t"),
            "br": self._break,
            "cr": lambda _: self._line(),
            "noBreakHyphen": lambda _: self._add("-"),
            "sym": self._symbol,
            "fldChar": self._field,
            "instrText": lambda e: self._fields.code(e.text or ""),
            "fldSimple": lambda e: self._fields.begin(self._get(e, "instr")),
            "footnoteReference": lambda e: self._note("footnote", e),
            "endnoteReference": lambda e: self._note("endnote", e),
            "hyperlink": self._link,
            "bookmarkStart": lambda e: self.story.name(self._get(e, "name")),
            "sdt": self._control,
            "altChunk": lambda e: self._embed(e, "}id"),
            "tr": self._row,
            "rt": lambda _: self._runs.asides.append("reading aid"),
        }
        self._ends: dict[str, Callable[[], object]] = {
            "p": self._end_paragraph,
            "r": self._end_run,
            "fldSimple": lambda: self._fields.mark("end"),
            "hyperlink": self._runs.links.pop,
            "sdt": self._types.pop,
            "tr": self.story.end_row,
            "rt": self._runs.asides.pop,
        }

    def read(self, root: etree._Element) -> Story:
        """The paragraphs below an element."""
        kinds = [self._get(e, "fldCharType") for e in root.iter(f"{self._space}fldChar")]
        self._fields.balanced = kinds.count("begin") == kinds.count("end")
        wanted = [f"{self._space}{name}" for name in {*self._starts, *_SKIPPED, *_CHANGES}]
        wanted += [f"{_COMPATIBLE}Choice", f"{_COMPATIBLE}Fallback", "{*}t", "{*}oMath", _DRAWING]
        wanted += [*_PICTURES, "{*}chart", "{*}relIds"]
        events = etree.iterwalk(root, events=("start", "end"), tag=wanted)
        for event, element in events:
            tag = str(element.tag)
            name = tag[len(self._space) :] if tag.startswith(self._space) else ""
            if event == "start":
                if self._start(element, tag, name):
                    events.skip_subtree()
            elif name in self._ends:
                self._ends[name]()
            elif tag == _DRAWING:
                self._end_paragraph()
        self.story.finish()
        return self.story

    def _start(self, element: etree._Element, tag: str, name: str) -> bool | None:
        """Take an element; true if nothing below it is text."""
        if name:
            start = self._starts.get(name)
            return start(element) if start else self._pass_over(element, name)
        if tag.startswith(_COMPATIBLE):
            return _is_alternative(element)
        if tag == _DRAWING:
            self._start_paragraph(element)
        elif tag.endswith(_FORMULA):
            self._formula(element)
            return True
        elif tag.endswith(_PICTURE_NAMES):
            self.story.picture()
        elif tag.endswith(_CHART):
            return self._embed(element, "}id")
        elif tag.endswith(_DIAGRAM):
            return self._embed(element, "}dm")
        elif tag.endswith(_DRAWN_TEXT):
            self._add(element.text or "")
        return False

    def _formula(self, element: etree._Element) -> None:
        """A formula in words; its own letters are dropped, or are in the text and not read."""
        if self._paragraphs and not self._fields.hide:
            said = said_omml(element, self._language())
            self.story.formula(said, self._runs.lettering())
            if rest := unsaid(" ".join(raw_texts(element)), said):
                self.resolved.drop(matter.SAID_FORMULA, rest)

    def _pass_over(self, element: etree._Element, name: str) -> bool:
        """Count a tracked change; true for what is no text, or none any more."""
        if name in _CHANGES:
            self.resolved.changes += 1
        if name in _DELETED:
            self._drop(matter.DELETED, element)
        return name in _SKIPPED

    def _drop(self, reason: str, element: etree._Element) -> None:
        for text in raw_texts(element):
            self.resolved.drop(reason, text)

    def _get(self, element: etree._Element, name: str) -> str:
        return element.get(f"{self._space}{name}") or ""

    def _find(self, element: etree._Element, path: str) -> etree._Element | None:
        return element.find("/".join(f"{self._space}{name}" for name in path.split("/")))

    def _start_paragraph(self, element: etree._Element) -> None:
        self.story.begin()
        paragraph = self._paragraph(self._find(element, "pPr"))
        own = paragraph.own
        if own.list_id not in (None, "0"):
            paragraph.label = self._lists.label(own.list_id or "", own.list_level, own.id)
        paragraph.types = frozenset(t for types in self._types for t in types)
        self._paragraphs.append(paragraph)
        self._runs.paragraphs.append(own)

    def _paragraph(self, given: etree._Element | None) -> _Paragraph:
        """What a paragraph's properties say, and its style where they are silent."""
        if given is None:
            return _Paragraph(self._styles.of(None))
        style = self._find(given, "pStyle")
        named = self._styles.of(self._get(style, "val") if style is not None else None)
        frame = self._find(given, "framePr")
        section = self._find(given, "sectPr")
        kind = self._find(section, "type") if section is not None else None
        return _Paragraph(
            properties_of(given).over(named),
            initial=frame is not None and self._get(frame, "dropCap") in ("drop", "margin"),
            mark_deleted=self._find(given, "rPr/del") is not None,
            ends_page=section is not None
            and (kind is None or self._get(kind, "val") != "continuous"),
        )

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        own = paragraph.own
        self.story.end(
            ParagraphStyle(
                own.role,
                own.level or 0,
                bool(own.centred),
                bool(own.new_page),
                paragraph.label,
                paragraph.mark_deleted or (paragraph.initial and 0 < self.story.length <= _INITIAL),
                paragraph.types,
                own.indent or 0.0,
            )
        )
        self._fields.end_paragraph()
        self._runs.paragraphs.pop()
        if paragraph.ends_page:
            self.story.page()

    def _end_run(self) -> None:
        run = self._runs.end()
        if run.note:
            self.story.refer(run.note)

    def _add(self, text: str) -> None:
        if self._fields.hide:
            self.resolved.drop(matter.CODE, text)
            return
        if not text or not self._paragraphs:
            self._add_loose(text)
            return
        self.story.text(text, self._runs.lettering())
        if self._fields.any_open and text.strip():
            self._paragraphs[-1].types |= self._fields.types

    def _add_loose(self, text: str) -> None:
        """Text that stands in no paragraph is one of its own."""
        if text.strip():
            self.story.begin()
            self.story.text(text)
            self.story.end(ParagraphStyle())

    def _field(self, element: etree._Element) -> None:
        kind = self._get(element, "fldCharType")
        self._fields.mark(kind)
        if kind == "separate" and (target := self._fields.target):
            self.story.link(target)

    def _link(self, element: etree._Element) -> None:
        anchor = self._get(element, "anchor")
        self._runs.links.append(bool(anchor))
        if anchor:
            self.story.link(anchor)

    def _line(self) -> None:
        if not self._fields.hide:
            self.story.line()

    def _break(self, element: etree._Element) -> None:
        if self._get(element, "type") == "page":
            self.story.page()
        else:
            self._line()

    def _symbol(self, element: etree._Element) -> None:
        try:
            code = int(self._get(element, "char"), 16)
        except ValueError:
            return
        self._add(symbol(self._get(element, "font"), code))

    def _note(self, kind: str, element: etree._Element) -> None:
        run: DocxRun = self._runs.current
        run.note = f"{kind} {self._get(element, 'id')}"
        run.own_mark = self._get(element, "customMarkFollows") not in ("", "0", "false")

    def _control(self, element: etree._Element) -> bool:
        """A content control: what it is for, and whether the author has filled it in."""
        about = self._find(element, "sdtPr")
        gallery = self._find(about, "docPartObj/docPartGallery") if about is not None else None
        named = self._get(gallery, "val").lower() if gallery is not None else ""
        types = frozenset({_GALLERIES[named]}) if named in _GALLERIES else frozenset[str]()
        self._types.append(types)
        unfilled = self._find(about, "showingPlcHdr") if about is not None else None
        if unfilled is None or self._get(unfilled, "val") in ("0", "false"):
            return False
        self._drop(matter.PLACEHOLDER, element)
        return True

    def _embed(self, element: etree._Element, relation: str) -> bool:
        """What another part of the document holds: a file, a chart, a diagram."""
        ids = (str(v) for k, v in element.attrib.items() if str(k).endswith(relation))
        self.story.box(self._embedded(next(ids, "")))
        return True

    def _row(self, element: etree._Element) -> bool:
        self.story.begin_row()
        if self._find(element, "trPr/del") is None:
            return False
        self.resolved.changes += 1
        self._drop(matter.DELETED, element)
        return True


def _is_alternative(element: etree._Element) -> bool:
    """Whether the same content stands elsewhere: as a text box is there twice.

    Of a drawing and a picture for old programs, the first that has text is read.
    """
    parent = element.getparent()
    alternatives = [] if parent is None else list(parent)
    first = next((e for e in alternatives if any(t.text for t in e.iter("{*}t"))), None)
    return first is not None and element is not first
