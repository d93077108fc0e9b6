"""The office works off enquiries: what presses first, an answer that nobody overtakes, a colleague who takes care."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.enums.enquiries import About, EnquiryKind, EnquiryState
from owners.queries import topics
from portal.company import queries as companies
from tests.owners.conftest import text
from tests.papers import PDF

DAY = timedelta(days=1)
EVERY = reverse("owners:office-enquiries")


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


def _of(name, enquiry):
    return reverse(f"owners:{name}", args=[enquiry.pk])


def _numbers(answer):
    return re.findall(r"C-2026-\d{4}", text(answer))


def test_what_presses_stands_first_and_is_narrowed(desk, asked, office, admin, chair, now):
    soon = asked("Pronto")
    late = asked("Tarde", ago=20 * DAY)
    call = asked("Llamen", kind=EnquiryKind.CALL, phone="983 000 041")
    enquiries.assign(enquiry=soon, to=office, by=office, at=now)
    enquiries.close(enquiry=asked("Cerrada"), by=chair, at=now)

    lists = {
        address: _numbers(desk.get(EVERY + address))
        for address in ("", "?who=mine", "?kind=call", "?state=closed", "?q=tarde", "?state=none&kind=none")
    }

    waiting = [late.number, call.number, soon.number]
    assert lists == {
        "": waiting,
        "?who=mine": [soon.number],
        "?kind=call": [call.number],
        "?state=closed": ["C-2026-0004"],
        "?q=tarde": [late.number],
        "?state=none&kind=none": waiting,
    }


def test_the_office_answers_with_a_paper_and_says_who(desk, asked, office):
    made = asked()

    page = text(
        desk.post(
            _of("office-enquiry", made),
            {"text": "Las pidió usted.", "seen": 1, "file": SimpleUploadedFile("carta.pdf", PDF)},
            follow=True,
        )
    )

    made.refresh_from_db()
    assert (made.state, made.assigned_to, made.words.last().file is None) == (EnquiryState.ANSWERED, office, False)
    assert "Contestada. Se lo decimos por correo." in page


def test_what_was_typed_stays_when_somebody_spoke_meanwhile(desk, asked, chair, now):
    made = asked()
    enquiries.add(enquiry=made, saying=Saying("Y el mando."), by=chair, at=now)

    page = desk.post(_of("office-enquiry", made), {"text": "Ya vamos.", "seen": 1}).content.decode()

    assert [words in page for words in ("alguien ha añadido algo", "Ya vamos.", 'name="seen" value="2"')] == [True] * 3
    assert made.words.count() == 2


def test_an_empty_answer_is_none(desk, asked):
    made = asked()

    page = text(desk.post(_of("office-enquiry", made), {"text": " ", "seen": 1}))

    assert ("Escriba algo." in page, made.words.count()) == (True, 1)


def test_a_closed_one_takes_no_answer(desk, asked, chair, now):
    made = asked()
    enquiries.close(enquiry=made, by=chair, at=now)

    page = text(desk.post(_of("office-enquiry", made), {"text": "Tarde.", "seen": 1}, follow=True))

    assert ("Quien preguntó la ha cerrado" in page, made.words.count()) == (True, 1)


def test_the_thread_shows_what_it_is_about_and_what_else_the_owner_asked(desk, asked, chair, published, now):
    invoice = published()
    other = asked("Otra cosa")
    made = asked(topic=topics.find(chair, now, about=About.INVOICE, key=invoice.pk))

    page = desk.get(_of("office-enquiry", made))

    assert reverse("owners:invoice", args=[invoice.pk]) in page.content.decode()
    assert re.search(rf"También nos preguntó .* {other.number}", text(page))


def test_it_is_given_to_a_colleague_of_the_office_and_to_nobody_else(desk, asked, admin, chair):
    made = asked()

    given = text(desk.post(_of("enquiry-assignment", made), {"to": admin.pk}, follow=True))
    refused = text(desk.post(_of("enquiry-assignment", made), {"to": chair.pk}, follow=True))
    again = text(desk.post(_of("enquiry-assignment", made), {"to": admin.pk}, follow=True))

    made.refresh_from_db()
    assert made.assigned_to == admin
    assert [words in page for words, page in (
        ("Anotado quién la lleva.", given), ("Elija a alguien de la oficina.", refused), ("Ya la llevaba", again),
    )] == [True] * 3  # fmt: skip


def test_what_presses_is_counted_in_the_navigation_and_told_today(desk, asked):
    asked("Tarde", ago=20 * DAY)
    asked("Con tiempo")

    page = desk.get(reverse("today"))

    assert re.search(r'Consultas <span class="badge">1</span>', page.content.decode())
    assert re.search(r"Consultas cerca del plazo .* Tarde C-2026-0001 .* 13 días tarde", text(page))


def test_the_terms_are_read_by_the_office_and_the_law_is_said_by_who_runs_the_company(desk, client_of, admin):
    read = desk.get(reverse("owners:enquiry-terms")).content.decode()
    refused = desk.post(reverse("owners:enquiry-law"), {"applies": "on"})
    before = companies.current().under_care_law
    client_of(admin).post(reverse("owners:enquiry-law"), {"applies": "on"})

    assert (read.count("no nos obliga"), "Lo cambia quien administra la empresa." in read) == (2, True)
    assert (refused.status_code, before, companies.current().under_care_law) == (404, False, True)
    assert "no nos obliga" not in desk.get(reverse("owners:enquiry-terms")).content.decode()


def test_the_list_asks_as_much_for_three_as_for_one(desk, asked, counting):
    asked()
    desk.get(EVERY)
    with counting() as one:
        desk.get(EVERY)
    asked()
    asked()
    with counting() as three:
        desk.get(EVERY)

    assert len(one) == len(three)
