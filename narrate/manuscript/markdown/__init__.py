"""Markdown by the CommonMark rules."""
