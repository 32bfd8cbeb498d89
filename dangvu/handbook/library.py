"""The library: publish a document, publish it anew, withdraw it; find it; mark a place in it.

What an organisation publishes is for all members of its subtree, so a member's shelf is that of the own cell and everything above it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.core.finding import WordIndex, parted
from dangvu.dossiers import holdings
from dangvu.dossiers.kinds.duties import TYPES
from dangvu.handbook import texts
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Bookmark, Edition, Publication
from dangvu.ledger import book
from dangvu.orgs.models import Organisation, Person, User


@dataclass(frozen=True)
class Head:
    """What stands at the head of a document."""

    sort: str
    number: str
    issuer: str
    title: str
    dated: dt.date | None = None
    secrecy: str = texts.UNMARKED


def _checked(head: Head, parts: Sequence[texts.Part]) -> None:
    texts.unclassified(head.secrecy, parts)
    if head.sort not in dict(TYPES):
        raise Refused(_("Hãy chọn loại văn bản trong danh sách."))
    if not head.title.strip():
        raise Refused(_("Hãy ghi tên văn bản."))
    if head.dated is not None and head.dated > today():
        raise Refused(_("Ngày văn bản chưa tới; hãy sửa ngày."))


def _words(head: Head, parts: Sequence[texts.Part]) -> str:
    return f" {parted(' '.join((head.number, head.issuer, head.title, *(each['text'] for each in parts))))} "


@transaction.atomic
def publish(*, org: int, head: Head, parts: list[dict[str, Any]], actor: str) -> Publication:
    """Put a document on an organisation's shelf, its first version. Raises Refused, also for one that bears a mark of secrecy."""
    _checked(head, parts)
    moment = timezone.now()
    made = Publication(organisation=Organisation.objects.get(pk=org), published_at=moment)
    return _told(made, head, parts, 1, "", actor, moment)


def _told(
    found: Publication, head: Head, parts: list[dict[str, Any]], place: int, note: str, actor: str, moment: dt.datetime
) -> Publication:
    found.sort, found.number, found.issuer = head.sort, head.number.strip()[:100], head.issuer.strip()[:300]
    found.title, found.dated = " ".join(head.title.split())[:500], head.dated
    found.words, found.renewed_at = _words(head, parts), moment
    found.save()
    found.editions.create(
        place=place, number=found.number, dated=found.dated, note=note.strip()[:300], parts=parts, published_by=actor, published_at=moment
    )
    return found


@transaction.atomic
def renew(*, publication: Publication, head: Head, parts: list[dict[str, Any]], note: str, actor: str) -> Publication:
    """A new version; the earlier ones stay to be compared with. Raises Refused, also when not a word is different."""
    found = Publication.objects.select_for_update().get(pk=publication.pk)
    _checked(head, parts)
    last = newest(found)
    if last.parts == parts:
        raise Refused(_("Nội dung giống hệt bản đang có; không cần đăng bản mới."))
    return _told(found, head, parts, last.place + 1, note, actor, timezone.now())


@transaction.atomic
def withdraw(*, publication: Publication, why: str) -> None:
    """Take a document away from the members, for a reason that is kept; the office still sees it. Raises Refused."""
    found = Publication.objects.select_for_update().get(pk=publication.pk)
    if not found.open:
        raise Refused(_("Văn bản này đã rút rồi."))
    if not why.strip():
        raise Refused(_("Hãy ghi lý do rút văn bản."))
    found.withdrawn_at, found.why = timezone.now(), why.strip()[:300]
    found.save(update_fields=["withdrawn_at", "why"])


@transaction.atomic
def restore(*, publication: Publication) -> None:
    """Give a withdrawn document back to the members."""
    Publication.objects.filter(pk=publication.pk).update(withdrawn_at=None, why="")


def newest(publication: Publication) -> Edition:
    """The version that holds."""
    return publication.editions.order_by("place").reverse()[:1].get()


def edition(publication: Publication, place: int) -> Edition:
    """A version by its place. Raises Refused."""
    found = publication.editions.filter(place=place).first()
    if found is None:
        raise Refused(_("Văn bản không có bản này."))
    return found


def readable(person: Person) -> tuple[int, ...]:
    """Whose documents a member reads: those of the own cell and of everything above it."""
    place = holdings.place(person)
    return book.tree().at(today()).upward(place) if place is not None else ()


def shelf(orgs: Collection[int], *, withdrawn: bool = False) -> QuerySet[Publication]:
    """What some organisations published, the newest first, without the long text one searches by."""
    found = Publication.objects.filter(organisation__in=list(orgs)).defer("words")
    return found if withdrawn else found.filter(withdrawn_at=None)


# ---------------------------------------------------------------- finding


@dataclass(frozen=True)
class Hit:
    """A document that was found: where the words stand (0: in its head), and how that paragraph begins."""

    publication: Publication
    paragraph: int
    excerpt: str


SHOWN = 50


def find(some: QuerySet[Publication], text: str) -> list[Hit]:
    """Documents that hold every word, without diacritics, in any order; those whose head holds them first, there with a slip forgiven."""
    words = parted(text).split()
    if not words:
        return []
    listed = list(some)
    index = WordIndex([(each.title, f"{each.number} {each.title} {each.issuer}", each.get_sort_display()) for each in listed])
    heads = [listed[place] for place in index.find(text)]
    holding = some
    for word in words:
        holding = holding.filter(words__contains=f" {word}")
    known = {each.pk for each in heads}
    found = [*heads, *(each for each in holding if each.pk not in known)][:SHOWN]
    parts = _newest_parts(found)
    return [Hit(each, *texts.excerpt(parts[each.pk], words)) for each in found]


def _newest_parts(found: Sequence[Publication]) -> dict[int, list[dict[str, Any]]]:
    """The paragraphs that hold, of several documents with one statement."""
    last = Edition.objects.filter(publication__in=[each.pk for each in found]).annotate(last=Max("publication__editions__place"))
    return dict(last.filter(place=F("last")).values_list("publication", "parts"))


def reword(name: str) -> None:
    """Make what documents are searched by anew, after a name was taken out of them."""
    for each in Publication.objects.filter(words__contains=f" {parted(name)}"):
        head = Head(each.sort, each.number, each.issuer, each.title)
        each.words = _words(head, newest(each).parts)
        each.save(update_fields=["words"])


# ---------------------------------------------------------------- bookmarks


def mark(*, user: User, edition: Edition, paragraph: int) -> Bookmark:
    """Mark a paragraph; the same one twice is one mark. Raises Refused."""
    if not 1 <= paragraph <= len(edition.parts):
        raise Refused(_("Văn bản không có đoạn này."))
    return Bookmark.objects.get_or_create(user=user, edition=edition, paragraph=paragraph, defaults={"made_at": timezone.now()})[0]


@transaction.atomic
def unmark_at(*, user: User, edition: Edition, paragraph: int, at: dt.datetime | None = None) -> bool | None:
    """Take the own mark of a paragraph away, unless it was made after that moment; None where there is none."""
    found = Bookmark.objects.select_for_update().filter(user=user, edition=edition, paragraph=paragraph).first()
    if found is None or (at is not None and found.made_at > at):
        return None if found is None else False
    found.delete()
    return True


def unmark(*, user: User, bookmark: int) -> Bookmark | None:
    """Take an own mark away; what it was, None where there is no such mark of one's own."""
    found = Bookmark.objects.filter(pk=bookmark, user=user).select_related("edition__publication").first()
    if found is None:
        return None
    found.delete()
    return found


def marks(user: User, orgs: Collection[int]) -> list[tuple[Bookmark, str]]:
    """The own marks in documents one may read, each with the heading it stands under."""
    found = (
        Bookmark.objects.filter(user=user, edition__publication__organisation__in=list(orgs), edition__publication__withdrawn_at=None)
        .select_related("edition__publication")
        .defer("edition__publication__words")
    )
    return [(each, texts.above(each.edition.parts, each.paragraph)) for each in found]
