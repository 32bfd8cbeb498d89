"""Django's own checks for a site behind https: none speaks."""

from __future__ import annotations

import subprocess
import sys

from dangvu.wsgi import behind_proxy
from tests.homes import ROOT, Home


def test_the_checks_for_deployment_are_green(home: Home) -> None:
    env = {**home.env, "DANGVU_HTTPS": "yes", "DJANGO_SETTINGS_MODULE": "dangvu.settings"}
    words = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def told(address: str) -> tuple[str, str]:
    """What the program believes of a caller who claims to come from elsewhere, by https."""
    seen: dict[str, str] = {}
    claimed = {"REMOTE_ADDR": address, "wsgi.url_scheme": "http", "HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
    behind_proxy(lambda scope, _answer: seen.update(scope), "127.0.0.1")(claimed, None)
    return seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]


def test_the_proxy_is_believed_and_nobody_else() -> None:
    assert told("127.0.0.1") == ("203.0.113.9", "https")
    assert told("198.51.100.7") == ("198.51.100.7", "http")
