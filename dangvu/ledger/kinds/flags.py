"""Kinds that mark a member without moving the membership: exemption, suspension, temporary stay, e-handbook, honours, discipline."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, World, register
from dangvu.ledger.kinds.standing import ORG, PERSON, member, not_member
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs, Standing, come, go

BADGE_YEARS = (30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95)
"""Grades of the badge in all versions of the rule (2011 to 2026); which one a day allows is judged by the dated rules."""


def ends_later(fact: Fact) -> None:
    """A stay that is limited ends no earlier than it begins."""
    if fact.data.get("until", "9999") < fact.on.isoformat():
        raise Refusal("until", _("Ngày hết hạn ở trước ngày bắt đầu; hãy sửa “until” hoặc “on”."))


@register(
    "exempted",
    lazy("Miễn công tác và sinh hoạt"),
    "standing",
    PERSON,
    Field("type", read.choice("age_or_health", "other"), about="age_or_health or other (domain guide §2.7)"),
    Field("until", read.day, about="last day, for the limited kind"),
)
def exempted(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Exempt from work and meetings; stays in the stock."""
    org = member(st)
    ends_later(fact)
    if st.exempt:
        raise Refusal("person", _("Người này đang được miễn sinh hoạt; hãy ghi kết thúc lần trước đã."))
    st.exempt = fact.data.get("type", "unstated")
    come(legs, "exempt", st.exempt, org, "began")
    legs.append((key("exemption_begun", type=st.exempt), org, None, 1))


@register("exemption_ended", lazy("Hết miễn sinh hoạt"), "standing", PERSON)
def exemption_ended(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The exemption ends."""
    org = member(st)
    if not st.exempt:
        raise Refusal("person", _("Người này không đang được miễn sinh hoạt."))
    go(legs, "exempt", st.exempt, org, "ended")
    st.exempt = ""


@register("suspended", lazy("Đình chỉ sinh hoạt"), "standing", PERSON, Field("until", read.day, about="last day"))
def suspended(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Party life suspended; stays in the stock."""
    org = member(st)
    ends_later(fact)
    if st.suspended:
        raise Refusal("person", _("Người này đang bị đình chỉ sinh hoạt; hãy ghi kết thúc lần trước đã."))
    come(legs, "suspended", "", org, "began")
    legs.append(("suspension_begun{}", org, None, 1))
    st.suspended = True


@register("suspension_ended", lazy("Hết đình chỉ sinh hoạt"), "standing", PERSON)
def suspension_ended(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The suspension ends."""
    org = member(st)
    if not st.suspended:
        raise Refusal("person", _("Người này không đang bị đình chỉ sinh hoạt."))
    go(legs, "suspended", "", org, "ended")
    st.suspended = False


@register("temporary_out", lazy("Đi sinh hoạt tạm thời"), "standing", PERSON, Field("to", read.text(300), about="the host"))
def temporary_out(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Temporarily elsewhere; the stock is not cut (domain guide §2.6)."""
    org = member(st)
    if st.away:
        raise Refusal("person", _("Người này đang sinh hoạt tạm thời nơi khác; hãy ghi kết thúc lần trước đã."))
    come(legs, "temporary_out", "", org, "began")
    st.away = True


@register(
    "temporary_in",
    lazy("Đến sinh hoạt tạm thời"),
    "standing",
    PERSON,
    ORG,
    Field("from", read.text(300), about="the home organisation"),
)
def temporary_in(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """A guest of a cell: not in its stock."""
    if st.dead:
        raise not_member(st)
    if st.guest is not None:
        raise Refusal("person", _("Người này đang sinh hoạt tạm thời ở một chi bộ rồi; hãy ghi kết thúc lần trước đã."))
    if st.org == fact.data["org"]:
        raise Refusal("org", _("Người này là đảng viên của chính chi bộ đó; không thể là khách tạm thời."))
    world.cell_on(fact.data["org"], fact.on, entry=fact.number)
    come(legs, "guest", "", fact.data["org"], "began")
    st.guest = fact.data["org"]


@register("temporary_ended", lazy("Hết sinh hoạt tạm thời"), "standing", PERSON)
def temporary_ended(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The temporary stay ends, at home and at the host."""
    if not st.away and st.guest is None:
        raise Refusal("person", _("Người này không đang sinh hoạt tạm thời ở đâu cả."))
    if st.away and st.org is not None:
        go(legs, "temporary_out", "", st.org, "ended")
    if st.guest is not None:
        go(legs, "guest", "", st.guest, "ended")
    st.away, st.guest = False, None


@register("handbook_registered", lazy("Đăng ký sổ tay điện tử"), "standing", PERSON)
def handbook_registered(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The member registered the e-handbook."""
    org = member(st)
    if st.handbook:
        raise Refusal("person", _("Người này đã đăng ký sổ tay đảng viên điện tử rồi."))
    come(legs, "handbook", "", org, "registered")
    st.handbook = True
    if st.no_phone:
        go(legs, "no_phone", "", org, "ended")
        st.no_phone = False


@register("handbook_ended", lazy("Ngừng sổ tay điện tử"), "standing", PERSON)
def handbook_ended(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The member no longer uses the e-handbook."""
    org = member(st)
    if not st.handbook:
        raise Refusal("person", _("Người này chưa đăng ký sổ tay đảng viên điện tử."))
    go(legs, "handbook", "", org, "ended")
    st.handbook = False


@register("handbook_on_paper", lazy("Không có điện thoại phù hợp, nhận bằng giấy"), "standing", PERSON)
def handbook_on_paper(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The member has no phone for the e-handbook: nobody asks again, everything comes on paper. Registering ends it."""
    org = member(st)
    if st.handbook:
        raise Refusal("person", _("Người này đang dùng sổ tay đảng viên điện tử; hãy ghi ngừng sổ tay trước."))
    if st.no_phone:
        raise Refusal("person", _("Người này đã được ghi là nhận bằng giấy rồi."))
    come(legs, "no_phone", "", org, "began")
    st.no_phone = True


@register(
    "badge_awarded",
    lazy("Trao Huy hiệu Đảng"),
    "standing",
    PERSON,
    Field("years", read.whole(30, 95), required=True, about="grade of the badge"),
    Field("posthumous", read.yes_no, about="true for an award after death"),
    Field("place", read.choice("ceremony", "home"), about="where it was handed over: ceremony or home"),
)
def badge_awarded(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """A Party badge, at the cell where the person stands (or stood, if posthumous). Each grade once."""
    years, posthumous = fact.data["years"], fact.data.get("posthumous", False)
    if years not in BADGE_YEARS:
        raise Refusal("years", _("Không có Huy hiệu %(years)d năm tuổi Đảng.") % {"years": years})
    if years in st.badges:
        raise Refusal("years", _("Người này đã được trao Huy hiệu %(years)d năm rồi.") % {"years": years})
    if posthumous and not st.dead:
        raise Refusal("posthumous", _("Chỉ truy tặng cho người đã từ trần; hãy ghi từ trần trước."))
    org = st.last_org if posthumous else member(st)
    assert org is not None
    told = {"place": fact.data["place"]} if "place" in fact.data else {}
    legs.append((key("badge", years=str(years), posthumous="yes" if posthumous else "no", **told), org, None, 1))
    st.badges = (*st.badges, years)


FORMS = read.choice("reprimand", "warning", "removal_from_office", "expulsion", "dissolution", removal="removal_from_office")


def discipline_key(target: str, data: dict[str, object]) -> str:
    """Account of one discipline decision; who decided and whether a committee member was disciplined are told only if known."""
    known = {name: str(data[name]) for name in ("authority",) if name in data}
    if "committee_member" in data:
        known["committee_member"] = "yes" if data["committee_member"] else "no"
    return key("discipline", of=target, form=str(data["form"]), **known)


def discipline_person(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """A member is disciplined, at the cell where he or she stands; on the day of an exit, at the cell just left."""
    if st.org is None and st.left_on != fact.on:
        raise not_member(st)
    org = st.org if st.org is not None else st.last_org
    assert org is not None
    legs.append((discipline_key("member", fact.data), org, None, 1))
    legs.extend((key("violation", content=content), org, None, 1) for content in fact.data.get("violations", ()))


CARD_REASONS = {
    "new": lazy("cấp mới"),
    "renewed": lazy("đổi"),
    "lost": lazy("cấp lại do mất"),
    "damaged": lazy("cấp lại do hỏng"),
}
"""Why a card is handed out, with the words people use."""


@register(
    "card_issued",
    lazy("Phát thẻ đảng viên"),
    "standing",
    PERSON,
    Field("reason", read.choice(*CARD_REASONS), required=True, about="new, renewed, lost or damaged"),
)
def card_issued(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """A Party card is handed to a member, at the cell where he or she stands (domain guide §2.5)."""
    legs.append((key("card", reason=fact.data["reason"]), member(st), None, 1))
