from datetime import timedelta

import pytest

from maintenance.enums import Severity, VisitState
from maintenance.models import Finding, Lift, Visit
from tests.maintenance.conftest import text

URL = "/office/findings/"


@pytest.fixture
def found(lift, technician, plan, now):
    """Something seen so many days ago."""

    def see(days=3, *, of=lift, **more):
        at = now - timedelta(days=days)
        times = {"started_at": at, "finished_at": at, "received_at": at}
        visit = Visit.objects.create(lift=of, technician=technician, plan=plan, state=VisitState.COMPLETED, **times)
        columns = {"words": "El guiador está gastado.", "severity": Severity.SOON, "found_at": at}
        return Finding.objects.create(visit=visit, lift=of, **(columns | more))

    return see


def test_with_nothing_found_the_page_says_so(desk):
    assert "Ningún hallazgo espera" in text(desk.get(URL))


def test_a_finding_says_where_what_when_and_how_long(desk, found):
    found(item=46)

    page = text(desk.get(URL))

    assert "Calle Mayor 14, Ascensor principal El guiador está gastado." in page
    assert "ruta Centro · Protección de puertas · 20 nov., Marta Gil 3 días Planificar" in page
    assert "1 hallazgo espera, ninguno grave" in page


def test_what_is_serious_comes_first_then_what_waited_longest(desk, found):
    found(9), found(20), found(1, severity=Severity.SERIOUS), found(40, severity=Severity.MINOR)

    groups = desk.get(URL).context["groups"]

    assert [(group.title, [line.waited for line in group.lines]) for group in groups] == [
        ("Grave", ["1 día"]),
        ("Pronto", ["20 días", "9 días"]),
        ("Sin prisa", ["40 días"]),
    ]


@pytest.mark.parametrize("done", ["settled_at", "withdrawn_at"])
def test_what_is_done_or_taken_back_waits_no_more(desk, found, now, done):
    found(**{done: now})

    assert desk.get(URL).context["total"] == 0


def test_a_lift_that_left_has_none(desk, found, lift, now):
    found()
    Lift.objects.filter(pk=lift.pk).update(left_on=now.date())

    assert desk.get(URL).context["total"] == 0


def test_another_route_has_its_own(desk, found, route, colleague):
    found()
    other = colleague.technician.routes.get()

    assert desk.get(URL, {"route": route.pk}).context["total"] == 1
    assert desk.get(URL, {"route": other.pk}).context["total"] == 0


def test_the_page_asks_as_often_for_one_as_for_three(desk, found, counting):
    found()
    desk.get(URL)
    with counting() as few:
        desk.get(URL)
    found(), found()
    with counting() as many:
        desk.get(URL)

    assert len(few) == len(many)
