"""Which mails belong together: those to one person about one breakdown, the call that told of it included."""

from uuid import UUID

from maintenance.models import Call
from notifications.enums import Channel, DeliveryState
from notifications.models import Delivery

BREAKDOWN, CALL = "maintenance.breakdown", "maintenance.call"
GONE = (DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.UNCERTAIN)


def first_of(delivery: Delivery) -> Delivery | None:
    """The first mail that went to the same address about the same breakdown; None when this is the first."""
    entry = delivery.message.entry
    if entry is None or entry.subject_label not in {BREAKDOWN, CALL}:
        return None
    earlier = Delivery.objects.filter(created_at__lte=delivery.created_at, pk__lt=delivery.pk)
    same = earlier.filter(channel=Channel.EMAIL, address=delivery.address, state__in=GONE)
    told = same.filter(message__entry__subject_id__in=_subjects(entry.subject_label, entry.subject_id))
    return told.order_by("created_at", "pk").first()


def _subjects(label: str, key: UUID) -> list[UUID]:
    breakdown = Call.objects.filter(pk=key).values_list("breakdown", flat=True).first() if label == CALL else key
    if breakdown is None:
        return [key]
    return [breakdown, *Call.objects.filter(breakdown=breakdown).values_list("pk", flat=True)]
