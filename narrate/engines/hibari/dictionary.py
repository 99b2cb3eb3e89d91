"""Which words the engine's own dictionaries lack: it says those letter by letter, or guesses them.

Reads the package's dictionaries (0.2 s, no model) when a plan first asks.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from narrate.engines.base import SaidHow

_SPELLED = 4
"""Letters of the longest words in its dictionary that are said letter by letter, as `cps` is"""
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:'[A-Za-zÀ-ɏ]+)*")


def unknown_words(words: Iterable[str], *, british: bool) -> Mapping[str, SaidHow]:
    """Those of the words that it does not know, and what it does with each."""
    found: dict[str, SaidHow] = {}
    for word in words:
        how = _said(word.replace("’", "'"), british)
        if how:
            found[word] = how
    return found


@functools.cache
def _said(word: str, british: bool) -> SaidHow | None:
    if len(word) < 2 or not _WORD.fullmatch(word):
        return None
    lexicon = _lexicon(british)
    small = word.lower()
    known = small in lexicon.golds or small in lexicon.silvers
    if known and len(word) > _SPELLED and word[1:] == small[1:]:
        return None  # as nearly all words are
    tags = ("NNP", "NN") if word[0].isupper() else ("NN", "VBD")
    for tag in tags:
        phonemes, _ = lexicon.get_word(word, tag, None, _Context())
        if phonemes is not None and phonemes != lexicon.get_NNP(word)[0]:
            return None
    return "guessed" if phonemes is None else "spelled"


class _Context:
    """Nothing follows the word."""

    future_vowel: bool | None = None
    future_to = False


@functools.cache
def _lexicon(british: bool) -> Any:
    from hibari import g2p  # brings numpy
    from hibari.g2p.lexicon import Lexicon

    accent = "gb" if british else "us"
    gold, silver = (
        g2p._load_json(f"lexicon_{accent}_{kind}.json.gz") for kind in ("gold", "silver")
    )
    return Lexicon(gold, silver, british)
