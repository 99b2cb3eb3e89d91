"""An EPUB read back as a reading system does it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d)\.(\d{3})")
_OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True)
class Par:
    page: str
    text: str
    """What is highlighted"""
    place: int
    """Of the element on its page"""
    audio: str
    begin: int
    """Milliseconds"""
    end: int


class OverlayEpub:
    """An EPUB with media overlays, opened."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        container = etree.fromstring(self.zip.read("META-INF/container.xml"))
        self.name = next(e.get("full-path") for e in container.iter("{*}rootfile")) or ""
        self.package = etree.fromstring(self.zip.read(self.name))
        self.items = {e.get("id"): e for e in self.package.iter(f"{_OPF}item")}

    def resolve(self, base: str, href: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))

    def file(self, item: etree._Element) -> str:
        return self.resolve(self.name, item.get("href") or "")

    @property
    def spine(self) -> list[etree._Element]:
        return [self.items[e.get("idref")] for e in self.package.iter(f"{_OPF}itemref")]

    def page(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name))

    def text(self, name: str) -> str:
        body = next(self.page(name).iter("{*}body"))
        return str(body.xpath("string()"))

    def metas(self, name: str) -> list[tuple[str, str]]:
        """What a property says, with what it refines."""
        return [
            (e.get("refines") or "", e.text or "")
            for e in self.package.iter(f"{_OPF}meta")
            if e.get("property") == name
        ]

    def pars(self) -> Iterator[Par]:
        """All pars in reading order."""
        for item in self.spine:
            if overlay := item.get("media-overlay"):
                yield from self._pars(self.file(item), self.file(self.items[overlay]))

    def _pars(self, page: str, name: str) -> Iterator[Par]:
        elements = {}
        for place, element in enumerate(self.page(page).iter("{*}*")):
            if key := element.get("id"):
                assert key not in elements, key
                elements[key] = place, element
        for par in etree.fromstring(self.zip.read(name)).iter("{*}par"):
            text, audio = par
            target, _, fragment = (text.get("src") or "").partition("#")
            assert self.resolve(name, target) == page
            place, element = elements[unquote(fragment)]
            yield Par(
                page,
                " ".join(str(element.xpath("string()")).split()),
                place,
                self.resolve(name, audio.get("src") or ""),
                milliseconds(audio.get("clipBegin") or ""),
                milliseconds(audio.get("clipEnd") or ""),
            )


def milliseconds(clock: str) -> int:
    found = _CLOCK.fullmatch(clock)
    assert found, clock
    hours, minutes, seconds, rest = map(int, found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
