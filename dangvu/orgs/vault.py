"""The vault: sensitive values encrypted at rest under keys that never lie in the database, and looked up without being told.

A key ring is one file (``keys/values.json`` in the home, or where DANGVU_VALUE_KEYS says), readable by its owner only. A value is sealed
with AES-256-GCM under the ring's current key, bound to the place it belongs to, so that it cannot be moved to another row unnoticed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from dangvu.core import key_file

NONCE = 12
KEY = 32
FRESH = 1.0
"""Seconds for which a key once read opens without another look at its file. What is sealed is always sealed by the file as it is."""


class Unreadable(RuntimeError):
    """A sealed value that no key of the ring opens: the key file is missing or another one, or the value was changed."""


@dataclass
class Ring:
    """Keys by their number. The newest seals; older ones still open. ``lookup`` never changes: it makes the digests one searches by."""

    keys: dict[str, bytes]
    lookup: bytes
    stamp: tuple[int, int] = (0, 0)
    looked: float = -1e9
    ciphers: dict[str, AESGCM] = field(init=False, repr=False)
    current: str = field(init=False)

    def __post_init__(self) -> None:
        self.ciphers = {number: AESGCM(key) for number, key in self.keys.items()}
        self.current = max(self.keys, key=int)


_held: dict[Path, Ring] = {}


def _path() -> Path:
    path: Path = settings.VALUE_KEYS
    return path


def ring() -> Ring:
    """The key ring, made at its first use. A file that was changed by another process is read again."""
    path = _path()
    try:
        told = path.stat()
    except FileNotFoundError:
        key_file.create(path, _text({"1": secrets.token_bytes(KEY)}, secrets.token_bytes(KEY)))
        told = path.stat()
    stamp = (told.st_mtime_ns, told.st_ino)
    found = _held.get(path)
    if found is None or found.stamp != stamp:
        found = _held[path] = _read(path, stamp)
    return found


def _read(path: Path, stamp: tuple[int, int]) -> Ring:
    told = orjson.loads(path.read_bytes())
    return Ring({number: base64.b64decode(key) for number, key in told["keys"].items()}, base64.b64decode(told["lookup"]), stamp)


def _text(keys: dict[str, bytes], lookup: bytes) -> bytes:
    told = {"keys": {number: base64.b64encode(key).decode() for number, key in keys.items()}, "lookup": base64.b64encode(lookup).decode()}
    return orjson.dumps(told)


def add_key() -> str:
    """A new key seals from now on; the old ones still open. The number of the new one."""
    held = ring()
    number = str(int(held.current) + 1)
    key_file.written(_path(), _text({**held.keys, number: secrets.token_bytes(KEY)}, held.lookup)).replace(_path())
    return number


def drop_keys(but: str) -> None:
    """Throw all keys but one away: what they sealed can never be read again, in no old copy of the database either."""
    held = ring()
    key_file.written(_path(), _text({but: held.keys[but]}, held.lookup)).replace(_path())


def seal_bytes(raw: bytes, place: str) -> bytes:
    """Encrypt; ``place`` names where the value belongs. The result begins with the number of the key and a colon."""
    held = ring()
    nonce = os.urandom(NONCE)
    return held.current.encode() + b":" + nonce + held.ciphers[held.current].encrypt(nonce, raw, place.encode())


def open_bytes(sealed: bytes, place: str) -> bytes:
    """Decrypt what was sealed for this place. Raises Unreadable."""
    number, _colon, rest = sealed.partition(b":")
    cipher = _opening(number.decode(errors="replace"))
    try:
        if cipher is None:
            raise InvalidTag
        return cipher.decrypt(rest[:NONCE], rest[NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(
            _("Không giải mã được giá trị bảo vệ ở %(place)s; hãy kiểm tra tệp khóa %(file)s.") % {"place": place, "file": _path().name}
        ) from error


def _opening(number: str) -> AESGCM | None:
    """The key of a number. A page opens thousands of values: whether the file changed is looked at once a second, or for a new key."""
    path, now = _path(), time.monotonic()
    found = _held.get(path)
    if found is None or number not in found.ciphers or not 0 <= now - found.looked < FRESH:
        found = ring()
        found.looked = now
    return found.ciphers.get(number)


def seal(values: dict[str, Any], place: str) -> str:
    """Encrypt some values as one text; empty for none."""
    return base64.b64encode(seal_bytes(orjson.dumps(values), place)).decode() if values else ""


def unseal(sealed: str, place: str) -> dict[str, Any]:
    """The values again. Raises Unreadable."""
    if not sealed:
        return {}
    try:
        raw = base64.b64decode(sealed, validate=True)
    except ValueError as error:
        raise Unreadable(_("Giá trị bảo vệ ở %(place)s đã bị sửa.") % {"place": place}) from error
    found: dict[str, Any] = orjson.loads(open_bytes(raw, place))
    return found


class SealedJSON(models.TextField):
    """A column of JSON that lies sealed in the table and is plain in Python. It cannot be searched, which is its purpose."""

    description = "sealed JSON"
    # What the type checker takes such a column for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    @property
    def place(self) -> str:
        """Values are bound to their column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        return None if value is None else orjson.loads(open_bytes(base64.b64decode(value), self.place)) if value else {}

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> str:
        return base64.b64encode(seal_bytes(orjson.dumps(value), self.place)).decode()

    def value_to_string(self, obj: models.Model) -> str:
        return orjson.dumps(self.value_from_object(obj)).decode()


def is_stale(sealed: str) -> bool:
    """Whether a text was sealed by another key than the current one."""
    return bool(sealed) and base64.b64decode(sealed).partition(b":")[0].decode(errors="replace") != ring().current


def digest(name: str, value: str) -> str:
    """What a value is looked up by: an HMAC over the attribute and the value without spaces, so that the table tells nothing."""
    plain = "".join(value.split()).casefold()
    return hmac.new(ring().lookup, f"{name}={plain}".encode(), hashlib.sha256).hexdigest()


SENSITIVE = frozenset({"ethnicity", "religion", "breach", "donor", "beneficiaries", "tasks", "report", "remark"})
PREFIXES = (
    "health",
    "identity",
    "citizen",
    "passport",
    "relative",
    "father",
    "mother",
    "spouse",
    "child",
    "phone",
    "address",
    "conviction",
    "residence",
)
LOOKED_UP = ("identity_number", "citizen_id", "passport_number", "phone", "card_number", "national_id")
"""What one looks a person up by. The number of the member's card is printed on lists and not sealed, but found the same way; so is the
identifier of the national database."""


def is_sensitive(name: str) -> bool:
    """Whether a value of this name is sealed: faith, people, health, identity, relatives, convictions, where somebody lives."""
    return name in SENSITIVE or name.startswith(PREFIXES)


def parted(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values that may be read in the table, and those that are sealed."""
    sealed = {name: value for name, value in values.items() if is_sensitive(name)}
    return ({name: value for name, value in values.items() if name not in sealed}, sealed) if sealed else (values, sealed)


def digests(values: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """(attribute, digest) of what a person is looked up by."""
    return [(name, digest(name, str(values[name]))) for name in LOOKED_UP if values.get(name) not in (None, "")]
