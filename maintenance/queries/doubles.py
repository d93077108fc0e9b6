"""Two records of one visit: which may be the same, and what differs between them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.enums import Result
from maintenance.models import Visit
from maintenance.models.visit import VisitQuerySet
from maintenance.queries import recorded
from maintenance.queries import visits as written
from maintenance.queries.plans import said
from maintenance.rules.visits import ONE_WITHIN


@dataclass(frozen=True)
class Side:
    """One of the two: who wrote it, and when the visit was."""

    visit: Visit
    name: str
    when: str


@dataclass(frozen=True)
class Line:
    """What both say of one thing."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def of(visit: Visit) -> VisitQuerySet:
    """Other completed records of the same lift that begin within a day of this one, the nearest to it first."""
    rows = Visit.objects.completed().select_related("lift__building", "technician__person", "contractor", "plan")
    if visit.started_at is None or visit.joined_to_id:
        return rows.none()
    around = (visit.started_at - ONE_WITHIN, visit.started_at + ONE_WITHIN)
    return rows.filter(lift=visit.lift_id, started_at__range=around).exclude(pk=visit.pk).order_by("started_at", "pk")


def side(visit: Visit, *, now: datetime) -> Side:
    """A record as the page heads it."""
    name = visit.technician.person.name if visit.technician else _("El técnico")
    return Side(visit, name, written.when(visit, timezone.localtime(now)))


def lines(one: Visit, other: Visit, *, now: datetime) -> list[Line]:
    """Everything either says, in the order of the visit's own page; point by point where they part."""
    left, right = _told(one, now), _told(other, now)
    labels = dict.fromkeys([*left, *right])
    return [Line(label, left.get(label, ""), right.get(label, "")) for label in labels] + _points(one, other)


def _told(visit: Visit, now: datetime) -> dict[str, str]:
    """Label and text; what is said more than once of a label stands in one line."""
    local, told = timezone.localtime(now), written.told(visit, now=now, days=())
    found: dict[str, list[str]] = defaultdict(list)
    head = [
        (_("Visita"), told.when),
        (_("Alcance"), told.scope),
        (_("Puntos"), told.counts),
        (_("Queda"), told.condition),
        (_("Firma"), told.signature),
        (_("Para el titular"), visit.words_for_owner),
        (_("Boletín"), told.bulletin),
    ]
    for label, text in [*head, *recorded.lines(visit, now=local)]:
        if text:
            found[label].append(text)
    return {label: "; ".join(texts) for label, texts in found.items()}


def _points(one: Visit, other: Visit) -> list[Line]:
    """The points of the checklist the two answered otherwise."""
    left, right = _answers(one), _answers(other)
    asked = {line["number"]: said(line, "text") for plan in (other.plan, one.plan) if plan for line in plan.lines}
    return [
        Line(asked.get(number, str(number)), left.get(number, ""), right.get(number, ""))
        for number in sorted({*left, *right})
        if left.get(number, "") != right.get(number, "")
    ]


def _answers(visit: Visit) -> dict[int, str]:
    return {
        int(reply["number"]): ". ".join(filter(None, (str(Result(reply["result"]).label), reply["words"])))
        for reply in visit.replies
    }
