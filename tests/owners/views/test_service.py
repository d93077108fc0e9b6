from datetime import timedelta

from django.urls import reverse

from maintenance.actions import breakdowns, cards
from maintenance.enums import Cause, Why
from maintenance.models import Stop
from tests.owners.conftest import text


def test_every_stop_is_listed_and_says_whether_it_counts(chair, client_of, standing, lift, now):
    breakdowns.restore(breakdown=standing, repair=breakdowns.Repair(cause=Cause.DOORS), by=None, at=now)
    mains = {"why": Why.MAINS, "from_at": now - timedelta(days=3), "to_at": now - timedelta(days=3, hours=-1)}
    Stop.objects.create(lift=lift, **mains)
    cards.refresh([lift.pk], at=now)

    page = text(client_of(chair).get(reverse("owners:service", args=[lift.pk])))

    assert "Avería 23 nov., 9:00–11:00 2 h · cuenta" in page
    assert "Corte de luz 20 nov., 11:00–12:00 1 h · aparte" in page
    assert "99,9 %" in page


def test_without_stops_it_says_so(chair, client_of, lift, carded):
    assert "Ninguna parada en 90 días." in text(client_of(chair).get(reverse("owners:service", args=[lift.pk])))
