"""What the user says of a word comes before what a language's rules say of it.

The readings are made before the lexicon, so that its entries find words and not figures. An
entry for what a reading would change (`1984`, `Dr`) would then find nothing: the text that it
matches is held back from the readings.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator

Rule = Callable[[str], str]

_PRIVATE = range(0xE000, 0xF8FF)
"""Characters without a meaning; one stands for each stretch that is held back"""


def read_and_respell(text: str, readings: Rule, lexicon: Rule) -> str:
    """The text as the readings and then the lexicon have it, the lexicon's own words first."""
    read = readings(text)
    if read == text:
        return lexicon(text)
    respelled = lexicon(text)
    if respelled == text:
        return lexicon(read)
    signs = (chr(code) for code in _PRIVATE if chr(code) not in text)
    held: dict[str, str] = {}
    out, at = [], 0
    for start, end, said in _changes(text, respelled):
        if _is_lost(text[start:end], text, read):
            sign = next(signs)
            held[sign] = said
            out += [text[at:start], sign]
            at = end
    spoken = lexicon(readings("".join([*out, text[at:]])))
    for sign, said in held.items():
        spoken = spoken.replace(sign, said)
    return spoken


def _changes(text: str, respelled: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of whole words that differ, and what is in their place."""
    old, new = re.findall(r"\S+\s*", text), re.findall(r"\S+\s*", respelled)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            said = "".join(new[new_first:new_last])
            stretch = text[starts[first] : starts[last]]
            end = starts[last] - (len(stretch) - len(stretch.rstrip()))
            yield starts[first], end, said.rstrip() if end < starts[last] else said


def _is_lost(stretch: str, text: str, read: str) -> bool:
    """Whether a stretch occurs less often in the text that was read than in the text."""
    core = stretch.strip(" .,;:!?\"'()[]“”‘’—–-")
    if not core:
        return False
    pattern = re.compile(rf"(?<!\w){re.escape(core)}(?!\w)")
    return len(pattern.findall(read)) < len(pattern.findall(text))
