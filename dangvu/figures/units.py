"""The units of measure of the catalogue, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

UNITS: Mapping[str, str | Promise] = {
    "đảng viên": pgettext_lazy("đơn vị tính", "đảng viên"),
    "tổ chức": pgettext_lazy("đơn vị tính", "tổ chức"),
    "lượt tổ chức": pgettext_lazy("đơn vị tính", "lượt tổ chức"),
    "lượt đảng viên": pgettext_lazy("đơn vị tính", "lượt đảng viên"),
    "cuộc": pgettext_lazy("đơn vị tính", "cuộc"),
    "hồ sơ": pgettext_lazy("đơn vị tính", "hồ sơ"),
    "đồng": pgettext_lazy("đơn vị tính", "đồng"),
    "lượt": pgettext_lazy("đơn vị tính", "lượt"),
    "chi bộ": pgettext_lazy("đơn vị tính", "chi bộ"),
    "lượt đối tượng": pgettext_lazy("đơn vị tính", "lượt đối tượng"),
    "người": pgettext_lazy("đơn vị tính", "người"),
    "tỷ đồng": pgettext_lazy("đơn vị tính", "tỷ đồng"),
    "kiến nghị": pgettext_lazy("đơn vị tính", "kiến nghị"),
    "nhiệm vụ": pgettext_lazy("đơn vị tính", "nhiệm vụ"),
    "đối tượng": pgettext_lazy("đơn vị tính", "đối tượng"),
    "văn bản": pgettext_lazy("đơn vị tính", "văn bản"),
    "mô hình": pgettext_lazy("đơn vị tính", "mô hình"),
    "hoạt động": pgettext_lazy("đơn vị tính", "hoạt động"),
    "buổi": pgettext_lazy("đơn vị tính", "buổi"),
    "% / hộ": pgettext_lazy("đơn vị tính", "% / hộ"),
    "chức vụ": pgettext_lazy("đơn vị tính", "chức vụ"),
    "thẻ": pgettext_lazy("đơn vị tính", "thẻ"),
    "vi phạm": pgettext_lazy("đơn vị tính", "vi phạm"),
    "chỉ tiêu": pgettext_lazy("đơn vị tính", "chỉ tiêu"),
    "đơn vị": pgettext_lazy("đơn vị tính", "đơn vị"),
    "tập thể": pgettext_lazy("đơn vị tính", "tập thể"),
    "cá nhân": pgettext_lazy("đơn vị tính", "cá nhân"),
    "lớp": pgettext_lazy("đơn vị tính", "lớp"),
    "quần chúng": pgettext_lazy("đơn vị tính", "quần chúng"),
    "đồng chí": pgettext_lazy("đơn vị tính", "đồng chí"),
    "đơn": pgettext_lazy("đơn vị tính", "đơn"),
    "cấp ủy": pgettext_lazy("đơn vị tính", "cấp ủy"),
    "bản": pgettext_lazy("đơn vị tính", "bản"),
    "gương": pgettext_lazy("đơn vị tính", "gương"),
    "trường hợp": pgettext_lazy("đơn vị tính", "trường hợp"),
    "triệu đồng": pgettext_lazy("đơn vị tính", "triệu đồng"),
    "tiêu chí": pgettext_lazy("đơn vị tính", "tiêu chí"),
    "nhiều loại": pgettext_lazy("đơn vị tính", "nhiều loại"),
    "tin, lượt": pgettext_lazy("đơn vị tính", "tin, lượt"),
    "đề tài": pgettext_lazy("đơn vị tính", "đề tài"),
}
