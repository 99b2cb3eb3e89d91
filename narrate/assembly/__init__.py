"""From takes to a chapter's files: trim, gain, pauses, one stream into one ffmpeg."""
