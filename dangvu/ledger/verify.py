"""Proof that the books are what was written: everything derived is computed again, and each row that differs is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.db import connection
from django.utils.translation import gettext as _

from dangvu.ledger import book, chain, history, pages, people
from dangvu.ledger.driver import as_day
from dangvu.ledger.findings import Finding
from dangvu.ledger.keys import key
from dangvu.ledger.late import difference, structural_legs
from dangvu.ledger.models import Account, Book, Merged, opened
from dangvu.ledger.personfold import replay
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs
from dangvu.ledger.structure import Structure
from dangvu.ledger.verify_chain import ChainProof, raw, stream
from dangvu.ledger.verify_database import dangling, file, guards
from dangvu.orgs import vault
from dangvu.orgs.models import Organisation, Person

PERSONS_AT_ONCE = 2000


def verify(advance: Callable[[int], None] = lambda done: None) -> tuple[list[Finding], dict[str, int]]:
    """Recompute the ledger; findings, and how many entries and postings were read.

    ``advance`` is called with the number of entries read so far.
    """
    _forgive_broken_text()
    proof = ChainProof(advance)
    findings = _guarded("ledger_entry", lambda: _chain(proof))
    for table, check in (
        ("ledger_book", lambda: _head(proof)),
        ("ledger_account", _accounts),
        ("ledger_posting", dangling),
        ("orgs_organisation", _organisations),
        ("ledger_sealed", _sealed),
        ("orgs_person", _persons),
        ("ledger_merged", _merges),
        ("ledger_posting", _structural),
        ("ledger_posting", _standings),
        ("ledger_page", _pages),
        ("triggers", guards),
        ("database", file),
    ):
        findings += _guarded(table, check)
    return findings, {"entries": proof.entries, "postings": proof.postings}


def _guarded(table: str, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Findings of one check; when damage keeps it from being made at all, that is the finding."""
    found: list[Finding] = []
    try:
        found.extend(check())
    except Exception as problem:
        found.append(Finding(table, "", _("Không tính lại được: %(why)s.") % {"why": problem}))
    return found


def _forgive_broken_text() -> None:
    """Bytes that are no text are shown as such and found by the hash, instead of stopping the reading."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.text_factory = lambda raw: raw.decode(errors="replace")


def _chain(proof: ChainProof) -> Iterator[Finding]:
    proof.run()
    yield from proof.findings


def _head(proof: ChainProof) -> Iterator[Finding]:
    wanted = (proof.entries, proof.postings, proof.head, proof.last_recorded)
    heads = [
        (each.last_entry, each.postings, each.last_hash, chain.moment_text(each.last_recorded) if each.last_recorded else "")
        for each in Book.objects.all()
    ]
    if heads != [wanted]:
        yield Finding("ledger_book", "1", _("Đầu sổ không khớp với bút toán cuối cùng; có thể đã mất hoặc thêm bút toán."))


def _accounts() -> Iterator[Finding]:
    for account in Account.objects.all():
        if account.key != key(account.measure, **account.attrs):
            yield Finding("ledger_account", str(account.pk), _("Tài khoản không khớp với thuộc tính của nó."))


def _organisations() -> Iterator[Finding]:
    """The code of every organisation is the one its founding entry told."""
    told = {line.states[0].org_id: line.states[0].code for line in _folded().timelines.values()}
    for org, code in Organisation.objects.values_list("pk", "code"):
        if org in told and told[org] != code:
            yield Finding("orgs_organisation", str(org), _("Mã tổ chức không khớp với bút toán thành lập."))
    for org in told.keys() - set(Organisation.objects.values_list("pk", flat=True)):
        yield Finding("orgs_organisation", str(org), _("Thiếu dòng của tổ chức này."))


def _folded() -> Structure:
    """The tree folded from the entries now, whatever was folded before."""
    return Structure.of(book.structural_facts(book.last_number()))


def _values() -> Iterator[tuple[int, Any, str, dict[str, Any], int | None, str | None, str | None, str]]:
    """Entries with what is sealed beside them: number, day, kind, data, person, salt, text, secret."""
    statement = (
        f"SELECT e.number, {raw('e.effective_on')}, e.kind, e.data, s.person_id, s.salt, s.text, s.secret "
        "FROM ledger_entry e LEFT JOIN ledger_sealed s ON s.entry_id = e.number "
        "WHERE s.entry_id IS NOT NULL OR e.data LIKE '%\"sealed\":%' ORDER BY e.number"
    )
    for number, on, kind, data, person, salt, text, secret in stream(statement):
        yield number, on, kind, orjson.loads(data), person, salt, text, secret


def _erased() -> set[int]:
    """Persons whose values were shredded, as an entry says: nobody else's may be missing."""
    named = {orjson.loads(row[0])["person"] for row in stream("SELECT data FROM ledger_entry WHERE kind = 'person_erased'")}
    return named | {gone for gone, (kept, _entry) in _told_merges().items() if kept in named}


def _told_merges() -> dict[int, tuple[int, int]]:
    """By duplicate, the person kept and the entry, of every merge in force."""
    statement = (
        "SELECT number, data FROM ledger_entry m WHERE kind = 'persons_merged' "
        "AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses = m.number)"
    )
    told = [(number, orjson.loads(data)) for number, data in stream(statement)]
    return {data["duplicate"]: (data["person"], number) for number, data in told}


def _merges() -> Iterator[Finding]:
    """The table of merges is what the entries say, and nothing is counted under a code that was merged away."""
    told = _told_merges()
    held = {row.duplicate_id: (row.kept_id, row.entry) for row in Merged.objects.all()}
    for gone in sorted({*told, *held}):
        if told.get(gone) != held.get(gone):
            yield Finding("ledger_merged", str(gone), _("Dòng gộp hồ sơ không khớp với bút toán gộp."))
        elif history.work_of(gone):
            yield Finding("ledger_merged", str(gone), _("Hồ sơ đã gộp vẫn còn được tính ở một tài khoản."))


def _sealed() -> Iterator[Finding]:
    """Every sealed value matches the digest its entry holds; a shredded one has neither salt nor text, and an entry says so."""
    erased = _erased()
    for number, _on, _kind, data, person, salt, text, secret in _values():
        if salt == "" and text == "" and not secret and person in erased:
            continue
        if text is None or data.get("sealed") != chain.digest(salt or "", _told(number, text, secret)):
            yield Finding("ledger_sealed", str(number), _("Giá trị cá nhân kèm bút toán đã bị sửa hoặc mất."))
        elif person is not None and data.get("person") != person:
            yield Finding("ledger_sealed", str(number), _("Giá trị cá nhân gắn nhầm người."))


def _told(number: int, text: str, secret: str) -> str:
    """What was sealed, as it was hashed; empty when it cannot be opened or is not written as the ledger writes."""
    try:
        if chain.canonical(orjson.loads(text)) != text:
            return ""
        return chain.canonical(opened(number, text, secret))
    except (vault.Unreadable, orjson.JSONDecodeError, TypeError):
        return ""


def _persons() -> Iterator[Finding]:
    """Every person's row of latest values is what the sealed values give; an erased one holds none."""
    gone = {row[0] for row in stream("SELECT reverses FROM ledger_entry WHERE reverses IS NOT NULL")}
    erased = _erased()
    told: dict[int, list[people.Told]] = defaultdict(list)
    codes: dict[int, str] = {}
    for number, on, kind, _data, person, _salt, text, secret in _values():
        if person is None or kind not in ("person", "amended") or not text:
            continue
        values = opened(number, text, secret)
        if number not in gone:
            told[person].append((as_day(on), number, values))
        if kind == "person":
            codes[person] = values["person"]
    keys = _keys()
    for row in Person.objects.iterator(chunk_size=PERSONS_AT_ONCE):
        values = {} if row.pk in erased else people.fold_values(told[row.pk])
        code = row.code if row.pk in erased else codes.get(row.pk)
        if not _agrees(row, people.cached_values(values), code) or keys.get(row.pk, {}) != dict(vault.digests(values)):
            yield Finding("orgs_person", str(row.pk), _("Dòng lý lịch không khớp với các bút toán khai báo và sửa đổi."))


def _keys() -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for person, name, digest in stream("SELECT person_id, name, digest FROM orgs_personkey"):
        found[person][name] = digest
    return found


def _agrees(row: Person, wanted: dict[str, Any], code: str | None) -> bool:
    try:
        held = {**{name: getattr(row, name) for name in wanted}, "secret": row.secrets()}
    except vault.Unreadable:
        return False
    held["birth"] = row.birth.isoformat() if row.birth else None
    return held == wanted and row.code == code


def _structural() -> Iterator[Finding]:
    """The legs of organisation events are those the fold of the events gives."""
    posted: dict[int, Legs] = defaultdict(list)
    statement = (
        "SELECT p.source_id, a.key, p.org_id, p.other_id, SUM(p.quantity) FROM ledger_posting p "
        "JOIN ledger_account a ON a.id = p.account_id JOIN ledger_entry e ON e.number = p.source_id "
        "WHERE p.person_id IS NULL AND e.structural GROUP BY p.source_id, a.key, p.org_id, p.other_id "
        "HAVING SUM(p.quantity) <> 0"
    )
    for source, account, org, other, quantity in stream(statement):
        posted[source].append((account, org, other, int(quantity)))
    try:
        folded = _folded()
    except Refusal as refusal:
        yield Finding("ledger_entry", str(refusal.entry), refusal.message)
        return
    for leg in structural_legs(folded, posted):
        message = _("Định khoản của việc tổ chức này lệch %(quantity)d ở tài khoản %(account)s.")
        yield Finding("ledger_entry", str(leg[5]), message % {"quantity": leg[4], "account": leg[0]})


def _standings() -> Iterator[Finding]:
    """Everybody's legs are those the fold of his or her entries gives."""
    folded = _folded()
    persons = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(persons), PERSONS_AT_ONCE):
        some = persons[start : start + PERSONS_AT_ONCE]
        facts, posted = history.facts_of(some), history.legs_of(some)
        for person in some:
            yield from _standing(person, facts[person], posted.get(person, []), folded)


def _standing(person: int, facts: list[Any], posted: list[Any], folded: Structure) -> Iterator[Finding]:
    try:
        _st, wanted = replay(facts, folded)
    except Refusal as refusal:
        yield Finding("ledger_entry", str(refusal.entry), refusal.message)
        return
    for leg in difference(person, posted, wanted):
        message = _("Định khoản của người số %(person)d lệch %(quantity)d ở tài khoản %(account)s.")
        yield Finding("ledger_entry", str(leg[5]), message % {"person": person, "quantity": leg[4], "account": leg[0]})


def _pages() -> Iterator[Finding]:
    """The packed balances are what the postings give."""
    found: list[tuple[int, str]] = []
    pages.differing(lambda first, where: found.append((first, where)))
    for first, where in found:
        message = _("Số dư đóng gói từ bút toán %(first)d không khớp với định khoản; hãy chạy “dangvu balances” để dựng lại.")
        yield Finding("ledger_page", where or str(first), message % {"first": first})


def last_hash() -> str:
    """The head of the chain: 64 hex digits, empty for an empty book."""
    return Book.objects.values_list("last_hash", flat=True).get(pk=1)
