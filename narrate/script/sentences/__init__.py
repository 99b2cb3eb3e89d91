"""Borders of sentences, clauses and chunks."""
