"""Paths for phones."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from maintenance.api.commands import command
from maintenance.api.photos import photo
from maintenance.api.ringing import ringing_of
from maintenance.api.round import round_of
from maintenance.api.session import session
from portal.web.access import public

app_name = "api"
urlpatterns = [
    path("session", session, name="session"),
    path("round", round_of, name="round"),
    path("ringing", ringing_of, name="ringing"),
    path("commands/<uuid:command>", command, name="command"),
    path("photos/<str:sha256>", photo, name="photo"),
    path("schema/", public(SpectacularJSONAPIView.as_view()), name="schema"),
]
