"""Enquiries as lists print them, the day of their answer, and what was asked about a thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from maintenance.models import Finding, Lift
from owners.enums.enquiries import About, EnquiryKind, EnquiryState
from owners.kinds.enquiries import ASKED
from owners.models import Enquiry, EnquiryWords, Owner, Tenure
from owners.models.enquiry import EnquiryQuerySet
from owners.queries import scope
from owners.rules import deadlines
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files.models import File
from portal.ledger.models import Entry
from portal.lib.text import fold
from portal.web import words

LISTED = 100
ROWS = ("owner__contact", "lift__building", "asked_by", "assigned_to", "taken_by")
EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class Row:
    """An enquiry as a list prints it."""

    pk: UUID
    number: str
    title: str
    kind: str
    under: str
    state: str
    tone: str
    who: str = ""


@dataclass(frozen=True)
class Groups:
    """Those that wait for us, those we have answered, and the closed ones."""

    waiting: list[Row]
    answered: list[Row]
    closed: list[Row]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.answered or self.closed)


def listed(person: User, at: datetime, *, wanted: str = "") -> Groups:
    """What waits first, the soonest day on top; the others by their last word."""
    found = sought(scope.enquiries(person, at), wanted).select_related(*ROWS)
    return Groups(
        waiting=rows(found.waiting().order_by("due_on", "pk")[:LISTED], at),
        answered=rows(found.filter(state=EnquiryState.ANSWERED).order_by("-said_at", "-pk")[:LISTED], at),
        closed=rows(found.filter(state=EnquiryState.CLOSED).order_by("-said_at", "-pk")[:LISTED], at),
    )


def sought(found: EnquiryQuerySet, wanted: str) -> EnquiryQuerySet:
    """Those that hold every word somebody looks for."""
    for word in fold(wanted).split():
        found = found.filter(search__contains=word)
    return found


def rows(found: Iterable[Enquiry], at: datetime) -> list[Row]:
    """As a list prints them."""
    today = scope.today(at)
    return [_row(one, today) for one in found]


def _row(one: Enquiry, today: date) -> Row:
    tone, state = standing(one, today)
    return Row(
        pk=one.pk,
        number=one.number,
        title=one.title,
        kind=str(EnquiryKind(one.kind).label),
        under=f"{one.number} · {place(one)} · {one.asked_by.name}",
        state=state,
        tone=tone,
        who=one.assigned_to.name if one.assigned_to else "",
    )


def how(enquiry: Enquiry) -> str:
    """How it came in, where it was not written in the portal."""
    return _("Por teléfono; la anotó %(name)s.") % {"name": enquiry.taken_by.name} if enquiry.taken_by else ""


def place(enquiry: Enquiry) -> str:
    """Where it is about, in a word: the street of its lift, else who its owner is."""
    return str(enquiry.lift.building.street if enquiry.lift else enquiry.owner.name)


def standing(enquiry: Enquiry, today: date) -> tuple[str, str]:
    """A tone, and where it stands in words: by when we answer, that we are late, answered, closed."""
    if enquiry.state == EnquiryState.CLOSED:
        return "", str(EnquiryState.CLOSED.label)
    if enquiry.state == EnquiryState.ANSWERED:
        return "ok", str(EnquiryState.ANSWERED.label)
    left = (enquiry.due_on - today).days
    if left < 0:
        return "stop", _("Vamos tarde: era hasta el %(day)s") % {"day": words.short(enquiry.due_on, today)}
    if not left:
        return "warn", _("Respuesta hoy")
    return "", _("Respuesta hasta el %(day)s") % {"day": words.short(enquiry.due_on, today)}


def promised(enquiry: Enquiry, today: date) -> str:
    """27 de noviembre: the last day to answer."""
    return words.long(enquiry.due_on, today)


def words_of(person: User, key: UUID, at: datetime) -> EnquiryWords | None:
    """What was said with a paper or photo beside it, in an enquiry the person sees."""
    seen = EnquiryWords.objects.filter(enquiry__in=scope.enquiries(person, at), file__isnull=False)
    return seen.select_related("file", "enquiry").filter(pk=key).first()


def file_name(said: EnquiryWords, file: File) -> str:
    """C-2026-0412-2.pdf."""
    return f"{said.enquiry.number}-{said.place}.{EXTENSIONS.get(file.media_type, 'bin')}"


def about(person: User, at: datetime, thing: About, key: UUID) -> list[Row]:
    """What was asked about a thing, as far as the person sees it, the newest first; of a visit, what it saw too."""
    named = Q(about=thing, about_id=key)
    if thing is About.VISIT:
        seen = Finding.objects.filter(Q(visit=key) | Q(visit__joined_to=key))
        named |= Q(about=About.FINDING, about_id__in=seen.values("pk"))
    found = scope.enquiries(person, at).filter(named).select_related(*ROWS)
    return rows(found.order_by("-asked_at", "-pk")[:LISTED], at)


def lines_asked_about(person: User, at: datetime, invoice: UUID) -> dict[int, Enquiry]:
    """By the line of an invoice, the last enquiry about it."""
    found = scope.enquiries(person, at).filter(about=About.INVOICE, about_id=invoice, line__isnull=False)
    return {one.line: one for one in found.order_by("asked_at", "pk") if one.line is not None}


def region(owner: Owner | None, lift: Lift | None) -> str:
    """Whose holidays count: those where the lift stands, else where the owner's first lift does, else our own."""
    if lift is not None:
        return lift.building.region
    held = Tenure.objects.filter(owner=owner, to_on=None).order_by("from_on", "pk")
    first = held.values_list("lift__building__region", flat=True).first() if owner else None
    return first or companies.current().region


def only_lift(owner: Owner, at: datetime) -> Lift | None:
    """The owner's lift, where there is but one."""
    held = Tenure.objects.held_on(scope.today(at)).filter(owner=owner).select_related("lift__building")
    found = [one.lift for one in held.order_by("pk")[:2]]
    return found[0] if len(found) == 1 else None


def answers_by(at: datetime, where: str, thing: str) -> dict[EnquiryKind, str]:
    """By kind, the last day we would answer what is asked now about a thing: «27 de noviembre»."""
    today, under_law = scope.today(at), companies.current().under_care_law
    is_billing = thing == About.INVOICE
    return {
        kind: words.long(
            deadlines.deadline(kind, today, where, is_billing=is_billing, under_care_law=under_law).on, today
        )
        for kind in EnquiryKind
    }


def received(enquiry: Enquiry) -> Entry:
    """The entry by which it came in: with the day that was promised then."""
    found = Entry.objects.of_stream(enquiry.owner_id).filter(subject_id=enquiry.pk, kind=ASKED.name)
    return found.order_by("number")[0]
