"""What of a book is not read, for plans: seen before it is paid for, and how to have it read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.manuscript.structure.roles import role_of
from narrate.plan import BookPlan
from narrate.report import plural

SHOWN = 12
"""Whole parts named for each book; `plan --json` has them all"""


@dataclass(frozen=True, slots=True)
class LeftOutTotal:
    """A part that is not read, or all spans of one reason inside a chapter."""

    title: str
    reason: str
    characters: int
    role: str | None = None
    """Under which `matter.read` in the settings would have it read; None: not to be had"""
    chapter: int | None = None
    """Number of the chapter that the spans stand in; None for a part of its own"""
    spans: int = 1
    opening: str = ""
    """First words of a part"""


def left_out(plan: BookPlan) -> Iterator[LeftOutTotal]:
    """Parts that are not read, then what is left out inside each chapter, by reason."""

    def role(reason: str) -> str | None:  # a script file says itself what is read
        return None if plan.source.is_edited else role_of(reason)

    for part in plan.script.left_out:
        yield LeftOutTotal(
            part.title, part.reason, part.characters, role(part.reason), opening=part.opening
        )
    for chapter in plan.chapters:
        sums: dict[str, tuple[int, int]] = {}
        for span in chapter.script.left_out:
            spans, characters = sums.get(span.reason, (0, 0))
            sums[span.reason] = (spans + 1, characters + span.end - span.start)
        here = chapter.script.chapter
        for reason, (spans, characters) in sums.items():
            yield LeftOutTotal(here.title, reason, characters, role(reason), here.number, spans)


def unread_lines(totals: Sequence[LeftOutTotal]) -> Iterator[str]:
    """The same for people: parts by title, spans summed over the book, and how to read them."""
    if not totals:
        return
    yield f"not read: {plural(sum(t.characters for t in totals), 'character')}"
    parts = [t for t in totals if t.chapter is None]
    shown = parts if len(parts) <= SHOWN + 1 else parts[:SHOWN]
    for part in shown:
        size = plural(part.characters, "character")
        yield f"  {_named(part)}: {part.reason}, {size}{_opening(part)}"
    if rest := parts[len(shown) :]:
        size = plural(sum(each.characters for each in rest), "character")
        yield f"  and {len(rest)} more parts, {size}"
    inside = [t for t in totals if t.chapter is not None]
    for reason in dict.fromkeys(t.reason for t in inside):
        alike = [t for t in inside if t.reason == reason]
        spans, chapters = sum(t.spans for t in alike), plural(len(alike), "chapter")
        size = plural(sum(t.characters for t in alike), "character")
        yield f"  {reason}: {spans:,} in {chapters}, {size}"
    if roles := list(dict.fromkeys(t.role for t in totals if t.role)):
        yield f"  to have any of it read: matter: {{read: [{', '.join(roles)}]}}, or by its title"


def _named(part: LeftOutTotal) -> str:
    title = " ".join(part.title.split()) or "untitled"
    return title if len(title) <= 40 else f"{title[:39]}…"


def _opening(part: LeftOutTotal) -> str:
    opening = part.opening
    return f': "{opening}…"' if opening and opening not in part.title else ""
