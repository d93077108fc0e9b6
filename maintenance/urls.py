"""Paths of the office's pages."""

from django.urls import URLPattern

app_name = "maintenance"
urlpatterns: list[URLPattern] = []
