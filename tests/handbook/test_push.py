"""Waking a phone: by its maker's service only, nothing personal, never into the own network; and the calendar's secret address."""

from __future__ import annotations

import base64
import datetime as dt
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from dangvu.core.days import today
from dangvu.handbook import calendars, push, questions, registration
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import CalendarKey, Question, Subscription
from dangvu.ledger import book
from dangvu.meetings import services as meetings
from dangvu.orgs.models import Person, User
from tests.handbook.kept import member, office
from tests.handbook.pushing import Service
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = Service(tmp_path_factory.mktemp("push"))
    yield made
    made.server.shutdown()


@pytest.fixture
def service(running: Service, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Service:
    running.got.clear()
    running.status = 201
    settings.PUSH, settings.PUSH_HOSTS, settings.PUSH_PORT = True, ["localhost"], running.server.server_port
    settings.PUSH_KEY = tmp_path / "keys" / "push.pem"
    monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
    monkeypatch.setattr(push, "addresses", lambda host, port: ["127.0.0.1"])
    return running


def subscribed(office: Office, service: Service) -> Client:
    phone = member(office, "an")
    assert phone.post(reverse("member:subscription"), service.body, content_type="application/json").status_code == 200
    return phone


def told_an() -> None:
    """An answer: news for An, and for nobody else."""
    an = Person.objects.get(code="an")
    asked = questions.ask(person=an, to=questions.places(an, today())[0].org_id, sort="question", text="Chuyện riêng của An")
    questions.answer(question=asked, text="Bí mật", actor="vanphong")


def test_a_phone_is_woken_once_by_one_sentence_that_only_it_can_read(office: Office, service: Service) -> None:
    subscribed(office, service)
    assert push.notify().sent == 0, "nothing is new"
    told_an()
    assert push.notify().sent == 1 and push.notify().sent == 0
    ((headers, raw),) = service.got
    assert service.read(raw) == "Có việc mới trong sổ tay"
    told, key = (each.split("=", 1)[1] for each in headers["Authorization"].removeprefix("vapid ").split(","))
    assert key == push.public_key() and headers["TTL"] == "86400" and headers["Topic"] == "tin"
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.urlsafe_b64decode(key + "=="))
    claims = jwt.decode(told, point, algorithms=["ES256"], audience=f"https://localhost:{service.server.server_port}")
    assert claims["sub"].startswith("mailto:")
    assert headers.keys() <= {
        "Host", "Accept-Encoding", "Content-Length", "Authorization", "Content-Encoding", "Content-Type", "TTL", "Topic",
    }  # fmt: skip
    kept = Path(push.settings.PUSH_KEY)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


class Clock:
    """The time the sender goes by."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = time.time()
        monkeypatch.setattr(push, "_now", lambda: self.now)

    def after(self, seconds: float) -> push.Sent:
        """A round so much later."""
        self.now += seconds
        return push.notify()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_has_no_time_is_asked_again_later_and_later_and_the_phone_is_kept(
    office: Office, service: Service, clock: Clock, status: int
) -> None:
    """What was not delivered is not told; once it comes through, the phone starts from nothing."""
    subscribed(office, service)
    told_an()
    service.status = status
    assert clock.after(0).failed == 1
    assert [clock.after(wait).failed for wait in (59, 1, 60, 60)] == [0, 1, 0, 1] and len(service.got) == 3
    kept = Subscription.objects.get()
    assert kept.failures == 3 and not any("answer/" in each for each in kept.data["told"])
    service.status = 201
    assert clock.after(239).sent == 0 and clock.after(1).sent == 1
    kept.refresh_from_db()
    assert (kept.failures, kept.data["after"]) == (0, 0) and push.notify().sent == 0
    texts = {service.read(raw) for _headers, raw in service.got}
    assert texts == {"Có việc mới trong sổ tay"}, "the same sentence for everybody, whatever is new"
    assert len({raw for _headers, raw in service.got}) == 4 and len({len(raw) for _headers, raw in service.got}) == 1


def test_a_service_says_itself_how_long_to_wait_within_a_day(office: Office, service: Service, clock: Clock) -> None:
    subscribed(office, service)
    told_an()
    service.status = 429
    for said, waited in (("3600", 3600), ("99999999", 24 * 60 * 60), ("Wed, 21 Oct 2099 07:28:00 GMT", 4 * 60), ("-5", 8 * 60)):
        service.wait, before = said, clock.now
        assert clock.after(0).failed == 1 and Subscription.objects.get().data["after"] == int(before) + waited
        clock.now += waited
    service.wait = ""


def test_a_message_is_signed_by_the_sites_key_for_one_service_and_a_short_time(office: Office, service: Service) -> None:
    """RFC 8292: nobody else's key verifies it, nor does it hold for another service; RFC 8291: another phone does not open it."""
    subscribed(office, service)
    told_an()
    assert push.notify().sent == 1
    ((headers, raw),) = service.got
    told, key = (each.split("=", 1)[1] for each in headers["Authorization"].removeprefix("vapid ").split(","))
    claims = jwt.decode(told, options={"verify_signature": False})
    assert claims["aud"] == f"https://localhost:{service.server.server_port}" and 0 < claims["exp"] - time.time() <= 24 * 60 * 60
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.urlsafe_b64decode(key + "=="))
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(told, ec.generate_private_key(ec.SECP256R1()).public_key(), algorithms=["ES256"], audience=claims["aud"])
    with pytest.raises(jwt.InvalidAudienceError):
        jwt.decode(told, point, algorithms=["ES256"], audience="https://fcm.googleapis.com")
    service.key, own = ec.generate_private_key(ec.SECP256R1()), service.key
    with pytest.raises(http_ece.ECEException):
        service.read(raw)
    service.key = own
    assert headers["Content-Encoding"] == "aes128gcm" and not any(word in str(headers) for word in ("m-an", "Nguyễn", "sổ"))


def test_a_redirect_is_not_followed_a_phone_that_is_gone_is_forgotten_and_a_fault_is_tried_again(
    office: Office, service: Service, clock: Clock
) -> None:
    subscribed(office, service)
    told_an()
    service.status = 307
    assert push.notify().failed == 1 and len(service.got) == 1
    service.status = 503
    assert clock.after(60).failed == 1 and Subscription.objects.get().failures == 2
    service.status = 410
    assert clock.after(120).gone == 1 and not Subscription.objects.exists()


def test_who_leaves_or_stops_is_forgotten(office: Office, service: Service) -> None:
    phone = subscribed(office, service)
    phone.post(reverse("member:subscription"), {"endpoint": service.address, "end": True}, content_type="application/json")
    assert not Subscription.objects.exists()
    phone.post(reverse("member:subscription"), service.body, content_type="application/json")
    calendars.make(User.objects.get(username="m-an"))
    registration.leave(user=User.objects.get(username="m-an"), on=today())
    assert not Subscription.objects.exists() and not CalendarKey.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x", "https://fcm.googleapis.com.evil.vn/x", "https://evil.vn/fcm.googleapis.com", "https://127.0.0.1/x",
        "https://a@fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://[::1]/x", "https://fcm.googleapis.com/a b", "x",
        "https://fcm.googleapis.com:x/", "https://evilpush.apple.com/x", "https://fcm.googleapis.com/é", "https://[fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 1000, "https://fcm.googleapis.com/\r\nHost: x",
    ],
)  # fmt: skip
def test_no_other_place_is_ever_asked(endpoint: str) -> None:
    with pytest.raises(Refused, match="chưa được phép"):
        push.checked(endpoint)
    assert push.checked("https://fcm.googleapis.com/fcm/send/abc") and push.checked("https://db5p.notify.windows.com/w/?token=x")


def test_a_name_that_leads_into_the_own_network_is_not_followed(settings: Any) -> None:
    private = ("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::1")
    private += ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "224.0.0.1", "255.255.255.255", "::")
    assert [each for each in private if push.public(each)] == []
    assert push.public("142.250.1.1") and push.public("2404:6800:4003::1")
    settings.PUSH_HOSTS = ["localhost"]
    with pytest.raises(Refused, match="mạng nội bộ"):
        push.deliver("https://localhost/x", b"", {})


def test_where_it_is_off_nothing_is_kept_or_sent(office: Office, settings: Any, running: Service) -> None:
    assert settings.PUSH is False
    phone = member(office, "an")
    answer = phone.post(reverse("member:subscription"), running.body, content_type="application/json")
    assert answer.status_code == 422 and "danh sách" in answer.json()["why"] and push.notify() == push.Sent()
    told_an()
    page = phone.get(reverse("member:news")).content.decode()
    assert "Đã có trả lời" in page and f"#hoi-{Question.objects.get().pk}" in page
    assert "data-push" not in phone.get(reverse("member:alerts")).content.decode()


def test_the_calendar_tells_when_and_where_and_nothing_else(office: Office) -> None:
    state = book.tree().timelines[book.tree().by_code("A") or 0].states[-1]
    phone, nobody = member(office, "an"), Client()
    for hour in ("14h30", "chiều"):
        meetings.call("monthly", place_of=state, title="Kỷ luật đồng chí X", on=today(), time=hour, place="Phòng 2", actor="x")
    page = phone.post(reverse("member:calendar_act"), {"act": "make"}).content.decode()
    way = page.split('readonly value="http://testserver')[1].split('"')[0]
    answer = nobody.get(way)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(each["SUMMARY"]) for each in events} == {"Cuộc họp"} and {str(each["LOCATION"]) for each in events} == {"Phòng 2"}
    starts = {each["DTSTART"].dt for each in events}
    assert today() in starts and any(isinstance(each, dt.datetime) and (each.hour, each.minute) == (7, 30) for each in starts)
    for word in ("Kỷ luật", "Nguyễn", "m-an", "Chi bộ", "chi bộ", "Đảng", "dangvu", "Sinh hoạt"):
        assert word not in answer.content.decode()
    again = phone.post(reverse("member:calendar_act"), {"act": "make"}).content.decode()
    assert nobody.get(way).status_code == 404 and way not in again
    assert way not in phone.get(reverse("member:alerts")).content.decode()
    other = again.split('readonly value="http://testserver')[1].split('"')[0]
    phone.post(reverse("member:calendar_act"), {"act": "end"})
    assert nobody.get(other).status_code == 404
