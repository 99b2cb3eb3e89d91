"""What all formats go through: headings, levels, matter, notes, and the choice of what is read."""
