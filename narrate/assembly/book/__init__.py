"""Files of a whole book, put together from what was encoded for its chapters."""
