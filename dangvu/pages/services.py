"""The fourth verb: **publish**. Every article goes out through here, and only here; what it prints is frozen as it does.

Errors are ``pages.errors.Refused`` with a sentence for the user.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision

from dangvu.core.vietnamese import fold
from dangvu.ledger.models import Entry
from dangvu.orgs.access import PUBLISH
from dangvu.orgs.models import User
from dangvu.pages import rights
from dangvu.pages.content import Content
from dangvu.pages.editions import Edition, Waiver
from dangvu.pages.errors import Objection, Refused
from dangvu.pages.frozen import content_of
from dangvu.pages.gather import gather, pictures
from dangvu.pages.models import Article
from dangvu.pages.objections import objections
from dangvu.pages.shown import shown
from dangvu.reports import codec
from dangvu.reports.services import check_code

__all__ = [
    "Due", "draft_of", "due", "objections", "publish", "publish_due", "schedule", "standing", "still_stands", "waive",
    "withdraw",
]  # fmt: skip


@dataclass(frozen=True)
class Due:
    """What became of an article whose time had come: ``what`` is published, expired or held."""

    page: Article
    what: str


def draft_of(page: Article) -> Article:
    """The article as it was last written, published or not."""
    found: Article = page.get_latest_revision_as_object()
    return found


def standing(page: Article) -> list[Objection]:
    """Objections to what was last written that nobody waived."""
    waived = set(page.waivers.values_list("key", flat=True))
    return [each for each in objections(draft_of(page)) if not (each.waivable and each.key in waived)]


@transaction.atomic
def waive(page: Article, key: str, *, user: User, reason: str) -> Waiver:
    """Let one objection pass, for a reason that is kept. Raises Refused."""
    _may(user, page)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do bỏ qua điều nhắc này."))
    objection = next((each for each in objections(draft_of(page)) if each.key == key), None)
    if objection is None:
        raise Refused(_("Điều nhắc này không còn nữa; hãy tải lại trang."))
    if not objection.waivable:
        raise Refused(_("Điều nhắc này không bỏ qua được; hãy sửa bài."))
    told = {"sentence": objection.sentence, "reason": reason.strip()[:1000], "actor": user.get_username(), "at": timezone.now()}
    waiver, _made = Waiver.objects.update_or_create(page=page, key=key, defaults=told)
    return waiver


@transaction.atomic
def publish(page: Article, *, user: User) -> Edition:
    """Publish what was last written: its numbers are frozen, and readers see it from now on. Raises Refused."""
    _may(user, page)
    found = _locked(page)
    draft, revision = _ready(found)
    _approve(found, user)
    draft.go_live_at = None
    return _out(draft, revision, user)


@transaction.atomic
def schedule(page: Article, *, user: User, at: dt.datetime | None, until: dt.datetime | None = None) -> None:
    """Publish at a time to come, and take away at another. Objections must be settled now, and are looked at again then. Raises Refused."""
    _may(user, page)
    now = timezone.now()
    if (at is None and until is None) or (at is not None and at <= now) or (until is not None and until <= (at or now)):
        raise Refused(_("Hãy chọn giờ đăng sau lúc này, và giờ gỡ sau giờ đăng."))
    draft, _revision = _ready(_locked(page))
    _approve(draft, user)
    draft.go_live_at, draft.expire_at, draft.approver = at, until, user.get_username()
    revision = draft.save_revision(user=user)
    if at is None:
        _out(draft, revision, user)
    else:
        revision.publish(user=user, skip_permission_checks=True)
        Article.objects.filter(pk=draft.pk).update(held="")


def publish_due(now: dt.datetime | None = None) -> list[Due]:
    """Publish what is due and take away what has run out. An article that is objected to by now is held, and says so."""
    moment = now or timezone.now()
    waiting = Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at", "pk")
    done = [_go_out(each.pk) for each in waiting]
    over = [_expire(page.pk) for page in Article.objects.filter(live=True, expire_at__lte=moment)]
    return [each for each in [*done, *over] if each is not None]


def due(now: dt.datetime | None = None) -> bool:
    """Whether anything waits for its time that has come: one short question, asked with every page of the site."""
    moment = now or timezone.now()
    waiting = Revision.objects.filter(approved_go_live_at__lte=moment).exists()
    return waiting or Article.objects.filter(live=True, expire_at__lte=moment).exists()


@transaction.atomic
def _go_out(pk: int) -> Due | None:
    """One whose time has come; None where another process was quicker."""
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__isnull=False).first()
    if revision is None:
        return None
    draft = revision.as_object()
    left = _unsettled(draft)
    if left:
        Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
        Article.objects.filter(pk=draft.pk).update(held="\n".join(each.sentence for each in left))
        return Due(draft, "held")
    draft.go_live_at = None
    _out(draft, revision, User.objects.filter(username=draft.approver).first())
    return Due(draft, "published")


@transaction.atomic
def _expire(pk: int) -> Due | None:
    page = Article.objects.select_for_update().filter(pk=pk, live=True).first()
    if page is None:
        return None
    UnpublishPageAction(page, set_expired=True).execute(skip_permission_checks=True)
    return Due(page, "expired")


@transaction.atomic
def withdraw(page: Article, *, user: User, why: str) -> Edition:
    """Take a published article away; readers are told that it was, and why. Raises Refused."""
    _may(user, page)
    found = _locked(page)
    edition = found.edition
    if edition is None or not found.live:
        raise Refused(_("Bài này đang không ở trên trang."))
    if not why.strip():
        raise Refused(_("Hãy ghi lý do gỡ bài; người đọc sẽ thấy câu này."))
    now, name = timezone.now(), user.get_username()
    found.editions.filter(withdrawn_at__isnull=True).update(withdrawn_at=now, withdrawn_by=name, why=why.strip()[:1000])
    UnpublishPageAction(found, user=user).execute(skip_permission_checks=True)
    return found.editions.latest("number")


def still_stands(edition: Edition) -> bool:
    """Whether the edition is what was published, and the books behind it are the same: its check code made again is the one printed."""
    page = edition.page
    same = edition.revision != (page.live_revision_id or 0) or content_of(edition).body == gather(page, edition.known).body
    return same and check_code(edition.frozen, edition.known) == edition.check_code


def _may(user: User, page: Article) -> None:
    if not rights.may(user, PUBLISH, page.organisation):
        raise Refused(_("Bạn chưa được giao quyền xuất bản ở tổ chức này."))


def _locked(page: Article) -> Article:
    return Article.objects.select_for_update().get(pk=page.pk)


def _ready(page: Article) -> tuple[Article, Revision]:
    """What was last written, with nothing left to say against it. Raises Refused."""
    revision = page.latest_revision or page.save_revision()
    draft: Article = revision.as_object()
    left = _unsettled(draft)
    if left:
        raise Refused(_("Chưa xuất bản được: %(why)s") % {"why": " ".join(each.sentence for each in left)})
    _says_what_changed(draft)
    return draft, revision


def _unsettled(draft: Article) -> list[Objection]:
    waived = set(Waiver.objects.filter(page=draft.pk).values_list("key", flat=True))
    return [each for each in objections(draft) if not (each.waivable and each.key in waived)]


def _says_what_changed(draft: Article) -> None:
    """A published article is not changed behind the readers' back. Raises Refused."""
    before = draft.editions.last()
    if before is not None and draft.correction.strip() in ("", before.correction):
        raise Refused(_("Bài đã đăng: hãy ghi vào mục Đính chính đã sửa gì, rồi xuất bản lại."))


def _approve(page: Article, user: User) -> None:
    """The step of moderation, if the article stands before one, ends with the publication."""
    waiting = page.current_workflow_task_state
    if waiting is not None:
        waiting.approve(user=user)


def _out(draft: Article, revision: Revision, user: User | None) -> Edition:
    content = gather(draft)
    edition = _edition(draft, revision, content, user.get_username() if user else draft.approver)
    draft.folded = _searchable(draft, content)
    # What goes live is what the revision holds.
    revision.content = draft.serializable_data()
    revision.save(update_fields=["content"])
    revision.publish(user=user, skip_permission_checks=True)
    Article.objects.filter(pk=draft.pk).update(held="")
    return edition


def _edition(draft: Article, revision: Revision, content: Content, actor: str) -> Edition:
    last = draft.editions.last()
    frozen = codec.dump(content)
    edition = Edition.objects.create(
        page=draft, number=last.number + 1 if last else 1, revision=revision.pk, frozen=frozen, known=content.known,
        known_at=Entry.objects.filter(pk=content.known).values_list("recorded_at", flat=True).first(),
        check_code=check_code(frozen, content.known), correction=draft.correction.strip() if last else "",
        published_at=timezone.now(), published_by=actor,
    )  # fmt: skip
    edition.pictures.set(pictures(draft))
    return edition


def _searchable(draft: Article, content: Content) -> str:
    return fold(f"{shown(draft, content).text} {content.org_name} {draft.by}")
