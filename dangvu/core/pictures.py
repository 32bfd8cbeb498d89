"""Photographs: whether a file is a picture that documents can hold."""

from io import BytesIO

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image


def readable(raw: bytes) -> bool:
    """Whether the bytes are a whole picture with a size."""
    try:
        image = Image.from_file(BytesIO(raw))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, KeyError, ValueError):
        return False
    return bool(image.px_width > 0 and image.px_height > 0)
