"""A delivery as a gateway takes it, by a name of our own that was fixed before the first attempt."""

from dataclasses import dataclass

from notifications.channels import Withdrawn, wanting
from notifications.enums import Why
from notifications.models import Delivery
from notifications.queries import mobiles
from notifications.rules import gsm
from portal.lib import clock


@dataclass(frozen=True)
class Parcel:
    """To which number, what, and by which name of ours."""

    name: str
    number: str
    text: str

    @property
    def is_unicode(self) -> bool:
        """Whether it needs sixteen bits a letter."""
        return not gsm.is_plain(self.text)


def pack(delivery: Delivery) -> Parcel:
    """The SMS of a delivery; raises Withdrawn when there is nothing to tell any more, or the number is his no more."""
    message = delivery.message
    if not wanting.is_wanted(message, clock.now()):
        raise Withdrawn(Why.OVER)
    if message.entry_id and message.person and mobiles.number_of(message.person) != delivery.address:
        raise Withdrawn(Why.NO_PHONE)
    return Parcel(str(delivery.pk), delivery.address, delivery.text)
