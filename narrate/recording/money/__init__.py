"""What every attempt cost, and what may still be spent."""
