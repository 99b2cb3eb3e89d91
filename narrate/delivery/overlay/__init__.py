"""An EPUB 3 with media overlays: the text follows the audio sentence by sentence."""

from __future__ import annotations

from pathlib import Path

from narrate.delivery.overlay.kept import write_kept
from narrate.delivery.overlay.own import write_own
from narrate.delivery.overlay.publisher import is_epub
from narrate.delivery.overlay.sound import sound_of
from narrate.timeline import FinishedBook, PackageOrder


def make_overlay_epub(book: FinishedBook, order: PackageOrder) -> tuple[Path, ...]:
    """Write `<order.name>.epub`: the publisher's own book if the manuscript is one, else ours.

    Raises NarrateError where a track has no audio that an EPUB can hold, ManuscriptError where
    the manuscript cannot be read any more, StoreError where the file cannot be written.
    """
    for track in book.tracks:
        sound_of(track)
    path = order.folder / f"{order.name}.epub"
    write = write_kept if is_epub(book.manuscript) else write_own
    write(book, path)
    return (path,)
