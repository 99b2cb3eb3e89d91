"""What of a book is not read, in figures and in words; and what became of its file's letters."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.book import LeftOut, Letters
from narrate.chunk import ChapterScript
from narrate.manuscript.structure.content.roles import read_role, role_of
from narrate.manuscript.structure.ledger import count_letters
from narrate.plan.plan import BookPlan
from narrate.report import LeftOutTotal, answers, plural

_WIDTH = 40
"""Characters of a title in the list"""
_LONGEST = 60
"""Characters of a title that settings are to name a passage by, where it has another name"""
_OPENING = 60
"""Characters of a passage's first words"""


def left_out(plan: BookPlan, *, every: bool = False) -> Iterator[LeftOutTotal]:
    """Parts that are not read, then what is left out inside each chapter, by reason.

    Running prose inside a chapter is listed passage by passage. Of chapters only those that were
    asked for, unless `every`.
    """
    edited = plan.source.is_edited
    for part in plan.script.left_out:
        named = "" if part.by_passages else part.title
        yield LeftOutTotal(
            part.title,
            part.reason,
            part.characters,
            _role(part.reason, edited),
            opening=part.opening,
            prose=part.prose,
            setting=_setting(named, part.reason) if part.prose else "",
        )
    chapters = plan.script.chapters if every else [each.script for each in plan.chapters]
    for chapter in chapters:
        yield from _inside(chapter, edited)


def _role(reason: str, edited: bool) -> str | None:
    """The kind under which settings have it read; a script file says itself what is read."""
    return None if edited else role_of(reason)


def _inside(chapter: ChapterScript, edited: bool) -> Iterator[LeftOutTotal]:
    of = chapter.chapter
    sums: dict[str, tuple[int, int]] = {}
    for passage in _passages(chapter):
        reason = passage[0].reason
        characters = sum(span.end - span.start for span in passage)
        if passage[0].prose:
            opening = _first_words(of.text[passage[0].start : passage[-1].end])
            role, setting, count = _role(reason, edited), _setting("", reason), len(passage)
            yield LeftOutTotal(
                of.title, reason, characters, role, of.number, count, opening, True, setting
            )
        else:
            spans, before = sums.get(reason, (0, 0))
            sums[reason] = (spans + 1, before + characters)
    for reason, (spans, characters) in sums.items():
        yield LeftOutTotal(of.title, reason, characters, _role(reason, edited), of.number, spans)


def _passages(chapter: ChapterScript) -> Iterator[Sequence[LeftOut]]:
    """The spans one by one, but running prose that stands together as one passage."""
    text, passage = chapter.chapter.text, list[LeftOut]()
    for span in chapter.left_out:
        last = passage[-1] if passage else span
        same = last.prose and span.prose and span.reason == last.reason
        if passage and same and not text[last.end : span.start].strip():
            passage.append(span)
            continue
        if passage:
            yield passage
        passage = [span]
    if passage:
        yield passage


def _setting(title: str, reason: str) -> str:
    """The line of pipeline.yaml that has a passage read: by its title, else by its kind.

    A title that is a word for a kind of matter means all of that kind, so that nothing is won.
    """
    role = role_of(reason)
    title = " ".join(title.split())
    by_title = title and not read_role(title) and (len(title) <= _LONGEST or not role)
    named = title if by_title or not role else role
    return f"matter: {{read: [{_yaml(named)}]}}"


def _yaml(text: str) -> str:
    return text if re.fullmatch(r"[a-z]+(_[a-z]+)*", text) else json.dumps(text, ensure_ascii=False)


def _first_words(text: str) -> str:
    text = " ".join(text[: 4 * _OPENING].split())
    return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0]


def left_out_lines(totals: Sequence[LeftOutTotal]) -> Iterator[str]:
    """The same for people: running prose, parts by title, spans summed over the book, the setting.

    All parts are listed: one of them may be a chapter.
    """
    if not totals:
        return
    yield f"not read: {_characters(totals)}"
    yield from _prose_lines([t for t in totals if t.prose])
    rest = [t for t in totals if not t.prose]
    yield from (f"  {_described(t)}" for t in rest if t.chapter is None)
    yield from _span_lines([t for t in rest if t.chapter is not None])
    yield from _setting_lines(rest)


def _setting_lines(totals: Sequence[LeftOutTotal]) -> Iterator[str]:
    """What of these the settings can have read."""
    if roles := list(dict.fromkeys(t.role for t in totals if t.role)):
        yield (
            "  To include any of these, add to pipeline.yaml:"
            f" matter: {{read: [{', '.join(roles)}]}} (or a title)"
        )


def _prose_lines(passages: Sequence[LeftOutTotal]) -> Iterator[str]:
    for passage in passages:
        where = f", in chapter {passage.chapter}" if passage.chapter else ""
        yield f"  warning: running prose{where}: {_described(passage)}"
        yield f"    to read it, {answers(passage)}"


def _described(part: LeftOutTotal) -> str:
    return f"{_named(part)}: {part.reason}, {_characters([part])}{_opening(part)}"


def _span_lines(inside: Sequence[LeftOutTotal]) -> Iterator[str]:
    for reason in dict.fromkeys(t.reason for t in inside):
        alike = [t for t in inside if t.reason == reason]
        spans = sum(t.spans for t in alike)
        chapters = plural(len({t.chapter for t in alike}), "chapter")
        yield f"  {reason}: {spans:,} in {chapters}, {_characters(alike)}"


def _characters(totals: Sequence[LeftOutTotal]) -> str:
    return plural(sum(t.characters for t in totals), "character")


def _named(part: LeftOutTotal) -> str:
    title = " ".join(part.title.split()) or "untitled"
    return title if len(title) <= _WIDTH else f"{title[: _WIDTH - 1]}…"


def _opening(part: LeftOutTotal) -> str:
    opening = part.opening
    return f': "{opening}…"' if opening and opening not in part.title else ""


@dataclass(frozen=True, slots=True)
class LettersTotal:
    """Letters and figures of a manuscript's file, and what a run makes of them."""

    file: int
    """In its body; of a script file in its chapters"""
    spoken: int
    """In what is said"""
    left_out: int
    not_understood: int
    """For no reason that is known"""


def letters_total(plan: BookPlan) -> LettersTotal:
    """What becomes of the letters of a book's file: spoken, left out, or not understood."""
    chapters = [each for each in plan.script.chapters if each.kind == "chapter"]
    said = count_letters(chunk.text for each in chapters for chunk in each.chunks)
    texts = [text for each in chapters for text in (each.chapter.title, each.chapter.text)]
    held = plan.book.letters or Letters(count_letters(texts), 0, 0)
    rest = held.file - held.not_understood
    spoken = min(said, max(rest, 0))
    return LettersTotal(held.file, spoken, max(rest - spoken, 0), held.not_understood)
