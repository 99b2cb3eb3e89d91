"""What can be measured at delivered files; knows nothing of how they were made."""
