"""What is the same for all who may say a speech: who is named, called and acts around it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.script.dialogue.mentions import Mention
from narrate.script.dialogue.scene import Speech
from narrate.script.dialogue.words import Gender


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same for all candidates of a speech."""

    subjects: Sequence[tuple[str, Mention]]
    addressed: set[str]
    asked: set[str]
    """Whom the speech before addresses"""
    answered: set[str]
    """Whom the speech after addresses"""
    own: set[str]
    """Whom the speech names and does not address"""
    spoken_of: set[str]
    """Likewise the speeches around it"""
    acting: Counter[str]
    """Who acts in the blocks just before"""
    asked_gender: Gender | None
    """Of whom the speech before addresses without a name"""
    answered_gender: Gender | None
    """Likewise the speech after"""
    last_named: str | None
    """Whom a pronoun in its tag likely means"""
    only_two: bool
    """Whether the scene has no third person"""
    forms: set[str]
    """How the speech addresses somebody without a name"""
    here: set[str]
    """Named in the narration of its paragraph"""
    spoke: set[str]
    """Known to have spoken just before"""
    will_speak: set[str]
    """Known to speak just after"""

    def signs(self, who: str) -> Iterator[tuple[str, bool]]:
        """What holds of a person here."""
        for name, other, called in (
            ("addressed", "addresses another", self.addressed),
            ("asked", "another asked", self.asked),
            ("answered", "another answered", self.answered),
        ):
            yield name, who in called
            yield other, bool(called) and who not in called
        yield "named in speech", who in self.own
        yield "spoken of", who in self.spoken_of - self.own
        yield "only spoken of", who in self.spoken_of and not self.acting[who]
        yield "named here", who in self.here
        yield "another named here", bool(self.here - {who})


def known_speakers(speeches: Sequence[Speech]) -> set[str]:
    """Whom the rules have found to say some of these."""
    return {speech.speaker for speech in speeches if speech.speaker is not None}
