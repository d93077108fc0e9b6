"""The story lived through the house's own actions, each at its own moment.

The demo is open to everybody, so somebody may have done meanwhile what the story was about to do: ended a breakdown,
recorded a visit, settled a call. What is done is done, and the story goes on around it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from maintenance.actions import breakdowns, calls, visits
from maintenance.actions.breakdowns import Repair
from maintenance.actions.calls import Told
from maintenance.actions.climbing import CannotClimb
from maintenance.enums import VisitState
from maintenance.models import Breakdown, Call, Visit
from maintenance.rules.law import BULLETIN_WITHIN_DAYS
from portal.accounts.models import User
from portal.demo import album, rounds, works
from portal.demo.album import Taken
from portal.demo.faults import Absence, Fault, Murmur, Promise
from portal.demo.faults import Call as Said
from portal.demo.known import SOURCE, Known
from portal.demo.moments import Moment, Verb
from portal.demo.orders import Ordered
from portal.ledger.kinds import Origin

VISITED_LATELY = timedelta(days=15)
LEFT_TO_WORKERS = timedelta(days=4)


class Living:
    """Lives moments one by one. `now` is the end of the run: what lies further back than a bulletin may is archive."""

    def __init__(self, known: Known, *, now: datetime) -> None:
        self.known, self.now = known, now
        speaking = [holder for holder in known.world.holders if holder.speaks_since]
        self.spoken_to = {lift.code: holder.speaks_since for holder in speaking for lift in holder.lifts}
        self.office = known.people.get("office")
        self._written: list[Visit] = []
        self._taken: list[Taken] = []
        planned = Visit.objects.filter(source=SOURCE, state=VisitState.PLANNED)
        self.planned = {visit.external_id: visit for visit in planned}
        self._given = {visit.lift_id: visit for visit in Visit.objects.filter(state=VisitState.PLANNED)}
        self._open = dict(Breakdown.objects.open().filter(source=SOURCE).values_list("external_id", "pk"))

    def take_written(self) -> list[Visit]:
        """The visits whose paper is to be made now, handed over once."""
        written, self._written = self._written, []
        return written

    def take_pictures(self) -> list[Taken]:
        """The photos that were taken meanwhile, handed over once."""
        taken, self._taken = self._taken, []
        return taken

    def live(self, moment: Moment) -> None:
        """Does what happens at a moment, if it still can."""
        if moment.lift not in self.known.lifts:
            return
        match moment.thing:
            case rounds.Visit() as visit:
                self._visit(visit)
            case Murmur() as murmur:
                self._murmur(murmur, moment)
            case Fault() as fault:
                self._fault(fault, moment)
            case Ordered() as told:
                works.live(self.known, told, moment)

    def _visit(self, visit: rounds.Visit) -> None:
        lift = self.known.lifts[visit.lift]
        planned = self._given.pop(lift.pk, None)  # a lift has one at most, the story's or a visitor's
        lately = Visit.objects.completed().filter(lift=lift, finished_at__gt=visit.finished_at - VISITED_LATELY)
        if visit.technician not in self.known.technicians or lately.exists():
            if planned:
                called_off = {"state": VisitState.CANCELLED, "cancelled_at": visit.received_at}
                Visit.objects.filter(pk=planned.pk).update(**called_off)
            return
        work, at = self.known.work(visit), visit.received_at
        if planned:
            done = visits.complete(visit=planned, work=work, by=work.person, at=at, origin=self._origin(visit))
        else:
            done = visits.record(lift=lift, work=work, by=work.person, at=at, origin=self._origin(visit))
        Visit.objects.filter(pk=done.pk, external_id="").update(source=SOURCE, external_id=visit.key)
        self._taken += album.taken_on(visit, self.known.technicians[visit.technician].person)
        if self._has_paper(visit):
            self._written.append(done)

    def _origin(self, visit: rounds.Visit) -> Origin:
        """A visit whose bulletin would come too late by law (ITC AEM 1, art. 5.5.a) is written as archive.

        Of what came before the demo was made only the last days are left to the workers, who print while one looks.
        """
        made_at = self.known.world.made_at
        late = self.now - visit.finished_at >= timedelta(days=BULLETIN_WITHIN_DAYS)
        is_old = late or made_at - visit.finished_at > LEFT_TO_WORKERS
        return Origin.HISTORY if is_old and not self._has_paper(visit) else Origin.LIVE

    def _has_paper(self, visit: rounds.Visit) -> bool:
        """Whether its bulletin was printed that day: before the demo was made, for whom we wrote to already."""
        since = self.spoken_to.get(visit.lift)
        return since is not None and since <= visit.received_at <= self.known.world.made_at

    def _murmur(self, murmur: Murmur, moment: Moment) -> None:
        call = self._said(murmur.lift, murmur.call)
        if moment.verb == Verb.MURMUR and call is None:
            self._receive(murmur.lift, murmur.call)
        elif moment.verb == Verb.SETTLE and call and call.breakdown_id is None and call.settled_at is None:
            calls.settle(call=call, by=self.office, at=moment.at)

    def _fault(self, fault: Fault, moment: Moment) -> None:
        if moment.verb == Verb.CALL and isinstance(moment.detail, Said):
            if self._said(fault.lift, moment.detail) is None:
                self._receive(fault.lift, moment.detail)
            return
        if moment.verb == Verb.CONFIRM:
            self._confirm(fault, moment.at)
            return
        known = [key for key in (self._open.get(fault.key),) if key]
        row = Breakdown.objects.open().filter(pk__in=known).first()
        if row is not None:
            self._climb(fault, row, moment)

    def _said(self, code: str, said: Said) -> Call | None:
        return Call.objects.filter(lift=self.known.lifts[code], called_at=said.at).first()

    def _receive(self, code: str, said: Said) -> None:
        told = Told(
            anyone_inside=said.inside,
            stopped=said.stopped,
            how=said.how,
            caller_name=said.caller,
            caller_phone=said.phone,
            where=said.where,
            words=said.words,
        )
        calls.receive(lift=self.known.lifts[code], told=told, by=self.known.taker(said), at=said.at)

    def _confirm(self, fault: Fault, at: datetime) -> None:
        call = self._said(fault.lift, fault.calls[0])
        waits = call is not None and call.breakdown_id is None and call.settled_at is None
        if call is None or not waits or Breakdown.objects.open().filter(lift=call.lift_id).exists():
            return
        row = breakdowns.confirm(
            call=call, stops_service=fault.stops, next_update_by=fault.news_by, by=self.office, at=at
        )
        Breakdown.objects.filter(pk=row.pk).update(source=SOURCE, external_id=fault.key)
        self._open[fault.key] = row.pk

    def _climb(self, fault: Fault, row: Breakdown, moment: Moment) -> None:
        """One step, when the breakdown can still take it."""
        technician = self.known.technicians.get(fault.technician or "")
        by: User | None = technician.person if technician else self.office
        pictured = moment.verb == Verb.RESTORE and technician is not None and fault.lift in self.spoken_to
        shown = album.of_repair(fault) if pictured else []
        repair = Repair(fault.cause, fault.plot.found, fault.plot.fixed, fault.plot.down_to, photos=shown)
        at = moment.at
        steps: dict[Verb, Callable[[], object]] = {
            Verb.SET_OUT: lambda: breakdowns.set_out(breakdown=row, by=by, at=at),
            Verb.ARRIVE: lambda: breakdowns.arrive(breakdown=row, by=by, at=at),
            Verb.FREE: lambda: breakdowns.free(breakdown=row, by=by, at=at),
            Verb.FIND: lambda: breakdowns.find(breakdown=row, cause=fault.cause, words=fault.plot.found, by=by, at=at),
            Verb.RESTORE: lambda: breakdowns.restore(breakdown=row, repair=repair, by=by, at=at),
        }
        if technician:
            steps[Verb.ASSIGN] = lambda: breakdowns.assign(breakdown=row, technician=technician, by=self.office, at=at)
        if isinstance(moment.detail, Absence):
            because = moment.detail.because
            steps[Verb.LEAVE] = lambda: breakdowns.leave(breakdown=row, because=because, by=by, at=at)
        if isinstance(moment.detail, Promise):
            news_by, back_at = moment.detail.news_by, moment.detail.back_at
            steps[Verb.PROMISE] = lambda: breakdowns.promise(
                breakdown=row, next_update_by=news_by, expected_back_at=back_at, by=self.office, at=at
            )
        try:
            steps[moment.verb]()
        except CannotClimb:
            return  # a visitor of the demo has taken this step, or a later one
        if shown and by:
            self._taken += album.taken_after(fault, by)
