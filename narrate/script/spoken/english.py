"""English respellings that engines with weak text handling share; see `cures.py`.

What English writes otherwise than it says is read before this, in `readings/english/`; here is
what these engines get wrong in plain words.
"""

from __future__ import annotations

import re

from narrate.readings.languages import rules_for
from narrate.script.sentences.sentences import sentence_borders
from narrate.script.spoken.capitals import capitals

_SAID_BY_ALL = frozenset({"mr", "mrs", "ms", "dr", "st"})
"""Titles that every engine here says and takes for no sentence's end"""
_STOPPED = re.compile(r"((?<![\w.])[\w.’']+)\.(?=[\"”’)]*\s+[“\"‘(]*[A-Z\d])")


def respell(text: str, *, letters: bool = True) -> str:
    """All respellings in their order; `letters` is for `stops_inside_sentences`."""
    text = capitals(text)
    return stops_inside_sentences(text, letters=letters) if "." in text else text


def stops_inside_sentences(text: str, *, letters: bool = True) -> str:
    """`Smith & Co. Ltd`: the stop goes where an engine would end the sentence at it.

    `letters`: also after letters with stops between (`the U.S. Army`).
    """
    rules = rules_for("en")
    known = (rules.abbreviations | rules.titles | rules.endings) - _SAID_BY_ALL
    found = [
        stop
        for stop in _STOPPED.finditer(text)
        if (letters if "." in stop[1] else stop[1].lower() in known)
    ]
    if not found:
        return text
    ends = {border.end for border in sentence_borders(text, "en")}
    out, at = [], 0
    for match in found:
        if match.end() not in ends and not any(match.end() < e <= match.end() + 2 for e in ends):
            out += [text[at : match.start()], match[1]]
            at = match.end()
    return "".join([*out, text[at:]])
