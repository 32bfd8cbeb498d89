"""A push service on this machine, over https, and the phone that reads what was sent through it."""

from __future__ import annotations

import base64
import datetime as dt
import os
import ssl
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import http_ece
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Answering(BaseHTTPRequestHandler):
    """Keeps what it is sent and answers as it was told to."""

    def __init__(self, service: Service, *args: Any) -> None:
        self.service = service
        super().__init__(*args)

    def do_POST(self) -> None:
        self.service.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.service.status)
        self.send_header("Location", "https://localhost/elsewhere")
        if self.service.wait:
            self.send_header("Retry-After", self.service.wait)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


class Service:
    """A push service of one's own, over https on this machine, and the phone that reads what was sent through it."""

    def __init__(self, folder: Path) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.wait = 201, ""
        self.server = HTTPServer(("127.0.0.1", 0), partial(Answering, self))
        self.certificate = folder / "localhost.pem"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certify())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.address = f"https://localhost:{self.server.server_port}/gui/abc"

    def _certify(self) -> Path:
        key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = dt.datetime.now(dt.UTC)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        forms = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        self.certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM) + key.private_bytes(*forms))
        return self.certificate

    @property
    def body(self) -> dict[str, Any]:
        point = self.key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        return {"endpoint": self.address, "keys": {"p256dh": b64(point), "auth": b64(self.auth)}}

    def read(self, raw: bytes) -> str:
        return str(http_ece.decrypt(raw, private_key=self.key, auth_secret=self.auth, version="aes128gcm").decode())
