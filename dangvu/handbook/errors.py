"""What the e-handbook refuses."""


class Refused(ValueError):
    """Nothing was done; the text is a sentence for the user."""
