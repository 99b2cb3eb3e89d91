"""Sentences and clauses of narration, and who acts in them."""

from collections.abc import Iterator
from typing import Final

import regex

from narrate.script.dialogue.mentions import Mention, is_person, subject_at
from narrate.script.dialogue.words import ENGLISH

WORD: Final = regex.compile(r"[\p{L}\p{M}]+(?:[’'-]\p{L}+)*")
_GAP: Final = regex.compile(r"[\s\u2060,—–-]*")
_SPACE: Final = regex.compile(r"[\s\u2060]*")
_SENTENCE: Final = regex.compile(
    r"(?<!\b(?:Mr|Mrs|Ms|Dr|St|Rev|Capt|Col|Gen|Lt|Prof|Hon|Mme))[.!?…][”’\"')\]]*[\s\u2060]+(?=\S)"
)
_CLAUSES: Final = regex.compile(rf"{_SENTENCE.pattern}|;[\s\u2060—–-]+(?:and\s|but\s)?")
_LATER_CLAUSE: Final = regex.compile(
    r"[,;—–-][\s\u2060]*(?:and|but|when|while|till|until|so|for)[\s\u2060]+"
    r"|\b(?:when|while|till|until|so\sthat|that)[\s\u2060]+"
)
_OWNS: Final = regex.compile(r"[’'](?:s\b)?")
_BEAT_REACH: Final = 440
"""Characters before a quotation in which somebody acts"""


def past_space(text: str, at: int, end: int) -> int:
    """Where spaces end."""
    return _SPACE.match(text, at, end).end()  # type: ignore[union-attr]  # matches always


def past_gap(text: str, at: int, end: int) -> int:
    """Where spaces and dashes end."""
    return _GAP.match(text, at, end).end()  # type: ignore[union-attr]  # matches always


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a stretch of narration begin and end."""
    begin = start
    for stop in (*_SENTENCE.finditer(text, start, end), None):
        yield begin, stop.start() if stop else end
        begin = stop.end() if stop else end


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Likewise, a semicolon parting them too."""
    begin = start
    for stop in (*_CLAUSES.finditer(text, start, end), None):
        yield begin, stop.start() if stop else end
        begin = stop.end() if stop else end


def acting(text: str, start: int, end: int) -> Mention | None:
    """Who acts in one sentence."""
    return _acting(text, main_subject(text, start, end))


def subjects(text: str, start: int, end: int) -> Iterator[Mention]:
    """Who acts in each sentence of a stretch of narration."""
    for sentence in sentences(text, start, end):
        if subject := acting(text, *sentence):
            yield subject


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two places."""
    return _SENTENCE.search(text, start, end) is None


def main_subject(text: str, begin: int, end: int) -> Mention | None:
    """The subject of a sentence's main clause: a clause before it (`When …,`) is passed over."""
    at = past_gap(text, begin, end)
    for _ in range(4):
        word = WORD.match(text, at, end)
        if word is None:
            return None
        small = word.group().lower()
        if _begins_clause(word.group()):
            comma = text.find(",", word.end(), end)
            if comma < 0:
                return None
            at = past_gap(text, comma, end)
        elif small in ENGLISH.leads or (small.endswith("ly") and small not in ENGLISH.given):
            at = past_gap(text, word.end(), end)
        else:
            found = subject_at(text, at, end)
            return unless_several(text, found, end) if found else None
    return None


def _begins_clause(word: str) -> bool:
    """`When`, `Taking`, `Surprised`: a clause before the main one."""
    small = word.lower()
    if small in ENGLISH.given:
        return False
    past = small.endswith("ed") and word[0].isupper()
    return small in ENGLISH.subordinators or small.endswith("ing") or past


def subject_of_clause(text: str, begin: int, at: int) -> Mention | None:
    """The subject of the last clause with one of its own before a verb."""
    for lead in reversed(list(_LATER_CLAUSE.finditer(text, begin, at))):
        subject = subject_at(text, lead.end(), at)
        if subject and subject.kind in ("name", "noun", "pronoun"):
            return unless_thing(subject)
    return None


def beat_before(text: str, start: int, at: int) -> Mention | None:
    """Who acts in the sentence right before a quotation (`Alice looked up. “…”`)."""
    start = max(start, at - _BEAT_REACH)
    return _acting(text, main_subject(text, sentence_start(text, start, at), at))


def beat_between(text: str, start: int, at: int) -> Mention | None:
    """Who acts in the sentence between two quotations of one paragraph."""
    return _acting(text, main_subject(text, start, at))


def _acting(text: str, subject: Mention | None) -> Mention | None:
    """`Alice’s eyes sparkled` is no act of hers, and `the door` no person."""
    return None if subject and _OWNS.match(text, subject.end) else unless_thing(subject)


def unless_thing(subject: Mention | None) -> Mention | None:
    """None for a noun that stands for no person."""
    return subject if subject and (subject.kind != "noun" or is_person(subject)) else None


def unless_several(text: str, found: Mention, end: int) -> Mention:
    """`said Tom and Mary` is nobody; so is `said one of them`."""
    behind = text[found.end : min(end, found.end + 40)]
    joined = regex.match(r"[\s\u2060]+and[\s\u2060]+", behind)
    if joined and found.kind in ("name", "noun"):
        other = subject_at(text, found.end + joined.end(), end)
        if other and other.kind in ("name", "noun"):
            return found._replace(kind="nobody")
    if found.kind == "noun" and regex.match(r"[\s\u2060]+of[\s\u2060]+(?:the|them|us)\b", behind):
        return found._replace(kind="nobody") if found.text.split()[0] != "the" else found
    return found


def sentence_start(text: str, start: int, at: int) -> int:
    """Where the sentence before a place begins."""
    begin = start
    for stop in _SENTENCE.finditer(text, start, at):
        if stop.end() < at:
            begin = stop.end()
    return begin
