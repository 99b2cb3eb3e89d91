"""What a document, or a file that stands in one, holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.documents.resolved import Resolved
from narrate.manuscript.structure.passages import NoteMark


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
    """Of text that is not marked with any"""

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
