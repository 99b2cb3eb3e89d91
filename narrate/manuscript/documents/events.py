"""The elements and texts of a document in the order in which they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree


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
