from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import WAITING, Channel, DeliveryState
from notifications.models.message import Message
from notifications.models.subscription import Subscription
from portal.files.models import File
from portal.lib.keys import KeyField


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> "DeliveryQuerySet":
        """Waiting, and their time has come; whatever the clock said meanwhile.

        What was to go at once goes, and so does what was refused later than now: the clock was set back.
        """
        at_once = models.Q(state=DeliveryState.QUEUED, next_at__lte=models.F("created_at"))
        set_back = models.Q(state=DeliveryState.RETRY_WAIT, handed_at__gt=at)
        waiting = self.filter(state__in=WAITING).exclude(channel=Channel.PAPER)  # a person carries those
        return waiting.filter(models.Q(next_at__lte=at) | at_once | set_back)


class Delivery(models.Model):
    """One message on its way to one address by one channel. Its life ends; nothing stays in between.

    The address of a push is the key of its `subscription`. One that travels `within` another is told by that one.
    What came to nothing never goes again: a person who wants it to writes the next `round`. `known_by` names who will
    say whether it arrived, if it is cut off; `handled_at` is when a person looked after what did not.
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
    round = models.PositiveSmallIntegerField(_("vuelta"), default=0)
    worker = models.CharField(_("en manos de"), max_length=80, blank=True)
    handed_at = models.DateTimeField(_("entregándose desde"), null=True)
    accepted_at = models.DateTimeField(_("aceptado"), null=True)
    known_by = models.CharField(_("quién sabrá si llegó"), max_length=260, blank=True)
    doubtful_at = models.DateTimeField(_("en duda desde"), null=True)
    looks = models.PositiveSmallIntegerField(_("veces que se ha preguntado"), default=0)
    resent_at = models.DateTimeField(_("mandado otra vez sin saberlo"), null=True)
    handled_at = models.DateTimeField(_("visto por la oficina"), null=True)
    expires_at = models.DateTimeField(_("caduca"))
    created_at = models.DateTimeField(_("creado"))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("envío")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message", "channel", "address", "round"], name="one_delivery_per_address_and_round"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="a_delivery_is_in_a_known_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_at"], name="deliveries_due"),
            models.Index(
                fields=["created_at", "id"], condition=models.Q(reason="by_phone"), name="deliveries_told_by_phone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.address} {self.state}"
