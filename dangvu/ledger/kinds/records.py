"""Kinds for what a register keeps one line of and a report counts: ratings, commendations, classes, documents, elections.

Each posts +1 (or its quantity) at the organisation it is kept for, with the attributes a report breaks it down by.
Source of what is kept: domain guide §6-9.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, Leg, Names, World, register
from dangvu.ledger.kinds.work import DAYS, ORG, round_type
from dangvu.ledger.refusal import Refusal
from dangvu.orgs.access import DISCIPLINE, INSPECT

PERSON = Field("person", read.person, about="the person concerned, where one is")
QUANTITY = Field("quantity", read.whole(1, 10**6), about="how many, where a register is kept in numbers; 1 when left out")
NOT_RATED = "not_rated"
GRADE = Field(
    "grade",
    read.choice("excellent", "good", "completed", "not_completed", NOT_RATED),
    required=True,
    about="excellent, good, completed, not_completed, or not_rated with a reason",
)


@register(
    "rated",
    lazy("Đánh giá, xếp loại"),
    "work",
    ORG,
    PERSON,
    GRADE,
    Field("reason", read.text(300), about="why somebody is not rated"),
    Field("title", read.slug, about="a title given with the grade: clean_strong"),
)
def rated(world: World, fact: Fact, legs: list[Leg]) -> None:
    """An organisation, or a member at the cell ``org``, gets the grade of a year or a quarter (domain guide §8)."""
    data, org, person = fact.data, fact.data["org"], fact.data.get("person")
    place = world.org_on(org, fact.on)
    if (data["grade"] == NOT_RATED) != ("reason" in data):
        raise Refusal("reason", _("Chưa xếp loại thì phải ghi lý do (reason); đã xếp loại thì không ghi lý do."))
    attrs = {"of": "organisation" if person is None else "member", "kind": place.kind}
    legs.append((key("rating", grade=data["grade"], **attrs), org, None, person, 1))
    if "title" in data:
        legs.append((key("rating_title", title=data["title"], **attrs), org, None, person, 1))


@register(
    "rating_proposed",
    lazy("Đề nghị xếp loại"),
    "work",
    ORG,
    PERSON,
    Field("grade", read.choice("excellent", "good", "completed", "not_completed"), required=True),
)
def rating_proposed(world: World, fact: Fact, legs: list[Leg]) -> None:
    """The grade a cell proposes for itself or for a member at it; the superior decides by ``rated``."""
    data, person = fact.data, fact.data.get("person")
    place = world.org_on(data["org"], fact.on)
    sort = "organisation" if person is None else "member"
    legs.append((key("rating_proposal", of=sort, kind=place.kind, grade=data["grade"]), data["org"], None, person, 1))


@register(
    "commended",
    lazy("Khen thưởng"),
    "work",
    ORG,
    PERSON,
    Field("form", read.slug, about="certificate, letter, title, …"),
    Field("authority", read.slug, about="who decided: committee, direct_superior, …"),
)
def commended(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A commendation of an organisation, or of a member at the cell ``org``."""
    person = fact.data.get("person")
    world.org_on(fact.data["org"], fact.on)
    told = {name: fact.data[name] for name in ("form", "authority") if name in fact.data}
    legs.append((key("commendation", of="organisation" if person is None else "member", **told), fact.data["org"], None, person, 1))


@register(
    "class_held",
    lazy("Mở lớp bồi dưỡng"),
    "work",
    ORG,
    Field("course", read.slug, required=True, about="prospects, new_members, theory, …"),
    Field("level", read.slug, about="of a theory course: elementary, intermediate, advanced"),
    Field("quantity", read.whole(0, 10**6), about="people who completed it"),
)
def class_held(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A class that ended: one class, and so many people trained."""
    org = fact.data["org"]
    world.org_on(org, fact.on)
    told = {name: fact.data[name] for name in ("course", "level") if name in fact.data}
    legs.append((key("class", **told), org, None, None, 1))
    if fact.data.get("quantity"):
        legs.append((key("trained", **told), org, None, None, fact.data["quantity"]))


def open_text(value: Any, field: str, names: Names) -> str:
    """The degree of secrecy: this program holds no classified text, so any mark but ``none`` is refused."""
    if value != "none":
        raise Refusal(field, _("Chương trình không lưu văn bản có độ mật; hãy quản lý văn bản này theo quy định bảo vệ bí mật nhà nước."))
    return "none"


@register(
    "document_registered",
    lazy("Vào sổ văn bản"),
    "work",
    ORG,
    Field("direction", read.choice("issued", "received"), required=True, about="issued or received"),
    Field("type", read.slug, required=True, about="resolution, decision, report, plan, directive, …"),
    Field("number", read.text(100), about="number and symbol as printed"),
    Field("title", read.text(1000), about="what it is about"),
    Field(
        "body", read.slug, about="of an issued one, who of the organisation: committee, standing_committee, inspection_commission, office"
    ),
    Field("issuer", read.text(300), about="of a received one: from whom"),
    Field("secrecy", open_text, about="none; anything else is refused"),
    QUANTITY,
)
def document_registered(world: World, fact: Fact, legs: list[Leg]) -> None:
    """A document entered in the register of those issued or received."""
    data = fact.data
    world.org_on(data["org"], fact.on)
    legs.append((key("document", direction=data["direction"], type=data["type"]), data["org"], None, None, data.get("quantity", 1)))


def plain(name: str, title: str | Promise, about: str, *attributes: Field, more: tuple[Field, ...] = (), guard: str = "") -> None:
    """A register whose lines differ by some attributes only; ``more`` is kept with a line and not counted by."""

    def act(world: World, fact: Fact, legs: list[Leg]) -> None:
        data = fact.data
        world.org_on(data["org"], fact.on)
        if data.get("quantity", 1) > 1 and "person" in data:
            raise Refusal("quantity", _("Dòng ghi cho một người thì không ghi số lượng (quantity)."))
        told = {each.name: data[each.name] for each in attributes if each.name in data}
        legs.append((key(name, **told), data["org"], None, data.get("person"), data.get("quantity", 1)))

    act.__doc__ = about
    register(name, title, "work", ORG, PERSON, *attributes, *more, QUANTITY, guard=guard)(act)


TOPIC = Field("topic", read.text(1000))
plain("elected", lazy("Bầu cử"), "People elected to a body.", Field("body", read.slug, required=True, about="committee, delegation, …"))
plain("congress_held", lazy("Đại hội"), "An organisation held its congress.")
plain(
    "task_graded",
    lazy("Kết quả nhiệm vụ đăng ký"),
    "A registered task was judged.",
    Field("grade", read.choice("excellent", "done", "partly", "not_done"), required=True, about="excellent, done, partly or not_done"),
)
plain(
    "target_judged",
    lazy("Kết luận chỉ tiêu"),
    "A review concluded on a target of the resolution, counted here or not.",
    Field("result", read.choice("exceeded", "met", "not_met"), required=True, about="exceeded, met or not_met"),
)
plain(
    "petition_handled",
    lazy("Xử lý đơn thư"),
    "A denunciation, complaint or petition moved on.",
    Field("stage", read.choice("received", "resolved"), required=True, about="received or resolved"),
    Field("type", read.slug, about="denunciation, complaint, petition"),
    Field("conclusion", read.slug, about="of a resolved one: false, no_basis, shortcomings, violation; upheld, changed"),
    guard=INSPECT,
)
plain(
    "round_planned",
    lazy("Chương trình kiểm tra, giám sát"),
    "Rounds that the yearly programme of an acting body provides for.",
    Field("type", round_type, required=True),
    Field("acting", read.slug, required=True, about="committee, inspection_commission, cell, …"),
    more=(TOPIC, *DAYS),
)
plain(
    "recommendation",
    lazy("Kiến nghị sau kiểm tra, giám sát"),
    "A recommendation of a round was made, or was carried out by its owner.",
    Field("stage", read.choice("made", "carried_out"), required=True, about="made or carried_out"),
    more=(Field("owner", read.org, about="the organisation that is to carry it out"), Field("due", read.day, about="by when"), TOPIC),
    guard=INSPECT,
)
plain("discipline_waived", lazy("Không kỷ luật do hết thời hiệu"), "A liable member whose time limit for discipline had passed.",
      guard=DISCIPLINE)  # fmt: skip
plain(
    "referral_made",
    lazy("Kiến nghị xử lý pháp luật, hành chính"),
    "A case referred to the law or to the administration.",
    Field("to", read.choice("law", "administration"), required=True, about="law or administration"),
    guard=DISCIPLINE,
)
plain(
    "mass_organisation_founded",
    lazy("Lập tổ chức đoàn thể"),
    "A mass organisation was founded.",
    Field("type", read.slug, about="union, youth_union, …"),
)
plain("committee_consolidated", lazy("Kiện toàn cấp ủy"), "A change in the membership of a committee was approved.")
plain("learning_model", lazy("Mô hình học tập theo Bác"), "A model of learning from Hồ Chí Minh was registered.")
plain("study_registered", lazy("Đăng ký học tập, làm theo Bác"), "A member's yearly registration under Directive 05.")
plain("example_praised", lazy("Gương điển hình"), "An example of learning from Hồ Chí Minh, a good person or good deed, was praised.")
plain("mobilisation_model", lazy("Mô hình “Dân vận khéo”"), "A model of skilful mass mobilisation was registered or recognised.",
      Field("stage", read.choice("registered", "recognised"), required=True, about="registered or recognised"))  # fmt: skip
plain("dialogue_held", lazy("Đối thoại với nhân dân, người lao động"), "A dialogue of the committee or its head.",
      more=(TOPIC, Field("participants", read.whole(0, 10**6))))  # fmt: skip
plain("member_vetted", lazy("Thẩm tra tư cách"), "A member was vetted for personnel work.")
plain("political_standard_concluded", lazy("Kết luận tiêu chuẩn chính trị"), "A conclusion on political standards was issued.")


@register(
    "mass_membership",
    lazy("Đoàn viên, hội viên đoàn thể"),
    "work",
    ORG,
    Field("type", read.slug, required=True, about="union, youth_union, women, veterans, farmers, …"),
    Field("joined", read.whole(0, 10**7), about="how many came"),
    Field("left", read.whole(0, 10**7), about="how many went"),
)
def mass_membership(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Members of a mass organisation at the organisation ``org``: the balance is how many there are."""
    data = fact.data
    world.org_on(data["org"], fact.on)
    if not data.get("joined") and not data.get("left"):
        raise Refusal("joined", _("Hãy ghi số kết nạp thêm (joined) hoặc số giảm (left)."))
    for name, sign in (("joined", 1), ("left", -1)):
        if data.get(name):
            legs.append((key("mass_membership", type=data["type"]), data["org"], None, None, sign * data[name]))
