"""What a person wants to hear: chosen on his page, or stopped with one press from a mail.

What he stops stops at once, also what was on its way.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from notifications import catalogue
from notifications.actions import moving
from notifications.enums import Channel, Class, Rhythm, Style, Topic, Why
from notifications.models import Choice, Delivery, Message, Preference
from notifications.queries.listeners import Wishes
from notifications.rules import rhythms
from owners.kinds import speaking
from owners.models import Mandate, Owner
from owners.queries import consents, scope
from portal.accounts.models import User
from portal.ledger import actions as ledger


@transaction.atomic
def choose(*, person: User, wishes: Wishes, at: datetime) -> Preference:
    """Keeps the person's wishes in place of the earlier ones."""
    found = _of(person, at)
    found.style, found.summary, found.paused_until = wishes.style, wishes.summary, wishes.paused_until
    found.quiet_from, found.quiet_to = wishes.quiet_from, wishes.quiet_to
    asked = _keep_paper(found, wishes.law_on_paper, wishes.summaries_on_paper, by=person, at=at)
    found.save()
    _prove(asked, found, at)
    if wishes.style == Style.OWN:
        _keep(found, wishes.choices)
        for topic, channel in wishes.channels.items():
            found.choices.filter(topic=topic).update(channel=channel)
    _take_back(person, [topic for topic in Topic if rhythms.is_off(topic, wishes.style, wishes.choices)])
    return found


@transaction.atomic
def take_paper(
    *, person: User, law_on_paper: bool, summaries_on_paper: bool, said: str, by: User, at: datetime
) -> Preference:
    """Somebody of the office writes down what a person asked to get on paper, and how he asked it."""
    found = _of(person, at)
    asked = _keep_paper(found, law_on_paper, summaries_on_paper, by=by, at=at, said=said)
    found.save()
    _prove(asked, found, at)
    return found


def _keep_paper(found: Preference, law: bool, summaries: bool, *, by: User, at: datetime, said: str = "") -> bool:
    if (found.law_on_paper, found.summaries_on_paper) == (law, summaries):
        return False
    found.law_on_paper, found.summaries_on_paper = law, summaries
    found.paper_said_by, found.paper_said_at, found.paper_said = by, at, said
    return True


def _prove(asked: bool, found: Preference, at: datetime) -> None:
    """What he asks to get on paper stands in the history of each owner he decides for in person."""
    if not asked:
        return
    mandates = Mandate.objects.held_on(scope.today(at)).filter(person=found.person, role__in=consents.GIVERS)
    owners = Owner.objects.filter(pk__in=mandates.values("owner")).order_by("pk")
    said = {"law": found.law_on_paper, "summaries": found.summaries_on_paper, "said": found.paper_said}
    told = {"person": str(found.person_id)} | said
    entries = [speaking.PAPER_ASKED.of(owner, occurred_at=at, more=told) for owner in owners]
    ledger.append(*entries, by=found.paper_said_by, at=at)


@transaction.atomic
def stop(*, person: User, topic: Topic, at: datetime) -> Preference:
    """He wants to hear no more of a topic, but for what the law asks. The rest stays as it was for him."""
    found = _of(person, at)
    before = rhythms.WHOLE.get(found.style)
    if before:
        _keep(found, dict.fromkeys(Topic.values, before))
    elif found.style != Style.OWN:
        found.choices.all().delete()
    found.style = Style.OWN
    found.save()
    _keep(found, {topic: Rhythm.OFF})
    _take_back(person, [topic])
    return found


@transaction.atomic
def not_me(*, person: User, at: datetime) -> bool:
    """Whoever reads at that address is not this person: nothing is written there any more. False when it was said."""
    found = _of(person, at)
    if not Preference.objects.filter(pk=found.pk, wrong_since=None).update(wrong_since=at):
        return False
    moving.cancel(Delivery.objects.filter(message__person=person).exclude(channel=Channel.PAPER), Why.WRONG_PERSON)
    return True


@transaction.atomic
def found_again(*, person: User, at: datetime) -> bool:
    """The office has put the address right: it is written to again."""
    said = Preference.objects.filter(person=person).exclude(wrong_since=None)
    return bool(said.update(wrong_since=None, changed_at=at))


def _of(person: User, at: datetime) -> Preference:
    found, is_new = Preference.objects.get_or_create(person=person, defaults={"changed_at": at})
    if not is_new:
        found.changed_at = at
    return found


def _keep(preference: Preference, choices: Mapping[str, str]) -> None:
    for topic, rhythm in choices.items():
        Choice.objects.update_or_create(preference=preference, topic=topic, defaults={"rhythm": rhythm})


def _take_back(person: User, topics: Collection[Topic]) -> None:
    """What he wants no more and has not gone goes no more; what the law asks goes on."""
    keys = [one.key for one in catalogue.ALL if one.topic in topics]
    unwanted = Message.objects.filter(person=person, kind=Class.SERVICE, touchpoint__in=keys)
    moving.take_back(unwanted, Why.SWITCHED_OFF)
