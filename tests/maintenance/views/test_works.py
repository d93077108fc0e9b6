from datetime import timedelta

import pytest

from maintenance.actions import works
from maintenance.actions.works import Order
from maintenance.enums import Severity, WorkKind
from maintenance.models import Finding, Visit, Work
from tests.maintenance.conftest import errors, text

URL = "/office/works/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TYPED = {
    "kind": "repair", "words": "Cambiar el guiador", "from_at": "2026-11-24T09:00", "to_at": "2026-11-24T13:00",
    "stops_service": "on", "technician": "",
}  # fmt: skip


@pytest.fixture
def planned(lift, office, now):
    """Plans work so long from now."""

    def plan(begins=DAY, lasts=4 * HOUR, **more):
        order = Order(WorkKind.REPAIR, "Cambiar el guiador", now + begins, now + begins + lasts, **more)
        return works.plan(lift=lift, order=order, by=office, at=now + begins - DAY)

    return plan


def test_with_nothing_to_do_the_page_says_so(desk):
    assert "Ningún trabajo previsto" in text(desk.get(URL))


def test_the_list_says_what_where_when_and_what_is_wrong(desk, planned, technician):
    planned(technician=technician), planned(2 * DAY), planned(-HOUR)

    page = text(desk.get(URL))

    assert "3 trabajos previstos" in page
    assert "Calle Mayor 14, Ascensor principal" in page
    assert ("sin nadie" in page, "sin empezar" in page, "Marta Gil" in page) == (True, True, True)


def test_the_lift_is_found_first(desk, lift):
    assert "¿De qué ascensor?" in text(desk.get(f"{URL}new/"))


def test_a_work_is_planned(desk, lift, office):
    answer = desk.post(f"{URL}new/?lift={lift.pk}", TYPED)

    work = Work.objects.get()
    assert answer.headers["Location"] == f"{URL}{work.pk}/"
    assert (work.words, work.from_at.isoformat(), work.stops_service) == (
        "Cambiar el guiador",
        "2026-11-24T08:00:00+00:00",
        True,
    )


def test_what_was_typed_stays_with_what_is_wrong(desk, lift):
    answer = desk.post(f"{URL}new/?lift={lift.pk}", TYPED | {"to_at": "2026-11-24T08:00"})

    assert errors(answer) == {"to_at": ["Termina antes de empezar."]}
    assert "Cambiar el guiador" in answer.content.decode()
    assert not Work.objects.exists()


def test_a_finding_brings_its_words(desk, lift, technician, plan, now):
    times = {"started_at": now, "finished_at": now, "received_at": now}
    visit = Visit.objects.create(lift=lift, technician=technician, plan=plan, state="completed", **times)
    said = {"words": "El guiador está gastado.", "severity": Severity.SOON, "found_at": now}
    finding = Finding.objects.create(lift=lift, visit=visit, **said)
    url = f"{URL}new/?lift={lift.pk}&finding={finding.pk}"

    form = desk.get(url).context["form"]
    desk.post(url, TYPED | {"finding": str(finding.pk)})

    assert form.initial["words"] == "El guiador está gastado."
    assert Work.objects.get().finding == finding


def test_the_way_of_a_work_from_its_page(desk, planned, now):
    url = f"{URL}{planned(-2 * HOUR).pk}/"

    desk.post(f"{url}beginning/", {"begun_at": "2026-11-23T09:00"})
    under_way = text(desk.get(url))
    desk.post(f"{url}end/", {"ended_at": "2026-11-23T10:30", "words": "Guiador nuevo."})

    assert "En marcha" in under_way
    assert "Darlo por hecho" in under_way
    assert Work.objects.get().state == "done"
    assert "Guiador nuevo." in text(desk.get(url))


@pytest.mark.parametrize(
    ("place", "typed", "told"),
    [
        ("beginning", {"begun_at": "2026-11-23T20:00"}, "Esa hora no ha llegado todavía."),
        ("beginning", {"begun_at": ""}, "Escriba el día y la hora."),
        ("cancellation", {"why": ""}, "Escriba por qué se anula."),
    ],
)
def test_a_step_that_cannot_be_says_why(desk, planned, place, typed, told):
    answer = desk.post(f"{URL}{planned().pk}/{place}/", typed)

    assert told in text(answer)
    assert Work.objects.get().state == "planned"


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("", TYPED),
        ("beginning/", {"begun_at": "2026-11-23T10:30"}),
        ("end/", {"ended_at": "2026-11-23T10:30", "words": "Hecho."}),
        ("cancellation/", {"why": "No hace falta."}),
    ],
)
def test_a_step_somebody_else_forestalled_leads_to_how_it_is(desk, planned, office, now, place, typed):
    work = planned()
    works.cancel(work=work, why="Lo pide la comunidad.", by=office, at=now)

    page = text(desk.post(f"{URL}{work.pk}/{place}", typed, follow=True))

    assert "Alguien lo cambió mientras tanto: mire cómo está." in page
    assert "Lo pide la comunidad." in page


def test_a_work_is_moved_and_called_off(desk, planned, colleague):
    url = f"{URL}{planned().pk}/"

    desk.post(url, TYPED | {"words": "Cambiar los dos guiadores", "technician": str(colleague.technician.pk)})
    moved = Work.objects.get()
    desk.post(f"{url}cancellation/", {"why": "Lo pide la comunidad."})

    assert (moved.words, moved.technician) == ("Cambiar los dos guiadores", colleague.technician)
    assert "Lo pide la comunidad." in text(desk.get(url))


def test_a_long_repair_is_called_what_it_is(desk, planned):
    assert "cuenta como avería" in text(desk.get(f"{URL}{planned(lasts=13 * HOUR).pk}/"))
    assert "cuenta como avería" not in text(desk.get(f"{URL}{planned(lasts=HOUR).pk}/"))


def test_the_lifts_page_lists_its_works(desk, planned, lift):
    planned()

    assert "Cambiar el guiador" in text(desk.get(f"/office/lifts/{lift.pk}/"))


def test_ten_thousand_works_cost_what_one_does(desk, planned, counting):
    planned()
    desk.get(URL)
    with counting() as one:
        desk.get(URL)
    for _number in range(20):
        planned()

    with counting() as many:
        desk.get(URL)

    assert len(many) == len(one)
