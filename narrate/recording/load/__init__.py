"""How much an engine is asked at once and a minute, and what is done when it is down."""
