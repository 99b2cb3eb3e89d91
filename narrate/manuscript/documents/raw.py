"""All text of an XML body, by a walk that knows blocks and breaks and no rule of reading."""

from collections.abc import Container

from lxml import etree

from narrate.files.markup import local_name
from narrate.manuscript.documents.fields import events_of


def texts_of(
    root: etree._Element,
    blocks: Container[str],
    breaks: Container[str],
    unsaid: Container[str] = (),
) -> list[str]:
    """The text of each block; of what stands in a block as one of its own, apart from it.

    `unsaid` names what is about a text and no text: the author of a comment.
    """
    texts: list[str] = []
    lines: list[list[str]] = [[]]
    for event, what in events_of(root, lambda element: local_name(element) in unsaid):
        if isinstance(what, str):
            lines[-1].append(what)
            continue
        name = local_name(what)
        if name in breaks:
            lines[-1].append(" ")
        elif name in blocks and event == "start":
            texts.append("".join(lines[-1]))
            lines[-1].clear()
            lines.append([])
        elif name in blocks:
            texts.append("".join(lines.pop()))
    texts += ["".join(line) for line in lines]
    return [text for text in texts if text.strip()]
