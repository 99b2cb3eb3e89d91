"""Lists of an RTF document: which number is shown before a paragraph that has none in its text.

Word writes a table of lists (`\\listtable`) whose paragraphs name theirs (`\\ls1\\ilvl0`); before
1997 each paragraph had its numbering with it (`\\pn`).
"""

from dataclasses import dataclass, field

from narrate.manuscript.structure.titles.list_numbers import ListCounter, ListLevel, NumberedLists

_FORMATS = {
    0: "decimal", 1: "Roman", 2: "roman", 3: "Letter", 4: "letter", 6: "words", 10: "han",
    11: "han", 22: "zero", 23: "bullet", 33: "han", 35: "han", 37: "han", 39: "han",
    58: "cyrillic", 59: "Cyrillic", 255: "none",
}  # fmt: skip
"""How levels are numbered, by the numbers of the RTF Specification 1.9.1"""
OLD_FORMATS = {
    "pndec": "decimal", "pnucrm": "Roman", "pnlcrm": "roman", "pnucltr": "Letter",
    "pnlcltr": "letter", "pncard": "words", "pnord": "decimal", "pnordt": "decimal",
    "pnlvlblt": "bullet", "pnlvlcont": "none",
}  # fmt: skip
"""The same in documents from before 1997"""
_DEEPEST = 9


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    start: int = 1
    text: str = ""
    """A character that says how long it is, the text, and a semicolon"""

    @property
    def listed(self) -> ListLevel:
        """As lists of all formats have it."""
        shown = self.text[1 : 1 + ord(self.text[0])] if self.text else ""
        places = (f"%{ord(sign) + 1}" if ord(sign) < _DEEPEST else sign for sign in shown)
        return ListLevel(self.style, "".join(places), self.start)


@dataclass(frozen=True, slots=True)
class OldNumbering:
    """How a paragraph of a document from before 1997 is numbered."""

    style: str = ""
    """Empty where nothing is shown"""
    level: int = 0
    start: int = 1
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class RtfLists:
    """The tables of lists while they are read, and what they say of the paragraphs."""

    _lists: NumberedLists = field(default_factory=NumberedLists)
    _levels: list[_Level] = field(default_factory=list)
    """Of the list, or of the change of one, that is being read"""
    _changed: list[int] = field(default_factory=list)
    """Which levels the change is of"""
    _restarts: dict[int, int] = field(default_factory=dict)
    _of: int = 0
    """The list that is being changed"""
    _old: ListCounter = field(default_factory=lambda: ListCounter({}))
    _above: OldNumbering | None = None
    """Of the paragraph above"""

    def begin(self) -> None:
        """A list begins, or a change of one."""
        self._levels, self._changed, self._restarts = [], [], {}

    def begin_level(self) -> None:
        """A level begins."""
        self._levels.append(_Level())

    def begin_change(self) -> None:
        """A change of the next level begins."""
        self._changed.append(len(self._changed))

    def set_format(self, number: int) -> None:
        """How the level is numbered."""
        if self._levels:
            self._levels[-1].style = _FORMATS.get(number, "decimal")

    def set_start(self, number: int) -> None:
        """What the level, or the change of one, begins at."""
        if self._changed:
            self._restarts[self._changed[-1]] = number
        if self._levels:
            self._levels[-1].start = number

    def add_text(self, text: str) -> None:
        """What is shown before the paragraphs of the level."""
        if self._levels:
            self._levels[-1].text += text

    def end(self, list_id: int, *, changed: bool) -> None:
        """The list has this id, or is to be changed."""
        self._of = list_id
        if not changed:
            levels = {i: level.listed for i, level in enumerate(self._levels)}
            self._lists.define(str(list_id), levels)

    def end_change(self, list_id: int) -> None:
        """The changed list has this id among the paragraphs."""
        own = {i: v.listed for i, v in zip(self._changed, self._levels, strict=False)}
        restarts = {} if own else self._restarts
        self._lists.make(str(list_id), str(self._of), own, restarts)

    def label(self, list_id: int, level: int, old: OldNumbering | None) -> str:
        """Count one more paragraph; what is shown before it."""
        above, self._above = self._above, old
        if old is None:
            return self._lists.label(str(list_id), level) if list_id else ""
        if old.style in ("", "none", "bullet"):
            return ""
        if above is None:
            self._old = ListCounter({})
        shown = ListLevel(old.style, f"{old.before}%{old.level + 1}{old.after}", old.start)
        self._old.levels = {**self._old.levels, old.level: shown}
        return self._old.next(old.level)
