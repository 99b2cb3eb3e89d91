"""A small PDF writer: Courier at given places, so that every width is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PLAIN, BOLD, SLANTED = "F1", "F2", "F3"
DOWN, LEVEL = "F4", "F5"
"""A Japanese font that the file does not hold, for vertical and for level lines"""
_JAPANESE = {DOWN: "UniJIS-UCS2-V", LEVEL: "UniJIS-UCS2-H"}
_FONTS = {PLAIN: "Courier", BOLD: "Courier-Bold", SLANTED: "Courier-Oblique"}
WIDE, HIGH = 420, 600
LEFT, TOP, SIZE, LEADING = 40, 60, 10, 12
ADVANCE = 0.6
"""Font sizes: the width of every character of Courier"""


@dataclass
class PdfPage:
    """A page; places are points from its top left."""

    pieces: list[str] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float = SIZE, font: str = PLAIN) -> PdfPage:
        raw = text.encode("utf-16-be" if font in _JAPANESE else "cp1252").hex()
        self.pieces.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {HIGH - y} Tm <{raw}> Tj ET")
        return self

    def column(
        self, x: float, y: float, lines: Sequence[str], size: float = SIZE, leading: float = LEADING
    ) -> float:
        """Lines below each other, their leading blanks as indents; returns the next baseline."""
        for line in lines:
            if line:
                bare = line.lstrip(" ")
                self.put(x + (len(line) - len(bare)) * ADVANCE * size, y, bare, size)
            y += leading
        return y

    def rule(self, x0: float, x1: float, y: float) -> PdfPage:
        self.pieces.append(f"{x0} {HIGH - y} {x1 - x0} 0.5 re f")
        return self

    def picture(self) -> PdfPage:
        self.pieces.append(f"q {WIDE} 0 0 {HIGH} 0 0 cm /I Do Q")
        return self


@dataclass(frozen=True)
class Entry:
    """A bookmark; pages count from 0."""

    title: str
    page: int
    y: float = 0.0
    parent: int | None = None
    """Index of the entry above"""


def wrapped(text: str, width: int, indent: int = 2) -> list[str]:
    """A paragraph as lines of at most `width` characters, the first one indented."""
    lines, line = [], " " * indent
    for word in text.split():
        if line.strip() and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = ""
        line += (" " if line.strip() else "") + word
    return [*lines, line]


def pdf(
    leaves: Sequence[PdfPage],
    info: Mapping[str, str] | None = None,
    outline: Sequence[Entry] = (),
    catalogue: str = "",
    trailer: str = "",
    font: str = "",
    page: str = "",
) -> bytes:
    """The file; `catalogue`, `trailer`, `font` and `page` are put into those dictionaries."""
    count = len(leaves)
    first_page, picture = 7, 7 + 2 * count
    entries = picture + 2
    fonts = " ".join(
        [
            *(f"/{name} {3 + i} 0 R" for i, name in enumerate(_FONTS)),
            *(f"/{name}{_japanese(way)}" for name, way in _JAPANESE.items()),
        ]
    )
    resources = f"<</Font<<{fonts}>>/XObject<</I {picture} 0 R>>>>"
    extra = f"/Outlines {picture + 1} 0 R" if outline else ""
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(count))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{extra}{catalogue}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        *(
            f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding{font}>>"
            for name in _FONTS.values()
        ),
        "<<" + "".join(f"/{k}<{v.encode('utf-16').hex()}>" for k, v in (info or {}).items()) + ">>",
    ]
    for i, leaf in enumerate(leaves):
        content = "\n".join(leaf.pieces)
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDE} {HIGH}]/Resources{resources}"
            f"/Contents {first_page + 2 * i + 1} 0 R{page}>>",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        ]
    objects.append(
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        "/BitsPerComponent 8/Length 1>>\nstream\n0\nendstream"
    )
    objects.append(_children(outline, None, entries))
    objects += [
        _entry(outline, n, entries, f"{first_page + 2 * e.page} 0 R") for n, e in enumerate(outline)
    ]
    return _file(objects, f"/Info 6 0 R{trailer}")


def broad_pdf(leaves: Sequence[PdfPage], width: float, height: float) -> bytes:
    """The file with pages of another size; places count from the top of that."""
    moved = [PdfPage([f"1 0 0 1 0 {height - HIGH} cm", *leaf.pieces]) for leaf in leaves]
    box = f"/MediaBox[0 0 {WIDE} {HIGH}]".encode()
    same = f"/MediaBox[0 0 {width:g} {height:g}]".encode()
    assert len(same) == len(box)  # so that every object stays where the file says
    return pdf(moved).replace(box, same)


def _japanese(way: str) -> str:
    """A font in the resources themselves, so that only files that use it have more objects."""
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light-{way}/Encoding/{way}"
        "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor"
        "<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 6/FontBBox[-170 -331 1024 903]"
        "/ItalicAngle 0/Ascent 723/Descent -241/CapHeight 709/StemV 69>>>>]>>"
    )


def _children(outline: Sequence[Entry], parent: int | None, base: int) -> str:
    own = [n for n, entry in enumerate(outline) if entry.parent == parent]
    if not own:
        return "<<>>"
    return f"<</First {base + own[0]} 0 R/Last {base + own[-1]} 0 R/Count {len(own)}>>"


def _entry(outline: Sequence[Entry], n: int, base: int, page: str) -> str:
    entry = outline[n]
    siblings = [m for m, other in enumerate(outline) if other.parent == entry.parent]
    after = siblings[siblings.index(n) + 1 :]
    following = f"/Next {base + after[0]} 0 R" if after else ""
    up = base - 1 if entry.parent is None else base + entry.parent
    below = _children(outline, n, base)[2:-2]
    title = entry.title.encode("utf-16").hex()
    dest = f"/Dest[{page}/XYZ 0 {HIGH - entry.y} 0]"
    return f"<</Title<{title}>/Parent {up} 0 R{dest}{following}{below}>>"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    size = len(objects) + 1
    out += f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
