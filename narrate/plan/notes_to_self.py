"""Notes that an author left in the text for themselves, named before they are read aloud.

Nothing is left out for being one: `[CHECK THIS]`, `TK`, `TODO: his age`, `the town of XXX`,
`[name?]`, `{{NB}}`, `<<fix>>` and what is highlighted are found, and the author decides. What a
story itself may say is none: `[sic]`, `[laughs]`, chapter XXX, kisses (XXX), Tk, `to do`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from narrate.book import Chapter, Mark
from narrate.language import primary
from narrate.plan.plan import BookPlan
from narrate.report import plural
from narrate.script.said import said_of

MOST_HIGHLIGHTED: Final = 0.3
"""Share of a chapter's letters; where more is in colour, that is how it is set"""
_SHOWN: Final = 60
"""Characters of a note that are shown"""
_LISTED: Final = 20
"""Notes that a plan shows; its JSON has them all"""


@dataclass(frozen=True, slots=True)
class NoteToSelf:
    """What its author did not mean to be read, and where it is."""

    chapter: int
    title: str
    """Of the chapter"""
    words: str
    kind: str
    """`note`, or `highlight` for what is in colour"""
    source: tuple[int, int] | None
    """Start and end in the chapter's text; None in its title"""

    @property
    def place(self) -> str:
        """`“[CHECK THIS]” in chapter 2 The Ferry`."""
        words = self.words if len(self.words) <= _SHOWN else f"{self.words[: _SHOWN - 1]}…"
        highlighted = " (highlighted)" if self.kind == "highlight" else ""
        return f"“{words}”{highlighted} in chapter {self.chapter} {self.title}".rstrip()


def notes_to_self(chapters: Iterable[Chapter], language: str) -> list[NoteToSelf]:
    """All in the order of the text; what is left out of it anyway holds none."""
    read = [(chapter, said_of(chapter)) for chapter in chapters]
    evidence = "\n".join(said.chapter.text for _, said in read)
    find = _Finder(primary(language), named_tk=bool(_OWNED_TK.search(evidence)))
    found: list[NoteToSelf] = []
    for chapter, said in read:
        where = chapter.number, chapter.shown
        found += [
            NoteToSelf(*where, _line(chapter.title[a:b]), "note", None)
            for a, b in find.spans(chapter.title)
        ]
        text = said.chapter.text
        for start, end, kind in _with_highlights(said.chapter, find.spans(text)):
            words = _line(text[start:end])
            found.append(NoteToSelf(*where, words, kind, said.source(start, end)))
    return found


def notes_of(plan: BookPlan) -> list[NoteToSelf]:
    """Those in the chapters that are planned."""
    chapters = [chapter.script.chapter for chapter in plan.chapters]
    return notes_to_self(chapters, plan.script.language)


def notes_lines(notes: Sequence[NoteToSelf]) -> list[str]:
    """A line that counts them and one for each, as a plan shows them."""
    if not notes:
        return []
    lines = [f"{plural(len(notes), 'note to self', 'notes to self')} would be read aloud:"]
    lines += [f"  {note.place}" for note in notes[:_LISTED]]
    if rest := len(notes) - _LISTED:
        lines += [f"  and {rest:,} more; plan --json lists them"] if rest > 0 else []
    return lines


def notes_line(notes: Sequence[NoteToSelf]) -> str:
    """The same in one line, for a run; empty where there are none."""
    if not notes:
        return ""
    what = plural(len(notes), "note to self", "notes to self")
    more = "; narrate plan lists them" if notes[1:] else ""
    such = ", such as " if notes[1:] else ": "
    return f"{what} will be read aloud{such}{notes[0].place}{more}"


def _with_highlights(
    chapter: Chapter, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """The notes, and what is in colour and holds none of them."""
    found = [(start, end, "note") for start, end in spans]
    for mark in _highlights(chapter):
        if not any(start < mark.end and mark.start < end for start, end in spans):
            found.append((mark.start, mark.end, "highlight"))
    return sorted(found)


def _highlights(chapter: Chapter) -> list[Mark]:
    """The words in colour; none where most of the chapter is."""
    marks = [mark for mark in chapter.marks if mark.kind == "highlight"]
    if sum(m.end - m.start for m in marks) > MOST_HIGHLIGHTED * len(chapter.text):
        return []
    return [mark for mark in marks if _WORD.search(chapter.text, mark.start, mark.end)]


def _line(text: str) -> str:
    return " ".join(text.split())


# ── What a note is like ─────────────────────────────────────────────────────────────────────────

_OWNED_TK = re.compile(r"\bTK['’]s\b")
"""Somebody or something has that name"""
_ALWAYS = re.compile(
    r"\bTK(?:[ -]?TK)+\b|\bTKTK\w*|\bFIXME\b|\bTODO:|\bXXX:|\{\{[^{}\n]{1,200}\}\}|\[\?{1,5}\]"
    r"|[$£€]X{2,}\b"
)
_WORD = re.compile(r"\w")
_SIGNS = ("TK", "FIXME", "TODO", "XX", "{{", "[?")
"""What all of these have one of: most chapters have none"""
_TK = re.compile(r"\bTK\b(?!['’]s\b| Maxx)")
_TODO = re.compile(r"\bTODO\b")
_X = re.compile(r"(?<![\w“‘\"'.-])X{3,}(?![\w”’\"'-])")
_BEFORE_X = re.compile(
    r"\b(?:an?|the|of|to|in|into|at|was|were|is|for|by|with|on|from|about|near|named|called|than"
    r"|and|or|his|her|their|my|our|some|only|paid|cost|after|before|until)\s+$"
)
_NOT_X = re.compile(
    r"\s+(?:[A-Z]|films?\b|movies?\b|rated\b|videos?\b|magazines?\b|cinemas?\b|shops?\b|stores?\b"
    r"|ales?\b|porter\b|stout\b|beers?\b|brandy\b|whisk(?:e)?y\b|rum\b|centur|legion|olympiad)"
)
_MARKED_X = re.compile(
    r"\b(?:marked|stamped|labell?ed|signed|jugs? of|bottles? of|barrels? of|casks? of|kegs? of)"
    r"(?: with)?(?: an?| the)?\s+$"
)
_FRAMED = re.compile(r"\[([^\[\]\n]{1,200})\]|<<\s?([^<>\n]{1,200}?)\s?>>")
_CAPITALS_FRAMED = re.compile(r"\(([^()\na-z]{3,200})\)")
_BEGINS = re.compile(
    r"(?:nb|n\.b\.|tk|todo|to do|fixme|fix|xxx|tb[acd]|wc|check|double[- ]check|fact[- ]?check"
    r"|verify|confirm|insert|add(?!\.)|expand|rewrite|rework|revise|reword|rephrase|research"
    r"|look up|find out|describe|elaborate|fill in|flesh out|placeholder|note to self|needs?"
    r"|missing|more (?:here|to come|details?|description|about|on|of)|to come|better word|finish"
    r"|(?:cut|move|delete) this"
    r"|citation needed|source\?|ask (?:my|the|an?) |is this|should (?:this|i|we|he|she|it)|why"
    r" (?:would|does|is)|scene (?:here|goes|where)"
    r"|prüfen|nachprüfen|überprüfen|einfügen|ergänzen|überarbeiten|nachschlagen|recherchieren|fehlt"
    r"|à (?:vérifier|compléter|faire|revoir|ajouter)|vérifier|insérer|ajouter|compléter|manque"
    r"|comprobar|verificar|insertar|añadir|completar|falta|por hacer|revisar|pendiente"
    r"|verificare|controllare|inserire|aggiungere|completare|da (?:fare|verificare|completare))"
    r"(?![\w’'])",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:CHECK|VERIFY|CONFIRM|INSERT|ADD|FIX|REWRITE|EXPAND|HERE|NAME|DATE|FACT|FACTS|DETAILS?"
    r"|DESCRIPTION|QUOTE|YEAR|NEEDED|NEEDS|MISSING|TK|TODO|TBD|PLACEHOLDER|RESEARCH|SOURCE|PAGE"
    r" NUMBER|TO COME|NAME|NB)\b"
)
_ENDS = re.compile(r".*\b(?:prüfen|einfügen|ergänzen|nachschlagen|überarbeiten|nachtragen)")
_ASKED = re.compile(
    r"[a-zà-ÿ][\w’' -]{0,40}\?|(?:Name|Date|Year|Place|Title|Age|Word|Spelling)\?"
    r"|(?:Who|What|When|Where|Which|How|Why|Is this|Does this)\b[^?]{0,80}\?"
)
_UNREADABLE = re.compile(
    r"\b(?:illegible|sic|unclear|inaudible|torn|blot|lacuna|indistinct)\b", re.IGNORECASE
)
_STORY = re.compile(r"\b(?:END OF|ILLUSTRATION|BLANK)\b")


class _Finder:
    """Finds notes in a text; `named_tk`: somebody in the book is called TK."""

    def __init__(self, language: str, *, named_tk: bool) -> None:
        self._todo_is_a_word = language in ("es", "pt", "gl", "it")
        self._named_tk = named_tk

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each, in order, none inside another."""
        found: list[tuple[int, int]] = []
        for span in sorted(self._all(text), key=lambda span: (span[0], -span[1])):
            if not found or span[0] >= found[-1][1]:
                found.append(span)
        return found

    def _all(self, text: str) -> Iterator[tuple[int, int]]:
        yield from _framed(text)
        if any(sign in text for sign in _SIGNS):
            for pattern in self._patterns:
                yield from (found.span() for found in pattern.finditer(text))
            yield from (x.span() for x in _X.finditer(text) if _is_placeholder(text, *x.span()))

    @property
    def _patterns(self) -> Iterator[re.Pattern[str]]:
        yield _ALWAYS
        if not self._named_tk:
            yield _TK
        if not self._todo_is_a_word:
            yield _TODO


def _framed(text: str) -> Iterator[tuple[int, int]]:
    """Brackets around what is addressed to the author; round ones only around capitals."""
    for frame in _FRAMED.finditer(text):
        if _is_note(frame[1] or frame[2]):
            yield frame.span()
    for frame in _CAPITALS_FRAMED.finditer(text):
        if frame[1].isupper() and _BEGINS.match(frame[1]):
            yield frame.span()


def _is_note(words: str) -> bool:
    """Whether what stands in brackets is addressed to the author.

    `check dates`, `name?`, `SCENE HERE` are; `sic`, `laughs`, `illegible?`, `APPLAUSE` are not.
    """
    words = words.strip(" !.*")
    if _UNREADABLE.search(words):
        return False
    if _BEGINS.match(words) or _ENDS.fullmatch(words) or _ASKED.fullmatch(words):
        return True
    return words.isupper() and bool(_HOLDS.search(words)) and not _STORY.search(words)


def _is_placeholder(text: str, start: int, end: int) -> bool:
    """Whether X's stand for a word: `the town of XXX was`; not `Louis XXX`, nor kisses."""
    line_start = text.rfind("\n", 0, start) + 1
    before, behind = text[line_start:start], text[end : end + 30]
    if _MARKED_X.search(before) or _NOT_X.match(behind):
        return False
    return bool(_BEFORE_X.search(before)) and _goes_on(behind, end - start)


def _goes_on(behind: str, length: int) -> bool:
    """Whether the sentence goes on behind it, or ends with a stop; kisses end without one."""
    return bool(re.match(r"(?:\s+[a-zà-ÿ\d(]|[,;:.?!%])", behind)) or (
        length > 3 and bool(re.match(r"\s+\w", behind))
    )
