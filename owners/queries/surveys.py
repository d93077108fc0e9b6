"""Whom we may ask, what is asked behind a signed address, and the answers as the office reads them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.models import Breakdown, Call, Technician
from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.enums.surveys import Question, Score
from owners.models import Enquiry, Mandate, Membership, Owner, Survey, Tenure
from owners.models.survey import SurveyQuerySet
from owners.queries import scope
from owners.queries.speaking import FIRST
from owners.rules import surveys as rules
from portal.accounts.models import User
from portal.ledger.kinds import Origin
from portal.lib import clock
from portal.web import pages, words

SALT = "owners.survey"
STILL_SORE = timedelta(days=30)  # after our answer, unless he closed it
LISTED = 100
ROWS = ("person", "owner", "breakdown__lift__building", "breakdown__technician__person", "assigned_to", "said_by")


@dataclass(frozen=True)
class Reported:
    """A breakdown that is over, with who told us of it first and for whom he speaks."""

    breakdown: Breakdown
    person: User
    owner: Owner


def reported(at: datetime) -> Iterator[Reported]:
    """Breakdowns over for some days, told us by somebody of an owner we write to; asked about by nobody yet."""
    ended = Breakdown.objects.filter(
        restored_at__gt=at - rules.WITHIN, restored_at__lte=at - rules.AFTER, origin=Origin.LIVE, surveys=None
    )
    for breakdown in ended.select_related("lift__building").order_by("restored_at", "pk"):
        first = Call.objects.filter(breakdown=breakdown, caller__isnull=False).order_by("called_at", "pk").first()
        tenure = Tenure.objects.held_on(scope.today(at)).filter(lift=breakdown.lift_id).select_related("owner").first()
        if first is None or first.caller is None or tenure is None:
            continue
        speaks = tenure.owner.speaking_since
        if speaks and speaks <= breakdown.reported_at and _stands_for(first.caller, tenure.owner, at):
            yield Reported(breakdown, first.caller, tenure.owner)


def to_ask_yearly(at: datetime) -> list[tuple[User, Owner, datetime]]:
    """Chairs and managers of owners we write to, each once: with the owner we wrote to longest, and since when."""
    today, found = scope.today(at), dict[UUID, tuple[User, Owner, datetime]]()
    held = Mandate.objects.held_on(today).filter(role__in=FIRST, owner__speaking_since__lte=at - rules.KNOWN)
    asked = Survey.objects.filter(question=Question.YEARLY, asked_at__gt=at - rules.YEAR).values("person")
    members = defaultdict[UUID, list[User]](list)
    for one in Membership.objects.held_on(today).select_related("person").order_by("pk"):
        members[one.agency_id].append(one.person)
    for mandate in held.select_related("owner", "person").order_by("owner__speaking_since", "pk"):
        people = [mandate.person] if mandate.person else members[mandate.agency_id] if mandate.agency_id else []
        for person in people:
            if mandate.owner.speaking_since and person.is_active:
                found.setdefault(person.pk, (person, mandate.owner, mandate.owner.speaking_since))
    done = set(asked.values_list("person", flat=True))
    return [one for key, one in found.items() if key not in done]


def asked_at(person: User) -> datetime | None:
    """When he was asked anything last."""
    last: datetime | None = Survey.objects.filter(person=person).aggregate(last=Max("asked_at"))["last"]
    return last


def asked_yearly_at(person: User) -> datetime | None:
    """When he was asked the yearly question last."""
    found = Survey.objects.filter(person=person, question=Question.YEARLY)
    last: datetime | None = found.aggregate(last=Max("asked_at"))["last"]
    return last


def complains(person: User, owner: Owner, at: datetime) -> bool:
    """Whether a complaint of his or of his owner's waits for us, or was answered lately and is not closed."""
    sore = Q(state=EnquiryState.OPEN) | Q(state=EnquiryState.ANSWERED, answered_at__gt=at - STILL_SORE)
    found = Enquiry.objects.filter(sore, kind=EnquiryKind.COMPLAINT)
    return found.filter(Q(asked_by=person) | Q(owner=owner)).exists()


def address(survey: Survey) -> str:
    """Where it is answered without signing in: the signed name allows that one answer and opens nothing else."""
    return reverse("owners:survey", args=[Signer(salt=SALT).sign(str(survey.pk))])


def signed(name: str) -> Survey | None:
    """The question of that signed name; None for one we did not sign."""
    try:
        key = UUID(Signer(salt=SALT).unsign(name))
    except (BadSignature, ValueError):
        return None
    return Survey.objects.select_related(*ROWS).filter(pk=key).first()


def day(breakdown: Breakdown, at: datetime) -> str:
    """The day it was reported, as it was where the lift is."""
    zone = breakdown.lift.building.time_zone
    return words.long(clock.day_in(zone, breakdown.reported_at), clock.day_in(zone, at))


def who_came(survey: Survey) -> Technician | None:
    """Who repaired it, whom thanks may reach; nobody of a yearly question."""
    return survey.breakdown.technician if survey.breakdown else None


def office() -> SurveyQuerySet:
    """All that were answered."""
    found: SurveyQuerySet = Survey.objects.answered().select_related(*ROWS)
    return found


def to_follow() -> QuerySet[Survey]:
    """Who gave a low score and was not called yet, the oldest first."""
    return Survey.objects.to_follow().select_related(*ROWS).order_by("answered_at", "pk")


def latest() -> QuerySet[Survey]:
    """The newest answers that wait for nobody."""
    waiting = Survey.objects.to_follow().values("pk")
    return office().exclude(pk__in=waiting).order_by("-answered_at", "-pk")[:LISTED]


def thanks(person: User) -> QuerySet[Survey]:
    """Thanks that reached a technician, the newest first."""
    found = office().filter(thanks=True, breakdown__technician__person=person)
    return found.order_by("-answered_at", "-pk")[:LISTED]


def line(survey: Survey, at: datetime) -> dict[str, Any]:
    """An answer as pages print it."""
    now = timezone.localtime(at)
    breakdown = survey.breakdown
    return {
        "key": survey.pk,
        "who": survey.person.name,
        "owner": survey.owner.name,
        "about": breakdown.lift.building.street if breakdown else str(Question.YEARLY.label),
        "url": pages.url_for(breakdown) if breakdown else "",
        "score": told(survey),
        "is_low": survey.score is not None and rules.is_low(survey.question, survey.score),
        "words": survey.words,
        "when": words.moment(timezone.localtime(survey.answered_at), now) if survey.answered_at else "",
        "calls": survey.assigned_to.name if survey.assigned_to else "",
        "said": survey.said,
        "said_by": survey.said_by.name if survey.said_by else "",
        "said_when": words.moment(timezone.localtime(survey.said_at), now) if survey.said_at else "",
        "thanks": survey.thanks,
    }


def told(survey: Survey) -> str:
    """The score in words: Muy bien, or 9 de 10."""
    if survey.score is None:
        return ""
    if survey.question == Question.BREAKDOWN:
        return str(Score(survey.score).label)
    return _("%(score)s de 10") % {"score": survey.score}


def _stands_for(person: User, owner: Owner, at: datetime) -> bool:
    return Mandate.objects.given_to(person, scope.today(at)).filter(owner=owner).exists()
