"""What changes, comments and crossed-out words of a document were resolved to, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from narrate.manuscript.structure.passages import Dropped

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
