"""The forms of a name: titles and words, and whether two can be one person's."""

from typing import Final, NamedTuple

from narrate.book import speaker_key
from narrate.script.dialogue.words import ENGLISH, Gender

_PARENTS: Final = {
    **dict.fromkeys(("papa", "dad", "daddy", "pa", "pater", "dada"), "father"),
    **dict.fromkeys(("mamma", "mama", "mum", "mummy", "mom", "mommy", "mammy", "ma"), "mother"),
    **dict.fromkeys(("grandpa", "grandad", "granddad"), "grandfather"),
    **dict.fromkeys(("grandma", "granny", "grandmamma", "nan"), "grandmother"),
    **dict.fromkeys(("auntie", "aunty"), "aunt"),
    "mater": "mother",
}
"""What children call their elders, and the plain noun for it"""
SAME_TITLE: Final = {
    "doctor": "dr",
    "mister": "mr",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "maj": "major",
    "lieut": "lieutenant",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "prof": "professor",
    "rev": "reverend",
    "gov": "governor",
}
"""Spellings of one title"""
_PEERS: Final = (
    frozenset({"lady", "countess", "marchioness", "viscountess", "baroness"}),
    frozenset({"lord", "earl", "marquis", "viscount", "baron"}),
)
"""Titles that one person has (`the Countess of Fife`, or Lady Fife)"""


class Form(NamedTuple):
    """One way to write a name."""

    titles: tuple[str, ...]
    """In lower case, without full stop"""
    words: tuple[str, ...]
    """In lower case"""

    @property
    def gender(self) -> Gender | None:
        """What titles, given name or noun say."""
        for title in self.titles:
            if known := ENGLISH.titles.get(title) or ENGLISH.nouns.get(title):
                return known
        for word in (*self.words[:1], *self.words[-1:]):
            known = ENGLISH.given.get(word) or ENGLISH.titles.get(word) or ENGLISH.nouns.get(word)
            if known:
                return known
        return None


def form_of(name: str) -> Form:
    """`Mr. Gabriel Utterson` as title and words; a title alone is a word (`the King`).

    `Papa` and `Daddy` are `Father`.
    """
    words = [word.rstrip(".") for word in speaker_key(name).split()]
    if len(words) == 1:
        words = [_PARENTS.get(words[0], words[0])]
    count = 0
    while count < len(words) - 1 and (
        words[count] in ENGLISH.titles or (count == 0 and words[0] in ENGLISH.nouns)
    ):
        count += 1
    if words[count : count + 1] == ["of"]:  # the Queen of Hearts
        count = 0
    return Form(
        tuple(SAME_TITLE.get(title, title) for title in words[:count]), tuple(words[count:])
    )


def cannot_be_one(form: Form, other: Form) -> bool:
    """`Mr. Bennet` and `Mrs. Bennet`, `Dr. Watson` and `Colonel Watson`."""
    if differ(form.gender, other.gender) or not form.words or not other.words:
        return True
    if not form.titles or not other.titles:
        return False
    both = {*form.titles, *other.titles}
    peers = any(both <= peerage for peerage in _PEERS) and form.words == other.words
    return set(form.titles).isdisjoint(other.titles) and not peers


def differ(one: Gender | None, other: Gender | None) -> bool:
    """Whether two genders are known and not the same."""
    return one is not None and other is not None and one != other
