"""What style sheets say about elements, as far as it decides what is shown: simple selectors.

https://www.w3.org/TR/selectors-3/: names, classes and ids, also below one another; all other
selectors, and what is only for print or for some devices, are passed over.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree

from narrate.files.markup import local_name, text_of

_NOTHING: Mapping[str, str] = {}
StyleFile = Callable[[str], str]
"""The text of the style sheet to which a page links; empty if it is not there"""

_SHOWN_NAMES = "display visibility list-style list-style-type position float vertical-align"
SHOWN = frozenset(_SHOWN_NAMES.split())
"""Properties that decide what is shown"""
_BY_WORD = frozenset({"mso-hide", "mso-list", "mso-element"})
_BREAKS = frozenset({"page-break-before", "break-before"})
LOOKS = SHOWN | _BY_WORD | _BREAKS | {"text-align", "font-weight", "font-size"}
"""Those and the ones that tell how text is set"""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_TOKEN = re.compile(r"([^{};]*)([{};])")
_COMPOUND = re.compile(r"(?P<name>\*|[A-Za-z][\w-]*)?(?P<marks>(?:[.#][\w-]+)*)")
_MARK = re.compile(r"[.#][\w-]+")
_SHOWN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\Z|@supports|@layer", re.IGNORECASE)
_LARGEST = 2**20
"""Characters of a style sheet; what is behind them is passed over"""
_MOST_RULES = 500
"""Rules of one style sheet that decide what is shown; no book has a hundred"""


@dataclass(frozen=True, slots=True)
class _Compound:
    """`p.note#n1`."""

    name: str = ""
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def fits(self, element: etree._Element) -> bool:
        """Whether an element has this name, these classes and this id."""
        return (
            (not self.name or self.name == local_name(element))
            and (not self.ids or self.ids == {element.get("id")})
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one selector declares."""

    compounds: tuple[_Compound, ...]
    """From the outermost in"""
    weight: tuple[int, int, int]
    declared: Mapping[str, str]

    def fits(self, element: etree._Element) -> bool:
        """Whether the selector means this element."""
        *outer, own = self.compounds
        if not own.fits(element):
            return False
        around = element.iterancestors()
        return all(any(compound.fits(e) for e in around) for compound in reversed(outer))


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page's style sheets that decide what is shown."""

    kept: frozenset[str] = LOOKS
    """The properties that are of interest"""
    _rules: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    """By a name, class or id that the element must have"""
    _known: dict[tuple[str, str | None, str | None], Mapping[str, str]] = field(
        default_factory=dict
    )
    """What was found for elements where nothing around them counts"""

    def add(self, text: str) -> None:
        """Take in one more style sheet; what comes later counts before what came earlier."""
        for rule in _rules_of(text[:_LARGEST], self.kept):
            self._rules[_key(rule.compounds[-1])].append(rule)
        self._known.clear()

    def declared(self, element: etree._Element) -> Mapping[str, str]:
        """The properties of an element, as far as they are of interest; not inherited ones."""
        if not self._rules:
            return _NOTHING
        own = (local_name(element), element.get("class"), element.get("id"))
        if own in self._known:
            return self._known[own]
        found = [rule for key in _keys(element) if key in self._rules for rule in self._rules[key]]
        if not found:
            return _NOTHING
        fitting = sorted((r for r in found if r.fits(element)), key=lambda rule: rule.weight)
        declared = {name: value for rule in fitting for name, value in rule.declared.items()}
        if all(len(rule.compounds) == 1 for rule in found):
            self._known[own] = declared
        return declared


def style_sheet_of(
    root: etree._Element, file: StyleFile | None = None, kept: frozenset[str] = LOOKS
) -> StyleSheet:
    """The style sheets of a page: those in it, and those it links to."""
    sheet = StyleSheet(kept)
    for element in root.iter("{*}style", "{*}link"):
        media = (element.get("media") or "all").lower()
        if "all" not in media and "screen" not in media:
            continue
        if local_name(element) == "style":
            sheet.add(text_of(element)[:_LARGEST])
        elif file is not None and "stylesheet" in (element.get("rel") or "").lower().split():
            sheet.add(file(element.get("href") or ""))
    return sheet


def inline_style(element: etree._Element) -> Mapping[str, str]:
    """What an element's own `style` declares."""
    own = element.get("style")
    return _declarations(own.split(";"), LOOKS) if own else _NOTHING


@lru_cache(maxsize=32)
def _rules_of(text: str, kept: frozenset[str]) -> tuple[_Rule, ...]:
    return tuple(islice(_rules(text, kept), _MOST_RULES))


def _rules(text: str, kept: frozenset[str]) -> Iterator[_Rule]:
    """The rules of a style sheet that hold on a screen."""
    around: list[str] = []
    declarations: list[str] = []
    for order, token in enumerate(_TOKEN.finditer(_COMMENT.sub("", text))):
        before, mark = token[1].strip(), token[2]
        if mark == "{":
            around.append(before)
            declarations = []
            continue
        declarations.append(before)
        if mark == "}" and around:
            selectors = around.pop()
            if not selectors.startswith("@") and all(map(_SHOWN.match, around)):
                yield from _rules_for(selectors, _declarations(declarations, kept), order)
            declarations = []


def _rules_for(selectors: str, declared: Mapping[str, str], order: int) -> Iterator[_Rule]:
    if not declared:
        return
    for selector in selectors.split(","):
        compounds = [_compound(part) for part in selector.replace(">", " ").split()]
        if compounds and None not in compounds:
            told = tuple(c for c in compounds if c is not None)
            ids, classes = sum(len(c.ids) for c in told), sum(len(c.classes) for c in told)
            yield _Rule(told, (ids, classes, order), declared)


def _compound(text: str) -> _Compound | None:
    found = _COMPOUND.fullmatch(text)
    if not found:
        return None
    marks = _MARK.findall(found["marks"])
    return _Compound(
        (found["name"] or "").lower().removeprefix("*"),
        frozenset(m[1:] for m in marks if m[0] == "."),
        frozenset(m[1:] for m in marks if m[0] == "#"),
    )


def _declarations(texts: Iterable[str], kept: frozenset[str]) -> dict[str, str]:
    """The declarations that are of interest, in small letters."""
    pairs = (text.lower().partition(":") for text in texts)
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if name.strip() in kept
    }


def _key(compound: _Compound) -> str:
    """One of the marks that an element must have, so that few rules are tried."""
    if compound.ids:
        return f"#{next(iter(compound.ids))}"
    if compound.classes:
        return f".{min(compound.classes)}"
    return compound.name or "*"


def _keys(element: etree._Element) -> Iterator[str]:
    yield "*"
    yield local_name(element)
    if own := element.get("id"):
        yield f"#{own}"
    if classes := element.get("class"):
        yield from {f".{name}" for name in classes.split()}
