"""HTML pages, alone and inside of an EPUB."""
