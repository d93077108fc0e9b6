from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Summary
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Digest(models.Model):
    """A person's summary of one day, which gathers messages until it is due and is written once.

    Its day is the person's own; when it is due was reckoned once, from that day. One that had nothing to say is
    written too, as no message.
    """

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="digests", verbose_name=_("persona"))
    kind = models.CharField(_("resumen"), max_length=7, choices=Summary)
    for_on = models.DateField(_("del día"))
    due_at = models.DateTimeField(_("sale"))
    composed_at = models.DateTimeField(_("escrito"), null=True)

    class Meta:
        verbose_name = _("resumen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "for_on"], name="one_summary_per_person_and_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(composed_at=None), name="summaries_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.for_on:%Y-%m-%d}"
