"""One paragraph of a play: whose speech it begins, and which of its words are directions.

`ALGERNON. [Sits.] Oh!`, `Anna: You came late.`, `ÉLISE, bas. — Vous aimez ?`, or the name alone
on a line above the speech. Whether it is a play at all is for `plays` to say.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import regex

from narrate.manuscript.structure.titles.headings import key, read_heading
from narrate.manuscript.words import words_of

Layout = Literal["inline", "line", "alone", "run on"]
"""Where the name stands: before the speech, on the paragraph's first line, in one of its own, or
before the speech with nothing but a tab or another type between them"""

_DATA = words_of("plays")
_JOINTS = "|".join(map(regex.escape, _DATA["joints"].split()))
_HONORIFICS = "|".join(_DATA["honorifics"].split())
_LOUD_WORD = (
    r"(?:M(?:a?c)|O['’]|[DL]['’])?\p{Lu}[\p{Lu}\p{M}.'’-]*(?<!\.)|"
    r"\d{1,2}(?:ST|ND|RD|TH|st|nd|rd|th)?"
)
_TITLED = rf"(?:{_HONORIFICS}|{_HONORIFICS.upper()})\."
_LOUD = (
    rf"(?:(?:The|THE) |\d{{1,2}}\. )?(?:{_TITLED} ?)?(?:{_LOUD_WORD})"
    rf"(?:,? (?:{_TITLED}|{_LOUD_WORD}|{_JOINTS})){{0,6}}"
)
_WORD = r"(?:\p{Lu}[\p{L}\p{M}'’-]*|\p{Lo}[\p{L}\p{M}]*)"
_MIXED = rf"(?:(?:{_HONORIFICS})\.? )?{_WORD}(?: (?:{_WORD}|{_JOINTS}|\d{{1,2}})){{0,3}}"
_ASIDE = r"\[[^\]]{1,400}\]|\([^)]{1,400}\)"
_HOW = r"(?:,\s(?P<how>\p{Ll}[^.:—\n]{1,60}))?"
_ADDED = rf"(?:[.,:]?\s*(?P<aside>{_ASIDE}))?\s*"
_SEPARATOR = r"(?:[.:：]\s?[—–-]*|\s?[—–]+|\s-\s)"
_NAMES = [
    rf"\s*(?P<name>{_LOUD}){_HOW}{_ADDED}",
    rf"\s*(?P<name>{_MIXED})(?P<how>(?!))?{_ADDED}",
]
_BEFORE_SPEECH = rf"(?:{_SEPARATOR}|(?<=[\])]\s*)|\u3000)(?=\s*\S)"
_INLINE = [regex.compile(name + _BEFORE_SPEECH) for name in _NAMES]
_RUN_ON = regex.compile(rf"\s*(?P<name>{_LOUD})\s(?=[¿¡“‘«\"]*\p{{Lu}}(?:\p{{Ll}}|['’]?\s))")
"""`ANNA You came late.`: the name was set in bold, or on a line above"""
_LED = regex.compile(rf"\s*(?P<name>{_LOUD}|{_MIXED}){_ADDED}")
"""What bold type or a tab sets apart in front of a speech"""
_ALONE = [regex.compile(rf"{name}{_SEPARATOR}?\s*$") for name in _NAMES]


def _any(*kinds: str) -> str:
    """A pattern for the words of these kinds, in all languages."""
    words = (w for kind in kinds for given in _DATA[kind].values() for w in given.split())
    return "|".join(regex.escape(word.replace("_", " ")) for word in words)


_DIRECTION = regex.compile(rf"\W*(?:{_any('directions')})(?![\p{{L}}\p{{M}}'’])", regex.I)
_ACTION = regex.compile(rf"(?:{_any('actions')})(?![\p{{L}}\p{{M}}'’])", regex.I)
_SAID = frozenset('?!“”"«»„')
"""What a stage direction without brackets does not have"""
_STAGE = _any("directions", "in_brackets")
_OF_STAGE = regex.compile(
    rf"\W*(?:{_STAGE})(?![\p{{L}}\p{{M}}'’])|.*(?<![\p{{L}}\p{{M}}])(?:{_STAGE})\W*$",
    regex.I | regex.S,
)
_NO_NAMES = frozenset(
    word.replace("_", " ") for words in _DATA["no_names"].values() for word in words.split()
)
_BRACKETED = regex.compile(r"\[[^\]]*(?:\]|$)|\([^)]*\)")
_STOPS: Final = frozenset('.!?…:;»”’")]—–-')
_NUMERAL: Final = regex.compile(r"[IVXLC]+")
_LONGEST_NAME: Final = 50
_LONGEST_DIRECTION: Final = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph begins that opens a speech."""

    name: str
    layout: Layout
    loud: bool
    """The name is in capitals"""
    stopped: bool
    """A stop stands behind the name"""
    start: int
    named: int
    """Where the name ends, with the stop behind it if nothing else stands between"""
    end: int
    """Where the speech begins"""
    apart: bool
    """A direction stands between them: `ALGERNON [aside]. Oh!`"""


@lru_cache(maxsize=2**13)  # asked of each paragraph more than once: who speaks, is it a play
def read_opening(text: str, lead: int = 0) -> Opening | None:
    """How a paragraph opens a speech; None for one that does not have the form.

    `lead`: characters at its start that are set apart from what follows.
    """
    first = text.split("\n", 1)[0]
    for loud, alone, inline in zip((True, False), _ALONE, _INLINE, strict=True):
        if found := alone.match(first):
            return _opening(found, "line" if "\n" in text else "alone", loud=loud)
        if found := inline.match(text):
            return _opening(found, "inline", loud=loud)
    if lead and (found := _LED.fullmatch(text, 0, lead)):
        return _opening(found, "run on", loud=found["name"].isupper())
    if found := _RUN_ON.match(text):
        return _opening(found, "run on", loud=True)
    return None


def _opening(found: regex.Match[str], layout: Layout, *, loud: bool) -> Opening | None:
    name = found["name"].strip()
    words = key(name)
    if len(name) > _LONGEST_NAME or words in _NO_NAMES or words.split()[:1] == ["dear"]:
        return None
    if _NUMERAL.fullmatch(name) or len(words) < 2 or _is_division(name):
        return None
    groups = found.groupdict()
    behind = next((found.start(g) for g in ("how", "aside") if groups.get(g)), None)
    until = found.end() if behind is None else behind
    named = found.start() + len(found.string[found.start() : until].rstrip())
    stopped = not found[0].rstrip().endswith(found["name"])
    return Opening(
        name, layout, loud, stopped, found.start("name"), named, found.end(), behind is not None
    )


def _is_division(name: str) -> bool:
    """`ACT I`; a mere number may be a name: OTTO, eight in Italian."""
    heading = read_heading(name)
    return heading is not None and bool(heading.word)


def is_direction(text: str) -> bool:
    """Whether a paragraph is a stage direction: in brackets, `Enter Ghost.`, `CURTAIN`."""
    text = text.strip()
    if text[:1] in "[(" and (text.rstrip(".")[-1:] in "])" or "]" not in text):
        return True
    if len(text) > _LONGEST_DIRECTION:
        return False
    return bool(_DIRECTION.match(text)) or key(text) in _NO_NAMES


def is_action(text: str, names: Collection[str]) -> bool:
    """Whether a paragraph says what one of these persons does, or that nobody speaks.

    `She weeps.`, `Joan goes to the window.`, `A long silence.`
    """
    text = text.strip()
    if len(text) > _LONGEST_DIRECTION or not _SAID.isdisjoint(text):
        return False
    words = key(text).split()
    called = text.split(maxsplit=1)[0][-1:] in ",."  # `Mark, come here.`
    named = words[:1] and not called and (words[0] in names or " ".join(words[:2]) in names)
    return bool(_ACTION.match(text)) or bool(named)


def speaks_of_stage(text: str) -> bool:
    """Whether a direction has a word of the stage, which no other remark in brackets has."""
    return bool(_OF_STAGE.match(text.strip()))


def asides(text: str, start: int, *, square: bool) -> Iterator[tuple[int, int]]:
    """Spans of directions within a speech that begins at `start`.

    `square`: the play sets them in square brackets, so that round ones are the speaker's own.
    """
    for found in _BRACKETED.finditer(text, start):
        if found[0][0] == "[" or (not square and _is_apart(text, start, *found.span())):
            yield found.span()


def _is_apart(text: str, first: int, start: int, end: int) -> bool:
    """Whether round brackets stand between sentences, not within one."""
    before = text[first:start].rstrip()
    return not before or before[-1] in _STOPS or not text[end:].strip(" .!?…")


def spelled(name: str) -> str:
    """A name in capitals as it is written elsewhere: `LADY BRACKNELL`, Lady Bracknell."""
    joints = set(_DATA["joints"].split())
    loud = all(word == word.upper() or word in joints for word in name.split())
    if name == name.lower() or not loud:
        return name
    words = name.lower().split()
    return " ".join(w if i and w in joints else w.title() for i, w in enumerate(words))


def is_act(title: str) -> bool:
    """Whether a title begins as those of acts and scenes do."""
    heading = read_heading(title)
    return heading is not None and heading.word in _ACTS


_ACTS = frozenset(_DATA["acts"].split())
