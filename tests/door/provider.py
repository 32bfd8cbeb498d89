"""A provider of single sign-on as organisations run it, small: discovery, a signed token, the user's name. On loopback, for tests."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Provider:
    """Tells who it is asked to tell. ``client`` is the name this site is known by."""

    def __init__(self, client: str) -> None:
        self.client, self.name, self.nonce = client, "", ""
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def token(self) -> dict[str, Any]:
        claims = {"iss": self.address, "aud": self.client, "sub": f"id-{self.name}", "preferred_username": self.name}
        claims |= {"iat": int(time.time()), "exp": int(time.time()) + 300, **({"nonce": self.nonce} if self.nonce else {})}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed, "expires_in": 300}

    def told(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            names = {"authorization_endpoint": "a", "token_endpoint": "t", "userinfo_endpoint": "u", "jwks_uri": "k"}
            return {"issuer": self.address, **{name: f"{self.address}/{end}" for name, end in names.items()}}
        if path == "/k":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}
        return self.token() if path == "/t" else {"sub": f"id-{self.name}", "preferred_username": self.name}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say()

            def do_POST(self) -> None:
                asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                assert asked["code_verifier"], "a code alone must not be enough"
                self._say()

            def _say(self) -> None:
                raw = json.dumps(provider.told(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_words: object) -> None:
                pass

        return Handler
