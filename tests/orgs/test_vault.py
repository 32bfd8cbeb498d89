"""Sensitive values at rest: sealed under the ring's key, bound to their place, found by keyed hashes, sealed again by a rotation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.orgs import vault
from dangvu.orgs.vault import Unreadable

VALUES = st.dictionaries(
    st.text(min_size=1, max_size=8), st.one_of(st.text(max_size=20), st.integers(-9, 9), st.none()), min_size=1, max_size=4
)


@pytest.fixture
def ring(settings: Any, tmp_path: Path) -> Path:
    settings.VALUE_KEYS = tmp_path / "keys" / "values.json"
    return Path(settings.VALUE_KEYS)


@given(values=VALUES)
def test_what_was_sealed_comes_back_at_its_place_only(values: dict[str, Any]) -> None:
    sealed = vault.seal(values, "person 1")
    assert vault.unseal(sealed, "person 1") == values and vault.unseal("", "person 1") == {}
    with pytest.raises(Unreadable):
        vault.unseal(sealed, "person 2")


def test_the_same_value_never_looks_the_same() -> None:
    assert len({vault.seal({"religion": "Phật giáo"}, "person 1") for _time in range(20)}) == 20


@pytest.mark.parametrize("sealed", ["x", "AAAA", "MTphYmM=", "Ojo6"])
def test_rubbish_is_told_from_a_value(sealed: str) -> None:
    with pytest.raises(Unreadable):
        vault.unseal(sealed, "person 1")


def test_another_ring_opens_nothing(ring: Path) -> None:
    sealed = vault.seal({"a": 1}, "x")
    ring.unlink()
    with pytest.raises(Unreadable, match=r"values\.json"):
        vault.unseal(sealed, "x")
    assert vault.unseal(vault.seal({"a": 2}, "x"), "x") == {"a": 2}


def test_a_new_key_seals_and_the_old_ones_open_until_they_are_dropped(ring: Path) -> None:
    old = vault.seal({"a": 1}, "x")
    found = vault.digest("identity_number", "001 090")
    number = vault.add_key()
    new = vault.seal({"a": 1}, "x")
    assert vault.is_stale(old) and not vault.is_stale(new) and vault.unseal(old, "x") == {"a": 1}
    vault.drop_keys(but=number)
    assert vault.unseal(new, "x") == {"a": 1} and vault.digest("identity_number", "001090") == found
    with pytest.raises(Unreadable):
        vault.unseal(old, "x")


def test_the_key_file_is_its_owners(ring: Path) -> None:
    vault.seal({"a": 1}, "x")
    assert ring.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["religion", "identity_number", "health_note", "relative_1", "mother_name", "phone", "residence"])
def test_what_is_sensitive(name: str) -> None:
    assert vault.parted({name: "x", "occupation": "y"}) == ({"occupation": "y"}, {name: "x"})
