"""A small book of load lines for one committee: organisations, invented people, and what they did."""

import random
from datetime import date, timedelta
from typing import Any

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đỗ Ngô Đặng Bùi Dương Đào Phan Trịnh Chu Tạ Đinh Cao Lương Mai".split()
MIDDLE = {"male": "Văn Đức Quang Minh Hữu Xuân Đình Công".split(), "female": ["Thị", "Thị Thu", "Thanh", "Thị Kim", "Hồng", "Ngọc"]}
GIVEN = {
    "male": "Hùng Dũng Tuấn Hải Sơn Long Hiếu Trung Kiên Phúc Lâm Bình".split(),
    "female": "Hương Lan Hoa Hằng Thủy Mai Linh Yến".split(),
}
Line = dict[str, Any]


class Committee:
    """Lines of one report's committee; ``code`` is its own, everything in it begins on ``opened``."""

    def __init__(self, code: str, name: str, kind: str, opened: date) -> None:
        self.code, self.opened = code, opened
        self.rng = random.Random(code)
        self.lines: list[Line] = []
        self.cells: list[str] = []
        self.members: list[str] = []
        self.count = 0
        self.add("organisation_established", opened, org=code, name=name, org_kind=kind)

    def add(self, kind: str, on: date, **fields: Any) -> None:
        """One line with a ref of its own."""
        self.lines.append({"kind": kind, "on": on.isoformat(), "ref": f"{self.code}-{len(self.lines) + 1}", **fields})

    def found(self, code: str, name: str, kind: str, parent: str | None = None) -> str:
        """An organisation from the beginning; a cell is remembered as a place for members."""
        self.add("organisation_established", self.opened, org=code, name=name, org_kind=kind, parent=parent or self.code)
        if kind.endswith("cell"):
            self.cells.append(code)
        return code

    def found_cells(self, number: int, parent: str | None = None, kind: str = "attached_cell") -> list[str]:
        """So many cells under a parent."""
        first = len(self.cells) + 1
        return [self.found(f"{self.code}-CB{n:02d}", f"Chi bộ số {n}", kind, parent) for n in range(first, first + number)]

    def person(self, sex: str = "", **values: Any) -> str:
        """An invented person, known from the beginning."""
        self.count += 1
        sex = sex or self.rng.choice(("male", "female"))
        name = f"{self.rng.choice(FAMILY)} {self.rng.choice(MIDDLE[sex])} {self.rng.choice(GIVEN[sex])}"
        birth = date(1950, 1, 1) + timedelta(days=self.rng.randrange(16000))
        code = f"{self.code}-N{self.count:05d}"
        self.add("person", self.opened, person=code, name=name, sex=sex, birth=birth.isoformat(), **values)
        return code

    def carry(self, number: int, status: str = "official", sex: str = "", **values: Any) -> list[str]:
        """So many members carried over at the opening, over the cells in turn."""
        found = []
        for at in range(number):
            code = self.person(sex, **values)
            self.add("carried_over", self.opened, person=code, org=self.cells[at % len(self.cells)], status=status)
            found.append(code)
        self.members += found
        return found

    def admit(self, number: int, on: date, sex: str = "", **values: Any) -> list[str]:
        """So many people admitted on a day, over the cells in turn."""
        found = [self.person(sex, **values) for _ in range(number)]
        for at, code in enumerate(found):
            self.add("admitted", on, person=code, org=self.cells[at % len(self.cells)])
        return found

    def each(self, kind: str, on: date, persons: list[str], **fields: Any) -> None:
        """The same line for everybody."""
        for code in persons:
            self.add(kind, on, person=code, **fields)

    def rate(self, on: date, grades: dict[str, int], orgs: list[str]) -> None:
        """Grades of organisations, given out in their order."""
        for org, grade in zip(orgs, spread(grades), strict=True):
            self.add("rated", on, org=org, grade=grade, **({"reason": "mới thành lập"} if grade == "not_rated" else {}))

    def rate_members(self, on: date, grades: dict[str, int], persons: list[str]) -> None:
        """Grades of members, each at the cell where he or she was put."""
        places = {line["person"]: line["org"] for line in self.lines if line["kind"] in ("carried_over", "admitted")}
        for person, grade in zip(persons, spread(grades), strict=True):
            reason = {"reason": "mới chuyển đến"} if grade == "not_rated" else {}
            self.add("rated", on, org=places[person], person=person, grade=grade, **reason)

    def target(self, on: date, figure: str, value: float, first: date, last: date, giver: str) -> None:
        """A target from below."""
        self.add(
            "target_set", on, org=self.code, figure=figure, value=value, bound="floor",
            **{"from": first.isoformat(), "to": last.isoformat()}, giver=giver,
        )  # fmt: skip

    def typed(self, on: date, figure: str, value: float, unit: str, first: date, last: date, source: str) -> None:
        """A number of somebody else."""
        self.add(
            "typed_figure", on, org=self.code, figure=figure, value=value, unit=unit,
            **{"from": first.isoformat(), "to": last.isoformat()}, source=source,
        )  # fmt: skip

    def finished(self) -> list[Line]:
        """Everything in the order of its days, as an office writes it down."""
        return sorted(self.lines, key=lambda line: line["on"])


def spread(counts: dict[str, int]) -> list[str]:
    """``{"good": 2, "poor": 1}`` → good, good, poor."""
    return [name for name, count in counts.items() for _ in range(count)]
