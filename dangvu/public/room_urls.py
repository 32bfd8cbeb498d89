"""Addresses the editor's room has beside those of Wagtail."""

from django.urls import path

from dangvu.public.views import room

app_name = "room"
urlpatterns = [
    path("tu-hoi-nghi/", room.conferences, name="conferences"),
    path("xuat-ban/<int:pk>/", room.review, name="review"),
    path("xuat-ban/<int:pk>/<slug:what>/", room.act, name="act"),
]
