"""Two servers on one database, many clerks posting at once, and both servers killed in the middle: what was acknowledged is there."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import orjson

from tests.drills.site import Server, begin
from tests.drills.site import clerks as clerks_of
from tests.drills.work import BOOK
from tests.homes import Home

POSTINGS = int(os.environ.get("DRILL_POSTINGS", "200"))
CLERKS = 8


class Clerk(threading.Thread):
    """Posts until the server is gone; remembers what was acknowledged."""

    def __init__(self, port: int, session: str, enough: threading.Event, done: list[str]) -> None:
        super().__init__(daemon=True)
        self.port, self.session, self.enough, self.done = port, session, enough, done
        self.errors: list[str] = []

    def run(self) -> None:
        try:
            browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=240)
            cookie = begin(browser, self.session)
            while not self.enough.is_set():
                self.post(browser, cookie)
        except (OSError, http.client.HTTPException):
            return

    def post(self, browser: http.client.HTTPConnection, known: tuple[str, str]) -> None:
        token, cookie = known
        ref = f"drill-{uuid.uuid4()}"
        form = {"csrfmiddlewaretoken": token, "on": "1/1/2020", "org": "A", "type": "talk", "ref": ref, "quantity": "1"}
        heads = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        browser.request("POST", "/ghi-so/activity/", urlencode(form), heads)
        answer = browser.getresponse()
        answer.read()
        if answer.status == 302:
            self.done.append(ref)
        else:
            self.errors.append(str(answer.status))


def test_both_servers_killed_while_clerks_post(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "book.jsonl"
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in BOOK))
    assert home.run("load", path).returncode == 0
    servers = [Server(home), Server(home)]
    enough, done = threading.Event(), list[str]()
    clerks = [Clerk(servers[number % 2].port, key, enough, done) for number, key in enumerate(clerks_of(home, CLERKS))]
    for clerk in clerks:
        clerk.start()
    # Far beyond what the slowest machine needs: it only ends a drill whose servers no longer answer.
    deadline = time.monotonic() + 300 + POSTINGS
    while len(done) < POSTINGS and time.monotonic() < deadline and any(clerk.is_alive() for clerk in clerks):
        time.sleep(0.01)
    for server in servers:
        server.kill()
    acknowledged = list(done)
    enough.set()
    assert [each.errors for each in clerks] == [[]] * CLERKS and len(acknowledged) >= POSTINGS
    proof = home.run("verify", "--json")
    assert proof.returncode == 0, proof.stdout
    entries = json.loads(proof.stdout)["checked"]["entries"]
    # Each clerk has at most one posting under way whose answer never came.
    assert len(BOOK) + len(acknowledged) <= entries <= len(BOOK) + len(done) + CLERKS
    asked = home.run("figure", "activities_total", "--org", "K", "--from", "2020-01-01", "--to", "2020-12-31", "--json")
    assert json.loads(asked.stdout)["value"] == entries - len(BOOK)
    # The same refs again change nothing: all of them are there.
    path.write_bytes(
        b"".join(
            orjson.dumps({"kind": "activity", "on": "2020-01-01", "org": "A", "type": "talk", "ref": ref, "quantity": 1}) + b"\n"
            for ref in acknowledged
        )
    )
    again = json.loads(home.run("load", path, "--json").stdout)
    assert (again["appended"], again["skipped"]) == (0, len(acknowledged))
