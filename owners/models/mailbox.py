from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from owners.enums import MailFileName, MailSubject
from owners.models.agency import Agency
from portal.accounts.models import User
from portal.lib.keys import KeyField


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def standing(self) -> "MailboxQuerySet":
        """Those nobody has removed."""
        return self.filter(removed_at=None)

    def open(self) -> "MailboxQuerySet":
        """Those to which invoices go: confirmed, not paused, not removed."""
        return self.standing().filter(confirmed_at__isnull=False, paused_at=None)


class Mailbox(models.Model):
    """Where a firm's program takes its invoices from: one address, to which each goes in a mail of its own."""

    id = KeyField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="mailboxes", verbose_name=_("administración"))
    address = models.EmailField(_("correo"))
    file_name = models.CharField(_("nombre del fichero"), max_length=14, choices=MailFileName)
    subject = models.CharField(_("asunto"), max_length=14, choices=MailSubject)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("pedido por"))
    asked_at = models.DateTimeField(_("pedido"))
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmado por")
    )
    confirmed_at = models.DateTimeField(_("confirmado"), null=True)
    paused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("en pausa por"))
    paused_at = models.DateTimeField(_("en pausa"), null=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("quitado por"))
    removed_at = models.DateTimeField(_("quitado"), null=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("buzón de facturas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(removed_at=None), name="one_standing_mailbox_per_firm"
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(confirmed_at__isnull=False), name="only_a_confirmed_mailbox_is_paused"
            ),
        ]

    def __str__(self) -> str:
        return self.address
