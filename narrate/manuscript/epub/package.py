"""The package document of an EPUB: metadata, the files in reading order, navigation, cover."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from narrate.about import About, find_isbn
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive, resolve
from narrate.files.markup import parse_xml, text_of
from narrate.files.opf import NCX, OPF, PAGE_ENDINGS, PAGES, elements, find_package
from narrate.manuscript.tongue import name_of, primary, prose_of, year_of

_ENCRYPTION = "META-INF/encryption.xml"
_PROTECTORS = {
    "META-INF/license.lcpl": "Readium LCP",
    "META-INF/sinf.xml": "Apple FairPlay",
    "META-INF/rights.xml": "Adobe ADEPT",
}
"""Files that tell whose protection it is; alone they protect nothing, and are left behind"""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_SVG = "image/svg+xml"
"""A page may be one picture with text in it"""
_MOST_FALLBACKS = 8
_LARGEST_COVER = 16 * 2**20

_AUTHORS = frozenset({"aut", "author", "cre", "writer"})
"""Roles of who wrote the book: MARC relators, and what people write instead"""
_EDITORS = frozenset({"edt", "com"})
"""Roles of who put it together"""

# Fonts may be obfuscated without any rights management: https://www.w3.org/TR/epub/#sec-font-obfuscation
_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_FONTS = (".ttf", ".otf", ".woff", ".woff2", ".ttc", ".pfb")


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A file that the package lists."""

    name: str
    """In the archive"""
    media: str
    properties: frozenset[str]
    linear: bool = True
    fallback: str = ""
    """Key of what is shown in its place by programs that do not know its kind"""


@dataclass(slots=True)
class EpubPackage:
    """What the package document says, as far as reading aloud needs it."""

    about: About
    spine: list[ManifestItem]
    nav: str | None = None
    ncx: str | None = None
    guide: dict[str, str] = field(default_factory=dict)
    """File name to the type that the EPUB 2 guide gives it"""
    warnings: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Those of the warnings that say that a page is missing"""


def read_package(archive: Archive) -> EpubPackage:
    """Read the package document; raises ManuscriptError for DRM and where there is no book."""
    _refuse_protected(archive)
    name = find_package(archive)
    root = parse_xml(archive.read(name), f"{archive.name}: {name}")
    warnings: list[str] = []
    items = dict(_manifest(archive, root, name))
    spine = _spine(root, items, warnings)
    if not spine:
        spine = [item for item in items.values() if _is_page(item) and "nav" not in item.properties]
        warnings.append("the book gives no reading order; its pages were taken as they are listed")
    if not spine:
        raise ManuscriptError(
            f"{archive.name}: no pages in this EPUB; get the book again or convert it again"
        )
    package = EpubPackage(_about(archive, root, items), spine, warnings=warnings)
    package.nav = next((i.name for i in items.values() if "nav" in i.properties), None)
    package.ncx = _ncx(root, items)
    package.guide = _guide(archive, root, name)
    return package


def _guide(archive: Archive, root: etree._Element, base: str) -> dict[str, str]:
    """By file the type that the EPUB 2 guide gives it first."""
    guide: dict[str, str] = {}
    for reference in elements(root, "reference"):
        target, _ = resolve(base, reference.get("href") or "")
        if found := archive.find(target):
            guide.setdefault(found, (reference.get("type") or "").lower())
    return guide


def _refuse_protected(archive: Archive) -> None:
    """Name DRM as such; obfuscated fonts are none."""
    found = archive.find(_ENCRYPTION)
    if not found:
        return
    root = parse_xml(archive.read(found), f"{archive.name}: {_ENCRYPTION}")
    for data in elements(root, "encrypteddata"):
        if not _is_font(data):
            by = next((f" ({by})" for file, by in _PROTECTORS.items() if archive.find(file)), "")
            raise ManuscriptError(
                f"{archive.name}: this EPUB is protected by DRM{by} and cannot be read; "
                "use a copy without copy protection"
            )


def _is_font(data: etree._Element) -> bool:
    """Whether what is encrypted is a font, as its method or its file's name says."""
    method = next((m.get("Algorithm") or "" for m in elements(data, "encryptionmethod")), "")
    target = next((r.get("URI") or "" for r in elements(data, "cipherreference")), "")
    return method in _OBFUSCATION or target.lower().endswith(_FONTS)


def _manifest(
    archive: Archive, root: etree._Element, base: str
) -> Iterator[tuple[str, ManifestItem]]:
    for item in elements(root, "item"):
        key, href = item.get("id"), item.get("href")
        if not href:
            continue
        wanted, _ = resolve(base, href)
        found = archive.find(wanted) or wanted
        properties = frozenset((item.get("properties") or "").lower().split())
        media, fallback = (item.get("media-type") or "").lower(), item.get("fallback") or ""
        yield key or found, ManifestItem(found, media, properties, fallback=fallback)


def _spine(
    root: etree._Element, items: dict[str, ManifestItem], warnings: list[str]
) -> list[ManifestItem]:
    spine = []
    for reference in elements(root, "itemref"):
        item = _shown(items, items.get(reference.get("idref") or ""))
        if item is None:
            warnings.append(
                f"the reading order names {reference.get('idref')!r}, which the book does not list"
            )
        elif _is_page(item):
            linear = (reference.get("linear") or "yes").lower() != "no"
            spine.append(ManifestItem(item.name, item.media, item.properties, linear))
    return list({item.name: item for item in reversed(spine)}.values())[::-1]


def _shown(items: Mapping[str, ManifestItem], item: ManifestItem | None) -> ManifestItem | None:
    """An item of the reading order, or the page that stands in for one of another kind."""
    shown = item
    for _ in range(_MOST_FALLBACKS):
        if shown is None or _is_page(shown):
            break
        shown = items.get(shown.fallback)
    return shown if shown is not None and _is_page(shown) else item


def _is_page(item: ManifestItem) -> bool:
    return item.media in (*PAGES, _SVG) or (
        not item.media.startswith(("image/", "audio/", "text/css"))
        and item.name.lower().endswith(PAGE_ENDINGS)
    )


def _ncx(root: etree._Element, items: dict[str, ManifestItem]) -> str | None:
    for spine in elements(root, "spine"):
        if (item := items.get(spine.get("toc") or "")) is not None:
            return item.name
    named = (i.name for i in items.values() if i.media == NCX or i.name.lower().endswith(".ncx"))
    return next(named, None)


def _about(archive: Archive, root: etree._Element, items: dict[str, ManifestItem]) -> About:
    series, position = _series(root)
    by_gutenberg = _is_gutenbergs(root)
    pictures = (_picture(archive, item) for item in _cover_items(root, items))
    return About(
        title=_title(root),
        author=" & ".join(dict.fromkeys(_creators(root))),
        language=next((tag for e in elements(root, "language") if (tag := primary(e.text))), ""),
        cover=next(filter(None, pictures), None),
        series=series,
        series_position=position,
        subtitle=_subtitle(root),
        year="" if by_gutenberg else year_of(_dates(root)),
        description=next(filter(None, map(prose_of, _texts(root, "description"))), ""),
        publisher="" if by_gutenberg else next(map(name_of, _texts(root, "publisher")), ""),
        isbn=next(filter(None, map(find_isbn, _texts(root, "identifier"))), ""),
    )


def _is_gutenbergs(root: etree._Element) -> bool:
    """Whether dates and publisher are those of Project Gutenberg's file and not the book's."""
    said = (*_texts(root, "publisher"), *_texts(root, "identifier"), *_texts(root, "source"))
    return any(
        name in text.lower() for text in said for name in ("project gutenberg", "gutenberg.org")
    )


def _dates(root: etree._Element) -> Iterator[str]:
    """Dates of publication, the first one first; none of when the file was made or changed.

    EPUB 2 says so with an event; in EPUB 3 `dc:date` is the publication.
    """
    events: dict[str, list[str]] = defaultdict(list)
    for date in elements(root, "date"):
        event = date.get(f"{{{OPF}}}event") or date.get("event") or ""
        events[event.lower()].append(_text(date))
    yield from (*events["original-publication"], *events["publication"], *events["issued"])
    yield from (_text(m) for m in elements(root, "meta") if m.get("property") == "dcterms:issued")
    yield from events[""]


def _texts(root: etree._Element, name: str) -> Iterator[str]:
    """All of a name in Dublin Core, line ends kept; empty ones are passed over."""
    return (text for e in elements(root, name) if (text := text_of(e).strip()))


def _subtitle(root: etree._Element) -> str:
    """The title that is refined to be a subtitle."""
    types = _refined(root, "title-type")
    titles = (e for e in elements(root, "title") if "subtitle" in types.get(e.get("id"), ()))
    return next(map(_text, titles), "")


def _refined(root: etree._Element, name: str) -> Mapping[str | None, list[str]]:
    """What EPUB 3's metas of a name say of other elements, by the ids of those."""
    refined: dict[str | None, list[str]] = defaultdict(list)
    for meta in elements(root, "meta"):
        if meta.get("property") == name:
            refined[(meta.get("refines") or "").lstrip("#")].append(_text(meta))
    return refined


def _series(root: etree._Element) -> tuple[str, str]:
    """The series and the book's place in it: EPUB 3's collection, else calibre's own metas.

    https://www.w3.org/TR/epub/#sec-belongs-to-collection; one of the type `set` is none: sets are
    also lists of the best that a newspaper made.
    """
    metas = list(elements(root, "meta"))
    kinds, positions = _refined(root, "collection-type"), _refined(root, "group-position")
    for meta in metas:
        key = meta.get("id") or None
        names = meta.get("property") == "belongs-to-collection" and _text(meta)
        if names and kinds.get(key, ["series"])[0] == "series":
            return names, positions.get(key, [""])[0]
    return _calibre_series(metas)


def _calibre_series(metas: Sequence[etree._Element]) -> tuple[str, str]:
    named = {m.get("name"): " ".join((m.get("content") or "").split()) for m in metas}
    series = named.get("calibre:series", "")
    position = named.get("calibre:series_index", "") if series else ""
    return series, position.removesuffix(".0")


def _title(root: etree._Element) -> str:
    """The main title; without refinements, the first."""
    titles = [e for e in elements(root, "title") if _text(e)]
    types = _refined(root, "title-type")
    main = (e for e in titles if "main" in types.get(e.get("id"), ()))
    chosen = next(main, titles[0] if titles else None)
    return _text(chosen) if chosen is not None else ""


def _creators(root: etree._Element) -> Iterator[str]:
    """Authors, else editors; a creator with another role (translator, illustrator) is none."""
    refined = _refined(root, "role")
    named = [
        (_text(creator), _roles(creator, refined))
        for creator in elements(root, "creator")
        if _text(creator)
    ]
    authors = [name for name, roles in named if roles & _AUTHORS]
    yield from authors or [name for name, roles in named if roles & _EDITORS]


def _roles(creator: etree._Element, refined: Mapping[str | None, list[str]]) -> set[str]:
    """What a creator did: as its own attribute says, else as metas do; nothing said: wrote."""
    role = creator.get(f"{{{OPF}}}role")
    return {role.lower()} if role else set(refined.get(creator.get("id") or "", ["aut"]))


def _cover_items(root: etree._Element, items: dict[str, ManifestItem]) -> Iterator[ManifestItem]:
    """What may be the cover: EPUB 3's property, EPUB 2's meta, then what is called cover."""
    yield from (item for item in items.values() if "cover-image" in item.properties)
    metas = (meta for meta in elements(root, "meta") if meta.get("name") == "cover")
    yield from filter(None, (items.get(meta.get("content") or "") for meta in metas))
    for key, item in items.items():
        if "cover" in key.lower() and item.media in ("image/jpeg", "image/png"):
            yield item


def _picture(archive: Archive, item: ManifestItem) -> bytes | None:
    """A JPEG or PNG that can be read; a book without its cover is still a book."""
    found = archive.find(item.name)
    try:
        data = archive.read(found, _LARGEST_COVER) if found else b""
    except ManuscriptError:
        return None
    return data if data.startswith(_PICTURES) else None


def _text(element: etree._Element) -> str:
    return " ".join(text_of(element).split())
