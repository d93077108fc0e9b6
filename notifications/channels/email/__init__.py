"""E-mail: `layout` draws a letter, `parcel` packs a delivery, `sending` hands it over, `smtp` is who takes it."""

from notifications.channels.email.parcel import Parcel, pack
from notifications.channels.email.sending import send

__all__ = ["Parcel", "pack", "send"]
