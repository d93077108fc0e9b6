"""What a phone tells of visits: started, completed, corrected; who comes first; what stands against it."""

from datetime import timedelta

import pytest

from maintenance.actions import lifts, routes
from maintenance.enums import Drive, VisitState
from maintenance.models import Finding, Part, Photo, Route, Technician, Visit
from portal.ledger.models import Entry
from portal.lib.keys import new_key
from tests.conftest import LONG_AGO, NOW
from tests.maintenance.phone import STROKES, Phone, finding, iso, named, record, started

DIGEST = "a" * 64


@pytest.fixture
def shared(lift, colleague, now):
    """Iván may work on the lift too: a visit he has begun there is his."""
    ivan = Technician.objects.get(person=colleague)
    return Visit.objects.create(lift=lift, technician=ivan, state=VisitState.STARTED, started_at=now)


def test_a_planned_visit_is_claimed_by_who_starts_it(phone, planned, lift, technician):
    answer = phone.put(
        "visit.started", planned.pk, started(lift, scan={"place": "cabinet", "code": "X", "at": iso(40)})
    )

    planned.refresh_from_db()
    assert answer.json()["subject"] == str(planned.pk)
    assert (planned.state, planned.technician, planned.started_at) == (
        "started",
        technician,
        NOW - timedelta(minutes=40),
    )
    assert (planned.on_the_way_at, planned.scan_place, planned.scan_code) == (NOW - timedelta(hours=1), "cabinet", "X")
    assert planned.claimed_at >= NOW


def test_a_visit_nobody_planned_has_the_phones_key(phone, lift):
    key = new_key()

    phone.put("visit.started", key, started(lift))

    assert Visit.objects.get().pk == key


def test_a_visit_started_twice_is_started_once(phone, planned, lift):
    phone.put("visit.started", planned.pk, started(lift))

    answer = phone.put("visit.started", planned.pk, started(lift, started_at=iso(5)))

    planned.refresh_from_db()
    assert (answer.json()["outcome"], planned.started_at) == ("done", NOW - timedelta(minutes=40))


def test_the_whole_record_is_written(phone, planned, lift, plan, technician):
    told = record(
        lift, plan, photos=[named(DIGEST, item=46, words="El guiador")],
        parts=[{"name": "Correa", "quantity": 2, "is_safety_component": True, "component_type": "HTD 5M",
                "serial_number": "77"}],
        findings=[finding(photos=["b" * 64])], customer={"name": "Luis Portero", "path": STROKES},
    )  # fmt: skip
    phone.put("visit.started", planned.pk, started(lift))

    answer = phone.put("visit.completed", planned.pk, told)

    planned.refresh_from_db()
    assert (planned.state, planned.technician, planned.ok, planned.pending) == ("completed", technician, 1, 1)
    assert (planned.signature, planned.customer_signature, planned.signed_by) == (STROKES, STROKES, "Luis Portero")
    assert planned.replies[1] == {"number": 46, "result": "pend", "words": "Guiador gastado.", "at": _sealed(25)}
    assert answer.json()["photos_missing"] == [DIGEST, "b" * 64]
    part = Part.objects.get(visit=planned)
    assert (part.name, part.quantity, part.is_safety_component, part.serial_number) == ("Correa", 2, True, "77")
    found = Finding.objects.get(visit=planned)
    assert (found.words, found.severity, found.item, found.lift) == ("Guiador gastado", "soon", 46, lift)
    photos = Photo.objects.order_by("sha256").values_list("sha256", "words", "visit", "finding", "person")
    assert list(photos) == [
        (DIGEST, "El guiador", planned.pk, None, technician.person_id),
        ("b" * 64, "", None, found.pk, technician.person_id),
    ]


def _sealed(minutes_ago):
    return (NOW - timedelta(minutes=minutes_ago)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def test_a_photo_of_a_finding_has_its_words_from_the_record(phone, lift, plan):
    told = record(lift, plan, photos=[named(DIGEST, words="El guiador")], findings=[finding(photos=[DIGEST])])

    answer = phone.put("visit.completed", new_key(), told)

    photo = Photo.objects.get()
    assert (photo.finding, photo.visit, photo.words) == (Finding.objects.get(), None, "El guiador")
    assert answer.json()["photos_missing"] == [DIGEST]


def test_what_was_found_before_and_is_done_now_is_settled(phone, lift, plan):
    waits = finding()
    phone.put("visit.completed", new_key(), record(lift, plan, findings=[waits]))

    later = new_key()
    phone.put("visit.completed", later, record(lift, plan, settled=[waits["id"]]))

    found = Finding.objects.get()
    assert (found.settled_visit_id, found.settled_at) == (later, NOW - timedelta(minutes=10))


def test_a_finding_of_another_lift_is_not_settled_from_here(phone, other_phone, lift, other_lift, plan, colleague):
    other_lift.route = Route.objects.get(technician__person=colleague)
    other_lift.save()
    waits = finding()
    other_phone.put("visit.completed", new_key(), record(other_lift, plan, findings=[waits]))

    phone.put("visit.completed", new_key(), record(lift, plan, settled=[waits["id"]]))

    assert Finding.objects.get().settled_at is None


def test_a_second_technicians_visit_becomes_one_of_its_own(phone, other_phone, planned, shared, lift, plan, colleague):
    phone.put("visit.started", planned.pk, started(lift))

    answer = other_phone.put("visit.started", planned.pk, started(lift))
    done = other_phone.put("visit.completed", planned.pk, record(lift, plan))

    own = Visit.objects.get(beside=planned)
    assert {answer.json()["subject"], done.json()["subject"]} == {str(own.pk)}
    assert (own.state, own.technician.person) == (VisitState.COMPLETED, colleague)
    assert Visit.objects.get(pk=planned.pk).state == VisitState.STARTED


def test_a_second_whole_record_becomes_a_visit_of_its_own(phone, other_phone, planned, shared, lift, plan):
    phone.put("visit.completed", planned.pk, record(lift, plan))

    answer = other_phone.put("visit.completed", planned.pk, record(lift, plan))

    assert answer.json()["outcome"] == "done"
    assert Visit.objects.get(beside=planned).pk != planned.pk
    assert Entry.objects.filter(kind="visit.completed").count() == 2


def test_a_visit_cancelled_meanwhile_is_recorded_all_the_same(phone, planned, lift, plan, office):
    Visit.objects.update(state=VisitState.CANCELLED, cancelled_at=NOW, cancelled_by=office)

    begun = phone.put("visit.started", planned.pk, started(lift))
    done = phone.put("visit.completed", planned.pk, record(lift, plan))

    planned.refresh_from_db()
    assert {begun.json()["outcome"], done.json()["outcome"]} == {"done"}
    assert (planned.state, planned.cancelled_by) == (VisitState.COMPLETED, office)


def test_a_lift_that_left_his_route_is_still_his_where_its_visit_was(phone, planned, lift, plan):
    lift.route = None
    lift.save()
    Visit.objects.update(state=VisitState.CANCELLED)

    assert phone.put("visit.completed", planned.pk, record(lift, plan)).json()["outcome"] == "done"


def test_a_clock_three_days_ahead_is_moved_and_both_times_stand(client_of, technician, lift, plan):
    phone = Phone(client_of(technician.person), ahead=timedelta(days=3))
    days = timedelta(days=3)
    late = {name: (NOW + days - timedelta(minutes=ago)).isoformat() for name, ago in
            (("on_the_way_at", 60), ("started_at", 40), ("finished_at", 10), ("recorded_at", 9))}  # fmt: skip

    answer = phone.put("visit.completed", new_key(), record(lift, plan, **late))

    visit = Visit.objects.get()
    assert answer.json()["skew_seconds"] == visit.clock_skew_seconds == -3 * 86_400
    assert abs(visit.finished_at - (NOW - timedelta(minutes=10))) < timedelta(seconds=2)
    assert visit.finished_at - visit.started_at == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"finished_at": iso(50)}, "La salida va antes que la llegada."),
        ({"finished_at": iso(-60), "recorded_at": iso(-60)}, "Esa hora no ha llegado todavía."),
        (
            {"answers": [{"number": 38, "result": "ok", "words": "", "at": iso(30)}]},
            "El plan no tiene el punto 38.",
        ),
        ({"signature": None}, "Falta su firma."),
        ({"plan": str(new_key())}, "No conocemos ese plan de mantenimiento."),
        ({"lift": str(new_key())}, "Ese ascensor no está entre los suyos."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(phone, lift, plan, wrong, words):
    answer = phone.put("visit.completed", new_key(), record(lift, plan) | wrong)

    assert (answer.json()["outcome"], answer.json()["words"]) == ("refused", words)
    assert (Visit.objects.count(), Photo.objects.count(), Entry.objects.filter(kind="visit.completed").count()) == (
        0,
        0,
        0,
    )


def test_anothers_lift_is_refused_like_one_that_never_was(other_phone, lift, plan):
    theirs = other_phone.put("visit.completed", new_key(), record(lift, plan)).json()
    never = other_phone.put("visit.completed", new_key(), record(lift, plan) | {"lift": str(new_key())}).json()

    assert (theirs["outcome"], theirs["words"]) == (never["outcome"], never["words"]) == (
        "refused", "Ese ascensor no está entre los suyos.",
    )  # fmt: skip


def test_a_visit_of_another_lift_is_not_this_ones(phone, planned, building, route, plan):
    other = lifts.enter(
        building=building, name="B", drive=Drive.TRACTION, route=route, entered_on=LONG_AGO, by=None, at=NOW
    )

    answer = phone.put("visit.completed", planned.pk, record(other, plan))

    assert answer.json()["words"] == "Esa revisión es de otro ascensor."


def test_a_completed_visit_is_not_completed_again(phone, planned, lift, plan):
    phone.put("visit.completed", planned.pk, record(lift, plan))

    answer = phone.put("visit.completed", planned.pk, record(lift, plan, words_for_owner="Otra vez."))

    assert answer.json()["words"] == "Esta revisión ya está anotada. Si algo ha de cambiar, corríjala."
    assert Visit.objects.get().words_for_owner == "Queda un guiador por cambiar."


def test_a_finding_told_on_two_visits_is_refused(phone, lift, plan):
    twice = finding()
    phone.put("visit.completed", new_key(), record(lift, plan, findings=[twice]))

    answer = phone.put("visit.completed", new_key(), record(lift, plan, findings=[twice]))

    assert answer.json()["words"] == "Uno de los hallazgos ya consta en otra revisión."


def test_a_correction_tells_the_visit_anew_and_the_ledger_keeps_both(phone, planned, lift, plan):
    kept, dropped, again = finding(), finding(words="Nada"), named(DIGEST)
    phone.put("visit.completed", planned.pk, record(lift, plan, findings=[kept, dropped], photos=[again]))

    told = record(lift, plan, findings=[kept | {"words": "Rozadera gastada"}], photos=[again, named("b" * 64)])
    answer = phone.put("visit.corrected", planned.pk, told | {"why": "Era la rozadera."})

    planned.refresh_from_db()
    entries = list(Entry.objects.filter(subject_id=planned.pk).order_by("number"))
    assert answer.json()["outcome"] == "done"
    assert (planned.why_corrected, planned.corrected_at is None) == ("Era la rozadera.", False)
    assert [(one.kind, one.corrects) for one in entries] == [
        ("visit.completed", None),
        ("visit.corrected", entries[0].number),
    ]
    assert list(Finding.objects.standing().values_list("words", flat=True)) == ["Rozadera gastada"]
    assert sorted(Photo.objects.standing().values_list("sha256", flat=True)) == [DIGEST, "b" * 64]


def test_only_what_was_completed_is_corrected(phone, planned, lift, plan):
    phone.put("visit.started", planned.pk, started(lift))

    answer = phone.put("visit.corrected", planned.pk, record(lift, plan) | {"why": "No"})
    unknown = phone.put("visit.corrected", new_key(), record(lift, plan) | {"why": "No"})

    words = "Solo se corrige una revisión que ya está anotada."
    assert (answer.json()["words"], unknown.json()["words"]) == (words, words)


def test_nobody_corrects_anothers_visit(phone, other_phone, planned, shared, lift, plan):
    phone.put("visit.completed", planned.pk, record(lift, plan))

    answer = other_phone.put("visit.corrected", planned.pk, record(lift, plan) | {"why": "No"})

    assert answer.json()["outcome"] == "refused"
    assert Visit.objects.get(pk=planned.pk).corrected_at is None


@pytest.mark.parametrize(("minutes", "outcome"), [(30, "done"), (-30, "refused")])
def test_a_visit_made_before_the_route_went_to_another_is_taken(
    phone, lift, route, colleague, office, minutes, outcome
):
    """It was given on half an hour before the visit, or half an hour after it."""
    ivan = Technician.objects.get(person=colleague)
    began = NOW - timedelta(minutes=40)
    given = {"technician": ivan, "by": office, "at": began + timedelta(minutes=minutes)}
    routes.change(route=route, name="Centro", **given)

    answer = phone.put("visit.started", new_key(), started(lift))

    assert answer.json()["outcome"] == outcome
    assert Visit.objects.count() == int(outcome == "done")
