"""E-mail: `layout` draws a letter, `parcel` packs a delivery, `sending` hands it over, `smtp` or a `provider` takes it,
`evidence` knows afterwards what was taken. What comes in: `inbox` reads it, `arrived` opens it, `answering` finds the
mail of ours it answers.
"""

from notifications.channels.email.parcel import Parcel, message_id, name_of, pack
from notifications.channels.email.sending import (
    behind,
    door_of,
    evidence_of,
    kept,
    look_up,
    send,
    settles_after,
)

__all__ = [
    "Parcel", "behind", "door_of", "evidence_of", "kept", "look_up", "message_id", "name_of", "pack", "send",
    "settles_after",
]  # fmt: skip
