"""What a PDF's file holds, taken out by a process of its own."""
