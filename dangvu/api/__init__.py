"""The face for other programs: figures, people and entries as JSON, by tokens, through the same door."""
