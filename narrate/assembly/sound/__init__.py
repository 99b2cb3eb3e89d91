"""The samples of a chapter: edited, levelled, resampled, with room tone between."""
