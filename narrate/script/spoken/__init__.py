"""From written words to spoken text, as each engine needs it."""
