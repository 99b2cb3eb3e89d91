"""Lines of a PDF as paragraphs, notes and headings."""
