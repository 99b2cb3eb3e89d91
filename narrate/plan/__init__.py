"""What is to be done: scripts, keys, files and costs. Reads much, writes nothing."""
