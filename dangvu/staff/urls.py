"""Addresses of the office's face."""

from django.urls import URLPattern

app_name = "staff"
urlpatterns: list[URLPattern] = []
