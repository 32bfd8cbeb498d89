"""What the office's registers count (domain guide §7-9): documents, classes, commendations, elections, petitions, tasks."""

from __future__ import annotations

from dangvu.figures.base import Distinct, Figure, Flow, Stock
from dangvu.figures.catalogue.organisations import GRASSROOTS
from dangvu.figures.composites import Rate
from dangvu.figures.picks import Pick, pick


def counted(code: str, titles: tuple[str, str], what: str, unit: str, of: Pick, *lead: str) -> Figure:
    """A figure that counts a register's lines in a period."""
    return Figure(code, *titles, f"{what} trong kỳ.", unit, "flow", Flow(of), lead)


FIGURES = (
    counted("commend_collectives", ("Tập thể được khen thưởng", "Collectives commended"), "Số lượt tổ chức được khen thưởng", "tập thể",
            pick("commendation", of="organisation")),
    counted("commend_individuals", ("Cá nhân được khen thưởng", "Individuals commended"), "Số lượt đảng viên được khen thưởng", "cá nhân",
            pick("commendation", of="member")),
    counted("training_classes", ("Số lớp bồi dưỡng", "Classes held"), "Số lớp bồi dưỡng kết thúc", "lớp", pick("class"), "course"),
    counted("prospects_trained", ("Quần chúng học lớp đối tượng", "Prospects trained"),
            "Số quần chúng hoàn thành lớp bồi dưỡng nhận thức về Đảng", "quần chúng", pick("trained", course="prospects")),
    counted("probationary_trained", ("Đảng viên mới/dự bị được bồi dưỡng", "New members trained"),
            "Số đảng viên mới hoàn thành lớp bồi dưỡng", "đảng viên", pick("trained", course="new_members")),
    counted("theory_training", ("Cử học lý luận chính trị", "Sent to theory course"),
            "Số đảng viên học lớp lý luận chính trị", "đảng viên", pick("trained", course="theory"), "level"),
    counted("documents_issued", ("Văn bản ban hành", "Documents issued"), "Số văn bản vào sổ văn bản đi", "văn bản",
            pick("document", direction="issued"), "type"),
    counted("documents_received", ("Văn bản đến", "Documents received"), "Số văn bản vào sổ văn bản đến", "văn bản",
            pick("document", direction="received"), "type"),
    counted("committee_elected", ("Cấp ủy, đại biểu được bầu", "Committee members and delegates elected"), "Số người được bầu", "đồng chí",
            pick("elected"), "body"),
    counted("task_by_grade", ("Nhiệm vụ đăng ký theo mức", "Registered tasks by grade"), "Số nhiệm vụ đăng ký được đánh giá", "nhiệm vụ",
            pick("task_graded"), "grade"),
    Figure("members_assigned", "Đảng viên được phân công công tác", "Members assigned work",
           "Số đảng viên khác nhau được chi bộ phân công công tác trong kỳ (cả năm: từ 1/1 đến 31/12); một người nhiều lần tính một.",
           "đảng viên", "flow", Distinct(Flow(pick("assignment")), "person")),
    counted("assignments_given", ("Lượt phân công công tác cho đảng viên", "Assignments given"),
            "Số lượt phân công công tác cho đảng viên, kể cả phân công lại", "lượt đảng viên", pick("assignment")),
    Figure("assignments_reported", "Đảng viên đã báo cáo công tác được phân công", "Members who reported on their assignment",
           "Số đảng viên khác nhau đã báo cáo kết quả công tác được phân công trong kỳ.", "đảng viên", "flow",
           Distinct(Flow(pick("assignment_report")), "person")),
    counted("assignments_judged", ("Đánh giá công tác được phân công", "Assignments judged"),
            "Số lượt đảng viên được đánh giá kết quả công tác được phân công", "lượt đảng viên", pick("assignment_judged"), "grade"),
    counted("complaints_handled", ("Đơn thư được xử lý", "Petitions handled"), "Số đơn thư tiếp nhận, giải quyết", "đơn",
            pick("petition_handled"), "stage"),
    counted("discipline_waived", ("Không kỷ luật (hết thời hiệu)", "Discipline waived"),
            "Số đảng viên có vi phạm nhưng hết thời hiệu kỷ luật", "đảng viên", pick("discipline_waived")),
    counted("legal_referral", ("Kiến nghị xử lý pháp luật, hành chính", "Legal and administrative referrals"),
            "Số trường hợp kiến nghị xử lý", "đảng viên", pick("referral_made"), "to"),
    counted("mass_orgs_founded", ("Tổ chức đoàn thể lập mới", "Mass organisations founded"), "Số tổ chức đoàn thể thành lập", "tổ chức",
            pick("mass_organisation_founded"), "type"),
    counted("committees_consolidated", ("Cấp ủy được kiện toàn", "Committees consolidated"), "Số cấp ủy được kiện toàn", "cấp ủy",
            pick("committee_consolidated")),
    counted("study_registrations", ("Đăng ký học tập, làm theo Bác", "Registrations under Directive 05"),
            "Số bản đăng ký học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "bản", pick("study_registered")),
    counted("examples_praised", ("Gương điển hình được biểu dương", "Examples praised"), "Số gương điển hình được biểu dương", "gương",
            pick("example_praised")),
    counted("mobilisation_models", ("Mô hình “Dân vận khéo”", "Skilful mobilisation models"), "Số mô hình “Dân vận khéo” được ghi",
            "mô hình", pick("mobilisation_model"), "stage"),
    counted("dialogues", ("Cuộc đối thoại", "Dialogues"), "Số cuộc đối thoại với nhân dân, người lao động", "cuộc", pick("dialogue_held")),
    Figure("mass_members", "Đoàn viên, hội viên đoàn thể", "Members of mass organisations",
           "Số đoàn viên, hội viên các đoàn thể đang có trong sổ, tách theo đoàn thể.", "người", "stock", Stock(pick("mass_membership")),
           ("type",)),
    counted("learning_models", ("Mô hình học tập theo Bác", "“Follow Uncle Ho” models"), "Số mô hình đăng ký", "mô hình",
            pick("learning_model")),
    counted("members_vetted", ("Thẩm tra tư cách", "Members vetted"), "Số lượt thẩm tra phục vụ công tác cán bộ", "đảng viên",
            pick("member_vetted")),
    counted("political_standard_checks", ("Kết luận tiêu chuẩn chính trị", "Political-standard conclusions"), "Số kết luận ban hành",
            "trường hợp", pick("political_standard_concluded")),
    counted("badge_dossiers", ("Hồ sơ đề nghị huy hiệu", "Badge dossiers"), "Số hồ sơ đề nghị tặng Huy hiệu Đảng được xét", "hồ sơ",
            pick("dossier", procedure="badge"), "years"),
    counted("badge_handover", ("Huy hiệu theo nơi trao", "Badges by place of award"), "Số Huy hiệu Đảng được trao, truy tặng", "đảng viên",
            pick("badge"), "place"),
    Figure("congress_progress", "Tiến độ đại hội", "Congress progress",
           "Số tổ chức cơ sở đảng đã tổ chức đại hội trong kỳ chia cho số tổ chức cơ sở đảng đang hoạt động cuối kỳ.",
           "%", "rate", Rate(Flow(pick("congress_held")), GRASSROOTS)),
)  # fmt: skip
