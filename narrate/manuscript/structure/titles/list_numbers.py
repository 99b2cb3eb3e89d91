"""Numbers that are shown before the items of a list and are not in their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

_LETTER = regex.compile(r"[\p{L}\p{N}]")
_BULLET = "o"
"""Word's bullet of a list's second level is the letter in another font"""
_PLACE = regex.compile(r"%([1-9])")
_ROMANS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ALPHABETS = {
    "letter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "cyrillic": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
}
_HAN = "〇一二三四五六七八九"
_LARGEST = 3999
"""Of roman numerals; a document may claim any number"""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered."""

    style: str = "decimal"
    """`decimal`, `zero` (01), `roman`, `Roman`, `letter`, `Letter`, `cyrillic`, `Cyrillic`, `han`,
    `words`, `none`, `bullet`"""
    text: str = "%1."
    """With `%1` to `%9` where the numbers of the levels go"""
    start: int = 1


@dataclass(slots=True)
class ListCounter:
    """Counts the paragraphs of one list."""

    levels: Mapping[int, ListLevel]
    _counts: dict[int, int] = field(default_factory=dict)

    def restart(self, level: int, at: int) -> None:
        """The next paragraph of this level gets the number `at`."""
        self._counts[level] = at - 1

    def next(self, level: int) -> str:
        """Count one more paragraph of a level (0 is the highest); what is shown before it."""
        mine = self.levels.get(level)
        if mine is None:
            return ""
        self._counts[level] = self._counts.get(level, mine.start - 1) + 1
        for deeper in [k for k in self._counts if k > level]:
            del self._counts[deeper]
        if mine.style == "none" and not _PLACE.search(mine.text):
            return mine.text.strip()
        return " ".join(_PLACE.sub(lambda found: self._shown(int(found[1]) - 1), mine.text).split())

    def _shown(self, level: int) -> str:
        mine = self.levels.get(level, ListLevel())
        return written(self._counts.get(level, mine.start), mine.style)


class NumberedLists:
    """The lists of a document that defines them in a table, as Word does, each by its id."""

    def __init__(self) -> None:
        self._counters: dict[str, ListCounter] = {}
        """By the definition: lists that are made from one count on from each other"""
        self._own: dict[str, ListCounter] = {}
        """Of lists that change levels of the definition that they are made from"""
        self._made_from: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}

    def define(self, key: str, levels: Mapping[int, ListLevel]) -> None:
        """A definition from which lists are made."""
        self._counters[key] = ListCounter(levels)

    def make(
        self, list_id: str, key: str, own: Mapping[int, ListLevel], restarts: Mapping[int, int]
    ) -> None:
        """A list made from a definition, with levels of its own and with what some begin at."""
        self._made_from[list_id] = key
        if own:
            base = self._counters.get(key)
            self._own[list_id] = ListCounter({**(base.levels if base else {}), **own})
        if restarts:
            self._restarts[list_id] = dict(restarts)

    def definition(self, list_id: str) -> str:
        """Key of the definition that a list is made from."""
        return self._made_from.get(list_id, "")

    def label(self, list_id: str, level: int, key: str = "") -> str:
        """Count one more paragraph of a list; its number as shown, empty for a bullet.

        `key` names the definition to count by if it is another than that of the list.
        """
        counter = self._own.get(list_id) or self._counters.get(key or self.definition(list_id))
        if counter is None:
            return ""
        for at, start in self._restarts.pop(list_id, {}).items():
            counter.restart(at, start)
        shown = counter.next(level)
        return "" if counter.levels.get(level, ListLevel()).style == "bullet" else shown


def is_said(label: str) -> bool:
    """Whether what is shown before an item is a number, and no bullet: `b)`, not `•` or `–`."""
    return label != _BULLET and _LETTER.search(label) is not None


def written(number: int, style: str) -> str:
    """A number as a list shows it; in digits where the style has no way for it."""
    if style == "none":
        return ""
    if style.lower() == "roman" and 0 < number <= _LARGEST:
        roman = _roman(number)
        return roman if style == "Roman" else roman.lower()
    if (alphabet := _ALPHABETS.get(style.lower())) and 0 < number <= len(alphabet) * 30:
        letters = alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)
        return letters if style[0].isupper() else letters.lower()
    if style in _IN_WORDS and 0 < number < 100:
        return _IN_WORDS[style](number)
    return f"{number:02}" if style == "zero" else str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMANS:
        shown += letters * (number // value)
        number %= value
    return shown


def _in_words(number: int) -> str:
    if number < 20:
        return _ONES.split()[number - 1].capitalize()
    tens = _TENS.split()[number // 10 - 2].capitalize()
    return f"{tens}-{_ONES.split()[number % 10 - 1]}" if number % 10 else tens


def _in_han(number: int) -> str:
    """`十二`, `三十`: numbers under a hundred as Chinese and Japanese write them."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return head + (_HAN[ones] if ones else "")


_IN_WORDS = {"words": _in_words, "han": _in_han}
