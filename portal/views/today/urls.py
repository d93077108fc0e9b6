"""Paths of the office's day."""

from django.urls import path

from portal.views.today import today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("set-aside/<int:row>/attempt/", today.attempt, name="set-aside-attempt"),
]
