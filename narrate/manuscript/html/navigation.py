"""What a page has for moving about in it and beyond: menus, next and previous, permanent links.

Known by its links: they say so themselves (`rel`, `accesskey`), or stand in a row with no prose
beside them and lead to other pages. A class or a role is not needed and not believed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from lxml import etree

from narrate.files.markup import local_name, text_of
from narrate.manuscript.structure.content.prose import is_prose, is_running
from narrate.manuscript.structure.matter import FURNITURE, AnyOf
from narrate.manuscript.structure.page_marks import leads_back
from narrate.manuscript.structure.passages import Passage, count_words
from narrate.manuscript.words import words_of

_DATA = words_of("pages")
_LABELS = frozenset(label for labels in _DATA["link_labels"].values() for label in labels)
_NOTICES = AnyOf(_DATA["notices"])
_SIGNS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LONGEST_WAY_BACK = 60
"""Characters"""
_PERMANENT = frozenset("¶#§🔗⚓\uf0c1")
"""Signs of the link that leads to the heading which it stands in"""
_NAMED_PERMANENT = regex.compile(r"\b(?:header ?link|perma ?link|anchor)\b")
_STEPS = frozenset(
    ["next", "prev", "previous", "up", "start", "first", "last", "contents", "index"]
)
"""Values of `rel` for links to other places of one work"""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LONGEST = 4000
"""Characters of what may be a menu"""
_MOST_WORDS = 60
"""Of what stands around links to the next page and the one before"""
_LABEL = 6
"""Words of the longest link in a menu"""
_LINKED = 0.8
"""Of the letters of a menu, those that lie in links"""
_MOST_OF_PAGE = 0.5
"""Of its letters: a page that seems to have more in menus has its text in them"""
_EDGE = 2
"""Passages above and below a page without prose that may be notices"""
_NOTICE = 40
"""Words of the longest notice"""


def navigation_in(body: etree._Element, *, alone: bool) -> frozenset[etree._Element]:
    """The outermost elements that are navigation; `alone`: the page is no part of a book of pages.

    Menus are looked for only where it is: in books of several pages they are contents lists.
    """
    found = _Navigation(body, alone=alone)
    return frozenset([*found.named, *found.menus])


def without_notices(passages: Sequence[Passage]) -> list[Passage]:
    """The passages of a page; above its first prose and below its last no notice is read.

    `Best viewed at 800x600. You are visitor no. 4127`, `Sign my guestbook`.
    """
    told = [i for i, p in enumerate(passages) if p.is_read and is_running(p.spoken)]
    inner = range(told[0], told[-1] + 1) if told else range(_EDGE, len(passages) - _EDGE)
    return [
        p.unread(FURNITURE)
        if i not in inner and _is_notice(p) and not _is_announced(passages[max(i - 1, 0) : i])
        else p
        for i, p in enumerate(passages)
    ]


def _is_announced(above: Sequence[Passage]) -> bool:
    """`On it she read:` announces what is below it as part of the text."""
    return any(p.spoken.rstrip().endswith((":", "：")) for p in above)


def _is_notice(passage: Passage) -> bool:
    short = passage.kind != "heading" and count_words(passage.text) <= _NOTICE
    return short and passage.is_read and bool(_NOTICES.search(passage.text))


@dataclass(slots=True)
class _Judged:
    """What an element with links is."""

    named: bool = False
    """Its links say that they lead to the next page and the like"""
    menu: bool = False
    goes_on: bool = True
    """What is around it may be navigation"""


class _Navigation:
    """Goes from each link outwards, as far as there is nothing but navigation."""

    def __init__(self, body: etree._Element, *, alone: bool) -> None:
        self.named: set[etree._Element] = set()
        self.menus: set[etree._Element] = set()
        self._judged: dict[etree._Element, _Judged] = {}
        self._body = body
        self._alone = alone
        for link in body.iter("{*}a", "a"):
            self._take(link)
        if self.menus and sum(map(_letters, self.menus)) > _MOST_OF_PAGE * _letters(body):
            self.menus.clear()

    def _take(self, link: etree._Element) -> None:
        if not link.get("href"):
            return
        if _is_permanent(link) or _is_way_back(link):
            self.named.add(link)
        elif self._alone or _is_step(link):
            for holder in self._around(link):
                judged = self._judge(holder)
                if judged.named:
                    self.named.add(holder)
                elif judged.menu:
                    self.menus.add(holder)

    def _around(self, link: etree._Element) -> Iterator[etree._Element]:
        """What is around a link, from the inside out; nothing of one in a heading."""
        for holder in link.iterancestors():
            if holder is self._body or local_name(holder) in _HEADINGS:
                return
            yield holder
            if not self._judge(holder).goes_on:
                return

    def _judge(self, holder: etree._Element) -> _Judged:
        known = self._judged.get(holder)
        if known is None:
            known = self._judged[holder] = _judged(holder, alone=self._alone)
        return known


def _judged(holder: etree._Element, *, alone: bool) -> _Judged:
    pieces: list[str] = []
    length = 0
    for piece in holder.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > _LONGEST:
            return _Judged(goes_on=False)
    text = " ".join("".join(pieces).split())
    if any(local_name(e) in _HEADINGS for e in holder.iter()) or is_prose([text]):
        return _Judged(goes_on=False)
    links = [a for a in holder.iter("{*}a", "a") if a.get("href")]
    linked, letters = sum(map(_letters, links)), _count(text)
    if _is_stepping(links, count_words(text), linked / max(letters, 1)):
        return _Judged(named=True)
    if not alone:
        return _Judged()
    if _SIGNS.sub(" ", text).strip().lower() in _LABELS:
        return _Judged(menu=True)
    rows = len(links) > 1 and linked >= _LINKED * letters
    return _Judged(menu=rows and all(map(_is_menu_item, links)))


def _is_stepping(links: Sequence[etree._Element], words: int, share: float) -> bool:
    """Whether links lead to the next page and the one before, with little text around them."""
    steps = sum(map(_is_step, links))
    if words > _MOST_WORDS or not steps or 2 * steps < len(links):
        return False
    return steps > 1 or 2 * share >= 1


def _is_step(link: etree._Element) -> bool:
    return bool(link.get("accesskey")) or not _STEPS.isdisjoint((link.get("rel") or "").split())


def _is_menu_item(link: etree._Element) -> bool:
    """Whether a link is short and leads out of the page, or nowhere, being a button."""
    target = link.get("href") or ""
    return (target == "#" or not target.startswith("#")) and count_words(text_of(link)) <= _LABEL


def _is_permanent(link: etree._Element) -> bool:
    """Whether a link stands for the address of what it stands in: `The Landing ¶`."""
    text = text_of(link).strip()
    if not text or not _PERMANENT.issuperset(text) or "#" not in (link.get("href") or ""):
        return False
    classes = regex.sub(r"[-_\s]+", " ", link.get("class") or "").lower()
    headed = any(local_name(e) in _HEADINGS for e in link.iterancestors())
    return headed or bool(_NAMED_PERMANENT.search(classes))


def _is_way_back(link: etree._Element) -> bool:
    """Whether a link such as `Back to top` stands behind the last sentence of what it is in."""
    text = text_of(link)
    inner = len(text) <= _LONGEST_WAY_BACK and "#" in (link.get("href") or "")
    if not inner or link.getnext() is not None or (link.tail or "").strip(" \r\n])|"):
        return False
    before = _text_before(link).rstrip() or "\n"
    return before[-1] in '\n.!?…”»)"[(|' and leads_back(text)


def _text_before(link: etree._Element) -> str:
    """What stands right in front of a link in the element that holds it."""
    above, outer = link.getprevious(), link.getparent()
    if above is not None:
        return above.tail or ""
    return (outer.text if outer is not None else "") or ""


def _letters(element: etree._Element) -> int:
    return _count(text_of(element))


def _count(text: str) -> int:
    return sum(map(str.isalnum, text))
