"""Bytes of HTML or XHTML into a tree, safely: no entities, no network, broken markup mended."""

import html.entities
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from narrate.errors import ManuscriptError
from narrate.files.encoding import decode

_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
MOST_ELEMENTS = 3_500_000
"""Of one document, which then needs some 600 MB: programs that mark each word use four a word"""
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
HEAD = 2048
"""Bytes or characters at the start in which a document says what it is"""
_BEFORE_ROOT = r"(?:\s|<\?.*?\?>|<!--.*?-->)*+"
_DECLARED = re.compile(
    rf"\ufeff?{_BEFORE_ROOT}(?P<type><!doctype\s+(?P<named>[\w:.-]+)[^>\[]*+(?:\[.*?\]\s*+)?>?)?"
    rf"{_BEFORE_ROOT}(?:<(?:(?P<prefix>[\w.-]+):)?(?P<root>[a-z][\w.-]*)(?P<attributes>[^<>]*+))?",
    re.DOTALL,
)
_OWN_ATTRIBUTE = r"(?:xmlns{}|[\w]+:(?:nonamespace)?schemalocation)\s*=\s*[\"']([^\"']*)"
_DECLARATION = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_REFERENCE = re.compile(r"&#(x[0-9a-f]+|[0-9]+);?", re.IGNORECASE)
_IN_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_UNSEEN = re.compile(r"<!--|<(script|style|head|title)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--")
_TAG = re.compile(r"""</?[A-Za-z](?:[^"'<>]|"[^"<]*"|'[^'<]*')*+>|<[^<>]*>""")
_DATA = re.compile(r"[A-Za-z0-9+/=]{50,}")
"""Pictures and the like, in letters"""
_EMPTY = re.compile(
    r"<(?!(?:br|hr|img|input|meta|link|col|area|base|embed|param|source|track|wbr)\b)"
    r"([A-Za-z][\w:-]*)((?:\s[^<>]*?)?)/>"
)
_MISSED = 1 / 2000
"""Of a broken document's letters, the share that mending may seem to have lost: tags that are
no tags are counted as text or not"""

_HIDDEN_NAMES = (
    "head script style template img svg audio video object iframe canvas map button input select "
    "textarea noscript math"
)
_UNCOUNTED = frozenset({"head", "script", "style", "title"})
HIDDEN = frozenset(_HIDDEN_NAMES.split())
"""Elements whose content is no text of the book"""

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html li main nav ol p pre "
    "section summary table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a paragraph of their own"""


def local_name(element: etree._Element) -> str:
    """The tag without its namespace, lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(piece) for piece in element.itertext())


@dataclass(frozen=True, slots=True)
class Declared:
    """What a document of markup says that it is, in small letters."""

    root: str = ""
    """Name of its root element, without prefix; that of the document type where it comes later"""
    kind: str = ""
    """Its document type, and the namespace and the schema of the root element"""


def declared_in(start: str) -> Declared:
    """What the beginning of a file declares; nothing where it does not begin with markup.

    Other namespaces count for nothing, nor does any element inside: `<title xmlns:d="…docbook">`
    of a page that was made of DocBook is no sign of DocBook.
    """
    found = _DECLARED.match(start[:HEAD].lower())
    if found is None or not (found["type"] or found["root"]):
        return Declared()
    own = f":{re.escape(found['prefix'])}" if found["prefix"] else ""
    said = re.findall(_OWN_ATTRIBUTE.format(own), found["attributes"] or "")
    root = found["root"] or found["named"].rpartition(":")[2]
    return Declared(root, " ".join([found["type"] or "", *said]))


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The tree of an XML file such as a package document; recovers where it can.

    Raises ManuscriptError if nothing can be made of it.
    """
    text, _ = decode(data, name)
    root = _parse(_prepared(text), recover=False)
    if root is None:
        root = _parse(_prepared(text), recover=True)
    if root is None:
        raise ManuscriptError(f"{name}: this is not XML; get the book again or convert it again")
    return root


def parse_document(data: bytes, name: str) -> tuple[etree._Element, bool]:
    """The tree of a large XML document, and whether all of its text is in it.

    Declarations are cut off before parsing, so that there are no entities but XML's own and
    HTML's; of a broken one, what comes before the break is kept and more where that can be
    mended: it is whole if it ends where its root does and no letters are missing. Elements may
    nest 2,048 deep, which is libxml2's own limit.
    Raises ManuscriptError if nothing can be made of it.
    """
    if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
        raise ManuscriptError(
            f"{name}: too large: more tags than any book has; split it into books"
        )
    root = _parse_bytes(data, recover=False, huge=True) if _is_plain(data) else None
    if root is not None:
        return root, True
    text, _ = decode(data, name)
    prepared = _prepared(text)
    data = prepared.encode("utf-8", "replace")
    for recover in (False, True):
        root = _parse_bytes(data, recover=recover, huge=True)
        if root is not None:
            return root, not recover or _is_whole(root, prepared)
    raise ManuscriptError(f"{name}: this is not XML; get the book again or convert it again")


def _is_plain(data: bytes) -> bool:
    """Whether it is UTF-8 without declarations, so that it can be parsed as it is."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:HEAD]:
        return False
    declared = _ENCODING.match(data[:HEAD])
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii")


def parse_page(data: bytes, name: str) -> tuple[etree._Element, bool]:
    """The tree of a page of a book, however broken, and whether all of its text is in it.

    Raises ManuscriptError if nothing can be made of it.
    """
    text, _ = decode(data, name)
    prepared = _prepared(text)
    root = _parse(prepared, recover=False)
    if root is not None:
        return root, True
    wanted = _letters(_without_tags(prepared, _UNSEEN))
    mended = [_parse_html(prepared), _parse(prepared, recover=True)]
    if "xmlns" in prepared[:1000]:  # XHTML with a slip, where `<a/>` is closed
        mended.reverse()
    trees = [tree for tree in mended if tree is not None]
    if not trees:
        raise ManuscriptError(
            f"{name}: nothing can be read in it; get the book again or convert it again"
        )
    for tree in trees:
        if _has_all(tree, wanted, _UNCOUNTED):
            return tree, True
    return max(trees, key=lambda tree: _letters_in(tree, _UNCOUNTED)), False


def walk(
    root: etree._Element, hidden: Collection[str] = HIDDEN
) -> Iterator[tuple[str, etree._Element | str]]:
    """Events `start`, `text`, `end` in document order; hidden elements only start and end."""
    for event, element in places(root, hidden):
        if event in ("start", "end"):
            yield event, element
        elif text := element.text if event == "text" else element.tail:
            yield "text", text


def places(
    root: etree._Element, hidden: Collection[str] = HIDDEN
) -> Iterator[tuple[str, etree._Element]]:
    """Events `start`, `text`, `end`, `tail` in document order, with the element of each.

    `text` and `tail` are where its text and what follows it would be, empty or not; there is
    nothing of what is inside a hidden element.
    """
    stack: list[tuple[etree._Element, Iterator[etree._Element]]] = [(root, iter(root))]
    yield "start", root
    if local_name(root) not in hidden:
        yield "text", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
            if stack:
                yield "tail", element
        elif not local_name(child):
            yield "tail", child
        else:
            yield "start", child
            unseen = local_name(child) in hidden
            if not unseen:
                yield "text", child
            stack.append((child, iter(()) if unseen else iter(child)))


def _prepared(text: str) -> str:
    """Without declarations, so that no entity of the file's own exists; HTML's are replaced."""
    text = _PROLOG.sub("", text)
    if (begins := _DECLARATION.search(text)) and (ends := _DOCTYPE.match(text, begins.start())):
        text = text[: begins.start()] + text[ends.end() :]
    return _REFERENCE.sub(_reference, _ENTITY.sub(_character, text)).strip()


def _character(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _IN_XML else html.entities.html5.get(name, match[0])


def _reference(match: re.Match[str]) -> str:
    """A numeric reference, if it is to a character that text may have."""
    digits = match[1].lower()
    number = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    legal = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return match[0] if legal and number not in (0xFFFE, 0xFFFF) else "\ufffd"


def _without_tags(text: str, unseen: re.Pattern[str]) -> str:
    """What is left without tags and what is unseen; in time linear to it."""
    kept: list[str] = []
    unclosed: set[str] = set()
    at = 0
    for opening in unseen.finditer(text):
        kind = (opening[1] or "").lower() if unseen.groups else ""
        if opening.start() < at or kind in unclosed:
            continue
        closing = re.compile(f"</{kind}\\s*>" if kind else "-->", re.IGNORECASE)
        if found := closing.search(text, opening.end()):
            kept.append(text[at : opening.start()])
            at = found.end()
        else:
            unclosed.add(kind)
    return _TAG.sub("", "".join([*kept, text[at:]]))


def _parse(text: str, *, recover: bool) -> etree._Element | None:
    return _parse_bytes(text.encode("utf-8", "replace"), recover=recover, huge=False)


def _parse_bytes(data: bytes, *, recover: bool, huge: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _parse_html(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return etree.fromstring(_EMPTY.sub(r"<\1\2></\1>", text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError):
        return None


def _is_whole(root: etree._Element, text: str) -> bool:
    """Whether a mended document was not cut off, and has all letters of its markup."""
    ends = re.search(r"</([^<>]*)>\s*\Z", text[-HEAD:])
    closed = ends is not None and ends[1].strip().lower().endswith(local_name(root))
    return closed and _has_all(root, _letters(_without_tags(text, _COMMENT)))


def _has_all(root: etree._Element, wanted: int, hidden: Collection[str] = ()) -> bool:
    """Whether a mended document has the letters that its markup has, some few aside."""
    return _letters_in(root, hidden) >= wanted - wanted * _MISSED


def _letters_in(root: etree._Element, hidden: Collection[str]) -> int:
    return sum(_count(what) for _, what in walk(root, hidden) if isinstance(what, str))


def _letters(text: str) -> int:
    """Letters and digits of a text that is left of markup."""
    return _count(html.unescape(text))


def _count(text: str) -> int:
    return sum(map(str.isalnum, _DATA.sub("", text)))
