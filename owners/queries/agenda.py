"""What an owners' meeting has to know besides the figures: what is to be decided, what is open, what was agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Severity
from maintenance.models import Breakdown, Finding, Lift, Work
from owners.enums import DocumentKind
from owners.models import Contract, Meeting, Owner, Quote, Tenure
from owners.models.meeting import MeetingQuerySet
from owners.queries import contract_page, scope
from owners.queries.dossiers import Dossier
from portal.lib import clock
from portal.web import words


@dataclass(frozen=True)
class Choice:
    """A quote to be decided: what, where, for how much and until when, who asks for it, and what if not."""

    number: str
    title: str
    where: str
    total: str
    until: str
    asked: str
    otherwise: str


@dataclass(frozen=True)
class Open:
    """Something that waits: where, what, since or until when; `tone` is stop, warn or nothing."""

    where: str
    what: str
    when: str
    tone: str = ""


@dataclass(frozen=True)
class Agreed:
    """A contract that runs: what it is, and its facts as (what, said)."""

    title: str
    facts: list[tuple[str, str]]


def lifts(owner: Owner, at: datetime) -> list[Lift]:
    """The owner's lifts of today, by street."""
    held = Tenure.objects.held_on(scope.today(at)).filter(owner=owner).select_related("lift__building", "lift__card")
    return [tenure.lift for tenure in held.order_by("lift__building__street", "lift__name", "pk")]


def meetings(owner: Owner, at: datetime) -> MeetingQuerySet:
    """Meetings to come, the next first."""
    found: MeetingQuerySet = Meeting.objects.ahead(scope.today(at)).filter(owner=owner)
    return found.order_by("on", "pk")


def choices(owner: Owner, at: datetime) -> list[Choice]:
    """Quotes nobody has decided, what goes to a meeting first, then what runs out first."""
    today = scope.today(at)
    found = Quote.objects.undecided(today).filter(owner=owner).select_related("lift__building", "finding")
    rows = found.order_by(F("meeting_on").asc(nulls_last=True), "valid_until", "pk")
    return [_choice(one, today) for one in rows]


def _choice(one: Quote, today: date) -> Choice:
    return Choice(
        number=one.number,
        title=one.title,
        where=place(one.lift),
        total=words.money(one.total, one.currency),
        until=words.long(one.valid_until, today),
        asked=_asked(one, today),
        otherwise=_otherwise(one),
    )


def _asked(one: Quote, today: date) -> str:
    """Who asks for it and why, as far as it is known."""
    if one.finding:
        day = words.long(clock.day_in(one.lift.building.time_zone, one.finding.found_at), today)
        seen = _("Lo pide lo que vio el técnico el %(day)s: %(what)s") % {"day": day, "what": one.finding.words}
        return words.sentences(f"{seen}.", one.words)
    return one.words or _("Lo proponemos nosotros.")


def _otherwise(one: Quote) -> str:
    """What if it is not done: by how pressing it is; else what its own words say of it is enough."""
    if one.finding is None:
        return "" if one.words else _("Si no se hace, todo sigue como hoy.")
    return {
        Severity.SERIOUS: _("Si no se hace, puede que haya que parar el ascensor."),
        Severity.SOON: _("Si no se hace pronto, irá a peor."),
        Severity.MINOR: _("Si no se hace ahora, puede esperar."),
    }[Severity(one.finding.severity)]


def waiting(held: Sequence[Lift], found: Mapping[UUID, Dossier], at: datetime) -> list[Open]:
    """Breakdowns, findings and works of these lifts, and papers that lack or run out; the graver first."""
    by_key = {lift.pk: lift for lift in held}
    today = scope.today(at)
    return [*_breakdowns(by_key, today), *_findings(by_key, today), *_works(by_key, at), *_papers(held, found)]


def _breakdowns(by_key: dict[UUID, Lift], today: date) -> list[Open]:
    rows = Breakdown.objects.open().filter(lift__in=by_key).order_by("reported_at", "pk")
    return [
        Open(place(lift), _("Avería sin resolver"), _since(lift, one.reported_at, today), "stop")
        for one in rows
        for lift in [by_key[one.lift_id]]
    ]


def _findings(by_key: dict[UUID, Lift], today: date) -> list[Open]:
    order = [Severity.SERIOUS, Severity.SOON, Severity.MINOR]
    rows = sorted(
        Finding.objects.waiting().filter(lift__in=by_key).order_by("found_at", "pk"),
        key=lambda one: order.index(Severity(one.severity)),
    )
    return [
        Open(
            place(lift),
            f"{one.words} ({Severity(one.severity).label.lower()})",
            _since(lift, one.found_at, today),
            "stop" if one.severity == Severity.SERIOUS else "warn" if one.severity == Severity.SOON else "",
        )
        for one in rows
        for lift in [by_key[one.lift_id]]
    ]


def _works(by_key: dict[UUID, Lift], at: datetime) -> list[Open]:
    rows = Work.objects.ahead().filter(lift__in=by_key, to_at__gt=at).order_by("from_at", "pk")
    return [
        Open(
            place(lift),
            one.words,
            _("previsto el %(day)s")
            % {"day": words.long(clock.day_in(lift.building.time_zone, one.from_at), scope.today(at))},
        )
        for one in rows
        for lift in [by_key[one.lift_id]]
    ]


def _papers(held: Sequence[Lift], found: Mapping[UUID, Dossier]) -> list[Open]:
    """Of the legal dossier, what runs out or has run out; what was never there is told as a number."""
    told, never = [], 0
    for lift in held:
        for item in found[lift.pk].items:
            if item.version is not None and item.state != "there":
                told.append(Open(place(lift), item.label, item.ends, "stop" if item.state == "lacking" else "warn"))
            never += item.version is None and item.state == "lacking"
    if never:
        lacking = ngettext("Falta %(n)s papel que pide la ley", "Faltan %(n)s papeles que pide la ley", never)
        told.append(Open("", lacking % {"n": never}, _("cuáles, en el portal"), "warn"))
    return told


def next_inspection(found: Mapping[UUID, Dossier]) -> date | None:
    """The day on which the first certificate of inspection runs out, if any says one."""
    days = [
        item.version.valid_until
        for dossier in found.values()
        for item in dossier.items
        if item.kind is DocumentKind.INSPECTION and item.version and item.version.valid_until
    ]
    return min(days, default=None)


def agreed(owner: Owner, at: datetime) -> list[Agreed]:
    """Contracts that run, each with its price, its term and the last day to say no."""
    today = scope.today(at)
    found = (
        Contract.objects.in_force_on(today).filter(owner=owner).prefetch_related("prices").order_by("starts_on", "pk")
    )
    return [
        Agreed(f"{one.get_cover_display()}, {one.number}", [*_price(one, today), *contract_page.term(one, today)])
        for one in found
    ]


def _price(one: Contract, today: date) -> list[tuple[str, str]]:
    price = contract_page.price_on(one.prices.all(), today)
    if price is None:
        return []
    return [(_("Cuota al mes, sin impuestos"), words.money(price.monthly, price.currency))]


def place(lift: Lift) -> str:
    """Calle Mayor 14, Ascensor principal."""
    return f"{lift.building.street}, {lift.name}"


def _since(lift: Lift, moment: datetime, today: date) -> str:
    return _("desde el %(day)s") % {"day": words.long(clock.day_in(lift.building.time_zone, moment), today)}
