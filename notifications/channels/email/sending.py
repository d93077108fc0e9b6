"""The last door: whoever EMAIL_SENDER names takes the parcel out of the house.

A sender is a function of a parcel that returns when the other side has taken it and raises Undeliverable when not.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from notifications.channels import Undeliverable
from notifications.channels.email.parcel import Parcel


def send(parcel: Parcel) -> None:
    """Hands it over; raises Undeliverable. Without a sender nothing leaves: in the demo mails are read at /mailbox/."""
    if settings.EMAIL_SENDER:
        _sender(settings.EMAIL_SENDER)(parcel)


def _sender(name: str) -> Callable[[Parcel], None]:
    """The function of that name; a wrong name is mended by who set it, and costs no letter."""
    try:
        found: Callable[[Parcel], None] = import_string(name)
    except ImportError as unknown:
        raise Undeliverable(f"no such sender: {unknown}") from unknown
    return found
