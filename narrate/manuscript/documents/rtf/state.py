"""What holds at a place of an RTF document; a group ends what was set in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["text", "fonts", "styles", "info", "code", "label", "nowhere"]
"""Where the text of a group goes"""


@dataclass(slots=True)
class State:
    """Destination, lettering and paragraph setting."""

    goes_to: Where = "text"
    outer: Where = "text"
    """Where the text goes that stands for what is passed over here"""
    field_name: str = ""
    """Of the document's information"""
    starred: bool = False
    opens: str = ""
    """What ends with the group: `field`, `result`, `note`, `box`"""
    unicode_skip: int = 1
    """Characters behind a Unicode one that stand for it in old programs"""
    font: int = 0
    bold: bool = False
    size: float = 12.0
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    language: str = ""
    style: int = 0
    level: int | None = None
    centred: bool = False
    new_page: bool = False
    initial: bool = False

    def plain(self, font: int, language: str) -> None:
        """Lettering as the document has it by default."""
        self.font, self.language = font, language
        self.bold = self.hidden = self.deleted = self.raised = False
        self.size = 12.0

    def paragraph(self) -> None:
        """Paragraph setting as the document has it by default."""
        self.style, self.level = 0, None
        self.centred = self.new_page = self.initial = False
