"""Speakers in languages without rules of their own: a character named beside a verb of saying.

Only names from the settings are looked for, since not every script tells names by capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from narrate.book import Chapter
from narrate.readings.languages import rules_for
from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.words import OTHERS

_REACH = 80
_STOP = re.compile(r"[.!?।॥…\n]")


def speakers_named(
    chapter: Chapter,
    quotations: Sequence[Quotation],
    language: str,
    characters: Mapping[str, Sequence[str]],
) -> list[str | None]:
    """The one character that the words right beside a quotation name with a verb of saying."""
    said = rules_for(language).reporting | (OTHERS[language].said if language in OTHERS else set())
    names = {each: name for name, others in characters.items() for each in (name, *others)}
    found: list[str | None] = []
    for i, quotation in enumerate(quotations):
        block = chapter.blocks[quotation.block]
        before = quotations[i - 1].end if i else block.start
        after = quotations[i + 1].start if i + 1 < len(quotations) else block.end
        behind = chapter.text[quotation.end : min(after, block.end, quotation.end + _REACH)]
        ahead = chapter.text[max(before, block.start, quotation.start - _REACH) : quotation.start]
        parts = (_STOP.split(behind, maxsplit=1)[0], _STOP.split(ahead)[-1])
        found.append(next((who for part in parts if (who := _one(part, names, said))), None))
    return found


def _one(words: str, names: Mapping[str, str], said: frozenset[str] | set[str]) -> str | None:
    if not any(verb in words for verb in said):
        return None
    named = {who for name, who in names.items() if re.search(rf"(?<!\w){re.escape(name)}", words)}
    return named.pop() if len(named) == 1 else None
