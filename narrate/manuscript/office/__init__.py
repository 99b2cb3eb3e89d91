"""Documents of word processors: DOCX, ODT and RTF, all of which are paragraphs with styles."""
