"""The mails that leave, as the office reads them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.actions import remedies
from notifications.catalogue import label_of
from notifications.enums import ENDS, LOST, WAITING, Channel, DeliveryState, Why
from notifications.forms.deliveries import Remedy
from notifications.models import Breaker, Delivery, Preference, Sending, Step, Suppression
from notifications.queries import deliveries, listeners, paper, sending, suppressions
from notifications.views.rows import TONES
from portal.web import words

SHOWN = 50
FEW = 5
SILENT = 120.0  # seconds without a sign of the workers before it is said aloud
GONE = frozenset({DeliveryState.ACCEPTED, *ENDS})


@dataclass(frozen=True)
class Mail:
    """One line."""

    key: Any
    to: str
    address: str
    subject: str
    when: str
    state: str
    tone: str
    why: str
    can: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Post:
    """All of it."""

    paused: dict[str, str] | None
    pulse: str
    is_silent: bool
    doubtful: list[Mail]
    doubtful_total: int
    lost: list[Mail]
    lost_total: int
    waiting: list[Mail]
    waiting_total: int
    doors: list[dict[str, str]]
    suppressed: list[dict[str, Any]]
    mistaken: list[dict[str, Any]]
    letters: int
    books: list[tuple[str, int]]
    made: int
    ended: int
    under_way: int

    @property
    def needs(self) -> int:
        """How many need somebody."""
        return self.doubtful_total + self.lost_total


def day(now: datetime) -> Post:
    """As it stands."""
    row, books = sending.current(), deliveries.books()
    doubtful, lost, waiting = deliveries.in_doubt(), deliveries.lost(), deliveries.waiting(now)
    ended = sum(number for state, number in books.items() if state in GONE)
    silent = row.worked_at is None or (now - row.worked_at).total_seconds() > SILENT
    return Post(
        paused=_paused(row, now),
        pulse=_pulse(row, now),
        is_silent=silent,
        doubtful=[line(one, now) for one in doubtful[:SHOWN]],
        doubtful_total=doubtful.count(),
        lost=[line(one, now) for one in lost[:SHOWN]],
        lost_total=lost.count(),
        waiting=[line(one, now) for one in waiting[:FEW]],
        waiting_total=waiting.count(),
        doors=[_door(one, now) for one in sending.shut_doors()],
        suppressed=[_suppressed(one, now) for one in suppressions.standing()[:SHOWN]],
        mistaken=[_mistaken(one, now) for one in listeners.mistaken()[:SHOWN]],
        letters=paper.waiting().count(),
        books=[(str(state.label), books[state]) for state in DeliveryState if books.get(state)],
        made=sum(books.values()),
        ended=ended,
        under_way=sum(books.values()) - ended,
    )


def line(mail: Delivery, now: datetime) -> Mail:
    """A mail in a list, with what can be done about it."""
    person, state = mail.message.person, DeliveryState(mail.state)
    return Mail(
        key=mail.pk,
        to=person.name if person else mail.address,
        address=str(Channel.PAPER.label) if mail.channel == Channel.PAPER else mail.address or _("sin correo"),
        subject=mail.message.title,
        when=_when(mail.created_at, now),
        state=str(state.label),
        tone=TONES.get(state, "out_of_order"),
        why=deliveries.why(mail),
        can=_can(mail),
    )


def whole(mail: Delivery, now: datetime) -> dict[str, Any]:
    """Everything of one."""
    return {
        "line": line(mail, now),
        "what": label_of(mail.message.touchpoint),
        "kind": mail.message.get_kind_display(),
        "text": mail.text.strip(),
        "attempts": mail.attempts,
        "attachment": mail.attachment_name,
        "accepted": _when(mail.accepted_at, now) if mail.accepted_at else "",
        "until": _when(mail.expires_at, now) if mail.state in WAITING and mail.channel != Channel.PAPER else "",
        "on_paper": paper.told(mail, now) if mail.channel == Channel.PAPER else "",
        "steps": [_step(one, now) for one in sorted(mail.steps.all(), key=lambda step: (step.at, step.pk))],
    }


def cannot(reason: str) -> str:
    """Why it cannot go again."""
    return {
        remedies.NO_WORDS: _(
            "Lo que decía se borró por seguridad, porque dejaba entrar: hágalo de nuevo en su página."
        ),
        remedies.NO_ADDRESS: _("No tenemos su correo: póngalo en su ficha y mándelo otra vez."),
        remedies.SUPPRESSED: _("A esa dirección ya no escribimos: corrija la dirección, o vuelva a escribirle, abajo."),
    }[reason]


def _can(mail: Delivery) -> list[tuple[str, str]]:
    if mail.state == DeliveryState.UNCERTAIN:
        offered = [Remedy.ARRIVED, Remedy.AGAIN, Remedy.PAPER]
    elif mail.state in LOST and mail.handled_at is None:
        offered = [Remedy.AGAIN, Remedy.PAPER, Remedy.SEEN]
    else:
        return []
    return [(one.value, str(one.label)) for one in offered if mail.text or one != Remedy.AGAIN]


def _when(at: datetime, now: datetime) -> str:
    return words.moment(timezone.localtime(at), timezone.localtime(now))


def _since(at: datetime, now: datetime) -> str:
    return words.since(timezone.localtime(at), timezone.localtime(now))


def _step(step: Step, now: datetime) -> dict[str, str]:
    who = step.by.name if step.by else ""
    return {"what": step.get_verdict_display(), "said": Why.told(step.said), "who": who, "when": _when(step.at, now)}


def _paused(row: Sending, now: datetime) -> dict[str, str] | None:
    if row.paused_at is None:
        return None
    return {"since": _since(row.paused_at, now), "why": row.get_paused_because_display()}


def _pulse(row: Sending, now: datetime) -> str:
    """When the workers last showed that they work."""
    if row.worked_at is None:
        return _("Nadie ha repartido todavía.")
    seconds = max((now - row.worked_at).total_seconds(), 0)
    if seconds < SILENT:
        return _("El reparto funciona: trabajó hace menos de dos minutos.")
    return _("Nadie reparte %(since)s.") % {"since": _since(row.worked_at, now)}


def _door(one: Breaker, now: datetime) -> dict[str, str]:
    return {
        "door": one.door,
        "since": _since(one.since or now, now),
        "again": words.hour(timezone.localtime(one.shut_until or now)),
        "said": one.said,
    }


def _mistaken(one: Preference, now: datetime) -> dict[str, Any]:
    since = _since(one.wrong_since or now, now)
    return {"key": one.person_id, "name": one.person.name, "address": one.person.email, "since": since}


def _suppressed(one: Suppression, now: datetime) -> dict[str, Any]:
    return {"key": one.pk, "address": one.address, "why": one.get_why_display(), "since": _since(one.at, now)}
