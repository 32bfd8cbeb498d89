"""Files under a password: AES-256-GCM in pieces, the key from the password by scrypt. A changed or shortened file does not open.

Layout: magic, salt (16 bytes), then pieces; each is a nonce (12 bytes) and the sealed bytes. The number of the piece and whether it is
the last one are sealed along, so that pieces can neither be swapped nor left out.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"dangvu-sealed-1\n"
SALT, NONCE, TAG = 16, 12, 16
PIECE = 1 << 22
"""Bytes of a piece before sealing."""


class Unopened(ValueError):
    """The password is wrong, or the file is not whole."""


def is_sealed(path: Path) -> bool:
    """Whether a file is one of these."""
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def seal(source: Path, target: Path, password: str) -> None:
    """Write a sealed copy of a file."""
    salt = secrets.token_bytes(SALT)
    box = _box(password, salt)
    with source.open("rb") as plain, target.open("wb") as out:
        out.write(MAGIC + salt)
        for number, piece, last in _pieces(plain):
            nonce = secrets.token_bytes(NONCE)
            out.write(nonce + box.encrypt(nonce, piece, _mark(number, last)))
        out.flush()
        os.fsync(out.fileno())


def unseal(source: Path, target: Path, password: str) -> None:
    """Write the plain bytes of a sealed file. Raises Unopened; then the target is not to be used."""
    with source.open("rb") as stream, target.open("wb") as out:
        if stream.read(len(MAGIC)) != MAGIC:
            raise Unopened
        box = _box(password, stream.read(SALT))
        for number, piece, last in _pieces(stream, NONCE + PIECE + TAG):
            try:
                out.write(box.decrypt(piece[:NONCE], piece[NONCE:], _mark(number, last)))
            except InvalidTag as error:
                raise Unopened from error


def _box(password: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(password.encode()))


def _mark(number: int, last: bool) -> bytes:
    return f"{number}{'.' if last else ','}".encode()


def _pieces(stream: BinaryIO, size: int = PIECE) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, whether it is the last); an empty file has one empty piece."""
    number, piece = 0, stream.read(size)
    while True:
        following = stream.read(size) if len(piece) == size else b""
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following
