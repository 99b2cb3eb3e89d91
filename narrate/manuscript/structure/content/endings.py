"""Matter behind the text of a section, known by what it says: an imprint below a story."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import (
    catalogue_kind,
    common_kind,
    is_certain,
    is_priced,
    is_unmistakable,
    kind_of,
    may_be_told,
    names_kind,
    speaks_of,
)
from narrate.manuscript.structure.content.prose import (
    is_press_notice,
    is_prose,
    is_running,
    is_sentence,
    texts_of,
)
from narrate.manuscript.structure.content.title_pages import lines_above
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.section import Section

_LONGEST_MATTER = 1000
"""Characters of the longest paragraph of an imprint or the like that nothing names"""


@dataclass(frozen=True, slots=True)
class Ending:
    """Where matter begins that stands behind the text of a section, and what it is."""

    start: int
    kind: str
    sure: bool
    """It can be nothing else, not even a sign that somebody reads"""
    brief: bool
    """It is a few lines, no sentences but formulas"""


def endings(
    sections: Sequence[Section], reasons: Sequence[str | None], about: About
) -> dict[int, Ending]:
    """The sections that are read, at whose end stands what is matter by what it says.

    Behind the last section any matter ends the book. Behind others it is matter where it is so
    for sure, or where several sections end in its kind: `© 1962 Ann Lee` below each story. What
    stands there once may be what somebody reads: `ALL RIGHTS RESERVED`, on a door. Sentences
    with the words of a kind are text there.
    """
    read = [i for i, reason in enumerate(reasons) if reason is None and sections[i].words]
    found = ((i, _ending_of(sections[i].passages, about)) for i in read)
    ends = {i: end for i, end in found if end is not None}
    last = read[-1] if read else None
    kinds = Counter(end.kind for i, end in ends.items() if i != last)
    common = {kind for kind, count in kinds.items() if count > 1} - {matter.PUBLISHER}
    return {i: x for i, x in ends.items() if i == last or _parts(x, common)}


def _parts(end: Ending, common: Collection[str]) -> bool:
    """Whether matter may stand at an end that more text follows."""
    return end.brief and (end.sure or end.kind in common)


def _ending_of(passages: Sequence[Passage], about: About) -> Ending | None:
    start = _matter_from(passages)
    if start is None or passages[start - 1].text.rstrip().endswith((":", "：")):
        return None  # the text says what stands there
    texts = texts_of(passages[start:])
    kind = surely_kind_of(texts) or common_kind(texts) or catalogue_kind(texts)
    if kind is None:
        return None
    start = lines_above(passages, start, about)
    sure = is_certain(texts_of(passages[start:]), kind)
    told = kind == matter.IMPRINT and sure  # formulas in sentences: `first appeared in …`
    return Ending(start, kind, sure, told or is_unmistakable(texts, kind))


def divided(section: Section, end: Ending) -> list[Section]:
    """The section, and what stands at its end."""
    apart = section.passages[end.start :]
    rest = replace(section, passages=section.passages[: end.start])
    title = next((p.text for p in apart if p.text.strip()), "")[:60]
    return [rest, Section(title, section.level, [], apart, end.kind, nesting=section.depth)]


def _may_be_matter(text: str) -> bool:
    if len(text) > _LONGEST_MATTER:
        return False
    return speaks_of(text) is not None or is_press_notice(text) or is_priced(text)


def _names_kind(passage: Passage) -> bool:
    """Whether a passage has words of matter: a line of a title page, too, and no sentence."""
    said = passage.spoken
    if speaks_of(said) is not None or is_priced(said):
        return True
    return names_kind(said) and not is_sentence(said)


def _matter_from(passages: Sequence[Passage]) -> int | None:
    """Index of the first passage behind the last paragraph of text; None where there is none."""
    start = len(passages)
    for i in range(len(passages) - 1, -1, -1):
        passage = passages[i]
        if passage.is_read and passage.kind != "scene":
            if is_running(passage.spoken) and not _may_be_matter(passage.spoken):
                break
            start = i
    while start < len(passages) and not _names_kind(passages[start]):
        start += 1
    if start >= len(passages) or not is_prose(texts_of(passages[:start])):
        return None
    return start


def surely_kind_of(texts: Sequence[str]) -> str | None:
    """The kind of matter that texts are by what they say, unless a story may say it."""
    kind = kind_of(texts)
    return None if kind and may_be_told(texts, kind) else kind
