"""What an enquiry is about: a thing with a page, found through the scope of who asks, with whose it is and its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from maintenance.models import Breakdown, Finding, Lift, Visit, Work
from owners.enums.enquiries import About
from owners.models import Contract, Document, Enquiry, Invoice, Owner, Quote, Tenure
from owners.queries import invoice_page, scope, work_words
from portal.accounts.models import User
from portal.web import pages, words

Found = Callable[[User, datetime], Any]
SCOPES: dict[About, tuple[Found, tuple[str, ...]]] = {
    About.LIFT: (scope.lifts, ("building",)),
    About.VISIT: (scope.visits, ("lift__building",)),
    About.FINDING: (scope.findings, ("lift__building", "visit")),
    About.BREAKDOWN: (scope.breakdowns, ("lift__building",)),
    About.WORK: (scope.works, ("lift__building",)),
    About.INVOICE: (scope.invoices, ("owner",)),
    About.QUOTE: (scope.quotes, ("owner", "lift__building")),
    About.CONTRACT: (scope.contracts, ("owner",)),
    About.DOCUMENT: (scope.documents, ("owner", "lift__building", "building")),
}
MODELS: dict[About, Any] = {
    About.LIFT: Lift,
    About.VISIT: Visit,
    About.FINDING: Finding,
    About.BREAKDOWN: Breakdown,
    About.WORK: Work,
    About.INVOICE: Invoice,
    About.QUOTE: Quote,
    About.CONTRACT: Contract,
    About.DOCUMENT: Document,
}


@dataclass(frozen=True)
class Topic:
    """A thing somebody asks about; `line` is the place of an invoice's line."""

    about: About
    key: UUID
    owner: Owner
    lift: Lift | None
    name: str
    url: str
    line: int | None = None


def find(person: User, at: datetime, *, about: str, key: UUID | None, line: int | None = None) -> Topic | None:
    """The thing as this person may ask about it; None outside the person's scope."""
    if about not in About.values or key is None:
        return None
    found, beside = SCOPES[About(about)]
    thing = found(person, at).select_related(*beside).filter(pk=key).first()
    if thing is None:
        return None
    owner = _owner_of(thing, person, at)
    if owner is None:
        return None
    of_line = line if about == About.INVOICE and thing.lines.standing().filter(place=line).exists() else None
    lift = thing if about == About.LIFT else getattr(thing, "lift", None)
    return Topic(About(about), key, owner, lift, _name(thing, About(about), of_line, at), _url(thing), of_line)


def _url(thing: Any) -> str:
    """The address of its page, or of its place on the page of the visit it was seen on."""
    if isinstance(thing, Finding):
        return f"{pages.url_for(thing.visit)}#finding-{thing.pk}"
    return pages.url_for(thing)


def of(enquiry: Enquiry, person: User, at: datetime) -> tuple[str, str]:
    """What it is about, and its page for who may open it; nothing where it is about no thing."""
    if not enquiry.about:
        return "", ""
    topic = find(person, at, about=enquiry.about, key=enquiry.about_id, line=enquiry.line)
    return (topic.name, topic.url) if topic else (name_of(enquiry, at), "")


def name_of(enquiry: Enquiry, at: datetime) -> str:
    """What it is about, for whoever reads the enquiry itself."""
    if not enquiry.about:
        return ""
    about = About(enquiry.about)
    _found, beside = SCOPES[about]
    thing = MODELS[about].objects.select_related(*beside).get(pk=enquiry.about_id)
    return _name(thing, about, enquiry.line, at)


def _owner_of(thing: Any, person: User, at: datetime) -> Owner | None:
    owner: Owner | None = getattr(thing, "owner", None)
    if owner is not None:
        return owner
    if isinstance(thing, Document) and thing.building_id:
        held = Tenure.objects.held_on(scope.today(at)).filter(lift__building=thing.building_id)
        return scope.speaks_for(person, at).filter(pk__in=held.values("owner")).order_by("pk").first()
    return scope.owner_of(thing if isinstance(thing, Lift) else thing.lift, at)


def _name(thing: Any, about: About, line: int | None, at: datetime) -> str:
    match about:
        case About.INVOICE:
            return _invoice(thing, line, at)
        case About.QUOTE:
            return _("Presupuesto %(number)s: %(title)s") % {"number": thing.number, "title": thing.title}
        case About.CONTRACT:
            return str(thing.get_cover_display())
        case About.DOCUMENT:
            return str(thing.title)
        case _:
            return _at_the_lift(thing, about, at)


def _at_the_lift(thing: Any, about: About, at: datetime) -> str:
    match about:
        case About.VISIT:
            what = _("Revisión del %(day)s") % {"day": _day(thing, thing.finished_at, at)}
        case About.FINDING:
            said = {"day": _day(thing, thing.found_at, at), "words": thing.words}
            what = _("Visto el %(day)s: %(words)s") % said
        case About.BREAKDOWN:
            what = _("Avería del %(day)s") % {"day": _day(thing, thing.reported_at, at)}
        case About.WORK:
            named = work_words.named(thing, at)
            what = named[:1].upper() + named[1:]
        case _:
            return str(thing.place)
    return f"{what} · {thing.lift.place}"


def _day(thing: Any, moment: datetime | None, at: datetime) -> str:
    day = moment.astimezone(ZoneInfo(thing.lift.building.time_zone)).date() if moment else thing.planned_on
    return words.long(day, scope.today(at))


def _invoice(invoice: Invoice, line: int | None, at: datetime) -> str:
    named = f"{invoice_page.title(invoice, scope.today(at))}, {invoice.number}"
    if line is None:
        return named
    text = invoice.lines.filter(place=line).order_by("-pk").values_list("text", flat=True)[0]
    return _("%(invoice)s · línea %(line)s: %(text)s") % {"invoice": named, "line": line, "text": text}
