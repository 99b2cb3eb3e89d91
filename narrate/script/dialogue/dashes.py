"""Dialogue that is set with dashes (`—Sí —dijo Marianela—. Ya voy.`), and who speaks in it.

A paragraph that begins with a dash is somebody's; a dash inside it opens or closes what the
narrator puts in. In French the narrator comes in with a comma (`— Oui, dit Pierre.`).
"""

import re
from collections.abc import Iterator
from typing import Final

from narrate.book import Block, Chapter
from narrate.script.dialogue.quotations import SPOKEN_KINDS, Quotation
from narrate.script.dialogue.tagged import TaggedSpeech, read_capitals
from narrate.script.dialogue.words import OTHERS, OtherLanguage

_OPENS: Final = re.compile(r"(?:[—–―]|--?(?=[^\s\d-])|-\s)\s*(?=\S)")
_DASH: Final = re.compile(r"[—–―]|--")
_RESUMES: Final = re.compile(r"[—–―-]*[.,;:]?\s*")
"""What the narrator's words end with; it does not belong to the speech that follows"""
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENCLITIC: Final = re.compile(r"(?:se)?(?:les?|l[ao]s?|se|nos)$")
_ENDS_SPEECH: Final = re.compile(r"[,.!?…]$")
_TITLES: Final = ("M", "Mme", "Mlle", "Mgr", "D", "Dr", "Sr", "Sra")
_ABBREVIATED: Final = "".join(rf"(?<!\b{each})" for each in _TITLES)
"""Behind what a full stop ends no clause"""
_STOP: Final = re.compile(rf"[,;:!?…]|{_ABBREVIATED}\.")
_CLAUSE_ENDS: Final = re.compile(rf"[,;:!?—–]|{_ABBREVIATED}\.")
_INVERTED: Final = re.compile(
    r",?\s((?:s['’])?[^\W\d_]+)(?:-t)?(?:-(?:il|elle|ils|elles|on|je)\b|\s)"
)


def find_dashed(chapter: Chapter, language: str) -> list[TaggedSpeech]:
    """The speech of paragraphs that begin with a dash; none where the chapter has no such."""
    rules = OTHERS.get(language, OtherLanguage(frozenset()))
    found: list[TaggedSpeech] = []
    for index, block in enumerate(chapter.blocks):
        if block.kind in SPOKEN_KINDS and _OPENS.match(chapter.text, block.start, block.end):
            found += _paragraph(chapter.text, block, index, rules, language)
    return found


def _paragraph(
    text: str, block: Block, index: int, rules: OtherLanguage, language: str
) -> list[TaggedSpeech]:
    inserts = _french if language == "fr" else _inserts
    at, spans, speaker, tagged = block.start, [], None, False
    for start, end in inserts(text, block, rules):
        spans.append((at, start))
        at = _RESUMES.match(text, end, block.end).end()  # type: ignore[union-attr]
        if not tagged:
            found = read_capitals(_clause(text, start, end), rules)
            tagged, speaker = True, found.speaker if found else None
    spans.append((at, block.end))
    return [
        TaggedSpeech(
            Quotation(start, start + len(text[start:end].rstrip()), index), speaker, tagged
        )
        for start, end in spans
        if _WORD.search(text, start, end)
    ]


def _inserts(text: str, block: Block, rules: OtherLanguage) -> Iterator[tuple[int, int]]:
    """The narrator's words between dashes, or from a dash to the end of the paragraph."""
    opening = _OPENS.match(text, block.start, block.end)
    at = opening.end() if opening else block.start
    while dash := _DASH.search(text, at, block.end):
        at = dash.end()
        if not _narrates(text, block, dash, rules):
            continue
        closing = _DASH.search(text, at, block.end)
        if closing is None:
            yield dash.start(), block.end
            return
        yield dash.start(), closing.start()
        at = closing.end()


def _narrates(text: str, block: Block, dash: re.Match[str], rules: OtherLanguage) -> bool:
    """Whether the words behind a dash are the narrator's."""
    word = _WORD.search(text, dash.end(), min(block.end, dash.end() + 40))
    if word is None or text[dash.end() : word.start()].strip():
        return False
    small = word.group()
    if small.lower() in rules.clitics and (more := _WORD.search(text, word.end(), block.end)):
        small = more.group()
    if _says(small, rules):
        return True
    if not rules.said:  # no verbs known: `— Да, — сказал он.`
        before = text[max(block.start, dash.start() - 4) : dash.start()].rstrip()
        return bool(_ENDS_SPEECH.search(before)) and small.islower()
    spaced = text[dash.start() - 1].isspace() and word.start() == dash.end()
    return spaced and _DASH.search(text, word.end(), block.end) is not None


def _clause(text: str, start: int, end: int) -> str:
    """The narrator's words up to their first stop (`replicó la Nela`)."""
    return _CLAUSE_ENDS.split(text[start:end].lstrip("—–―-, "), maxsplit=1)[0]


def _says(word: str, rules: OtherLanguage) -> bool:
    """`dijo`, `preguntole`."""
    return word in rules.said or _ENCLITIC.sub("", word) in rules.said


def _french(text: str, block: Block, rules: OtherLanguage) -> Iterator[tuple[int, int]]:
    """`dit Pierre`, up to the next stop; behind a full stop nobody is sure to speak on."""
    at = block.start
    while verb := _INVERTED.search(text, at, block.end):
        at = verb.end()
        if verb[1].lower().replace("’", "'") not in rules.said:
            continue
        stop = _STOP.search(text, verb.end(), block.end)
        goes_on = stop is not None and stop.group() in ",;:"
        end = stop.end() if stop and goes_on else block.end
        yield verb.start() + len(verb.group()) - len(verb.group().lstrip(", ")), end
        at = end
