"""The report of a year that is over («informe anual»), as its page and its paper print it.

Who decides for the owner reads it whole; who lives there reads what he reads on the lift's page too: service and works,
and nothing of money.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Lapsed, WorkState
from maintenance.models import Breakdown, Finding, Lapse, Work
from maintenance.rules import law
from owners.models import Contract, Enquiry, Owner, Price
from owners.queries import agenda, dossiers, scope, years
from owners.queries.years import Year
from portal.lib import clock
from portal.web import strips, words

LONG = timedelta(hours=24)  # a stop that is told one by one
TOLD = 24  # happenings one report has room for


@dataclass(frozen=True)
class Compared:
    """A figure of the year, and of the year before."""

    label: str
    now: str
    before: str


@dataclass(frozen=True)
class Promise:
    """Something we promised, how often it was kept, and whether always."""

    what: str
    told: str
    kept: bool


@dataclass(frozen=True)
class Happening:
    """Something of the year, told in a sentence with its day."""

    on: date
    day: str
    what: str
    where: str


@dataclass(frozen=True)
class Report:
    """All of it. `months` are the seconds stood in each; `rest` is how many happenings there is no room for."""

    owner: Owner
    year: int
    whole: bool
    figures: Year
    compared: list[Compared]
    months: list[int]
    promises: list[Promise]
    happened: list[Happening]
    rest: int
    open: list[agenda.Open]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing happened but what was due."""
        return self.figures.counted and not self.happened


def of(owner: Owner, year: int, at: datetime, *, whole: bool) -> Report:
    """The report, in a fixed number of queries."""
    zone = scope.zone()
    now, before = (
        years.of(owner, date(one, 1, 1), date(one, 12, 31), zone, until=at, money=whole) for one in (year, year - 1)
    )
    span = (clock.midnight(now.first, zone), clock.bounds(now.last, zone)[1])
    happened = sorted(_happened(owner, now, span, whole=whole), key=lambda one: (one.on, one.what))
    held = agenda.lifts(owner, at) if whole else []
    return Report(
        owner=owner,
        year=year,
        whole=whole,
        figures=now,
        compared=_compared(now, before, whole=whole),
        months=years.stood_by_month(now, at),
        promises=_promises(owner, now, span, whole=whole),
        happened=happened[:TOLD],
        rest=max(len(happened) - TOLD, 0),
        open=agenda.waiting(held, dossiers.of(held, at), at) if held else [],
    )


def _compared(now: Year, before: Year, *, whole: bool) -> list[Compared]:
    told = [
        Compared(label, said[0], said[1])
        for label, said in zip(_labels(), zip(_figures(now), _figures(before), strict=True), strict=True)
    ]
    told = told if whole else told[3:]
    if whole:
        told.append(
            Compared(
                _("Facturado, sin impuestos"), *(words.money(one.spent) if one.costs else "–" for one in (now, before))
            )
        )
    return told


def _labels() -> list[str]:
    """What the figures are; the first three are of visits."""
    return [
        _("Revisiones a tiempo"),
        _("Revisiones tarde"),
        _("Revisiones sin hacer"),
        _("Averías que dejaron sin servicio"),
        _("De ellas, por causas ajenas al ascensor"),
        _("De ellas, con alguien dentro"),
        _("Tiempo sin servicio por averías"),
        _("En servicio"),
    ]


def _figures(year: Year) -> list[str]:
    """The same of a year, in words; nothing is said of a year whose record is not whole."""
    if not year.counted:
        return ["–"] * len(_labels())
    return [
        _share(year.sum("on_time"), year.sum("due")),
        *(str(year.sum(name)) for name in ("late", "missed", "breakdowns", "foreign", "trapped")),
        _long(year.sum("stopped")),
        words.percent(year.availability) if year.availability is not None else "–",
    ]


def _share(good: int, due: int) -> str:
    return _("%(good)s de %(due)s") % {"good": good, "due": due} if due else "–"


def _long(seconds: int) -> str:
    return words.lasting(seconds) if seconds else _("nada")


def _promises(owner: Owner, year: Year, span: tuple[datetime, datetime], *, whole: bool) -> list[Promise]:
    """What we promised and whether it was kept; what nobody had to keep is not told."""
    lifts = [one.lift.pk for one in year.lifts if one.since]
    in_year = {"lift__in": lifts, "reported_at__gte": span[0], "reported_at__lt": span[1]}
    came = list(Breakdown.objects.counted().filter(**in_year).prefetch_related("lift__contracts"))
    told = [_kept(_("Revisar dentro del plazo de la ley"), year.sum("on_time"), year.sum("due"))] if whole else []
    hours = {"n": law.ATTENDANCE_WITHIN_HOURS}
    in_time = [_waited(one) <= timedelta(hours=law.ATTENDANCE_WITHIN_HOURS) for one in came if _was_reached(one)]
    told.append(_kept(_("Llegar a una avería en %(n)s horas, que pide la ley") % hours, sum(in_time), len(in_time)))
    if whole:
        agreed = [(one, limit) for one in came if _was_reached(one) and (limit := _agreed(one, owner)) is not None]
        good = sum(_waited(one) <= limit for one, limit in agreed)
        told.append(_kept(_("Llegar en el tiempo del contrato"), good, len(agreed)))
        told.append(_news(came))
        asked = Enquiry.objects.filter(owner=owner, asked_at__gte=span[0], asked_at__lt=span[1])
        late = asked.exclude(late_at=None).count()
        many = asked.count()
        told.append(_kept(_("Contestar sus consultas en el plazo dicho"), many - late, many))
    return [one for one in told if one.told]


def _kept(what: str, good: int, due: int) -> Promise:
    return Promise(what, _share(good, due) if due else "", kept=good == due)


def _news(came: list[Breakdown]) -> Promise:
    unkept = Lapse.objects.filter(what=Lapsed.NEWS_UNKEPT, breakdown__in=[one.pk for one in came]).count()
    told = (
        ngettext("una vez no la dimos", "%(n)s veces no la dimos", unkept) % {"n": unkept} if unkept else _("siempre")
    )
    return Promise(_("Dar noticias a la hora dicha"), told if came else "", kept=not unkept)


def _was_reached(one: Breakdown) -> bool:
    return (one.arrived_at or one.restored_at) is not None


def _waited(one: Breakdown) -> timedelta:
    reached = one.arrived_at or one.restored_at or one.reported_at
    return reached - one.reported_at


def _agreed(one: Breakdown, owner: Owner) -> timedelta | None:
    """In how long the owner's contract of that day promised to come."""
    day = one.reported_at.date()
    for contract in one.lift.contracts.all():
        if contract.owner_id == owner.pk and _runs_on(contract, day):
            minutes = contract.trapped_minutes if one.entrapment else contract.stopped_minutes
            return timedelta(minutes=minutes) if minutes is not None else None
    return None


def _runs_on(contract: Contract, day: date) -> bool:
    if contract.starts_on > day or (contract.ended_on and contract.ended_on <= day):
        return False
    return contract.term_ends_on is None or contract.term_ends_on > day or contract.renews_months > 0


def _happened(owner: Owner, year: Year, span: tuple[datetime, datetime], *, whole: bool) -> Iterator[Happening]:
    """The year one thing after another: what stood long or held somebody, works, what was found, money."""
    by_key = {one.lift.pk: one.lift for one in year.lifts}
    within = {"lift__in": by_key}
    broken = Breakdown.objects.counted().filter(**within, reported_at__gte=span[0], reported_at__lt=span[1])
    for one in broken.order_by("reported_at", "pk"):
        lift = by_key[one.lift_id]
        if one.entrapment or _lasted(one, span[1]) >= LONG:
            yield _on(lift, one.reported_at, _broken(one, span[1]))
    works = Work.objects.filter(**within, state=WorkState.DONE, ended_at__gte=span[0], ended_at__lt=span[1])
    for work in works.order_by("ended_at", "pk"):
        if work.ended_at:
            yield _on(by_key[work.lift_id], work.ended_at, _("Hecho: %(what)s") % {"what": work.words})
    if whole:
        yield from _of_owner(owner, year, span, by_key)


def _of_owner(owner: Owner, year: Year, span: tuple[datetime, datetime], by_key: dict[Any, Any]) -> Iterator[Happening]:
    found = Finding.objects.standing().filter(lift__in=by_key, found_at__gte=span[0], found_at__lt=span[1])
    for one in found.order_by("found_at", "pk"):
        state = _("resuelto") if one.settled_at else _("pendiente")
        said = {"what": one.words, "state": state}
        yield _on(by_key[one.lift_id], one.found_at, _("Visto en una revisión: %(what)s (%(state)s)") % said)
    for told in year.lifts:
        if told.missed:
            many = ngettext("Quedó %(n)s revisión sin hacer", "Quedaron %(n)s revisiones sin hacer", told.missed)
            yield Happening(told.until or year.last, "", many % {"n": told.missed}, agenda.place(told.lift))
    for price in Price.objects.filter(contract__owner=owner, from_on__range=(year.first, year.last)).order_by(
        "from_on"
    ):
        said = {"monthly": words.money(price.monthly, price.currency), "why": price.why}
        what = (
            _("La cuota pasa a %(monthly)s al mes: %(why)s") if price.why else _("La cuota pasa a %(monthly)s al mes")
        )
        yield Happening(price.from_on, words.short(price.from_on), what % said, "")
    for contract in Contract.objects.filter(owner=owner, starts_on__range=(year.first, year.last)).order_by(
        "starts_on"
    ):
        what = _("Empieza el contrato %(number)s") % {"number": contract.number}
        yield Happening(contract.starts_on, words.short(contract.starts_on), what, "")
    for contract in Contract.objects.filter(owner=owner, ended_on__range=(year.first, year.last)).order_by("ended_on"):
        if contract.ended_on:
            what = _("Termina el contrato %(number)s") % {"number": contract.number}
            yield Happening(contract.ended_on, words.short(contract.ended_on), what, "")


def _broken(one: Breakdown, ends_at: datetime) -> str:
    lasted = words.lasting(_lasted(one, ends_at).total_seconds())
    said = {"long": lasted, "why": one.cause_words.rstrip(".")}
    if one.restored_at is None or one.restored_at > ends_at:
        return _("Avería que seguía abierta al acabar el año")
    if one.entrapment and one.freed_at:
        said["out"] = words.lasting((one.freed_at - one.reported_at).total_seconds())
        return _("Alguien quedó dentro y salió en %(out)s; volvió a funcionar en %(long)s") % said
    if one.entrapment:
        return _("Alguien quedó dentro; volvió a funcionar en %(long)s") % said
    return _("Avería de %(long)s: %(why)s") % said if one.cause_words else _("Avería de %(long)s") % said


def _lasted(one: Breakdown, ends_at: datetime) -> timedelta:
    return min(one.restored_at or ends_at, ends_at) - one.reported_at


def _on(lift: Any, moment: datetime, what: str) -> Happening:
    day = clock.day_in(lift.building.time_zone, moment)
    return Happening(day, words.short(day), what, agenda.place(lift))


def drawing(report: Report) -> SafeString:
    """How long was stood, month by month."""
    return strips.months_strip(report.months, standing(report))


def standing(report: Report) -> str:
    """The drawing in a sentence, for who does not see it."""
    total = sum(report.months)
    if not total:
        return _("Ningún mes sin servicio por averías")
    return _("Tiempo sin servicio por averías, mes a mes: %(long)s en todo el año") % {"long": words.lasting(total)}


def costs(report: Report) -> list[tuple[str, str, int]]:
    """What it cost by what for: label, amount, share of the dearest in hundredths."""
    most = max((amount for _label, amount in report.figures.costs), default=Decimal(0))
    return [
        (label, words.money(amount), max(1, round(amount / most * 100)) if amount > 0 else 0)
        for label, amount in report.figures.costs
    ]
