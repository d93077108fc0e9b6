"""Quotes as their pages print them: the list, one with its alternatives, and what was decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import WorkKind
from maintenance.models import Finding
from maintenance.models.finding import FindingQuerySet
from owners.enums import QuoteState
from owners.models import Meeting, Quote
from owners.models.quote import QuoteQuerySet
from owners.queries import scope, work_words
from owners.rules import naming
from portal.accounts.models import User
from portal.lib.text import fold
from portal.web import pages, words

LISTED = 100
ROWS = ("owner", "lift__building", "finding__visit", "file", "work__lift__building")


@dataclass(frozen=True)
class Row:
    """A quote as a list prints it."""

    pk: UUID
    title: str
    under: str
    total: str
    state: str
    tone: str


@dataclass(frozen=True)
class Decided:
    """Who said what, and when."""

    what: str
    who: str
    when: str
    words: str


def listed(person: User, at: datetime, *, wanted: str = "") -> tuple[list[Row], list[Row]]:
    """Those that wait for a decision, what runs out first on top; and the others, newest first."""
    found, today = _sought(person, at, wanted), scope.today(at)
    waiting = found.undecided(today)
    others = found.exclude(pk__in=waiting.values("pk"))
    return (
        [_row(one, today) for one in waiting.order_by("valid_until", "pk")[:LISTED]],
        [_row(one, today) for one in others.order_by("-issued_on", "-pk")[:LISTED]],
    )


def without_day(person: User, at: datetime, *, wanted: str = "") -> list[Row]:
    """Those that were accepted and wait for their day, the oldest first."""
    found, today = _sought(person, at, wanted).without_day(), scope.today(at)
    return [_row(one, today) for one in found.order_by("issued_on", "pk")[:LISTED]]


def accepted() -> QuoteQuerySet:
    """The same for whoever runs the office."""
    found: QuoteQuerySet = Quote.objects.without_day().select_related("lift__building").order_by("issued_on", "pk")
    return found


def _sought(person: User, at: datetime, wanted: str) -> QuoteQuerySet:
    found = scope.quotes(person, at).select_related("owner", "lift__building")
    for word in fold(wanted).split():
        found = found.filter(Q(owner__search__contains=word) | Q(number__icontains=word) | Q(title__icontains=word))
    return found


def _row(one: Quote, today: date) -> Row:
    tone, state = standing(one, today)
    return Row(
        pk=one.pk,
        title=one.title,
        under=f"{one.lift.building.street} · {one.number}",
        total=words.money(one.total, one.currency),
        state=state,
        tone=tone,
    )


def standing(quote: Quote, today: date) -> tuple[str, str]:
    """A tone, and where it stands in words: withdrawn, run out, decided, or until when it waits."""
    if quote.withdrawn_at:
        return "", _("Retirado")
    state = QuoteState(quote.state)
    if state.is_final:
        return "ok" if state == QuoteState.ACCEPTED else "", str(state.label)
    if quote.valid_until < today:
        return "", _("Caducó")
    if state == QuoteState.MEETING and quote.meeting_on:
        return "accent", _("Junta del %(day)s") % {"day": words.short(quote.meeting_on, today)}
    left = (quote.valid_until - today).days
    tone = "warn" if left <= 7 else ""
    if not left:
        return tone, _("Vale hasta hoy")
    return tone, ngettext("Queda %(n)s día", "Quedan %(n)s días", left) % {"n": left}


def alternatives(quote: Quote, at: datetime) -> list[Row]:
    """Other quotes for the same finding, cheapest first."""
    if quote.finding_id is None:
        return []
    beside = Quote.objects.standing().filter(finding=quote.finding_id, owner=quote.owner_id).exclude(pk=quote.pk)
    today = scope.today(at)
    return [_row(one, today) for one in beside.select_related("lift__building").order_by("total", "pk")]


def lines(quote: Quote) -> list[tuple[str, str]]:
    """What the total is made of, in the ERP's order, then base, tax."""
    rows = [(one.text, words.money(one.amount, quote.currency)) for one in quote.lines.order_by("place")]
    base, tax = words.money(quote.base, quote.currency), words.money(quote.tax, quote.currency)
    return [*rows, (_("Base imponible"), base), (_("Impuestos"), tax)]


def decided(quote: Quote, at: datetime) -> list[Decided]:
    """Every decision, first to last."""
    zone = ZoneInfo(scope.zone())
    local = at.astimezone(zone)
    rows = quote.decisions.select_related("person").order_by("at", "pk")
    return [
        Decided(
            _said(one.state, one.meeting_on, local.date()), one.person.name, _moment(one.at, zone, local), one.words
        )
        for one in rows
    ]


def _moment(when: datetime, zone: ZoneInfo, local: datetime) -> str:
    return words.moment(when.astimezone(zone), local)


def _said(state: str, meeting_on: date | None, today: date) -> str:
    if state == QuoteState.MEETING and meeting_on:
        return _("Va a la junta del %(day)s") % {"day": words.long(meeting_on, today)}
    return str(QuoteState(state).label)


def finding_of(quote: Quote, person: User, at: datetime) -> tuple[str, str]:
    """What this quote would mend, and its place on the page of the visit that saw it, for who may open that."""
    if quote.finding is None:
        return "", ""
    visit = scope.visits(person, at).filter(pk=quote.finding.visit_id).first()
    return quote.finding.words, f"{pages.url_for(visit)}#finding-{quote.finding_id}" if visit else ""


def work_of(quote: Quote, person: User, at: datetime) -> tuple[str, str]:
    """When it is done, or was, and the page of that for who may open it; nothing before it has its day."""
    if quote.work is None:
        return "", ""
    seen = scope.works(person, at).filter(pk=quote.work.pk).exists()
    return work_words.how_far(quote.work, at), pages.url_for(quote.work) if seen else ""


def may_get_work(quote: Quote) -> bool:
    """Whether it was accepted and nothing is planned for it, or that was called off."""
    return Quote.objects.without_day().filter(pk=quote.pk).exists()


def usual_work(quote: Quote) -> dict[str, Any]:
    """What the form of its work begins with: what was offered, and the finding it mends while that waits."""
    return {
        "kind": WorkKind.REPAIR if quote.finding_id else WorkKind.UPGRADE,
        "words": quote.title,
        "finding": Finding.objects.waiting().filter(pk=quote.finding_id, lift=quote.lift_id).first(),
        "stops_service": True,
    }


def next_meeting(quote: Quote, at: datetime) -> date | None:
    """The owner's next meeting while the quote holds, if one is known."""
    ahead = Meeting.objects.ahead(scope.today(at)).filter(owner=quote.owner_id, on__lte=quote.valid_until)
    found = ahead.order_by("on").first()
    return found.on if found else None


def waiting_findings() -> FindingQuerySet:
    """Findings nobody has seen to."""
    found: FindingQuerySet = Finding.objects.waiting().select_related("lift__building")
    return found


def file_name(quote: Quote) -> str:
    """`NIF_fecha_numero.pdf`, like an invoice's."""
    return naming.file_name(quote.owner.nif, quote.issued_on, quote.number)
