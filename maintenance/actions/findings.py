"""Findings as the office closes them: somebody saw to it, or it was none. Both in words, and both stay."""

from datetime import datetime

from django.db import transaction

from maintenance import kinds
from maintenance.models import Finding, Visit
from maintenance.queries import findings
from portal.accounts.models import User
from portal.ledger import actions as ledger


class CannotClose(Exception):
    """Somebody has settled or withdrawn the finding already."""


class OtherVisit(Exception):
    """The visit named is none of the lift's after the finding was seen."""


@transaction.atomic
def settle(*, finding: Finding, words: str, visit: Visit | None = None, by: User, at: datetime) -> Finding:
    """It has been seen to: how, and on which visit when it was on one."""
    if visit and not findings.later_visits(finding).filter(pk=visit.pk).exists():
        raise OtherVisit
    when = visit.finished_at if visit else at
    _close(finding, settled_at=when, settled_visit=visit, settled_by=by, how_settled=words)

    ledger.append(kinds.FINDING_SETTLED.of(finding, occurred_at=when or at), by=by, at=at)
    return finding


@transaction.atomic
def withdraw(*, finding: Finding, why: str, by: User, at: datetime) -> Finding:
    """It was no finding, or stands elsewhere: nobody need see to it."""
    _close(finding, withdrawn_at=at, withdrawn_by=by, why_withdrawn=why)

    ledger.append(kinds.FINDING_WITHDRAWN.of(finding, occurred_at=at), by=by, at=at)
    return finding


def _close(finding: Finding, **columns: object) -> None:
    if not Finding.objects.waiting().filter(pk=finding.pk).update(**columns):
        raise CannotClose
    finding.refresh_from_db()
