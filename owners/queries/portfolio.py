"""All lifts of a person at a glance: what stands still first, then what is due next. Read from cards only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _lazy

from maintenance.enums import Punctuality, Status
from maintenance.models import Bulletin, LiftCard
from maintenance.rules.status import believed
from owners.models import Receipt, Tenure
from owners.queries import visit_strip
from owners.queries.lift_page import FRESH
from owners.queries.reach import Seen
from portal.lib.text import fold
from portal.web import pages, strips, words
from portal.web.words import gettext as _
from portal.web.words import remembered

SIZE = 100
SOON = timedelta(days=7)  # days left from which a due visit is said to be near
ORDER = ("rank", "due_on", "lift")
COLUMNS = (
    "pk", "status", "rank", "due_on", "stale_at", "last_visit_at", "visits", "window_opens_on",
    "window_closes_on", "open_breakdowns", "lift__name", "lift__rae", "lift__building__street",
    "lift__building__time_zone",
)  # fmt: skip


class View(models.TextChoices):
    """A filter of the table, as it stands in the address."""

    ALL = "all", _lazy("Todos")
    STOPPED = "stopped", _lazy("Parados")
    REPORTED = "reported", _lazy("Sin confirmar")
    UNKNOWN = "unknown", _lazy("Sin datos")
    LATE = "late", _lazy("Revisión tarde")
    SOON = "soon", _lazy("Revisión a punto")


class Row(NamedTuple):
    """A lift as the table prints it."""

    pk: UUID
    url: str
    status: str
    status_words: str
    street: str
    owner: str
    name: str
    rae: str
    last_on: str
    last_words: str
    last_is_late: bool
    window: str
    is_late: bool
    gauge: SafeString
    breakdowns: int
    unread: int


@dataclass(frozen=True)
class Table:
    """A page of rows; `after` is the key of the next page, empty on the last."""

    rows: list[Row]
    after: str


@dataclass(frozen=True)
class Counts:
    """How many lifts are in which state; `total` counts them all."""

    total: int
    stopped: int
    reported: int
    unknown: int
    late: int
    soon: int

    @property
    def quiet(self) -> int:
        """Lifts of which no fault was told."""
        return self.total - self.stopped - self.reported - self.unknown

    def of(self, view: View) -> int:
        """The figure beside a filter."""
        return int(self.total if view is View.ALL else getattr(self, view))


def counts(seen: Seen) -> Counts:
    """Counts over all the lifts. The exceptions are counted live, off an index; the total once a minute."""
    soon = closes_by(seen.today + SOON)
    counted = _exceptional(seen).aggregate(
        stopped=Count("pk", Q(status=Status.OUT_OF_ORDER)),
        reported=Count("pk", Q(status=Status.REPORTED)),
        unknown=Count("pk", _is_unknown(seen.at)),
        late=Count("pk", Q(window_closes_on__lt=seen.today)),
        soon=Count("pk", soon & Q(window_closes_on__gte=seen.today)),
    )
    return Counts(total=seen.lifts, **counted)


def table(seen: Seen, *, view: View, wanted: str, after: str) -> Table:
    """One page of the table, ordered by state, then by the nearest last day of the next visit."""
    found = list(_printed(_chosen(seen, view, wanted, after), seen)[: SIZE + 1])
    shown = found[:SIZE]
    codes = {code: _short(code) for code in Status}
    return Table([_row(card, codes, seen) for card in shown], _key(shown[-1]) if len(found) > SIZE else "")


def filters(known: Counts) -> list[tuple[str, str, int]]:
    """The filters with their names and figures."""
    return [(view.value, _name(view), known.of(view)) for view in View]


@remembered
def _name(view: View) -> str:
    return str(view.label)


def closes_by(day: date) -> Q:
    """The next visit's window ends by then."""
    return Q(window_closes_on__lte=day)


def _exceptional(seen: Seen) -> QuerySet[LiftCard]:
    """Each kind of exception has its index; one list of their keys, since an OR would read every card."""
    keys = LiftCard.objects.order_by().values("lift")
    exceptional = keys.filter(rank__lt=LiftCard.RANK[Status.NO_FAULT]).union(
        keys.filter(closes_by(seen.today + SOON)), keys.filter(stale_at__lt=seen.at)
    )
    return seen.cards().filter(lift__in=exceptional)


def _printed(found: QuerySet[LiftCard], seen: Seen) -> QuerySet[LiftCard, Any]:
    """What the table prints of these cards, in its order; `unread` are fresh bulletins without any receipt."""
    owners = Tenure.objects.held_on(seen.day).filter(lift=OuterRef("lift")).order_by("-from_on")
    unread = Bulletin.objects.filter(
        ~Exists(Receipt.objects.filter(bulletin=OuterRef("pk"))),
        visit__lift=OuterRef("lift"),
        visit__finished_at__gte=seen.at - FRESH,
    )
    many = unread.order_by().values("visit__lift").annotate(many=Count("pk")).values("many")
    rows: QuerySet[LiftCard, Any] = found.order_by(*ORDER).values(
        *COLUMNS, owner=Subquery(owners.values("owner__name")[:1]), unread=Subquery(many)
    )
    return rows


def _chosen(seen: Seen, view: View, wanted: str, after: str) -> QuerySet[LiftCard]:
    found = seen.cards().filter(
        {
            View.STOPPED: Q(status=Status.OUT_OF_ORDER),
            View.REPORTED: Q(status=Status.REPORTED),
            View.UNKNOWN: _is_unknown(seen.at),
            View.LATE: Q(window_closes_on__lt=seen.today),
            View.SOON: closes_by(seen.today + SOON) & Q(window_closes_on__gte=seen.today),
        }.get(view, Q())
    )
    for word in fold(wanted).split():
        found = found.filter(_reads("lift__search", word) | _reads("lift__tenures__owner__search", word)).distinct()
    key = _read(after)
    return found.filter(_beyond(key)) if key else found


def _is_unknown(at: datetime) -> Q:
    return Q(status=Status.UNKNOWN) | Q(status=Status.NO_FAULT, stale_at__lt=at)


def _reads(column: str, word: str) -> Q:
    """A short word must begin a word (the 3 of a street is not the 3 of a NIF); a longer one may stand anywhere."""
    if len(word) >= 3:
        return Q(**{f"{column}__contains": word})
    return Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})


def _row(card: dict[str, Any], codes: dict[Status, str], seen: Seen) -> Row:
    last_at = card["last_visit_at"]
    last_on = last_at.astimezone(ZoneInfo(card["lift__building__time_zone"])).date() if last_at else None
    was = visit_strip.last_of(card["visits"])
    last, punctual, window, gauge = _days(last_on, was, card["window_opens_on"], card["window_closes_on"], seen.today)
    code = believed(Status(card["status"]), card["stale_at"], seen.at)
    return Row(
        pk=card["pk"],
        url=pages.url_of("maintenance.lift", card["pk"]),
        status=code.value,
        status_words=codes[code],
        street=card["lift__building__street"],
        owner=card["owner"] or "",
        name=card["lift__name"],
        rae=card["lift__rae"],
        last_on=last,
        last_words=punctual,
        last_is_late=was == Punctuality.LATE,
        window=window,
        is_late=bool(card["window_closes_on"]) and card["window_closes_on"] < seen.today,
        gauge=gauge,
        breakdowns=card["open_breakdowns"],
        unread=card["unread"] or 0,
    )


@remembered
def _short(code: Status) -> str:
    return {
        Status.OUT_OF_ORDER: _("Parado"),
        Status.REPORTED: _("Sin confirmar"),
        Status.UNKNOWN: _("Sin datos"),
        Status.NO_FAULT: _("Sin fallos"),
    }[code]


@remembered
def _days(
    last_on: date | None, was: str, opens_on: date | None, closes_on: date | None, today: date
) -> tuple[str, str, str, SafeString]:
    """The last visit's day, how punctual it was, the next one's window in words and as a drawing."""
    window = visit_strip.window(opens_on, closes_on, today)
    if last_on is None:
        return "–", "", window, SafeString()
    return words.short(last_on, today), visit_strip.last_words(was), window, _gauge(last_on, opens_on, closes_on, today)


def _gauge(last_on: date, opens_on: date | None, closes_on: date | None, today: date) -> SafeString:
    if opens_on is None or closes_on is None:
        return SafeString()
    opens, closes, days = (opens_on - last_on).days, (closes_on - last_on).days, (today - last_on).days
    return strips.window(days, opens, closes, _("día %(days)s de %(closes)s") % {"days": days, "closes": closes})


def _key(card: dict[str, Any]) -> str:
    return f"{card['rank']}_{card['due_on']}_{card['pk']}"


def _read(text: str) -> tuple[int, date, UUID] | None:
    """The key as it stands in an address; None when it is not one."""
    try:
        rank, due_on, pk = text.split("_")
        return int(rank), date.fromisoformat(due_on), UUID(pk)
    except ValueError:
        return None


def _beyond(key: tuple[int, date, UUID]) -> Q:
    rank, due_on, pk = key
    return Q(rank__gt=rank) | Q(Q(due_on__gt=due_on) | Q(due_on=due_on, lift__gt=pk), rank=rank)
