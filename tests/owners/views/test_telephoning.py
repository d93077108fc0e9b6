"""A call that is an enquiry: written down while it lasts, in the name of who calls, with number, day and receipt."""

import re

import pytest
from django.urls import reverse

from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.enums.enquiries import About
from owners.models import Enquiry
from portal.ledger.models import Entry
from portal.lib.keys import new_key
from tests.owners.batches import NOW
from tests.owners.conftest import text

CALL = reverse("owners:enquiry-call")


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


@pytest.fixture
def call(desk, owner):
    """Writes down what somebody says by telephone."""

    def take(who, **said):
        told = {"who": str(who.pk), "kind": "question", "text": "¿Cuándo vienen?"}
        return desk.post(f"{CALL}?owner={owner.pk}", told | said, follow=True)

    return take


def test_it_is_the_callers_with_its_number_and_its_day_and_says_who_wrote_it_down(call, chair, office, owner):
    page = text(call(chair))

    made = Enquiry.objects.get()
    entry = Entry.objects.of_stream(owner.pk).get(kind="enquiry.asked")
    assert (made.number, made.asked_by, made.taken_by, made.words.get().person) == ("C-2026-0001", chair, office, chair)
    assert (entry.text["actor"]["id"], entry.facts["taken_by"]) == (str(office.pk), str(office.pk))
    assert "Anotada: C-2026-0001. Dígale el número, y que le contestamos a más tardar el 30 de noviembre." in page
    assert "Por teléfono; la anotó Carmen Ruiz." in page


def test_who_was_told_already_is_answered_at_once_and_a_form_sent_twice_counts_once(call, chair, office):
    key = str(new_key())

    pages = [text(call(chair, answer="El martes a las 9.", key=key)) for _twice in range(2)]

    made = Enquiry.objects.get()
    assert (made.state, made.assigned_to) == ("answered", office)
    assert list(made.words.order_by("place").values_list("side", "text")) == [
        ("owner", "¿Cuándo vienen?"),
        ("house", "El martes a las 9."),
    ]
    assert "Anotada y contestada: C-2026-0001. Dígale el número; el resguardo va por correo." in pages[0]


def test_the_caller_is_found_by_name_by_telephone_and_by_street(desk, chair, owner, other_owner):
    type(chair).objects.filter(pk=chair.pk).update(phone="983 000 041")

    found = [text(desk.get(CALL, {"q": wanted})) for wanted in ("pilar", "983000041", "983 00 00 41", "mayor", "98300")]

    assert [owner.name in page for page in found] == [True, True, True, True, False]
    assert not any(other_owner.name in page for page in found)


def test_only_who_speaks_for_the_owner_can_be_calling(call, chair, neighbour):
    refused = text(call(neighbour))

    assert "Escoja una opción válida" in refused or "Elija quién llama." in refused
    assert not Enquiry.objects.exists()


def test_nobody_asks_about_what_he_does_not_see(call, resident, chair, published):
    about = f"{About.INVOICE}:{published().pk}"

    refused = text(call(resident, about=about))
    call(chair, about=about)

    assert f"{resident.name} no ve esto: anótelo sin decir sobre qué." in refused
    assert (Enquiry.objects.get().about, Enquiry.objects.get().asked_by) == ("invoice", chair)


def test_a_call_without_a_word_or_a_wanted_call_without_a_telephone_says_so(call, chair):
    pages = [text(call(chair, text="")), text(call(chair, kind="call", text=""))]

    assert "Escriba qué dice quien llama." in pages[0]
    assert "Escriba a qué teléfono le llamamos." in pages[1]


def test_its_receipt_says_how_it_came_and_the_office_prints_it(call, chair, desk):
    call(chair)

    answer = desk.get(reverse("owners:enquiry-receipt", args=[Enquiry.objects.get().pk]))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")


def test_what_is_heard_of_an_enquiry_that_is_there_is_added_in_the_callers_name(call, asked, chair, office, desk):
    enquiry, key = asked(), str(new_key())
    enquiries.answer(enquiry=enquiry, saying=Saying("El portero."), seen=1, by=office, at=NOW)
    here = reverse("owners:enquiry-call-words", args=[enquiry.pk])

    page = text(call(chair, enquiry=str(enquiry.pk), text="No las pidió.", answer="Lo miramos."))
    desk.post(here, {"who": str(chair.pk), "text": "Ya están.", "key": key})
    twice = text(desk.post(here, {"who": str(chair.pk), "text": "Ya están.", "key": key}, follow=True))

    said = enquiry.words.order_by("place").values_list("text", "person", "taken_by")
    entries = Entry.objects.of_stream(enquiry.owner_id).filter(kind="enquiry.added").order_by("number")
    assert list(said)[2:] == [
        ("No las pidió.", chair.pk, office.pk), ("Lo miramos.", office.pk, None), ("Ya están.", chair.pk, office.pk),
    ]  # fmt: skip
    assert [one.facts["taken_by"] for one in entries] == [str(office.pk)] * 2
    assert Enquiry.objects.get().state == "open"
    assert f"Añadido a {enquiry.number} y contestado." in page
    assert "por teléfono; lo anotó Carmen Ruiz" in twice


def test_nobody_adds_by_telephone_to_what_he_may_not_read(call, asked, resident, desk):
    enquiry = asked()
    here = reverse("owners:enquiry-call-words", args=[enquiry.pk])

    pages = [text(call(resident, enquiry=str(enquiry.pk)))]
    pages.append(text(desk.post(here, {"who": str(resident.pk), "text": "x"})))

    assert f"{resident.name} no la ve: anótelo como nuevo." in pages[0]
    assert "Escoja una opción válida" in pages[1]
    assert enquiry.words.count() == 1


def test_where_what_is_added_is_not_taken_no_two_fields_of_the_page_have_one_name(asked, desk):
    here = reverse("owners:enquiry-call-words", args=[asked().pk])

    names = re.findall(r'\sid="([^"]+)"', desk.post(here, {"who": "x", "text": ""}).content.decode())

    assert sorted(names) == sorted(set(names))
    assert {"id_text", "id_call_text"} <= set(names)
