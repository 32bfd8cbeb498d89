"""What the e-handbook refuses."""


class Refused(ValueError):
    """Nothing was done; the text is a sentence for the user."""


class UnknownPhone(Refused):
    """The phone's key is not known (any more); with a new one what it holds may be sent again."""
