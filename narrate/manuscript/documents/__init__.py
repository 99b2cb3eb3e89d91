"""Documents that are paragraphs with styles: DOCX, ODT, RTF and, much like them, FictionBook."""
