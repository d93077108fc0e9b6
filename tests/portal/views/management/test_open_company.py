from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maintenance.models import PlanTemplate
from notifications.models import Delivery
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.actions import invitations
from portal.accounts.models import User
from portal.company.models import Company
from tests.conftest import NOW

ANSWERS = {
    "name": "Elevadores Arlanza",
    "legal_name": "Elevadores Arlanza, S. L.",
    "nif": "B09000019",
    "emergency_phone": "900 000 009",
    "region": "ES-CL",
    "time_zone": "Europe/Madrid",
    "admin_name": "Inés Toribio",
    "admin_email": "Ines@Example.com",
}

pytestmark = pytest.mark.django_db


def _open(**changed):
    said, warned = StringIO(), StringIO()
    call_command("open_company", no_input=True, stdout=said, stderr=warned, **(ANSWERS | changed))
    return said.getvalue(), warned.getvalue()


def test_a_company_is_opened_with_its_first_administrator_and_the_plans():
    _open()

    company, admin = Company.objects.get(), User.objects.get()
    assert (company.name, company.nif, company.region) == ("Elevadores Arlanza", "B09000019", "ES-CL")
    assert (admin.name, admin.email) == ("Inés Toribio", "ines@example.com")
    assert [post.role for post in Post.objects.filter(person=admin)] == [Role.ADMIN]
    assert PlanTemplate.objects.count() == 1


def test_the_administrator_is_invited_on_the_screen_and_by_mail():
    said, _warned = _open()

    secret = said.split()[-1].rsplit("/invitations/")[-1].strip("/").split("/")[-1]
    delivery = Delivery.objects.get()
    assert invitations.find(secret, NOW).person == User.objects.get()
    assert delivery.address == "ines@example.com"
    assert said.split()[-1] in delivery.text


def test_a_second_company_is_refused_in_words(company):
    with pytest.raises(CommandError, match="Aquí ya hay una empresa abierta: Ascensores Duero"):
        _open()

    assert not User.objects.exists()


def test_a_doubtful_tax_number_is_taken_with_a_warning():
    _said, warned = _open(nif="B09000000")

    assert "El NIF B09000000 no pasa su dígito de control" in warned
    assert Company.objects.get().nif == "B09000000"


def test_a_good_tax_number_goes_without_a_word():
    _said, warned = _open()

    assert warned == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"name": " "}, "Falta: nombre de la empresa"),
        ({"region": "Castilla"}, "código de la comunidad autónoma"),
        ({"region": "ES-XX"}, "código de la comunidad autónoma"),
        ({"time_zone": "Madrid"}, "Escriba la zona horaria"),
        ({"emergency_phone": "por las tardes"}, "Escriba el teléfono"),
        ({"admin_email": "ines"}, "Eso no es un correo: ines"),
        ({"legal_name": "x" * 161}, "Es demasiado largo"),
    ],
)
def test_an_answer_that_is_none_opens_nothing(answer, words):
    with pytest.raises(CommandError, match=words):
        _open(**answer)

    assert not Company.objects.exists()


def test_the_zone_is_the_peninsulas_when_nothing_is_said():
    _open(time_zone="")

    assert Company.objects.get().time_zone == "Europe/Madrid"


def test_what_is_missing_is_asked_until_it_can_be_taken(monkeypatch):
    asked = []
    typed = iter(["", "ES-CN", "Atlantic/Canary"])
    monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or next(typed))
    given = ANSWERS | {"region": "", "time_zone": ""}

    call_command("open_company", stdout=StringIO(), stderr=StringIO(), **given)

    company = Company.objects.get()
    assert (company.region, company.time_zone) == ("ES-CN", "Atlantic/Canary")
    assert asked == [
        "Comunidad autónoma (p. ej. ES-CL): ",
        "Comunidad autónoma (p. ej. ES-CL): ",
        "Zona horaria [Europe/Madrid]: ",
    ]


def test_an_address_that_is_taken_opens_nothing():
    User.objects.create_user(name="Otra", email="ines@example.com")

    with pytest.raises(CommandError, match="Ya hay una persona con el correo"):
        _open()

    assert not Company.objects.exists()
