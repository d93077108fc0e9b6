"""The closed lists of speaking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    """The one vocabulary of a delivery's life (RELIABILITY §1). The last row are its ends."""

    QUEUED = "queued", _("en cola")
    CLAIMED = "claimed", _("preparando")
    HANDOFF = "handoff", _("entregando")
    RETRY_WAIT = "retry_wait", _("se intentará de nuevo")
    UNCERTAIN = "uncertain", _("no sabemos si llegó")
    ACCEPTED = "accepted", _("enviado")
    DELIVERED = "delivered", _("entregado")
    BOUNCED = "bounced", _("devuelto")
    FAILED = "failed", _("no se pudo enviar")
    EXPIRED = "expired", _("caducado")
    CANCELLED = "cancelled", _("anulado")


ENDS = frozenset(
    {
        DeliveryState.DELIVERED,
        DeliveryState.BOUNCED,
        DeliveryState.FAILED,
        DeliveryState.EXPIRED,
        DeliveryState.CANCELLED,
    }
)


class Class(models.TextChoices):
    """The four classes of TOUCHPOINTS: what can be switched off and what waits."""

    SAFETY = "safety", _("Seguridad")
    LEGAL = "legal", _("Legal")
    SERVICE = "service", _("Servicio")
    PROMOTION = "promotion", _("Promoción")


class Channel(models.TextChoices):
    EMAIL = "email", _("Correo")
    PAPER = "paper", _("Carta")
