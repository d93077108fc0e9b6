"""SMS: `layout` shortens a letter, `parcel` packs a delivery, `sending` hands it to the gateway SMS_SENDER names
(`bulksms` is one), which is asked afterwards by our own name of it.
"""

from notifications.channels.sms.parcel import Parcel, pack
from notifications.channels.sms.sending import (
    behind,
    door_of,
    evidence_of,
    fate_of,
    is_on,
    kept,
    look_up,
    name_of,
    send,
    settles_after,
    tells_fates,
)

__all__ = [
    "Parcel", "behind", "door_of", "evidence_of", "fate_of", "is_on", "kept", "look_up", "name_of", "pack", "send",
    "settles_after", "tells_fates",
]  # fmt: skip
