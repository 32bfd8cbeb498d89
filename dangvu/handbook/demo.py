"""The demonstration's library: a resolution in two versions, which the member's cell studies. Its text is invented."""

from __future__ import annotations

import datetime as dt

from dangvu.handbook import library, studying, texts
from dangvu.handbook.shelf import Publication
from dangvu.orgs.models import Organisation

HEAD = library.Head("resolution", "09-NQ/ĐU", "Đảng ủy", "Nghị quyết về nâng cao chất lượng sinh hoạt của chi bộ", dt.date(2023, 2, 15))
TEXT = """I. Mục tiêu
Mỗi chi bộ sinh hoạt đủ, đúng kỳ, có nội dung thiết thực với việc của đơn vị.
Ít nhất 80% đảng viên nhận tài liệu trước buổi sinh hoạt ba ngày.
II. Nhiệm vụ
1. Chuẩn bị
Bí thư và cấp ủy thống nhất nội dung; đảng viên đọc tài liệu, chuẩn bị ý kiến.
2. Sinh hoạt
Thảo luận dân chủ; kết luận rõ người, rõ việc, rõ thời hạn.
III. Tổ chức thực hiện
Văn phòng đảng ủy theo dõi, báo cáo hằng quý."""
AGAIN = (
    ("80%", "90%"),
    ("báo cáo hằng quý.", "báo cáo hằng tháng.\nChi bộ không dùng được sổ tay điện tử thì nhận tài liệu giấy."),
)
QUESTIONS = "Buổi sinh hoạt của chi bộ mình còn hình thức ở khâu nào?\nAi giúp đảng viên cao tuổi nhận và đọc tài liệu?"


def prepare(org: int, cell: str, on: dt.date, actor: str) -> None:
    """Publish it and call the cell to study it, once."""
    if Publication.objects.exists():
        return
    made = library.publish(org=org, head=HEAD, parts=texts.read(typed=TEXT), actor=actor)
    newer = TEXT
    for old, new in AGAIN:
        newer = newer.replace(old, new)
    library.renew(publication=made, head=HEAD, parts=texts.read(typed=newer), note="Bổ sung sau góp ý của các chi bộ", actor=actor)
    studying.begin(publication=made, org=Organisation.objects.get(code=cell).pk, on=on, questions=QUESTIONS, actor=actor)
