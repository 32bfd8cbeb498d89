"""What an article is built of. A block of figures keeps what it asks of the books, never a number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from dangvu.core.days import today
from dangvu.figures import labels
from dangvu.figures.services import catalogue
from dangvu.ledger import book

Choices = list[tuple[str, str]]
MARKS = _(
    "Số liệu chèn bằng mã như trong báo cáo: {{member_total}}, {{admitted@term}}, {{org_founded@term|02}}. "
    "Số chèn bằng mã luôn đúng với sổ."
)


def figure_choices() -> Choices:
    """Every figure of the catalogue by its title."""
    return [(each.code, str(each.title_vi)) for each in catalogue()]


def dimension_choices() -> Choices:
    """Every way some figure can be told apart."""
    names = dict.fromkeys(name for each in catalogue() for name in each.dimensions)
    return [(name, str(labels.DIMENSIONS.get(name, name))) for name in names]


def organisation_choices() -> Choices:
    """Organisations open today, in the order of the tree."""
    tree = book.tree().at(today())
    states = (tree.state(org) for org in tree.order())
    return [(each.code, each.name) for each in states if each is not None and each.open]


class Days(blocks.StructBlock):
    """A block that asks the books: whose, and for which days when not the article's own."""

    organisation = blocks.ChoiceBlock(
        choices=organisation_choices, required=False, label=_("Của tổ chức"), help_text=_("Để trống: tổ chức của bài.")
    )
    start = blocks.DateBlock(required=False, label=_("Từ ngày"), help_text=_("Để trống: kỳ của bài."))
    end = blocks.DateBlock(required=False, label=_("Đến ngày"))

    def clean(self, value: Any) -> Any:
        """A period has two ends in their order."""
        cleaned = super().clean(value)
        first, last = cleaned.get("start"), cleaned.get("end")
        if first and not last:
            raise blocks.StructBlockValidationError({"end": ValidationError(_("Hãy ghi cả ngày cuối."))})
        if first and last < first:
            raise blocks.StructBlockValidationError({"end": ValidationError(_("Ngày cuối đứng trước ngày đầu."))})
        if last and last > dt.date(2200, 1, 1):
            raise blocks.StructBlockValidationError({"end": ValidationError(_("Ngày này nằm ngoài sổ."))})
        return cleaned


class FigureBlock(Days):
    """One number, printed large, with its definition behind it."""

    figure = blocks.ChoiceBlock(choices=figure_choices, label=_("Số liệu"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Chú thích"), help_text=_("Để trống: tên của số liệu."))

    class Meta:
        icon = "order"
        label = _("Số liệu")


class FiguresBlock(blocks.ListBlock):
    """A row of numbers."""

    class Meta:
        icon = "order"
        label = _("Dãy số liệu")


class PartsBlock(Days):
    """A figure told apart along a dimension, as a table."""

    figure = blocks.ChoiceBlock(choices=figure_choices, label=_("Số liệu"))
    by = blocks.ChoiceBlock(choices=dimension_choices, label=_("Chia theo"))
    caption = blocks.CharBlock(max_length=200, label=_("Tên bảng"))

    class Meta:
        icon = "table"
        label = _("Bảng số liệu")


class StatementBlock(Days):
    """The movement statement of members over a period."""

    caption = blocks.CharBlock(max_length=200, label=_("Tên bảng"))

    class Meta:
        icon = "table"
        label = _("Bảng biến động đảng viên")


class QuoteBlock(blocks.StructBlock):
    """What somebody said or wrote."""

    text = blocks.TextBlock(label=_("Lời trích"))
    who = blocks.CharBlock(required=False, max_length=200, label=_("Của ai, ở đâu"))

    class Meta:
        icon = "openquote"
        label = _("Trích dẫn")


class PictureBlock(blocks.StructBlock):
    """A picture. What it shows is said for who cannot see it."""

    picture = ImageChooserBlock(label=_("Ảnh"))
    alt = blocks.CharBlock(max_length=300, label=_("Mô tả ảnh"), help_text=_("Cho người không nhìn được ảnh: trong ảnh có gì."))
    caption = blocks.CharBlock(max_length=300, label=_("Chú thích"))
    credit = blocks.CharBlock(max_length=200, label=_("Nguồn ảnh"), help_text=_("Ai chụp, ai vẽ."))

    class Meta:
        icon = "image"
        label = _("Ảnh")


class Story(blocks.StreamBlock):
    """The body of an article."""

    heading = blocks.CharBlock(max_length=200, icon="title", label=_("Tiêu đề nhỏ"))
    paragraph = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("Đoạn văn"), help_text=MARKS)
    quote = QuoteBlock()
    figures = FiguresBlock(FigureBlock())
    parts = PartsBlock()
    statement = StatementBlock()
    picture = PictureBlock()
    gallery = blocks.ListBlock(PictureBlock(), icon="image", label=_("Nhiều ảnh"))

    class Meta:
        block_counts: dict[str, Any] = {}
