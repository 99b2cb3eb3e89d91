"""A chapter that is longer than one file may be, as the parts that it is delivered in.

How long it is is known when its takes are recorded, so this is decided between recording and
assembly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from narrate.assembly.order import ChapterOrder, Piece
from narrate.audio import TakeInfo
from narrate.breaks import divide, strip_of
from narrate.chunk import Chunk
from narrate.delivery.names import chapter_file_name
from narrate.orders import pieces_of
from narrate.plan import ChapterPlan
from narrate.timeline import heading_of

MARGIN = 0.5
"""Seconds by which a part stays below the limit: resampling and whole frames lengthen it"""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, or a part of one, that becomes one file in each format."""

    chunks: tuple[Chunk, ...]
    pieces: tuple[Piece, ...]
    order: ChapterOrder


def parts_of(chapter: ChapterPlan, info: Callable[[str], TakeInfo]) -> list[Part]:
    """The parts of a chapter whose takes are recorded; raises what `info` raises."""
    chunks, order = chapter.script.chunks, chapter.order
    pieces = tuple(pieces_of(chapter.keys, chunks))
    if chapter.longest is None:
        return [Part(chunks, pieces, order)]
    most = chapter.longest - order.chapter_start - order.chapter_end - MARGIN
    spans = divide(strip_of(chunks, [info(key) for key in chapter.keys]), max(most, 1.0))
    return [
        Part(
            chunks[span.start : span.stop],
            pieces[span.start : span.stop],
            _order_of(chapter, number, len(spans)),
        )
        for number, span in enumerate(spans, 1)
    ]


def _order_of(chapter: ChapterPlan, part: int, parts: int) -> ChapterOrder:
    """The chapter's order, for one part of it."""
    order = chapter.order
    if parts == 1:
        return order
    of = chapter.script.chapter
    name = chapter_file_name(of.number, chapter.highest, of.title, part)
    return replace(
        order,
        target=order.target.with_name(name),
        kept={form: path.with_name(f"{name}.{form}") for form, path in order.kept.items()},
        tags={**order.tags, "title": heading_of(of.title, of.number, part, parts)},
    )
