"""Which of our own people a fact concerns. Nobody is told what he did himself."""

from typing import Any

from maintenance import kinds
from maintenance.enums import RungAs
from maintenance.models import Breakdown, Call, Technician
from maintenance.queries import ringing
from notifications.queries import subscriptions
from owners.queries import people
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.models import Entry

TOLD_OF_BREAKDOWNS = frozenset({Role.CHAIR, Role.MANAGER})


def with_work(entry: Entry) -> list[User]:
    """The technicians who have the work, or had it before."""
    facts = entry.facts
    keys = [facts.get("technician"), facts.get("from_technician")]
    return _others(entry, Technician.objects.filter(pk__in=[key for key in keys if key]).values("person"))


def with_breakdown(entry: Entry) -> list[User]:
    """The same of a breakdown; on whose telephone it rings is told by the ringing."""
    rings = Breakdown.objects.ringing().filter(pk=entry.subject_id).exists()
    return [one for one in with_work(entry) if not (rings and has_it(entry, one))]


def rung(entry: Entry) -> list[User]:
    """Whose telephone rings with this turn."""
    return list(User.objects.filter(pk__in=entry.facts["people"]).order_by("pk"))


def once_rung(entry: Entry) -> list[User]:
    """Whose telephones rang for it; of those who came out only when nobody had taken it, and nobody was told so."""
    found = Breakdown.objects.get(pk=entry.subject_id)
    if entry.kind == kinds.BREAKDOWN_FREED.name and found.taken_at is not None:
        return []
    return _others(entry, ringing.rung(found, ringing.since(found)).order_by().values("person"))


def has_it(entry: Entry, person: User) -> bool:
    """Whether the work is this person's now; who is told otherwise, had it before."""
    technician: Technician | None = getattr(person, "technician", None)
    return technician is not None and str(technician.pk) == entry.facts.get("technician")


def is_mailed(entry: Entry, person: User) -> bool:
    """The first turn that rings for somebody is mailed too: to who leads the office, and where no telephone rings."""
    found = Breakdown.objects.get(pk=entry.subject_id)
    turn = entry.facts["turn"]
    mine = ringing.rung(found, ringing.since(found)).filter(person=person)
    if mine.filter(turn__lt=turn).exists():
        return False
    return mine.filter(turn=turn, rung_as=RungAs.HEAD).exists() or not subscriptions.of(person).exists()


def first_turn(entry: Entry, person: User) -> bool:
    """Whether it is the first turn that rings for him."""
    found = Breakdown.objects.get(pk=entry.subject_id)
    mine = ringing.rung(found, ringing.since(found)).filter(person=person)
    return not mine.filter(turn__lt=entry.facts["turn"]).exists()


def still_rings(entry: Entry) -> bool:
    """Whether nobody has taken it meanwhile."""
    return Breakdown.objects.ringing().filter(pk=entry.subject_id).exists()


def at_the_desk(entry: Entry) -> list[User]:
    """Who answers for a lift in the office: whom its owner knows there; where there is nobody, all of the office."""
    contact = people.contact_of(entry.stream_id, entry.recorded_at)
    return [contact] if contact else people.in_the_office(entry.recorded_at)


def caller(entry: Entry) -> list[User]:
    """Who told us, when we know him; unless the letter about the breakdown itself is on its way to him."""
    call = Call.objects.select_related("breakdown", "caller").get(pk=entry.subject_id)
    known = call.breakdown
    if call.caller is None:
        return []
    if known is None or known.confirmed_at is None or known.confirmed_at < call.called_at:
        return [call.caller]
    told = {one.person.pk for one in people.told(call.lift_id, TOLD_OF_BREAKDOWNS, entry.recorded_at)}
    return [] if call.caller.pk in told else [call.caller]


def _others(entry: Entry, keys: Any) -> list[User]:
    actor = (entry.text.get("actor") or {}).get("id")
    people = User.objects.filter(pk__in=keys).select_related("technician").order_by("pk")
    return [person for person in people if str(person.pk) != actor]
