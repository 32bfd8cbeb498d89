"""Addresses of the member's face."""

from django.urls import path

from dangvu.member.views import alerts, home, meetings, phone, record, talk

app_name = "member"
urlpatterns = [
    path("", home.home, name="home"),
    path("ho-so/", record.record, name="record"),
    path("de-nghi/", record.ask, name="ask"),
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
    path("thoi-dung/", home.leave, name="leave"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("sw.js", phone.worker, name="worker"),
    path("ngoai-mang/", phone.offline, name="offline"),
    path("may/", phone.device, name="device"),
    path("gui/", phone.send, name="send"),
]
