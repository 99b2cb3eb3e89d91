"""What a heading says: its words, its number, its level, the lines that repeat it."""
