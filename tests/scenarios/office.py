"""An office at work: a clerk and a secretary who do everything through the pages, as people do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from dangvu.accounts.factors import required
from dangvu.dossiers.models import Dossier
from dangvu.figures.services import Query, evaluate
from dangvu.orgs.models import Grant, Role, User
from tests.cast import book, org, record

GOOD = {"summoned": "9", "present": "9", "in_favour": "8", "against": "1", "invalid": "0"}
BAD = {"summoned": "9", "present": "9", "in_favour": "3", "against": "6", "invalid": "0"}
SINCE = dt.date(2019, 1, 1)
ERROR = re.compile(r'class="errorlist" role="alert">(.*?)</p>|<div class="notice bad" role="alert">(.*?)</div>', re.DOTALL)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Office:
    """The cast's book with logins. What a page answers with an error is raised as an assertion with its sentences."""

    def __init__(self) -> None:
        record(*book())
        # As in most committees, the one clerk also types for the inspection commission.
        self.clerk = self.login("vanphong", "R", Role.CLERK, Role.INSPECTION)
        self.secretary = self.login("bithu", "R", Role.SECRETARY)

    def login(self, name: str, place: str, *roles: Role) -> Client:
        """Somebody with these roles, and with a second factor set up where one is asked for."""
        user = User.objects.create_user(name, password="x")
        for role in roles:
            Grant.objects.create(user=user, organisation_id=org(place), role=role, valid_from=SINCE)
        if required(user):
            TOTP.activate(user, generate_totp_secret())
        client = Client()
        client.force_login(user)
        return client

    def clerk_logged_out(self) -> Client:
        """Somebody who has only an address."""
        return Client()

    def open(self, kind: str, place: str, on: str, **fields: Any) -> Case:
        """Open a dossier by its form."""
        answer = self.clerk.post(reverse("staff:dossier_new", args=[kind]), {"on": on, "place": place, **fields})
        assert answer.status_code == 302, errors(answer)
        return Case(self, Dossier.objects.latest("pk"))

    def figure(self, code: str, place: str, on: str, since: str = "2020-01-02") -> object:
        return evaluate([code], Query(org=org(place), as_of=day(on), start=day(since), end=day(on)))[code].value

    def page(self, name: str, *args: object, **query: str) -> str:
        answer = self.clerk.get(reverse(f"staff:{name}", args=args), query)
        assert answer.status_code == 200
        return answer.content.decode()


class Case:
    """One dossier as the office works on it."""

    def __init__(self, office: Office, dossier: Dossier) -> None:
        self.office, self.dossier = office, dossier

    def take(self, verb: str, on: str, number: str = "", by: str = "clerk", **fields: Any) -> Case:
        """Fill in the form of a verb and send it; it must be taken."""
        answer = self._post(verb, on, number, by, fields)
        assert answer.status_code == 302, (verb, errors(answer))
        self.dossier.refresh_from_db()
        return self

    def refused(self, verb: str, on: str, number: str = "", by: str = "clerk", **fields: Any) -> str:
        """The sentences of a form that must not be taken; the dossier stays where it was."""
        state = self.state
        answer = self._post(verb, on, number, by, fields)
        assert answer.status_code == 200, "nothing was refused"
        assert self.state == state
        return errors(answer)

    def _post(self, verb: str, on: str, number: str, by: str, fields: dict[str, Any]) -> Any:
        decision = {"decision_number": number, "decision_date": fields.pop("signed", on), "decision_issuer": "Huyện ủy"} if number else {}
        client = self.office.secretary if by == "secretary" else self.office.clerk
        told = {"on": on, "despite": "giấy lưu ở văn phòng", **decision, **fields}
        return client.post(reverse("staff:dossier_step", args=[self.dossier.pk, verb]), told)

    @property
    def state(self) -> str:
        self.dossier.refresh_from_db()
        return self.dossier.state

    @property
    def page(self) -> str:
        return self.office.page("dossier", self.dossier.pk)


def errors(answer: Any) -> str:
    text = answer.content.decode() if hasattr(answer, "content") else ""
    return " ".join(re.sub(r"<[^>]+>", " ", one or other).strip() for one, other in ERROR.findall(text))
