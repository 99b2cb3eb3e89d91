"""An EPUB 3 with media overlays: the text follows the audio sentence by sentence."""

from pathlib import Path

from narrate.delivery.overlay.clips import sound_of
from narrate.delivery.overlay.new_edition import write_new_edition
from narrate.delivery.overlay.publisher_edition import write_publisher_edition
from narrate.files.opf import is_epub, members
from narrate.timeline import FinishedBook, PackageSpec


def make_overlay_epub(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """Write `<spec.name>.epub`: the publisher's own book if the manuscript is one, else ours.

    Raises NarrateError where a track has no audio that an EPUB can hold, ManuscriptError where
    the manuscript cannot be read any more, StoreError where the file cannot be written.
    """
    for track in book.tracks:
        sound_of(track)
    path = spec.folder / f"{spec.name}.epub"
    found = members(book.manuscript)
    write = write_publisher_edition if found and is_epub(*found) else write_new_edition
    write(book, path)
    return (path,)
