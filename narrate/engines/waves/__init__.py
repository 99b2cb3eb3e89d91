"""Smallest AI Waves."""
