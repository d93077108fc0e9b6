"""Paths of telephones that take notices."""

from django.urls import path

from notifications.api.push import acknowledgement, key, subscription

app_name = "push"
urlpatterns = [
    path("push-key", key, name="key"),
    path("subscriptions/<str:sha256>", subscription, name="subscription"),
    path("push-acknowledgement", acknowledgement, name="acknowledgement"),
]
