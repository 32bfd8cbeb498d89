"""The house of the site: the front page, a page for each organisation that publishes, and who may enter which.

Wagtail asks groups what a user may do. The groups here belong to pages, one a page, and whoever is in one is there because a grant of
the register says so today: the list is made again at every visit of the editor's room, so there is nothing to keep by hand. Nobody is
given Wagtail's right to publish; that is what ``pages.services`` is for.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site, Workflow, WorkflowPage

from dangvu.core.days import today
from dangvu.core.vietnamese import fold
from dangvu.ledger import book
from dangvu.orgs.access import COMPOSE, roots
from dangvu.orgs.models import Organisation, User
from dangvu.pages import rights
from dangvu.pages.approval import SecretaryApproval
from dangvu.pages.models import CommitteePage, FrontPage

PREFIX = "tin:"
PAGE_RIGHTS = ("add_page", "change_page")
PICTURE_RIGHTS = ("add_image", "change_image", "choose_image")


def front() -> FrontPage | None:
    """The front page; None while nobody publishes."""
    return FrontPage.objects.first()


@transaction.atomic
def open_site(org: int) -> FrontPage:
    """The front page, made for an organisation if there is none yet."""
    found = front()
    if found is not None:
        return found
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    made = FrontPage(title=_name(org), slug="tin", organisation_id=org, show_in_menus=False)
    root.add_child(instance=made)
    Site.objects.create(hostname="localhost", root_page=made, is_default_site=True, site_name=made.title[:255])
    _moderated(made)
    return made


def _moderated(page: Page) -> None:
    flow = Workflow.objects.create(name=_("Biên tập viết, bí thư duyệt"))
    task = SecretaryApproval.objects.create(name=_("Duyệt và xuất bản"))
    flow.workflow_tasks.create(task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=flow, page=page)


def _name(org: int) -> str:
    line = book.tree().timelines[org]
    return (line.at(today()) or line.states[-1]).name


@transaction.atomic
def open_room(org: int) -> CommitteePage:
    """The page of an organisation, with its group and its shelf of pictures, made if there is none yet."""
    found = CommitteePage.objects.filter(organisation=org).first()
    if found is not None:
        return found
    name, code = _name(org), Organisation.objects.get(pk=org).code
    page = CommitteePage(title=name, slug=slugify(fold(code)) or f"to-chuc-{org}", organisation_id=org)
    open_site(org).add_child(instance=page)
    _group(page, code, name)
    return page


def _group(page: CommitteePage, code: str, name: str) -> None:
    group, _made = Group.objects.get_or_create(name=PREFIX + code)
    group.permissions.set(Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"))
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    shelf = shelf_of(page.organisation_id, name)
    for right in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=PICTURE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=shelf, permission=right)


def shelf_of(org: int, name: str = "") -> Collection:
    """Where the pictures of an organisation lie."""
    title = f"{Organisation.objects.get(pk=org).code} · {name or _name(org)}"[:255]
    code = title.split(" · ", maxsplit=1)[0]
    found: Collection | None = Collection.objects.filter(depth=2, name__startswith=f"{code} · ").first()
    return found or Collection.get_first_root_node().add_child(name=title)


def align(user: User) -> frozenset[int]:
    """Put the user into the groups his or her grants of today name and into no other; the organisations whose news he or she may write."""
    org_ids = rights.reach(user, COMPOSE)
    for org in roots(user, COMPOSE, book.tree().at(today()), today()):
        open_room(org)
    codes = CommitteePage.objects.filter(organisation__in=org_ids).values_list("organisation__code", flat=True)
    wanted = set(Group.objects.filter(name__in=[PREFIX + code for code in codes]).values_list("pk", flat=True))
    if wanted != set(user.groups.values_list("pk", flat=True)):
        user.groups.set(wanted)
    return org_ids
