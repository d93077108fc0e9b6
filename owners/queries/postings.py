"""What of a month goes to owners by post, in the order of the streets; and what went."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from maintenance.models import Bulletin
from owners.enums import ConsentTo
from owners.models import Consent, Invoice, Owner, PostedPaper, Posting, Receipt, Tenure
from owners.models.invoice import InvoiceQuerySet
from owners.queries import people, scope
from owners.rules import addresses, envelopes
from owners.rules.terms import months_after
from portal.company import queries as companies
from portal.files import bundles, store
from portal.lib import clock
from portal.web import words

INVOICE, BULLETIN = "invoice", "bulletin"


@dataclass(frozen=True)
class Paper:
    """An invoice or a bulletin: what it is called, and the digest of its file."""

    kind: str
    key: UUID
    number: str
    day: date
    about: str
    sha256: str


@dataclass
class Envelope:
    """What one owner gets."""

    owner: UUID
    name: str
    address: str
    language: str
    papers: list[Paper] = field(default_factory=list)

    @property
    def is_addressed(self) -> bool:
        """Whether a postman could find it: a street, and a postcode with its town."""
        return all(addresses.parted(self.address))


@dataclass(frozen=True)
class Month:
    """The envelopes of a month, and how many papers wait: not announced yet, or sent before."""

    envelopes: list[Envelope]
    unannounced: int
    sent: int

    @property
    def papers(self) -> int:
        """How many papers lie in all of them."""
        return sum(len(one.papers) for one in self.envelopes)

    @property
    def unaddressed(self) -> list[Envelope]:
        """Those whose address lacks one of them."""
        return [one for one in self.envelopes if not one.is_addressed]


def month(first: date, at: datetime, *, again: bool = False) -> Month:
    """The month that begins on this day; with `again`, what was sent before too. As many queries for 1 as for 1000."""
    invoices, bulletins = _invoices(first), _bulletins(first, at)
    sent = invoices.announced().filter(_sent("invoice")).count() + bulletins.filter(_sent("bulletin")).count()
    unannounced = invoices.filter(announced_at=None).count()
    if not again:
        invoices, bulletins = invoices.exclude(_sent("invoice")), bulletins.exclude(_sent("bulletin"))
    papers: dict[UUID, list[Paper]] = {}
    for one in invoices.announced().select_related("file").order_by("issued_on", "number", "pk"):
        papers.setdefault(one.owner_id, []).append(
            Paper(INVOICE, one.pk, one.number, one.issued_on, "", one.file.sha256)
        )
    for owner, paper in _owned(bulletins, at):
        papers.setdefault(owner, []).append(paper)
    return Month(_envelopes(papers, at), unannounced, 0 if again else sent)


def bulletins_waiting(first: date, at: datetime) -> int:
    """How many bulletins of the month are still to be posted, by whose lift it is today; one query, however many."""
    held = Tenure.objects.held_on(scope.today(at)).filter(lift=OuterRef("visit__lift"))
    on_paper = held.exclude(owner__in=_consents(ConsentTo.BULLETINS).values("owner"))
    return _bulletins(first, at).exclude(_sent("bulletin")).filter(Exists(on_paper)).count()


def _invoices(first: date) -> InvoiceQuerySet:
    """Those of who has not taken them electronically (TRLGDCU art. 63.3; RD 1619/2012, art. 9.2)."""
    of_month = Invoice.objects.standing().filter(issued_on__gte=first, issued_on__lt=months_after(first, 1))
    return of_month.exclude(Exists(_consents(ConsentTo.INVOICES).filter(owner=OuterRef("owner"))))


def _bulletins(first: date, at: datetime) -> QuerySet[Bulletin]:
    """Those that stand and that nobody was handed on paper (ITC AEM 1, art. 5.5.a); whose they are is asked later."""
    zone = companies.current().time_zone
    begins, ends = (clock.midnight(day, zone) for day in (first, months_after(first, 1)))
    handed = Receipt.objects.filter(bulletin=OuterRef("pk"), how=Receipt.How.ON_PAPER)
    return Bulletin.objects.standing().filter(~Exists(handed), issued_at__gte=begins, issued_at__lt=ends)


def _consents(to: ConsentTo) -> QuerySet[Consent]:
    return Consent.objects.running().filter(to=to)


def _sent(what: str) -> Exists:
    return Exists(PostedPaper.objects.filter(**{what: OuterRef("pk")}))


def _owned(bulletins: QuerySet[Bulletin], at: datetime) -> Iterable[tuple[UUID, Paper]]:
    """Each with the owner its lift had on the day of the visit, where that owner takes them on paper."""
    rows = list(bulletins.select_related("visit__lift__building", "file").order_by("issued_at", "number", "pk"))
    electronic = set(_consents(ConsentTo.BULLETINS).values_list("owner", flat=True))
    held: dict[UUID, list[Tenure]] = {}
    for tenure in Tenure.objects.filter(lift__in={one.visit.lift_id for one in rows}).order_by("from_on", "pk"):
        held.setdefault(tenure.lift_id, []).append(tenure)
    for one in rows:
        lift = one.visit.lift
        day = clock.day_in(lift.building.time_zone, one.visit.finished_at or one.issued_at)
        owner = next((row.owner_id for row in held.get(lift.pk, []) if _covers(row, day)), None)
        if owner and owner not in electronic:
            about = f"{lift.building.street}, {lift.name}"
            yield owner, Paper(BULLETIN, one.pk, one.number, day, about, one.file.sha256)


def _covers(tenure: Tenure, day: date) -> bool:
    return tenure.from_on <= day and (tenure.to_on is None or day < tenure.to_on)


def _envelopes(papers: dict[UUID, list[Paper]], at: datetime) -> list[Envelope]:
    """In the order a postman walks: town, street, number, door."""
    owners = list(Owner.objects.filter(pk__in=papers).only("pk", "name", "address"))
    found = houses([owner.pk for owner in owners if not owner.address])
    languages = people.languages(list(papers), scope.today(at))
    made = [
        Envelope(
            owner.pk,
            owner.name,
            owner.address or found.get(owner.pk, ""),
            languages.get(owner.pk, companies.current().language),
            papers[owner.pk],
        )
        for owner in owners
    ]
    return sorted(made, key=lambda one: (addresses.walk(one.address), one.name, str(one.owner)))


def houses(owners: Collection[UUID]) -> dict[UUID, str]:
    """The house of the first lift, for who has no address of his own."""
    rows = Tenure.objects.filter(owner__in=owners).select_related("lift__building").order_by("-from_on", "-pk")
    found = ((row.owner_id, row.lift.building) for row in rows)
    return {owner: f"{house.street}, {house.postcode} {house.city}" for owner, house in found}


@dataclass(frozen=True)
class Sheets:
    """How many sheets envelopes take, on both sides and on one; and how many papers could not be counted."""

    both: int
    one: int
    unread: int


def sheets(found: Month) -> Sheets:
    """Opens every paper that was not counted yet: some milliseconds each."""
    lying = [(store.path_of(paper.sha256), paper.sha256) for one in found.envelopes for paper in one.papers]
    many = dict(zip((sha256 for _path, sha256 in lying), bundles.pages(lying), strict=True))
    each = [1 + sum(many[paper.sha256] for paper in one.papers) for one in found.envelopes]
    unread = sum(not many[sha256] for _path, sha256 in lying)
    return Sheets(sum(envelopes.sheets(pages, even=True) for pages in each), sum(each), unread)


def told_of_invoice(invoice: Invoice) -> list[date]:
    """The days on which it went by post."""
    return _days(PostedPaper.objects.filter(invoice=invoice))


def told_of_bulletin(bulletin: Bulletin, at: datetime) -> list[str]:
    """Enviado por correo postal el 30 de noviembre."""
    said = {
        Posting.How.POST: _("Enviado por correo postal el %(day)s."),
        Posting.How.REGISTERED: _("Enviado por correo certificado el %(day)s."),
        Posting.How.LETTERBOX: _("Dejado en su buzón el %(day)s."),
    }
    rows = PostedPaper.objects.filter(bulletin=bulletin).order_by("posting__posted_on", "pk")
    found = rows.values_list("posting__how", "posting__posted_on")
    return [said[Posting.How(how)] % {"day": words.long(day, scope.today(at))} for how, day in found]


def _days(rows: QuerySet[PostedPaper]) -> list[date]:
    return list(rows.order_by("posting__posted_on", "pk").values_list("posting__posted_on", flat=True))
