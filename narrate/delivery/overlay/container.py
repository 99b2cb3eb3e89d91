"""An EPUB as a zip: its kind is what it begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from narrate.delivery.zipped import Zip, new_zip

MIMETYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"


@contextmanager
def new_container(path: Path) -> Iterator[Zip]:
    """An EPUB with nothing but its kind; stands under `path` when the block is left.

    Raises StoreError (disk full, not writable); what stood there before is kept then.
    """
    with new_zip(path) as container:
        container.put("mimetype", MIMETYPE, packed=False)
        yield container
