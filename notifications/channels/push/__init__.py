"""Push: `keys` are ours, `parcel` seals a notice for one telephone (RFC 8291), `sending` hands it to its service."""

from notifications.channels.push.parcel import Parcel, pack
from notifications.channels.push.sending import send

__all__ = ["Parcel", "pack", "send"]
