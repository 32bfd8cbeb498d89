"""Who holds which post in an organisation (domain guide §1.3): it begins by election or appointment, and ends with the membership there."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, World, register
from dangvu.ledger.kinds.standing import PERSON, member
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs, Standing, come, end_offices

POSTS = {"secretary": lazy("bí thư"), "deputy_secretary": lazy("phó bí thư"), "committee_member": lazy("cấp ủy viên")}
"""Posts in the books, with the words people use."""
POST = Field("post", read.choice(*POSTS), required=True, about="secretary, deputy_secretary or committee_member")
ORG = Field("org", read.org, required=True, about="the organisation in which the post is held")


@register("appointed", lazy("Nhận chức vụ đảng"), "standing", PERSON, ORG, POST)
def appointed(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """Elected and ratified, or appointed, to a post. A member holds it; leaving the cell or the Party ends it by itself."""
    member(st)
    world.org_on(fact.data["org"], fact.on, entry=fact.number)
    office = (fact.data["org"], fact.data["post"])
    if office in st.offices:
        raise Refusal("post", _("Người này đang giữ chức vụ đó rồi; không ghi hai lần."))
    come(legs, "officer", fact.data["post"], fact.data["org"], "began")
    st.offices = (*st.offices, office)


@register("appointment_ended", lazy("Thôi chức vụ đảng"), "standing", PERSON, ORG, POST)
def appointment_ended(st: Standing, fact: Fact, legs: Legs, world: World) -> None:
    """The post is given up, with the membership going on."""
    office = (fact.data["org"], fact.data["post"])
    if office not in st.offices:
        raise Refusal("post", _("Người này không đang giữ chức vụ đó; hãy kiểm tra lại tổ chức và chức vụ."))
    end_offices(st, legs, "ended", org=office[0], post=office[1])
