"""How long pauses are: by who speaks next, and none just as long as the one before.

What varies them is drawn from the words that they follow, so that a rerun, another machine and an
edit elsewhere give the same pause again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from narrate.book import UNKNOWN_SPEAKER, Chapter
from narrate.language import primary
from narrate.script.dialogue.dashes import find_dashed
from narrate.script.dialogue.quotations import Quotation, find_quotations


def varied(seconds: float, variation: float, words: str) -> float:
    """The pause after these words: `seconds`, longer or shorter by `variation` of it at most.

    The mean over many words is `seconds`; half of all pauses are within 0.3 of the variation.
    """
    digest = hashlib.blake2b(" ".join(words.split()).encode("utf-8", "replace"), digest_size=8)
    one, other = (int.from_bytes(half, "big") / 2**32 for half in _halves(digest.digest()))
    return round(seconds * (1 + variation * (one + other - 1)), 3)


def _halves(eight: bytes) -> tuple[bytes, bytes]:
    return eight[:4], eight[4:]


def answered(chapter: Chapter, language: str) -> frozenset[int]:
    """The blocks, by index, after which another speaker answers in the next one.

    `“Where is he?”`, `“Gone,” said Ann.`, `She wept.` are answered after the first, and so is the
    first of two speeches of a play. A speech that goes on in the next paragraph is none, nor are
    two that the chapter's marks give to one speaker.
    """
    speeches: defaultdict[int, list[Quotation]] = defaultdict(list)
    for speech in _speeches(chapter, language):
        speeches[speech.block].append(speech)
    who = _speakers(chapter)
    return frozenset(
        one
        for one, other in pairwise(sorted(speeches))
        if other == one + 1
        and _opens(chapter, speeches[other][0])
        and _differ(who, speeches[one][-1], speeches[other][0])
    )


def _speeches(chapter: Chapter, language: str) -> Sequence[Quotation]:
    """The quotations; where there are none, as in a play, what the marks say is spoken."""
    quotations = find_quotations(chapter, primary(language))
    dashed = [each.quotation for each in find_dashed(chapter, primary(language))]
    found = dashed if 2 * len(dashed) > len(quotations) else quotations
    return found or list(_marked(chapter))


def _marked(chapter: Chapter) -> list[Quotation]:
    marks = sorted((m for m in chapter.marks if m.kind == "speaker"), key=lambda m: m.start)
    found, at = [], 0
    for index, block in enumerate(chapter.blocks):
        while at < len(marks) and marks[at].start < block.end:
            found.append(Quotation(marks[at].start, marks[at].end, index))
            at += 1
    return found


def _opens(chapter: Chapter, speech: Quotation) -> bool:
    """Whether a paragraph begins with the speech, but for its speaker's name or a dash."""
    block = chapter.blocks[speech.block]
    before = chapter.text[block.start : speech.start]
    named = any(m.kind == "name" and block.start <= m.start < speech.start for m in chapter.marks)
    return not speech.continues and (named or not any(map(str.isalnum, before)))


def _speakers(chapter: Chapter) -> Mapping[int, str]:
    """Who says the speech that begins there, where that is known."""
    marks = (mark for mark in chapter.marks if mark.kind == "speaker")
    return {mark.start: mark.value for mark in marks if mark.value != UNKNOWN_SPEAKER}


def _differ(who: Mapping[int, str], one: Quotation, other: Quotation) -> bool:
    """Whether they may be two speakers; by custom a new paragraph is a new speaker's."""
    speaker = who.get(one.start)
    return speaker is None or speaker != who.get(other.start)
