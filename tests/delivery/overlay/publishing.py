"""Publishers' EPUBs as they are met: an old one, a broken one, a new one with all sorts in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.manuscript.making import prose

_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180e0a6b5"
    "0f0000000049454e44ae426082"
)


def pack(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """An archive of these files, in that order."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return path


def old_page(body: str, head: str = "<title>Old</title>") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN"'
        ' "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">\n<head>{head}</head>\n'
        f"<body>{body}</body>\n</html>"
    )


def old_package(spine: str = '<itemref idref="cover"/><itemref idref="one"/>'
                             '<itemref idref="two"/><itemref idref="three"/>') -> str:  # fmt: skip
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uid">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:opf="http://www.idpf.org/2007/opf">\n'
        '<dc:identifier id="uid" opf:scheme="UUID">urn:uuid:'
        "12345678-1234-1234-1234-123456789abc</dc:identifier>\n"
        "<dc:title>The Old Book</dc:title>\n"
        '<dc:creator opf:role="aut" opf:file-as="Writer, Ann">Ann Writer</dc:creator>\n'
        '<dc:contributor opf:role="bkp">calibre</dc:contributor>\n'
        "<dc:language>en</dc:language>\n"
        '<dc:date opf:event="publication">1998</dc:date>\n'
        '<dc:date opf:event="conversion">2011-02-03</dc:date>\n'
        "<dc:subject></dc:subject>\n"
        '<meta name="cover" content="front"/>\n'
        "</metadata>\n<manifest>\n"
        '<item id="front" href="images/front.png" media-type="image/png"/>\n'
        '<item id="css" href="style.css" media-type="text/css"/>\n'
        '<item id="cover" href="cover.html" media-type="application/xhtml+xml"/>\n'
        '<item id="one" href="text/one.html" media-type="application/xhtml+xml"/>\n'
        '<item id="two" href="text/two.html" media-type="application/xhtml+xml"/>\n'
        '<item id="three" href="text/three.html" media-type="application/xhtml+xml"/>\n'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
        f'</manifest>\n<spine toc="ncx">{spine}</spine>\n'
        '<guide><reference type="cover" title="Cover" href="cover.html"/></guide>\n</package>'
    )


NCX = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"'
    ' "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">\n'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
    '<meta name="dtb:uid" content="urn:uuid:12345678-1234-1234-1234-123456789abc"/></head>'
    "<docTitle><text>The Old Book</text></docTitle><navMap>"
    '<navPoint id="n1" playOrder="1"><navLabel><text>Chapter 1</text></navLabel>'
    '<content src="text/one.html#c1"/></navPoint>'
    '<navPoint id="n2" playOrder="2"><navLabel><text>Chapter 2</text></navLabel>'
    '<content src="text/one.html#c2"/></navPoint>'
    '<navPoint id="n3" playOrder="3"><navLabel><text>Chapter 3</text></navLabel>'
    '<content src="text/two.html"/></navPoint>'
    "</navMap></ncx>"
)
CSS = "body { direction: ltr; margin: 1em }\nh2 { text-align: center; unicode-bidi: embed }\n"
_COVER = old_page(
    '<div><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' version="1.1" viewBox="0 0 1 1" width="100%" height="100%">'
    '<image width="1" height="1" xlink:href="images/front.png"/></svg></div>'
)
_HEAD = (
    '<meta http-equiv="Content-Type" content="application/xhtml+xml; charset=utf-8"/>'
    '<title></title><link rel="stylesheet" type="text/css" href="../style.css"/>'
)
_PRETTY = (
    '<h2 align="center"><a name="c1" id="c1"></a>Chapter 1</h2>'
    f'<p align="justify">{prose(30, 1)} <font color="#aa0000" size="+1">It was red. Very</font>'
    f" red indeed. <tt>Typed</tt> and <big>big</big> and <strike>gone</strike>.</p>"
    f"<center><p>{prose(20, 2)}</p></center>"
    '<p>A picture <img src="../images/front.png" alt="" width="50%" border="0"/> here.'
    ' <br clear="all"/>And on.</p>'
    '<table border="1" cellpadding="2" width="80%" summary="none"><tr>'
    '<td valign="top" nowrap="nowrap">'
    'One cell.</td><td bgcolor="#eeeeee">Another cell.</td></tr></table>'
    '<ul type="square"><li>First thing.</li><li>Second thing.</li></ul>'
    '<hr width="20%" noshade="noshade"/>'
    f'<h2 id="c2">Chapter 2</h2><p>{prose(40, 3)}</p><p><acronym title="x">AC</acronym> came.</p>'
)


def old_book(path: Path, changed: Mapping[str, str | bytes] = MappingProxyType({})) -> Path:
    """An EPUB 2: two chapters on one page, one over two pages; pages set as in 1998."""
    files: dict[str, str | bytes] = {
        "OPS/book.opf": old_package(),
        "OPS/toc.ncx": NCX,
        "OPS/style.css": CSS,
        "OPS/images/front.png": PNG,
        "OPS/cover.html": _COVER,
        "OPS/text/one.html": old_page(_PRETTY, _HEAD),
        "OPS/text/two.html": old_page(f"<h2>Chapter 3</h2><p>{prose(50, 4)}</p>", _HEAD),
        "OPS/text/three.html": old_page(f"<p>{prose(60, 5)}</p>", _HEAD),
    }
    return pack(path, {**files, **changed})


def broken_book(path: Path) -> Path:
    """The same with pages that are no XML at all."""
    page = (
        "<html><head><title>Three</title></head><body bgcolor=white><p>Fish & chips&nbsp;are good."
        f"<br>{prose(30, 6)}<P>An <b>unclosed <i>thing</b> here</i>. It went on.<o:p></o:p>"
        f"<font face=Arial><p>{prose(30, 7)}</font></body></html>"
    )
    return old_book(path, {"OPS/text/three.html": page})


def new_page(body: str, title: str = "New") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' xml:lang="en" lang="en">\n<head><title>{title}</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>{body}</body>\n</html>"
    )


_MIXED = (
    '<section epub:type="chapter" id="c1"><h1>The <em>First</em></h1>'
    '<p><img src="front.png" alt="T"/>he ship sailed at dawn.'
    '<a epub:type="noteref" href="#n1">1</a>'
    " It never came back. Some say it sank.</p>"
    f"<p>{prose(40, 8)}</p>"
    '<p>Here the page <span epub:type="pagebreak" role="doc-pagebreak" id="p2" title="2">'
    "</span>turns."
    " And soft&#173;ly goes on. <i>Nobody knew. Every</i>one guessed.</p>"
    '<div class="poem"><p>The rose is red,</p><p>the violet is blue,</p>'
    "<p>and so are you.</p></div>"
    "<p><span>A line of verse,</span><br/><span>another of the same.</span></p>"
    "<blockquote>A quotation that stands in no paragraph.</blockquote>"
    f'<aside epub:type="footnote" id="n1"><p>1. A note nobody hears.</p></aside>'
    f"<p>{prose(30, 9)}</p>"
    "<p>Yes.</p><p>No.</p><p>Yes.</p><p>“Go!”</p></section>"
)


def new_package(more: str = "", metadata: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="uid">urn:uuid:22345678-1234-1234-1234-123456789abc</dc:identifier>'
        "<dc:title>The New Book</dc:title><dc:language>en</dc:language>"
        "<dc:creator>Ann Writer</dc:creator>"
        f'<meta property="dcterms:modified">2020-02-02T00:00:00Z</meta>{metadata}</metadata>\n'
        "<manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="css" href="style.css" media-type="text/css"/>'
        '<item id="front" href="front.png" media-type="image/png"/>'
        '<item id="narrate-1" href="one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>'
        f"{more}</manifest>\n"
        '<spine><itemref idref="narrate-1"/><itemref idref="two"/></spine></package>'
    )


def new_book(path: Path, changed: Mapping[str, str | bytes] = MappingProxyType({})) -> Path:
    """An EPUB 3 with all that lies between words."""
    nav = (
        '<nav epub:type="toc"><ol><li><a href="one.xhtml">The First</a></li>'
        '<li><a href="two.xhtml">Second</a></li></ol></nav>'
    )
    files: dict[str, str | bytes] = {
        "OPS/book.opf": new_package(),
        "OPS/nav.xhtml": new_page(nav),
        "OPS/style.css": "p > span { display: block }",
        "OPS/front.png": PNG,
        "OPS/one.xhtml": new_page(_MIXED),
        "OPS/two.xhtml": new_page(f"<h1>Second</h1><p>{prose(40, 10)}</p><p>Yes.</p>"),
    }
    return pack(path, {**files, **changed})
