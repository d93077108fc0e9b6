"""Two records of one visit become one: the office says which stands, and the other counts no more.

Nothing is moved and nothing deleted. What came with the other record is read with the one that stands; what both tell
is told once. The ledger keeps both and says that they are the same, and a new bulletin names every one it replaces.
"""

from datetime import datetime

from django.db import transaction

from maintenance import kinds
from maintenance.actions.hindered import Hindered
from maintenance.enums import JoinHindrance, VisitState
from maintenance.models import Finding, Part, Photo, Visit
from maintenance.queries import visits as written
from maintenance.rules.visits import may_be_one
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib.text import fold


class CannotJoin(Hindered[JoinHindrance]):
    """The two are not one visit."""


@transaction.atomic
def join(*, visit: Visit, to: Visit, why: str, by: User, at: datetime) -> Visit:
    """Joins a record to the one that stands; answers that one."""
    _refuse_apart(visit, to)
    _hold(visit, to)

    Visit.objects.filter(joined_to=visit).update(joined_to=to)
    done = Visit.objects.filter(pk=visit.pk, state=VisitState.COMPLETED)
    done.update(state=VisitState.JOINED, joined_to=to, joined_at=at, joined_by=by, why_joined=why)
    _tell_once(visit, to, at)
    if to.bulletins.filter(number=to.bulletin_number).exists():
        Visit.objects.filter(pk=to.pk).update(bulletin_number="")

    to.refresh_from_db()
    told = written.last_entry(visit)
    fact = kinds.VISIT_JOINED.of(
        to,
        occurred_at=at,
        origin=Origin(to.origin),
        corrects=told.number if told else None,
        more={"joined": visit.pk},
    )
    ledger.append(fact, by=by, at=at)
    return to


def _refuse_apart(visit: Visit, to: Visit) -> None:
    found = [
        (JoinHindrance.SAME, visit.pk == to.pk),
        (JoinHindrance.OTHER_LIFT, visit.lift_id != to.lift_id),
        (JoinHindrance.APART, not may_be_one(visit.started_at, to.started_at)),
    ]
    for hindrance, stands in found:
        if stands:
            raise CannotJoin(hindrance)


def _hold(visit: Visit, to: Visit) -> None:
    """Holds both rows, in key order, until the transaction ends: of two who join them crosswise the second is told."""
    both = Visit.objects.completed().filter(pk__in=[visit.pk, to.pk]).order_by("pk")
    if len(both.select_for_update().values_list("pk", flat=True)) != 2:
        raise CannotJoin(JoinHindrance.GONE)


def _tell_once(visit: Visit, to: Visit, at: datetime) -> None:
    """Withdraws what both records tell alike. Photos of a finding told twice stay, as the record's own."""
    parts, findings = Part.objects.of_visit(to), Finding.objects.of_visit(to)
    fitted = {_fitted(part) for part in parts.exclude(visit=visit)}
    again = [part.pk for part in parts.filter(visit=visit) if _fitted(part) in fitted]
    parts.filter(pk__in=again).update(withdrawn_at=at)

    seen = {_seen(finding) for finding in findings.exclude(visit=visit)}
    twice = [finding for finding in findings.filter(visit=visit) if _seen(finding) in seen]
    for finding in twice:
        _keep_photos(finding, visit)
    findings.filter(pk__in=[finding.pk for finding in twice]).update(withdrawn_at=at)


def _fitted(part: Part) -> tuple[object, ...]:
    """What makes two parts the same one."""
    return fold(part.name), part.quantity, fold(part.component_type), fold(part.serial_number)


def _seen(finding: Finding) -> tuple[object, ...]:
    """What makes two findings the same one."""
    return finding.item, fold(finding.words)


def _keep_photos(finding: Finding, visit: Visit) -> None:
    """Makes a finding's photos its record's own, but those that are already."""
    own = Photo.objects.standing().filter(visit=visit).values("sha256")
    photos = Photo.objects.standing().filter(finding=finding).exclude(sha256__in=own)
    photos.update(finding=None, visit=visit, item=finding.item)
