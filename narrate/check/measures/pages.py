"""Pages and lists that name other delivered files: each of those is there, none is elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from narrate.check.measures.result import Measure, verdict

AGAIN = "delete it and run narrate"
_LOADS = {"src", "poster", "data"}
_FETCHED = ("link", "image", "use")
"""Elements whose href is loaded, not followed"""
_STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


def player_check(path: Path) -> Measure:
    """The player page stands, is a page, needs no network, and finds its sound."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return _judged("player", [f"cannot be read: {error}"])
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return _judged("player", ["it is empty"])
    faults, links = [], sorted(set(_links(root, text)))
    for link in links:
        faults += _link_fault(link, path.parent)
    if not any(_local(link).endswith(_SOUND) for link in links):
        faults.append("it names no sound")
    return _judged("player", faults)


_SOUND = (".mp3", ".m4a", ".m4b", ".flac", ".opus", ".wav")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.){1,300}\.(?:mp3|m4a|m4b|flac|opus|wav))"')


def _links(root: Any, text: str) -> Iterator[str]:
    """Everything that the page loads: in its elements, its styles, and its script's lists."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            loads = name in _LOADS or (name == "href" and element.tag in _FETCHED)
            if loads and not value.startswith(("data:", "#", "blob:")):
                yield value
        if element.tag == "style":
            for found in _STYLE_URL.finditer(element.text or ""):
                link = found[1] or found[2]
                if not link.startswith(("data:", "#")):
                    yield link
    for found in _QUOTED.finditer(text):
        try:
            yield str(json.loads(f'"{found[1]}"'))
        except ValueError:
            continue


def _link_fault(link: str, folder: Path) -> list[str]:
    if urlsplit(link).scheme or link.startswith("//"):
        return [f"it loads {link} from elsewhere"]
    local = _local(link)
    if ".." in Path(local).parts or Path(local).is_absolute():
        return [f"it names {local}, which is outside the book's folder"]
    if not ((folder / local).is_file() or (folder / link).is_file()):
        return [f"it names {local}, which is not there"]
    return []


def _local(link: str) -> str:
    return unquote(link.split("#")[0].split("?")[0])


def manifest_check(path: Path) -> Measure:
    """A W3C audiobook manifest names files that are there, with durations that they have."""
    try:
        content = json.loads(path.read_text("utf-8"))
        resources = [*content["readingOrder"], *content.get("resources", [])]
        links = [item if isinstance(item, str) else item["url"] for item in resources]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return _judged("manifest", [f"it cannot be understood: {error}"])
    local = [link for link in links if not urlsplit(link).scheme]
    missing = [link for link in local if not (path.parent / _local(link)).is_file()]
    return _judged("manifest", [f"it names {link}, which is not there" for link in missing])


def _judged(name: str, faults: list[str]) -> Measure:
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    fault = f"{faults[0]}{more}; {AGAIN}" if faults else ""
    limit = "names only files that are there"
    return verdict(name, not faults, len(faults), unit="faults", limit=limit, fault=fault)
