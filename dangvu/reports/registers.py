"""The register of document numbers: one run per organisation, body, type and term; gaps and doubles are told, never mended."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.reports.errors import Refused
from dangvu.reports.models import Register, RegisterLine, Report

LARGEST = 99_999


@dataclass(frozen=True, slots=True)
class Irregular:
    """What is wrong with a register: numbers nobody took, and numbers taken twice."""

    gaps: tuple[int, ...]
    doubles: tuple[int, ...]


def open_register(org: int, document_type: str, term: str, *, body: str, used_before: int, actor: str) -> Register:
    """State the last number used elsewhere, before this register was kept. Refused when a number here is not above it."""
    if not 0 <= used_before < LARGEST:
        raise Refused(_("Số cuối cùng đã dùng phải từ 0 đến %(largest)d.") % {"largest": LARGEST - 1})
    with transaction.atomic():
        register = locked(org, document_type, term, body)
        lowest = register.lines.order_by("number").values_list("number", flat=True).first()
        if lowest is not None and lowest <= used_before:
            message = _("Sổ đã có số %(number)d; số cuối cùng dùng trước đó phải nhỏ hơn, hãy xem lại sổ.")
            raise Refused(message % {"number": lowest})
        register.used_before = used_before
        register.save(update_fields=["used_before"])
    return register


def record_outside(
    org: int, document_type: str, term: str, *, body: str, number: int, subject: str, issued_on: dt.date, actor: str
) -> RegisterLine:
    """Enter a document that was numbered on paper. A number already taken is entered too, and told as a double."""
    if not 1 <= number <= LARGEST or not subject.strip():
        raise Refused(_("Hãy ghi số văn bản từ 1 trở lên và trích yếu của văn bản."))
    with transaction.atomic():
        register = locked(org, document_type, term, body)
        return RegisterLine.objects.create(register=register, number=number, subject=subject.strip(), issued_on=issued_on, written_by=actor)


def locked(org: int, document_type: str, term: str, body: str) -> Register:
    """The register, made when it is missing, held until the transaction ends so that no two documents take one number."""
    key: dict[str, Any] = {"organisation_id": org, "document_type": document_type, "term": term, "body": body}
    Register.objects.get_or_create(**key)
    return Register.objects.select_for_update().get(**key)


def take(report: Report, symbol: str, issued_on: dt.date, actor: str) -> int:
    """Give the report the next number of its register, inside the transaction that issues it."""
    register = locked(report.organisation_id, report.document_type, report.term, report.body)
    last = register.lines.order_by("-number").values_list("number", flat=True).first() or 0
    number = max(last, register.used_before) + 1
    report.number = number
    report.symbol = f"{number:02d}-{report.document_type}/{symbol}"
    RegisterLine.objects.create(
        register=register, number=number, report=report, subject=report.title, issued_on=issued_on, written_by=actor
    )
    return number


def irregular(register: Register) -> Irregular:
    """Gaps between the first and the last number of the register, and numbers taken more than once."""
    taken = Counter(register.lines.values_list("number", flat=True))
    first = register.used_before + 1
    gaps = [number for number in range(first, max(taken, default=0) + 1) if number not in taken]
    doubles = [number for number, times in sorted(taken.items()) if times > 1 or number <= register.used_before]
    return Irregular(tuple(gaps), tuple(doubles))
