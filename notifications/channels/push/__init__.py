"""Push: `keys` are ours, `parcel` seals a notice for one telephone (RFC 8291), `sending` hands it to its service."""

from notifications.channels.push.parcel import Parcel, pack
from notifications.channels.push.sending import (
    behind,
    door_of,
    evidence_of,
    kept,
    look_up,
    name_of,
    send,
    settles_after,
)

__all__ = [
    "Parcel", "behind", "door_of", "evidence_of", "kept", "look_up", "name_of", "pack", "send", "settles_after",
]  # fmt: skip
