from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.enums import Door, Ending
from portal.accounts.models import User
from portal.lib.keys import KeyField


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def live(self) -> "SubscriptionQuerySet":
        """Those that are still told."""
        return self.filter(gone_at=None)


class Subscription(models.Model):
    """A telephone or a computer that takes notices for a person, in the app or in the portal's pages (`door`).

    Address and keys are secrets, and go when it goes.
    """

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("persona"))
    door = models.CharField(_("puerta"), max_length=6, choices=Door, default=Door.FIELD)
    digest = models.CharField(_("huella"), max_length=64)
    endpoint = models.CharField(_("dirección"), max_length=1000, blank=True)
    p256dh = models.CharField(_("clave"), max_length=100, blank=True)
    auth = models.CharField(_("secreto"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("desde"))
    synced_at = models.DateTimeField(_("abierta por última vez"))
    last_acked_at = models.DateTimeField(_("lo último que enseñó"), null=True)
    gone_at = models.DateTimeField(_("hasta"), null=True)
    gone_because = models.CharField(_("por qué terminó"), max_length=8, choices=Ending, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("teléfono que recibe avisos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest"], condition=Q(gone_at=None), name="one_live_row_per_telephone"),
            models.CheckConstraint(
                condition=Q(gone_at=None) | Q(endpoint="", p256dh="", auth=""),
                name="a_telephone_that_is_gone_keeps_no_secret",
            ),
            models.CheckConstraint(
                condition=Q(gone_at=None, gone_because="") | Q(gone_at__isnull=False) & ~Q(gone_because=""),
                name="a_telephone_goes_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(gone_at=None), name="telephones_of_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
