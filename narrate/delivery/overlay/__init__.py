"""An EPUB 3 with media overlays: the text follows the audio sentence by sentence."""
