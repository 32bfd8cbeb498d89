"""The demonstration's library, a resolution in two versions which the member's cell studies, and what that cell assigned. All invented."""

from __future__ import annotations

import datetime as dt

from dangvu.dossiers.holdings import members
from dangvu.handbook import assignments, library, studying, texts
from dangvu.handbook.shelf import Publication
from dangvu.orgs.models import Organisation, Person

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
TASKS = (
    "Phụ trách tổ sản xuất số 1; giúp một quần chúng học lớp nhận thức về Đảng.\nTheo dõi việc học tập nghị quyết của tổ.",
    "Thu đảng phí, ghi biên bản sinh hoạt; báo cáo quý trước ngày 20 của tháng cuối quý.",
    "Phụ trách công tác công đoàn, an toàn lao động của phân xưởng; nắm tâm tư người lao động, phản ánh với chi bộ.",
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
    place = Organisation.objects.get(code=cell).pk
    people = Person.objects.filter(pk__in=[person for person, _org in members([place], on)]).order_by("sort_key")
    rows = [assignments.Row(each.code, tasks=TASKS[number % len(TASKS)]) for number, each in enumerate(people)]
    assignments.write(cell=cell, year=on.year, on=on, rows=rows, decision={}, actor=actor)
    studying.begin(publication=made, org=place, on=on, questions=QUESTIONS, actor=actor)
