"""What is said of titles, and credits."""
