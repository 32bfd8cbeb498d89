"""What the program holds about a member beside the record: what he or she said, wrote and marked, and the account with its phones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from dangvu.core.days import LOCAL, vn_day
from dangvu.figures import labels
from dangvu.handbook import assignments, studying
from dangvu.handbook.models import Act, CalendarKey, Jotting, Question, Reply
from dangvu.handbook.shelf import Bookmark, Learner
from dangvu.ledger import book
from dangvu.meetings.models import Attendee
from dangvu.orgs.models import Person, User
from dangvu.privacy.models import Consent

Row = tuple[str, ...]
Table = tuple[str, Row, tuple[int, ...], Sequence[Row]]
"""Name, headings, widths in characters, rows."""


def tables(person: Person) -> Iterator[Table]:
    """One table a subject, the latest first; empty ones too, so that one sees that nothing is held."""
    users = list(User.objects.filter(person=person))
    asked = (_("Ngày"), _("Loại"), _("Gửi tới"), _("Trạng thái"), _("Nội dung"), _("Trả lời"))
    yield _("Câu hỏi, ý kiến"), asked, (12, 12, 28, 16, 60, 60), _questions(person)
    met = (_("Ngày"), _("Cuộc họp"), _("Trả lời mời họp"), _("Lý do"), _("Trả lời lúc"), _("Điểm danh"), _("Ghi chép của tôi"))
    yield _("Cuộc họp"), met, (12, 40, 18, 28, 18, 14, 60), _meetings(person, users)
    learnt = (_("Ngày"), _("Văn bản"), _("Tình trạng"), _("Báo lúc"), _("Ghi chép của tôi"))
    yield _("Học tập"), learnt, (12, 48, 24, 18, 60), _studies(person)
    marked = (_("Lúc"), _("Văn bản"), _("Bản"), _("Đoạn"))
    yield _("Dấu trang"), marked, (18, 60, 8, 8), _bookmarks(users)
    sent = (_("Làm lúc"), _("Nhận lúc"), _("Việc"), _("Kết quả"), _("Giải thích"), _("Nội dung"))
    yield _("Việc gửi từ máy"), sent, (18, 18, 24, 22, 48, 60), _acts(users)
    account = (_("Tài khoản"), _("Điều được giữ"), _("Chi tiết"), _("Từ lúc"), _("Đến lúc"))
    yield _("Tài khoản và máy"), account, (20, 32, 60, 18, 18), [row for user in users for row in _account(user)]
    work = (_("Năm"), _("Ngày"), _("Việc"), _("Nội dung"), _("Bút toán số"))
    yield _("Công tác"), work, (8, 12, 32, 80, 14), _work(person)
    named = (_("Từ ngày"), _("Đến trước ngày"), _("Bằng cách"))
    yield _("Đồng ý nêu tên"), named, (14, 16, 60), _consents(person)


def _moment(at: dt.datetime | None) -> str:
    return f"{at.astimezone(LOCAL):%d/%m/%Y %H:%M}" if at is not None else ""


def _questions(person: Person) -> list[Row]:
    rows, places = Question.objects.filter(person=person), book.tree().timelines
    return [
        (
            vn_day(each.asked_on), str(each.get_sort_display()), places[each.organisation_id].states[-1].name,
            str(each.get_state_display()), each.data["text"], "\n".join(f"{vn_day(one['on'])}: {one['text']}" for one in each.answers),
        )
        for each in rows
    ]  # fmt: skip


def _meetings(person: Person, users: Sequence[User]) -> list[Row]:
    lines = Attendee.objects.filter(person=person).select_related("meeting", "reply").order_by("-meeting__on", "-pk")
    notes = {each.meeting_id: each.data["text"] for each in Jotting.objects.filter(user__in=users)}
    return [_met(each, getattr(each, "reply", None), notes.get(each.meeting_id, "")) for each in lines]


def _met(line: Attendee, reply: Reply | None, note: str) -> Row:
    told = (str(reply.get_answer_display()), reply.data["reason"], _moment(reply.at)) if reply is not None else ("", "", "")
    return (vn_day(line.meeting.on), line.meeting.title, *told, str(line.get_presence_display()), note)


def _studies(person: Person) -> list[Row]:
    lines = Learner.objects.filter(person=person).select_related("study__publication").order_by("-study__on", "-pk")
    return [
        (
            vn_day(each.study.on), each.study.publication.title,
            _("đã học, bí thư đã xác nhận") if each.studied else _("chưa được xác nhận"), _moment(each.claimed_at),
            studying.notes(each).text,
        )
        for each in lines
    ]  # fmt: skip


def _bookmarks(users: Sequence[User]) -> list[Row]:
    rows = Bookmark.objects.filter(user__in=users).select_related("edition__publication").order_by("-made_at", "-pk")
    return [(_moment(each.made_at), each.edition.publication.title, str(each.edition.place), str(each.paragraph)) for each in rows]


def _acts(users: Sequence[User]) -> list[Row]:
    return [
        (
            _moment(each.done_at), _moment(each.received_at), str(each.get_what_display()), str(each.get_outcome_display()), each.why,
            "; ".join(value for value in each.data.values() if value),
        )
        for each in Act.objects.filter(user__in=users).order_by("-pk")
    ]  # fmt: skip


def _account(user: User) -> Iterator[Row]:
    """The account, what it may do, what was done to it, where it is logged in, and the phones that know it. Never a key or a password."""
    name = user.get_username()
    yield name, _("tài khoản"), " ".join((user.first_name, user.last_name, user.email)).strip(), _moment(user.date_joined), ""
    for given in user.grants.select_related("organisation"):
        until = vn_day(given.valid_to) if given.valid_to else ""
        yield name, _("vai trò"), f"{given.get_role_display()} · {given.organisation.code}", vn_day(given.valid_from), until
    for act in user.acts.all():
        yield name, _("việc với tài khoản"), f"{act.get_what_display()}: {act.detail} ({act.actor})", _moment(act.at), ""
    for slip in user.slips.all():
        yield name, _("phiếu mở tài khoản"), slip.made_by, _moment(slip.made_at), _moment(slip.used_at or slip.expires_at)
    for token in user.tokens.all():
        until = _moment(token.ended_at or token.expires_at)
        yield name, _("khóa kết nối"), f"{token.name}: {', '.join(token.scopes)}", _moment(token.made_at), until
    for session in UserSession.objects.filter(user=user):
        yield name, _("phiên đăng nhập"), f"{session.ip} {session.user_agent}", _moment(session.created_at), _moment(session.last_seen_at)
    for factor in Authenticator.objects.filter(user=user):
        yield name, _("lớp bảo vệ thứ hai"), str(factor.get_type_display()), _moment(factor.created_at), ""
    yield from _phones(user)


def _phones(user: User) -> Iterator[Row]:
    name = user.get_username()
    for device in user.devices.all():
        yield name, _("máy gửi được việc lúc không có mạng"), str(device.pk), _moment(device.made_at), _moment(device.ended_at)
    for phone in user.subscriptions.all():
        yield name, _("máy nhận báo tin"), _("qua %(host)s") % {"host": urlsplit(phone.data["endpoint"]).hostname}, "", ""
    if CalendarKey.objects.filter(user=user).exists():
        yield name, _("địa chỉ lịch"), _("có, chỉ giữ dấu vân của địa chỉ"), "", ""


def _work(person: Person) -> list[Row]:
    return [
        (str(year.year), vn_day(said.on), title, said.text, str(said.entry))
        for year in assignments.of_person(person)
        for title, some in (
            (_("chi bộ phân công"), year.given),
            (_("tôi báo cáo"), year.reported),
            (_judgement(year), [year.judged] if year.judged else []),
        )
        for said in some
    ]


def _judgement(year: assignments.Year) -> str:
    grades: Mapping[str, object] = labels.WORDS["grade"]
    return _("chi bộ đánh giá: %(grade)s") % {"grade": grades.get(year.judged.grade, "")} if year.judged else ""


def _consents(person: Person) -> list[Row]:
    return [(vn_day(each.on), vn_day(each.ended) if each.ended else "", each.how) for each in Consent.objects.filter(person=person)]
