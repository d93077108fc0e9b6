"""A call that somebody made for us from elsewhere, as his program tells it: once, and never otherwise."""

from django.db import transaction

from notifications.actions import conversations
from notifications.actions.conversations import Held
from notifications.enums import Direction, Outcome
from notifications.models import Conversation
from notifications.rules.policy import WEEK
from owners.actions.puts import putting
from owners.actions.puts.putting import Put, Told, refuse_other
from portal.accounts.models import User
from portal.lib.shapes.misfits import Misfit, Unfit

SAID = ("direction", "why", "outcome", "words", "could_wait", "for_us", "at")


@transaction.atomic
def put(told: Told) -> Put:
    """Writes it down, with what spoke against it then. A week later it is a person's to write down."""
    said = told.said
    person = User.objects.filter(pk=said["person"]).first()
    if person is None:
        raise Unfit(Misfit.NOT_HERE, "person", str(said["person"]))
    if said["at"] > told.at:
        raise Unfit(Misfit.TO_COME, "at")
    owner = putting.owner_called(told, said["owner"]) if said["owner"] else None
    if here := Conversation.objects.filter(**told.named).first():
        plain = {"person_id": person.pk, "owner_id": owner.pk if owner else None}
        refuse_other(vars(here), {name: said[name] for name in SAID} | plain)
        return Put(here.pk, putting.Outcome.SAME)
    if said["at"] < told.at - WEEK:
        raise Unfit(Misfit.DISAGREES, "at", "now")
    held = Held(
        direction=Direction(said["direction"]),
        why=said["why"],
        outcome=Outcome(said["outcome"]),
        person=person,
        phone=person.phone,
        owner=owner,
        words=said["words"],
        could_wait=said["could_wait"],
        for_us=said["for_us"],
        **told.named,
    )
    made = conversations.note(held=held, by=told.by, at=said["at"], written_at=told.at)
    return Put(made.pk, putting.Outcome.CREATED)
