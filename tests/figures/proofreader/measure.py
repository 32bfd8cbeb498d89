"""How well the proofreader reads: claims found and named, alarms raised and missed, on texts with their claims beside them.

``claims.jsonl`` in a folder stands off its texts: a line for each text (whose, of which day), then a line for each claim with its place
in it. The texts in ``texts/`` are those the proofreader was built with; those in its folders were written before it was tried on them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from dangvu.figures.proofreader.reading import Claim, Reading
from dangvu.figures.proofreader.services import check_text
from dangvu.orgs.models import Organisation

FOLDER = Path(__file__).resolve().parent / "texts"


@dataclass(frozen=True)
class Marked:
    """A claim somebody marked.

    ``alarm``: the kind of mistake the printed number is, empty for none; with a question mark where an alarm may be raised but need not be
    (a total whose part is the wrong one). ``optional``: a count of something outside the books, which may be read or left alone, but
    neither named as another figure nor alarmed about. Places are those of the text composed (NFC), as a reading gives it.
    """

    start: int
    end: int
    printed: str
    figure: str
    alarm: str = ""
    optional: bool = False

    @property
    def mistake(self) -> bool:
        return bool(self.alarm) and not self.alarm.endswith("?")

    def meets(self, claim: Claim) -> bool:
        return claim.start < self.end and self.start < claim.end


@dataclass(frozen=True)
class Sample:
    """A text with its claims."""

    name: str
    org: str
    on: dt.date
    text: str
    claims: list[Marked]

    def read(self, text: str = "") -> Reading:
        return check_text(text or self.text, org=Organisation.objects.get(code=self.org).pk, on=self.on)


def _share(part: int, whole: int) -> float:
    """Where there was nothing to find, nothing was missed and nothing wrong was said."""
    return part / whole if whole else 1.0


@dataclass
class Score:
    """What was counted; ``told`` says what went wrong, a line each."""

    right: int = 0
    misnamed: int = 0
    missed: int = 0
    extra: int = 0
    true_alarms: int = 0
    false_alarms: int = 0
    silent: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.misnamed + self.extra)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.misnamed + self.missed)

    @property
    def alarm_precision(self) -> float:
        return _share(self.true_alarms, self.true_alarms + self.false_alarms)

    @property
    def alarm_recall(self) -> float:
        return _share(self.true_alarms, self.true_alarms + self.silent)

    def __str__(self) -> str:
        return (
            f"claims: precision {self.precision:.3f}, recall {self.recall:.3f} of {self.right + self.misnamed + self.missed}; "
            f"alarms: precision {self.alarm_precision:.3f}, recall {self.alarm_recall:.3f} of {self.true_alarms + self.silent}"
        )


def samples(folder: str = "") -> dict[str, Sample]:
    """Every text of a folder by name."""
    found: dict[str, Sample] = {}
    for line in (FOLDER / folder / "claims.jsonl").read_text("utf-8").splitlines():
        told = orjson.loads(line)
        name = told.pop("text")
        if "org" in told:
            text = (FOLDER / folder / f"{name}.txt").read_text("utf-8")
            found[name] = Sample(name, told["org"], dt.date.fromisoformat(told["on"]), text, [])
        else:
            found[name].claims.append(Marked(**told))
    return found


def base(code: str) -> str:
    """A figure without what words mostly leave open: turns or different ones, the committee or its commission, given in life or not.

    Admissions still to come are marked as the target in some texts and as the figure it is of in others.
    """
    plain = code.partition("+")[0].replace("_distinct", "").replace("_commission", "")
    return {"badge_in_life": "badge_total", "badge_by_year": "badge_total", "admission_target": "admitted"}.get(plain, plain)


def score(sample: Sample, into: Score) -> Reading:
    """Read a text and count."""
    reading = sample.read()
    first_of = [reading.claims[alarm.claims[0]] for alarm in reading.alarms]
    for marked in sample.claims:
        found = next((claim for claim in reading.claims if marked.meets(claim)), None)
        _count(sample, marked, found, into)
        alarmed = any(marked.meets(claim) for claim in first_of)
        into.true_alarms += marked.mistake and alarmed
        into.silent += marked.mistake and not alarmed
        if marked.mistake and not alarmed:
            into.told.append(f"{sample.name}: “{marked.printed}” is wrong and no alarm says so")
        if alarmed and not marked.alarm:
            into.false_alarms += 1
            into.told.append(f"{sample.name}: false alarm at “{marked.printed}”: {found and found.why}")
    for claim in reading.claims:
        if not any(marked.meets(claim) for marked in sample.claims):
            into.extra += 1
            into.false_alarms += claim in first_of
            into.told.append(f"{sample.name}: “{claim.text}” is no claim")
    return reading


def _count(sample: Sample, marked: Marked, found: Claim | None, into: Score) -> None:
    if marked.optional:
        named = base(found.figure) if found is not None and base(found.figure) != base(marked.figure) else ""
        into.extra += bool(named)
        if named:
            into.told.append(f"{sample.name}: “{marked.printed}” is nothing of the books, read as {named}")
    elif found is None:
        into.missed += 1
        into.told.append(f"{sample.name}: “{marked.printed}” missed")
    elif base(found.figure) == base(marked.figure):
        into.right += 1
    else:
        into.misnamed += 1
        into.told.append(f"{sample.name}: “{marked.printed}” is {marked.figure}, read as {found.figure}")


def mutations(sample: Sample, every: int = 1) -> Iterator[tuple[Marked, str, int]]:
    """The text with one number changed, again and again: the claim, the text, and where the number stands."""
    text = unicodedata.normalize("NFC", sample.text)
    whole = [each for each in sample.claims if each.figure and not each.alarm and not each.optional and re.search(r"\d", each.printed)]
    for place, marked in enumerate(whole):
        if place % every:
            continue
        number = re.search(r"\d[\d.,]*\d|\d", marked.printed)
        assert number is not None
        at = marked.start + number.start()
        yield marked, text[:at] + _other(number[0]) + text[at + len(number[0]) :], at


def _other(number: str) -> str:
    """The number with its middle digit another one (never a zero in front)."""
    places = [place for place, sign in enumerate(number) if sign.isdecimal()]
    at = places[len(places) // 2]
    return number[:at] + str((int(number[at]) + 2) % 9 + 1) + number[at + 1 :]
