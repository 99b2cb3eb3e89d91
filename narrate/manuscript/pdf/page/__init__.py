"""Where text stands on the pages of a PDF: pages, rows, columns, lines."""
