"""Dossiers considered by an organisation (domain guide §2)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.picks import pick

FIGURES = (
    Figure(
        "admission_dossiers",
        "Hồ sơ đề nghị kết nạp",
        "Admission proposals",
        "Số hồ sơ đề nghị kết nạp đảng viên được xét trong kỳ, tính ở tổ chức đã xét.",
        "hồ sơ",
        "flow",
        Flow(pick("dossier", procedure="admission")),
    ),
    Figure(
        "recognition_dossiers",
        "Hồ sơ công nhận chính thức",
        "Recognition dossiers",
        "Số hồ sơ đề nghị công nhận đảng viên chính thức được xét trong kỳ, tính ở tổ chức đã xét.",
        "hồ sơ",
        "flow",
        Flow(pick("dossier", procedure="official_recognition")),
    ),
    Figure(
        "dossiers_considered",
        "Hồ sơ đã xét",
        "Dossiers considered",
        "Số hồ sơ các loại được xét trong kỳ, tách theo thủ tục.",
        "hồ sơ",
        "flow",
        Flow(pick("dossier")),
        lead=("procedure",),
    ),
    Figure(
        "dossiers_not_passed",
        "Hồ sơ xét không đạt",
        "Dossiers that did not pass",
        "Số hồ sơ được xét trong kỳ mà biểu quyết không đạt, tách theo thủ tục.",
        "hồ sơ",
        "flow",
        Flow(pick("dossier", outcome="not_passed")),
        lead=("procedure",),
    ),
)
