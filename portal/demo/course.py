"""The demo's course: made once, and taken on to the present at every start.

How far it has come stands in one Job row, which every piece moves on in its own transaction: a run that was cut short
goes on where it stopped, and of two at once the second steps back.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models, transaction

from maintenance import followers
from maintenance.actions import cards
from maintenance.enums import VisitState
from maintenance.models import Visit
from maintenance.rules import workdays
from portal.demo import (
    album,
    archive,
    asking,
    billing,
    consenting,
    contracting,
    desk,
    dossiers,
    dropped,
    founding,
    moments,
    offers,
    papers,
    population,
    posting,
    program,
    scenes,
    story,
)
from portal.demo.faults import Fault, Murmur
from portal.demo.known import SOURCE, Known
from portal.demo.living import Living
from portal.demo.moments import Moment
from portal.demo.orders import Ordered
from portal.demo.rounds import Visit as Told
from portal.demo.story import Story
from portal.demo.world import DAYS, ZONE, World
from portal.jobs.models import Job, JobState
from portal.ledger.models import Pending
from portal.lib import clock, nudge
from portal.lib.text import canonical

KIND = "demo"
PORTAL_FOR = timedelta(days=45)  # what is older was over before the portal began, and is archive

AHEAD_ROUTES = ("Centro", "Delicias")
FORGOTTEN_AFTER = timedelta(days=20)
QUIET = timedelta(hours=1)  # so long nothing may happen before days and cards are looked at anew


class Overtaken(Exception):
    """Another run has taken the demo on meanwhile."""


@dataclass(frozen=True)
class Lived:
    """What a run did."""

    archived: int
    lived: int


def begun() -> Job | None:
    """The demo that was made here, if one was."""
    return Job.objects.filter(kind=KIND).order_by("created_at").first()


@transaction.atomic
def make(*, seed: int, at: datetime, days: int = DAYS, most: int | None = None) -> Job:
    """Founds the company. Nothing has happened in it yet: `go_on` takes it to the present."""
    world = population.build(seed, at, days=days, most=most)
    founding.write(world, brought_in_at=at - PORTAL_FOR)
    desk.take_on_contractor(world, at=at)
    dossiers.put_in(world, at=at - PORTAL_FOR)
    consenting.write(world, at=at - PORTAL_FOR)
    program.connect(at=at - PORTAL_FOR)
    return Job.objects.create(
        kind=KIND,
        params=canonical({"seed": seed, "days": days, "most": most, "made_at": at.isoformat()}),
        state=JobState.DONE,
        result=_result(clock.midnight(world.began_on, ZONE)),
        created_at=at,
        finished_at=at,
    )


def go_on(*, at: datetime) -> Lived:
    """Takes the demo to a moment; twice to the same one is once."""
    job = begun()
    if job is None:
        raise LookupError("no demo was made here")
    course = _Course(job, at)
    try:
        return course.run()
    except Overtaken:
        return Lived(course.archived, course.lived)


class _Course:
    """One run."""

    def __init__(self, job: Job, at: datetime) -> None:
        self.job, self.at = job, at
        self.since = datetime.fromisoformat(job.outcome["until"])
        self.line = max(self.since, at - PORTAL_FOR)
        self.archived = self.lived = 0
        self.begun: frozenset[str] = frozenset()

    def run(self) -> Lived:
        if self.at <= self.since:
            return Lived(0, 0)
        _let_go(self.at)
        world = _world(self.job)
        told, known = story.tell(world, self.at), Known(world)
        living = Living(known, now=self.at)
        self.begun = frozenset(living.planned)
        live = [one for one in moments.between(told, self.since, self.at) if not self._is_archive(one.thing)]
        self._live([one for one in live if one.at <= self.line], living, moves=False)
        self._shelve(told, known)
        self._live([one for one in live if one.at > self.line], living, moves=True)
        self._finish(told, known, live)
        return Lived(self.archived, self.lived)

    def _is_archive(self, thing: Told | Fault | Murmur | Ordered) -> bool:
        """Whether it began after the last run and before the portal would remember it; a planned visit began before."""
        return self.since < _began_at(thing) <= self.line and thing.key not in self.begun

    def _live(self, live: list[Moment], living: Living, *, moves: bool) -> None:
        for piece in moments.pieces(live, frozenset(living.spoken_to)):
            with nudge.gathered(), transaction.atomic():
                if moves:
                    self._move(piece[-1].at)
                for moment in piece:
                    living.live(moment)
            album.bring(living.take_pictures(), at=piece[-1].at)
            papers.issue(living.take_written())
            papers.acknowledge(living.known, at=piece[-1].at)
            self.lived += len(piece)

    @transaction.atomic
    def _shelve(self, told: Story, known: Known) -> None:
        if self.line == self.since:
            return
        self._move(self.line)
        visits = [one for one in told.visits if self._is_archive(one)]
        faults = [one for one in told.faults if self._is_archive(one)]
        murmurs = [one for one in told.murmurs if self._is_archive(one)]
        archive.write(known, visits=visits, faults=faults, murmurs=murmurs, at=self.line)
        self.archived = len(visits) + len(faults) + len(murmurs)

    def _finish(self, told: Story, known: Known, live: list[Moment]) -> None:
        """Plans the days ahead, lets readers read, and makes days and cards for all of it at once."""
        if not (self.archived or self.lived) and self.at - self.since < QUIET:
            return
        _plan(told, known, self.at)
        desk.keep_duty(known, at=self.at)
        contracting.agree(known, at=self.at)
        offers.bring(known, at=self.at)
        billing.bring(known, at=self.at)
        asking.bring(known, at=self.at)
        posting.bring(at=self.at)
        dropped.put_down(known, at=self.at)
        papers.acknowledge(known, at=self.at)
        with transaction.atomic():
            self._move(self.at)
            # Everything written so far is in these cards, so what waited to make them one by one is done.
            waiting = list(Pending.objects.filter(follower=followers.CARDS.name).values_list("pk", flat=True))
            touched = set(known.lifts) if self.archived else {one.lift for one in live} & set(known.lifts)
            for code in sorted(touched):
                cards.count_days(known.lifts[code], self._days(), at=self.at)
            cards.roll(at=self.at)
            Pending.objects.filter(pk__in=waiting).delete()

    def _days(self) -> list[date]:
        """The days this run may have changed: those since the last, and those of the breakdowns open then."""
        first, last = clock.day_in(ZONE, self.since - scenes.LONGEST), clock.day_in(ZONE, self.at)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def _move(self, until: datetime) -> None:
        """Moves the mark; raises Overtaken when somebody else has."""
        text = _result(until)
        if not Job.objects.filter(pk=self.job.pk, result=self.job.result).update(result=text, finished_at=self.at):
            raise Overtaken
        self.job.result = text


def _world(job: Job) -> World:
    asked = job.parameters
    made_at = datetime.fromisoformat(asked["made_at"])
    return population.build(asked["seed"], made_at, days=asked["days"], most=asked["most"])


def _began_at(thing: Told | Fault | Murmur | Ordered) -> datetime:
    match thing:
        case Fault():
            return thing.reported_at
        case Murmur():
            return thing.call.at
        case Told():
            return thing.received_at
        case Ordered():
            return thing.planned_at


def _let_go(at: datetime) -> None:
    """What a visitor of the demo called off does not hold its name once its day has come: the story goes on."""
    gone = Visit.objects.filter(source=SOURCE, state=VisitState.CANCELLED, planned_on__lte=clock.day_in(ZONE, at))
    gone.exclude(external_id="").update(external_id="")


def _plan(told: Story, known: Known, at: datetime) -> None:
    """The visits of the days ahead, as rows that wait for their technician: all of this week, some of the next.

    What a visitor planned stays; what he planned and was done otherwise meanwhile is called off.
    """
    today = clock.day_in(ZONE, at)
    past = Visit.objects.filter(state=VisitState.PLANNED, planned_on__lt=today)
    done = Visit.objects.completed().filter(lift=models.OuterRef("lift"), finished_at__gt=at - FORGOTTEN_AFTER)
    past.filter(models.Exists(done)).update(state=VisitState.CANCELLED, cancelled_at=at)
    busy = set(Visit.objects.filter(state=VisitState.PLANNED).values_list("lift__code", flat=True))
    sunday = workdays.monday(today) + timedelta(days=6)
    possible = (one for one in told.visits if one.lift in known.lifts and one.technician in known.technicians)
    ahead = {
        one.key: one
        for one in possible
        if one.received_at > at and one.lift not in busy and _is_planned(known, one, sunday)
    }
    rows = Visit.objects.filter(source=SOURCE, external_id__in=ahead)
    here = set(rows.values_list("external_id", flat=True))
    Visit.objects.bulk_create(
        Visit(
            lift=known.lifts[one.lift],
            technician=known.technicians[one.technician],
            plan=known.plan,
            state=VisitState.PLANNED,
            scope=one.scope,
            planned_on=clock.day_in(ZONE, one.started_at),
            source=SOURCE,
            external_id=one.key,
        )
        for one in ahead.values()
        if one.key not in here
    )


def _is_planned(known: Known, one: Told, sunday: date) -> bool:
    """Whether it has its day yet: some routes are planned a week ahead, the others wait to be shared out."""
    return clock.day_in(ZONE, one.started_at) <= sunday or known.world.lifts[one.lift].route in AHEAD_ROUTES


def _result(until: datetime) -> str:
    return json.dumps({"until": until.isoformat()})
