"""The player page: one static HTML a book, whose text follows its audio sentence by sentence.

The page holds its text, looks and script in itself and asks the network for nothing; only the
chapters' audio files, which lie in the same folder, are loaded beside it. Which sentence belongs
to which samples was settled when the chapters were made; nothing is aligned here.
"""

from pathlib import Path

from narrate.delivery.player.page import page_html
from narrate.files import disk
from narrate.timeline import FinishedBook, PackageSpec

NAME = "player.html"


def make_player(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """Write `player.html` beside the chapter files; raises StoreError (disk full, not writable)."""
    path = spec.folder / NAME
    disk.write_bytes(path, page_html(book, spec.folder).encode())
    return (path,)
