"""Paths of the pages about messages: one's own, what one wants to hear, mailboxes, what leaves, the demo's mailbox."""

from django.urls import path

from notifications.views import (
    deliveries,
    invoice_mailboxes,
    lines,
    mailbox,
    messages,
    preferences,
    proofs,
    reception,
    speaking,
)

app_name = "notifications"
urlpatterns = [
    path("office/deliveries/", deliveries.every, name="deliveries"),
    path("office/reception/", reception.received, name="reception"),
    path("office/deliveries/resumption/", deliveries.resumption, name="sending-resumption"),
    path("office/deliveries/<uuid:delivery>/", deliveries.one, name="delivery"),
    path("office/deliveries/<uuid:delivery>/remedy/", deliveries.remedy, name="delivery-remedy"),
    path("office/suppressions/<int:suppression>/lifting/", deliveries.lifting, name="suppression-lifting"),
    path("office/speaking/", speaking.owners, name="speaking"),
    path("office/speaking/<uuid:wave>/", speaking.wave, name="speaking-wave"),
    path("office/speaking/<uuid:wave>/start/", speaking.start, name="speaking-start"),
    path("office/touchpoints/", lines.every, name="lines"),
    path("office/touchpoints/<slug:line>/", lines.one, name="line"),
    path("office/touchpoints/<slug:line>/switch/", lines.switch, name="line-switch"),
    path("office/touchpoints/<slug:line>/words/", lines.wording, name="line-words"),
    path("office/touchpoints/<slug:line>/words/ours/", lines.ours, name="line-ours"),
    path("office/touchpoints/<slug:line>/mail/", lines.mail, name="line-mail"),
    path("office/publish/<uuid:batch>/proof/", proofs.proof, name="publishing-proof"),
    path("firms/<uuid:agency>/mailbox/", invoice_mailboxes.mailbox, name="invoice-mailbox"),
    path("firms/<uuid:agency>/mailbox/setting/", invoice_mailboxes.setting, name="invoice-mailbox-setting"),
    path("firms/<uuid:agency>/mailbox/code/", invoice_mailboxes.code, name="invoice-mailbox-code"),
    path(
        "firms/<uuid:agency>/mailbox/confirmation/", invoice_mailboxes.confirmation, name="invoice-mailbox-confirmation"
    ),
    path("firms/<uuid:agency>/mailbox/pause/", invoice_mailboxes.pause, name="invoice-mailbox-pause"),
    path("firms/<uuid:agency>/mailbox/removal/", invoice_mailboxes.removal, name="invoice-mailbox-removal"),
    path("messages/", messages.messages, name="messages"),
    path("messages/<uuid:message>/", messages.message, name="message"),
    path("messages/<uuid:message>/letter/", messages.letter, name="message-letter"),
    path("office/people/<uuid:person>/messages/", messages.of_person, name="person-messages"),
    path("office/people/<uuid:person>/found-again/", messages.found_again, name="person-found-again"),
    path("account/preferences/", preferences.preferences, name="preferences"),
    path("account/preferences/preview/", preferences.preview, name="preferences-preview"),
    path("stop/<str:signed>/", preferences.stop, name="stop"),
    path("not-me/<str:signed>/", preferences.not_me, name="not-me"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<uuid:delivery>/", mailbox.mail, name="mail"),
    path("mailbox/<uuid:delivery>/page/", mailbox.page, name="mail-page"),
    path("mailbox/<uuid:delivery>/attachment/", mailbox.attachment, name="mail-attachment"),
]
