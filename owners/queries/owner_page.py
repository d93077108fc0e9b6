"""The page of an owner: who may open it and what for, its meetings, its reports."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from owners.enums.meetings import MeetingKind
from owners.models import AnnualReport, Meeting, Owner
from owners.models.meeting import MeetingQuerySet
from owners.queries import agenda, scope
from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.lib.text import fold
from portal.web import words

SHOWN = 100
YEARS = 3


@dataclass(frozen=True)
class Row:
    """A meeting as its owner's page prints it."""

    pk: UUID
    title: str
    told: str
    may_change: bool


def owners(person: User, at: datetime) -> QuerySet[Owner]:
    """Owners whose page a person opens; the office opens every one."""
    everything: QuerySet[Owner] = Owner.objects.all()
    return everything if grants.may(person, Permission.RUN_OFFICE) else scope.owners(person, at)


def decided_by(person: User, at: datetime) -> QuerySet[Owner]:
    """Of those, the ones whose meetings he calls and whose sheet and pack he takes."""
    everything: QuerySet[Owner] = Owner.objects.all()
    return everything if grants.may(person, Permission.RUN_OFFICE) else scope.owners_as(person, scope.DECIDERS, at)


def meetings(person: User, at: datetime) -> MeetingQuerySet:
    """Meetings he may change: those to come, of these owners."""
    found: MeetingQuerySet = Meeting.objects.ahead(scope.today(at))
    return found.filter(owner__in=decided_by(person, at)).select_related("owner")


def sees_money(person: User, owner: Owner, at: datetime) -> bool:
    """Whether the owner's money is his to see."""
    if grants.may(person, Permission.RUN_OFFICE):
        return True
    return scope.paid_for_by(person, at).filter(pk=owner.pk).exists()


def listed(person: User, at: datetime, *, typed: str) -> list[tuple[Owner, str]]:
    """The first hundred by name, each with the day of the next meeting."""
    today = scope.today(at)
    standing = Q(meetings__called_off_at=None, meetings__on__gte=today)
    found = owners(person, at).annotate(next_on=Min("meetings__on", filter=standing))
    for word in fold(typed).split():
        found = found.filter(search__contains=word)
    rows = found.order_by("name", "pk")[:SHOWN]
    return [(one, words.long(one.next_on, today) if one.next_on else "") for one in rows]


def only(person: User, at: datetime) -> UUID | None:
    """The owner of who has one."""
    found = list(owners(person, at).order_by("pk").values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def coming(owner: Owner, at: datetime) -> list[Row]:
    """Meetings to come, the next first."""
    today = scope.today(at)
    return [
        Row(one.pk, title(one, today), _told(one, today), may_change=True)
        for one in agenda.meetings(owner, at).select_related("recorded_by")
    ]


def title(one: Meeting, today: date) -> str:
    """Junta ordinaria del 14 de diciembre."""
    said = {"kind": MeetingKind(one.kind).label, "day": words.long(one.on, today)}
    return _("%(kind)s del %(day)s") % said


def _told(one: Meeting, today: date) -> str:
    by = one.recorded_by.name if one.recorded_by else ""
    said = _("la anotó %(name)s") % {"name": by} if by else ""
    told = _("lo dijo %(who)s") % {"who": one.told_by} if one.told_by else ""
    sent = _("la hoja salió por correo") if one.told_for == one.on else ""
    return " · ".join(part for part in (told, said, sent) if part)


def years(owner: Owner, at: datetime) -> list[int]:
    """Years that are over, of which there is a report to read: the last first, as far back as we look after a lift."""
    first = owner.tenures.aggregate(first=Min("from_on"))["first"]
    today = scope.today(at)
    if first is None:
        return []
    return [year for year in range(today.year - 1, today.year - 1 - YEARS, -1) if year >= first.year]


def report_of(owner: Owner, year: int, language: str, *, whole: bool) -> AnnualReport | None:
    """The report as it was printed, if it was in that language."""
    found = AnnualReport.objects.filter(owner=owner, year=year, language=language, is_whole=whole)
    return found.select_related("file").first()
