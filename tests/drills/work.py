"""What the drills load."""

from __future__ import annotations

from typing import Any

FOUNDED = {"on": "2015-01-01", "kind": "organisation_established"}
BOOK: list[dict[str, Any]] = [
    {**FOUNDED, "ref": "k", "org": "K", "name": "Đảng bộ K", "org_kind": "grassroots_committee"},
    {**FOUNDED, "ref": "a", "org": "A", "name": "Chi bộ A", "org_kind": "attached_cell", "parent": "K"},
]


def more(count: int) -> list[dict[str, Any]]:
    """People who come, and an organisation renamed: lines that write in every table."""
    lines: list[dict[str, Any]] = []
    for each in range(count):
        told = {"person": f"D{each}", "name": f"Người {each}", "religion": "Không", "phone": str(each)}
        lines += [
            {"kind": "person", "on": "2019-01-01", "ref": f"p{each}", **told},
            {"kind": "carried_over", "on": "2020-01-01", "ref": f"c{each}", "person": f"D{each}", "org": "A", "status": "official"},
        ]
    return [*lines, {"kind": "organisation_renamed", "on": "2020-02-01", "ref": "n", "org": "A", "name": "Chi bộ Một"}]
