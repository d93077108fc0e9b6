"""Who takes the mails out in the proof: SMTP, with one who knows afterwards (`sure`), or nobody (`blind`)."""

import os
from pathlib import Path

from notifications.channels.email import smtp
from notifications.channels.email.parcel import Parcel
from notifications.channels.email.smtp import kept

__all__ = ["blind", "kept", "look_up", "sure"]
blind = "notifications.channels.email.smtp.send"


def sure(parcel: Parcel) -> None:
    """As SMTP sends."""
    smtp.send(parcel)


def look_up(message_id: str) -> bool | None:
    """What the server has written down."""
    taken = (Path(os.environ["SERVER"]) / "taken").read_text().split()
    return message_id.strip("<>").partition("@")[0] in taken
