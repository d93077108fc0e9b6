"""All lifts of a person at a glance: what stands still first, then what is due next. Read from cards only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from maintenance.enums import Status
from maintenance.models import Bulletin, LiftCard
from owners.models import Receipt, Tenure
from owners.queries import scope, states
from portal.accounts.models import User
from portal.lib.text import fold
from portal.web import strips, words

SIZE = 100
SOON = 7  # days left from which a due visit is said to be near
NOW_SHOWN = 12
ORDER = ("rank", "due_on", "lift")


class View(models.TextChoices):
    """A filter of the table, as it stands in the address."""

    ALL = "all", _lazy("Todos")
    STOPPED = "stopped", _lazy("Parados")
    REPORTED = "reported", _lazy("Sin confirmar")
    UNKNOWN = "unknown", _lazy("Sin datos")
    LATE = "late", _lazy("Revisión tarde")
    SOON = "soon", _lazy("Revisión a punto")


@dataclass(frozen=True)
class Row:
    """A lift as the table prints it."""

    pk: UUID
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


def counts(person: User, at: datetime) -> Counts:
    """Counts over all the person's lifts. The exceptions are counted live, off an index; the total once a minute."""
    today = _today(person, at)
    exceptional = Q(rank__lt=LiftCard.RANK[Status.NO_FAULT]) | _closes_by(today) | Q(stale_at__lt=at)
    found = _cards(person, at).filter(exceptional)
    counted = found.aggregate(
        stopped=Count("pk", Q(status=Status.OUT_OF_ORDER)),
        reported=Count("pk", Q(status=Status.REPORTED)),
        unknown=Count("pk", _is_unknown(at)),
        late=Count("pk", Q(window_closes_on__lt=today)),
        soon=Count("pk", _closes_by(today) & Q(window_closes_on__gte=today)),
    )
    key = f"portfolio:{person.pk}:{today}"
    total = cache.get_or_set(key, lambda: _cards(person, at).count(), 60)
    return Counts(total=total or 0, **counted)


def standing(person: User, at: datetime) -> list[dict[str, Any]]:
    """What stands still or was reported, worst first, each told in sentences."""
    cards = _cards(person, at).filter(rank__lte=LiftCard.RANK[Status.REPORTED])
    found = list(cards.select_related("lift__building").order_by("rank", "-since", "lift")[:NOW_SHOWN])
    stories = states.open_stories(found)
    told = []
    for card in found:
        zone = ZoneInfo(card.lift.building.time_zone)
        told.append({"lift": card.lift, "state": states.state(card, stories.get(card.pk), zone=zone, now=at)})
    return told


def due(person: User, at: datetime) -> list[dict[str, Any]]:
    """Visits late or near their last day, nearest promise first."""
    today = _today(person, at)
    found = _cards(person, at).filter(_closes_by(today)).select_related("lift__building")
    return [
        {
            "lift": card.lift,
            "days": abs((card.window_closes_on - today).days),
            "is_late": card.window_closes_on < today,
            "limit": words.long(card.window_closes_on, today),
        }
        for card in found.order_by("window_closes_on", "lift")[:6]
        if card.window_closes_on
    ]


def table(person: User, at: datetime, *, view: View, wanted: str, after: str) -> Table:
    """One page of the table, ordered by state, then by the nearest last day of the next visit."""
    today = _today(person, at)
    cards = _filtered(_cards(person, at), view, today, at)
    for word in fold(wanted).split():
        cards = cards.filter(_reads("lift__search", word) | _reads("lift__tenures__owner__search", word)).distinct()
    if key := _read(after):
        cards = cards.filter(_beyond(key))
    found = list(cards.select_related("lift__building").order_by(*ORDER)[: SIZE + 1])
    shown = found[:SIZE]
    owners, unread = _owners(shown, today), _unread(shown, at)
    rows = [_row(card, owners.get(card.pk, ""), unread.get(card.pk, 0), today, at) for card in shown]
    return Table(rows, _key(shown[-1]) if len(found) > SIZE else "")


def fleet(known: Counts) -> SafeString:
    """The whole portfolio as a strip: a bar a lift, or their share when there are many."""
    scale = max(1, -(-known.total // 120))
    parts = (("out_of_order", known.stopped), ("reported", known.reported), ("unknown", known.unknown))
    bars = [code for code, many in parts for _bar in range(-(-many // scale))]
    bars += ["no_fault"] * (known.quiet // scale)
    sentence = _("%(stopped)s parados, %(reported)s sin confirmar, %(unknown)s sin datos, %(quiet)s sin fallos")
    return strips.fleet_strip(bars, sentence % {**known.__dict__, "quiet": known.quiet})


def _cards(person: User, at: datetime) -> Any:
    return LiftCard.objects.filter(lift__in=scope.lifts(person, at))


def _closes_by(today: date) -> Q:
    return Q(window_closes_on__lte=today + timedelta(days=SOON))


def _is_unknown(at: datetime) -> Q:
    return Q(status=Status.UNKNOWN) | Q(status=Status.NO_FAULT, stale_at__lt=at)


def _filtered(cards: Any, view: View, today: date, at: datetime) -> Any:
    return cards.filter(
        {
            View.STOPPED: Q(status=Status.OUT_OF_ORDER),
            View.REPORTED: Q(status=Status.REPORTED),
            View.UNKNOWN: _is_unknown(at),
            View.LATE: Q(window_closes_on__lt=today),
            View.SOON: _closes_by(today) & Q(window_closes_on__gte=today),
        }.get(view, Q())
    )


def _reads(column: str, word: str) -> Q:
    """A short word must begin a word (the 3 of a street is not the 3 of a NIF); a longer one may stand anywhere."""
    if len(word) >= 3:
        return Q(**{f"{column}__contains": word})
    return Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})


def _row(card: LiftCard, owner: str, unread: int, today: date, at: datetime) -> Row:
    lift, zone = card.lift, ZoneInfo(card.lift.building.time_zone)
    code = states.status_now(card, at)
    late = states.last_was_late(card)
    last_on = card.last_visit_at.astimezone(zone).date() if card.last_visit_at else None
    return Row(
        pk=card.pk,
        status=code,
        status_words=_SHORT[code](),
        street=lift.building.street,
        owner=owner,
        name=lift.name,
        rae=lift.rae,
        last_on=words.short(last_on, today) if last_on else "–",
        last_words="" if last_on is None or not card.visits_due else _("tarde") if late else _("a tiempo"),
        last_is_late=late,
        window=_window(card, today),
        gauge=_gauge(card, last_on, today),
        breakdowns=card.open_breakdowns,
        unread=unread,
    )


_SHORT = {
    Status.OUT_OF_ORDER: lambda: _("Parado"),
    Status.REPORTED: lambda: _("Sin confirmar"),
    Status.UNKNOWN: lambda: _("Sin datos"),
    Status.NO_FAULT: lambda: _("Sin fallos"),
}


def _window(card: LiftCard, today: date) -> str:
    if card.window_opens_on is None or card.window_closes_on is None:
        return "–"
    if card.window_closes_on < today:
        return _("va tarde, %(days)s d") % {"days": (today - card.window_closes_on).days}
    return words.window(card.window_opens_on, card.window_closes_on, today)


def _gauge(card: LiftCard, last_on: date | None, today: date) -> SafeString:
    if last_on is None or card.window_opens_on is None or card.window_closes_on is None:
        return SafeString()
    opens, closes = (card.window_opens_on - last_on).days, (card.window_closes_on - last_on).days
    days = (today - last_on).days
    return strips.window(days, opens, closes, _("día %(days)s de %(closes)s") % {"days": days, "closes": closes})


def _owners(cards: list[LiftCard], today: date) -> dict[UUID, str]:
    held = Tenure.objects.held_on(today).filter(lift__in=[card.pk for card in cards])
    return dict(held.values_list("lift_id", "owner__name"))


def _unread(cards: list[LiftCard], at: datetime) -> dict[UUID, int]:
    """Bulletins of the last 45 days without any receipt, by lift."""
    receipts = Receipt.objects.filter(bulletin=OuterRef("pk"))
    fresh = Bulletin.objects.filter(
        ~Exists(receipts), visit__lift__in=[card.pk for card in cards], visit__finished_at__gte=at - timedelta(days=45)
    )
    return dict(fresh.values_list("visit__lift_id").annotate(many=Count("pk")).order_by())


def _today(person: User, at: datetime) -> date:
    return at.astimezone(ZoneInfo(person.time_zone)).date()


def _key(card: LiftCard) -> str:
    return f"{card.rank}_{card.due_on}_{card.pk}"


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
