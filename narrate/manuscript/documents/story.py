"""Paragraphs put together from the pieces of text that a document gives, in reading order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NoReturn

from narrate.errors import ManuscriptError
from narrate.manuscript.documents.paragraph import Look, Paragraph, ParagraphStyle, joined
from narrate.manuscript.formulas.saying import SaidFormula
from narrate.manuscript.html.running import RunningText, within
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import NoteMark
from narrate.manuscript.structure.raised import lowered, raised

MOST_PARAGRAPHS = 300_000
"""Empty ones included; of text there are half as many at most, as in a plain text"""
MOST_PIECES = 3_000_000
"""Of text, each with its lettering: a word has one of its own in documents that programs wrote"""

_LINKED = 0.7
"""Share of a paragraph's characters in links from which on it belongs to a contents list"""
_END = 40
"""Characters of a paragraph's end that are remembered"""
_SAMPLE = 60
"""Paragraphs of a piece by which the language is told"""
_CELL = 100
"""Characters of a cell from which on it is text, and no entry of a table's row"""


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a piece of text is set."""

    reason: str | None = None
    """Why it is not read"""
    bold: bool = False
    size: float = 0.0
    """Points; 0 where nothing says"""
    linked: bool = False
    """In a link into this document"""
    language: str = ""
    struck: bool = False
    """Crossed out"""
    shifted: Literal["", "up", "down"] = ""
    """Whether it is raised or lowered"""
    stressed: bool = False
    """Set apart by its type in a format that has no other use for bold"""
    highlighted: bool = False
    """In a colour behind the letters"""


PLAIN = Lettering()


@dataclass(slots=True)
class _Open:
    """A paragraph that is being collected."""

    running: RunningText = field(default_factory=RunningText)
    notes: list[NoteMark] = field(default_factory=list)
    last: str = ""
    """The end of its text"""
    letters: int = 0
    bold: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    new_page: bool = False
    names: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    behind_formula: int = -1
    """Where the text goes on behind the last formula"""
    pictured: bool = False
    above: list[Paragraph] = field(default_factory=list)
    """Cut off at a page break in its middle"""
    fronted: list[Paragraph] = field(default_factory=list)
    """Paragraphs of a text box that is anchored in front of its text"""
    boxed: list[Paragraph] = field(default_factory=list)
    """Paragraphs of a text box that is anchored behind the start of its text"""


class Story:
    """Collects the paragraphs of a document's body, or of one note."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        """Of the file, for messages"""
        self._pieces = 0
        self.paragraphs: list[Paragraph] = []
        self.languages: Counter[str] = Counter()
        """Letters of each language that the text is marked with"""
        self.struck: list[str] = []
        """What is crossed out in the document"""
        self._stack: list[_Open] = []
        self._unended: _Open | None = None
        self._new_page = False
        self._rows: list[int] = []
        self._names: list[str] = []
        """Bookmarks that stand between paragraphs"""

    def begin(self) -> None:
        """Begin a paragraph; one that begins inside another is of a text box there."""
        if self._unended is not None:
            self._stack.append(self._unended)
            self._unended = None
        else:
            self._stack.append(_Open(names=self._names))
            self._names = []

    def end(self, setting: ParagraphStyle) -> None:
        """End the paragraph that began last."""
        if not self._stack:
            return
        done = self._stack.pop()
        if setting.goes_on:
            self._unended = done
            return
        above = _with(setting, done.above)
        last = replace(setting, label="", new_page=False) if above else setting
        own = [*above, self._closed(done, last)]
        heads = setting.level or setting.role or setting.centred
        # Word anchors the box beside a heading in front of its words; it is of the text below.
        found = [*own, *done.fronted] if heads else [*done.fronted, *own]
        found += done.boxed
        target = self._target()
        target.extend(found)
        if len(target) > MOST_PARAGRAPHS:
            self._refuse(f"more than {MOST_PARAGRAPHS:,} paragraphs")

    @property
    def language(self) -> str | None:
        """The language that more than half of the text is marked with."""
        marked, letters = next(iter(self.languages.most_common(1)), (None, 0))
        return marked if 2 * letters > sum(len(p.text) for p in self.paragraphs) else None

    @property
    def texts(self) -> list[str]:
        """Pieces of it, of which the language can be told."""
        texts = [p.text for p in self.paragraphs if p.text]
        starts = sorted({len(texts) * i // 3 for i in range(3)})
        return ["\n".join(texts[start : start + _SAMPLE]) for start in starts]

    def finish(self) -> None:
        """End whatever is still open, as in a document that breaks off."""
        if self._unended is not None:
            self.begin()
        while self._stack:
            self.end(ParagraphStyle())

    @property
    def is_open(self) -> bool:
        """Whether a paragraph is being collected."""
        return bool(self._stack)

    def box(self, paragraphs: Sequence[Paragraph]) -> None:
        """Paragraphs of a text box that is anchored here: they do not divide the open paragraph."""
        self._target().extend(paragraphs)

    @property
    def last(self) -> str:
        """The last word of the paragraph that is being collected, as far as it goes."""
        return self._stack[-1].last if self._stack else ""

    @property
    def length(self) -> int:
        """Characters of the paragraph that is being collected."""
        return self._stack[-1].running.length if self._stack else 0

    def _refuse(self, what: str) -> NoReturn:
        raise ManuscriptError(f"{self._name}: too large: {what}; split the file")

    def text(self, text: str, lettering: Lettering = PLAIN) -> None:
        """Add text to the paragraph; outside of any it begins one."""
        if not self._stack:
            if not text.strip():
                return
            self.begin()
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            self._refuse(f"more than {MOST_PIECES} pieces of text with formatting of their own")
        here = self._stack[-1]
        if here.behind_formula == here.running.length and text[:1].isalnum():
            text = f" {text}"
        text, reason = _shifted(text, lettering, here.last)
        _mark_tab(here.running, text)
        here.running.highlighted = lettering.highlighted
        here.running.add(
            text,
            reason,
            linked=lettering.linked,
            language=lettering.language,
            apart=_is_apart(text, lettering),
        )
        here.last = (here.last + text)[-_END:]
        letters = len("".join(text.split()))
        here.letters += letters
        here.bold += letters if lettering.bold else 0
        if lettering.size:
            here.sizes[lettering.size] += letters
        if lettering.struck and letters:
            self.struck.append(text)
        if lettering.language:
            self.languages[lettering.language] += letters

    def formula(self, said: SaidFormula, lettering: Lettering = PLAIN) -> None:
        """Add the words of a formula; where it is not understood, its letters are not read."""
        if not said.text:
            return
        if self.last[-1:].isalnum() and said.text[0].isalnum():
            self.text(" ", lettering)
        reason = lettering.reason or (None if said.understood else matter.FORMULA)
        self.text(said.text, replace(lettering, reason=reason, shifted=""))
        self._stack[-1].behind_formula = self.length

    def line(self) -> None:
        """Break the line; two breaks in a row end the paragraph, as authors mean it."""
        if not self._stack:
            return
        here = self._stack[-1]
        if here.running.at_line_start:
            self._cut()
        else:
            here.running.end_line()

    def page(self) -> None:
        """Begin a new page here."""
        if self._stack and self._stack[-1].running.length:
            self._cut()
            self._stack[-1].new_page = True
        else:
            self._new_page = True

    def refer(self, note: str) -> None:
        """The text refers to a note here."""
        if not self._stack:
            self.begin()
        here = self._stack[-1]
        here.notes.append(NoteMark(here.running.length, note))

    def name(self, bookmark: str) -> None:
        """A bookmark stands here, or before the paragraph that follows."""
        (self._stack[-1].names if self._stack else self._names).append(bookmark)

    def link(self, bookmark: str) -> None:
        """A link to a bookmark begins here."""
        if self._stack:
            self._stack[-1].targets.append(bookmark)

    def picture(self) -> None:
        """A picture stands here."""
        if self._stack:
            self._stack[-1].pictured = True

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self._rows.append(len(self._target()))

    def end_row(self) -> None:
        """End the row: short cells become the lines of one paragraph."""
        if not self._rows:
            return
        target, start = self._target(), min(self._rows.pop(), len(self._target()))
        cells = [p for p in target[start:] if not p.is_blank]
        if len(cells) > 1 and all(len(p.text) <= _CELL and not p.setting.role for p in cells):
            target[start:] = [joined(cells, "\n")]

    def _target(self) -> list[Paragraph]:
        if not self._stack:
            return self.paragraphs
        here = self._stack[-1]
        return here.boxed if here.running.length or here.above else here.fronted

    def _cut(self) -> None:
        """What has been collected becomes a paragraph; the open one goes on without it."""
        here = self._stack[-1]
        if here.running.length:
            here.above.append(self._closed(here, ParagraphStyle()))
        here.running, here.notes = RunningText(), []
        here.letters = here.bold = 0
        here.sizes.clear()

    def _closed(self, done: _Open, setting: ParagraphStyle) -> Paragraph:
        linked, lead, languages = done.running.linked, done.running.lead, done.running.languages
        highlights = done.running.highlights
        text, spans = done.running.take()
        look = Look(
            setting.centred,
            bool(done.letters) and done.bold == done.letters,
            done.sizes.most_common(1)[0][0] if done.sizes else 0.0,
            done.new_page or setting.new_page or (bool(text) and self._new_page),
        )
        if text:
            self._new_page = False
        elif look.new_page:
            self._new_page = True
        solid = len("".join(text.split()))
        notes = tuple(NoteMark(min(n.at, len(text)), n.note) for n in done.notes)
        names, targets = tuple(done.names), tuple(done.targets)
        done.names, done.targets = [], []
        only_links = bool(solid) and linked >= _LINKED * solid
        pictured, done.pictured = done.pictured, False
        return Paragraph(
            text, spans, notes, setting, look, only_links, names, targets, pictured,
            lead=lead if lead < len(text) else 0, languages=within(text, languages),
            marks=within(text, highlights),
        )  # fmt: skip


def _shifted(text: str, lettering: Lettering, before: str) -> tuple[str, str | None]:
    """A text as the canonical text has it where it is raised or lowered, and why it is not read."""
    if lettering.reason is not None or not lettering.shifted:
        return text, lettering.reason
    if lettering.shifted == "up":
        return raised(text, before)
    return lowered(text, before), None


def _mark_tab(running: RunningText, text: str) -> None:
    """What stands before the first tab of a paragraph is set apart from what follows."""
    head, tab, _ = text.partition("\t")
    if tab and not running.lead:
        running.lead = running.length + len(head.rstrip())


def _is_apart(text: str, lettering: Lettering) -> bool:
    """Whether what begins a paragraph is set apart from what follows; a tab does that itself."""
    return (lettering.bold or lettering.stressed) and "\t" not in text


def _with(setting: ParagraphStyle, above: list[Paragraph]) -> list[Paragraph]:
    """What was cut off a paragraph is set as it is."""
    return [
        replace(
            paragraph,
            setting=replace(setting, label="" if i else setting.label),
            look=replace(paragraph.look, centred=setting.centred),
        )
        for i, paragraph in enumerate(above)
    ]
