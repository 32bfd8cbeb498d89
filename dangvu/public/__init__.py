"""The public's face: the news site under /tin/ and its editor's room under /bien-tap/."""
