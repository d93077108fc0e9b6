"""E-mail: `layout` draws a letter, `parcel` packs a delivery, `sending` hands it over, `smtp` is who takes it,
`evidence` knows afterwards what was taken.
"""

from notifications.channels.email.parcel import Parcel, message_id, pack
from notifications.channels.email.sending import door, evidence_of, kept, look_up, send, settles_after

__all__ = ["Parcel", "door", "evidence_of", "kept", "look_up", "message_id", "pack", "send", "settles_after"]
