"""PDF files: read in a process of their own, put together from where things stand on the pages."""
