"""Which rows a person may touch. Outside it a row does not exist: the same 404 as for one that never was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models

from maintenance.models import Breakdown, Bulletin, Finding, Lift, Photo, Visit, Work
from maintenance.models.breakdown import BreakdownQuerySet
from maintenance.models.finding import FindingQuerySet
from maintenance.models.lift import LiftQuerySet
from maintenance.models.photo import PhotoQuerySet
from maintenance.models.visit import VisitQuerySet
from maintenance.models.work import WorkQuerySet
from maintenance.queries import workable
from owners.enums.enquiries import MONEY
from owners.models import Contract, Document, Enquiry, Invoice, Mandate, Owner, Quote, Tenure
from owners.models.contract import ContractQuerySet
from owners.models.document import READERS as DOCUMENT_READERS
from owners.models.document import DocumentQuerySet
from owners.models.enquiry import EnquiryQuerySet
from owners.models.invoice import InvoiceQuerySet
from owners.models.quote import QuoteQuerySet
from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, OWNERS, PERMISSIONS, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock

SHEET = ("building", "card", "route__technician__person")
EVERYTHING = frozenset({Role.OFFICE, Role.ADMIN})
PAPER_READERS = frozenset(role for role in Role if Audience.OWNER in AUDIENCES[role])
READERS = frozenset(role for role in Role if Permission.READ_OWN_LIFTS in PERMISSIONS[role])
DECIDERS = frozenset(role for role in Role if Permission.DECIDE_QUOTES in PERMISSIONS[role])
PAYERS = frozenset(role for role in Role if Permission.READ_OWN_MONEY in PERMISSIONS[role])


@dataclass(frozen=True)
class Reading:
    """One lift as one person may read it: whose it is today, and which audiences the person belongs to."""

    lift: Lift
    owner: Owner | None
    audiences: frozenset[Audience]


def owners(person: User, at: datetime) -> models.QuerySet[Owner]:
    """Owners a person speaks for now, and may see the lifts of."""
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=READERS)
    return Owner.objects.filter(pk__in=held.values("owner"))


def lifts(person: User, at: datetime) -> LiftQuerySet:
    """Lifts of the owners a person speaks for. The office sees all, by its own permission."""
    everything: LiftQuerySet = Lift.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    held = Tenure.objects.held_on(today(at)).filter(owner__in=owners(person, at))
    return everything.filter(pk__in=held.values("lift"))


def visits(person: User, at: datetime) -> VisitQuerySet:
    """Visits to those lifts, for whom facts of the owner's audience are meant."""
    return Visit.objects.filter(lift__in=lifts_for(person, Audience.OWNER, at))


def findings(person: User, at: datetime) -> FindingQuerySet:
    """What was seen on those visits, unless it was taken back."""
    seen: FindingQuerySet = Finding.objects.standing()
    return seen.filter(visit__in=visits(person, at))


def breakdowns(person: User, at: datetime) -> BreakdownQuerySet:
    """Breakdowns of those lifts."""
    return Breakdown.objects.filter(lift__in=lifts(person, at))


def works(person: User, at: datetime) -> WorkQuerySet:
    """Works on those lifts."""
    return Work.objects.filter(lift__in=lifts(person, at))


def bulletins(person: User, at: datetime) -> models.QuerySet[Bulletin]:
    """Bulletins of those visits."""
    return Bulletin.objects.filter(visit__lift__in=lifts_for(person, Audience.OWNER, at))


def documents(person: User, at: datetime) -> DocumentQuerySet:
    """Documents about those owners, their lifts and their buildings, each as far as the person's role there reads."""
    everything: DocumentQuerySet = Document.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    seen = models.Q(pk=None)
    for audience in DOCUMENT_READERS:
        theirs = owners_for(person, audience, at)
        lifts = Tenure.objects.held_on(today(at)).filter(owner__in=theirs)
        about = models.Q(owner__in=theirs) | models.Q(lift__in=lifts.values("lift"))
        seen |= models.Q(audience=audience) & (about | models.Q(building__in=lifts.values("lift__building")))
    return everything.filter(seen)


def owners_for(person: User, audience: Audience, at: datetime) -> models.QuerySet[Owner]:
    """Owners a person speaks for now in a role that reads facts of an audience."""
    return owners_as(person, [role for role in Role if audience in AUDIENCES[role]], at)


def owners_as(person: User, roles: Collection[Role], at: datetime) -> models.QuerySet[Owner]:
    """Owners a person speaks for now in one of these roles."""
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=list(roles))
    return Owner.objects.filter(pk__in=held.values("owner"))


def photos(person: User, at: datetime) -> PhotoQuerySet:
    """Photos of what the person reads as an owner does, or works on. What a correction took back is gone for all."""
    lifts = lifts_for(person, Audience.OWNER, at)
    if grants.may(person, Permission.WORK_ON_LIFTS):
        theirs = workable.lifts(person, at)
        lifts = Lift.objects.filter(models.Q(pk__in=lifts.values("pk")) | models.Q(pk__in=theirs.values("pk")))
    keys = lifts.values("pk")
    of_visit, of_breakdown = models.Q(visit__lift__in=keys), models.Q(breakdown__lift__in=keys)
    of_finding = models.Q(finding__lift__in=keys, finding__withdrawn_at=None)
    return Photo.objects.here().filter(of_visit | of_breakdown | of_finding)


def invoices(person: User, at: datetime) -> InvoiceQuerySet:
    """Announced invoices of the owners whose money the person sees; for as long as the mandate holds, lift or no lift.

    The office sees all, those not announced yet too.
    """
    everything: InvoiceQuerySet = Invoice.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    return everything.announced().filter(owner__in=paid_for_by(person, at))


def invoice_files(person: User, at: datetime) -> InvoiceQuerySet:
    """Invoices whose file the person may have: one withdrawn is kept, and handed to the office alone."""
    found = invoices(person, at)
    return found if grants.may(person, Permission.RUN_OFFICE) else found.standing()


def contracts(person: User, at: datetime) -> ContractQuerySet:
    """Contracts of those owners."""
    everything: ContractQuerySet = Contract.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    return everything.filter(owner__in=paid_for_by(person, at))


def quotes(person: User, at: datetime) -> QuoteQuerySet:
    """Quotes to those owners; the office sees all."""
    everything: QuoteQuerySet = Quote.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    return everything.filter(owner__in=paid_for_by(person, at))


def quotes_to_decide(person: User, at: datetime) -> QuoteQuerySet:
    """Of those, the ones the person may still accept, decline or take to the meeting."""
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=DECIDERS)
    undecided: QuoteQuerySet = Quote.objects.undecided(today(at))
    return undecided.filter(owner__in=held.values("owner"))


def enquiries(person: User, at: datetime) -> EnquiryQuerySet:
    """Enquiries one asked oneself for an owner one still speaks for; who represents the owner sees everybody's, who
    keeps its accounts those about its money. The office sees all.
    """
    everything: EnquiryQuerySet = Enquiry.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    own = models.Q(asked_by=person, owner__in=speaks_for(person, at))
    of_money = models.Q(about__in=MONEY, owner__in=paid_for_by(person, at))
    return everything.filter(own | of_money | models.Q(owner__in=owners_for(person, Audience.OWNER, at)))


def speaks_for(person: User, at: datetime) -> models.QuerySet[Owner]:
    """Owners a person speaks for now in whatever role."""
    return owners_as(person, OWNERS, at)


def paid_for_by(person: User, at: datetime) -> models.QuerySet[Owner]:
    """Owners whose invoices and contracts a person sees by mandate."""
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=PAYERS)
    return Owner.objects.filter(pk__in=held.values("owner"))


def lifts_for(person: User, audience: Audience, at: datetime) -> LiftQuerySet:
    """Lifts of which the person may read facts of an audience."""
    everything: LiftQuerySet = Lift.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    roles = [role for role in Role if audience in AUDIENCES[role]]
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=roles)
    return everything.filter(
        pk__in=Tenure.objects.held_on(today(at)).filter(owner__in=held.values("owner")).values("lift")
    )


def reading(person: User, key: UUID, at: datetime) -> Reading | None:
    """The lift with its building, its card and who looks after it, in two queries; None outside the person's scope."""
    day = today(at)
    whole = Tenure.objects.select_related("owner__contact", *(f"lift__{part}" for part in SHEET))
    tenure = whole.held_on(day).filter(lift=key).order_by("owner").first()
    runs_office = grants.may(person, Permission.RUN_OFFICE)
    if tenure is None and not runs_office:
        return None
    roles = _roles_on(person, key, day)
    lift = tenure.lift if tenure else Lift.objects.filter(pk=key).select_related(*SHEET).first()
    if lift is None or not (runs_office or roles & READERS):
        return None
    return Reading(lift, tenure.owner if tenure else None, _audiences(roles))


def audiences_on(person: User, lift: Lift, at: datetime) -> frozenset[Audience]:
    """Audiences a person belongs to on one lift: by post, or by the mandates of its owner."""
    return _audiences(_roles_on(person, lift.pk, today(at)))


def _roles_on(person: User, lift: UUID, day: date) -> frozenset[Role]:
    owners_today = Tenure.objects.held_on(day).filter(lift=lift).values("owner")
    given = Mandate.objects.given_to(person, day).filter(owner__in=owners_today).values_list("role", flat=True)
    return (grants.of(person).roles & EVERYTHING) | {Role(role) for role in given}


def _audiences(roles: frozenset[Role]) -> frozenset[Audience]:
    return frozenset().union(*(AUDIENCES[role] for role in roles))


def owner_of(lift: Lift, at: datetime) -> Owner | None:
    """Whose lift it is now."""
    return Owner.objects.filter(pk__in=Tenure.objects.held_on(today(at)).filter(lift=lift).values("owner")).first()


def today(at: datetime) -> date:
    return clock.day_in(zone(), at)


def zone() -> str:
    return companies.current().time_zone
