"""Dialogue that is set with dashes (`—Sí —dijo Marianela—. Ya voy.`), and who speaks in it.

A paragraph that begins with a dash is somebody's; a dash inside it opens or closes what the
narrator puts in. In French the narrator comes in with a comma (`— Oui, dit Pierre.`).
"""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from narrate.book import Block, Chapter, speaker_key
from narrate.script.dialogue.quotations import SPOKEN_KINDS, Quotation
from narrate.script.dialogue.scene import alternate
from narrate.script.dialogue.words import OTHERS, OtherLanguage

_OPENS: Final = re.compile(r"(?:[—–―]|--?(?=[^\s\d-])|-\s)\s*(?=\S)")
_DASH: Final = re.compile(r"[—–―]|--")
_RESUMES: Final = re.compile(r"[—–―-]*[.,;:]?\s*")
"""What the narrator's words end with; it does not belong to the speech that follows"""
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENCLITIC: Final = re.compile(r"(?:se)?(?:les?|l[ao]s?|se|nos)$")
_ENDS_SPEECH: Final = re.compile(r"[,.!?…]$")
_STOP: Final = re.compile(r"[,.;:!?…]")
_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*"
_NAME: Final = re.compile(rf"{_CAPITAL}(?:\s(?:de(?:\sla)?\s)?{_CAPITAL}){{0,3}}")
_ARTICLE: Final = re.compile(
    r"(?:el|la|los|las|don|doña|señor|señora|señorita|le|monsieur|madame|mademoiselle)\s", re.I
)
_NOUN: Final = re.compile(r"((?:(?:el|la|le)\s|l[’'])[^\W\d_]+)", re.I)
_INVERTED: Final = re.compile(
    r",?\s((?:s['’])?[^\W\d_]+)(?:-t)?(?:-(?:il|elle|ils|elles|on|je)\b|\s)"
)


@dataclass(frozen=True, slots=True)
class DashedSpeech:
    """One span of dash dialogue, and who it is, as far as its own paragraph says."""

    quotation: Quotation
    speaker: str | None
    tagged: bool
    """Somebody is named or meant, so that no turn may tell otherwise"""


def find_dashed(chapter: Chapter, language: str) -> list[DashedSpeech]:
    """The speech of paragraphs that begin with a dash; none where the chapter has no such."""
    rules = OTHERS.get(language, OtherLanguage(frozenset()))
    found: list[DashedSpeech] = []
    for index, block in enumerate(chapter.blocks):
        if block.kind in SPOKEN_KINDS and _OPENS.match(chapter.text, block.start, block.end):
            found += _paragraph(chapter.text, block, index, rules, language)
    return found


def dashed_speakers(
    spoken: Sequence[DashedSpeech], characters: Mapping[str, Sequence[str]]
) -> list[str | None]:
    """The speaker of each span, with those that follow from the turns of two."""
    known = {
        speaker_key(each): name for name, others in characters.items() for each in (name, *others)
    }
    blocks = itertools.groupby(spoken, key=lambda each: each.quotation.block)
    speakers: list[str | None] = []
    for run in _runs([list(turn) for _, turn in blocks]):
        settled = alternate([_named_in(turn, known) for turn in run], functools.partial(_open, run))
        for turn, speaker in zip(run, settled, strict=True):
            speakers += [speaker] * len(turn)
    return speakers


def _named_in(turn: Sequence[DashedSpeech], known: Mapping[str, str]) -> str | None:
    """Who is named first in a turn, as the characters are called."""
    name = next((each.speaker for each in turn if each.speaker), None)
    return known.get(speaker_key(name), name) if name else None


def _open(run: Sequence[list[DashedSpeech]], i: int, name: str) -> bool:
    """Whether nothing in a turn says that it is not somebody's."""
    return not any(each.tagged for each in run[i])


def _runs(turns: Sequence[list[DashedSpeech]]) -> Iterator[list[list[DashedSpeech]]]:
    run: list[list[DashedSpeech]] = []
    for turn in turns:
        if run and turn[0].quotation.block - run[-1][0].quotation.block > 1:
            yield run
            run = []
        run.append(turn)
    if run:
        yield run


def _paragraph(
    text: str, block: Block, index: int, rules: OtherLanguage, language: str
) -> list[DashedSpeech]:
    inserts = _french if language == "fr" else _inserts
    at, spans, speaker, tagged = block.start, [], None, False
    for start, end in inserts(text, block, rules):
        spans.append((at, start))
        at = _RESUMES.match(text, end, block.end).end()  # type: ignore[union-attr]
        if not tagged:
            tagged, speaker = True, _named(text, start, end, rules)
    spans.append((at, block.end))
    return [
        DashedSpeech(
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


def _says(word: str, rules: OtherLanguage) -> bool:
    """`dijo`, `preguntole`."""
    return word in rules.said or _ENCLITIC.sub("", word) in rules.said


def _french(text: str, block: Block, rules: OtherLanguage) -> Iterator[tuple[int, int]]:
    """`dit Pierre`, up to the next stop; behind a full stop nobody is sure to speak on."""
    at = block.start
    while verb := _INVERTED.search(text, at, block.end):
        at = verb.end()
        if verb[1].lower() not in rules.said:
            continue
        stop = _STOP.search(text, verb.end(), block.end)
        goes_on = stop is not None and stop.group() in ",;:"
        end = stop.end() if stop and goes_on else block.end
        yield verb.start() + len(verb.group()) - len(verb.group().lstrip(", ")), end
        at = end


def _named(text: str, start: int, end: int, rules: OtherLanguage) -> str | None:
    """Who is named behind the verb of a narrator's words (`replicó la Nela`)."""
    words = re.split(r"[,.;:!?—–]", text[start:end].lstrip("—–―- "), maxsplit=1)[0]
    for word in _WORD.finditer(words):
        small = _ENCLITIC.sub("", word.group())
        if word.group().lower() in rules.said or small in rules.said:
            behind = words[word.end() :].strip()
            article = _ARTICLE.match(behind)
            name = _NAME.match(behind, article.end() if article else 0)
            if name:
                return name.group()
            noun = _NOUN.match(behind)
            return noun[1] if noun else None
    return None
