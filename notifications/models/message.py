from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Class
from notifications.models.digest import Digest
from owners.models import Mailbox
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.lib.keys import KeyField

BRING_A_LINK = frozenset({"document_published"})  # that opens a document without signing in


TITLE, WHERE = 240, 160  # characters; longer ones end in an ellipsis


class Message(models.Model):
    """One fact told by one touchpoint to a person or to a firm's program, or a mail of the house itself (a code).

    `goes_at` is when it goes by itself; what is gathered goes within a `digest`, and the summary `tells` one.
    `opened_at` is when its reader first came by it.
    """

    id = KeyField()
    touchpoint = models.CharField(_("mensaje"), max_length=40)
    kind = models.CharField(_("clase"), max_length=9, choices=Class)
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="messages", verbose_name=_("persona"))
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+", verbose_name=_("hecho"))
    mailbox = models.ForeignKey(
        Mailbox, models.PROTECT, null=True, related_name="messages", verbose_name=_("buzón de facturas")
    )
    title = models.CharField(_("asunto"), max_length=TITLE)
    where = models.CharField(_("dónde"), max_length=WHERE, blank=True)
    url = models.CharField(_("página"), max_length=300, blank=True)
    could_wait = models.BooleanField(_("podía esperar"), default=False)
    goes_at = models.DateTimeField(_("sale"), null=True)
    digest = models.ForeignKey(
        Digest, models.PROTECT, null=True, related_name="messages", verbose_name=_("va en el resumen")
    )
    tells = models.OneToOneField(
        Digest, models.PROTECT, null=True, related_name="message", verbose_name=_("es el resumen")
    )
    decision = models.CharField(_("decisión"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("creado"))
    opened_at = models.DateTimeField(_("abierto"), null=True)

    class Meta:
        verbose_name = _("mensaje")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["touchpoint", "person", "entry"],
                condition=models.Q(entry__isnull=False),
                name="one_message_per_person_and_fact",
            ),
            models.UniqueConstraint(
                fields=["touchpoint", "mailbox", "entry"],
                condition=models.Q(mailbox__isnull=False),
                name="one_message_per_mailbox_and_fact",
            ),
            models.CheckConstraint(
                condition=models.Q(mailbox=None) | models.Q(person=None, entry__isnull=False),
                name="a_mailbox_is_told_facts_and_is_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(digest=None) | models.Q(goes_at=None, tells=None),
                name="what_is_gathered_does_not_go_by_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-created_at", "-id"], name="messages_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint}: {self.title}"

    @property
    def may_hold_secrets(self) -> bool:
        """Whether it lets its reader in: any mail of the house itself may, and one that brings a link to a document."""
        is_of_the_house = self.entry_id is None and self.tells_id is None
        return is_of_the_house or self.touchpoint in BRING_A_LINK
