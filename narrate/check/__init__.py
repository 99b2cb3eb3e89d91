"""Measures what was delivered and says pass or fail."""
