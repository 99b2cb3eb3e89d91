"""What stands in an XML body in order, and all its text, which knows no rule of reading."""

from collections.abc import Callable, Container, Iterator

from lxml import etree

from narrate.files.markup import local_name


def events_of(
    root: etree._Element, is_skipped: Callable[[etree._Element], bool] = lambda _: False
) -> Iterator[tuple[str, etree._Element | str]]:
    """Events `start`, `text`, `end`; elements that are skipped have none, what follows them has."""
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: etree._Element | None = None
    for event, element in events:
        if event == "start":
            if is_skipped(element):
                skipped = element
                events.skip_subtree()
                continue
            yield event, element
            if element.text:
                yield "text", element.text
            continue
        if event == "end" and element is not skipped:
            yield event, element
        if element.tail and element is not root:
            yield "text", element.tail


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
