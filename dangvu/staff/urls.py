"""Addresses of the office's face."""

from django.urls import path

from dangvu.staff.views import dossiers, due, entries, figures, home, papers, people, reports, rules, session, statement, tree

app_name = "staff"
urlpatterns = [
    path("dang-nhap/", session.Login.as_view(), name="login"),
    path("thoat/", session.Logout.as_view(), name="logout"),
    path("", home.home, name="home"),
    path("cay/", tree.tree, name="tree"),
    path("to-chuc/<str:code>/", tree.organisation, name="organisation"),
    path("dang-vien/", people.people, name="people"),
    path("dang-vien/<str:code>/", people.person, name="person"),
    path("bien-dong/", statement.statement_page, name="statement"),
    path("so-lieu/", figures.figures, name="figures"),
    path("so-lieu/<str:code>/", figures.figure, name="figure"),
    path("so-lieu/<str:code>/bieu-do.svg", figures.chart, name="chart"),
    path("but-toan/<int:number>/", entries.entry, name="entry"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/moi/<slug:kind>/", dossiers.new, name="dossier_new"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/buoc/<slug:verb>/", dossiers.step, name="dossier_step"),
    path("ho-so/<int:pk>/rut-lai/", dossiers.take_back, name="dossier_take_back"),
    path("ho-so/<int:pk>/nguoi/", dossiers.add_people, name="dossier_people"),
    path("ho-so/<int:pk>/giay-to/", papers.add, name="paper_add"),
    path("ho-so/<int:pk>/giay-to/<int:paper>/chuyen/", papers.send, name="paper_send"),
    path("ho-so/<int:pk>/tep/<int:file>/", papers.download, name="paper_file"),
    path("ho-so/<int:pk>/van-ban/<str:code>/", papers.write, name="dossier_writing"),
    path("han-viec/", due.due_list, name="due"),
    path("han-viec/huy-hieu/", due.forecast_list, name="badge_forecast"),
    path("han-viec/phieu/", due.sheets, name="due_sheets"),
    path("han-viec/<int:user>/<str:key>.ics", due.feed, name="due_feed"),
    path("quy-dinh/", rules.rules, name="rules"),
    path("quy-dinh/thay-doi/", rules.changes, name="rule_changes"),
    path("quy-dinh/lich/", rules.calendar, name="calendar"),
    path("quy-dinh/lich/them/", rules.add_day, name="calendar_add"),
    path("quy-dinh/muc/<str:key>/", rules.rule, name="rule"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/moi/", reports.new, name="report_new"),
    path("bao-cao/<int:pk>/", reports.report, name="report"),
    path("bao-cao/<int:pk>/muc/<slug:key>/", reports.section, name="report_section"),
    path("bao-cao/<int:pk>/muc/<slug:key>/xem-truoc/", reports.preview, name="report_preview"),
    path("bao-cao/<int:pk>/kiem-tra/", reports.checks, name="report_check"),
    path("bao-cao/<int:pk>/ban-hanh/", reports.issue, name="report_issue"),
    path("bao-cao/<int:pk>/da-biet/", reports.then_and_now, name="report_then_and_now"),
    path("bao-cao/<int:pk>/tai-ve/<slug:form>/", reports.download, name="report_download"),
]
