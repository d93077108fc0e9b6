"""E-mail: `layout` draws a letter, `parcel` packs a delivery and `sending` hands it over."""

from notifications.channels.email.parcel import Parcel, pack
from notifications.channels.email.sending import send

__all__ = ["Parcel", "pack", "send"]
