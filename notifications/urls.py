"""Paths of the pages about messages: what leaves the house, the demo's mailbox, firms' own, a proof to oneself."""

from django.urls import path

from notifications.views import deliveries, invoice_mailboxes, mailbox, proofs

app_name = "notifications"
urlpatterns = [
    path("office/deliveries/", deliveries.every, name="deliveries"),
    path("office/deliveries/resumption/", deliveries.resumption, name="sending-resumption"),
    path("office/deliveries/<uuid:delivery>/", deliveries.one, name="delivery"),
    path("office/deliveries/<uuid:delivery>/remedy/", deliveries.remedy, name="delivery-remedy"),
    path("office/suppressions/<int:suppression>/lifting/", deliveries.lifting, name="suppression-lifting"),
    path("office/publish/<uuid:batch>/proof/", proofs.proof, name="publishing-proof"),
    path("firms/<uuid:agency>/mailbox/", invoice_mailboxes.mailbox, name="invoice-mailbox"),
    path("firms/<uuid:agency>/mailbox/setting/", invoice_mailboxes.setting, name="invoice-mailbox-setting"),
    path("firms/<uuid:agency>/mailbox/code/", invoice_mailboxes.code, name="invoice-mailbox-code"),
    path(
        "firms/<uuid:agency>/mailbox/confirmation/", invoice_mailboxes.confirmation, name="invoice-mailbox-confirmation"
    ),
    path("firms/<uuid:agency>/mailbox/pause/", invoice_mailboxes.pause, name="invoice-mailbox-pause"),
    path("firms/<uuid:agency>/mailbox/removal/", invoice_mailboxes.removal, name="invoice-mailbox-removal"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<uuid:delivery>/", mailbox.mail, name="mail"),
    path("mailbox/<uuid:delivery>/page/", mailbox.page, name="mail-page"),
    path("mailbox/<uuid:delivery>/attachment/", mailbox.attachment, name="mail-attachment"),
]
