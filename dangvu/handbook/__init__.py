"""The e-handbook: who uses it, and what they do on their phones with or without a network. It stands beside paper, never in its place."""
