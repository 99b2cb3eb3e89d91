"""What pydantic found, in words for people: where, what is wrong, what is allowed."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from pydantic_core import ErrorDetails

from narrate.settings.casts import (
    ChapterCast,
    Character,
    DialogueCast,
    LanguageCast,
    fields_of,
)
from narrate.settings.document import Path
from narrate.settings.engines import ENGINES
from narrate.settings.groups import Group, is_group
from narrate.settings.models import BookCast, PipelineFile
from narrate.settings.words import (
    Plain,
    closest,
    listed,
    looks_secret,
    names_secret,
    one_line,
    shown,
)

_KEYED: Mapping[str, type[Group]] = {
    "chapters": ChapterCast,
    "books": BookCast,
    "characters": Character,
    "languages": LanguageCast,
}
"""Groups whose own keys are free: what is under each of them"""


_EXAMPLES: Mapping[str | int, str] = {
    "chapters": "a group such as {1: {voice: heart}}",
    "readings": "true, false or a group such as {roman: false}",
    "books": "a group such as {dracula.epub: {title: Dracula}}",
    "characters": "a group such as {Alice: heart}",
    "languages": "a group such as {fr: pico/fr-FR}",
}


def explain(error: ErrorDetails) -> Iterator[tuple[Path, str]]:
    """The faults that one of pydantic's errors means, each with its path."""
    path: Path = tuple(part for part in error["loc"] if part not in ("[key]", ENGINES))
    kind = error["type"]
    if kind == "refused":
        for below, reason in error["ctx"]["faults"]:
            yield _placed((*path, *below), reason)
    elif kind == "extra_forbidden":
        yield path, unknown(path)
    else:  # model_type, dict_type: not a group of keys
        given = error["input"]
        yield path, f"must be {_allowed(path, given)}, not {shown(given)}"


def _placed(path: Path, reason: str) -> tuple[Path, str]:
    """List places are told in words, counted from 1."""
    if path and isinstance(path[-1], int):
        return path, f"item {path[-1] + 1} {reason}"
    return path, reason


def group_at(path: Path) -> type[Group] | None:
    """The group of keys at a path."""
    group: type[Group] | None = PipelineFile
    keys = iter(path)
    for key in keys:
        if group is None:
            return None
        if key in _KEYED and key in group.model_fields:
            group = _KEYED[str(key)] if next(keys, None) is not None else None
        else:
            group = _below(group).get(str(key))
    return group


def _below(group: type[Group]) -> dict[str, type[Group]]:
    fields = fields_of(group).items()
    return {name: field.annotation for name, field in fields if is_group(field.annotation)}


def _allowed(path: Path, given: object) -> str:
    """What a group may hold that was given as something else.

    At `chapters`: `a group such as {1: {voice: heart}}`; at `characters.Tom`: `a voice, or a group
    such as {voice: heart, speed: 0.95}`; for the text `engine:hibari` as the whole file: `keys with
    their values, such as engine: hibari, with a space after each colon`.
    """
    if not path:
        no_space = isinstance(given, Plain) and ":" in given
        hint = ", with a space after each colon" if no_space else ""
        return f"keys with their values, such as engine: hibari{hint}"
    return _EXAMPLES.get(path[-1]) or _allowed_in(group_at(path), given)


def _allowed_in(group: type[Group] | None, given: object) -> str:
    if group is not None and issubclass(group, DialogueCast):
        return "a voice, or a group such as {voice: heart, speed: 0.95}"
    if group is None or issubclass(group, ChapterCast | BookCast):
        voice = one_line(given) if isinstance(given, Plain) and not looks_secret(given) else "heart"
        return f"a group such as {{voice: {voice}}}"
    return f"a group with {listed(fields_of(group), 'and')}"


def unknown(path: Path) -> str:
    """What to say of a key that is not known at its place.

    `voise`: `unknown key, did you mean voice?`; `narrator`, which is right elsewhere: `unknown key,
    did you mean deliver.narrator?`; `workers` of a book: `is set once for the whole project; ...`.
    """
    key, group = str(path[-1]), group_at(path[:-1])
    if names_secret(key):
        return (
            "never put a key or password in a file; put it into an environment variable"
            " and name that variable in waves.api_key_env"
        )
    if group is None:
        return "unknown key"
    once = _once(group, path) if len(path) > 1 and path[0] in _KEYED else {}
    if key in once:
        return f"is set once for the whole project; move it to {once[key]}"
    known = fields_of(group)
    if meant := _meant(key, known, everywhere=group is PipelineFile):
        return f"unknown key, did you mean {meant}?"
    return f"unknown key; there are {listed(known, 'and')}" if known else "unknown key"


def _meant(key: str, known: Collection[str], *, everywhere: bool) -> str | None:
    """The key at its right place, else the one most like it, here or `everywhere`."""
    if elsewhere := _places().get(key):
        return listed(elsewhere)
    if near := closest(key, known):
        return near
    far = closest(key, _places()) if everywhere else None
    return listed(_places()[far]) if far else None


def _once(group: type[Group], path: Path) -> dict[str, str]:
    """Keys that a chapter or a book can't have, with the place where they belong."""
    whole, engine = fields_of(PipelineFile), str(path[-2])
    if issubclass(group, ChapterCast | BookCast | DialogueCast):
        level = "the top level" if group is BookCast else "the top level or the book"
        book, here = fields_of(BookCast), fields_of(group)
        return {key: level if key in book else "the top level" for key in whole if key not in here}
    options = whole[engine].annotation if engine in whole else None
    if is_group(options) and issubclass(options, group):
        return {key: f"{engine}.{key} at the top level" for key in options.model_fields}
    return {}


@cache
def _places() -> dict[str, list[str]]:
    """Every key below the top level, with its paths."""
    places: dict[str, list[str]] = {}

    def walk(group: type[Group], path: str) -> None:
        for name in fields_of(group):
            if path:
                places.setdefault(name, []).append(f"{path}{name}")
        for name, below in _below(group).items():
            if not issubclass(below, DialogueCast):  # all its keys are also elsewhere
                walk(below, f"{path}{name}.")

    walk(PipelineFile, "")
    for name in BookCast.model_fields:
        if name not in PipelineFile.model_fields and name not in places:
            places[name] = [f"books.FILE.{name}"]
    return places
