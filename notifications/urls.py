"""Paths of the pages about messages: the demo's mailbox."""

from django.urls import URLPattern

app_name = "notifications"
urlpatterns: list[URLPattern] = []
