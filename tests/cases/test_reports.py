"""The ten reports: from the lines a committee of each kind would have recorded comes every number it printed, as printed."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest

from dangvu.core.rounding import half_up
from dangvu.figures import services
from dangvu.figures.services import Query
from tests import cast

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).resolve().parents[2] / "cases" / "reports"
PRINTED: dict[str, list[dict[str, Any]]] = defaultdict(list)
for text in (FOLDER / "printed.jsonl").read_text("utf-8").splitlines():
    PRINTED[orjson.loads(text)["report"]].append(orjson.loads(text))


def books(printed: dict[str, Any]) -> tuple[services.Value, dict[str, Any] | None]:
    """What the program gives for a printed number, and what a rate of it stands on."""
    query = Query(cast.org(printed["org"]), None, dt.date.fromisoformat(printed["from"]), dt.date.fromisoformat(printed["to"]))
    if "by" not in printed:
        answer = services.evaluate([printed["figure"]], query)[printed["figure"]]
        return answer.value, answer.base
    keys = printed["part"].split("+")
    found = [each.base for each in services.breakdown(printed["figure"], query, printed["by"]) if each.key in keys]
    return services.part(printed["figure"], query, printed["by"], keys), found[0] if len(found) == 1 else None


def to_places(value: services.Value, base: dict[str, Any] | None, places: int) -> Decimal:
    """The value with as many decimals as it was printed with; a rate of two places is made again from its base."""
    assert value is not None
    if base and places > 1 and base.get("denominator"):
        return half_up(Decimal(base["numerator"]) * 100 / Decimal(base["denominator"]), places)
    return half_up(value, places)


def holds(printed: dict[str, Any], value: services.Value, base: dict[str, Any] | None) -> bool:
    """Whether the books agree with the number in the form it was printed in."""
    said = Decimal(str(printed["printed"]))
    assert value is not None
    form = printed.get("form", "")
    if form == "range":
        return said <= value <= printed["printed_to"]
    if form in ("over", "at least"):
        return said <= value < said * Decimal("1.1")
    if form == "above":
        return said <= value - 100 < said * Decimal("1.1")
    if form == "nearly":
        return said * Decimal("0.95") <= value <= said
    if form == "about":
        return abs(value - said) <= said * Decimal("0.05")
    exponent = said.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return to_places(-value if form == "fewer" else value, base, places) == said


@pytest.mark.parametrize("report", sorted(PRINTED))
def test_every_printed_number_comes_out(report: str) -> None:
    made = subprocess.run([sys.executable, str(FOLDER / "make.py"), report], check=True, capture_output=True).stdout
    cast.record(*map(orjson.loads, made.splitlines()))
    wrong = {}
    for printed in PRINTED[report]:
        value, base = books(printed)
        if "books" in printed:
            told = value == Decimal(str(printed["books"])) and not holds(printed, value, base)
        else:
            told = value is not None and holds(printed, value, base)
        if not told:
            wrong[printed["label"]] = (printed["printed"], value, base)
    assert wrong == {}


def test_a_number_printed_wrong_is_not_passed_as_right() -> None:
    assert not holds({"printed": 76.3}, Decimal("76.4"), {"numerator": 55, "denominator": 72})
    assert holds({"printed": 36.36}, Decimal("36.4"), {"numerator": 16, "denominator": 44})
    assert holds({"printed": 30, "form": "above"}, Decimal("130.7"), None)
    assert not holds({"printed": 30, "form": "above"}, Decimal("129.7"), None)
