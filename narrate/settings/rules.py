"""What a value may be: each rule reads, explains and describes one kind of value.

Pydantic runs the rules and collects what they refuse; the wording is all ours, and the same
rules give the JSON Schema.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from narrate.settings.words import Plain, closest, listed, shown

_Given = TypeVar("_Given")
_Read = TypeVar("_Read")

_WHOLE = re.compile(r"[-+]?[0-9]+(_[0-9]+)*")
_REAL = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
UNSAYABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that no setting can need and that would break a message or a file name"""


class WrongError(Exception):
    """A value is refused; the faults are one or more places below it, each with its reason."""

    def __init__(self, *faults: tuple[tuple[str | int, ...], str]) -> None:
        self.faults = faults
        super().__init__("; ".join(reason for _, reason in faults))


def wrong(reason: str) -> WrongError:
    """The value itself is refused."""
    return WrongError(((), reason))


def read_each(
    values: Iterable[tuple[str | int, _Given]], read: Callable[[_Given], _Read]
) -> list[_Read]:
    """What `read` makes of each value; raises WrongError with every fault, told with its place."""
    found: list[_Read] = []
    faults: list[tuple[tuple[str | int, ...], str]] = []
    for place, value in values:
        try:
            found.append(read(value))
        except WrongError as error:
            faults += [((place, *path), reason) for path, reason in error.faults]
    if faults:
        raise WrongError(*faults)
    return found


def number_of(value: object) -> int | float | None:
    """The finite number that a value is; True and text in quotes are none."""
    if isinstance(value, Plain) and len(value) <= 40:
        if _WHOLE.fullmatch(value):
            return int(value)
        value = float(value) if _REAL.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isinstance(value, int) or math.isfinite(value) else None


@dataclass(frozen=True)
class Rule:
    """One kind of value, as pydantic metadata: `Annotated[float, Number(0.5, 2.0)]`."""

    def read(self, value: object, folder: Path) -> object:
        """The value as settings hold it; `folder` is where the settings file lies.

        Raises WrongError.
        """
        raise NotImplementedError

    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "minLength": 1}
    """As JSON Schema, where it is the same for every value of this kind"""

    def describe(self) -> dict[str, Any]:
        """The rule as JSON Schema."""
        return dict(self.schema)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def _validate(self, value: object, info: core_schema.ValidationInfo[Any]) -> object:
        folder = (info.context or {}).get("folder") or Path.cwd()
        try:
            return self.read(value, folder)
        except WrongError as error:
            raise PydanticCustomError(
                "refused", "{text}", {"text": str(error), "faults": error.faults}
            ) from None


@dataclass(frozen=True)
class Number(Rule):
    """A finite number in a range, both ends allowed unless `above`."""

    low: float
    high: float = math.inf
    whole: bool = False
    above: bool = False
    """The low end itself is refused"""
    unit: str = ""

    def read(self, value: object, folder: Path) -> int | float:
        """The number."""
        number = number_of(value)
        if number is None or not self._fits(number):
            quoted = type(value) is str and number_of(Plain(value)) is not None
            hint = "; remove the quotes" if quoted else ""
            raise wrong(f"must be {self.allowed}, not {shown(value)}{hint}")
        return int(number) if self.whole else float(number)

    def _fits(self, number: int | float) -> bool:
        low = number > self.low if self.above else number >= self.low
        return low and number <= min(self.high, 1e15) and not (self.whole and number % 1)

    @property
    def allowed(self) -> str:
        """The range in words."""
        name = ("a whole number" if self.whole else "a number") + self.unit
        if self.above:
            return f"{name} above {self.low:g}" + (
                "" if math.isinf(self.high) else f", at most {self.high:g}"
            )
        if math.isinf(self.high):
            return f"{name}, {self.low:g} or more"
        return f"{name} from {self._end(self.low)} to {self._end(self.high)}"

    def _end(self, value: float) -> str:
        return str(int(value)) if self.whole else str(float(value)).removesuffix(".0") or "0"

    def describe(self) -> dict[str, Any]:
        """Type, ends and nothing else."""
        schema: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        schema["exclusiveMinimum" if self.above else "minimum"] = self.low
        if not math.isinf(self.high):
            schema["maximum"] = self.high
        return schema


@dataclass(frozen=True)
class Flag(Rule):
    """true or false; yes, no, on and off are understood too."""

    schema: ClassVar[Mapping[str, Any]] = {"type": "boolean"}

    def read(self, value: object, folder: Path) -> bool:
        """The truth value."""
        flag = _FLAGS.get(value.lower()) if isinstance(value, Plain) else value
        if not isinstance(flag, bool):
            raise wrong(f"must be true or false, not {shown(value)}")
        return flag


@dataclass(frozen=True)
class Share(Rule):
    """A share from 0 to `high`; off is 0, and on the `usual` one."""

    usual: float
    high: float = 1.0

    def read(self, value: object, folder: Path) -> float:
        """The share."""
        if number_of(value) is None:
            try:
                return self.usual if Flag().read(value, folder) else 0.0
            except WrongError:
                raise wrong(
                    f"must be off, on or a number from 0 to {self.high:g}, not {shown(value)}"
                ) from None
        return float(Number(0, self.high).read(value, folder))

    def describe(self) -> dict[str, Any]:
        """A boolean, or a number."""
        return {"anyOf": [Flag().describe(), Number(0, self.high).describe()]}


@dataclass(frozen=True)
class Pace(Number):
    """Words a minute; a factor is not one."""

    unit: str = " of words a minute"

    def read(self, value: object, folder: Path) -> float:
        """The words a minute."""
        try:
            return super().read(value, folder)
        except WrongError as error:
            number = number_of(value)
            if number is None or not 0 < number < 10:
                raise
            raise wrong(f"{error}; a factor is set as speed: {number:g}") from None


@dataclass(frozen=True)
class Text(Rule):
    """A line of text, which may have to match a pattern."""

    allowed: str = "a line of text"
    pattern: str | None = None
    examples: tuple[str, ...] = ()

    def read(self, value: object, folder: Path) -> str:
        """The text, without white space around it."""
        if not isinstance(value, str) or not value.strip() or UNSAYABLE.search(value):
            raise wrong(f"must be {self.allowed}, not {shown(value)}")
        text = str(value).strip()
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise wrong(f"must be {self.allowed}, not {shown(value)}{self.hint(text)}")
        return text

    def hint(self, text: str) -> str:
        """What was likely meant by a text that does not match."""
        return ""

    def describe(self) -> dict[str, Any]:
        """A string with its pattern."""
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        if self.pattern:
            schema["pattern"] = f"^({self.pattern})$"
        if self.examples:
            schema["examples"] = list(self.examples)
        return schema


@dataclass(frozen=True)
class Wording(Rule):
    """Words of one's own with placeholders, or true for the usual ones, or false for none."""

    placeholders: tuple[str, ...]

    def read(self, value: object, folder: Path) -> str | bool:
        """The words, or whether there are any."""
        try:
            return Flag().read(False if value is None else value, folder)
        except WrongError:
            words = Text("true, false or words to say").read(value, folder)
        for name in re.findall(r"\{([^{}]*)\}", words):
            if name.strip() not in self.placeholders:
                raise wrong(f"unknown placeholder {{{name}}}{self._hint(name)}")
        if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", words)):
            raise wrong(f"has a brace without its other half{self._hint('')}")
        return words

    def _hint(self, name: str) -> str:
        near = closest(name.strip(), self.placeholders)
        known = ", ".join(f"{{{each}}}" for each in self.placeholders)
        return (f", did you mean {{{near}}}?" if near else ";") + f" known are {known}"

    def describe(self) -> dict[str, Any]:
        """A boolean, or a string."""
        return {"anyOf": [{"type": ["boolean", "null"]}, dict(self.schema)]}


@dataclass(frozen=True)
class Choice(Rule):
    """One of a few words or numbers."""

    options: tuple[str | int, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    """Other spellings that are understood, each with the option it stands for"""

    def read(self, value: object, folder: Path) -> str | int:
        """The option."""
        if all(isinstance(option, int) for option in self.options):
            number = number_of(value)
            found: object = int(number) if number is not None and not number % 1 else value
        else:
            folded = value.strip().lower() if isinstance(value, str) else value
            found = dict(self.aliases).get(folded, folded) if isinstance(folded, str) else folded
        for option in self.options:
            if type(found) is type(option) and found == option:
                return option
        raise wrong(f"must be {listed(self.options)}, not {shown(value)}{self._hint(value)}")

    def _hint(self, value: object) -> str:
        number = number_of(value)
        near: object = None
        if number is not None and isinstance(self.options[0], int):
            near = min(self.options, key=lambda option: abs(int(option) - number))
        elif isinstance(value, str):
            near = closest(value, map(str, self.options))
        return f"; did you mean {near}?" if near and near != value else ""

    def describe(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": [*self.options, *(alias for alias, _ in self.aliases)]}


@dataclass(frozen=True)
class SeveralOf(Rule):
    """A list without repeats; a single item may be given without brackets."""

    item: Rule
    at_least: int = 0

    def read(self, value: object, folder: Path) -> tuple[object, ...]:
        """The items."""
        items = value if isinstance(value, list | tuple) else [value]
        if value is None or isinstance(value, dict):
            raise wrong(f"must be a list, not {shown(value)}")
        read: list[object] = []
        faults: list[tuple[tuple[str | int, ...], str]] = []
        for place, each in enumerate(items):
            try:
                good = self.item.read(each, folder)
            except WrongError as error:
                faults += [((place, *path), reason) for path, reason in error.faults]
                continue
            if good in read:
                faults.append(((place,), f"repeats {shown(each)}"))
            read.append(good)
        if faults:
            raise WrongError(*faults)
        if len(read) < self.at_least:
            raise wrong(f"must list at least {self.at_least}")
        return tuple(read)

    def describe(self) -> dict[str, Any]:
        """An array, or one item."""
        array = {"type": "array", "items": self.item.describe(), "uniqueItems": True}
        if self.at_least:
            array["minItems"] = self.at_least
        return {"anyOf": [array, self.item.describe()]}
