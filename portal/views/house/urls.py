"""Paths of the house's own pages."""

from django.urls import path

from portal.views.house import health, home, roles

urlpatterns = [
    path("", home.home, name="home"),
    path("roles/", roles.roles, name="roles"),
    path("livez", health.alive, name="livez"),
    path("readyz", health.ready, name="readyz"),
]
