from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maintenance.models import Contractor, ContractorAuthorisation, Technician
from portal.files import store
from tests.maintenance.conftest import errors, text
from tests.papers import PDF

URL = "/office/contractors/"


@pytest.fixture
def typed():
    asked = {"name": "Esla", "nif": "B-24091175", "register_number": "24/EC-0061", "began_on": "2026-01-08"}
    return lambda **said: asked | said


@pytest.fixture
def paper():
    return lambda name="autorizacion.pdf", content=PDF: SimpleUploadedFile(name, content)


def one(contractor, more=""):
    return f"{URL}{contractor.pk}/{more}"


def test_without_contractors_the_page_says_so(desk):
    assert "Ninguna: todo el trabajo lo hacen los suyos." in text(desk.get(URL))


def test_a_contractor_is_listed_with_people_and_lifts(desk, contractor, theirs, authorise, lift, other_lift):
    authorise(lift)
    authorise(other_lift, to_on=date(2026, 11, 23))

    page = desk.get(URL)

    (row,) = page.context["rows"]
    assert (row.people, row.lifts) == (1, 1)
    assert "Elevadores del Esla B24091175 24/EC-0061 desde el 01/01/2020 1 1" in text(page)


def test_a_contractor_is_written_down(desk, typed):
    answer = desk.post(f"{URL}new/", typed())

    made = Contractor.objects.get()
    assert (made.name, made.nif, made.began_on) == ("Esla", "B24091175", date(2026, 1, 8))
    assert answer.url == one(made)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"name": " "}, {"name": ["Escriba el nombre."]}),
        ({"nif": "B24091176"}, {"nif": ["A este NIF le falla la letra o alguna cifra."]}),
        (
            {"register_number": ""},
            {"register_number": ["Escriba su número de registro: sin él no puede trabajar aquí."]},
        ),
        ({"began_on": "0026-01-01"}, {"began_on": ["Ese año no puede ser."]}),
    ],
)
def test_what_cannot_be_gets_words(desk, typed, said, wrong):
    assert errors(desk.post(f"{URL}new/", typed(**said))) == wrong
    assert not Contractor.objects.exists()


def test_the_same_nif_again_gets_words(desk, contractor, typed):
    assert errors(desk.post(f"{URL}new/", typed())) == {"nif": ["Ya hay una contrata con este NIF."]}


def test_its_data_change_but_it_does_not_end_before_it_began(desk, contractor):
    desk.post(one(contractor), {"name": "Esla y Cía.", "register_number": "7", "ended_on": "2026-12-01"})
    answer = desk.post(one(contractor), {"name": "X", "register_number": "7", "ended_on": "2019-01-01"})

    contractor.refresh_from_db()
    assert (contractor.name, contractor.ended_on) == ("Esla y Cía.", date(2026, 12, 1))
    assert errors(answer) == {"ended_on": ["Es antes de que empezara."]}


def test_a_technician_is_the_contractors_and_ours_again(desk, contractor, technician):
    desk.post(one(contractor, "technicians/"), {"technician": technician.pk})
    assert Technician.objects.get(pk=technician.pk).contractor == contractor

    desk.post(one(contractor, f"technicians/{technician.pk}/departure/"))
    assert Technician.objects.get(pk=technician.pk).contractor is None


def test_who_is_a_contractors_already_is_not_taken_again(desk, contractor, theirs):
    answer = desk.post(one(contractor, "technicians/"), {"technician": theirs.pk})

    assert errors(answer, "member_form") == {"technician": ["Ya no trabaja aquí, o es ya de una contrata."]}


def test_nobody_leaves_a_contractor_he_is_not_of(desk, contractor, technician):
    assert desk.post(one(contractor, f"technicians/{technician.pk}/departure/")).status_code == 404


def test_the_lift_is_found_first(desk, contractor, lift):
    page = desk.get(one(contractor, "authorisations/new/"), {"q": "mayor"})

    assert f"?lift={lift.pk}" in page.content.decode()


def test_the_owners_paper_is_kept_whole(desk, contractor, lift, paper):
    desk.post(one(contractor, f"authorisations/new/?lift={lift.pk}"), {"file": paper(), "from_on": "2026-11-01"})

    made = ContractorAuthorisation.objects.get()
    assert (made.contractor, made.lift, made.from_on, made.to_on) == (contractor, lift, date(2026, 11, 1), None)
    assert store.read(made.file) == PDF


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"file": ""}, "file", "Adjunte la autorización: sin ella no se le da trabajo en este ascensor."),
        ({"file": ("a.docx", PDF)}, "file", "Solo guardamos PDF y fotos."),
        ({"from_on": ""}, "from_on", "Escriba el día."),
        ({"to_on": "2026-11-01"}, "to_on", "Termina antes de empezar."),
    ],
)
def test_a_paper_that_is_none_gets_words(desk, contractor, lift, paper, said, field, words):
    asked = {"file": paper(), "from_on": "2026-11-01"} | said
    if isinstance(asked["file"], tuple):
        asked["file"] = paper(*asked["file"])

    answer = desk.post(one(contractor, f"authorisations/new/?lift={lift.pk}"), asked)

    assert errors(answer) == {field: [words]}
    assert not ContractorAuthorisation.objects.exists()


def test_a_second_open_paper_gets_words(desk, contractor, lift, authorise, paper):
    authorise(lift)

    answer = desk.post(
        one(contractor, f"authorisations/new/?lift={lift.pk}"), {"file": paper(), "from_on": "2026-11-1"}
    )

    assert "Ya hay una autorización sin fecha de fin" in text(answer)


def test_the_paper_is_handed_out(desk, lift, authorise):
    made = authorise(lift)

    answer = desk.get(f"/office/authorisations/{made.pk}/file/")

    assert (answer["Content-Type"], answer.content) == ("application/pdf", store.read(made.file))


@pytest.mark.parametrize(("day", "ends"), [("2026-11-30", date(2026, 11, 30)), ("2019-01-01", None), ("", None)])
def test_a_paper_ends_on_a_day_that_can_be(desk, lift, authorise, day, ends):
    made = authorise(lift)

    answer = desk.post(f"/office/authorisations/{made.pk}/end/", {"to_on": day})

    made.refresh_from_db()
    assert (made.to_on, answer.url) == (ends, one(made.contractor))


def test_the_visit_says_who_did_it_and_who_answers(desk, client_of, chair, lift, theirs, plan, now):
    from maintenance.actions import visits

    work = visits.CompletedWork(
        technician=theirs,
        plan=plan,
        started_at=now - timedelta(hours=2),
        finished_at=now - timedelta(hours=1),
        recorded_at=now,
        replies=[],
    )
    visit = visits.record(lift=lift, work=work, by=None, at=now)
    words = "Hecho para nosotros por Elevadores del Esla; respondemos nosotros."

    assert words in text(desk.get(f"/office/visits/{visit.pk}/"))
    assert words in text(client_of(chair).get(f"/visits/{visit.pk}/"))
