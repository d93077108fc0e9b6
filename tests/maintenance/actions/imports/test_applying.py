from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from maintenance.actions.imports import applying, staging
from maintenance.actions.imports.applying import Pace
from maintenance.models import Breakdown, BreakdownStep, Lift, LiftCard, LiftDay, StagedRow, Stop
from portal.jobs import actions as jobs
from portal.jobs.models import Job, JobState
from portal.ledger import actions as ledger
from portal.ledger.models import Entry
from tests.maintenance.actions.imports.conftest import LIFTS, OUTAGES, PAST, said


class Killed(BaseException):
    """What a SIGKILL is to the code it meets: nothing catches it."""


@pytest.fixture
def killed_at(monkeypatch):
    """Makes the nth call of a function the last thing the process does."""

    def arm(module, name, call):
        calls, real = [], getattr(module, name)

        def dying(*args, **kwargs):
            calls.append(name)
            if len(calls) == call:
                raise Killed
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, dying)
        return lambda: monkeypatch.setattr(module, name, real)

    return arm


def _many(number):
    header, row, *_ = LIFTS.splitlines()
    return "\n".join([header, *(row.replace("A1", f"A{n}").replace("47-1", f"47-{n}") for n in range(number))]) + "\n"


def _past(number):
    header = PAST.splitlines()[0]
    return "\n".join(
        [header, *(f"{n};A{n % 7};{n % 27 + 1:02d}/03/2019 08:00;28/03/2019 09:00;;" for n in range(number))]
    )


def _counts():
    models = (Lift, LiftCard, Breakdown, Stop, BreakdownStep, Entry)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.parametrize(
    ("module", "name", "call"),
    [(ledger, "append", 1), (ledger, "append", 3), (jobs, "advance", 2), (jobs, "advance", 5)],
    ids=["before the first piece is whole", "in a later piece", "as a piece ends", "while cards are made"],
)
def test_an_import_killed_anywhere_goes_on_and_writes_nothing_twice(checked, killed_at, now, module, name, call):
    job = applying.start(checked(_many(450)), by=None, at=now)
    heal = killed_at(module, name, call)
    with pytest.raises(Killed):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    heal()

    with time_machine.travel(now + timedelta(minutes=5)):
        jobs.sweep()

    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 900, 900)
    assert _counts() == {"Lift": 450, "LiftCard": 450, "Breakdown": 0, "Stop": 0, "BreakdownStep": 0, "Entry": 450}


def test_past_breakdowns_killed_midway_go_on_too(applied, checked, killed_at, now):
    applied(_many(7))
    job = applying.start(checked(_past(300), OUTAGES, "breakdowns"), by=None, at=now)
    heal = killed_at(ledger, "append", 2)
    with pytest.raises(Killed):
        jobs.run(job.pk)
    assert Breakdown.objects.count() == 100
    heal()

    with time_machine.travel(now + timedelta(minutes=5)):
        jobs.sweep()

    assert _counts() == {
        "Lift": 7,
        "LiftCard": 7,
        "Breakdown": 300,
        "Stop": 300,
        "BreakdownStep": 600,
        "Entry": 307,
    }
    assert sorted(Breakdown.objects.values_list("number", flat=True)) == [f"I-{n:06d}" for n in range(1, 301)]
    assert set(LiftDay.objects.values_list("lift").distinct()) == set(Lift.objects.values_list("pk"))


def test_pieces_never_hold_more_than_five_hundred_rows(checked, now, monkeypatch):
    sizes, real = [], ledger.append
    monkeypatch.setattr(ledger, "append", lambda *records, **more: sizes.append(len(records)) or real(*records, **more))
    job = applying.start(checked(_many(1400)), by=None, at=now)

    jobs.run(job.pk)

    assert (sum(sizes), max(sizes) <= Pace.MOST, len(sizes) >= 3) == (1400, True, True)
    assert Job.objects.get(pk=job.pk).outcome["longest_lock_ms"] > 0


def test_the_pace_slows_down_before_a_piece_holds_the_lock_for_a_second(db):
    times = iter([0, 0.5, 1, 1.36, 2, 2.2, 3, 3.05])
    pace = Pace(size=400, watch=lambda: next(times), rest=lambda _seconds: None)

    sizes = []
    for _piece in range(4):
        with pace.piece():
            sizes.append(pace.size)

    assert (sizes, pace.size, pace.longest) == ([400, 200, 100, 100], 200, 0.5)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the database")
def test_others_may_write_after_a_quarter_of_a_second_at_the_lock(db):
    times, rests = iter([0, 0.2, 1, 1.1, 2, 2.1, 3, 3.1]), []
    pace = Pace(watch=lambda: next(times), rest=rests.append)

    rested = []
    for _piece in range(4):
        with pace.piece():
            rested.append(len(rests))

    assert (rested, rests) == ([0, 0, 1, 1], [Pace.REST])


def test_one_row_that_does_not_fit_does_not_hold_up_the_others(checked, now):
    job = applying.start(checked(_many(40)), by=None, at=now)
    row = StagedRow.objects.get(external_id="A21")
    StagedRow.objects.filter(pk=row.pk).update(values=row.values.replace('"rae":"47-21"', '"rae":"47-3"'))

    jobs.run(job.pk)

    job.refresh_from_db()
    assert said(job)[row.line] == ("refused", "No cabe junto a lo que ya hay.")
    assert (job.state, job.outcome["written"], job.outcome["not_admitted"]) == (JobState.DONE, 39, 1)
    assert Lift.objects.count() == 39


def test_rows_that_came_in_meanwhile_are_left_as_they_are(checked, now):
    first, second = (applying.start(checked(), by=None, at=now) for _ in range(2))

    jobs.run(first.pk)
    jobs.run(second.pk)

    second.refresh_from_db()
    assert (second.state, Lift.objects.count(), Entry.objects.count()) == (JobState.DONE, 3, 3)
    assert {state for state, _ in said(second).values()} == {"done"}


def test_each_piece_says_how_far_it_is(checked, now):
    job, seen = applying.start(checked(_many(450)), by=None, at=now), []

    with jobs.watched(lambda told: seen.append((told.words, told.done, told.total))):
        jobs.run(job.pk)

    writing = [(done, total) for words, done, total in seen if words == "Se escriben las filas"]
    cards = [(done, total) for words, done, total in seen if words == "Se rehacen las fichas"]
    assert (writing[0], writing[-1], writing) == ((100, 450), (450, 450), sorted(writing))
    assert (cards[0], cards[-1], cards) == ((475, 900), (900, 900), sorted(cards))


def test_the_same_file_finds_the_import_that_was_left_midway(checked, source, killed_at, now):
    job = applying.start(checked(), by=None, at=now)
    digest = source(LIFTS).digest

    assert applying.unfinished("register", digest) == job
    assert applying.unfinished("breakdowns", digest) is None

    jobs.run(job.pk)

    assert applying.unfinished("register", digest) is None


def test_an_import_whose_rows_are_gone_ends_in_words(checked, now):
    job = applying.start(checked(), by=None, at=now)
    staging.clear(job.parameters["check"])

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.outcome) == (
        JobState.FAILED,
        {"error": "Las filas leídas ya no están. Vuelva a importar el archivo."},
    )


def test_clearing_lets_the_rows_go_in_pieces(checked):
    job = checked()

    staging.clear(job.pk, chunk=2)

    assert StagedRow.objects.count() == 0
