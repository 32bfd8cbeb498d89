"""Moderation: an editor submits, whoever holds the right to publish at the organisation approves by publishing, or sends back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from dangvu.orgs.access import PUBLISH
from dangvu.orgs.models import User
from dangvu.pages import rights


class SecretaryApproval(Task):
    """The one step between a draft and the public. Approving is done on the page where objections are seen, so no button here does it."""

    class Meta:
        verbose_name = _("bí thư duyệt")

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return rights.may(user, PUBLISH, obj.organisation)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        """Sending back, with a remark."""
        return [("reject", _("Trả lại để sửa"), True)] if rights.may(user, PUBLISH, obj.organisation) else []

    def get_task_states_user_can_moderate(self, user: User, **_named: Any) -> QuerySet[TaskState]:
        """Those of articles of organisations where the user may publish."""
        waiting = TaskState.objects.filter(task=self.task_ptr, status=TaskState.STATUS_IN_PROGRESS)
        reach = rights.reach(user, PUBLISH)
        held = [each.pk for each in waiting.select_related("revision") if rights.organisation_of(each) in reach]
        return waiting.filter(pk__in=held)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Người có quyền xuất bản của tổ chức xem, bỏ qua điều nhắc kèm lý do nếu cần, rồi xuất bản hoặc trả lại."))
