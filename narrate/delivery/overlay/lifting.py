"""The package document of an EPUB 2 as one of EPUB 3: nothing that it says is lost or invented.

https://www.w3.org/TR/epub-33/#sec-package-doc
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from narrate.delivery.overlay.publisher import DC, OPF, PAGE_MEDIA, Item, Publication, new_element
from narrate.delivery.overlay.xhtml import LANG, MATHML, SVG, elements
from narrate.files.markup import local_name, text_of

_DATE = re.compile(r"(\d{4})(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
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


def lift(publication: Publication) -> None:
    """Make the package one of version 3.0; its pages are made HTML 5 elsewhere."""
    package = publication.package
    for key in list(package.attrib):
        if str(key) not in ("unique-identifier", "id", "dir", "prefix", LANG):
            del package.attrib[key]
    package.set("version", "3.0")
    _lift_metadata(publication)
    for element in [e for e in package if local_name(e) in ("tours", "collection")]:
        package.remove(element)
    for item in publication.items:
        _lift_item(publication, item)
    _keep(publication.spine_element, frozenset({"id", "toc", "page-progression-direction"}))
    for reference in publication.spine_element:
        if local_name(reference):
            _keep(reference, _ITEMREF)


def _lift_metadata(publication: Publication) -> None:
    metadata = publication.metadata
    for group in [e for e in metadata if local_name(e) in ("dc-metadata", "x-metadata")]:
        for child in list(group):
            group.addprevious(child)
        metadata.remove(group)
    dates: list[etree._Element] = []
    for element in [e for e in metadata if local_name(e)]:
        name = local_name(element)
        if name == "meta":
            _lift_meta(element)
        elif name in _DUBLIN and (text_of(element).strip() or name == "identifier"):
            if name == "date":
                dates.append(element)
            _lift_dublin(element, name)
        elif name != "link":
            metadata.remove(element)
    _lift_dates(dates)


def _lift_meta(element: etree._Element) -> None:
    if element.get("property"):
        return
    if not element.get("name") or not element.get("content"):
        _parent(element).remove(element)
    else:
        _keep(element, frozenset({"name", "content"}))
        element.text = None


def _lift_dublin(element: etree._Element, name: str) -> None:
    """An element of Dublin Core: what its attributes said becomes metas that refine it."""
    element.tag = f"{{{DC}}}{name}"
    said = {f"{{{OPF}}}file-as": "file-as", f"{{{OPF}}}role": "role"}
    if name == "identifier":
        said[f"{{{OPF}}}scheme"] = "identifier-type"
    refined = [
        (said[str(key)], str(value).strip())
        for key, value in element.attrib.items()
        if str(key) in said and str(value).strip()
    ]
    event = element.get(f"{{{OPF}}}event")
    _keep(element, frozenset({"id", "dir", LANG} if name in _SPOKEN else {"id"}))
    if event is not None and name == "date":
        element.set("event", event)  # for `_lift_dates`, which takes it away
    for number, (kind, value) in enumerate(refined):
        if not element.get("id"):
            element.set("id", _free_id(element, name))
        parent = _parent(element)
        meta = new_element(parent, "meta", parent.index(element) + 1 + number)
        meta.set("refines", f"#{element.get('id')}")
        meta.set("property", kind)
        if kind == "role":
            meta.set("scheme", "marc:relators")
        meta.text = value


def _lift_dates(dates: list[etree._Element]) -> None:
    """One date only, of the publication; what is no date is taken for its year."""
    events = [(str(date.attrib.pop("event", "")), date) for date in dates]
    wanted = [date for event, date in events if "publication" in event]
    wanted += [date for event, date in events if not event] + [date for _, date in events]
    kept = None
    for date in wanted:
        text = text_of(date).strip()
        found = _DATE.fullmatch(text) or re.search(r"\b(\d{4})\b", text)
        if found:
            date.text, kept = found[0], date
            break
    for date in dates:
        if date is not kept:
            _parent(date).remove(date)


def complete(publication: Publication, title: str, language: str, identifier: str) -> None:
    """Give the package what EPUB 3 asks for, where it is silent or says it wrongly."""
    metadata = publication.metadata
    own = list(_dublin(metadata, "language"))
    for element in own:
        element.text = (element.text or "").strip().replace("_", "-")
        if not _LANGUAGE.fullmatch(element.text):
            metadata.remove(element)
    for name, value in (("title", title), ("language", language)):
        if not any(text_of(e).strip() for e in _dublin(metadata, name)):
            etree.SubElement(metadata, f"{{{DC}}}{name}").text = value
    wanted = publication.package.get("unique-identifier")
    identifiers = list(_dublin(metadata, "identifier"))
    chosen = next((e for e in identifiers if wanted and e.get("id") == wanted), None)
    if chosen is None:
        chosen = next((e for e in identifiers if text_of(e).strip()), None)
        if chosen is None:
            chosen = etree.SubElement(metadata, f"{{{DC}}}identifier")
        if not chosen.get("id"):
            chosen.set("id", _free_id(chosen, "identifier"))
        publication.package.set("unique-identifier", chosen.get("id") or "")
    if not text_of(chosen).strip():
        chosen.text = identifier
    for element in identifiers:
        if not text_of(element).strip():
            metadata.remove(element)


def _lift_item(publication: Publication, item: Item) -> None:
    media = PAGE_MEDIA if item.is_page else _MEDIA.get(item.media, item.media)
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
    tags = {str(e.tag) for e in root.iter() if isinstance(e.tag, str)}
    names = {local_name(e) for e in elements(root)}
    if any(tag.startswith(f"{{{SVG}}}") for tag in tags):
        item.add_property("svg")
    if any(tag.startswith(f"{{{MATHML}}}") for tag in tags):
        item.add_property("mathml")
    scripted = any(str(k).startswith("on") for e in elements(root) for k in e.attrib)
    if scripted or names & {"script", "form"}:
        item.add_property("scripted")
    sources = (e.get("src") or e.get("data") or "" for e in elements(root))
    if any(source.startswith(("http://", "https://")) for source in sources):
        item.add_property("remote-resources")


def _dublin(metadata: etree._Element, name: str) -> Iterator[etree._Element]:
    return (e for e in list(metadata) if e.tag == f"{{{DC}}}{name}")


def _free_id(element: etree._Element, name: str) -> str:
    taken = {e.get("id") for e in element.getroottree().getroot().iter()}
    number = 1
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _keep(element: etree._Element, names: frozenset[str]) -> None:
    for key in list(element.attrib):
        if str(key) not in names:
            del element.attrib[key]


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent
