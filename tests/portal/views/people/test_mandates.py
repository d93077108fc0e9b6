from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maintenance.actions import cards
from owners.models import Agency, Mandate
from portal.access.roles import Role
from portal.files.models import AccessLog, File
from portal.ledger.models import Entry
from tests.conftest import NOW
from tests.conftest import person as made
from tests.papers import PDF
from tests.portal.views.people.conftest import text

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


@pytest.fixture
def ana(company):
    return made("Ana Díez")


def typed(to, **more):
    return {"owner": str(to.pk), "role": "chair", "from_on": "2026-11-23", "evidence": "acta del 14/10/2026"} | more


def give(desk, holder, to, **more):
    return desk.post(f"{holder}mandates/?q=calle", typed(to, **more))


def test_owners_are_looked_for_first(desk, ana, owner, other_owner):
    page = text(desk.get(f"/office/people/{ana.pk}/mandates/", {"q": "mayor"}))

    assert ("C.P. Calle Mayor 14 · H47218306" in page, "Calle Santiago" in page) == (True, False)


def test_no_owner_found_gets_words(desk, ana, owner):
    assert "Ningún titular se llama así." in text(desk.get(f"/office/people/{ana.pk}/mandates/", {"q": "zzz"}))


def test_only_what_was_found_answers_a_search_while_typing(desk, ana, owner):
    answer = desk.get(f"/office/people/{ana.pk}/mandates/", {"q": "mayor"}, headers={"HX-Request": "true"})

    assert ("<form" in answer.content.decode(), "<html" in answer.content.decode()) == (True, False)


def test_a_mandate_is_given_and_opens_the_lift(desk, client_of, ana, owner, carded):
    assert client_of(ana).get(f"/lifts/{carded.pk}/").status_code == 404

    answer = give(desk, f"/office/people/{ana.pk}/", owner)

    held = Mandate.objects.get(person=ana)
    assert answer.headers["Location"] == f"/office/people/{ana.pk}/"
    assert (held.role, held.from_on, held.evidence) == (Role.CHAIR, TODAY, "acta del 14/10/2026")
    assert client_of(ana).get(f"/lifts/{carded.pk}/").status_code == 200


def test_the_mandate_is_in_the_owners_stream_with_who_gave_it(desk, ana, office, owner):
    give(desk, f"/office/people/{ana.pk}/", owner)

    entry = Entry.objects.get(kind="mandate.given", stream=owner.pk)
    assert (entry.facts["person"], entry.text["actor"]["id"]) == (str(ana.pk), str(office.pk))


def test_what_proves_it_is_kept_and_its_digest_is_in_the_ledger(desk, ana, owner):
    give(desk, f"/office/people/{ana.pk}/", owner, file=SimpleUploadedFile("acta.pdf", PDF))

    kept = File.objects.get()
    assert Mandate.objects.get(person=ana).evidence_file == kept
    assert Entry.objects.get(kind="mandate.given", stream=owner.pk).facts["evidence"] == kept.sha256


def test_what_proves_it_is_read_back_byte_for_byte_and_the_reading_is_logged(desk, ana, owner):
    give(desk, f"/office/people/{ana.pk}/", owner, file=SimpleUploadedFile("acta.pdf", PDF))
    mandate = Mandate.objects.get(person=ana)

    answer = desk.get(f"/office/mandates/{mandate.pk}/evidence/")

    assert b"".join(answer) == PDF
    assert AccessLog.objects.get().route == "mandate-evidence"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("acta.pdf", b"MZ\x90", "Por dentro no es lo que dice su nombre"),
        ("acta.exe", b"MZ\x90", "Solo guardamos PDF y fotos."),
        ("acta.pdf", PDF + b" " * 11_000_000, "Pesa más de"),
    ],
)
def test_a_file_that_is_not_taken_gets_a_reason_and_no_mandate(desk, ana, owner, name, content, said):
    page = text(give(desk, f"/office/people/{ana.pk}/", owner, file=SimpleUploadedFile(name, content)))

    assert said in page
    assert not Mandate.objects.filter(person=ana).exists()
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"evidence": ""}, "sin justificante no hay mandato"),
        ({"from_on": ""}, "Elija el día."),
        ({"role": "admin"}, "Como"),
        ({"owner": "01a20d70-0000-7000-8000-000000000000"}, "Titular"),
    ],
)
def test_what_is_missing_of_a_mandate_gets_words(desk, ana, owner, more, said):
    page = text(give(desk, f"/office/people/{ana.pk}/", owner, **more))

    assert ("Falta algo por mirar" in page, said in page) == (True, True)
    assert not Mandate.objects.filter(person=ana).exists()


def test_a_mandate_is_not_given_twice(desk, chair, owner):
    page = text(give(desk, f"/office/people/{chair.pk}/", owner))

    assert "Ya tiene ese mandato de ese titular." in page
    assert Mandate.objects.filter(person=chair).count() == 1


def test_a_firm_speaks_for_an_owner(desk, client_of, manager, other_owner, other_lift):
    firm = Agency.objects.get()
    cards.refresh([other_lift.pk], at=NOW)

    answer = give(desk, f"/office/agencies/{firm.pk}/", other_owner, role="manager")

    assert answer.headers["Location"] == f"/office/agencies/{firm.pk}/"
    assert client_of(manager).get(f"/lifts/{other_lift.pk}/").status_code == 200


def test_a_mandate_that_ends_today_is_over(desk, client_of, chair, lift):
    held = Mandate.objects.get(person=chair)

    answer = desk.post(f"/office/mandates/{held.pk}/end/", {"to_on": "2026-11-23"})

    assert answer.headers["Location"] == f"/office/people/{chair.pk}/"
    assert client_of(chair).get(f"/lifts/{lift.pk}/").status_code == 404
    assert Entry.objects.get(kind="mandate.ended").facts["to_on"] == "2026-11-23"


def test_a_mandate_that_ends_tomorrow_holds_today(desk, client_of, chair, carded):
    held = Mandate.objects.get(person=chair)

    desk.post(f"/office/mandates/{held.pk}/end/", {"to_on": str(TODAY + timedelta(days=1))})

    assert client_of(chair).get(f"/lifts/{carded.pk}/").status_code == 200


def test_a_mandate_given_by_mistake_is_undone_the_same_day(desk, client_of, ana, owner, lift):
    give(desk, f"/office/people/{ana.pk}/", owner)

    desk.post(f"/office/mandates/{Mandate.objects.get(person=ana).pk}/end/", {"to_on": "2026-11-23"})

    assert client_of(ana).get(f"/lifts/{lift.pk}/").status_code == 404
    assert "anulado el mismo día" in text(desk.get(f"/office/people/{ana.pk}/"))


def test_a_mandate_does_not_end_before_it_began(desk, chair):
    held = Mandate.objects.get(person=chair)

    page = text(desk.post(f"/office/mandates/{held.pk}/end/", {"to_on": "2019-12-31"}))

    held.refresh_from_db()
    assert ("Empezó el 01/01/2020: no puede terminar antes." in page, held.to_on) == (True, None)


def test_an_ended_mandate_has_nothing_to_end(desk, former):
    held = Mandate.objects.get(person=former)

    assert desk.get(f"/office/mandates/{held.pk}/end/").status_code == 404
