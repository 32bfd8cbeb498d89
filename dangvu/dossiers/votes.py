"""Votes: who is in the denominator, and whether the rule's threshold was reached (domain guide §1.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Ballot
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.models import Exclusion, Step, Vote
from dangvu.rules.services import Rule

REASONS = {
    "temporary_out": lazy("đang sinh hoạt tạm thời nơi khác"),
    "exempt": lazy("được miễn sinh hoạt và không dự họp"),
    "suspended": lazy("bị đình chỉ sinh hoạt"),
    "prosecuted": lazy("bị truy tố, tạm giam"),
    "leave": lazy("vắng mặt có lý do (đại hội)"),
    "concerned": lazy("là người được xem xét"),
}
"""Why somebody summoned is not in the denominator."""

BODIES = {
    "cell": lazy("chi bộ"),
    "committee": lazy("đảng ủy"),
    "standing": lazy("ban thường vụ"),
    "delegated": lazy("đảng ủy được ủy quyền"),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of the denominator: reached, or exceeded where ``strict``."""

    rule: str
    numerator: int
    denominator: int
    strict: bool

    @classmethod
    def of(cls, rule: Rule) -> Threshold:
        return cls(rule.key, rule.value["num"], rule.value["den"], bool(rule.value.get("strict")))

    def passed(self, in_favour: int, eligible: int) -> bool:
        """Whether the votes in favour suffice. Nobody can decide where nobody may vote."""
        have, need = in_favour * self.denominator, self.numerator * eligible
        return eligible > 0 and (have > need if self.strict else have >= need)

    def least(self, eligible: int) -> int:
        """The smallest number of votes in favour that suffices."""
        return next(votes for votes in range(eligible + 2) if self.passed(votes, eligible) or votes > eligible)


def problems(ballot: Ballot | None) -> Iterator[Problem]:
    """What cannot be right in the counts."""
    if ballot is None:
        yield Problem("summoned", _("Bước này có biểu quyết; hãy ghi số được triệu tập, có mặt, tán thành, không tán thành, không hợp lệ."))
        return
    counts = {name: getattr(ballot, name) for name in ("summoned", "present", "in_favour", "against", "invalid")}
    yield from (Problem(name, _("Số phiếu không thể âm.")) for name, count in counts.items() if count < 0)
    if ballot.summoned < 1:
        yield Problem("summoned", _("Phải có ít nhất một người được triệu tập."))
    if len(ballot.excluded) > ballot.summoned:
        yield Problem("excluded", _("Số người không tính nhiều hơn số được triệu tập; hãy xem lại danh sách."))
    if ballot.present > ballot.summoned:
        yield Problem("present", _("Số có mặt nhiều hơn số được triệu tập; hãy sửa lại."))
    if ballot.in_favour + ballot.against + ballot.invalid > ballot.present:
        yield Problem("in_favour", _("Tổng số phiếu nhiều hơn số người có mặt; hãy kiểm lại biên bản kiểm phiếu."))
    yield from (
        Problem("excluded", _("Hãy chọn lý do không tính “%(name)s” vào mẫu số.") % {"name": name})
        for name, reason in ballot.excluded
        if reason not in REASONS
    )


def counted(step: Step, body: str, ballot: Ballot, threshold: Threshold) -> tuple[Vote, list[Exclusion]]:
    """The counts with the rule that decided, and who was left out; not written yet."""
    vote = Vote(
        step=step,
        body=body,
        summoned=ballot.summoned,
        eligible=ballot.eligible,
        present=ballot.present,
        in_favour=ballot.in_favour,
        against=ballot.against,
        invalid=ballot.invalid,
        rule=threshold.rule,
        numerator=threshold.numerator,
        denominator=threshold.denominator,
        strict=threshold.strict,
        passed=threshold.passed(ballot.in_favour, ballot.eligible),
    )
    return vote, [Exclusion(vote=vote, name=name, reason=reason) for name, reason in ballot.excluded]


def arithmetic(vote: Vote) -> str:
    """The reckoning as a page shows it: ``12 được triệu tập − 1 không tính = 11; cần từ 8 phiếu (2/3); được 9: đạt``."""
    threshold = Threshold(vote.rule, vote.numerator, vote.denominator, vote.strict)
    words = {
        "summoned": vote.summoned,
        "out": vote.summoned - vote.eligible,
        "eligible": vote.eligible,
        "need": threshold.least(vote.eligible),
        "share": (_("quá %(num)d/%(den)d") if vote.strict else _("từ %(num)d/%(den)d trở lên"))
        % {"num": vote.numerator, "den": vote.denominator},
        "favour": vote.in_favour,
        "outcome": _("đạt") if vote.passed else _("không đạt"),
    }
    message = _(
        "%(summoned)d được triệu tập − %(out)d không tính = %(eligible)d; cần %(share)s, tức ít nhất %(need)d phiếu; "
        "được %(favour)d: %(outcome)s."
    )
    return message % words
