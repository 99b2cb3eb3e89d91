"""What the names of styles propose to leave out, where the content bears it out.

A style called `Caption`, `Footer` or `Footnote Text` proposes; paragraphs of running prose in it
are read, as authors take any style that looks right.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.documents.style_names import REASONS
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import bears_out
from narrate.manuscript.structure.content.prose import is_prose, tells_story
from narrate.manuscript.structure.passages import Passage, count_words

_CAPTION = 60
"""Words of the longest caption"""
_CAPTIONS = 3
"""Of so many right below each other, none is below a picture"""
_LABEL = regex.compile(r"\s*\p{L}{1,12}\.? ?\d")
"""`Figure 1`, `Abb. 2`, `図3`"""
_MOST = 0.3
"""Of a document's words, what captions, notes and running heads make up at most"""
_WORD = regex.compile(r"\p{L}{3}")


def reasons_by_style(paragraphs: Sequence[Paragraph]) -> list[str | None]:
    """Why each paragraph is not read, if its style says so and its text is no running prose."""
    words = [count_words(paragraph.text) for paragraph in paragraphs]
    shares: dict[str, int] = {}
    for paragraph, count in zip(paragraphs, words, strict=True):
        shares[paragraph.setting.role] = shares.get(paragraph.setting.role, 0) + count
    ruling = {role for role, count in shares.items() if count > _MOST * sum(words)}
    return list(_reasons(paragraphs, ruling))


def _near_picture(paragraphs: Sequence[Paragraph], start: int, stop: int) -> bool:
    """Whether a picture is in these paragraphs, or right above or below them."""
    above = next((i for i in range(start - 1, -1, -1) if _shows(paragraphs[i])), start)
    below = next((i for i in range(stop, len(paragraphs)) if _shows(paragraphs[i])), stop - 1)
    return any(p.pictured for p in paragraphs[above : below + 1])


def _shows(paragraph: Paragraph) -> bool:
    return paragraph.pictured or not paragraph.is_blank


def _reasons(paragraphs: Sequence[Paragraph], ruling: set[str]) -> Iterator[str | None]:
    at = 0
    for role, run in groupby(paragraphs, key=lambda p: p.setting.role):
        group = list(run)
        reason = REASONS.get(role)
        if reason is not None:
            usual = role not in ruling and _near_picture(paragraphs, at, at + len(group))
            reason = reason if _is_borne_out(reason, group, usual=usual) else None
        yield from [reason] * len(group)
        at += len(group)


def _is_borne_out(reason: str, group: Sequence[Paragraph], *, usual: bool) -> bool:
    """Whether paragraphs of a style are what its name says.

    `usual` if they are near a picture and the style is not that of the text.
    """
    filled = [paragraph for paragraph in group if not paragraph.is_blank]
    texts = [paragraph.text for paragraph in filled]
    if not is_prose(texts):
        return True
    if reason == matter.FOOTNOTE:
        marked = all(p.left_out[:1] and not p.left_out[0].start for p in filled)
        return marked or bears_out(reason, [Passage("paragraph", text) for text in texts])
    return reason == matter.CAPTION and _are_captions(texts, usual=usual)


def _are_captions(texts: Sequence[str], *, usual: bool) -> bool:
    """Whether a few short texts of sentences are captions: `Figure 3: The ferry in 1944.`"""
    if len(texts) >= _CAPTIONS or any(count_words(text) > _CAPTION for text in texts):
        return False
    return all(map(_LABEL.match, texts)) or (usual and not tells_story(texts))


def parts_scenes(text: str) -> bool:
    """Whether what a style for scene breaks holds is an ornament: `o0o`, not `Later that day`."""
    return _WORD.search(text) is None
