"""What Wagtail's room looks like here: only what is used, with the way to publication through our own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem

KEPT = {"explorer", "images", "tu-hoi-nghi", "ve-so"}
GONE = {"action-publish", "action-unpublish"}


@hooks.register("register_admin_menu_item")
def from_conference() -> MenuItem:
    """Drafting from a conference."""
    return MenuItem(lazy("Soạn từ hội nghị"), reverse("room:conferences"), name="tu-hoi-nghi", icon_name="clipboard-list", order=50)


@hooks.register("register_admin_menu_item")
def back_to_books() -> MenuItem:
    """The way back to the office's pages."""
    return MenuItem(lazy("Về sổ đảng vụ"), reverse("staff:home"), name="ve-so", icon_name="arrow-left", order=900)


@hooks.register("construct_main_menu")
def only_what_is_used(_request: HttpRequest, items: list[Any]) -> None:
    """Users, workflows and reports of Wagtail are not shown."""
    items[:] = [each for each in items if each.name in KEPT]


@hooks.register("insert_global_admin_css")
def colours() -> str:
    """The colours of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static("public/room.css"))


@hooks.register("insert_global_admin_js")
def nothing_typed_is_lost() -> str:
    """A form is not sent when the login has ended meanwhile: the same watch as on the office's pages."""
    return format_html('<script src="{}" defer data-room></script>', static("staff/typed.js"))


class ReviewItem(ActionMenuItem):
    """To the page where objections are seen, and where whoever may publishes."""

    label = lazy("Xem xét và xuất bản")
    name = "xem-xet"
    icon_name = "check"

    def is_shown(self, context: Any) -> bool:
        return context["view"] != "create" and hasattr(context["page"], "editions")

    def get_url(self, parent_context: Any) -> str:
        return reverse("room:review", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def review_item() -> ActionMenuItem:
    """Our step in the list of actions."""
    return ReviewItem(order=40)


@hooks.register("construct_page_action_menu")
def no_other_way_out(items: list[Any], _request: HttpRequest, _context: Any) -> None:
    """Publishing is not a button of the editor."""
    items[:] = [each for each in items if each.name not in GONE]


@hooks.register("before_delete_page")
def what_was_published_stays(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An article that was ever published is taken away, never deleted: its editions are what was said to the public."""
    if not getattr(page.specific, "editions", None) or not page.specific.editions.exists():
        return None
    messages.error(request, _("Bài đã từng đăng thì không xóa được; hãy gỡ bài, lý do được giữ lại."))
    return redirect("room:review", page.pk)


@hooks.register("before_bulk_action")
def not_many_at_once(request: HttpRequest, action: str, objects: list[Any], _view: Any) -> HttpResponse | None:
    """Articles are deleted and published one by one, looked at."""
    if action not in ("delete", "publish", "unpublish"):
        return None
    messages.error(request, _("Hãy làm từng bài một."))
    return redirect("wagtailadmin_home")
