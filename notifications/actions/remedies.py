"""What a person does about a message that did not arrive, or that nobody knows of."""

from datetime import datetime

from django.db import transaction

from notifications.actions import papering
from notifications.actions.messages import lives
from notifications.actions.moving import AT_ONCE, move, note
from notifications.enums import LOST, Channel, DeliveryState, Verdict, Why
from notifications.models import Delivery
from notifications.queries import mobiles, suppressions
from portal.accounts.models import User
from portal.lib import nudge


class CannotDecide(Exception):
    """Somebody has decided meanwhile, or there is nothing to decide."""


class CannotGoAgain(Exception):
    """Its words are gone, or nothing is sent to that address; `why` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


NO_WORDS, NO_ADDRESS, SUPPRESSED = "no_words", "no_address", "suppressed"


@transaction.atomic
def arrived(*, delivery: Delivery, by: User, at: datetime) -> None:
    """Its reader says that it came. Raises CannotDecide."""
    columns = {"accepted_at": at, "reason": "", "doubtful_at": None, "handled_at": at}
    if not move(delivery, DeliveryState.UNCERTAIN, DeliveryState.ACCEPTED, **columns):
        raise CannotDecide
    note(delivery, Verdict.ARRIVED, by=by, at=at)


@transaction.atomic
def send_again(*, delivery: Delivery, by: User, at: datetime) -> Delivery:
    """Sends it once more: what is in doubt with its same Message-ID, what came to nothing as a new round, to the
    address its reader has now. Answers the delivery that goes. Raises CannotDecide, CannotGoAgain.
    """
    if not delivery.text or delivery.channel == Channel.PUSH:
        raise CannotGoAgain(NO_WORDS)
    address = _address_now(delivery)
    if not address:
        raise CannotGoAgain(NO_ADDRESS)
    if delivery.message.entry_id and suppressions.of(address):
        raise CannotGoAgain(SUPPRESSED)

    until = at + lives(delivery.message)
    if delivery.state == DeliveryState.UNCERTAIN:
        columns = {"next_at": AT_ONCE, "doubtful_at": None, "expires_at": until, "reason": ""}
        if not move(delivery, DeliveryState.UNCERTAIN, DeliveryState.QUEUED, **columns):
            raise CannotDecide
        goes = delivery
    else:
        _handle(delivery, at)
        goes = _another_round(delivery, address, at, until)
    note(delivery, Verdict.AGAIN, by=by, at=at)
    nudge.on_commit("notifications.deliver")
    return goes


def _address_now(delivery: Delivery) -> str:
    """The person's address may have been put right meanwhile; a mailbox's and a stranger's are as they were."""
    person = delivery.message.person
    if delivery.state == DeliveryState.UNCERTAIN or person is None:
        return delivery.address
    return mobiles.number_of(person) if delivery.channel == Channel.SMS else person.email or ""


def _another_round(delivery: Delivery, address: str, at: datetime, until: datetime) -> Delivery:
    return Delivery.objects.create(
        message=delivery.message,
        channel=delivery.channel,
        address=address,
        round=Delivery.objects.filter(message=delivery.message, channel=delivery.channel, address=address).count(),
        text=delivery.text,
        html=delivery.html,
        attachment=delivery.attachment,
        attachment_name=delivery.attachment_name,
        next_at=at,
        expires_at=until,
        created_at=at,
    )


@transaction.atomic
def on_paper(*, delivery: Delivery, by: User, at: datetime) -> None:
    """Its reader gets it on paper: a letter waits for somebody to hand it over, and it is over here. What has no letter
    (a code, an answer to a stranger) is told by hand or by telephone. Raises CannotDecide.
    """
    if delivery.state == DeliveryState.UNCERTAIN:
        over = {"reason": Why.ON_PAPER, "doubtful_at": None, "handled_at": at}
        if not move(delivery, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED, **over):
            raise CannotDecide
    else:
        _handle(delivery, at)
    note(delivery, Verdict.PAPER, by=by, at=at)
    papering.write_anew(delivery.message, Why.ASKED_FOR, at=at)


@transaction.atomic
def see(*, delivery: Delivery, by: User, at: datetime) -> None:
    """It did not arrive, and nothing need be done about it. Raises CannotDecide."""
    _handle(delivery, at)
    note(delivery, Verdict.SEEN, by=by, at=at)


def _handle(delivery: Delivery, at: datetime) -> None:
    waits = Delivery.objects.filter(pk=delivery.pk, state__in=LOST, handled_at=None)
    if not waits.update(handled_at=at):
        raise CannotDecide
