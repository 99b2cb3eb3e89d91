"""Plain text, whose structure has to be told from its looks."""
