"""Pages and lists that name other delivered files: each of those is there, none is elsewhere."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from narrate.check.measures.result import CheckResult, faultless

_LIMIT = "names only files that exist"
_LOADS = {"src", "poster", "data"}
_FETCHED = ("link", "image", "use")
"""Elements whose href is loaded, not followed"""
_STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


def player_check(path: Path) -> CheckResult:
    """The player page exists, is a page, needs no network, and finds its sound."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return faultless("player", [f"cannot be read: {error}"], _LIMIT)
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return faultless("player", ["it is empty"], _LIMIT)
    faults, links = [], sorted(set(_links(root, text)))
    for link in links:
        faults += _link_fault(link, path.parent)
    if not any(_local(link).endswith(_SOUND) for link in links):
        faults.append("it names no audio")
    return faultless("player", faults, _LIMIT)


_SOUND = (".mp3", ".m4a", ".m4b", ".flac", ".opus", ".wav")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.){1,300}\.(?:mp3|m4a|m4b|flac|opus|wav))"')


def _links(root: Any, text: str) -> Iterator[str]:
    """Everything that the page loads: in its elements, its styles, and its script's lists.

    `<audio src="1.mp3">`, `@import "a.css"` and a script's `["2.mp3"]`: 1.mp3, a.css, 2.mp3.
    """
    for element in root.iter(etree.Element):
        loads = {*_LOADS, "href"} if element.tag in _FETCHED else _LOADS
        links = [str(value) for name, value in element.attrib.items() if name in loads]
        if element.tag == "style":
            links += [found[1] or found[2] for found in _STYLE_URL.finditer(element.text or "")]
        yield from (link for link in links if not link.startswith(("data:", "#", "blob:")))
    for found in _QUOTED.finditer(text):
        with suppress(ValueError):
            yield str(json.loads(f'"{found[1]}"'))


def _link_fault(link: str, folder: Path) -> list[str]:
    if urlsplit(link).scheme or link.startswith("//"):
        return [f"it loads {link} from elsewhere"]
    local = _local(link)
    if ".." in Path(local).parts or Path(local).is_absolute():
        return [f"it names {local}, which is outside the book's folder"]
    if not ((folder / local).is_file() or (folder / link).is_file()):
        return [f"it names {local}, which does not exist"]
    return []


def _local(link: str) -> str:
    return unquote(link.split("#")[0].split("?")[0])


def manifest_check(path: Path) -> CheckResult:
    """A W3C audiobook manifest names files that are there, with durations that they have."""
    try:
        content = json.loads(path.read_text("utf-8"))
        resources = [*content["readingOrder"], *content.get("resources", [])]
        links = [item if isinstance(item, str) else item["url"] for item in resources]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return faultless("manifest", [f"it cannot be read: {error}"], _LIMIT)
    local = [link for link in links if not urlsplit(link).scheme]
    missing = [link for link in local if not (path.parent / _local(link)).is_file()]
    return faultless(
        "manifest", [f"it names {link}, which does not exist" for link in missing], _LIMIT
    )
