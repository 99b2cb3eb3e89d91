"""pipeline.yaml and the command line to Settings, or to every fault in them at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import ValidationError

from narrate.errors import SettingsError
from narrate.profiles import PROFILES
from narrate.settings import document
from narrate.settings.casts import Cast, ChapterCast, clashes, merged
from narrate.settings.document import Document, Fault, NotTextError, decoded, read_document
from narrate.settings.explain import explain
from narrate.settings.groups import Group
from narrate.settings.models import PipelineFile, Settings, Shared
from narrate.settings.rules import Flag, Number
from narrate.settings.words import Plain, closest, one_line, path_shown, shown

FILE_NAME = "pipeline.yaml"

_G = TypeVar("_G", bound=Group)


class CommandLine(ChapterCast):
    """What the command line may set."""

    max_cost: Annotated[float, Number(0)] | None = None
    max_characters: Annotated[int, Number(0, whole=True)] | None = None
    preflight: Annotated[bool, Flag()] = False


OPTIONS = ("engine", "voice", "language", "speed", "max_cost", "max_characters", "preflight")
"""Its names, as `load_settings` takes them"""


def load_settings(
    path: Path | None = None, overrides: Mapping[str, object] = MappingProxyType({})
) -> Settings:
    """The settings in `path`, with what the command line says put over every book and chapter.

    Without `path`, pipeline.yaml in the current folder, or the defaults where there is none.
    `overrides` may hold engine, voice, language, speed, max_cost, max_characters and preflight;
    None is the same as left out. Raises SettingsError with all faults.
    """
    file = path or Path(FILE_NAME)
    name = one_line(str(file)) if len(str(file)) < 40 else str(file)
    faults: list[str] = []
    settings = _from_file(file, name, faults, must_exist=path is not None)
    command_line = _from_command_line(overrides, faults)
    if faults or settings is None or command_line is None:
        raise SettingsError(faults)
    return _overridden(settings, command_line)


def _overridden(settings: Settings, command_line: CommandLine) -> Settings:
    given = command_line.model_fields_set
    caps = {name: getattr(command_line, name) for name in ("max_cost", "max_characters")}
    caps = {name: cap for name, cap in caps.items() if name in given}
    if caps:
        budget = settings.budget.model_copy(update=caps)
        settings = settings.model_copy(update={"budget": budget})
    if "preflight" in given:
        settings = settings.model_copy(update={"preflight": command_line.preflight})
    cast = given & set(ChapterCast.model_fields)
    return settings.overridden(command_line) if cast else settings


def _from_file(file: Path, name: str, faults: list[str], *, must_exist: bool) -> Settings | None:
    try:
        text = decoded(file.read_bytes())
    except FileNotFoundError:
        if must_exist:
            faults.append(f"{name}: no such file; `narrate init DIR` creates one")
            return None
        text = ""
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        faults.append(f"{name}: can't be read: {reason}")
        return None
    except NotTextError as error:
        faults.append(f"{name}:{error.line}: {error}")
        return None
    return _from_text(text, name, file.absolute().parent, faults)


def _from_text(text: str, name: str, folder: Path, faults: list[str]) -> Settings | None:
    found = read_document(text)
    settings: Settings | None = None
    if not found.faults or found.data is not None:
        given = validated(PipelineFile, found, folder)
        settings = merged(_defaults(folder), given) if given is not None else None
    if settings is not None and not found.faults:
        found.faults += [
            Fault(found.line_of(path), path, why) for path, why in contradictions(settings)
        ]
    for fault in sorted(found.faults, key=lambda fault: fault.line or 0):
        faults.append(fault_line(name, fault))
    return None if found.faults else settings


def validated(kind: type[_G], found: Document, folder: Path) -> _G | None:
    """The group that a document is; where it is none, its faults are among the document's."""
    try:
        return kind.model_validate(found.data, context={"folder": folder})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            for path, text in explain(detail):
                found.faults.append(Fault(found.line_of(path), path, text))
        return None


def _defaults(folder: Path) -> Settings:
    return Settings.model_validate({}, context={"folder": folder})


def fault_line(name: str, fault: Fault) -> str:
    """`pipeline.yaml:12: chapters.3-5.sped: unknown key, did you mean speed?`."""
    place = name if fault.line is None else f"{name}:{fault.line}"
    path = [part for part in fault.path if not isinstance(part, int)]  # places in lists: the line
    return ": ".join(part for part in (place, path_shown(path), fault.text) if part)


def _from_command_line(overrides: Mapping[str, object], faults: list[str]) -> CommandLine | None:
    given: dict[str, Any] = {}
    for key, value in overrides.items():
        if key not in OPTIONS:
            near = closest(str(key), OPTIONS)
            faults.append(
                f"{_option(key)}: unknown" + (f", did you mean {_option(near)}?" if near else "")
            )
        elif value is not None:
            given[key] = Plain(value) if isinstance(value, str) else value
    try:
        return CommandLine.model_validate(given)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            faults.extend(f"{_option(path[0])}: {text}" for path, text in explain(detail))
        return None


def _option(key: object) -> str:
    return "--" + one_line(str(key)).replace("_", "-")


def contradictions(settings: Settings) -> Iterator[tuple[document.Path, str]]:
    """Values that are each allowed but contradict each other."""
    if settings.retry.wait_initial > settings.retry.wait_max:
        yield ("retry", "wait_initial"), "must not be longer than retry.wait_max"
    yield from _level_faults(settings, ())
    yield from _shared_names(settings, ())
    yield from _pace_faults(settings, ())
    for name, book in settings.books.items():
        if "characters" in book.model_fields_set:
            yield from _shared_names(settings.for_book(name), ("books", name))
        if "deliver" in book.model_fields_set:
            yield from _level_faults(settings.for_book(name), ("books", name))


def _pace_faults(cast: Cast, path: document.Path) -> Iterator[tuple[document.Path, str]]:
    """Groups that set both speed and pace; a speed of 1, as the file of `init` has it, is none."""
    if cast.pace is not None and "speed" in cast.model_fields_set and cast.speed != 1:
        yield (*path, "pace"), "speed is set too; how fast a voice reads is set by one of them"
    if isinstance(cast, Shared):
        below: list[tuple[document.Path, Cast]] = [(("dialogue",), cast.dialogue)]
        below += [(("chapters", key), each) for key, each in cast.chapters]
        below += [(("characters", name), each) for name, each in cast.characters.items()]
        if isinstance(cast, Settings):
            below += [(("books", name), book) for name, book in cast.books.items()]
        for more, each in below:
            yield from _pace_faults(each, (*path, *more))


def _shared_names(settings: Settings, path: document.Path) -> Iterator[tuple[document.Path, str]]:
    for name, shared, owner in clashes(settings.aliases):
        text = f"{shown(shared)} is a name of {one_line(owner)} too; each name is one character's"
        yield (*path, "characters", name), text


def _level_faults(settings: Settings, path: document.Path) -> Iterator[tuple[document.Path, str]]:
    deliver = settings.deliver
    level, profile = deliver.level, PROFILES[deliver.profile]
    if level.rms is not None and level.lufs is not None:
        yield (*path, "deliver", "level"), "has rms and lufs; loudness is set by one of them"
    peak = profile.peak if level.peak is None else level.peak
    for name in ("rms", "lufs"):
        if (loudness := getattr(level, name)) is not None and loudness >= peak:
            yield (*path, "deliver", "level"), f"{name} must be lower than peak ({peak:g})"
    if "feed" in deliver.read_along and not deliver.url:
        yield (*path, "deliver", "url"), "must be the web address of the book's folder, for feed"
