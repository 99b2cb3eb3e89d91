"""The drafts of several files as that of one book: each file's chapters, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import regex

from narrate.about import About
from narrate.manuscript.structure.content.front import part_front
from narrate.manuscript.structure.passages import (
    Dropped,
    ManuscriptDraft,
    Part,
    Passage,
    words_of,
)
from narrate.manuscript.structure.section import title_of
from narrate.manuscript.structure.titles.headings import (
    is_named,
    key,
    looks_titled,
    read_heading,
)

_LONGEST_LINE = 60
"""Characters of a first line that may be the title of its file"""
_COUNTED = regex.compile(r"^(?:chapter|ch|part|no)?[\s._-]*\d+[\s._)-]*(?:chapter\b)?", regex.I)
"""How files are numbered"""
_LONGEST_FRONT = 80
"""Words below the book's title in a file that may be its title page"""


def joined(title: str, drafts: Sequence[tuple[Path, ManuscriptDraft]]) -> ManuscriptDraft:
    """One draft of all, under the book's title.

    Author, language, cover and the like are those of the first file that names them. Notes keep to
    their file, also where two files call theirs the same.
    """
    about = About(title)
    parts: list[Part] = []
    warnings: list[str] = []
    lost: list[str] = []
    raw: list[str] = []
    dropped: list[Dropped] = []
    notes: dict[str, Sequence[Passage]] = {}
    for _, draft in drafts:
        about = about.filled(draft.about)
    for number, (path, draft) in enumerate(drafts):
        names = {name: f"{number}/{name}" for name in draft.notes}
        own = [_with_notes(part, names) for part in _own_titles(draft, about)]
        parts += _named(own, path)
        notes |= {names[n]: [_noted(p, names) for p in ps] for n, ps in draft.notes.items()}
        warnings += _of_file(path, draft.warnings)
        lost += _of_file(path, draft.lost)
        raw += draft.raw or draft.texts()
        dropped += draft.dropped
    return ManuscriptDraft(about, parts, warnings, notes, raw, dropped, lost)


def _of_file(path: Path, warnings: Sequence[str]) -> list[str]:
    return [f"{path.name}: {warning}" for warning in warnings]


def _named(parts: Sequence[Part], path: Path) -> list[Part]:
    """The parts of a file; its only chapter is shown under the file's name, if it has no title.

    `02 The Landing.txt` is The Landing, `ch4.md` has no name.
    """
    read = [part for part in parts if part.reason is None]
    if len(read) != 1 or read[0].title.strip():
        return list(parts)
    name = " ".join(_COUNTED.sub("", path.stem.replace("_", " ")).split())
    return [replace(part, name=name) if part is read[0] else part for part in parts]


def _own_titles(draft: ManuscriptDraft, about: About) -> list[Part]:
    """A file's parts; a chapter that was called after the file, for want of a title, has none."""
    parts = [part for part in draft.parts if part.heading or part.passages]
    read = [part for part in parts if part.reason is None]
    if len(read) == 1 and not read[0].heading:
        parts = _with_own_title(parts, read[0])
    return [divided for part in parts for divided in _front(part, about)]


def _with_own_title(parts: Sequence[Part], chapter: Part) -> list[Part]:
    """The parts of a file with one chapter; what above it is its title, is its heading."""
    others = [part for part in parts if part is not chapter]
    above = [part for part in others if _is_title_of(chapter, part)]
    titled = _own_title(chapter, above, others)
    kept = (titled if part is chapter else part for part in parts)
    return [part for part in kept if part is titled or not _is_title_of(chapter, part)]


def _is_title_of(chapter: Part, part: Part) -> bool:
    """Whether a part is a chapter's title and nothing else."""
    return bool(key(chapter.title)) and key(part.text) == key(chapter.title)


def _own_title(chapter: Part, above: Sequence[Part], others: Sequence[Part]) -> Part:
    """A file's only chapter with its heading; without a title that its file does not say.

    `above` are those of the `others` that are the title and nothing else.
    """
    wanted = key(chapter.title)
    if above:
        heading = [passage for part in above for passage in (*part.heading, *part.passages)]
        return replace(chapter, heading=heading)
    if wanted and key(chapter.passages[0].text) == wanted:
        return replace(chapter, heading=[chapter.passages[0]], passages=chapter.passages[1:])
    if _begins_with_title(chapter.passages):
        first, *rest = chapter.passages
        return replace(chapter, title=title_of(first), heading=[first], passages=rest)
    said = any(wanted and wanted in key(part.text) for part in others)
    return chapter if said else replace(chapter, title="")


def _begins_with_title(passages: Sequence[Passage]) -> bool:
    """Whether a file's text begins with a line by itself that has the form of a title: `TWO`."""
    first = passages[0]
    line = first.spoken.strip()
    alone = first.is_read and first.kind in ("paragraph", "heading") and "\n" not in line
    if not alone or not 0 < len(line) <= _LONGEST_LINE or len(passages) < 2:
        return False
    titled = looks_titled(line) and line[-1].isalnum() and line[0].isalnum()
    return read_heading(line) is not None or is_named(line) or titled


def _front(part: Part, about: About) -> list[Part]:
    """What a part is made of that has the book's title and some words: title page, dedication."""
    if part.reason or key(part.title) != key(about.title):
        return [part]
    if words_of(part.passages) > _LONGEST_FRONT:
        return [part]
    return part_front([*part.heading, *part.passages], about, alone=False)


def _with_notes(part: Part, names: Mapping[str, str]) -> Part:
    if not names:
        return part
    return replace(part, passages=[_noted(passage, names) for passage in part.passages])


def _noted(passage: Passage, names: Mapping[str, str]) -> Passage:
    """The passage with its notes under their names in the book."""
    if not passage.notes:
        return passage
    marks = tuple(replace(mark, note=names.get(mark.note, mark.note)) for mark in passage.notes)
    return replace(passage, notes=marks)
