"""What must not be is refused by the database itself, whatever Python thinks of it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from maintenance.enums import Cause, Condition, Drive, Lapsed, Step, VisitState, Why
from maintenance.models import (
    Breakdown,
    BreakdownStep,
    Building,
    Bulletin,
    Call,
    Command,
    Contractor,
    ContractorAuthorisation,
    Duty,
    Finding,
    Lapse,
    Lift,
    LiftCard,
    LiftDay,
    Part,
    Photo,
    PlanTemplate,
    Ring,
    Route,
    StagedRow,
    Stop,
    Technician,
    Visit,
    Work,
)
from portal.files.models import File
from portal.jobs.models import Job
from portal.ledger.kinds import Origin
from portal.lib.keys import new_key
from tests.conftest import NOW, person

LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
SOURCED = {"source": "erp", "external_id": "7"}


def building(**more):
    return Building.objects.create(**({"street": "Calle Mayor 14", "city": "Valladolid", "region": "ES-CL"} | more))


def lift(**more):
    columns = {"name": "A", "code": str(new_key())[-12:], "drive": Drive.TRACTION, "region": "ES-CL"}
    columns |= {"entered_on": date(2020, 1, 1), "building_id": building().pk}
    return Lift.objects.create(**(columns | more))


def technician(**more):
    return Technician.objects.create(**({"person": person(str(new_key()))} | more))


def route(**more):
    return Route.objects.create(**({"name": str(new_key())} | more))


def plan(**more):
    columns = {"slug": "plan", "version": 1, "name": "Plan", "items": "[]", "published_at": NOW}
    return PlanTemplate.objects.create(**(columns | more))


def visit(**more):
    columns = {"lift": lift(), "technician": technician(), "started_at": NOW, "finished_at": LATER}
    return Visit.objects.create(**(columns | {"received_at": LATER, "state": VisitState.COMPLETED} | more))


def bulletin(**more):
    file = File.objects.create(sha256=str(new_key()), size=1, media_type="application/pdf", created_at=NOW)
    columns = {"visit": visit(), "number": str(new_key())[-20:], "file": file, "issued_at": NOW}
    return Bulletin.objects.create(**(columns | more))


def breakdown(**more):
    columns = {"number": str(new_key())[-20:], "lift": lift(), "reported_at": NOW, "cause": Cause.DOORS}
    return Breakdown.objects.create(**(columns | more))


def step(**more):
    return BreakdownStep.objects.create(**({"breakdown": breakdown(), "step": Step.RESTORED, "at": NOW} | more))


def call(**more):
    number = Call.objects.count() + 1
    return Call.objects.create(**({"number": number, "lift": lift(), "called_at": NOW, "anyone_inside": "no"} | more))


def stop(**more):
    return Stop.objects.create(**({"lift": lift(), "from_at": NOW, "why": Why.BREAKDOWN} | more))


def card(**more):
    columns = {"lift": lift(), "status": "no_fault", "rank": 3, "made_at": NOW}
    return LiftCard.objects.create(**(columns | more))


def day(**more):
    return LiftDay.objects.create(**({"lift": lift(), "day": NOW.date()} | more))


def staged(**more):
    job = Job.objects.create(kind="import", created_at=NOW)
    return StagedRow.objects.create(**({"job": job, "line": 1, "state": "ready"} | more))


def command(**more):
    columns = {"person": person(str(new_key())), "kind": "visit.started", "schema": 1, "subject": new_key()}
    columns |= {"body": "{}", "body_sha256": "0" * 64, "device_made_at": NOW, "received_at": NOW}
    return Command.objects.create(**(columns | more))


def finding(**more):
    seen = more.pop("visit", None) or visit()
    columns = {"visit": seen, "lift": seen.lift, "words": "Guiador gastado", "severity": "soon", "found_at": NOW}
    return Finding.objects.create(**(columns | more))


def part(**more):
    return Part.objects.create(**({"visit": visit() if "breakdown" not in more else None, "name": "Correa"} | more))


def photo(**more):
    things = {"visit", "breakdown", "finding"} & more.keys()
    columns = {"person": person(str(new_key())), "sha256": "0" * 64} | ({} if things else {"visit": visit()})
    return Photo.objects.create(**(columns | more))


def contractor(**more):
    columns = {"name": "Elevadores del Esla", "nif": str(new_key())[-20:], "began_on": date(2025, 1, 1)}
    return Contractor.objects.create(**(columns | more))


def authorisation(**more):
    file = File.objects.create(sha256=str(new_key()), size=1, media_type="application/pdf", created_at=NOW)
    columns = {"contractor": contractor(), "lift": lift(), "file": file, "from_on": NOW.date(), "written_at": NOW}
    return ContractorAuthorisation.objects.create(**(columns | more))


def duty(**more):
    columns = {"technician": technician(), "from_at": NOW, "to_at": LATER, "given_at": NOW}
    return Duty.objects.create(**(columns | more))


def planned(**more):
    return Visit.objects.create(**({"lift": lift(), "planned_on": NOW.date()} | more))


def who(**_columns):
    return person("Marta Gil")


def ring(**columns):
    made = {"turn": 1, "rung_as": "duty", "at": NOW} | columns
    return Ring.objects.create(
        **(
            {"breakdown": made.pop("breakdown", None) or breakdown()}
            | {"person": made.pop("person", None) or who()}
            | made
        )
    )


def work(**more):
    columns = {
        "number": str(new_key())[:16],
        "kind": "repair",
        "words": "Cambiar el guiador",
        "from_at": NOW,
        "to_at": LATER,
    }
    return Work.objects.create(**({"lift": more.pop("lift", None) or lift()} | columns | more))


BEGUN = {"state": "begun", "begun_at": NOW}
DONE = {"state": "done", "begun_at": NOW, "ended_at": LATER, "end_words": "Cambiado"}


def lapse(**more):
    until = {"until_at": NOW} if more.get("what") == Lapsed.NEWS_DUE else {"until_on": NOW.date()}
    columns = {"what": Lapsed.VISIT_OVERDUE, "seen_at": NOW} | until
    columns |= {} if "lift" in more else {"lift_id": lift().pk}
    return Lapse.objects.create(**(columns | more))


CHECKS = [
    ("a_lapse_is_of_a_breakdown_or_of_a_visit", lapse, {"until_at": NOW}),
    ("a_work_has_words", work, {"words": ""}),
    ("a_work_ends_after_it_begins", work, {"to_at": NOW}),
    ("a_work_says_how_far_it_is", work, {"begun_at": NOW}),
    ("a_work_says_how_far_it_is", work, {"state": "begun"}),
    ("a_work_says_how_far_it_is", work, BEGUN | {"ended_at": LATER}),
    ("a_work_says_how_far_it_is", work, DONE | {"ended_at": EARLIER}),
    ("a_work_says_how_far_it_is", work, DONE | {"end_words": ""}),
    ("a_work_says_how_far_it_is", work, {"state": "cancelled", "cancelled_at": NOW}),
    ("a_work_says_how_far_it_is", work, {"state": "cancelled", "why_cancelled": "No hace falta"}),
    ("turns_begin_at_one", ring, {"turn": 0}),
    ("late_photos_replace_a_bulletin", bulletin, {"late_photos": 2}),
    ("contractor_ends_after_it_begins", contractor, {"ended_on": date(2025, 1, 1)}),
    ("authorisation_does_not_end_before_it_begins", authorisation, {"to_on": EARLIER.date() - timedelta(days=1)}),
    ("duty_ends_after_it_begins", duty, {"to_at": NOW}),
    ("only_duties_to_come_are_removed", duty, {"removed_at": LATER}),
    ("lift_year_is_a_year", lift, {"year": 1849}),
    ("lift_year_is_a_year", lift, {"year": 2101}),
    ("two_stops_at_least", lift, {"stops": 1}),
    ("lifts_move", lift, {"speed": 0}),
    ("lifts_carry", lift, {"load_kg": 0}),
    ("lift_leaves_after_it_entered", lift, {"left_on": date(2020, 1, 1)}),
    ("visit_ends_after_it_begins", visit, {"finished_at": EARLIER}),
    ("a_completed_visit_has_its_times", visit, {"started_at": None}),
    ("a_completed_visit_has_its_times", visit, {"finished_at": None}),
    ("a_completed_visit_has_its_times", visit, {"received_at": None}),
    ("a_completed_visit_names_its_technician", visit, {"technician": None}),
    ("who_has_an_account_is_no_mere_name", visit, {"done_by": "Ramón Soto"}),
    (
        "a_started_visit_says_who_and_when",
        visit,
        {"state": VisitState.STARTED, "started_at": None, "finished_at": None},
    ),
    ("a_started_visit_says_who_and_when", visit, {"state": VisitState.STARTED, "technician": None}),
    ("a_scan_is_whole_or_none", visit, {"scan_place": "landing"}),
    ("a_scan_is_whole_or_none", visit, {"scan_place": "landing", "scan_code": "M14KAA"}),
    (
        "a_scan_is_whole_or_none",
        visit,
        {"scan_place": "landing", "scan_code": "A", "scanned_at": NOW, "why_not_scanned": "other"},
    ),
    ("a_signature_has_its_time", visit, {"signature": "M1 1L2 2"}),
    ("a_signature_has_its_time", visit, {"signed_at": NOW}),
    ("who_cancels_says_when", visit, {"cancelled_by": lambda: person("Carmen Ruiz")}),
    ("only_a_completed_visit_is_corrected", visit, {"state": VisitState.STARTED, "corrected_at": NOW}),
    ("a_joined_visit_says_to_which", visit, {"state": VisitState.JOINED, "joined_at": NOW}),
    ("a_joined_visit_says_to_which", visit, {"state": VisitState.JOINED, "joined_to": visit}),
    ("a_joined_visit_says_to_which", visit, {"joined_to": visit, "joined_at": NOW}),
    ("who_takes_a_breakdown_has_it", breakdown, {"taken_at": NOW}),
    ("a_breakdown_is_one_persons", breakdown, {"technician": technician, "done_by": "Julián"}),
    ("an_outcome_has_its_receipt", command, {"outcome": "done"}),
    ("an_outcome_has_its_receipt", command, {"receipt": "{}"}),
    ("an_outcome_has_its_receipt", command, {"outcome": "perhaps", "receipt": "{}"}),
    ("a_settled_finding_says_when", finding, {"settled_visit": visit}),
    ("who_settles_a_finding_says_how", finding, {"settled_at": NOW, "settled_by": lambda: person("Carmen Ruiz")}),
    ("who_settles_a_finding_says_how", finding, {"how_settled": "x", "settled_by": lambda: person("Carmen Ruiz")}),
    ("who_withdraws_a_finding_says_why", finding, {"withdrawn_at": NOW, "withdrawn_by": lambda: person("Carmen Ruiz")}),
    ("who_withdraws_a_finding_says_why", finding, {"why_withdrawn": "x", "withdrawn_by": lambda: person("Nuria Vega")}),
    ("a_finding_has_words", finding, {"words": ""}),
    ("a_part_is_of_a_visit_or_a_breakdown", part, {"visit": None}),
    ("a_part_is_of_a_visit_or_a_breakdown", part, {"visit": visit, "breakdown": breakdown}),
    ("a_part_is_at_least_one", part, {"quantity": 0}),
    ("a_part_has_a_name", part, {"name": ""}),
    ("a_photo_is_of_one_thing", photo, {"visit": None}),
    ("a_photo_is_of_one_thing", photo, {"visit": visit, "breakdown": breakdown}),
    ("a_photo_is_here_or_on_the_phone", photo, {"received_at": NOW}),
    ("breakdown_ends_after_it_begins", breakdown, {"restored_at": EARLIER}),
    ("only_the_trapped_are_freed", breakdown, {"freed_at": LATER}),
    ("who_has_left_is_not_in_the_building", breakdown, {"left_at": LATER, "there_since": NOW}),
    ("a_call_is_settled_or_a_breakdown", call, {"settled_at": NOW, "breakdown": breakdown}),
    ("stop_ends_after_it_begins", stop, {"to_at": EARLIER}),
    ("card_rank_is_a_status", card, {"rank": 4}),
    ("a_day_has_25_hours_at_most", day, {"stopped": 90_001}),
    ("a_day_has_25_hours_at_most", day, {"stopped": 50_000, "planned": 20_000, "mains": 20_001}),
]
TWICE = [
    ("number", work, {"number": "T-2026-0001"}),
    ("stop", work, BEGUN | {"stop": stop}),
    ("one_lapse_per_due_day", lapse, {"lift": lift}),
    ("one_lapse_per_promise", lapse, {"what": Lapsed.NEWS_DUE, "breakdown": breakdown}),
    ("a_telephone_rings_once_a_turn", ring, {"breakdown": breakdown, "person": who}),
    ("one_contractor_per_nif", contractor, {"nif": "B24091175"}),
    ("one_open_authorisation_per_contractor_and_lift", authorisation, {"lift": lift, "contractor": contractor}),
    ("one_planned_visit_per_lift", planned, {"lift": lift}),
    ("one_building_per_source_and_id", building, SOURCED),
    ("one_lift_per_source_and_id", lift, SOURCED),
    ("one_visit_per_source_and_id", visit, SOURCED),
    ("one_breakdown_per_source_and_id", breakdown, SOURCED),
    ("one_stop_per_source_and_id", stop, SOURCED),
    ("one_lift_per_rae", lift, {"rae": "47-003128"}),
    ("code", lift, {"code": "M14KAA"}),
    ("one_lift_per_cabinet_code", lift, {"cabinet_code": "M14KAAQQ"}),
    ("a_photo_once_a_visit", photo, {"visit": visit}),
    ("a_photo_once_a_breakdown", photo, {"breakdown": breakdown}),
    ("a_photo_once_a_finding", photo, {"finding": finding}),
    ("person", technician, {"person": lambda: person("Marta Gil")}),
    ("route_names_are_single", route, {"name": "Centro"}),
    ("one_plan_template_per_version", plan, {}),
    ("one_bulletin_number_per_visit", visit, {"bulletin_number": "26-11-0001"}),
    ("one_first_bulletin_per_visit", bulletin, {"visit": visit}),
    ("number", bulletin, {"number": "26-11-0001"}),
    ("corrects", bulletin, {"corrects": bulletin}),
    ("number", breakdown, {"number": "A-2026-0001"}),
    ("single_steps_happen_once", step, {"breakdown": breakdown}),
    ("single_steps_happen_once", step, {"breakdown": breakdown, "step": Step.REPORTED}),
    ("single_steps_happen_once", step, {"breakdown": breakdown, "step": Step.CONFIRMED}),
    ("number", call, {"number": 7}),
    ("one_open_stop_per_lift", stop, {"lift": lift}),
    ("breakdown", stop, {"breakdown": breakdown}),
    ("one_row_per_lift_and_day", day, {"lift": lift}),
    ("one_staged_row_per_line", staged, {"job": lambda: Job.objects.create(kind="import", created_at=NOW)}),
]


def _made(columns):
    """Columns whose values are made now rather than when the table above was read."""
    return {name: value() if callable(value) else value for name, value in columns.items()}


@pytest.mark.parametrize("make", sorted({make for _, make, _ in CHECKS + TWICE}, key=lambda make: make.__name__))
def test_a_row_with_nothing_wrong_is_taken(db, make):
    assert make().pk


@pytest.mark.parametrize(
    ("name", "make", "wrong"), CHECKS, ids=[f"{name}-{'-'.join(wrong)}" for name, _, wrong in CHECKS]
)
def test_the_database_refuses_what_cannot_be(db, name, make, wrong):
    columns = _made(wrong)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**columns)


@pytest.mark.parametrize(("name", "make", "same"), TWICE, ids=[f"{make.__name__}-{name}" for name, make, _ in TWICE])
def test_the_database_refuses_the_same_again(db, name, make, same):
    columns = _made(same)
    make(**columns)

    with pytest.raises(IntegrityError), transaction.atomic():
        make(**columns)


@pytest.mark.parametrize(
    ("make", "columns"),
    [
        (building, {}),
        (lift, {"rae": ""}),
        (visit, {"bulletin_number": ""}),
        (stop, {"to_at": LATER}),
        (step, {"step": Step.ASSIGNED, "breakdown": breakdown}),
        (planned, {"state": VisitState.CANCELLED}),
        (authorisation, {"to_on": LATER.date()}),
        (visit, {"technician": None, "origin": Origin.HISTORY}),
        (visit, {"state": VisitState.PLANNED, "started_at": None, "finished_at": None, "received_at": None}),
        (breakdown, {"entrapment": True, "freed_at": LATER}),
        (visit, {"condition_on_departure": Condition.OUT_OF_SERVICE}),
        (photo, {"visit": visit, "withdrawn_at": NOW}),
        (lift, {"cabinet_code": ""}),
    ],
)
def test_what_may_be_twice_is_taken_twice(db, make, columns):
    same = _made(columns)

    assert make(**same).pk != make(**same).pk


def test_every_constraint_of_maintenance_is_proven():
    declared = {
        constraint.name
        for model in apps.get_app_config("maintenance").get_models()
        for constraint in model._meta.constraints
    }

    proven = {name for name, *_ in CHECKS + TWICE} | {"no_visit_stands_beside_itself", "no_visit_is_joined_to_itself"}
    assert declared - proven == set()


def test_no_visit_stands_beside_itself(db):
    made = visit()

    with pytest.raises(IntegrityError, match="no_visit_stands_beside_itself"), transaction.atomic():
        Visit.objects.filter(pk=made.pk).update(beside=made)


def test_no_visit_is_joined_to_itself(db):
    made = visit()

    with pytest.raises(IntegrityError, match="no_visit_is_joined_to_itself"), transaction.atomic():
        Visit.objects.filter(pk=made.pk).update(state=VisitState.JOINED, joined_at=NOW, joined_to=made)
