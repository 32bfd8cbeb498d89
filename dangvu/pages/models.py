"""Pages of the news site: the front page, a committee's page for each organisation that publishes, and articles below it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from dangvu.core.days import today
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Organisation
from dangvu.pages.approval import SecretaryApproval
from dangvu.pages.blocks import MARKS, Story
from dangvu.pages.editions import Edition, Named, Waiver
from dangvu.pages.errors import NotPublished
from dangvu.pages.gather import gather
from dangvu.pages.picture import Picture, Rendition
from dangvu.pages.shown import shown

__all__ = ["Article", "CommitteePage", "Edition", "FrontPage", "Named", "Picture", "Rendition", "SecretaryApproval", "Topic", "Waiver"]


class Topic(models.TextChoices):
    """What an article is about."""

    BUILDING = "xay-dung-dang", _("Xây dựng Đảng")
    EDUCATION = "hoc-tap", _("Học tập, tuyên truyền")
    INSPECTION = "kiem-tra-giam-sat", _("Kiểm tra, giám sát")
    MOBILISATION = "dan-van", _("Dân vận, đoàn thể")
    CHARITY = "an-sinh", _("An sinh, từ thiện")
    ECONOMY = "kinh-te", _("Sản xuất, kinh doanh")
    DIGITAL = "chuyen-doi-so", _("Chuyển đổi số")
    OTHER = "tin-khac", _("Tin khác")


class FrontPage(Page):
    """The front of the site: one, of the organisation that keeps it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.CommitteePage"]
    max_count = 1
    content_panels = Page.content_panels
    promote_panels: list[Any] = []
    template = "public/front.html"

    class Meta:
        verbose_name = _("trang đầu")


class CommitteePage(Page):
    """The page of one organisation; its articles stand below it, and the rights of its editors reach no further."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    about = models.TextField(_("giới thiệu"), blank=True, default="", max_length=1000)

    parent_page_types: list[str] = []
    subpage_types = ["pages.Article"]
    content_panels = [FieldPanel("about")]
    promote_panels: list[Any] = []
    template = "public/committee.html"

    class Meta:
        verbose_name = _("trang của tổ chức")


class Article(Page):
    """An article. Its numbers are live until it is published; from then on readers see those of its last edition.

    ``on``: the day the news is of; ``as_of``: the day stocks are taken at; ``start``, ``end``: the period flows are counted in.
    ``folded``: what the search looks at, written at publication. ``approver``: who said when it goes out; ``held``: why it did not then.
    """

    topic = models.CharField(_("chuyên mục"), max_length=20, choices=Topic.choices, default=Topic.BUILDING)
    on = models.DateField(_("ngày của tin"), default=today)
    lead = models.TextField(_("lời dẫn"), max_length=1000, help_text=MARKS)
    by = models.CharField(_("người viết"), max_length=200, blank=True, default="")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ảnh đầu bài"))
    picture_alt = models.CharField(_("mô tả ảnh"), max_length=300, blank=True, default="")
    picture_caption = models.CharField(_("chú thích ảnh"), max_length=300, blank=True, default="")
    picture_credit = models.CharField(_("nguồn ảnh"), max_length=200, blank=True, default="")
    as_of = models.DateField(_("số liệu tính đến ngày"), default=today)
    start = models.DateField(_("kỳ số liệu từ ngày"), default=today)
    end = models.DateField(_("đến ngày"), default=today)
    body = StreamField(Story(), verbose_name=_("bài viết"))
    correction = models.CharField(
        _("đính chính"), max_length=1000, blank=True, default="",
        help_text=_("Khi sửa một bài đã đăng: nói cho người đọc biết đã sửa gì. Câu này hiện ở cuối bài."),
    )  # fmt: skip
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    sources = models.JSONField(default=list, editable=False)
    folded = models.TextField(default="", editable=False)
    approver = models.CharField(max_length=150, blank=True, default="", editable=False)
    held = models.TextField(blank=True, default="", editable=False)

    parent_page_types = ["pages.CommitteePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("topic"), FieldPanel("on"), FieldPanel("by")]),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption"), FieldPanel("picture_credit")],
            heading=_("Ảnh đầu bài"),
        ),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("start"), FieldPanel("end")], heading=_("Số liệu của bài")),
        FieldPanel("body"),
        FieldPanel("correction"),
    ]
    promote_panels = [FieldPanel("slug", heading=_("Đường dẫn"))]
    template = "public/article.html"

    class Meta:
        verbose_name = _("bài viết")
        indexes = [models.Index(fields=["on"], name="article_on")]

    @cached_property
    def committee(self) -> CommitteePage:
        """The page it stands below."""
        return cast(CommitteePage, self.get_parent().specific)

    @property
    def organisation(self) -> int:
        return int(self.committee.organisation_id)

    @property
    def edition(self) -> Edition | None:
        """What readers see: the last edition that was not withdrawn."""
        return self.editions.filter(withdrawn_at__isnull=True).last()

    @property
    def month(self) -> dt.date:
        return self.on.replace(day=1)

    def clean(self) -> None:
        """A picture is described, and days are in their order."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.picture_id and not self.picture_alt.strip():
            errors["picture_alt"] = _("Hãy mô tả ảnh cho người không nhìn được ảnh.")
        if self.picture_id and not self.picture_credit.strip():
            errors["picture_credit"] = _("Hãy ghi nguồn ảnh: ai chụp, ai vẽ.")
        if self.start and self.end and self.end < self.start:
            errors["end"] = _("Ngày cuối kỳ đứng trước ngày đầu kỳ.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **named: Any) -> None:
        """The last guard: whatever way leads here, no article is live without the edition that was checked and frozen."""
        if self.live and not self.editions.filter(revision=self.live_revision_id or 0, withdrawn_at__isnull=True).exists():
            raise NotPublished
        super().save(*args, **named)

    def get_context(self, request: Any, *args: Any, **named: Any) -> dict[str, Any]:
        """For a preview in the editor: the live numbers."""
        context: dict[str, Any] = super().get_context(request, *args, **named)
        return {**context, "shown": shown(self, gather(self)), "committee": self.committee, "draft": True}
