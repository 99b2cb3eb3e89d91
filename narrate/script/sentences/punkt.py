"""nltk's Punkt, asked about one full stop at a time.

The data comes with narrate: hand-written abbreviations (`data/languages.json`) and what
`benchmarks/train_punkt.py` counted in public-domain books (`data/trained.json`); nothing is
downloaded. It is never trained on the manuscript itself: an edit in one chapter would then
move sentence borders in another, and have unchanged chunks spoken and paid for again.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from narrate.readings.languages import rules_for

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer


@functools.lru_cache(maxsize=65536)
def ends_sentence(word: str, following: str, language: str) -> bool:
    """Punkt's verdict on `word` (with its full stop) before the word `following`."""
    verdict = _tokenizer(language).text_contains_sentbreak(f"{word} {following}")
    return bool(verdict)


@functools.cache
def _tokenizer(language: str) -> PunktSentenceTokenizer:
    # nltk takes 0.3 s to import: only when there is a sentence to split
    from nltk.tokenize import punkt

    rules = rules_for(language)
    parameters = punkt.PunktParameters()
    # `units` and `numbered` are words too ("Come in. Sit down."): Punkt sees no figures
    parameters.abbrev_types = set(rules.titles | rules.abbreviations | rules.endings)
    parameters.sent_starters = set(rules.starters)
    for word in rules.common:
        parameters.ortho_context[word] = punkt._ORTHO_MID_LC
    return punkt.PunktSentenceTokenizer(parameters)
