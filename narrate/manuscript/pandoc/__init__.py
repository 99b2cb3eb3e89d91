"""Documents that the program pandoc puts into HTML: LaTeX, reStructuredText, Org and others."""
