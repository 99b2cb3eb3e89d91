"""Plays: who speaks, and the lists of who is in them."""
