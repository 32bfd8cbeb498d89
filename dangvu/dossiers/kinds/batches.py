"""One dossier, many people: a class, a batch of cards, a whole cell handed over (domain guide §1.4, §2.3, §2.5)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.kinds.asks import NOTE, REASON
from dangvu.dossiers.kinds.base import DECIDE, Line, Procedure, Workflow, ask, procedure, verb
from dangvu.dossiers.models import Participant
from dangvu.ledger.kinds.flags import CARD_REASONS


def card_issued(case: Case, taken: Taken, one: Participant) -> list[Line]:
    """A card is handed out at the cell where the member stands."""
    return [{"kind": "card_issued", "person": one.person.code, "reason": case.data.get("sort", "new")}]


def held(case: Case, taken: Taken) -> list[Line]:
    """A class was held: counted at the committee, with as many people as finished it."""
    finished = case.dossier.people.exclude(outcome="failed").count()
    return [{"kind": "activity", "org": case.place.code, "type": str(case.data["sort"]), "quantity": finished}]


procedure(
    Procedure(
        code="card_batch",
        title=lazy("Phát, đổi thẻ đảng viên theo đợt"),
        about=lazy("Lập danh sách, gửi cấp trên, nhận thẻ, phát cho từng người."),
        subject="people",
        workflow=Workflow(
            {"listed": lazy("đang lập danh sách"), "sent": lazy("đã gửi cấp trên"), "received": lazy("đã nhận thẻ"), "issued": lazy("đã phát"),
             "dropped": lazy("bỏ đợt")},
            "listed",
            ("issued", "dropped"),
            (
                verb("send", lazy("Gửi danh sách lên cấp trên"), "listed", "sent", right=DECIDE),
                verb("receive", lazy("Nhận thẻ"), "sent", "received", decides="QĐ"),
                verb("issue", lazy("Phát thẻ cho từng người"), "received issued", "issued", each=card_issued, effects=("card_issued",)),
                verb("drop", lazy("Bỏ đợt này"), "listed sent received", "dropped", asks=(REASON,)),
            ),
        ),
        opening=(ask("sort", lazy("Loại"), "choice", choices=tuple(CARD_REASONS.items())),),
        papers="papers.card",
        group=lazy("Nhiều người"),
    )
)  # fmt: skip

procedure(
    Procedure(
        code="class",
        title=lazy("Lớp bồi dưỡng"),
        about=lazy("Lớp nhận thức về Đảng hoặc lớp đảng viên mới: danh sách, kết quả, giấy chứng nhận."),
        subject="people",
        workflow=Workflow(
            {"listed": lazy("đang lập danh sách"), "running": lazy("đang học"), "finished": lazy("đã bế giảng"), "dropped": lazy("không mở")},
            "listed",
            ("finished", "dropped"),
            (
                verb("open", lazy("Khai giảng"), "listed", "running", asks=(ask("place", lazy("Nơi học"), required=False),)),
                verb("finish", lazy("Bế giảng, cấp giấy chứng nhận"), "running", "finished", effect=held, effects=("activity",), asks=(NOTE,)),
                verb("drop", lazy("Không mở lớp"), "listed running", "dropped", asks=(REASON,)),
            ),
        ),
        opening=(ask("sort", lazy("Lớp"), "choice", choices=(("awareness_class", lazy("lớp nhận thức về Đảng")),
                                                              ("new_member_class", lazy("lớp đảng viên mới")))),),
        group=lazy("Nhiều người"),
    )
)  # fmt: skip
