"""Addresses of the site: each face owns its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("dangvu.staff.urls")),
]
