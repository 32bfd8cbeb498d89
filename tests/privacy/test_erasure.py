"""Erasing a person: nothing told of him or her is left anywhere on the disk, and every count, hash and issued report stands."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import orjson
import pytest

from dangvu.dossiers.models import Dossier
from dangvu.ledger.models import Entry, Sealed
from dangvu.ledger.verify import verify
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Organisation, Person, User
from dangvu.privacy import erasure, readings
from dangvu.privacy.erasure import Refused
from dangvu.privacy.models import Reading
from tests.cast import book, faults, line, record
from tests.homes import ROOT, Home

TODAY = dt.date(2026, 6, 1)
NAME, NUMBER, FAITH = "Quách Thế Nhượng", "079088123456", "Cao Đài Tây Ninh"
FOUNDED = {"on": "2015-01-01", "kind": "organisation_established"}
LINES: list[dict[str, object]] = [
    {**FOUNDED, "ref": "k", "org": "K", "name": "Đảng bộ K", "org_kind": "grassroots_committee"},
    {**FOUNDED, "ref": "a", "org": "A", "name": "Chi bộ A", "org_kind": "attached_cell", "parent": "K"},
    {
        "on": "2015-01-02", "ref": "p1", "kind": "person", "person": "P1", "name": NAME, "birth": "1988-04-03", "sex": "male",
        "religion": FAITH, "identity_number": NUMBER, "health_note": "Viêm khớp dạng thấp", "native_place": "Gò Găng",
        "note": "Giấy khai sinh bản chính",
    },
    {"on": "2015-01-02", "ref": "p2", "kind": "person", "person": "P2", "name": "Lê Thị Hai", "birth": "1980-01-01", "sex": "female"},
    {"on": "2016-01-01", "ref": "c1", "kind": "carried_over", "person": "P1", "org": "A", "status": "official"},
    {"on": "2016-01-01", "ref": "c2", "kind": "carried_over", "person": "P2", "org": "A", "status": "official"},
    {"on": "2018-01-01", "ref": "x1", "kind": "amended", "person": "P1", "changes": {"occupation": "Thợ đúc gang Trấn Biên"}},
    {
        "on": "2019-01-01", "ref": "d1", "kind": "disciplined", "person": "P1", "form": "warning", "authority": "cell",
        "breach": "Bỏ sinh hoạt ba tháng liền",
    },
]  # fmt: skip
LEFT = {"on": "2020-05-05", "ref": "o1", "kind": "transferred_out", "person": "P1", "to": "Ngoài tỉnh"}
TOLD = (
    NAME, NUMBER, FAITH, "Viêm khớp", "Gò Găng", "Giấy khai sinh", "Thợ đúc gang", "Bỏ sinh hoạt ba tháng", "1988-04-03", "QUET-GIAY-TO",
    "Quách Thế", "nhuong",
)  # fmt: skip
WORK = """
    import datetime as dt, os
    os.environ["DJANGO_SETTINGS_MODULE"] = "dangvu.settings"
    import django; django.setup()
    from dangvu.dossiers import files, papers, services
    from dangvu.meetings import services as meetings
    from dangvu.ledger import book
    from dangvu.orgs.models import Organisation, Person, User
    from dangvu.privacy import readings
    on = dt.date(2017, 3, 3)
    org = Organisation.objects.get(code="A").pk
    hand = services.Hand("vanphong")
    opened = services.open_dossier("exemption_health", org=org, on=on, hand=hand, person="P1", given={"reason": "Viêm khớp dạng thấp"})
    paper = papers.add(opened, "1-MSHĐ", actor="vanphong", title="Đơn của Quách Thế Nhượng")
    files.attach(paper, "don.pdf", b"%PDF-1.7 QUET-GIAY-TO", actor="vanphong")
    services.take(opened, services.Asked("refuse", on, {"reason": "Quách Thế Nhượng còn khỏe"}), hand)
    tree = book.tree()
    met = meetings.call("monthly", place_of=tree.timelines[org].states[-1], title="Sinh hoạt tháng 3", on=on, actor="vanphong")
    met.content, met.chair = "Đồng chí Quách Thế Nhượng phát biểu.", "Quách Thế Nhượng"
    met.save()
    user = User.objects.create(username="thuky", first_name="Quách Thế Nhượng", person=Person.objects.get(code="P1"))
    readings.record(user=user, what="search", page="people", persons=[], searched="quach the nhuong")
    from dangvu.exchange.sheets import services as lists
    from dangvu.orgs.models import Organisation as Place
    raw = "Họ và tên,Ngày sinh,Nơi ở,Quê quán,Giới tính\\nQuách Thế Nhượng,03/04/1988,Gò Găng,Gò Găng,Nam\\n".encode()
    kept = lists.bring(org=Place.objects.get(code="A"), raw=raw, name="ho so Quách Thế Nhượng.csv", actor="vanphong")
    lists.plan(kept, reach=frozenset([org]))
    assert kept.counts == {"ask": 1}, kept.counts
"""


def do_work(home: Home) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WORK)], cwd=ROOT, env=home.env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def told_by(home: Home, file: Path) -> None:
    """The book with its member, work about him, and his leaving; the file is gone afterwards."""
    for lines, work in ((LINES, True), ([LEFT], False)):
        file.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in lines))
        assert home.run("load", file).returncode == 0
        if work:
            do_work(home)
    file.unlink()


def everything_kept(home: Home, tmp_path: Path) -> bytes:
    """Every byte of the home, and on PostgreSQL a dump of the database."""
    found = b"".join(file.read_bytes() for file in sorted(home.path.rglob("*")) if file.is_file())
    if "postgresql" in home.env.get("DANGVU_DATABASE_URL", ""):
        dump = tmp_path / "dump.sql"
        tool = shutil.which("pg_dump", path=home.env.get("DANGVU_PG_BIN") or None)
        subprocess.run([str(tool), "--file", str(dump), home.env["DANGVU_DATABASE_URL"]], check=True)
        found += dump.read_bytes()
    return found


def still_told(raw: bytes) -> list[str]:
    """What is told of the person, as it is written in text or in JSON of the database."""
    forms = ((text, (text.encode(), json.dumps(text)[1:-1].encode())) for text in TOLD)
    return [text for text, ways in forms if any(way in raw for way in ways)]


def test_nothing_is_left_and_everything_counts_as_before(home: Home, tmp_path: Path) -> None:
    run, file = home.run, tmp_path / "lines.jsonl"
    told_by(home, file)
    before = still_told(everything_kept(home, tmp_path))
    # Sealed at rest even before: numbers, faith, health, what was said in forms, scans.
    assert set(before) == {NAME, "Gò Găng", "Giấy khai sinh", "Thợ đúc gang", "1988-04-03", "Quách Thế", "nhuong"}
    asked = ("figure", "member_total", "--org", "K", "--as-of", "2019-06-30", "--json")
    counted = json.loads(run(*asked).stdout)["value"]
    done = run("erase", "P1", "--reason", "retention", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["files"] == 2 and told["texts"] == 2 and told["values"] == 3 and told["mentions"] == []
    assert still_told(everything_kept(home, tmp_path)) == []
    assert json.loads(run(*asked).stdout)["value"] == counted == 2
    proof = run("verify", "--json")
    assert proof.returncode == 0, proof.stdout
    again = run("erase", "P1", "--json")
    assert again.returncode == 2 and "đã được xóa" in again.stdout + again.stderr


def test_keys_are_changed_and_the_old_ones_open_nothing(home: Home, tmp_path: Path) -> None:
    run, file = home.run, tmp_path / "lines.jsonl"
    told_by(home, file)
    ring = home.path / "keys" / "values.json"
    old = ring.read_bytes()
    done = run("rotate-keys", "--json")
    assert done.returncode == 0, done.stderr
    # The declaration and the breach, the row of latest values, the search, the dossier, its two steps, the file; a list, its row, its file.
    assert json.loads(done.stdout)["sealed_again"] == 11
    assert run("verify").returncode == 0
    new = ring.read_bytes()
    assert json.loads(old)["keys"].keys() == {"1"} and json.loads(new)["keys"].keys() == {"2"}
    ring.write_bytes(old)
    proof = run("verify", "--json")
    assert proof.returncode == 1 and {each["table"] for each in json.loads(proof.stdout)["findings"]} >= {"ledger_sealed", "orgs_person"}


@pytest.mark.django_db
class TestWhatIsRefused:
    def gone(self, on: str = "2020-05-05") -> Person:
        record(*book(), line("transferred_out", on, person="an", to="Ngoài tỉnh"))
        return Person.objects.get(code="an")

    def test_a_member(self) -> None:
        record(*book())
        with pytest.raises(Refused, match="đang là đảng viên"):
            erasure.erase(Person.objects.get(code="an"), reason="retention", actor="x", on=TODAY)

    def test_before_the_retention_has_ended(self) -> None:
        person = self.gone("2023-01-01")
        with pytest.raises(Refused, match="thời hạn lưu"):
            erasure.erase(person, reason="retention", actor="x", on=TODAY)
        assert erasure.due(TODAY) == [] and erasure.due(dt.date(2028, 1, 1)) == [person]
        assert erasure.erase(person, reason="request", actor="x", on=TODAY).values == 1

    def test_another_reason(self) -> None:
        with pytest.raises(Refused, match="retention"):
            erasure.erase(self.gone(), reason="x", actor="x", on=TODAY)

    def test_an_open_dossier(self) -> None:
        person = self.gone()
        place = Organisation.objects.get(code="A")
        Dossier.objects.create(
            kind="correction", ref="h1", state="asked", organisation=place, person=person, opened_on=TODAY, moved_on=TODAY
        )
        with pytest.raises(Refused, match="hồ sơ đang giải quyết"):
            erasure.erase(person, reason="retention", actor="x", on=TODAY)


@pytest.mark.django_db
def test_a_name_that_two_people_bear_is_pointed_out_and_left() -> None:
    record(*book(), line("person", "2019-01-01", person="an2", name="Nguyễn Văn An", sex="male"))
    record(line("transferred_out", "2020-05-05", person="an", to="Ngoài tỉnh"))
    place = Organisation.objects.get(code="A")
    met = Meeting.objects.create(
        organisation=place,
        sort="monthly",
        title="x",
        on=TODAY,
        content="Nguyễn Văn An nói",
        created_by="x",
        created_at=dt.datetime.now(dt.UTC),
    )
    done = erasure.erase(Person.objects.get(code="an"), reason="retention", actor="x", on=TODAY)
    met.refresh_from_db()
    assert met.content == "Nguyễn Văn An nói" and done.texts == 0 and done.mentions == (f"cuộc họp {met.pk}",)


@pytest.mark.django_db
def test_the_log_keeps_that_a_read_happened() -> None:
    record(*book(), line("transferred_out", "2020-05-05", person="an", to="Ngoài tỉnh"))
    person, user = Person.objects.get(code="an"), User.objects.create(username="vanphong")
    readings.record(user=user, what="search", page="people", persons=[person.pk], searched="Nguyễn Văn An")
    erasure.erase(person, reason="retention", actor="x", on=TODAY)
    assert readings.of_person(person.pk).count() == 1 and Reading.objects.get().detail == ""


@pytest.mark.django_db
def test_what_is_shredded_without_an_entry_is_found() -> None:
    record(*book())
    Sealed.objects.filter(person__code="an").update(salt="", text="", secret="")
    assert {each.table for each in verify()[0]} == {"ledger_sealed", "orgs_person"}


@pytest.mark.django_db
def test_nobody_takes_an_erasure_back() -> None:
    record(*book(), line("transferred_out", "2020-05-05", person="an", to="Ngoài tỉnh"))
    erasure.erase(Person.objects.get(code="an"), reason="retention", actor="x", on=TODAY)
    ref = Entry.objects.get(kind="person_erased").ref
    assert "không lấy lại được" in faults([line("reversal", "2026-06-02", of=ref)])[0].message
