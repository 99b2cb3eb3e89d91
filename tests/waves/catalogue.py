"""The stand-in's models, languages and voices: a few of the real ones, tagged as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STANDARD, PRO = "lightning_v3.1", "lightning_v3.1_pro"
MODELS = (STANDARD, PRO)

_SHARED = "auto en es fr de it nl sv pt pl ru hi mr gu pa bn or ta te kn ml he"
LANGUAGES: Mapping[str, frozenset[str]] = {
    STANDARD: frozenset(_SHARED.split()),
    PRO: frozenset(f"{_SHARED} el fi no zh ja ko id ms vi tr ar".split()),
}


@dataclass(frozen=True, slots=True)
class Tags:
    """What the list of voices says of one; the real list leaves out whatever it likes."""

    model: str
    """Not in the real list, nor in ours"""
    language: str
    gender: str = ""
    accent: str = ""
    age: str = ""
    usecases: str = ""

    def listed(self, name: str) -> dict[str, object]:
        """An entry of the list."""
        tags: dict[str, object] = {"language": self.language.split()}
        tags.update({"gender": self.gender, "accent": self.accent, "age": self.age})
        tags["usecases"] = self.usecases.split()
        return {
            "voiceId": name,
            "displayName": name.title(),
            "tags": {tag: value for tag, value in tags.items() if value},
        }


VOICES: Mapping[str, Tags] = {
    "meher": Tags(PRO, "hindi english", "female", "indian", "young", "narration conversational"),
    "rhea": Tags(PRO, "english hindi", "female", "indian"),
    "kaitlyn": Tags(PRO, "english", "female", "american", "young", "narration"),
    "maverick": Tags(PRO, "english", "male", "american", "middle-aged", "narration"),
    "sophie": Tags(PRO, "english", "female", "british"),
    "liam": Tags(PRO, "english", "male", "american"),
    "avery": Tags(PRO, "english", "female", "american"),
    "devansh": Tags(PRO, "hindi english", "male", "indian"),
    "magnus": Tags(STANDARD, "english", "male", "american", "middle-aged", "narration"),
    "olivia": Tags(STANDARD, "english", "female", "american", "young"),
    "aarush": Tags(STANDARD, "english hindi", "male", "indian", "young", "conversational"),
    "sophia": Tags(STANDARD, "english", "female", "american"),
    "jordan": Tags(STANDARD, "english", "male"),
    "daniella": Tags(STANDARD, "spanish english", "female"),
}
