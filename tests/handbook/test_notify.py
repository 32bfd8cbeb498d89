"""``dangvu notify`` as an installation starts it: a process of its own, on a timer, with a push service that answers."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest

from tests.handbook.pushing import Service
from tests.homes import ROOT, Home

pytestmark = pytest.mark.slow
DJANGO = """
    import os, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "dangvu.settings"
    import django; django.setup()
    from django.conf import settings
"""
# An, whose phone wants to be woken, was answered since.
PREPARED = """
    import json
    from tests.cast import book, record
    from dangvu.core.days import today
    from dangvu.handbook import push, questions
    from dangvu.orgs.models import Person, User
    settings.PUSH_PORT = int(sys.argv[1])
    record(*book())
    an = Person.objects.get(code="an")
    user = User.objects.create(username="dv-an", person=an)
    told = json.loads(sys.argv[2])
    push.subscribe(user=user, endpoint=told["endpoint"], **told["keys"])
    asked = questions.ask(person=an, to=questions.places(an, today())[0].org_id, sort="question", text="Chuyện riêng của An")
    questions.answer(question=asked, text="Bí mật", actor="vanphong")
"""
# The command itself; only where the name leads is said here, for this machine is no public address.
STARTED = """
    from dangvu.handbook import push
    settings.PUSH_PORT = int(sys.argv[1])
    push.addresses = lambda host, port: ["127.0.0.1"]
    sys.argv = ["dangvu", *sys.argv[2:]]
    from dangvu.cli import main
    main()
"""
# The phone was told of nothing yet.
AGAIN = """
    from dangvu.handbook.models import Subscription
    for phone in Subscription.objects.all():
        phone.data = {**phone.data, "told": []}
        phone.save()
"""
LEFT = """
    from dangvu.handbook.models import Subscription
    print("Subscription:", Subscription.objects.count())
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path)
    yield made
    made.server.shutdown()


def process(home: Home, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    text = textwrap.dedent(DJANGO) + textwrap.dedent(script)
    return subprocess.run(
        [sys.executable, "-c", text, *words], cwd=ROOT, env=home.env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def notify(home: Home, service: Service, *words: str, before: str = "") -> subprocess.CompletedProcess[str]:
    done = process(home, before + STARTED, str(service.server.server_port), "notify", *words)
    assert done.returncode == 0, done.stderr
    return done


def test_where_nothing_is_configured_it_says_how_to_turn_it_on(home: Home) -> None:
    done = home.run("notify")
    assert done.returncode == 0 and "đang tắt" in done.stdout and "DANGVU_PUSH=yes" in done.stdout
    assert json.loads(home.run("notify", "--json").stdout) == {"sent": 0, "gone": 0, "failed": 0}


def test_it_wakes_a_phone_once_with_nothing_personal_and_forgets_one_that_is_gone(home: Home, service: Service) -> None:
    home.env.update({"DANGVU_PUSH": "yes", "DANGVU_PUSH_HOSTS": "localhost", "SSL_CERT_FILE": str(service.certificate)})
    assert home.run("upgrade").returncode == 0
    done = process(home, PREPARED, str(service.server.server_port), json.dumps(service.body))
    assert done.returncode == 0, done.stderr
    assert "Đã báo 1 máy" in notify(home, service).stdout
    ((headers, raw),) = service.got
    assert service.read(raw) == "Có việc mới trong sổ tay"
    token = headers.pop("Authorization").removeprefix("vapid t=").split(",")[0]
    assert set(jwt.decode(token, options={"verify_signature": False})) == {"aud", "exp", "sub"}
    assert not [word for word in ("Nguyễn", "riêng", "dv-an", "Bí mật") if word in json.dumps(headers, ensure_ascii=False)]
    service.status = 410
    assert json.loads(notify(home, service, "--json", before=AGAIN).stdout) == {"sent": 0, "gone": 1, "failed": 0}
    assert "Subscription: 0" in process(home, LEFT).stdout
