"""Whom the speeches of a chapter address and name."""

from collections.abc import Sequence
from typing import Final

from narrate.script.dialogue.address import addressed_gender, forms_of_address
from narrate.script.dialogue.mentions import mentions
from narrate.script.dialogue.people import People
from narrate.script.dialogue.scene import Speech, Turn, vocatives
from narrate.script.dialogue.words import Gender

_READ: Final = 1500
"""Characters of a quotation in which names are looked for"""


class SaidOf:
    """What the speeches of one chapter say of its persons."""

    def __init__(self, text: str, turns: Sequence[Turn], people: People) -> None:
        self._text = text
        self._people = people
        self._named: dict[int, set[str]] = {}
        quotations = [line.quotation for turn in turns for line in turn.lines]
        self.forms = {each.start: forms_of_address(text, each) for each in quotations}
        """By where a quotation begins, how it addresses somebody without a name"""
        called = (name for each in quotations for name in vocatives(text, each))
        self.called = {who for name in called if (who := people.who(name))}
        """Whom anybody addresses by name"""

    def addressed(self, speech: Speech) -> set[str]:
        """Whom a speech addresses by name."""
        called = (
            self._people.who(name)
            for line in speech.lines
            for name in vocatives(self._text, line.quotation)
        )
        return {who for who in called if who is not None}

    def forms_in(self, speech: Speech) -> set[str]:
        """How a speech addresses somebody without a name."""
        return {form for line in speech.lines for form in self.forms[line.quotation.start]}

    def addressed_gender(self, speech: Speech | None, later: Speech | None) -> Gender | None:
        """Of whom a speech addresses; `later` is the later one of it and its neighbour."""
        if speech is None or later is None or later.gap == "far":
            return None
        return addressed_gender(self.forms_in(speech))

    def named_by(self, speech: Speech) -> set[str]:
        """Whom a speech names and does not address."""
        if id(speech) not in self._named:
            words = self._words(speech)
            found = {self._people.who(m.text) for m in mentions(words, 0, len(words))}
            self._named[id(speech)] = {who for who in found if who} - self.addressed(speech)
        return self._named[id(speech)]

    def spoken_of(self, speeches: Sequence[Speech]) -> set[str]:
        """Likewise of several."""
        return {who for each in speeches for who in self.named_by(each)}

    def _words(self, speech: Speech) -> str:
        quotations = (line.quotation for line in speech.lines)
        return " ".join(self._text[q.start : min(q.end, q.start + _READ)] for q in quotations)
