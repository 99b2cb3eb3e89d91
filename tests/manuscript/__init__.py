"""Tests of narrate.manuscript."""
