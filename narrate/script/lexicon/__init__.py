"""How words are to be said: entries, the files that they come from, and whom each is for."""
