import pytest
from django.urls import reverse

from maintenance.models import Call
from tests.owners.conftest import text


@pytest.fixture
def url(lift, carded):
    return reverse("owners:call", args=[lift.pk])


def test_a_report_becomes_a_call_with_a_number(chair, client_of, lift, url):
    told = {"anyone_inside": "no", "stopped": "yes", "where": "Planta 2", "words": "No acude."}

    answer = client_of(chair).post(url, told, follow=True)

    call = Call.objects.get()
    assert (call.lift, call.caller, call.how, call.words) == (lift, chair, "portal", "No acude.")
    assert f"Su aviso es el número {call.number}" in text(answer)


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(chair, client_of, url):
    answer = client_of(chair).post(url, {"stopped": "yes", "words": "No acude."})

    assert "Díganos si hay alguien dentro." in text(answer)
    assert "No acude." in answer.content.decode()
    assert Call.objects.count() == 0


def test_a_number_of_somebody_else_does_not_exist(chair, resident, client_of, lift, url):
    client_of(chair).post(url, {"anyone_inside": "no", "stopped": "no"})
    number = Call.objects.get().number

    answer = client_of(resident).get(reverse("owners:call-received", args=[lift.pk, number]))

    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "former", "billing", "technician", "office"])
def test_for_others_it_does_not_exist(cast, client_of, url, who):
    assert client_of(getattr(cast, who)).post(url, {"anyone_inside": "no", "stopped": "no"}).status_code == 404
    assert Call.objects.count() == 0
