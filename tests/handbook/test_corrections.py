"""A correction with a photograph of the paper, asked for without a network: kept on the phone, judged when it comes in, nothing lost."""

from __future__ import annotations

import hashlib
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.dossiers import files
from dangvu.dossiers.models import Dossier, PaperFile
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act
from dangvu.orgs.models import User
from tests.drawn import PNG
from tests.handbook.kept import member, office
from tests.handbook.phones import Phone
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
TOLD = {"field": "occupation", "wanted": "Kỹ sư cơ khí", "why": "Quyết định tuyển dụng"}


@pytest.fixture
def phone(office: Office) -> Phone:
    member(office, "an")
    return Phone(User.objects.get(username="m-an"))


def browser(phone: Phone) -> Client:
    found = Client()
    found.force_login(phone.user)
    return found


def test_a_correction_comes_in_once_with_its_photograph(phone: Phone) -> None:
    uid = str(uuid.uuid4())
    act = phone.send(None, "correct", uid=uid, photo=PNG, name="giay.png", **TOLD)
    assert act.outcome == "taken" and phone.send(None, "correct", uid=uid, photo=PNG, name="giay.png", **TOLD) == act
    dossier = Dossier.objects.get(kind="correction")
    assert dossier.data["wanted"] == "Kỹ sư cơ khí" and dossier.papers.get().files.get().name == "giay.png"
    assert act.written == "", "what was taken lies in the dossier and not here too"
    assert phone.send(None, "correct", **TOLD).outcome == "taken" and PaperFile.objects.count() == 1


def test_what_cannot_be_taken_is_said_and_kept_and_opens_nothing(phone: Phone) -> None:
    spoilt = phone.send(None, "correct", photo=b"MZ" + bytes(50), name="giay.png", **TOLD)
    unread = phone.send(None, "correct", photo=PNG, name="giay.png", field="birth", wanted="hôm nọ", why="")
    assert [each.outcome for each in (spoilt, unread)] == ["refused", "refused"] and "không phải PDF, ảnh" in spoilt.why
    assert spoilt.written == "Kỹ sư cơ khí\nQuyết định tuyển dụng" and not Dossier.objects.exists() and not PaperFile.objects.exists()
    page = browser(phone).get(reverse("member:ask")).content.decode()
    assert "Kỹ sư cơ khí" in page and "hôm nọ" in page
    assert browser(phone).post(reverse("member:put_away", args=[spoilt.pk])).status_code == 302
    assert "Kỹ sư cơ khí" not in browser(phone).get(reverse("member:ask")).content.decode()


def test_the_photograph_is_the_one_that_was_signed(phone: Phone) -> None:
    told = {"uid": str(uuid.uuid4()), "what": "correct", "done": timezone.now().timestamp() * 1000, **TOLD, "name": "giay.png"}
    for signed, came in ((hashlib.sha256(b"another").hexdigest(), PNG), ("", PNG), (hashlib.sha256(PNG).hexdigest(), b"")):
        with pytest.raises(Refused, match="Không đọc được"):
            phone.raw({**told, "photo": signed}, came)
    assert not Act.objects.exists() and not Dossier.objects.exists()


def test_it_is_sent_as_a_form_no_larger_than_a_file_may_be(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    way, web = reverse("member:send"), browser(phone)
    told = {"uid": str(uuid.uuid4()), "what": "correct", "done": timezone.now().timestamp() * 1000, **TOLD, "name": "giay.png"}
    body = json.dumps({**told, "photo": hashlib.sha256(PNG).hexdigest()})
    sent = {"device": phone.number, "body": body, "signature": phone.signature(body)}
    assert web.post(way, sent).status_code == 422, "the picture is missing"
    answer = web.post(way, {**sent, "photo": SimpleUploadedFile("giay.png", PNG, "image/png")})
    assert answer.status_code == 200 and answer.json()["outcome"] == "taken" and PaperFile.objects.count() == 1
    monkeypatch.setattr(files, "LARGEST", len(PNG) - 1)
    assert web.post(way, {**sent, "photo": SimpleUploadedFile("giay.png", PNG, "image/png")}).status_code == 422
