"""The rows the story speaks of, by the names it gives them."""

from functools import cached_property
from typing import Any

from maintenance.actions.visits import CompletedWork
from maintenance.enums import Drive, Frequency, How
from maintenance.models import Lift, PlanTemplate, Technician
from maintenance.rules import checklist
from portal.accounts.models import User
from portal.demo import album, remarks
from portal.demo.cast import CAST, ROUTES, TEAM
from portal.demo.faults import Call
from portal.demo.rounds import Visit
from portal.demo.world import World

SOURCE = "demo"


class Known:
    """Looked up once a run; a lift or a person somebody took away since is not there."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def lifts(self) -> dict[str, Lift]:
        """Lifts still in care, by their code."""
        return {lift.code: lift for lift in Lift.objects.in_care().select_related("building")}

    @cached_property
    def plan(self) -> PlanTemplate:
        """The library as it was published."""
        return PlanTemplate.objects.filter(slug=checklist.SLUG).order_by("-version")[0]

    @cached_property
    def _due(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """What a visit owes, by drive and scope."""
        lines = self.plan.lines
        return {
            (drive, scope): checklist.due(lines, drive=drive, scope=scope) for drive in Drive for scope in Frequency
        }

    @cached_property
    def people(self) -> dict[str, User]:
        """The cast and the team, by key."""
        emails = {one.email: one.key for one in (*CAST, *TEAM)}
        return {emails[person.email]: person for person in User.objects.filter(email__in=emails)}

    @cached_property
    def technicians(self) -> dict[str, Technician]:
        """The team, by key."""
        keys = {self.people[key].pk: key for key in ROUTES.values() if key in self.people}
        found = Technician.objects.filter(person__in=keys).select_related("person")
        return {keys[technician.person_id]: technician for technician in found}

    def taker(self, told: Call) -> User | None:
        """Who of the office took the call; nobody when it came in by itself."""
        return self.people.get("office") if told.how in {How.PHONE, How.TECHNICIAN} else None

    def work(self, visit: Visit) -> CompletedWork:
        """A visit as its technician tells it."""
        lines = self._due[self.world.lifts[visit.lift].drive, visit.scope]
        words = remarks.of(self.world.seed, visit, lines)
        return CompletedWork(
            technician=self.technicians[visit.technician],
            plan=self.plan,
            started_at=visit.started_at,
            finished_at=visit.finished_at,
            recorded_at=visit.recorded_at,
            replies=words.replies,
            scope=visit.scope,
            words_for_owner=words.to_owner,
            signed_by=words.signed_by,
            why_unsigned=words.why_unsigned,
            enclosed=album.of_visit(visit),
        )
