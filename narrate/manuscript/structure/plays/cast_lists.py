"""The bill of a play: who is in it, where and when it plays, and the list of its scenes.

`Persons of the Play` proposes such a list; what stands below it decides: names with a few words
about each, `Act II: The garden`. Prose under such a title is read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from narrate.book import speaker_key
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.prose import SPEECH, is_running
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.plays.speeches import is_direction, read_opening
from narrate.manuscript.structure.section import is_division
from narrate.manuscript.structure.titles.headings import key, looks_titled, read_heading
from narrate.manuscript.words import words_of

LISTED: Final = "x-cast"
"""Type of the passages of such a list, as `matter` knows it"""

_DATA = words_of("plays")


def _titles(kind: str) -> matter.AnyOf:
    return matter.AnyOf(title for titles in _DATA[kind].values() for title in titles)


_CAST, _SCENES = _titles("cast"), _titles("scenes")
_PLACES = "|".join(
    regex.escape(word.replace("_", " ")) for words in _DATA["setting"].values()
    for word in words.split()
)  # fmt: skip
_SETTING = regex.compile(rf"\W*(?:the )?(?:{_PLACES})(?:\s*[:.—–-]|\s+(?-i:\p{{Ll}}))", regex.I)
_NAME = r"(?:\p{Lu}[\p{L}\p{M}.'’-]*|\p{Lo}[\p{L}\p{M}]*)"
_DESCRIBED = regex.compile(
    rf"[\W\d]*(?:(?:the|la|le|les|el|los|der|die|das|il|i|gli) )?{_NAME}"
    rf"(?: (?:{_NAME}|of|the|and|de|du|von|di|del|y|et|und|e|и|da|la)){{0,5}}"
    r"\s?(?:[,:;(\[—–-]|\.{2,}|\. ?\S|\s\s)"
)
_EXPLAINED = regex.compile(rf"[\W\d]*{_NAME}(?: {_NAME}){{0,4}}(?: ?[:(\[—–]| - )")
_LOUD = regex.compile(r"[\W\d]*(?:\p{Lu}\p{Ll}?\p{Lu}|\p{Lu}\.\s?\p{Lu}|[Tt]he \p{Lu}{2})")
_LOUD_WORDS = regex.compile(r"(?<!\p{L})\p{Lu}[\p{Lu}\p{M}'’-]{2,}(?!\p{L})")
_SEVERAL = regex.compile(r"\s*[,;]\s*|\s+(?:and|y|et|und|e|и)\s+")
_LONGEST_TITLE: Final = 60
_LONGEST_ENTRY: Final = 400
"""Characters"""
_BETWEEN: Final = regex.compile(r"(?<=\p{L}{2}[.;])\s+(?=\p{Lu}|The )")
_LONGEST_LIST: Final = 60
"""Passages"""
_LONGEST_BRIEF: Final = 25
"""Words"""
_FEWEST: Final = 2
_JOINED: Final = 40
"""Characters of the shortest list that is one line"""
_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class _Opening:
    """A title of such a list, and what of its own passage is already an entry."""

    lines: tuple[str, ...]
    scenes: bool


def with_cast_lists(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, those of a play's bill marked as such, its headings no longer headings."""
    found = list(passages)
    at = 0
    while at < len(found):
        opening = _opening(found[at])
        stop = _stop(found, at, opening) if opening else at
        for i in range(at, stop):
            found[i] = _listed(found[i], first=i == at)
        at = max(stop, at + 1)
    return _with_names(found)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The names that begin the lines of a cast list, and what stands there in capitals."""
    lines = [line for text in texts for line in entries_of(text)]
    openings = [read_opening(line.split(",")[0].split("(")[0]) for line in lines]
    loud = (word for line in lines for word in _LOUD_WORDS.findall(line))
    return frozenset(speaker_key(name) for name in (*(o.name for o in openings if o), *loud))


def _with_names(passages: list[Passage]) -> list[Passage]:
    """The passages, headings no longer headings that only name who speaks.

    Such a name is in the list, and it and others come again.
    """
    listed = names_in(p.text for p in passages if LISTED in p.types)
    headings = [(i, p) for i, p in enumerate(passages) if listed and p.kind == "heading"]
    speakers = {i: name for i, p in headings if (name := _named_in(p)) in listed}
    if not 1 < len(set(speakers.values())) < len(speakers):
        return passages
    for i in speakers:
        passages[i] = replace(passages[i], kind="paragraph", level=0)
    return passages


def _named_in(heading: Passage) -> str:
    """The name in a heading, if it could be one: the key of a speaker; empty for a list's title."""
    opening = None if LISTED in heading.types else read_opening(heading.spoken)
    return speaker_key(opening.name) if opening else ""


def is_list_title(line: str) -> bool:
    """Whether a line is the title of a cast list or of a list of scenes."""
    words = key(line)
    return bool(_CAST.fullmatch(words) or _SCENES.fullmatch(words))


def _listed(passage: Passage, *, first: bool) -> Passage:
    if LISTED in passage.types:
        return passage
    types = passage.types | {LISTED}
    titled = first and passage.kind == "paragraph" and len(passage.text) <= _LONGEST_TITLE
    if titled and "\n" not in passage.text:
        return replace(passage, kind="heading", level=1, types=types)
    if passage.kind == "heading" and not first:
        return replace(passage, kind="paragraph", level=0, types=types)
    return replace(passage, types=types)


def _opening(passage: Passage) -> _Opening | None:
    """What a passage opens whose first line is the title of a cast list or of a list of scenes."""
    first, _, below = passage.spoken.strip().partition("\n")
    if passage.kind == "scene" or not 0 < len(first) <= _LONGEST_ENTRY:
        return None
    rest = below.split("\n") if below else []
    title, colon, names = first.partition(":")
    if colon and names.strip() and _CAST.fullmatch(key(title)):
        first, rest = title, [*_SEVERAL.split(names), *rest]
    if len(first) > _LONGEST_TITLE:
        return None
    words = key(first)
    if _CAST.fullmatch(words):
        return _Opening(tuple(rest), scenes=False)
    return _Opening(tuple(rest), scenes=True) if _SCENES.fullmatch(words) else None


def _stop(passages: Sequence[Passage], at: int, opening: _Opening) -> int:
    """Index behind the list that begins at `at`; the same where what follows is none."""
    lines = list(opening.lines)
    scenes = opening.scenes
    seen: set[int | None] = set()
    stop = at + 1
    acts = _next_act(passages, at + 1)
    for i, passage in enumerate(passages[at + 1 :], at + 1):
        opened = _opening(passage)
        if opened:
            scenes, more = opened.scenes, list(opened.lines)
        elif _ends(passages, i, seen, scenes=scenes) and i >= acts:
            break
        else:
            more = entries_of(passage.spoken)
        lines += more
        stop += 1
    while stop > at + 1 and passages[stop - 1].kind == "scene":
        stop -= 1
    return stop if _are_entries(lines) else at


def _ends(passages: Sequence[Passage], at: int, seen: set[int | None], *, scenes: bool) -> bool:
    return not _goes_on(passages[at], seen, scenes=scenes) or _begins_play(passages, at)


def _begins_play(passages: Sequence[Passage], at: int) -> bool:
    """Whether an act or a scene is named there, and somebody enters right below."""
    heading = read_heading(passages[at].spoken.strip().split("\n")[0])
    if heading is None or not heading.word:
        return False
    below = next((p for p in passages[at + 1 : at + 3] if p.kind not in ("heading", "scene")), None)
    return below is not None and is_direction(below.text)


def _next_act(passages: Sequence[Passage], start: int) -> int:
    """Where the play begins behind a list that begins there; `start` if more than a list stands
    between: `Lords belonging to the two Dukes, and other Attendants.` is an entry only there."""
    for i in range(start, min(start + _LONGEST_LIST, len(passages))):
        passage = passages[i]
        if passage.kind == "heading" and not is_list_title(passage.spoken):
            return i
        if passage.kind != "heading" and not all(map(_is_brief, entries_of(passage.spoken))):
            break
    return start


def _is_brief(entry: str) -> bool:
    """Whether a sentence may be an entry where only entries are expected."""
    if len(entry.split()) > _LONGEST_BRIEF or entry[:1] in "[(":
        return False
    return entry[-1:] not in "!?" and not SPEECH.match(entry)


def entries_of(text: str) -> list[str]:
    """The entries of a list's passage: its lines, or the sentences of lines joined to one.

    `DUKE, living in exile. AMIENS, a Lord.` are two.
    """
    lines = text.strip().split("\n")
    if any(len(line) > _LONGEST_ENTRY for line in lines) or len(lines) == 1:
        return [entry for line in lines for entry in _BETWEEN.split(line)]
    return lines


def _goes_on(passage: Passage, seen: set[int | None], *, scenes: bool) -> bool:
    """Whether a passage belongs to a list; `seen` are the numbers of the acts that it names."""
    text = passage.spoken.strip()
    if passage.kind == "scene" or not text:
        return True
    if _SETTING.match(text) and len(text) <= _LONGEST_ENTRY and not read_heading(text):
        return passage.kind != "heading"
    heading = read_heading(text.split("\n")[0])
    if heading is not None and heading.word:
        again = is_division(text) and heading.number in seen
        seen.add(heading.number if is_division(text) else None)
        return scenes and not again and bool(heading.title or "\n" in text)
    return passage.kind != "heading" and all(map(_may_be_entry, entries_of(passage.spoken)))


def _may_be_entry(line: str) -> bool:
    """`HAMLET, Prince of Denmark`, `Lords and Ladies`, and not a speech or a stage direction."""
    line = line.strip()
    if len(line) > _LONGEST_ENTRY or line[:1] in "[(" or line[-1:] in "!?":
        return False
    return not is_running(line) or bool(_LOUD.match(line) or _EXPLAINED.match(line))


def _are_entries(lines: Iterable[str]) -> bool:
    """Whether lines are names with what is said of each, and no prose."""
    own = [line.strip() for line in lines if line.strip()]
    joined = len(own) == 1 and len(own[0]) > _JOINED
    if not (len(own) >= _FEWEST or joined):
        return False
    if 2 * sum(bool(_LOUD.match(line)) for line in own) > len(own):
        return True
    named = sum(bool(_DESCRIBED.match(line)) or _is_name(line) for line in own)
    return 3 * named >= 2 * len(own) and 3 * sum(map(is_running, own)) <= len(own)


def _is_name(line: str) -> bool:
    """`Alonso`, `Lady Bracknell`: nothing but a name or a few, or what such people are."""
    if len(line.split()) > 2 * _WORDS or line[-1:] in "!?;…,":
        return False
    cell = line[:1].islower() and line[-1] != "."  # `a fisher's wife`, beside a name in a table
    return cell or (len(line.split()) <= _WORDS and looks_titled(line))
