"""Addresses of the member's face."""

from django.urls import path

from dangvu.member.views import alerts, home, library, meetings, phone, record, talk, work

app_name = "member"
urlpatterns = [
    path("", home.home, name="home"),
    path("ho-so/", record.record, name="record"),
    path("de-nghi/", record.ask, name="ask"),
    path("cong-tac/", work.work, name="work"),
    path("ban-sao.xlsx", record.copy, name="copy"),
    path("hop/", meetings.meetings, name="meetings"),
    path("hop/<int:pk>/", meetings.meeting, name="meeting"),
    path("hop/<int:pk>/tra-loi/", meetings.reply, name="reply"),
    path("hop/<int:pk>/ghi-chep/", meetings.jot, name="jot"),
    path("hop/<int:pk>/co-mat/", meetings.present, name="present"),
    path("hop/<int:pk>/tai-lieu/<int:paper>/", meetings.handout, name="handout"),
    path("trao-doi/", talk.talk, name="talk"),
    path("trao-doi/<int:pk>/rut-lai/", talk.withdraw, name="withdraw"),
    path("tham-do/<int:pk>/", talk.poll, name="poll"),
    path("viec-moi/", alerts.listed, name="news"),
    path("bao-tin/", alerts.alerts, name="alerts"),
    path("bao-tin/lich/", alerts.calendar_act, name="calendar_act"),
    path("bao-tin/may/", alerts.subscription, name="subscription"),
    path("lich/<str:key>.ics", alerts.calendar, name="calendar"),
    path("thu-vien/", library.shelf, name="library"),
    path("thu-vien/<int:pk>/", library.text, name="library_text"),
    path("thu-vien/<int:pk>/ban/<int:place>/", library.edition, name="library_edition"),
    path("thu-vien/<int:pk>/ban/<int:place>/thay-doi/", library.changes, name="library_changes"),
    path("thu-vien/<int:pk>/ban/<int:place>/danh-dau/", library.mark, name="library_mark"),
    path("thu-vien/dau-trang/<int:pk>/bo/", library.unmark, name="library_unmark"),
    path("hoc-tap/<int:pk>/", library.study, name="study"),
    path("hoc-tap/<int:pk>/da-hoc/", library.studied, name="studied"),
    path("thoi-dung/", home.leave, name="leave"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("sw.js", phone.worker, name="worker"),
    path("ngoai-mang/", phone.offline, name="offline"),
    path("may/", phone.device, name="device"),
    path("gui/", phone.send, name="send"),
    path("da-gui/", phone.sent, name="sent"),
    path("da-gui/<int:pk>/cat/", phone.put_away, name="put_away"),
]
