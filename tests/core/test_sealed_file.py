"""Files under a password: whole, of any length, and closed to whoever changes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangvu.core import sealed_file
from dangvu.core.sealed_file import Unopened, is_sealed, seal, unseal


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_file, "PIECE", 8)
    monkeypatch.setattr(sealed_file._pieces, "__defaults__", (8,))


def sealed(tmp_path: Path, raw: bytes) -> Path:
    plain, target = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(raw)
    seal(plain, target, "mật khẩu")
    return target


@pytest.mark.parametrize("raw", [b"", b"x", b"12345678", b"123456789", bytes(range(256)) * 3])
def test_what_was_sealed_comes_back(tmp_path: Path, raw: bytes) -> None:
    file = sealed(tmp_path, raw)
    unseal(file, tmp_path / "again", "mật khẩu")
    assert (tmp_path / "again").read_bytes() == raw and is_sealed(file) and not is_sealed(tmp_path / "plain")


def test_another_password_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unopened):
        unseal(sealed(tmp_path, b"x" * 20), tmp_path / "again", "mat khau")


def test_a_changed_a_cut_or_a_shuffled_file_does_not_open(tmp_path: Path) -> None:
    file = sealed(tmp_path, b"a" * 8 + b"b" * 8 + b"c" * 8)
    raw, head, piece = file.read_bytes(), len(sealed_file.MAGIC) + 16, 12 + 8 + 16
    one, two, three = (raw[head + at * piece : head + (at + 1) * piece] for at in range(3))
    for wrong in (
        raw[:-1],
        raw[: head + 2 * piece],
        raw[:head] + two + one + three,
        raw[:head] + one + three,
        raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
        b"tar",
    ):
        file.write_bytes(wrong)
        with pytest.raises(Unopened):
            unseal(file, tmp_path / "again", "mật khẩu")
