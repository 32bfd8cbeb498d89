"""Waking phones by Web Push: one sentence for everybody, nothing personal; what is new is read in the e-handbook itself.

It asks the network, so it is off until an installation turns it on (DANGVU_PUSH); without it news stand in the list all the same.
A phone names an address of its maker's service. Only hosts of the list are ever asked, over https, at public addresses, without following
anything: otherwise a member could let this server knock at doors inside its own network.
"""

from __future__ import annotations

import base64
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext as _
from py_vapid import Vapid02

from dangvu.core import key_file
from dangvu.core.days import today
from dangvu.handbook import news
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Subscription
from dangvu.orgs import vault
from dangvu.orgs.models import User

WAIT = 10.0
"""Seconds a push service has to answer."""
KEPT = 24 * 60 * 60
"""Seconds it keeps a message for a phone that is off."""
PHONES = 10
"""Phones of one member at most."""
FAILURES = 30
"""Failures in a row after which a phone is forgotten: with the waits between them, some three weeks."""
FIRST_WAIT, LONGEST_WAIT = 60, 24 * 60 * 60
"""Seconds a phone's service is left alone after a first failure; each further one doubles it, up to a day."""
LONGEST = 1000
GONE = (404, 410)
POINT, SECRET = 65, 16
"""Bytes of a phone's public key and of its secret."""


# ---------------------------------------------------------------- the key


def _key_file() -> Path:
    return Path(settings.PUSH_KEY)


def _key() -> ec.EllipticCurvePrivateKey:
    """The key this site is known by at push services, made at its first use, readable by its owner only."""
    path = _key_file()
    found = serialization.load_pem_private_key(key_file.kept(path, _made), None)
    if not isinstance(found, ec.EllipticCurvePrivateKey):
        raise TypeError(path.name)
    return found


def _made() -> bytes:
    forms = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(*forms)


def public_key() -> str:
    """What a phone subscribes with: the public point, base64url without padding."""
    point = _key().public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


# ---------------------------------------------------------------- phones


@transaction.atomic
def subscribe(*, user: User, endpoint: str, p256dh: str, auth: str) -> None:
    """Remember a phone; what is new at this moment it was told already. Raises Refused."""
    if not settings.PUSH or user.person is None:
        raise Refused(_("Nơi này không gửi báo tin đến điện thoại; việc mới nằm trong danh sách."))
    checked(endpoint)
    try:
        sizes = len(_bytes(p256dh)), len(_bytes(auth))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh))
    except ValueError as error:
        raise Refused(_("Không đọc được điều máy gửi.")) from error
    if sizes != (POINT, SECRET):
        raise Refused(_("Không đọc được điều máy gửi."))
    digest = vault.digest("push", endpoint)
    if user.subscriptions.exclude(digest=digest).count() >= PHONES:
        raise Refused(_("Đã có %(most)d máy nhận tin; hãy tắt ở một máy khác trước.") % {"most": PHONES})
    told = [each.key for each in news.of(user, user.person, today())]
    data = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "told": told}
    Subscription.objects.update_or_create(digest=digest, defaults={"user": user, "data": data, "failures": 0})


def unsubscribe(*, user: User, endpoint: str) -> None:
    """Forget a phone."""
    user.subscriptions.filter(digest=vault.digest("push", endpoint)).delete()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# ---------------------------------------------------------------- where a message may go


def checked(endpoint: str) -> SplitResult:
    """The address of a phone, if it is one of a push service: https, a host of the list, no name or word before it. Raises Refused."""
    sentence = _("Máy này nhận tin qua một nơi chưa được phép; việc mới vẫn nằm trong danh sách.")
    try:
        told = urlsplit(endpoint)
        host, port = (told.hostname or "").rstrip("."), told.port or 443
    except ValueError as error:
        raise Refused(sentence) from error
    allowed = any(host == each or (each.startswith(".") and host.endswith(each)) for each in settings.PUSH_HOSTS)
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint and len(endpoint) <= LONGEST
    if told.scheme != "https" or told.username or told.password or not allowed or not plain or port != settings.PUSH_PORT:
        raise Refused(sentence)
    return told


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host; none when one of them is not of the public network. Raises OSError."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    return found if all(public(each) for each in found) else []


def public(address: str) -> bool:
    """Whether an address is of the public network, also where an old one is written as a new one."""
    told = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(told, "ipv4_mapped", None) or getattr(told, "sixtofour", None)
    return told.is_global and not told.is_multicast and (inner is None or inner.is_global)


class Pinned(HTTPSConnection):
    """A connection to the very address that was judged: the name is not looked up a second time."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.context = ssl.create_default_context()
        super().__init__(host, port, timeout=WAIT, context=self.context)
        self.address = address

    def connect(self) -> None:
        """Connect to the address; the certificate must be the host's."""
        plain = socket.create_connection((self.address, self.port), WAIT)
        self.sock = self.context.wrap_socket(plain, server_hostname=self.host)


def deliver(endpoint: str, raw: bytes, headers: dict[str, str]) -> tuple[int, int]:
    """Post to a push service; its status, and the seconds it asks to be left alone. What it redirects to is not followed.

    Raises Refused, OSError or HTTPException.
    """
    told = checked(endpoint)
    host, port = str(told.hostname).rstrip("."), told.port or 443
    found = addresses(host, port)
    if not found:
        raise Refused(_("Địa chỉ của máy dẫn vào mạng nội bộ; không gửi."))
    connection = Pinned(host, port, found[0])
    try:
        connection.request("POST", told._replace(scheme="", netloc="", fragment="").geturl() or "/", raw, headers)
        answer = connection.getresponse()
        wait = answer.getheader("Retry-After", "")
        return answer.status, int(wait) if wait.isascii() and wait.isdecimal() and len(wait) < 9 else 0
    finally:
        connection.close()


# ---------------------------------------------------------------- sending


@dataclass
class Sent:
    """What a round of sending did: phones woken, forgotten because they are gone, and not reached this time.

    Who was not reached is tried again, later and later; until then it counts nowhere.
    """

    sent: int = 0
    gone: int = 0
    failed: int = 0


def sealed(data: dict[str, Any], text: str) -> bytes:
    """A message that only the phone opens (RFC 8291); the push service sees its length, which is always the same."""
    mine = ec.generate_private_key(ec.SECP256R1())
    raw: bytes = http_ece.encrypt(
        text.encode(), private_key=mine, dh=_bytes(data["p256dh"]), auth_secret=_bytes(data["auth"]), version="aes128gcm"
    )
    return raw


def _headers(endpoint: str) -> dict[str, str]:
    told = urlsplit(endpoint)
    claims = {"aud": f"https://{told.netloc}", "exp": int(_now()) + KEPT // 2, "sub": settings.PUSH_CONTACT}
    signed: dict[str, str] = Vapid02(_key()).sign(claims)
    # A later message takes the place of one that still waits.
    return {**signed, "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "TTL": str(KEPT), "Topic": "tin"}


def notify(persons: Collection[int] | None = None) -> Sent:
    """Wake the phones of members (all of them, or some persons) for whom something is new that they were not told of."""
    done, phones = Sent(), Subscription.objects.filter(user__is_active=True, user__person__isnull=False)
    phones = phones if persons is None else phones.filter(user__person__in=list(persons))
    if not settings.PUSH:
        return done
    for phone in phones.select_related("user__person"):
        if phone.data.get("after", 0) > _now():
            continue
        person = phone.user.person
        keys = [each.key for each in news.of(phone.user, person, today())] if person is not None else []
        if set(keys) - set(phone.data["told"]):
            _wake(phone, keys, done)
    return done


def _now() -> float:
    return time.time()


def _wake(phone: Subscription, keys: list[str], done: Sent) -> None:
    data = phone.data
    try:
        status, wait = deliver(data["endpoint"], sealed(data, _("Có việc mới trong sổ tay")), _headers(data["endpoint"]))
    except (OSError, HTTPException, Refused):
        status, wait = 0, 0
    if status in GONE or (not 200 <= status < 300 and phone.failures >= FAILURES):
        phone.delete()
        done.gone += 1
    elif 200 <= status < 300:
        Subscription.objects.filter(pk=phone.pk).update(data={**data, "told": keys, "after": 0}, failures=0)
        done.sent += 1
    else:
        doubled = FIRST_WAIT * 2 ** min(phone.failures, 20)
        data["after"] = int(_now()) + min(max(wait, doubled), LONGEST_WAIT)
        Subscription.objects.filter(pk=phone.pk).update(data=data, failures=phone.failures + 1)
        done.failed += 1


def soon(persons: Collection[int]) -> None:
    """Wake the phones of some persons once what is being written is written, beside the work: nobody waits for another's server."""
    if settings.PUSH:
        waiting = list(persons)
        transaction.on_commit(lambda: threading.Thread(target=_beside, args=(waiting,), daemon=True).start())


def _beside(persons: list[int]) -> None:
    try:
        notify(persons)
    finally:
        connections.close_all()
