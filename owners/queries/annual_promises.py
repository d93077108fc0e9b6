"""What we promised for a year, and how often it was kept. What nobody had to keep is not told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Lapsed
from maintenance.models import Breakdown, Lapse
from maintenance.rules import law
from owners.models import Enquiry, Owner
from owners.queries import contract_page
from owners.queries.years import Year
from portal.lib import clock
from portal.web import words

BY_LAW = timedelta(hours=law.ATTENDANCE_WITHIN_HOURS)


@dataclass(frozen=True)
class Promise:
    """Something we promised, how often it was kept, and whether always."""

    what: str
    told: str
    kept: bool


def of(owner: Owner, year: Year, span: tuple[datetime, datetime], *, whole: bool) -> list[Promise]:
    """In this order: what the law asks of visits and of coming, what the contract does, news, answers."""
    lifts = [one.lift.pk for one in year.lifts if one.since]
    came = list(
        Breakdown.objects.counted()
        .filter(lift__in=lifts, reported_at__gte=span[0], reported_at__lt=span[1])
        .select_related("lift__building")
        .prefetch_related("lift__contracts")
    )
    told = [_kept(_("Revisar dentro del plazo de la ley"), year.sum("on_time"), year.sum("due"))] if whole else []
    by_law = _("Llegar a una avería en %(n)s horas, que pide la ley") % {"n": law.ATTENDANCE_WITHIN_HOURS}
    told.append(_in_time(by_law, [(one, BY_LAW) for one in came]))
    if whole:
        agreed = [(one, limit) for one in came if (limit := _agreed(one, owner)) is not None]
        told += [_in_time(_("Llegar en el tiempo del contrato"), agreed), _news(came), _answers(owner, span)]
    return [one for one in told if one.told]


def _kept(what: str, good: int, due: int) -> Promise:
    return Promise(what, words.out_of(good, due) if due else "", kept=good == due)


def _in_time(what: str, limits: Iterable[tuple[Breakdown, timedelta]]) -> Promise:
    """Of those somebody came to by now."""
    kept = [one.reached_at - one.reported_at <= limit for one, limit in limits if one.reached_at]
    return _kept(what, sum(kept), len(kept))


def _agreed(one: Breakdown, owner: Owner) -> timedelta | None:
    """In how long the owner's contract of that day promised to come; of several, the one that began last."""
    day = clock.day_in(one.lift.building.time_zone, one.reported_at)
    running = [
        contract
        for contract in one.lift.contracts.all()
        if contract.owner_id == owner.pk and contract.starts_on <= day and not contract_page.is_over(contract, day)
    ]
    latest = max(running, key=lambda contract: contract.starts_on, default=None)
    minutes = latest.minutes_to_come(one) if latest else None
    return timedelta(minutes=minutes) if minutes is not None else None


def _news(came: list[Breakdown]) -> Promise:
    unkept = Lapse.objects.filter(what=Lapsed.NEWS_UNKEPT, breakdown__in=[one.pk for one in came]).count()
    told = (
        ngettext("una vez no la dimos", "%(n)s veces no la dimos", unkept) % {"n": unkept} if unkept else _("siempre")
    )
    return Promise(_("Dar noticias a la hora dicha"), told if came else "", kept=not unkept)


def _answers(owner: Owner, span: tuple[datetime, datetime]) -> Promise:
    asked = Enquiry.objects.filter(owner=owner, asked_at__gte=span[0], asked_at__lt=span[1])
    many = asked.count()
    return _kept(_("Contestar sus consultas en el plazo dicho"), asked.filter(late_at=None).count(), many)
