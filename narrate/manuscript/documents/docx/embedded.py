"""Other parts that stand in a Word document: files as they are (`altChunk`), charts, diagrams."""

from collections.abc import Callable
from email import message_from_bytes, policy

from narrate.book import LeftOut
from narrate.files.encoding import decode
from narrate.files.markup import parse_document, parse_page
from narrate.manuscript.documents.content import Content
from narrate.manuscript.documents.paragraph import Paragraph, ParagraphStyle
from narrate.manuscript.documents.rtf.body import RtfBody
from narrate.manuscript.html.page import read_page
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Passage

_ROLES = {"heading": "heading", "verse": "verse", "quote": "quote", "scene": "scene"}
_HEAD = 1024
"""Bytes at the start that tell what a file is"""


def read_embedded(name: str, data: bytes, nested: Callable[[bytes], Content]) -> Content:
    """What such a file holds, known by its first bytes; `nested` reads a document in it."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if data.startswith(b"PK"):
        return nested(data)
    if head.startswith(b"{\\rtf"):
        return _rtf(name, data)
    if b"mime-version:" in head.lower() and not head.startswith(b"<"):
        return _html(name, _page_of(data))
    if head.startswith(b"<"):
        return _html(name, data)
    lines = decode(data, name)[0].splitlines()
    return Content([Paragraph(line.strip()) for line in lines], raw=lines)


def read_figure(name: str, data: bytes) -> Content:
    """The words of a chart or a diagram, which stand in the text and are not read."""
    if not data:
        return Content()
    root, _ = parse_document(data, name)
    drawn = ("".join(t.text or "" for t in p.iter("{*}t")) for p in root.iter("{*}p"))
    cached = (v.text or "" for cache in root.iter("{*}strCache") for v in cache.iter("{*}v"))
    texts = dict.fromkeys(" ".join(text.split()) for text in (*drawn, *cached))
    raw = [text for text in texts if text]
    figure = (LeftOut(0, len(text), matter.FIGURE) for text in raw)
    return Content([Paragraph(t, (f,)) for t, f in zip(raw, figure, strict=True)], raw=raw)


def _rtf(name: str, data: bytes) -> Content:
    body = RtfBody(name, data)
    story = body.read()
    return Content(story.paragraphs, body.notes, body.raw, body.resolved, story.struck)


def _html(name: str, data: bytes) -> Content:
    page = read_page(parse_page(data, name)[0], name)
    content = Content([_paragraph(passage) for passage in page.passages], raw=page.raw)
    content.resolved.dropped += page.dropped
    return content


def _paragraph(passage: Passage) -> Paragraph:
    setting = ParagraphStyle(
        _ROLES.get(passage.kind, ""), passage.level, types=passage.types & {"toc", "titlepage"}
    )
    text = "" if passage.drawn else passage.text
    return Paragraph(text, passage.left_out, (), setting, linked=passage.linked)


def _page_of(data: bytes) -> bytes:
    """The page of a web archive (MHT)."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            found = part.get_payload(decode=True)
            return found if isinstance(found, bytes) else b""
    return b""
