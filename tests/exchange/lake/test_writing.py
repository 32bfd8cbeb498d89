"""A lake is the books, whole or not at all: written once, continued at the cost of what is new, never by halves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import transaction

from dangvu.exchange.lake import layout, rows, write
from dangvu.exchange.lake.extras import LakeError, extra
from dangvu.exchange.lake.opened import open_books
from dangvu.ledger import book
from tests.exchange.lake.books import ask, content, lake_of, member, on_the_disk, org, organisations, record, talks

pytestmark = pytest.mark.django_db


def test_an_appended_lake_tells_what_a_fresh_one_tells(tmp_path: Path) -> None:
    record([*organisations(), *member("an")])
    write.export(tmp_path / "grown")
    for step in (
        [*member("binh", "B", "male")],
        [{"kind": "organisation_renamed", "on": "2021-01-01", "ref": "n", "org": "A", "name": "Chi bộ An"}],
        [{"kind": "organisation_established", "on": "2014-01-01", "ref": "late", "org": "L", "name": "L", "org_kind": "direct_superior"}],
        [{"kind": "reversal", "on": "2021-02-01", "ref": "r", "of": "n"}],
        [{"kind": "amended", "on": "2021-03-01", "ref": "x", "person": "an", "changes": {"schooling": "12/12", "ethnicity": None}}],
    ):
        record(step)
        write.append(tmp_path / "grown")
    write.export(tmp_path / "fresh")
    assert content(tmp_path / "grown") == content(tmp_path / "fresh")
    assert layout.read(tmp_path / "grown").head == layout.read(tmp_path / "fresh").head
    assert write.changed_files(tmp_path / "grown") == []


def test_what_an_append_writes_follows_what_is_new(tmp_path: Path) -> None:
    record([*organisations(), *talks(0, 200)])
    write.export(tmp_path)
    before = {file.path for file in layout.read(tmp_path).files()}
    record(talks(1000, 5))
    done = write.append(tmp_path)
    kept = {file.path for file in layout.read(tmp_path).files()} & before
    assert (done.new, done.rows) == (5, 10)
    assert len(kept) == len(before) - 1, "only the list of accounts is written again"
    assert write.append(tmp_path).new == 0


def test_segments_grow_together(tmp_path: Path) -> None:
    record([*organisations(), *talks(0, 40)])
    write.export(tmp_path)
    for number in range(12):
        record(talks(1000 + number, 1))
        write.append(tmp_path)
    held = layout.read(tmp_path)
    assert held.entries == book.last_number() == 55
    assert [(segment.first, segment.last) for segment in held.segments] == [(1, 43), (44, 51), (52, 55)]


def test_a_write_cut_short_leaves_the_lake_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record([*organisations(), *member("an")])
    write.export(tmp_path)
    before, root = content(tmp_path), org("K")
    record(member("binh"))
    for name in ("_segment", "_manifest"):
        with monkeypatch.context() as broken:
            broken.setattr(write, name, full_disk)
            with pytest.raises(LakeError, match="hết chỗ"):
                write.append(tmp_path)
        assert content(tmp_path) == before
        assert ask("member_total", lake_of(tmp_path), root) == 1
    with monkeypatch.context() as broken:
        broken.setattr(layout, "write", full_disk)
        with pytest.raises(LakeError):
            write.append(tmp_path)
    assert content(tmp_path) == before
    assert write.append(tmp_path).new == 2
    assert ask("member_total", lake_of(tmp_path), root) == 2
    monkeypatch.setattr(write, "GRACE", 0)
    record(member("chi"))
    write.append(tmp_path)
    named = {file.path for file in layout.read(tmp_path).files()}
    assert {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.parquet")} == named, "leftovers are swept"


def full_disk(*_args: object, **_more: object) -> None:
    raise OSError("hết chỗ")


def test_a_first_export_cut_short_is_no_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(organisations())
    with monkeypatch.context() as broken:
        broken.setattr(layout, "write", full_disk)
        with pytest.raises(LakeError):
            write.export(tmp_path)
    with pytest.raises(LakeError, match="không phải là kho"):
        write.append(tmp_path)
    assert write.export(tmp_path).entries == 3


def test_another_write_in_between_is_not_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(organisations())
    write.export(tmp_path)
    record(talks(0, 3))
    manifest = write._manifest

    def overtaken(*args: object) -> object:
        monkeypatch.setattr(write, "_manifest", manifest)
        write.append(tmp_path)
        return manifest(*args)

    monkeypatch.setattr(write, "_manifest", overtaken)
    with pytest.raises(LakeError, match="lần ghi khác"):
        write.append(tmp_path)
    assert layout.read(tmp_path).entries == 6
    assert write.changed_files(tmp_path) == []


def test_only_the_own_book_goes_on(tmp_path: Path) -> None:
    with transaction.atomic():
        record(organisations())
        write.export(tmp_path)
        with pytest.raises(LakeError, match="đã là một kho"):
            write.export(tmp_path)
        transaction.set_rollback(True)
    with pytest.raises(LakeError, match="không phải của sổ này"):
        write.append(tmp_path)
    with pytest.raises(LakeError, match="chưa có bút toán"):
        write.export(tmp_path / "other")
    record([*organisations("Z"), *talks(0, 0)])
    with pytest.raises(LakeError, match="không phải của sổ này"):
        write.append(tmp_path)


def test_no_name_and_no_sealed_value_goes_along(tmp_path: Path) -> None:
    record([*organisations(), *member("an", note="Ghi chú kín", occupation="Bí thư chi đoàn")])
    write.export(tmp_path)
    told = set(on_the_disk(tmp_path))
    for secret in ("Bí Mật", "001080000123", "Tày", "Phật", "Ghi chú", "Bí thư", "bench", "p-an"):
        assert not [value for value in told if secret in value], secret
    assert "an" not in told
    assert {row[3]: row[4] for row in content(tmp_path)["told"]} == {
        "sex": "female", "birth": "1980-02-29", "ethnicity": "khác", "religion": "có",
    }  # fmt: skip


def test_an_erased_person_is_gone_from_every_file(tmp_path: Path) -> None:
    record([*organisations(), *member("an"), *member("binh", "B"), *talks(0, 10)])
    write.export(tmp_path)
    root = org("K")
    assert ask("member_by_religion", lake_of(tmp_path), root) == 2
    record([{"kind": "died", "on": "2021-01-01", "ref": "d", "person": "an"}])
    write.append(tmp_path)
    record([{"kind": "person_erased", "on": "2022-01-01", "ref": "e", "person": "an", "reason": "request"}])
    write.append(tmp_path)
    people = {row[1] for row in content(tmp_path)["told"]}
    assert len(people) == 1
    assert sum(value == "1980-02-29" for value in on_the_disk(tmp_path)) == 1, "not in a file left over either"
    lake = lake_of(tmp_path)
    assert ask("member_total", lake, root) == 1
    assert ask("member_total", lake, root, 7) == 2, "the counts stay"
    assert ask("member_by_religion", lake, root, 7) == 1
    assert write.changed_files(tmp_path) == []


def test_an_attribute_left_out_stays_out(tmp_path: Path) -> None:
    record([*organisations(), *member("an")])
    with pytest.raises(LakeError, match="height"):
        write.export(tmp_path, leave_out=["height"])
    write.export(tmp_path, leave_out=["religion", "ethnicity", "birth"])
    record(member("binh"))
    write.append(tmp_path)
    assert {row[3] for row in content(tmp_path)["told"]} == {"sex"}
    assert lake_of(tmp_path).traits == rows.TRAITS.keys() - {"religion", "ethnicity", "birth"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text[:-9], "bị hỏng"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "bản chương trình khác"),
        (lambda text: json.dumps({**json.loads(text), "segments": json.loads(text)["segments"] * 2}), "thiếu hoặc thừa"),
    ],
)
def test_a_manifest_that_cannot_be_is_refused(tmp_path: Path, change: object, words: str) -> None:
    record(organisations())
    write.export(tmp_path)
    assert callable(change)
    (tmp_path / layout.MANIFEST).write_text(change((tmp_path / layout.MANIFEST).read_text()))
    with pytest.raises(LakeError, match=words):
        lake_of(tmp_path)


def test_a_file_that_was_changed_is_found(tmp_path: Path) -> None:
    record(organisations())
    write.export(tmp_path)
    file = tmp_path / layout.read(tmp_path).of("posting")[0].path
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert write.changed_files(tmp_path) == [file.relative_to(tmp_path).as_posix()]
    with pytest.raises(LakeError, match="Không đọc được"):
        ask("cell_count", lake_of(tmp_path), 1)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(LakeError, match=r"pip install 'dangvu\[lake\]'"):
        extra("no_such_package", "lake")


def test_a_lake_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="nowhere"):
        open_books(lake_of_nothing(), [str(tmp_path / "nowhere")])


def lake_of_nothing() -> object:
    return extra("dangvu.exchange.lake.duck", "lake").Duck()
