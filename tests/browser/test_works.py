"""A work from the desk to the house, on a telephone's screen: the office gives it its day, the chair reads which."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from maintenance.actions import works
from maintenance.actions.works import Order
from maintenance.enums import WorkKind
from maintenance.models import Work
from owners.queries import work_words
from portal.lib import clock

pytestmark = pytest.mark.browser

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_office_plans_a_work_and_the_chair_reads_when(look, office, chair, client_of, lift):
    desk = look(client=client_of(office), width=360)
    page = desk.open(f"/office/works/new/?lift={lift.pk}")
    page.fill("[name=words]", "Cambiar los cables de tracción")
    now = timezone.localtime(clock.now())
    begins = now.replace(hour=9, minute=0, second=0, microsecond=0) + 9 * DAY
    page.fill("[name=from_at]", f"{begins:%Y-%m-%dT%H:%M}")
    page.fill("[name=to_at]", f"{begins:%Y-%m-%dT14:00}")
    page.click("text=Preverlo")
    page.wait_for_selector("text=Ha empezado")
    planned = desk.faults()

    house = look(client=client_of(chair), width=360, scheme="dark")
    words = house.open(reverse("owners:works", args=[lift.pk])).inner_text("main")

    assert (planned, house.faults()) == ([], [])
    assert Work.objects.get().stops_service
    assert f"{work_words.when(begins, begins + 5 * HOUR, now)[1:]}. El ascensor estará parado." in words


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "es")])
def test_the_pages_of_a_work_are_for_everybody_in_every_state(look, office, client_of, lift, now, width, language):
    order = Order(WorkKind.REPAIR, "Cambiar el guiador " * 12, now - HOUR, now + 14 * HOUR)
    made = [works.plan(lift=lift, order=order, by=office, at=now - DAY) for _number in range(4)]
    for work in made[1:3]:
        works.begin(work=work, begun_at=now - HOUR, by=office, at=now)
    works.finish(work=made[2], ended_at=now, words="Guiador nuevo.", by=office, at=now)
    works.cancel(work=made[3], why="Lo pide la comunidad.", by=office, at=now)

    wrong, desk = {}, client_of(office)
    for path in ["/office/works/", *(f"/office/works/{work.pk}/" for work in made), f"/office/lifts/{lift.pk}/"]:
        window = look(client=desk, width=width, language=language)
        window.open(path)
        wrong[path] = window.faults()

    assert {path: found for path, found in wrong.items() if found} == {}
