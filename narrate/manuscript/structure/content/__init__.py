"""What a text is by what it says: running prose, or matter of a kind."""
