"""The program as a server with clerks logged in: for drills and for the bench."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time

from tests.homes import ROOT, Home

USERS = """
    import os
    os.environ["DJANGO_SETTINGS_MODULE"] = "dangvu.settings"
    import django; django.setup()
    import datetime as dt, json
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from dangvu.orgs.models import Grant, Organisation, User
    keys = []
    for number in range(%d):
        user = User.objects.create_user(f"clerk{number}")
        Grant.objects.create(user=user, organisation=Organisation.objects.get(code="%s"), role="clerk", valid_from=dt.date(2015, 1, 1))
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session.create()
        keys.append(session.session_key)
    print(json.dumps(keys))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``dangvu serve`` in a process group of its own."""

    def __init__(self, home: Home) -> None:
        self.port = free_port()
        words = [sys.executable, "-m", "dangvu", "serve", "--port", str(self.port), "--workers", "2"]
        self.process = subprocess.Popen(words, cwd=ROOT, env=home.env, stdout=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not begin")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


def clerks(home: Home, count: int, org: str = "K") -> list[str]:
    """Keys of sessions of so many clerks of an organisation, made beside the login, which is slow on purpose."""
    words = [sys.executable, "-c", textwrap.dedent(USERS % (count, org))]
    made = subprocess.run(words, cwd=ROOT, env=home.env, capture_output=True, encoding="utf-8", check=False)
    if made.returncode:
        raise RuntimeError(made.stderr)
    found: list[str] = json.loads(made.stdout)
    return found


def begin(browser: http.client.HTTPConnection, session: str) -> tuple[str, str]:
    """Open the form of an activity; its token, and the cookies to send along."""
    browser.request("GET", "/ghi-so/activity/", headers={"Cookie": f"sessionid={session}"})
    answer = browser.getresponse()
    page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    csrf = re.search(r"csrftoken=([^;]+)", answer.headers["Set-Cookie"] or "")
    if token is None or csrf is None:
        raise RuntimeError(page[:500])
    return token[1], f"sessionid={session}; csrftoken={csrf[1]}"
