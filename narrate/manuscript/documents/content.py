"""What a document holds, or a file that stands in one, and what its changes were resolved to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.structure.passages import Dropped, NoteMark

_SHOWN = 40
"""Characters shown of what is crossed out"""


@dataclass(slots=True)
class Resolved:
    """What a reader decided while it read, as editors and authors decide when they accept."""

    changes: int = 0
    """Insertions, deletions and moves that are tracked"""
    comments: int = 0
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, reason: str, text: str) -> None:
        """Put text of the file into no part."""
        if text.strip():
            self.dropped.append(Dropped(reason, text))

    def add(self, other: Resolved) -> None:
        """Add what was resolved elsewhere in the document."""
        self.changes += other.changes
        self.comments += other.comments
        self.dropped += other.dropped

    def remarks(self, struck: Sequence[str] = ()) -> list[str]:
        """What the user is told: `2 tracked changes: insertions are read, deletions are not`."""
        said = []
        if self.changes:
            changes = _counted(self.changes, "tracked change")
            said.append(f"{changes}: insertions are read, deletions are not")
        if self.comments:
            are = "is" if self.comments == 1 else "are"
            said.append(f"{_counted(self.comments, 'comment')} {are} not read")
        remarks = ["; ".join(said)] if said else []
        words = " ".join(struck).split()
        if words:
            are = "is" if len(words) == 1 else "are"
            remarks.append(f"{_counted(len(words), 'struck-out word')} {are} read: {_cut(words)}")
        return remarks


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _cut(words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rsplit(' ', 1)[0]} …”"


@dataclass(slots=True)
class Content:
    """Its paragraphs, and what else is known of its text."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[str, list[Paragraph]] = field(default_factory=dict)
    """Each by the id that the paragraphs refer to it with"""
    raw: list[str] = field(default_factory=list)
    """All its text, as `ManuscriptDraft.raw`"""
    resolved: Resolved = field(default_factory=Resolved)
    struck: list[str] = field(default_factory=list)
    """What is crossed out"""
    language: str | None = None
    """That more than half of the text is marked with"""
    usual_language: str | None = None
    """Of text that is not marked with any: the one it is clearly in, else the program's default"""

    def named(self, prefix: str) -> Content:
        """The same with other ids, so that those of several files stay apart."""
        return replace(
            self,
            paragraphs=[_renamed(paragraph, prefix) for paragraph in self.paragraphs],
            notes={
                f"{prefix} {note}": [_renamed(paragraph, prefix) for paragraph in body]
                for note, body in self.notes.items()
            },
        )

    def take(self, other: Content) -> None:
        """Add all of another but its paragraphs, which stand among these already."""
        self.notes |= other.notes
        self.raw += other.raw
        self.struck += other.struck
        self.resolved.add(other.resolved)


def _renamed(paragraph: Paragraph, prefix: str) -> Paragraph:
    notes = tuple(NoteMark(mark.at, f"{prefix} {mark.note}") for mark in paragraph.notes)
    names = tuple(f"{prefix} {name}" for name in paragraph.names)
    targets = tuple(f"{prefix} {name}" for name in paragraph.targets)
    return replace(paragraph, notes=notes, names=names, targets=targets)
