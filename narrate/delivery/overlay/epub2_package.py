"""The package document of an EPUB 2 as one of EPUB 3: nothing that it says is lost or invented.

https://www.w3.org/TR/epub-33/#sec-package-doc
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count

from lxml import etree

from narrate.delivery.media import LANGUAGE_TAG
from narrate.delivery.overlay.publisher import DC, Item, Publication, new_element
from narrate.delivery.overlay.xhtml import LANG, MATHML, SVG, elements, parent_of
from narrate.files.markup import local_name, text_of
from narrate.files.opf import OPF, PAGE

_DATE = re.compile(r"(\d{4})(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_DUBLIN_NAMES = (
    "title creator subject description publisher contributor date type format identifier "
    "source language relation coverage rights"
)
_DUBLIN = frozenset(_DUBLIN_NAMES.split())
_SPOKEN_NAMES = "title creator contributor publisher description rights subject coverage relation"
_SPOKEN = frozenset(_SPOKEN_NAMES.split())
"""Elements whose text is in a language"""
_MEDIA = {"image/jpg": "image/jpeg", "text/x-oeb1-css": "text/css"}
_ITEM = frozenset({"id", "href", "media-type", "fallback", "properties", "media-overlay"})
_ITEMREF = frozenset({"id", "idref", "linear", "properties"})


def upgrade(publication: Publication) -> None:
    """Make the package one of version 3.0; its pages are made HTML 5 elsewhere."""
    package = publication.package
    for key in list(package.attrib):
        if str(key) not in ("unique-identifier", "id", "dir", "prefix", LANG):
            del package.attrib[key]
    package.set("version", "3.0")
    _upgrade_metadata(publication)
    for element in [e for e in package if local_name(e) in ("tours", "collection")]:
        package.remove(element)
    for item in publication.items:
        _upgrade_item(publication, item)
    _keep(publication.spine_element, frozenset({"id", "toc", "page-progression-direction"}))
    for reference in publication.spine_element:
        if local_name(reference):
            _keep(reference, _ITEMREF)


def _upgrade_metadata(publication: Publication) -> None:
    metadata = publication.metadata
    _ungroup(metadata)
    for element in [e for e in metadata if local_name(e)]:
        name = local_name(element)
        if name == "meta":
            _upgrade_meta(element)
        elif name in _DUBLIN and (text_of(element).strip() or name == "identifier"):
            _upgrade_dublin(element, name)
        elif name != "link":
            metadata.remove(element)
    _upgrade_dates(list(_dublin(metadata, "date")))


def _ungroup(metadata: etree._Element) -> None:
    """Take the content out of the groups of the oldest packages."""
    for group in [e for e in metadata if local_name(e) in ("dc-metadata", "x-metadata")]:
        for child in list(group):
            group.addprevious(child)
        metadata.remove(group)


def _upgrade_meta(element: etree._Element) -> None:
    if element.get("property"):
        return
    if not element.get("name") or not element.get("content"):
        parent_of(element).remove(element)
    else:
        _keep(element, frozenset({"name", "content"}))
        element.text = None


def _upgrade_dublin(element: etree._Element, name: str) -> None:
    """An element of Dublin Core: what its attributes said becomes metas that refine it."""
    element.tag = f"{{{DC}}}{name}"
    refined = _refined(element, name)
    event = element.get(f"{{{OPF}}}event")
    _keep(element, frozenset({"id", "dir", LANG} if name in _SPOKEN else {"id"}))
    if event is not None and name == "date":
        element.set("event", event)  # for `_upgrade_dates`, which takes it away
    for number, (kind, value) in enumerate(refined):
        if not element.get("id"):
            element.set("id", _free_id(element, name))
        parent = parent_of(element)
        meta = new_element(parent, "meta", parent.index(element) + 1 + number)
        meta.set("refines", f"#{element.get('id')}")
        meta.set("property", kind)
        if kind == "role":
            meta.set("scheme", "marc:relators")
        meta.text = value


def _refined(element: etree._Element, name: str) -> list[tuple[str, str]]:
    """What attributes of EPUB 2 say of an element: `opf:role="aut"` -> `("role", "aut")`."""
    said = {f"{{{OPF}}}file-as": "file-as", f"{{{OPF}}}role": "role"}
    if name == "identifier":
        said[f"{{{OPF}}}scheme"] = "identifier-type"
    values = ((said.get(str(key)), str(value).strip()) for key, value in element.attrib.items())
    return [(kind, value) for kind, value in values if kind and value]


def _upgrade_dates(dates: list[etree._Element]) -> None:
    """One date only, of the publication; what is no date is taken for its year."""
    kept = next((date for date in sorted(dates, key=_date_rank) if _written(date)), None)
    for date in dates:
        date.attrib.pop("event", "")
        if date is not kept:
            parent_of(date).remove(date)
    if kept is not None:
        kept.text = _written(kept)


def _date_rank(date: etree._Element) -> int:
    """The date of the publication first, then one of which nothing is said, then any other."""
    event = date.get("event") or ""
    return 0 if "publication" in event else 2 if event else 1


def _written(date: etree._Element) -> str:
    """A date as EPUB 3 writes it, else its year: `2011-02` as it is, of `May 2011` only `2011`."""
    text = text_of(date).strip()
    found = _DATE.fullmatch(text) or re.search(r"\b(\d{4})\b", text)
    return found[0] if found else ""


def complete(publication: Publication, title: str, language: str, identifier: str) -> None:
    """Give the package what EPUB 3 asks for, where it is silent or says it wrongly."""
    metadata = publication.metadata
    for element in _dublin(metadata, "language"):
        element.text = (element.text or "").strip().replace("_", "-")
        if not LANGUAGE_TAG.fullmatch(element.text):
            metadata.remove(element)
    for name, value in (("title", title), ("language", language)):
        if not any(text_of(e).strip() for e in _dublin(metadata, name)):
            etree.SubElement(metadata, f"{{{DC}}}{name}").text = value
    unique = _unique_identifier(publication)
    if not text_of(unique).strip():
        unique.text = identifier
    for element in _dublin(metadata, "identifier"):
        if not text_of(element).strip():
            metadata.remove(element)


def _unique_identifier(publication: Publication) -> etree._Element:
    """The identifier that the package names as its own; where it names none, the first, or new."""
    package, metadata = publication.package, publication.metadata
    named = package.get("unique-identifier")
    identifiers = list(_dublin(metadata, "identifier"))
    for element in identifiers:
        if named and element.get("id") == named:
            return element
    unique = next((e for e in identifiers if text_of(e).strip()), None)
    if unique is None:
        unique = etree.SubElement(metadata, f"{{{DC}}}identifier")
    if not unique.get("id"):
        unique.set("id", _free_id(unique, "identifier"))
    package.set("unique-identifier", unique.get("id") or "")
    return unique


def _upgrade_item(publication: Publication, item: Item) -> None:
    media = PAGE if item.is_page else _MEDIA.get(item.media, item.media)
    item.media = media
    item.element.set("media-type", media)
    _keep(item.element, _ITEM)
    covers = [
        meta.get("content")
        for meta in publication.metadata
        if local_name(meta) == "meta" and meta.get("name") == "cover"
    ]
    known = any("cover-image" in other.properties for other in publication.items)
    if item.element.get("id") in covers and media.startswith("image/") and not known:
        item.add_property("cover-image")


def describe_page(item: Item, root: etree._Element) -> None:
    """Say in the manifest what a page holds that reading systems must know of beforehand."""
    for name, holds in _PAGE_PROPERTIES.items():
        if holds(root):
            item.add_property(name)


def _is_scripted(root: etree._Element) -> bool:
    """Whether a page has a script, a form, or something to be done `onclick`."""
    return any(
        local_name(e) in ("script", "form") or any(str(key).startswith("on") for key in e.attrib)
        for e in elements(root)
    )


def _is_remote(root: etree._Element) -> bool:
    """Whether a page shows or plays what lies on a server."""
    sources = (e.get("src") or e.get("data") or "" for e in elements(root))
    return any(source.startswith(("http://", "https://")) for source in sources)


_PAGE_PROPERTIES: Mapping[str, Callable[[etree._Element], bool]] = {
    "svg": lambda root: next(root.iter(f"{{{SVG}}}*"), None) is not None,
    "mathml": lambda root: next(root.iter(f"{{{MATHML}}}*"), None) is not None,
    "scripted": _is_scripted,
    "remote-resources": _is_remote,
}
"""What the manifest says of a page, and whether a page is so"""


def _dublin(metadata: etree._Element, name: str) -> Iterator[etree._Element]:
    return (e for e in list(metadata) if e.tag == f"{{{DC}}}{name}")


def _free_id(element: etree._Element, name: str) -> str:
    taken = {e.get("id") for e in element.getroottree().getroot().iter()}
    return next(key for number in count(1) if (key := f"{name}-{number}") not in taken)


def _keep(element: etree._Element, names: frozenset[str]) -> None:
    for key in list(element.attrib):
        if str(key) not in names:
            del element.attrib[key]
