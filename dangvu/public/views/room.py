"""What the editor's room adds to Wagtail: drafting from a conference, and the page where an article is looked at and published."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dangvu.meetings.models import Meeting
from dangvu.orgs.access import COMPOSE, PUBLISH
from dangvu.orgs.models import User
from dangvu.pages import draft, forgetting, rights, services
from dangvu.pages.errors import Refused
from dangvu.pages.models import Article
from dangvu.public.forms import ScheduleForm


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the door let nobody else in
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def conferences(request: HttpRequest) -> HttpResponse:
    """Meetings an article may be written from, each with the reports it may have heard."""
    user = _user(request)
    held = draft.meetings_of(user)
    if request.method == "POST":
        return _drafted(request, user, held)
    return render(request, "public/room/conferences.html", {"held": [(each, draft.heard(each, user)) for each in held]})


def _drafted(request: HttpRequest, user: User, held: list[Meeting]) -> HttpResponse:
    meeting = next((each for each in held if str(each.pk) == request.POST.get("meeting")), None)
    if meeting is None:
        raise Http404
    chosen = [each for each in draft.heard(meeting, user) if str(each.pk) in request.POST.getlist("report")]
    page = draft.from_meeting(meeting, user=user, reports=chosen)
    messages.success(request, _("Đã soạn một bản nháp từ hội nghị; hãy đọc và sửa lại lời văn."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _article(user: User, pk: int) -> Article:
    """An article of an organisation where the user writes. Raises Http404."""
    found = Article.objects.filter(pk=pk).first()
    if found is None or not rights.may(user, COMPOSE, found.organisation):
        raise Http404
    return found


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands against the article, what was waived, and the buttons for who may publish."""
    user = _user(request)
    page = _article(user, pk)
    waived = {each.key: each for each in page.waivers.all()}
    found = services.objections(services.draft_of(page))
    told = {
        "page": page, "draft": services.draft_of(page), "may_publish": rights.may(user, PUBLISH, page.organisation),
        "open_ones": [each for each in found if not (each.waivable and each.key in waived)],
        "waived": [(each, waived[each.key]) for each in found if each.waivable and each.key in waived],
        "editions": page.editions.order_by("-number"), "schedule": ScheduleForm(),
        "named": [each for each in forgetting.open_tasks([page.organisation]) if each.edition.page_id == page.pk],
        "waiting": page.revisions.filter(approved_go_live_at__isnull=False).first(),
    }  # fmt: skip
    return render(request, "public/room/review.html", told)


@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Publish, set a time, take away, or waive an objection."""
    user = _user(request)
    page = _article(user, pk)
    if what not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[what](request, page, user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("room:review", pk)


def _publish(_request: HttpRequest, page: Article, user: User) -> str:
    edition = services.publish(page, user=user)
    return _("Đã xuất bản. Mã kiểm tra %(code)s.") % {"code": edition.check_code}


def _schedule(request: HttpRequest, page: Article, user: User) -> str:
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Hãy ghi đúng ngày và giờ."))
    services.schedule(page, user=user, at=form.cleaned_data["at"], until=form.cleaned_data["until"])
    return _("Đã hẹn giờ.")


def _withdraw(request: HttpRequest, page: Article, user: User) -> str:
    services.withdraw(page, user=user, why=request.POST.get("why", ""))
    return _("Đã gỡ bài khỏi trang.")


def _waive(request: HttpRequest, page: Article, user: User) -> str:
    services.waive(page, request.POST.get("key", ""), user=user, reason=request.POST.get("reason", ""))
    return _("Đã ghi lý do.")


ACTS = {"dang": _publish, "hen-gio": _schedule, "go": _withdraw, "bo-qua": _waive}
