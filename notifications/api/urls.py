"""Paths of telephones that take notices, and for programs of who calls for us."""

from django.urls import path

from notifications.api import calls
from notifications.api.push import acknowledgement, key, subscription

app_name = "push"
urlpatterns = [
    path("push-key", key, name="key"),
    path("subscriptions/<str:sha256>", subscription, name="subscription"),
    path("push-acknowledgement", acknowledgement, name="acknowledgement"),
    path("callees", calls.listed, name="callees"),
    path("conversations/by-external-id/<slug:source>/<str:external_id>", calls.put, name="put-conversation"),
]
