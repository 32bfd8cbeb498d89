"""When a person is erased: the name is taken out of drafts; what was published is never changed, it becomes a task.

An edition is what was said to the public, kept like an issued report. Where one that readers still see names the person, the office is
told until a corrected edition is published or the article is withdrawn.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision, TaskState

from dangvu.pages.editions import Edition, Named, Waiver
from dangvu.pages.frozen import content_of
from dangvu.pages.models import Article
from dangvu.pages.picture import Picture
from dangvu.privacy.erasure import reworded, without

WRITTEN = (
    "title", "draft_title", "seo_title", "search_description", "lead", "by", "picture_alt", "picture_caption", "picture_credit",
    "correction", "held",
)  # fmt: skip
BESIDE: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Picture, ("title", "description", "credit")),
    (Waiver, ("sentence", "reason")),
    (TaskState, ("comment",)),
    (PageLogEntry, ("label", "data")),
)


def forget(name: str, *, shared: bool, person: str, entry: int, on: dt.date) -> tuple[int, list[str]]:
    """How many texts the name was taken out of, and where it stands. A name that several people bear is only pointed out."""
    texts = 0 if shared else sum((*_drafts(name), *_revisions(name), *_beside(name)))
    found = [edition for edition in Edition.objects.select_related("page") if _names(edition, name)]
    seen = {edition.pk for edition in public(Edition.objects.filter(pk__in=[each.pk for each in found]))}
    Named.objects.bulk_create(Named(edition=each, person=person, entry=entry, on=on) for each in found if each.pk in seen and not shared)
    return texts, [*(_told(each, each.pk in seen) for each in found), *(_standing(name) if shared else ())]


def public(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Those that readers see: not withdrawn, and no later one in their place."""
    later = Edition.objects.filter(page=OuterRef("page"), number__gt=OuterRef("number"), withdrawn_at__isnull=True)
    return editions.filter(~Exists(later), withdrawn_at__isnull=True)


def open_tasks(orgs: Collection[int]) -> list[Named]:
    """Published articles of some organisations that still name somebody who was erased, the oldest finding first."""
    found = Named.objects.filter(edition__in=public(Edition.objects.all())).select_related("edition__page")
    return [each for each in found if each.edition.page.organisation in orgs]


def _names(edition: Edition, name: str) -> bool:
    """Whether what an edition printed holds the name: its words, its blocks, its pictures' words, its correction."""
    content = content_of(edition)
    revision = Revision.objects.filter(pk=edition.revision).first()
    told = [content.title, content.lead, content.by, json.loads(content.body or "null"), edition.correction, edition.why]
    return _holds([*told, revision.content if revision else None], name)


def _holds(value: Any, name: str) -> bool:
    return bool(_cleared(value, name) != value)


def _cleared(value: Any, name: str) -> Any:
    """A text, or JSON of texts, without the name. Wagtail keeps blocks as JSON in a text, its letters escaped: it is opened."""
    if isinstance(value, dict):
        return {key: _cleared(each, name) for key, each in value.items()}
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return _inside(value, name)
    return [_cleared(each, name) for each in value] if isinstance(value, list) else without(value, name)


def _inside(text: str, name: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return str(without(text, name))
    cleared = _cleared(told, name)
    return text if cleared == told else json.dumps(cleared)


def _never_published() -> QuerySet[Article]:
    return Article.objects.filter(editions__isnull=True)


def _drafts(name: str) -> Iterator[int]:
    for page in _never_published():
        body = page.body.get_prep_value()
        told = reworded(page, WRITTEN, name)
        if _holds(body, name):
            told["body"] = json.dumps(_cleared(body, name))
        if told:
            for field, value in told.items():
                setattr(page, field, value)
            page.save(clean=False)
            yield len(told)


def _revisions(name: str) -> Iterator[int]:
    """Drafts of every age; the revision an edition was made from stays with it."""
    kept = ContentType.objects.get_for_model(Article)
    drafts = Revision.objects.filter(content_type=kept).exclude(pk__in=Edition.objects.values("revision"))
    for draft in drafts.iterator(chunk_size=200):
        told = {"content": _cleared(draft.content, name), "object_str": without(draft.object_str, name)}
        if told != {"content": draft.content, "object_str": draft.object_str}:
            Revision.objects.filter(pk=draft.pk).update(**told)
            yield 1


def _beside(name: str) -> Iterator[int]:
    for model, fields in BESIDE:
        for row in model._default_manager.all():
            if told := reworded(row, fields, name, _cleared):
                model._default_manager.filter(pk=row.pk).update(**told)
                yield len(told)


def _told(edition: Edition, seen: bool) -> str:
    told = {"title": edition.page.title, "code": edition.check_code}
    if seen:
        return _("bài đang đăng “%(title)s” (bản %(code)s): hãy đăng bản sửa có lời đính chính, hoặc gỡ bài") % told
    return _("bản đã đăng trước đây của bài “%(title)s” (bản %(code)s)") % told


def _standing(name: str) -> Iterator[str]:
    """Drafts that hold a name which somebody else bears too."""
    for page in _never_published():
        if _holds([page.body.get_prep_value(), *(getattr(page, field) for field in WRITTEN)], name):
            yield _("bản nháp “%(title)s”") % {"title": page.title}
