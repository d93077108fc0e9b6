from datetime import UTC, date, datetime

from maintenance.actions import cards
from maintenance.enums import Status, Why
from maintenance.models import Breakdown, Lift, LiftCard, LiftDay, Stop
from notifications.models import Message
from portal.ledger import verification
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending
from tests.maintenance.actions.imports.conftest import OUTAGES, PAST, said


def test_past_breakdowns_come_in_with_their_stops_and_stories(past):
    first = Breakdown.objects.get(external_id="1")

    assert (first.lift.external_id, first.source, first.cause, first.origin, first.number) == (
        "A1",
        "erp",
        "doors",
        Origin.HISTORY,
        "I-000001",
    )
    assert (first.stop.from_at, first.stop.to_at, first.stop.why) == (
        datetime(2019, 3, 1, 7, 0, tzinfo=UTC),
        datetime(2019, 3, 1, 8, 30, tzinfo=UTC),
        Why.BREAKDOWN,
    )
    assert list(first.steps.order_by("at").values_list("step", "words")) == [("reported", "No abre"), ("restored", "")]


def test_what_has_no_lift_or_no_end_is_refused_in_words(past):
    assert said(past) == {
        2: ("done", ""),
        3: ("done", "Coincide en parte con la línea 2; el tiempo se cuenta una sola vez."),
        4: ("done", ""),
        5: ("refused", "No consta ningún ascensor «ZZ»."),
        6: ("refused", "No dice cuándo terminó: el archivo se hizo con la avería abierta."),
    }


def test_each_past_breakdown_is_one_entry_of_its_lifts_history(past):
    entries = Entry.objects.filter(kind="breakdown.restored").order_by("pk")

    assert [(entry.origin, entry.occurred_at, entry.facts["reported_at"]) for entry in entries] == [
        ("history", datetime(2019, 3, 1, 8, 30, tzinfo=UTC), "2019-03-01T07:00:00.000000Z"),
        ("history", datetime(2019, 3, 1, 9, 0, tzinfo=UTC), "2019-03-01T08:00:00.000000Z"),
        ("history", datetime(2019, 3, 6, 0, 0, tzinfo=UTC), "2019-03-05T22:00:00.000000Z"),
    ]
    assert all(verification.verify(stream).holds for stream in verification.streams())


def test_nobody_is_told_of_the_past(company, past, django_capture_on_commit_callbacks):
    assert Breakdown.objects.count() == 3
    assert (Pending.objects.count(), Message.objects.count()) == (0, 0)


def test_overlapping_stops_count_once_and_mains_apart(past):
    days = list(LiftDay.objects.order_by("day").values_list("day", "stopped", "mains"))

    assert days == [(date(2019, 3, 1), 7200, 0), (date(2019, 3, 5), 0, 3600), (date(2019, 3, 6), 0, 3600)]


def test_a_breakdown_of_long_ago_stops_no_lift_today(past, now):
    assert set(LiftCard.objects.values_list("status", flat=True)) == {Status.UNKNOWN}
    assert Stop.objects.open().count() == 0
    assert cards.differing(Lift.objects.values_list("pk", flat=True), at=now) == []


def test_a_second_run_writes_nothing_and_says_what_differs(past, checked):
    job = checked(PAST.replace("01/03/2019 09:30", "01/03/2019 09:45"), OUTAGES, "breakdowns")

    assert said(job)[2] == (
        "done",
        "Ya estaba. No se toca, aunque el archivo dice otra cosa en resuelta: «01/03/2019 08:45 UTC».",
    )
    assert (job.outcome["here"], job.outcome["ready"], Breakdown.objects.count()) == (3, 0, 3)


def test_a_lift_may_be_called_by_its_number_or_its_landings_code(lift, checked):
    job = checked(
        f"Aviso;Código;Desde;Hasta;Grupo;Nota\n1;{lift.rae};1/3/2019;2/3/2019;;\n2;{lift.code};3/3/2019;4/3/2019;;\n",
        OUTAGES,
        "breakdowns",
    )

    assert [state for state, _ in said(job).values()] == ["ready", "ready"]


def test_a_breakdown_that_let_the_lift_run_makes_no_stop(applied):
    applied()
    mapping = OUTAGES.replace('words = "Nota"', 'stops_service = "Nota"')

    applied(PAST.replace("No abre", "no").replace("PTA", "PTA"), mapping, "breakdowns")

    assert not Stop.objects.filter(breakdown__external_id="1").exists()
