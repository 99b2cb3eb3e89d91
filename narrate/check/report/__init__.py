"""How a check is shown: a page, a JUnit file."""
