"""What a listener gets: names, tags, timeline and report of a book."""
