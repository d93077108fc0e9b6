"""The report of a year that is over («informe anual»), as its page and its paper print it.

Who decides for the owner reads it whole; who lives there reads what he reads on the lift's page too: service and works,
and nothing of money.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from owners.models import Owner
from owners.queries import agenda, annual_happenings, annual_promises, dossiers, scope, years
from owners.queries.years import Year
from portal.lib import clock
from portal.web import strips, words

OF_VISITS = 3  # the figures that are only the owner's
TOLD = 24  # happenings one report has room for


@dataclass(frozen=True)
class Compared:
    """A figure of the year, and of the year before."""

    label: str
    now: str
    before: str


@dataclass(frozen=True)
class Report:
    """All of it. `months` are the seconds stood in each; `rest` is how many happenings there is no room for."""

    owner: Owner
    year: int
    whole: bool
    figures: Year
    compared: list[Compared]
    months: list[int]
    promises: list[annual_promises.Promise]
    happened: list[annual_happenings.Happening]
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
    happened = annual_happenings.of(owner, now, span, whole=whole)
    held = agenda.lifts(owner, at) if whole else []
    return Report(
        owner=owner,
        year=year,
        whole=whole,
        figures=now,
        compared=_compared(now, before, whole=whole),
        months=years.stood_by_month(now, at),
        promises=annual_promises.of(owner, now, span, whole=whole),
        happened=happened[:TOLD],
        rest=max(len(happened) - TOLD, 0),
        open=agenda.waiting(held, dossiers.of(held, at), at) if held else [],
    )


def _compared(now: Year, before: Year, *, whole: bool) -> list[Compared]:
    told = [Compared(*said) for said in zip(_labels(), _figures(now), _figures(before), strict=True)]
    if not whole:
        return told[OF_VISITS:]
    spent = (words.money(one.spent) if one.costs else "–" for one in (now, before))
    return [*told, Compared(_("Facturado, sin impuestos"), *spent)]


def _labels() -> list[str]:
    """What the figures are, those of visits first."""
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
        words.out_of(year.sum("on_time"), year.sum("due")),
        *(str(year.sum(name)) for name in ("late", "missed", "breakdowns", "foreign", "trapped")),
        _long(year.sum("stopped")),
        words.percent(year.availability) if year.availability is not None else "–",
    ]


def _long(seconds: int) -> str:
    return words.lasting(seconds) if seconds else _("nada")


def drawing(report: Report) -> SafeString:
    """How long was stood, month by month."""
    return strips.months_strip(report.months, standing(report))


def standing(report: Report) -> str:
    """The drawing in a sentence, for who does not see it."""
    total = sum(report.months)
    if not total:
        return _("Ningún mes sin servicio por averías")
    return _("Tiempo sin servicio por averías, mes a mes: %(long)s en todo el año") % {"long": words.lasting(total)}
