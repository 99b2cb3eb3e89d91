"""The finished book, under the name by which packages used to find it."""

from narrate.finished import *  # noqa: F403
