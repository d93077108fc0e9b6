"""What waits in the office today, in a fixed number of queries whatever waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from maintenance.models import Bulletin
from maintenance.queries import day as waiting
from maintenance.queries import phones
from maintenance.queries.day import Trouble
from maintenance.queries.lifts import left
from maintenance.rules.law import BULLETIN_WITHIN_DAYS
from notifications.enums import DeliveryState, Held, Paused
from notifications.models import Arrival, Delivery, PaperLetter
from notifications.queries import arrivals, deliveries, paper, reception, sending
from owners.models import DocumentVersion, Enquiry, Quote, Tenure
from owners.queries import enquiries, enquiry_desk, quotes
from portal.files import verification
from portal.files.models import Verification
from portal.ledger import following, kinds
from portal.ledger.models import Pending
from portal.views.today.heading import Counts
from portal.web import pages, words

SHOWN = 8


@dataclass(frozen=True)
class Line:
    """One line of a short list: what, what about it, and what is left of its time."""

    url: str
    title: str
    under: str
    note: str
    tone: str = ""
    key: Any = None
    more: str = ""


@dataclass(frozen=True)
class Listed:
    """The first lines of a list, and how many there are."""

    lines: list[Any]
    total: int

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Day:
    """All of it."""

    title: str
    inside: list[Trouble]
    open: list[Trouble]
    visits: Listed
    phones: Listed
    bulletins: Listed
    enquiries: Listed
    quotes: Listed
    deliveries: Listed
    letters: Listed
    arrivals: Listed
    dark: Listed
    aside: Listed
    files: Listed
    counts: Counts
    paused: str

    @property
    def has_work(self) -> bool:
        """Whether something waits at the lifts."""
        return bool(self.open or self.visits.total or self.phones.total)

    @property
    def has_papers(self) -> bool:
        """Whether something waits at the desk."""
        papers = (
            self.bulletins,
            self.enquiries,
            self.quotes,
            self.deliveries,
            self.letters,
            self.arrivals,
            self.dark,
            self.aside,
            self.files,
        )
        return any(one.total for one in papers)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits for anybody."""
        return not (self.inside or self.has_work or self.has_papers)


def day(now: datetime) -> Day:
    """The day as it stands."""
    local = timezone.localtime(now)
    inside, still_open = waiting.troubles(now)
    due = waiting.due(local.date(), most=SHOWN)
    return Day(
        title=f"{dated(local, 'l').capitalize()}, {words.long(local.date())} · {words.hour(local)}",
        inside=inside,
        open=still_open,
        visits=Listed(due.visits, due.total),
        phones=_listed(phones.doubtful(now), lambda row: phones.told(row, now)),
        bulletins=_bulletins(local.date()),
        enquiries=_listed(enquiry_desk.pressing(now), lambda row: _enquiry(row, local.date())),
        quotes=_listed(quotes.accepted(), _quote),
        deliveries=_listed(deliveries.needing_attention(), _delivery),
        letters=_listed(paper.most_urgent(), lambda row: _letter(row, now)),
        arrivals=_listed(arrivals.held(), _arrival),
        dark=_dark(now),
        aside=_listed(following.set_aside(), _aside),
        files=_listed(_damaged(), lambda row: _file(row, now)),
        counts=Counts(len(inside), waiting.stopped(), due.late),
        paused=_paused(),
    )


def _bulletins(today: date) -> Listed:
    """Bulletins nobody has acknowledged, the one with the fewest days left first."""
    owner = Tenure.objects.filter(lift=OuterRef("visit__lift"), to_on=None).values("owner__name")[:1]
    rows = Bulletin.objects.filter(receipts=None, corrected_by=None, visit__joined_to=None).select_related(
        "visit__lift__building"
    )
    ordered = rows.annotate(owner=Subquery(owner)).order_by("visit__finished_at", "pk")
    return _listed(ordered, lambda row: _bulletin(row, today))


def _bulletin(row: Any, today: date) -> Line:
    done = timezone.localtime(row.visit.finished_at or row.issued_at).date()
    days = BULLETIN_WITHIN_DAYS - (today - done).days
    return Line(
        url=pages.url_of("maintenance.bulletin", row.pk),
        title=row.owner or f"{row.visit.lift.building.street}, {row.visit.lift.name}",
        under=_("%(number)s · del %(day)s") % {"number": row.number, "day": words.short(done, today)},
        note=left(days),
        tone="stop" if days < 0 else "warn" if days <= 2 else "",
    )


def _enquiry(row: Enquiry, today: date) -> Line:
    """One that waits for an answer, with how long it still may."""
    days = (row.due_on - today).days
    return Line(
        url=pages.address("owners:office-enquiry", row.pk),
        title=row.title,
        under=f"{row.number} · {row.asked_by.name}, {enquiries.place(row)}",
        note=left(days),
        tone="stop" if days < 0 else "warn",
    )


def _quote(row: Quote) -> Line:
    """One that was accepted and waits for its day."""
    return Line(
        url=pages.address("owners:office-quote", row.pk),
        title=row.title,
        under=f"{row.lift.building.street} · {row.number}",
        note=words.money(row.total, row.currency),
    )


def _delivery(row: Delivery) -> Line:
    person = row.message.person
    return Line(
        url=pages.address("notifications:delivery", row.pk),
        title=person.name if person else row.address,
        under=" · ".join(part for part in (row.message.title, deliveries.why(row)) if part),
        note=str(DeliveryState(row.state).label),
        tone="warn" if row.state == DeliveryState.UNCERTAIN else "stop",
    )


def _letter(row: PaperLetter, now: datetime) -> Line:
    one = paper.row(row, now)
    under = " · ".join(part for part in (one.title, one.why) if part)
    return Line(url=pages.address("notifications:paper"), title=one.name, under=under, note=one.due, tone=one.tone)


def _dark(now: datetime) -> Listed:
    """Owners of whom nobody hears us, the longest first."""
    found = reception.in_the_dark(now)
    lines = [
        Line(
            url="",
            title=one.owner.name,
            under=reception.why(one, now),
            note=_("llámele") if one.can_be_reached else _("sin correo"),
            tone="warn" if one.can_be_reached else "stop",
        )
        for one in found[:SHOWN]
    ]
    return Listed(lines, len(found))


def _arrival(row: Arrival) -> Line:
    return Line(
        url=pages.address("notifications:arrival", row.pk),
        title=row.subject or row.sender,
        under=f"{row.sender} · {Held(row.held_because).label}",
        note="",
    )


def _paused() -> str:
    """Why nothing leaves; empty when all does."""
    row = sending.current()
    return str(Paused(row.paused_because).label) if row.paused_at else ""


def _aside(row: Pending) -> Line:
    moment = timezone.localtime(row.set_aside_at)
    return Line(
        key=row.pk,
        url="",
        title=str(kinds.named(row.entry.kind).sentence),
        under=_("apartado el %(day)s a las %(hour)s") % {"day": words.short(moment.date()), "hour": words.hour(moment)},
        note="",
        more=f"{row.follower}: {row.error}",
    )


def _damaged() -> QuerySet[Any]:
    """Files that are not what was stored, each with the paper it is of."""
    bulletins = Bulletin.objects.filter(file=OuterRef("file")).order_by("pk")
    documents = DocumentVersion.objects.filter(file=OuterRef("file")).order_by("pk")
    return verification.damaged().annotate(
        bulletin=Subquery(bulletins.values("pk")[:1]),
        number=Subquery(bulletins.values("number")[:1]),
        document=Subquery(documents.values("document")[:1]),
        title=Subquery(documents.values("document__title")[:1]),
    )


def _file(row: Any, now: datetime) -> Line:
    url, title = "", _("Fichero %(hash)s") % {"hash": row.file.sha256[:12]}
    if row.bulletin:
        url, title = pages.url_of("maintenance.bulletin", row.bulletin), _("Boletín %(n)s") % {"n": row.number}
    elif row.document:
        url, title = pages.url_of("owners.document", row.document), row.title
    since = words.since(timezone.localtime(row.since), timezone.localtime(now))
    return Line(url=url, title=title, under=since, note=str(Verification.State(row.state).label), tone="stop")


def _listed(rows: QuerySet[Any], told: Callable[[Any], Any]) -> Listed:
    return Listed([told(row) for row in rows[:SHOWN]], rows.count())
