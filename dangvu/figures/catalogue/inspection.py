"""Inspection and supervision (domain guide §6): rounds, turns, organisations and persons are four different units.

What committees and cells do and what the inspection commission does are two figures that nobody may sum by default:
every figure here counts the first, and has a twin with the suffix ``_commission`` for the second.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangvu.figures.base import Distinct, Figure, Flow, Kind, Target
from dangvu.figures.catalogue.membership import MEMBERS as MEMBER_STOCK
from dangvu.figures.composites import Attainment, Change, Rate
from dangvu.figures.picks import NoneOf, OneOf, Prefix, Present, Test, pick

COMMISSION = "inspection_commission"
INSPECTION = Prefix("inspection_")
# Everyday supervision has no team and is no round (domain guide §6.1).
SUPERVISION = Prefix("supervision_", but=("supervision_routine",))
ACTING: dict[str, Test] = {"": NoneOf((COMMISSION,)), "_commission": OneOf((COMMISSION,))}
WHO = {"": "không gồm phần của ủy ban kiểm tra", "_commission": "chỉ phần do ủy ban kiểm tra tiến hành"}
IN_BREACH = ("violation", "liable")

ROUNDS, TURNS_OF_ORGS, TURNS_OF_MEMBERS, TURNS = "cuộc", "lượt tổ chức", "lượt đảng viên", "lượt đối tượng"
ORGS, MEMBERS = "tổ chức", "đảng viên"


def rounds(acting: Test, sort: Test) -> Flow:
    return Flow(pick("inspection_round", type=sort, acting=acting))


def turns(acting: Test, sort: Test | str, target: str = "", **more: Test | tuple[str, ...]) -> Flow:
    of = {"target": target} if target else {}
    return Flow(pick("inspection_target", type=sort, acting=acting, **of, **more))


def declared(acting: Test) -> Iterator[tuple[str, str, str, str, str, Kind]]:
    """(code, titles, definition, unit, how) of each figure, for one kind of acting body."""
    yield (
        "inspection_rounds", "Số cuộc kiểm tra", "Inspection rounds",
        "Số cuộc kiểm tra trong kỳ; một cuộc có thể có nhiều đối tượng", ROUNDS, rounds(acting, INSPECTION),
    )  # fmt: skip
    yield (
        "supervision_rounds", "Số cuộc giám sát", "Supervision rounds",
        "Số cuộc giám sát (trừ giám sát thường xuyên) trong kỳ", ROUNDS, rounds(acting, SUPERVISION),
    )  # fmt: skip
    for code, vi, en, sort in (
        ("inspected", "được kiểm tra", "inspected", INSPECTION),
        ("supervised", "được giám sát", "supervised", SUPERVISION),
    ):
        orgs, members = turns(acting, sort, "organisation"), turns(acting, sort, "member")
        yield (
            f"{code}_orgs", f"Tổ chức đảng {vi} (lượt)", f"Organisations {en}, turns",
            f"Số lượt tổ chức đảng {vi} trong kỳ; một tổ chức hai lần tính hai lượt", TURNS_OF_ORGS, orgs,
        )  # fmt: skip
        yield (
            f"{code}_orgs_distinct", f"Tổ chức đảng {vi}", f"Organisations {en}, distinct",
            f"Số tổ chức đảng khác nhau {vi} trong kỳ; một tổ chức nhiều lần tính một", ORGS, Distinct(orgs),
        )  # fmt: skip
        yield (
            f"{code}_members", f"Đảng viên {vi} (lượt)", f"Members {en}, turns",
            f"Số lượt đảng viên {vi} trong kỳ; một người hai lần tính hai lượt", TURNS_OF_MEMBERS, members,
        )  # fmt: skip
        yield (
            f"{code}_members_distinct", f"Đảng viên {vi}", f"Members {en}, distinct",
            f"Số đảng viên khác nhau {vi} trong kỳ; một người nhiều lần tính một", MEMBERS, Distinct(members, "person"),
        )  # fmt: skip
        yield (
            f"{code}_committee_members", f"Cấp ủy viên {vi}", f"Committee members {en}",
            f"Số lượt đảng viên {vi} trong kỳ là cấp ủy viên vào lúc đó", TURNS_OF_MEMBERS,
            turns(acting, sort, "member", committee_member=("yes",)),
        )  # fmt: skip
    yield from _by_type(acting)
    yield from _by_conclusion(acting)
    yield from _programme(acting)


def _by_type(acting: Test) -> Iterator[tuple[str, str, str, str, str, Kind]]:
    yield (
        "inspected_sign_orgs", "Kiểm tra khi có dấu hiệu vi phạm: tổ chức", "Signs-of-breach inspections, orgs",
        "Số lượt tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm trong kỳ", TURNS_OF_ORGS,
        turns(acting, "inspection_on_sign", "organisation"),
    )  # fmt: skip
    yield (
        "inspected_sign_members", "Kiểm tra khi có dấu hiệu vi phạm: đảng viên", "Signs-of-breach inspections, members",
        "Số lượt đảng viên được kiểm tra khi có dấu hiệu vi phạm trong kỳ", TURNS_OF_MEMBERS,
        turns(acting, "inspection_on_sign", "member"),
    )  # fmt: skip
    for code, vi, en, sort in (
        (
            "duty",
            "Kiểm tra thực hiện nhiệm vụ KTGS, kỷ luật",
            "Checks on inspection and discipline duty",
            "inspection_duty",
        ),
        ("finance", "Kiểm tra tài chính đảng", "Party-finance checks", "inspection_finance"),
        ("dues", "Kiểm tra thu, nộp đảng phí", "Dues checks", "inspection_dues"),
    ):
        yield (
            f"inspected_{code}_orgs", vi, en, f"Số lượt tổ chức đảng được kiểm tra trong kỳ, loại: {vi.lower()}",
            TURNS_OF_ORGS, turns(acting, sort, "organisation"),
        )  # fmt: skip


def _by_conclusion(acting: Test) -> Iterator[tuple[str, str, str, str, str, Kind]]:
    yield (
        "inspection_concluded", "Đã kết luận", "Inspections concluded",
        "Số lượt đối tượng kiểm tra (tổ chức và đảng viên) trong kỳ đã có kết luận", TURNS,
        turns(acting, INSPECTION, conclusion=Present()),
    )  # fmt: skip
    yield (
        "inspection_result", "Kết quả kiểm tra, giám sát", "Inspection result",
        "Số lượt đối tượng kiểm tra, giám sát trong kỳ, tách theo kết luận", TURNS,
        turns(acting, EITHER),
    )  # fmt: skip
    yield (
        "violation_concluded_members", "Kết luận có vi phạm: đảng viên", "Members found in breach",
        "Số lượt đảng viên được kiểm tra trong kỳ và kết luận có vi phạm", TURNS_OF_MEMBERS,
        turns(acting, INSPECTION, "member", conclusion=IN_BREACH),
    )  # fmt: skip
    yield (
        "violation_concluded_orgs", "Kết luận có vi phạm: tổ chức", "Organisations found in breach",
        "Số lượt tổ chức đảng được kiểm tra trong kỳ và kết luận có vi phạm", TURNS_OF_ORGS,
        turns(acting, INSPECTION, "organisation", conclusion=IN_BREACH),
    )  # fmt: skip


def _programme(acting: Test) -> Iterator[tuple[str, str, str, str, str, Kind]]:
    planned = Flow(pick("round_planned", acting=acting))
    made, done = (Flow(pick("recommendation", stage=stage)) for stage in ("made", "carried_out"))
    yield (
        "rounds_planned", "Số cuộc theo chương trình kiểm tra, giám sát", "Rounds of the programme",
        "Số cuộc kiểm tra, giám sát mà chương trình ghi trong kỳ", ROUNDS, planned,
    )  # fmt: skip
    if acting == ACTING[""]:
        yield (
            "recommendations_made", "Kiến nghị sau kiểm tra, giám sát", "Recommendations made",
            "Số kiến nghị nêu sau kiểm tra, giám sát trong kỳ", "kiến nghị", made,
        )  # fmt: skip
        yield (
            "recommendations_done", "Kiến nghị đã thực hiện", "Recommendations carried out",
            "Số kiến nghị sau kiểm tra, giám sát được thực hiện xong trong kỳ", "kiến nghị", done,
        )  # fmt: skip


EITHER = NoneOf(("supervision_routine", "denunciation_case", "discipline_case", "discipline_appeal"))
LEADS = {"inspection_result": ("conclusion",)}


def _figures(suffix: str) -> Iterator[Figure]:
    title = " (ủy ban kiểm tra)" if suffix else ""
    for code, vi, en, definition, unit, how in declared(ACTING[suffix]):
        yield Figure(
            code + suffix,
            vi + title,
            en + (", by the inspection commission" if suffix else ""),
            f"{definition}; {WHO[suffix]}.",
            unit,
            "flow",
            how,
            LEADS.get(code, ()),
        )


FIGURES = (
    *_figures(""),
    Figure(
        "inspection_change",
        "Kiểm tra so cùng kỳ",
        "Inspection rounds vs same period last year",
        f"Số cuộc kiểm tra trong kỳ trừ số cuộc trong cùng kỳ năm trước; {WHO['']}.",
        ROUNDS,
        "change",
        Change(rounds(ACTING[""], INSPECTION)),
    ),
    *_figures("_commission"),
    *(
        Figure(
            f"programme_done{suffix}",
            "Thực hiện chương trình kiểm tra, giám sát" + (" (ủy ban kiểm tra)" if suffix else ""),
            "Programme carried out" + (", inspection commission" if suffix else ""),
            f"Số cuộc kiểm tra, giám sát trong kỳ chia cho số cuộc mà chương trình ghi trong kỳ; {WHO[suffix]}.",
            "%",
            "rate",
            Rate(rounds(ACTING[suffix], EITHER), Flow(pick("round_planned", acting=ACTING[suffix]))),
        )
        for suffix in ACTING
    ),
    *(
        Figure(
            f"inspection_plan_pct{suffix}",
            "So chương trình KTGS" + (" (ủy ban kiểm tra)" if suffix else ""),
            "Inspection vs programme" + (", inspection commission" if suffix else ""),
            f"Số cuộc kiểm tra trong kỳ chia cho số cuộc của chương trình (chỉ tiêu trên inspection_rounds{suffix}); {WHO[suffix]}.",
            "%",
            "attainment",
            Attainment(rounds(ACTING[suffix], INSPECTION), Target(f"inspection_rounds{suffix}")),
        )
        for suffix in ACTING
    ),
    Figure(
        "inspection_coverage",
        "Đảng viên được chi bộ kiểm tra",
        "Members covered by cell inspection",
        "Số đảng viên khác nhau được chi bộ kiểm tra trong kỳ chia cho số đảng viên cuối kỳ.",
        "%",
        "rate",
        Rate(Distinct(turns(OneOf(("cell",)), INSPECTION, "member"), "person"), MEMBER_STOCK),
    ),
)
