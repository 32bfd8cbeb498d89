"""Discipline of members and organisations (domain guide §6)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.composites import Change, Share
from dangvu.figures.picks import pick

MEMBERS = Flow(pick("discipline", of="member"))
ORGS = Flow(pick("discipline", of="organisation"))

FIGURES = (
    Figure(
        "discipline_members",
        "Đảng viên bị kỷ luật",
        "Members disciplined",
        "Số quyết định kỷ luật đảng viên trong kỳ, tính ở chi bộ của đảng viên.",
        "đảng viên",
        "flow",
        MEMBERS,
    ),
    Figure(
        "discipline_members_by_form",
        "Kỷ luật theo hình thức",
        "Discipline by form",
        "Số quyết định kỷ luật đảng viên trong kỳ, tách theo hình thức.",
        "đảng viên",
        "flow",
        MEMBERS,
        lead=("form",),
    ),
    Figure(
        "discipline_by_authority",
        "Kỷ luật theo cấp quyết định",
        "Discipline by deciding body",
        "Số quyết định kỷ luật đảng viên trong kỳ, tách theo cấp quyết định.",
        "đảng viên",
        "flow",
        MEMBERS,
        lead=("authority",),
    ),
    Figure(
        "discipline_committee_members",
        "Cấp ủy viên bị kỷ luật",
        "Committee members disciplined",
        "Trong số đảng viên bị kỷ luật trong kỳ, số là cấp ủy viên.",
        "đảng viên",
        "flow",
        Flow(pick("discipline", of="member", committee_member="yes")),
    ),
    Figure(
        "discipline_change",
        "Kỷ luật so cùng kỳ",
        "Discipline vs same period last year",
        "Số quyết định kỷ luật đảng viên trong kỳ trừ số trong cùng kỳ năm trước.",
        "đảng viên",
        "change",
        Change(MEMBERS),
    ),
    Figure(
        "discipline_orgs",
        "Tổ chức đảng bị kỷ luật",
        "Organisations disciplined",
        "Số quyết định kỷ luật tổ chức đảng trong kỳ, tính ở tổ chức bị kỷ luật.",
        "tổ chức",
        "flow",
        ORGS,
    ),
    Figure(
        "discipline_orgs_by_form",
        "Kỷ luật tổ chức theo hình thức",
        "Organisation discipline by form",
        "Số quyết định kỷ luật tổ chức đảng trong kỳ, tách theo hình thức.",
        "tổ chức",
        "flow",
        ORGS,
        lead=("form",),
    ),
    Figure(
        "discipline_by_violation",
        "Kỷ luật theo nội dung vi phạm",
        "Discipline by violation",
        "Số vi phạm của đảng viên bị kỷ luật trong kỳ, tách theo nội dung; một đảng viên có thể có nhiều vi phạm.",
        "vi phạm",
        "flow",
        Flow(pick("violation")),
        lead=("content",),
    ),
    Figure(
        "violation_share",
        "Tỷ lệ trong số vi phạm",
        "Share within violations",
        "Số vi phạm của mỗi nội dung chia cho tổng số vi phạm của đảng viên bị kỷ luật trong kỳ.",
        "%",
        "rate",
        Share(Flow(pick("violation"))),
        lead=("content",),
    ),
    Figure(
        "discipline_share",
        "Tỷ lệ trong số bị kỷ luật",
        "Share within discipline",
        "Số đảng viên bị kỷ luật của mỗi nhóm chia cho tổng số đảng viên bị kỷ luật trong kỳ.",
        "%",
        "rate",
        Share(MEMBERS),
        lead=("form",),
    ),
)
