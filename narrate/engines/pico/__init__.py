"""The embedded voices of five languages, small and plain."""
