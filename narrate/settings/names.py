"""Rules for names of things elsewhere (languages, variables, files) and for facts of a book.

Also values that are groups with free keys, and bit rates by format.
"""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import SplitResult, urlsplit

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from narrate.about import is_isbn
from narrate.language import NAMES
from narrate.settings.rules import UNSAYABLE, Rule, Text, read_each, wrong
from narrate.settings.words import Plain, closest, listed, looks_secret, shown

_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_BY_NAME = {name.lower(): tag for tag, name in NAMES.items()}


@dataclass(frozen=True)
class Language(Text):
    """A language tag (`en`, `es`, `en-GB`), with `auto` where the engine is to find out."""

    allowed: str = "a language tag such as en, es or en-GB"
    pattern: str | None = f"auto|{_LANGUAGE}"
    examples: tuple[str, ...] = ("en", "en-GB", "es", "de", "auto")

    def read(self, value: object, folder: Path) -> str:
        """The tag, its primary part in lower case."""
        primary, dash, rest = super().read(value, folder).partition("-")
        return primary.lower() + dash + rest

    def hint(self, text: str) -> str:
        """`English` means en and `en_GB` en-GB."""
        known = _BY_NAME.get(text.lower())
        if known is None and re.fullmatch(_LANGUAGE, text.replace("_", "-")):
            known = text.replace("_", "-")
        return f"; did you mean {known}?" if known else ""


@dataclass(frozen=True)
class LanguageName(Language):
    """The tag of one language."""

    pattern: str | None = f"(?!auto$){_LANGUAGE}"
    examples: tuple[str, ...] = ("fr", "de", "en-GB")


@dataclass(frozen=True)
class VariableName(Text):
    """The name of an environment variable, never what it holds."""

    allowed: str = "the name of an environment variable such as SMALLEST_API_KEY"
    pattern: str | None = r"[A-Za-z_][A-Za-z0-9_]*"

    def read(self, value: object, folder: Path) -> str:
        """The name; a refused value is never quoted, for it may be the key itself."""
        text = str(value) if isinstance(value, str) else ""
        if not re.fullmatch(self.pattern or "", text) or looks_secret(text):
            raise wrong(
                f"must be {self.allowed}; put the key itself into that variable, never in a file"
            )
        return text


def _address(text: str) -> SplitResult | None:
    """The parts of an http or https address; None for what is none."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises ValueError where it is no number
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.hostname
    return parts if good and not UNSAYABLE.search(text) and " " not in text else None


@dataclass(frozen=True)
class WebAddress(Rule):
    """An http or https address without credentials, query or fragment."""

    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "pattern": r"^https?://[^\s@?#]+$"}

    example: str = "https://api.smallest.ai"

    def read(self, value: object, folder: Path) -> str:
        """The address without a closing slash; a refused one is not quoted, it may hold a key."""
        text = str(value).strip() if isinstance(value, str) else ""
        parts = _address(text)
        if parts is None:
            raise wrong(f"must be an address such as {self.example}")
        if "@" in parts.netloc:
            raise wrong("must not hold a user name or password")
        if "?" in text or "#" in text:
            raise wrong("must end before any ? or #")
        return text.rstrip("/")


@dataclass(frozen=True)
class Route(Rule):
    """A path on the server, or a short name for a known one."""

    named: tuple[tuple[str, str], ...]

    def read(self, value: object, folder: Path) -> str:
        """The path."""
        text = str(value).strip() if isinstance(value, str) else ""
        path = dict(self.named).get(text, text)
        if re.fullmatch(r"/[A-Za-z0-9._~/-]*", path):
            return path
        names = listed(name for name, _ in self.named)
        if "://" in text:
            raise wrong("must be only the path; the server belongs in base_url")
        raise wrong(f"must be {names}, or a path that begins with /, not {shown(value)}")

    def describe(self) -> dict[str, Any]:
        """The short names, or a path."""
        path = {"type": "string", "pattern": "^/[A-Za-z0-9._~/-]*$"}
        return {"anyOf": [{"enum": [name for name, _ in self.named]}, path]}


@dataclass(frozen=True)
class FileName(Rule):
    """A path, seen from the folder of the settings file; held as an absolute one."""

    allowed: str = "the name of a file or folder"
    exists: bool = False
    """It must be a file that is there"""
    program: bool = False
    """A bare name is looked for on the PATH too"""

    def read(self, value: object, folder: Path) -> Path:
        """The absolute path."""
        given = value if not isinstance(value, Path) else str(value)
        text = Text(self.allowed).read(given, folder)
        if text.startswith("~/"):
            text = os.path.expanduser(text)  # noqa: PTH111  # Path.expanduser raises without HOME
        path = Path(os.path.normpath(folder.absolute() / text))
        if self.program and not path.is_file() and not re.search(r"[/\\]", text):
            path = Path(shutil.which(text) or path)
        if self.exists and not _is_file(path):
            raise wrong(f"there is no file {shown(text)} (looked for {path})")
        return path


@dataclass(frozen=True)
class FilePattern(Text):
    """One or more of a book's files: a file, a folder, or a pattern such as `chapters/*.md`.

    It is looked for beside the settings file; what is not found there is kept as it was given, to
    be looked for in the input folder.
    """

    allowed: str = "the name of a file or folder, or a pattern such as chapters/*.md"

    def read(self, value: object, folder: Path) -> str:
        """The absolute path or pattern where something is there, else what was given."""
        text = super().read(str(value) if isinstance(value, Path) else value, folder)
        if text.startswith("~/"):
            text = os.path.expanduser(text)  # noqa: PTH111  # Path.expanduser raises without HOME
        found = os.path.normpath(folder.absolute() / text)
        return found if _matches(Path(found)) else text


def _matches(path: Path) -> bool:
    """Whether a path is there, or a pattern fits anything."""
    try:
        if path.exists():
            return True
        return any(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except (OSError, ValueError):  # such as a name that is too long, or ** within a name
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as a name that is too long
        return False


_POSITION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


AS_THE_BOOK_SAYS: Final = "auto"
"""The value of `series` that means the series which each manuscript names itself"""


@dataclass(frozen=True)
class SeriesName(Text):
    """The name of a series, or `auto` for the one that the manuscript names."""

    allowed: str = "the name of a series, or auto for the one that each manuscript names"
    examples: tuple[str, ...] = ("Barsetshire", AS_THE_BOOK_SAYS)

    def read(self, value: object, folder: Path) -> str:
        """The name; a file is not named, and a bare yes is no name."""
        name = super().read(value, folder)
        if isinstance(value, Plain) and name.lower() in ("true", "false", "yes", "no"):
            raise wrong(f"must be {self.allowed}, not {shown(value)}")
        stem, dot, ending = name.rpartition(".")
        if dot and ending.lower() in ("yaml", "yml"):
            stem = re.split(r"[/\\]", stem)[-1]
            raise wrong(
                f"must be the name of a series, such as {stem}; its file is then {stem}.yaml in"
                " the folder that series_files names"
            )
        return AS_THE_BOOK_SAYS if name.lower() == AS_THE_BOOK_SAYS else name


@dataclass(frozen=True)
class SeriesPosition(Rule):
    """A number as series have them, halves included."""

    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]
    }

    def read(self, value: object, folder: Path) -> str:
        """The number as it was written."""
        text = str(value).strip()
        if isinstance(value, bool) or not _POSITION.fullmatch(text):
            raise wrong(f"must be a number such as 2 or 1.5, not {shown(value)}")
        return text


@dataclass(frozen=True)
class Prose(Rule):
    """Text of one or more paragraphs."""

    def read(self, value: object, folder: Path) -> str:
        """The text without white space around it; lines stay."""
        text = str(value).strip() if isinstance(value, str) else ""
        if not text or UNSAYABLE.search(re.sub(r"[\n\t]", " ", text)):
            raise wrong(f"must be text, not {shown(value)}")
        return text


@dataclass(frozen=True)
class Isbn(Rule):
    """An ISBN whose check digit is right, of 10 or 13 places."""

    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [{"type": "string"}, {"type": "integer"}]}

    def read(self, value: object, folder: Path) -> str:
        """The digits alone (an ISBN-10 may end in X)."""
        digits = re.sub(r"[\s-]", "", str(value)).upper()
        if isinstance(value, bool) or not is_isbn(digits):
            raise wrong(f"must be an ISBN of 10 or 13 digits, not {shown(value)}")
        return digits


_BIT_RATE = re.compile(r"([0-9]{1,3})k", re.IGNORECASE)


@dataclass(frozen=True)
class BitRates(Rule):
    """Bit rates by format; formats without a choice of bit rate have no entry."""

    formats: tuple[str, ...]

    def read(self, value: object, folder: Path) -> dict[str, str | None]:
        """The rates as given; those not given are filled in from the defaults later."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            allowed = f"must give a bit rate by format, such as {{{self.formats[0]}: 64k}}"
            raise wrong(f"{allowed}, not {shown(value)}")
        given = [(str(name), (str(name), rate)) for name, rate in value.items()]
        return dict(read_each(given, self._rate))

    def _rate(self, given: tuple[str, object]) -> tuple[str, str | None]:
        name, rate = given
        if name not in self.formats:
            near = closest(name, self.formats)
            meant = f", did you mean {near}?" if near else ""
            raise wrong(f"only {listed(self.formats, 'and')} have a bit rate{meant}")
        if rate is not None and not _sensible(rate):
            raise wrong(f"must be a bit rate from 8k to 512k, such as 64k, not {shown(rate)}")
        return name, None if rate is None else str(rate).lower()

    def describe(self) -> dict[str, Any]:
        """A group of the formats that have a bit rate."""
        rate = {"type": ["string", "null"], "pattern": "^[0-9]{1,3}k$", "examples": ["64k"]}
        return {
            "type": ["object", "null"],
            "properties": dict.fromkeys(self.formats, rate),
            "additionalProperties": False,
        }


def _sensible(rate: object) -> bool:
    match = _BIT_RATE.fullmatch(rate) if isinstance(rate, str) else None
    return match is not None and 8 <= int(match[1]) <= 512


@dataclass(frozen=True)
class BookKey(Text):
    """The file name of a manuscript, without its folder."""

    allowed: str = "the file name of a manuscript, or the name of a book of several files"

    def read(self, value: object, folder: Path) -> str:
        """The name."""
        name = super().read(value, folder)
        bare = re.split(r"[/\\]", name)[-1]
        if bare != name:
            meant = f", did you mean {shown(bare)}?" if bare else ""
            raise wrong(f"must be a file name without its folder{meant}")
        return name

    def describe(self) -> dict[str, Any]:
        """No slashes."""
        return {"minLength": 1, "pattern": r"^[^/\\]+$"}


@dataclass(frozen=True)
class Keyed:
    """A group whose keys are free (chapters, manuscripts, characters), with a group under each."""

    entry: type[Any]
    key: Text
    """The rule for the keys"""
    in_order: bool = False
    """Read as pairs, because order and repeats matter"""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        keys = self.key.__get_pydantic_core_schema__(str, handler)
        entries = core_schema.dict_schema(keys, handler.generate_schema(self.entry))
        read = core_schema.no_info_before_validator_function(_keyed, entries)
        if not self.in_order:
            return read
        return core_schema.no_info_after_validator_function(
            _as_pairs, read, serialization=core_schema.plain_serializer_function_ser_schema(list)
        )


def _keyed(value: object) -> object:
    """Nothing is an empty group, and pairs (of settings made in Python) are a group too."""
    if value is None:
        return {}
    return dict(value) if isinstance(value, tuple) else value


def _as_pairs(value: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(value.items())
