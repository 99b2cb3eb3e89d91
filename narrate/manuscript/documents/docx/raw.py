"""All text of a part of a Word document, by a walk of its own that knows no rule of reading."""

from collections.abc import Iterator

from lxml import etree

_TEXTS = frozenset({"t", "delText"})
_BREAKS = frozenset({"tab", "ptab", "br", "cr"})
_TAGS = tuple(f"{{*}}{name}" for name in (*_TEXTS, *_BREAKS, "p", "AlternateContent"))


def raw_texts(root: etree._Element) -> list[str]:
    """The text of each paragraph, deleted text and alternative texts apart from it."""
    texts: list[str] = []
    line: list[str] = []
    copies = set(_copies(root))
    for element in root.iter(*_TAGS):
        name = str(element.tag).rpartition("}")[2]
        if name == "p":
            texts.append("".join(line))
            line = []
        elif name in _BREAKS:
            line.append(" ")
        elif element in copies or not element.text:
            continue
        elif name == "t":
            line.append(element.text)
        elif name == "delText":
            texts.append(element.text)
    texts += ["".join(line), *alternative_texts(root)]
    return [text for text in texts if text.strip()]


def _copies(root: etree._Element) -> Iterator[etree._Element]:
    """The text of text boxes that is in the document once more, for old programs."""
    for both in root.iter("{*}AlternateContent"):
        with_text = [child for child in both if any(e.text for e in child.iter("{*}t"))]
        for copy in with_text[1:]:
            yield from copy.iter("{*}t")


def alternative_texts(root: etree._Element) -> list[str]:
    """What stands for pictures that cannot be seen."""
    said = [
        text
        for picture in root.iter("{*}docPr")
        for text in (picture.get("title"), picture.get("descr"))
        if text and text.strip()
    ]
    return list(dict.fromkeys(said))
