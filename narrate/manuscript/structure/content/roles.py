"""The kinds of matter that settings can name: preface, index, captions, page numbers…

A role is known by what the manuscript says (`epub:type`, ARIA role), by the reason for which
the readers leave something out, or by a title in the languages that narrate reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.titles.headings import key
from narrate.manuscript.words import words_of


@dataclass(frozen=True, slots=True)
class MatterRole:
    """A kind of matter, under the name that publishers give it."""

    meaning: str
    """For the list that users see"""
    reasons: tuple[str, ...] = ()
    """Reasons of `matter` that mean this kind"""
    types: frozenset[str] = frozenset()
    """`epub:type`s and ARIA roles, the latter without `doc-`"""
    titles: matter.AnyOf | None = None
    """Of the whole title as `headings.key` leaves it"""
    also: frozenset[str] = field(default_factory=frozenset)
    """Other words for it in settings"""


def _role(
    meaning: str,
    reasons: Iterable[str] = (),
    types: str = "",
    titles: Iterable[str] = (),
    also: str = "",
) -> MatterRole:
    return MatterRole(
        meaning,
        tuple(reasons),
        frozenset(types.split()),
        matter.AnyOf(titles) if titles else None,
        frozenset(also.split()),
    )


# Types: https://idpf.github.io/epub-vocabs/structure/ and https://www.w3.org/TR/dpub-aria/.
ROLES: dict[str, MatterRole] = {name: _role(**entry) for name, entry in words_of("roles").items()}

_SPELLINGS = {
    spelling: name
    for name, role in ROLES.items()
    for word in (name, *role.also)
    for spelling in (word, word.removesuffix("s"), f"{word}s")
} | {name: name for name in ROLES}
_JOINTS = regex.compile(r"[\s\-_]+")
_POSSESSIVE = regex.compile(r"[’']s?(?!\p{L})")


def read_role(word: str) -> str | None:
    """The role that a word in the settings names: `Alt texts`, `toc`, `dedications`."""
    words = _POSSESSIVE.sub("s", word.strip().casefold())
    return _SPELLINGS.get(_JOINTS.sub("_", words))


@lru_cache(maxsize=256)
def roles_of_reason(reason: str) -> frozenset[str]:
    """The roles of what is left out for a reason."""
    return frozenset(name for name, role in ROLES.items() if reason in role.reasons)


def role_of(reason: str) -> str | None:
    """The first role of what is left out for a reason, to name it; None if it has none."""
    return next((name for name, role in ROLES.items() if reason in role.reasons), None)


@lru_cache(maxsize=1024)
def roles_of_title(title: str) -> frozenset[str]:
    """The roles of a part with such a title."""
    words = key(title)
    if not words or len(words) > 200:
        return frozenset()
    named = {n for n, role in ROLES.items() if role.titles and role.titles.fullmatch(words)}
    reason = matter.by_title(title)
    return frozenset(named | (roles_of_reason(reason) if reason else set()))


def roles_of_types(types: Iterable[str]) -> frozenset[str]:
    """The roles of what has these `epub:type`s and ARIA roles."""
    given = set(types)
    return frozenset(name for name, role in ROLES.items() if given & role.types)
