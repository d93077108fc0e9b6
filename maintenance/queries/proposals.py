"""Days for what is due and has none: worked out to be looked at, applied only when somebody says so."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from maintenance.models import LiftCard, Technician
from maintenance.queries import contractors, planning
from maintenance.queries.lifts import left
from maintenance.queries.planning import Asked
from maintenance.queries.weeks import Day
from maintenance.rules import sharing
from maintenance.rules.sharing import Due

NOON = 12


@dataclass(frozen=True)
class Item:
    """A visit on its proposed day; `value` is what the form sends back."""

    value: str
    street: str
    under: str
    tone: str


@dataclass(frozen=True)
class Round:
    """One technician's day as it would become."""

    name: str
    taken: int
    items: list[Item]

    @property
    def total(self) -> int:
        return self.taken + len(self.items)


@dataclass(frozen=True)
class Proposed:
    """A day and its rounds."""

    day: Day
    rounds: list[Round]


@dataclass(frozen=True)
class Left:
    """A visit that got no day, and why."""

    street: str
    under: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """The week as it would become."""

    days: list[Proposed]
    left: list[Left]

    @property
    def many(self) -> int:
        return sum(len(one.items) for day in self.days for one in day.rounds)


def of(asked: Asked, days: list[Day], *, most: int, hour: int) -> Proposal:
    """Shares what may be done among the working days that are left, the nearest promise first.

    What can wait for another week and does not fit is not spoken of. Today counts until noon.
    """
    cards = list(planning.cards_due(asked))
    open_days = [day for day in days if day.works and not day.is_past and not (day.is_today and hour >= NOON)]
    taken = planning.taken(asked.week.monday, asked.week.sunday)
    rounds: dict[tuple[date, Technician], list[Item]] = defaultdict(list)
    left_out: list[Left] = []
    for technician, own in _by_technician(cards):
        if technician is None:
            left_out += [_left(card, _("Su ruta no tiene técnico.")) for card in own]
            continue
        allowed, refused = _allowed(technician, own, asked.on)
        left_out += [_left(card, _("Es de una contrata y falta la autorización del titular.")) for card in refused]
        held = {day.on: taken.get((technician.pk, day.on), 0) for day in open_days}
        shared = sharing.share(_due(allowed, asked), days=[day.on for day in open_days], taken=held, most=most)
        known = {card.lift_id: card for card in allowed}
        for key, on in shared.days.items():
            rounds[on, technician].append(_item(known[key], technician, on, asked.week.today))
        late = [known[key] for key in shared.left if _cannot_wait(known[key], asked)]
        left_out += [_left(card, _("No cabe en los días que quedan.")) for card in late]
    return Proposal([_proposed(day, rounds, taken) for day in open_days if _any(day, rounds)], left_out)


def _cannot_wait(card: LiftCard, asked: Asked) -> bool:
    return card.window_closes_on is None or card.window_closes_on <= asked.week.sunday


def _by_technician(cards: list[LiftCard]) -> Iterable[tuple[Technician | None, list[LiftCard]]]:
    ordered = sorted(cards, key=lambda card: str(_technician(card) or ""))
    return [(technician, list(own)) for technician, own in groupby(ordered, key=_technician)]


def _technician(card: LiftCard) -> Technician | None:
    """Whose route it is on, while he works here."""
    found: Technician | None = card.lift.route.technician if card.lift.route else None
    return found if found and found.person.is_active else None


def _allowed(technician: Technician, cards: list[LiftCard], on: date) -> tuple[list[LiftCard], list[LiftCard]]:
    may = contractors.allowed(technician, [card.lift_id for card in cards], on)
    return [card for card in cards if card.lift_id in may], [card for card in cards if card.lift_id not in may]


def _due(cards: list[LiftCard], asked: Asked) -> list[Due[UUID]]:
    first, last = asked.on, asked.week.sunday
    return [
        Due(card.lift_id, card.lift.building_id, card.window_opens_on or first, card.window_closes_on or last)
        for card in cards
    ]


def _any(day: Day, rounds: dict[tuple[date, Technician], list[Item]]) -> bool:
    return any(on == day.on for on, _technician in rounds)


def _proposed(
    day: Day, rounds: dict[tuple[date, Technician], list[Item]], taken: dict[tuple[UUID, date], int]
) -> Proposed:
    found = [
        Round(technician.person.name, taken.get((technician.pk, day.on), 0), items)
        for (on, technician), items in rounds.items()
        if on == day.on
    ]
    return Proposed(day, found)


def _item(card: LiftCard, technician: Technician, on: date, today: date) -> Item:
    closes = card.window_closes_on
    days = (closes - today).days if closes else None
    tone = "" if days is None else "stop" if days < 0 else "warn" if days <= planning.SOON_DAYS else ""
    return Item(
        value=f"{card.lift_id}|{on:%Y-%m-%d}|{technician.pk}",
        street=card.lift.place,
        under=left(days) if days is not None else _("sin revisiones"),
        tone=tone,
    )


def _left(card: LiftCard, why: Any) -> Left:
    return Left(card.lift.place, str(card.lift.route or _("sin ruta")), str(why))


def loads(technician: Technician | None, first: date, days: Iterable[date]) -> dict[date, int]:
    """How many visits a technician has on each of some days."""
    wanted = list(days)
    if technician is None or not wanted:
        return {}
    found: Counter[date] = Counter()
    for (key, day), many in planning.taken(first, max(wanted)).items():
        if key == technician.pk:
            found[day] += many
    return dict(found)
