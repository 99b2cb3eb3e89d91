"""Delivered files are measured as they are, against what was ordered and what a store takes."""
