from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, DeliveryState
from notifications.models.message import Message
from notifications.models.subscription import Subscription
from portal.files.models import File
from portal.lib.keys import KeyField


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> "DeliveryQuerySet":
        """Waiting, and their time has come."""
        waiting = (DeliveryState.QUEUED, DeliveryState.RETRY_WAIT)
        return self.filter(state__in=waiting, next_at__lte=at)


class Delivery(models.Model):
    """One message on its way to one address by one channel. Its life ends; nothing stays in between.

    The address of a push is the key of its `subscription`. One that travels `within` another is told by that one.
    """

    id = KeyField()
    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries", verbose_name=_("mensaje"))
    channel = models.CharField(_("medio"), max_length=8, choices=Channel)
    address = models.CharField(_("a"), max_length=254, blank=True)
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, null=True, related_name="deliveries", verbose_name=_("teléfono")
    )
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="bundled", verbose_name=_("va con este otro")
    )
    state = models.CharField(_("estado"), max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    reason = models.CharField(_("por qué"), max_length=240, blank=True)
    text = models.TextField(_("texto"), blank=True)
    html = models.TextField(_("página"), blank=True)
    attachment = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name=_("adjunto"))
    attachment_name = models.CharField(_("nombre del adjunto"), max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    next_at = models.DateTimeField(_("próximo intento"))
    worker = models.CharField(_("en manos de"), max_length=80, blank=True)
    handed_at = models.DateTimeField(_("entregándose desde"), null=True)
    accepted_at = models.DateTimeField(_("aceptado"), null=True)
    expires_at = models.DateTimeField(_("caduca"))
    created_at = models.DateTimeField(_("creado"))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("envío")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "channel", "address"], name="one_delivery_per_address"),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="a_delivery_is_in_a_known_state"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="deliveries_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.address} {self.state}"
