"""Files that mean harm, or that somebody's accident made: each with what becomes of it.

    python -m tests.manuscript.hostile FOLDER      writes them all

`read`: a book comes of it. `refused`: one line, exit 3. `either`: whichever, but in order.
"""

from __future__ import annotations

import gzip
import io
import itertools
import random
import struct
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from narrate.manuscript.pandoc.program import find_pandoc
from tests.manuscript.making import page, prose

Fate = Literal["read", "refused", "either"]


class Hostile(NamedTuple):
    """One file."""

    name: str
    data: bytes
    fate: Fate


TEXT = f"CHAPTER I\n\n{prose(60, 1)}\n\nCHAPTER II\n\n{prose(60, 2)}\n"
PARAGRAPH = prose(60, 3)
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_BOMB = (
    '<!DOCTYPE x [<!ENTITY a "' + "lol" * 100 + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise("abcdefghi"))
    + "]>"
)  # fmt: skip
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_FARAWAY = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>'


def zipped(members: Mapping[str, str | bytes], *, stored: str = "mimetype") -> bytes:
    """An archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            method = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, method)
    return buffer.getvalue()


def epub(
    body: str = f"<h1>One</h1><p>{PARAGRAPH}</p>",
    *,
    opf: str | None = None,
    document: str | None = None,
    more: Mapping[str, str | bytes] = {},
) -> bytes:
    """A small EPUB with one page; what is given takes the place of the good one."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    )
    package = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title></metadata>'
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "book.opf": package if opf is None else opf,
        "a.xhtml": page(body) if document is None else document,
    }
    return zipped(members | dict(more))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(
    body: str = f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>",
    *,
    head: str = _XML,
    more: Mapping[str, str | bytes] = {},
) -> bytes:
    """A small Word document."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006'
        '/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
        '/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocumen'
        't/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    return zipped(members | dict(more))


_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def odt(
    body: str = f"<text:p>{PARAGRAPH}</text:p>",
    *,
    head: str = _XML,
    more: Mapping[str, str | bytes] = {},
) -> bytes:
    """A small OpenDocument text."""
    content = (
        f"{head}<office:document-content {_O}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "META-INF/manifest.xml": f"{_XML}<m:manifest"
        ' xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    return zipped(members | dict(more))


def fb2(body: str = f"<section><p>{PARAGRAPH}</p></section>", *, head: str = _XML) -> bytes:
    """A small FictionBook."""
    return (
        f'{head}<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"'
        f"><description/><body>{body}</body></FictionBook>"
    ).encode()


def pdf(content: bytes | None = None, *, pages: int = 1, extra: bytes = b"") -> bytes:
    """A small PDF of one font; every page has the same content."""
    if content is None:
        lines = [PARAGRAPH[i : i + 70] for i in range(0, len(PARAGRAPH), 70)]
        shown = b" ".join(b"(%s) Tj T*" % line.encode("ascii") for line in lines)
        content = b"BT /F 12 Tf 14 TL 72 700 Td %s ET" % shown
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    objects += [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F 3 0 R >> >> >>"
    ] * pages
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )


RTF = r"{\rtf1\ansi\ansicpg1252 " + PARAGRAPH + r"\par}"
SCRIPT = f"---\nnarrate: script 1\ntitle: T\n---\n# One\n\n{PARAGRAPH}\n"

GOOD: dict[str, bytes] = {
    "txt": TEXT.encode(),
    "md": f"# One\n\n{PARAGRAPH}\n".encode(),
    "html": f"<html><body><h1>One</h1><p>{PARAGRAPH}</p></body></html>".encode(),
    "epub": epub(),
    "docx": docx(),
    "odt": odt(),
    "fb2": fb2(),
    "rtf": RTF.encode(),
    "pdf": pdf(),
    "tex": rf"\documentclass{{book}}\begin{{document}}{PARAGRAPH}\end{{document}}".encode(),
}
"""One of each kind that nothing is wrong with"""


def all_files() -> Iterator[Hostile]:
    """All of them, each under a name of its own."""
    for number, hostile in enumerate(_all()):
        yield hostile._replace(name=f"{number:03d}-{hostile.name}")


def _all() -> Iterator[Hostile]:
    yield from _of_any_kind()
    yield from _texts()
    yield from _pages()
    yield from _archives()
    yield from _epubs()
    yield from _documents()
    yield from _pdfs()
    yield from _left_to_pandoc()


def _left_to_pandoc() -> Iterator[Hostile]:
    """What a program beside us must not do for them: read files, run commands, go on for ever."""
    head, tail = rb"\documentclass{book}\begin{document}", rb"\end{document}"
    for name, body in {
        "passwd": rb"\input{/etc/passwd}",
        "shell": rb"\write18{touch /tmp/narrate-was-here}",
        "loop": rb"\def\x{\x\x}\x",
        "swelling": rb"\def\a{word }" + b"".join(_DOUBLING) + rb"\z",
        "deep": b"{" * 50_000,
    }.items():
        yield Hostile(f"{name}.tex", head + body + tail, "either")
    yield Hostile("passwd.rst", b".. include:: /etc/passwd\n", "refused")
    yield Hostile("passwd.org", b"#+INCLUDE: /etc/passwd\n", "refused")


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DOUBLING = [rf"\def\{b}{{\{a}\{a}\{a}\{a}}}".encode() for a, b in itertools.pairwise(_LETTERS)]


def _of_any_kind() -> Iterator[Hostile]:
    """The same accidents for every kind: nothing in it, cut short, garbled, by a wrong name."""
    dice = random.Random(7)
    noise = bytes(dice.randrange(256) for _ in range(4096))
    for kind, data in GOOD.items():
        plain = kind in ("txt", "md", "html")
        reads = kind != "tex" or find_pandoc() is not None
        yield Hostile(f"good.{kind}", data, "read" if reads else "refused")
        yield Hostile(f"empty.{kind}", b"", "refused")
        yield Hostile(f"blank.{kind}", b" \n\t\r\n" * 50, "refused")
        yield Hostile(f"noise.{kind}", noise, "refused")
        yield Hostile(f"zeros.{kind}", bytes(5000), "refused")
        yield Hostile(f"half.{kind}", data[: len(data) // 2], "read" if plain else "either")
        yield Hostile(f"flipped.{kind}", _flipped(data, dice), "either")
        yield Hostile(f"tail.{kind}", data + noise, "either")
        others = [other for other in GOOD if other != kind]
        wrong = dice.choice(others)
        text = plain or kind == "tex"
        yield Hostile(f"{kind}-named.{wrong}", data, "either" if text else "read")


def _flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(max(3, len(data) // 200)):
        changed[dice.randrange(8, len(data))] = dice.randrange(256)
    return bytes(changed)


def _texts() -> Iterator[Hostile]:
    yield Hostile("one-line.txt", ("word " * 200_000).encode(), "read")
    yield Hostile("no-space.txt", b"a" * 1_000_000, "read")
    yield Hostile("dots.txt", ("." * 200_000 + " End.").encode(), "either")
    yield Hostile("quotes.txt", ("“" * 100_000 + "Yes." + "”" * 100_000).encode(), "read")
    yield Hostile("digits.txt", ("1,234.5/6-7:8 " * 20_000).encode(), "read")
    yield Hostile("brackets.txt", ("[" * 200_000 + " words " + "]" * 200_000).encode(), "read")
    yield Hostile("notes.txt", ("word[1] " * 60_000).encode(), "read")
    yield Hostile("headings.txt", ("CHAPTER I\n\n" * 20_000 + PARAGRAPH).encode(), "either")
    yield Hostile("contents.txt", ("CHAPTER I .... 5\n" * 20_000 + TEXT).encode(), "either")
    yield Hostile("marks.txt", ("e" + "\u0301" * 200_000 + " word.").encode(), "read")
    yield Hostile("emoji.txt", ("👩‍👩‍👧‍👦" * 20_000 + " word.").encode(), "read")
    yield Hostile("bidi.txt", ("\u202e" * 10_000 + PARAGRAPH).encode(), "read")
    yield Hostile("breaks.txt", ("\f" * 100_000 + PARAGRAPH).encode(), "read")
    yield Hostile("huge.txt", b"words " * 3_000_000, "refused")
    yield Hostile("utf16.txt", PARAGRAPH.encode("utf-16"), "read")
    yield Hostile("utf32.txt", PARAGRAPH.encode("utf-32"), "read")
    yield Hostile("utf16-nobom.txt", PARAGRAPH.encode("utf-16-le"), "read")
    yield Hostile("latin1.txt", ("café señor " * 20).encode("latin-1"), "read")
    yield Hostile("surrogates.txt", b"\xed\xa0\x80" * 20 + PARAGRAPH.encode(), "either")
    yield Hostile("../../up.txt".replace("/", "_"), TEXT.encode(), "read")
    yield Hostile("deep.md", (">" * 100_000 + " word").encode(), "read")
    yield Hostile("lists.md", ("- " * 50_000 + "word").encode(), "either")
    yield Hostile("links.md", ("[a](" * 50_000 + "word").encode(), "read")
    yield Hostile("stars.md", ("*a" * 100_000).encode(), "read")
    yield Hostile("ticks.md", ("`" * 50_000 + " word " + "`" * 49_999).encode(), "either")
    yield Hostile(
        "yaml.md", b"---\na: &a [" + b"*a," * 1000 + b"]\n---\n" + PARAGRAPH.encode(), "read"
    )
    laughs = "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in itertools.pairwise("abcdefghi")
    )
    yield Hostile("laughs.md", f"---\na: &a [x]\n{laughs}---\n\n{PARAGRAPH}".encode(), "either")
    yield Hostile("notes.md", ("word[^1] " * 20_000 + "\n\n[^1]: note\n").encode(), "read")
    yield Hostile("script.md", SCRIPT.encode(), "read")
    yield Hostile("script-open.md", SCRIPT.replace("---\n#", "#").encode(), "refused")
    yield Hostile("script-verb.md", (SCRIPT + "\n[x]{sing y}\n").encode(), "refused")
    yield Hostile(
        "script-deep.md", (SCRIPT + "[" * 200_000 + "]{say x}" * 200_000).encode(), "read"
    )
    yield Hostile(
        "script-laughs.md",
        f"---\nnarrate: script 1\na: &a [x]\n{laughs}---\n\n{PARAGRAPH}".encode(),
        "either",
    )


def _pages() -> Iterator[Hostile]:
    def html(body: str, head: str = "") -> bytes:
        return f"{head}<html><body>{body}</body></html>".encode()

    yield Hostile("bomb.html", html(f"<p>{PARAGRAPH} &i;</p>", _BOMB), "read")
    yield Hostile("quadratic.html", html("<p>Words. " + "&a;" * 5000 + "</p>", _QUADRATIC), "read")
    yield Hostile("outside.html", html(f"<p>{PARAGRAPH} &a;</p>", _OUTSIDE), "read")
    yield Hostile("deep.html", html("<div>" * 100_000 + "word"), "either")
    yield Hostile("unclosed.html", html("<p>word" * 50_000), "read")
    yield Hostile(
        "attributes.html",
        html("<p " + "".join(f'a{i}="1" ' for i in range(20_000)) + ">word word</p>"),
        "either",
    )
    yield Hostile(
        "script.html", html("<script>alert(1)</script><style>p{}</style><p>Words here.</p>"), "read"
    )
    yield Hostile("onlyscript.html", html("<script>alert(1)</script>"), "refused")
    yield Hostile("nul.html", html("<p>wo\0rds here and there</p>"), "either")
    yield Hostile(
        "references.html", html("<p>&#0;&#xD800;&#x110000;&#99999999999; words here</p>"), "read"
    )
    yield Hostile("headings.html", html("<h1>a</h1>" * 20_000 + f"<p>{PARAGRAPH}</p>"), "either")


def _archives() -> Iterator[Hostile]:
    """Archives that lie about what is in them."""
    big = zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": b" " * 200_000_000})
    yield Hostile("bomb.epub", big, "refused")
    yield Hostile("bomb.docx", docx(more={"word/styles.xml": b" " * 200_000_000}), "either")
    yield Hostile("bomb-main.docx", docx("<w:p/>" * 8_000_000), "refused")
    yield Hostile("bomb-main.odt", odt("<text:p/>" * 8_000_000), "refused")
    yield Hostile("many.epub", epub(more={f"x{i}": "" for i in range(25_000)}), "refused")
    yield Hostile("up.epub", epub(more={"../../../../tmp/narrate-was-here": "x"}), "read")
    yield Hostile("absolute.docx", docx(more={"/tmp/narrate-was-here": "x"}), "read")
    yield Hostile("lying.epub", _lying(epub()), "either")
    yield Hostile(
        "nested.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": TEXT})})}), "refused"
    )
    yield Hostile("text.zip", zipped({"book.txt": TEXT}), "refused")
    yield Hostile("text.gz", gzip.compress(TEXT.encode()), "refused")
    yield Hostile("gzip.txt", gzip.compress(TEXT.encode()), "refused")
    yield Hostile("encrypted.epub", _encrypted(epub()), "refused")
    yield Hostile("encrypted.docx", _encrypted(docx()), "refused")


def _lying(data: bytes) -> bytes:
    """Sizes in the headers that are none."""
    return data.replace(
        struct.pack("<L", len(page(f"<h1>One</h1><p>{PARAGRAPH}</p>"))), struct.pack("<L", 10)
    )


def _encrypted(data: bytes) -> bytes:
    """Every member marked as encrypted."""
    changed = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            changed[place + at] |= 1
            place = data.find(signature, place + 4)
    return bytes(changed)


def _epubs() -> Iterator[Hostile]:
    rights = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData'
        ' xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm='
        '"http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherReference'
        ' URI="a.xhtml"/></CipherData></EncryptedData></encryption>'
    )
    good = page(f"<h1>One</h1><p>{PARAGRAPH}</p>")
    drm: dict[str, Mapping[str, str | bytes]] = {
        "adept": {"META-INF/rights.xml": "<rights/>", "META-INF/encryption.xml": rights},
        "fairplay": {"META-INF/sinf.xml": "<sinf/>", "META-INF/encryption.xml": rights},
        "lcp": {"META-INF/license.lcpl": "{}", "META-INF/encryption.xml": rights},
    }
    for name, members in drm.items():
        yield Hostile(f"{name}.epub", epub(more=members), "refused")
    yield Hostile(
        "bomb-page.epub", epub(document=_BOMB + good.partition("<!DOCTYPE html>")[2]), "read"
    )
    yield Hostile("bomb-opf.epub", epub(opf=f"{_BOMB}<package>&i;</package>"), "refused")
    yield Hostile(
        "outside.epub",
        epub(document=_OUTSIDE + f"<html><body><p>{PARAGRAPH}&a;</p></body></html>"),
        "read",
    )
    yield Hostile(
        "faraway.epub",
        epub(document=_FARAWAY + f"<html><body><p>{PARAGRAPH}</p></body></html>"),
        "read",
    )
    yield Hostile("no-opf.epub", epub(opf=""), "refused")
    yield Hostile("no-spine.epub", epub(opf="<package><manifest/><spine/></package>"), "refused")
    yield Hostile("deep.epub", epub("<div>" * 50_000 + "word" + "</div>" * 50_000), "either")
    loop = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="a"/>' * 10_000
    yield Hostile(
        "loop.epub",
        epub(opf=f"<package><manifest>{loop}</manifest><spine>{spine}</spine></package>"),
        "read",
    )
    outer = '<item id="a" href="../../../../etc/passwd" media-type="application/xhtml+xml"/>'
    yield Hostile(
        "passwd.epub",
        epub(opf=f"<package><manifest>{outer}</manifest><spine>{spine}</spine></package>"),
        "refused",
    )
    yield Hostile(
        "title.epub", epub(opf=None, body=f"<h1>{'../' * 40}up\x85</h1><p>{PARAGRAPH}</p>"), "read"
    )


def _documents() -> Iterator[Hostile]:
    """DOCX, ODT, FB2 and RTF."""
    words = f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>"
    yield Hostile("bomb-entity.docx", docx(words, head=_BOMB), "read")
    yield Hostile(
        "outside.docx",
        docx(f"<w:p><w:r><w:t>{PARAGRAPH}&a;</w:t></w:r></w:p>", head=_OUTSIDE),
        "either",
    )
    tables = "<w:tbl><w:tr><w:tc>" * 3000 + words + "</w:tc></w:tr></w:tbl>" * 3000
    yield Hostile("tables.docx", docx(tables), "either")
    yield Hostile(
        "long.docx", docx(f"<w:p><w:r><w:t>{'word ' * 400_000}</w:t></w:r></w:p>"), "read"
    )
    yield Hostile(
        "runs.docx", docx("<w:p>" + "<w:r><w:t>word </w:t></w:r>" * 60_000 + "</w:p>"), "read"
    )
    styles = (
        f"{_XML}<w:styles {_W}>"
        '<w:style w:styleId="A" w:type="paragraph"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B" w:type="paragraph"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    styled = words.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>', 1)
    yield Hostile("cycle.docx", docx(styled, more={"word/styles.xml": styles}), "read")
    yield Hostile("no-body.docx", docx(""), "refused")
    yield Hostile("broken.docx", docx(words + "<w:p><w:r>"), "either")
    yield Hostile("no-document.docx", zipped({"[Content_Types].xml": "<Types/>"}), "refused")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield Hostile("old.doc", ole, "refused")
    yield Hostile(
        "password.docx", ole + "EncryptedPackage".encode("utf-16-le") + bytes(600), "refused"
    )
    yield Hostile("bomb-entity.odt", odt(f"<text:p>{PARAGRAPH}</text:p>", head=_BOMB), "read")
    yield Hostile(
        "deep.odt",
        odt(
            "<text:section>" * 20_000 + f"<text:p>{PARAGRAPH}</text:p>" + "</text:section>" * 20_000
        ),
        "either",
    )
    yield Hostile(
        "spaces.odt",
        odt(f'<text:p>a<text:s xmlns:t="x" text:c="999999999"/>{PARAGRAPH}</text:p>'),
        "read",
    )
    locked = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry'
        ' m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    yield Hostile(
        "locked.odt",
        odt(more={"META-INF/manifest.xml": locked, "content.xml": b"\x93" * 900}),
        "refused",
    )
    yield Hostile("bomb-entity.fb2", fb2(head=_BOMB), "read")
    yield Hostile(
        "outside.fb2", fb2(f"<section><p>{PARAGRAPH}&a;</p></section>", head=_OUTSIDE), "either"
    )
    yield Hostile(
        "deep.fb2",
        fb2("<section>" * 20_000 + f"<p>{PARAGRAPH}</p>" + "</section>" * 20_000),
        "either",
    )
    yield Hostile("groups.rtf", ("{" * 200_000 + "word" + "}" * 200_000).encode(), "either")
    yield Hostile(
        "deep.rtf",
        (r"{\rtf1 " + "{" * 200_000 + PARAGRAPH + "}" * 200_000 + "}").encode(),
        "either",
    )
    yield Hostile("open.rtf", (r"{\rtf1 " + r"\b " * 300_000 + PARAGRAPH).encode(), "read")
    yield Hostile(
        "numbers.rtf",
        (r"{\rtf1 \u99999999999999999999? \uc999999999 \bin999999999 " + PARAGRAPH + "}").encode(),
        "either",
    )
    yield Hostile(
        "picture.rtf",
        (r"{\rtf1 {\pict " + "ab" * 1_000_000 + "} " + PARAGRAPH + r"\par}").encode(),
        "read",
    )


def _pdfs() -> Iterator[Hostile]:
    yield Hostile("no-text.pdf", pdf(b"0 0 100 100 re f"), "refused")
    yield Hostile("many.pdf", pdf(pages=3000), "either")
    yield Hostile("no-xref.pdf", pdf().partition(b"xref")[0], "either")
    yield Hostile("bad-xref.pdf", pdf().replace(b"00000 n", b"99999 n"), "either")
    yield Hostile("header.pdf", b"%PDF-1.7\n%%EOF", "refused")
    yield Hostile("loop.pdf", pdf().replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), "refused")
    yield Hostile("count.pdf", pdf().replace(b"/Count 1 ", b"/Count 99999999 "), "either")
    outline = b"/Outlines << /First 1 0 R /Last 1 0 R /Count 9999999 >>"
    yield Hostile("outline.pdf", pdf(extra=outline), "either")
    nested = b"q " * 200_000 + b"BT /F 12 Tf 72 700 Td (word word) Tj ET"
    yield Hostile("nested.pdf", pdf(nested), "either")
    yield Hostile(
        "endless.pdf",
        pdf(b"BT /F 12 Tf 72 700 Td " + b"(word) Tj 1 0 Td " * 100_000 + b"ET"),
        "either",
    )
    yield Hostile("far.pdf", pdf(b"BT /F 1e30 Tf 1e38 -1e38 Td (word word) Tj ET"), "either")
    yield Hostile("words.pdf", b"%PDF-1.4\n" + TEXT.encode(), "refused")


def write_all(folder: Path) -> list[tuple[Path, Fate]]:
    """Write them into a folder; gives where, and what is to become of each."""
    written = []
    for hostile in all_files():
        path = folder / hostile.name
        path.write_bytes(hostile.data)
        written.append((path, hostile.fate))
    return written


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for path, fate in write_all(target):
        sys.stdout.write(f"{fate:8} {path}\n")
