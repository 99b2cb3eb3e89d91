"""Formulas of manuscripts, in the notations that formats have for them, read and put into words."""
