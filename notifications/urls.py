"""Paths of the pages about messages: the demo's mailbox, and a proof of what is to be published."""

from django.urls import path

from notifications.views import mailbox, proofs

app_name = "notifications"
urlpatterns = [
    path("office/publish/<uuid:batch>/proof/", proofs.proof, name="publishing-proof"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<uuid:delivery>/", mailbox.mail, name="mail"),
    path("mailbox/<uuid:delivery>/page/", mailbox.page, name="mail-page"),
    path("mailbox/<uuid:delivery>/attachment/", mailbox.attachment, name="mail-attachment"),
]
