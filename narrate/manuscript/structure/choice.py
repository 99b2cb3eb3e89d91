"""What of a manuscript is read: the readers' own choice, and over it what the settings name."""

import difflib
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.book import Book, LeftOut, LeftOutPart
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.captions import captions_as_text
from narrate.manuscript.structure.content.front import is_subtitle
from narrate.manuscript.structure.content.inline_notes import without_inline_notes
from narrate.manuscript.structure.content.kinds import bears_out, is_doubtful, judged
from narrate.manuscript.structure.content.prose import is_running, texts_of
from narrate.manuscript.structure.content.roles import (
    ROLES,
    read_role,
    roles_of_reason,
    roles_of_title,
    roles_of_types,
)
from narrate.manuscript.structure.joining import joined_over_unread
from narrate.manuscript.structure.page_marks import with_line_numbers, with_page_marks
from narrate.manuscript.structure.passages import ManuscriptDraft, Part, Passage, count_words
from narrate.manuscript.structure.placing import NotesAt, placed
from narrate.manuscript.structure.plays.plays import Unsaid, with_speeches
from narrate.manuscript.structure.titles.headings import key
from narrate.settings.casts import fits_title

_OWN_NAMES = frozenset({"front matter", "credits", "footnotes"})
"""What readers call parts that have no title of their own; never spoken"""


_CERTAIN = frozenset(
    {
        matter.FOOTNOTE, matter.NOTES, matter.MARKER, matter.PAGE, matter.LINE, matter.ALT,
        matter.READING_AID, matter.COMMENT, matter.METADATA, matter.SKIPPED,
    }
)  # fmt: skip
"""Reasons that the file itself tells, and no guess by looks or names"""
_LONG_WORDS = 40
"""Words of a span that is too much prose to be left out by a guess"""
_LONG = 100
"""Characters that so many words have at least"""
_SINGLE = frozenset({matter.CAPTION, matter.SIDE_NOTE, matter.RUNNING, matter.CODE, matter.CLOSING})
"""Reasons for one passage each: several in a row are no longer text"""
_NO_RUNS = _CERTAIN | _SINGLE
_FILE_NAME = re.compile(r"\S+\.(?:x?html?|xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the settings say about what is read; nothing said: as the readers found best."""

    read: tuple[str, ...] = ()
    """Roles and title patterns that are read even so"""
    skip: tuple[str, ...] = ()
    """Roles and title patterns that are not read"""
    notes: NotesAt = "skip"


AS_FOUND = Choice()
"""Nothing said in the settings"""


def choose(draft: ManuscriptDraft, choice: Choice = AS_FOUND) -> tuple[list[Part], list[str]]:
    """The draft's parts as they are read, and warnings of words in the choice that fit nothing.

    A title pattern counts before a role, and where both lists fit equally, skip counts.
    """
    wanted = _Wanted(choice)
    found = without_inline_notes(with_page_marks(draft.parts))
    found = captions_as_text(with_line_numbers(found))
    chosen = [wanted.part(part) for part in found]
    parts = placed(chosen, found, draft.notes, choice.notes)
    read = [wanted.inside(part, was) for part, was in zip(parts, found, strict=True)]
    noted = frozenset(p.text for passages in draft.notes.values() for p in passages)
    read = [_joined(wanted.doubted(part, noted)) for part in read]
    read = with_speeches(read, wanted.unsaid)
    return read, list(_unknown(choice, [part.title for part in found]))


def _joined(part: Part) -> Part:
    """A chapter whose sentences go on over what is not read."""
    if part.reason is not None:
        return part
    return replace(part, passages=joined_over_unread(part.passages))


def answered(book: Book, choice: Choice) -> Book:
    """A book that is read as it stands, without marks on what the settings say is not to be read.

    What they want read it does not have, so that such a mark stays.
    """
    wanted = _Wanted(choice)
    parts = tuple(
        replace(part, prose=False) if part.prose and wanted.skips(part) else part
        for part in book.left_out
    )
    chapters = tuple(
        replace(chapter, left_out=tuple(map(wanted.answered, chapter.left_out)))
        if any(span.prose for span in chapter.left_out)
        else chapter
        for chapter in book.chapters
    )
    return replace(book, left_out=parts, chapters=chapters)


class _Wanted:
    """The two lists taken apart into roles and title patterns."""

    def __init__(self, choice: Choice) -> None:
        self._read_roles, self._read_titles = _sorted_out(choice.read)
        self._skip_roles, self._skip_titles = _sorted_out(choice.skip)

    @property
    def unsaid(self) -> Unsaid:
        """Which of the names and directions of a play are not said."""
        names = self._by_roles(roles_of_reason(matter.SPEAKER))
        directions = self._by_roles(roles_of_reason(matter.DIRECTION))
        return Unsaid(None if names is None else not names, directions is False)

    def part(self, part: Part) -> Part:
        """The part, read or not read as the settings want it."""
        wants = self._wants(part)
        if wants is False and part.reason is None:
            return replace(part, reason=matter.SKIPPED)
        if wants and part.reason is not None and part.reason != matter.SILENT:
            return _for_reading(part)
        return part

    def skips(self, part: LeftOutPart) -> bool:
        """Whether the settings name a part that is not read as one that is to be skipped."""
        roles = roles_of_reason(part.reason) | roles_of_title(part.title)
        titles = any(fits_title(pattern, part.title) for pattern in self._skip_titles)
        return titles or bool(roles & self._skip_roles)

    def answered(self, span: LeftOut) -> LeftOut:
        """A span of a chapter, without its mark where the settings say that it is not read."""
        skipped = span.prose and self._by_roles(roles_of_reason(span.reason)) is False
        return replace(span, prose=False) if skipped else span

    def _wants(self, part: Part) -> bool | None:
        for titles, says in ((self._skip_titles, False), (self._read_titles, True)):
            if any(fits_title(pattern, part.title) for pattern in titles):
                return says
        if not self._read_roles and not self._skip_roles:
            return None
        by_reason = roles_of_reason(part.reason) if part.reason else frozenset()
        types = roles_of_types(_types_of(part))
        return self._by_roles(by_reason | roles_of_title(part.title) | types)

    def _by_roles(self, roles: frozenset[str]) -> bool | None:
        if roles & self._skip_roles:
            return False
        return True if roles & self._read_roles else None

    def inside(self, part: Part, was: Part) -> Part:
        """The part with its spans read or left out; `was` is the part as it was found."""
        if part.reason is not None:
            return part
        released = {was.reason}
        if was.reason == matter.NOTES:
            released.add(matter.FOOTNOTE)
        if not self._read_roles and not self._skip_roles and released == {None}:
            return part
        whole = _types_of(part)
        passages = [self._passage(p, p.types - whole, released) for p in part.passages]
        return replace(part, passages=passages)

    def _passage(
        self, passage: Passage, types: frozenset[str], released: set[str | None]
    ) -> Passage:
        if roles_of_types(types) & self._skip_roles and passage.is_read:
            return passage.unread(matter.SKIPPED)
        kept = tuple(
            span
            for span in passage.left_out
            if span.reason not in released and not self._by_roles(roles_of_reason(span.reason))
        )
        return passage if kept == passage.left_out else replace(passage, left_out=kept)

    def doubted(self, part: Part, noted: Collection[str]) -> Part:
        """The part with a mark where running prose is left out that no setting names.

        `noted` are the texts of notes that the text refers to: these are no chapters.
        """
        if part.reason is None:
            passages = [self._doubted(p) for p in part.passages]
            return replace(part, passages=list(self._doubted_runs(passages)))
        named = part.reason == matter.SKIPPED or self._wants(part) is not None
        titles = part.reason == matter.TITLE_PAGE
        doubtful = [p for p in part.passages if not (titles and is_subtitle(p.text))]
        doubtful = [p for p in doubtful if p.text not in noted]
        unborne = judged(part.reason, doubtful) is None
        guessed = matter.by_title(part.title) is None and not matter.by_types(_types_of(part))
        doubted = unborne or is_doubtful(part.reason, doubtful, guessed=guessed)
        prose = not named and doubted
        return replace(part, prose=True) if prose else part

    def _doubted_runs(self, passages: Sequence[Passage]) -> Iterator[Passage]:
        """The passages with marks where several in a row, short ones too, are such prose."""
        for reason, found in itertools.groupby(passages, _whole_reason):
            run = list(found)
            doubtful = reason and reason not in _NO_RUNS and len(run) > 1
            if doubtful and self._by_roles(roles_of_reason(reason)) is None:
                long = sum(count_words(text) for text in texts_of(run)) >= _LONG_WORDS
                if long and judged(reason, run) is None:
                    run = [replace(p, left_out=_marked(p.left_out)) for p in run]
            yield from run

    def _doubted(self, passage: Passage) -> Passage:
        if not passage.left_out or not any(map(self._is_doubtful, passage.left_out)):
            return passage
        spans = tuple(
            replace(span, prose=True)
            if self._is_doubtful(span)
            and _is_long_prose(passage.text[span.start : span.end], span.reason)
            else span
            for span in passage.left_out
        )
        return replace(passage, left_out=spans)

    def _is_doubtful(self, span: LeftOut) -> bool:
        """Whether a span is left out by a guess at what it is, and no setting names the guess."""
        guessed = span.reason not in _CERTAIN and span.end - span.start > _LONG
        return guessed and self._by_roles(roles_of_reason(span.reason)) is None


def _is_long_prose(text: str, reason: str) -> bool:
    """Whether a span is more than a few sentences, and says nothing of what it is taken for."""
    if count_words(text) < _LONG_WORDS or not is_running(text):
        return False
    return not bears_out(reason, [Passage("paragraph", text)])


def _whole_reason(passage: Passage) -> str:
    """Why all of a passage is not read; empty where some of it is, or for several reasons."""
    spans = passage.left_out
    whole = len(spans) == 1 and (spans[0].start, spans[0].end) == (0, len(passage.text))
    return spans[0].reason if whole else ""


def _marked(spans: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(replace(span, prose=True) for span in spans)


def _sorted_out(words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Roles, and what can only be title patterns."""
    roles = {word: read_role(word) for word in words}
    named = frozenset(role for role in roles.values() if role)
    return named, tuple(word for word, role in roles.items() if role is None)


def _types_of(part: Part) -> frozenset[str]:
    """The types that all of a part has."""
    passages = [*part.heading, *part.passages]
    return frozenset.intersection(*(p.types for p in passages)) if passages else frozenset()


def _for_reading(part: Part) -> Part:
    """The part as a chapter: its title is neither a name made up for it nor said again in it."""
    passages = list(part.passages)
    wanted = key(part.title)
    if passages and passages[0].kind == "heading" and key(passages[0].spoken) == wanted:
        return replace(
            part, reason=None, passages=passages[1:], heading=[*part.heading, passages[0]]
        )
    first = next((key(p.text) for p in passages if p.text), "")
    made_up = part.title in (*_OWN_NAMES, part.reason) or "Project Gutenberg" in part.title
    made_up = made_up or bool(_FILE_NAME.fullmatch(part.title))
    keeps = part.heading or not (made_up or first.startswith(wanted))
    return replace(part, reason=None, title=part.title if keeps else "")


def _unknown(choice: Choice, titles: Sequence[str]) -> Iterable[str]:
    """A warning for each word that is no role and no title; a pattern may fit nothing here."""
    for name, words in (("read", choice.read), ("skip", choice.skip)):
        for word in words:
            if read_role(word) or set("*?[") & set(word):
                continue
            if any(fits_title(word, title) for title in titles):
                continue
            near = difflib.get_close_matches(word.casefold().replace(" ", "_"), ROLES, n=1)
            meant = f"did you mean {near[0]}?" if near else f"kinds are {', '.join(ROLES)}"
            yield (
                f"matter.{name}: {word!r} is neither a kind of matter nor a title in this"
                f" book; {meant}"
            )
