"""Kinds that change where a person stands: entering, moving, leaving and coming back. Source of the rules: Charter; domain guide §2."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.ledger import standing
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, World, register
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs, Standing

PERSON = Field("person", read.person, required=True, about="the person's code")
ORG = Field("org", read.org, required=True, about="the cell's code")
STATUS_CHOICE = read.choice("probationary", "official", probationary_member="probationary", official_member="official", full="official")
STATUS = Field("status", STATUS_CHOICE, required=True, about="probationary or official")

EXITS = {
    "died": lazy("từ trần"),
    "struck_off": lazy("xóa tên"),
    "expelled": lazy("khai trừ"),
    "left_voluntarily": lazy("xin ra khỏi Đảng"),
    "admission_annulled": lazy("hủy quyết định kết nạp"),
    "transferred_out": lazy("chuyển sinh hoạt đi"),
}
REMOVED = ("struck_off", "expelled", "left_voluntarily", "admission_annulled")


def not_member(st: Standing) -> Refusal:
    """The sentence for somebody who is no member on that day."""
    if st.left:
        message = _("Người này không còn là đảng viên trong sổ (%(why)s ngày %(day)s); hãy kiểm tra lại người hoặc ngày.")
        return Refusal("person", message % {"why": EXITS[st.left], "day": vn_day(st.left_on)})
    return Refusal("person", _("Người này chưa là đảng viên trong sổ vào ngày đó; hãy ghi kết nạp hoặc chuyển đến trước."))


def member(st: Standing) -> int:
    """The cell where the person is a member, or a refusal."""
    if st.org is None:
        raise not_member(st)
    return st.org


def outsider(st: Standing) -> None:
    """Refuse who is a member already (nobody is a member in two cells), and the dead."""
    if st.org is not None:
        message = _("Người này đang là đảng viên của một chi bộ khác trong sổ; mỗi người chỉ thuộc một chi bộ. Hãy ghi chuyển sinh hoạt.")
        raise Refusal("person", message)
    if st.dead:
        raise Refusal("person", _("Người này đã từ trần ngày %(day)s.") % {"day": vn_day(st.left_on)})


@register(
    "carried_over",
    lazy("Mang sang khi mở sổ"),
    "standing",
    PERSON,
    ORG,
    STATUS,
    Field("party_age_from", read.day, about="day from which Party age runs (the admission decision)"),
    Field("admitted_on", read.day, about="day of the admission ceremony"),
    Field("official_on", read.day, about="day of official recognition"),
    sealed=("party_age_from", "admitted_on", "official_on"),
)
def carried_over(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Opening of the book: a member stands in a cell on this day, whatever came before."""
    outsider(st)
    world.cell_on(fact.data["org"], fact.on, entry=fact.number)
    standing.enter(st, legs, fact.data["org"], fact.data["status"], "carried_over")


@register("admitted", lazy("Kết nạp"), "standing", PERSON, ORG)
def admitted(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Admission ceremony: a member from today, probationary. At least 18 full years old (Charter, Art. 1)."""
    outsider(st)
    if st.left in REMOVED:
        raise Refusal("kind", _("Người này đã từng là đảng viên trong sổ; hãy ghi là kết nạp lại (readmitted)."))
    if st.left == "transferred_out":
        raise Refusal("kind", _("Người này đã chuyển sinh hoạt đi; khi trở về hãy ghi là chuyển đến (transferred_in)."))
    world.cell_on(fact.data["org"], fact.on, entry=fact.number)
    standing.enter(st, legs, fact.data["org"], "probationary", "admitted")


@register("readmitted", lazy("Kết nạp lại"), "standing", PERSON, ORG)
def readmitted(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Admitted again after having been out: a new probation."""
    outsider(st)
    if st.left == "transferred_out":
        raise Refusal("kind", _("Người này đã chuyển sinh hoạt đi; khi trở về hãy ghi là chuyển đến (transferred_in)."))
    world.cell_on(fact.data["org"], fact.on, entry=fact.number)
    standing.enter(st, legs, fact.data["org"], "probationary", "readmitted")


@register("recognised", lazy("Công nhận chính thức"), "standing", PERSON)
def recognised(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """A probationary member becomes an official one."""
    org = member(st)
    if st.status != "probationary":
        raise Refusal("person", _("Người này đã là đảng viên chính thức; không cần công nhận nữa."))
    legs.append((standing.held("member", "probationary"), org, None, -1))
    legs.append((standing.held("member", "official"), org, None, 1))
    legs.append(("recognition{}", org, None, 1))
    st.status = st.last_status = "official"


@register("transferred", lazy("Chuyển sinh hoạt trong sổ"), "standing", PERSON, ORG)
def transferred(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """To another cell of this book. It counts for an organisation only if it crosses that organisation's border."""
    org = member(st)
    if org == fact.data["org"]:
        raise Refusal("org", _("Người này đã ở chi bộ đó rồi; hãy chọn chi bộ chuyển đến."))
    world.cell_on(fact.data["org"], fact.on, entry=fact.number)
    standing.move(st, legs, fact.data["org"], "moved")


@register(
    "transferred_in",
    lazy("Chuyển sinh hoạt đến"),
    "standing",
    PERSON,
    ORG,
    STATUS,
    Field("from", read.text(300), about="the organisation outside the book"),
)
def transferred_in(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """From outside the book into a cell."""
    outsider(st)
    world.cell_on(fact.data["org"], fact.on, entry=fact.number)
    standing.enter(st, legs, fact.data["org"], fact.data["status"], "transferred_in")


def _exit(reason: str) -> None:
    further = (Field("to", read.text(300), about="the organisation outside the book"),) if reason == "transferred_out" else ()

    def act(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
        member(st)
        standing.leave(st, legs, reason, fact.on)

    act.__doc__ = f"Leaves the stock: {reason.replace('_', ' ')}. Flags and registrations held at the cell end with it."
    title = EXITS[reason]
    register(reason, title, "standing", PERSON, *further)(act)


for each in EXITS:
    _exit(each)


@register(
    "restored",
    lazy("Phục hồi đảng tịch"),
    "standing",
    PERSON,
    Field("org", read.org, about="the cell; the former one unless said"),
    Field("status", STATUS_CHOICE, about="the former status unless said"),
)
def restored(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Back after a wrongful exit, in the cell and with the status of before unless said otherwise (domain guide §2.9)."""
    outsider(st)
    org = fact.data.get("org", st.last_org)
    if st.left not in REMOVED or org is None:
        raise Refusal("person", _("Chỉ phục hồi đảng tịch cho người đã bị xóa tên, khai trừ hoặc cho ra khỏi Đảng trong sổ này."))
    world.cell_on(org, fact.on, entry=fact.number)
    standing.enter(st, legs, org, fact.data.get("status", st.last_status), "restored")
