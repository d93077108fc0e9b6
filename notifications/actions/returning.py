"""Reports about our own mails: one that will never arrive, and one whose reader called it unwanted.

They are believed for a mail of ours they name, whose name nobody guesses. What is only late changes nothing.
"""

from datetime import datetime

from django.db import transaction

from notifications.actions import suppressions
from notifications.channels.email import answering
from notifications.channels.email.arrived import Arrived, Report
from notifications.enums import Bad, Channel, Fate
from notifications.models import Arrival, Delivery
from notifications.rules import automatic


@transaction.atomic
def take(mail: Arrived, *, name: str, at: datetime) -> Arrival | None:
    """Writes down what a report says, once."""
    assert mail.report is not None  # noqa: S101 - whoever calls has looked
    delivery = _named(mail.report)
    columns = {
        "sender": mail.sender[:254],
        "subject": mail.subject[:240],
        "text": mail.text,
        "answers": delivery.message if delivery else None,
        "fate": Fate.RETURNED if delivery else Fate.AUTOMATIC,
        "at": at,
    }
    made, is_new = Arrival.objects.get_or_create(name=name, defaults=columns)
    if not is_new:
        return None
    if delivery:
        _tell(delivery, mail.report, at)
    return made


def _named(report: Report) -> Delivery | None:
    keys = [key for one in report.names if (key := answering.delivery_in(one))]
    return Delivery.objects.select_related("message").filter(pk__in=keys, channel=Channel.EMAIL).first()


def _tell(delivery: Delivery, report: Report, at: datetime) -> None:
    said = " ".join(f"{report.status} {report.said}".split())
    if report.kind == "feedback-report":
        suppressions.come_back(delivery=delivery, why=Bad.COMPLAINED, said=said, at=at)
    elif automatic.is_for_good(report.action, report.status):
        is_full = automatic.is_full(report.status)
        suppressions.come_back(delivery=delivery, why=Bad.BOUNCED, said=said, at=at, suppresses=not is_full)
