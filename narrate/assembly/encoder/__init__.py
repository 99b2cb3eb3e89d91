"""ffmpeg as the encoder of a chapter: its command line, its process, tags and cover."""
