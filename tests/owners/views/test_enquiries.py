"""An owner's people ask from any page, and have the number, the day and the receipt at once."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maintenance.enums import Severity
from maintenance.models import Finding
from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.actions.invoices import Charge
from owners.enums import DocumentKind
from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.models import Enquiry
from portal.lib.keys import new_key
from tests.owners.conftest import text
from tests.papers import PDF

DAY = timedelta(days=1)
NEW = reverse("owners:enquiry-new")


@pytest.fixture
def hers(chair, client_of):
    return client_of(chair)


@pytest.fixture
def invoice(published):
    return published(charges=[Charge("Cuota", "90"), Charge("Dos copias de la llave", "18")])


def _of(name, enquiry):
    return reverse(f"owners:{name}", args=[enquiry.pk])


def _ask(client, where=NEW, **said):
    return client.post(where, {"kind": "question", "text": "¿Quién pidió las llaves?"} | said, follow=True)


def test_what_is_asked_has_its_number_and_its_day_at_once(hers, owner):
    page = text(_ask(hers))

    made = Enquiry.objects.get()
    assert (made.owner, made.kind, made.words.get().text) == (owner, "question", "¿Quién pidió las llaves?")
    assert "Recibido: C-2026-0001. Le contestamos a más tardar el 30 de noviembre." in page
    assert "Consulta C-2026-0001" in page


def test_the_form_says_by_when_each_is_answered(hers):
    page = text(hers.get(NEW))

    assert re.findall(r"a más tardar el (\d+ de \w+)", page) == [
        "30 de noviembre",
        "4 de diciembre",
        "24 de noviembre",
        "24 de noviembre",
    ]


def test_a_line_of_an_invoice_is_asked_about_on_its_own_page(hers, invoice):
    shown = hers.get(reverse("owners:invoice", args=[invoice.pk])).content.decode()
    line = re.findall(r'action="(/enquiries/new/[^"]+)"', shown)[1].replace("&amp;", "&")

    page = text(_ask(hers, line))

    made = Enquiry.objects.get()
    assert (made.about, made.about_id, made.line) == ("invoice", invoice.pk, 2)
    assert "línea 2: Dos copias de la llave" in page
    assert "Ya preguntó: C-2026-0001" in text(hers.get(reverse("owners:invoice", args=[invoice.pk])))


def test_every_page_of_a_thing_leads_to_asking_about_it(
    hers, lift, visited, standing, ordered, quoted, contract, filed, invoice
):
    ordered()
    pages = [
        ("lift", "lift", lift),
        ("visit", "visit", visited(3)),
        ("breakdown", "breakdown", standing),
        ("quote", "quote", quoted()),
        ("contract", "contract", contract),
        ("document", "document", filed(DocumentKind.MANUAL).document),
        ("invoice", "invoice", invoice),
    ]
    led = []
    for name, about, thing in pages:
        page = hers.get(reverse(f"owners:{name}", args=[thing.pk])).content.decode()
        led.append(f"{NEW}?about={about}&amp;id={thing.pk}" in page)

    assert led == [True] * len(pages)
    assert f"{NEW}?about=work" in hers.get(reverse("owners:works", args=[lift.pk])).content.decode()


def test_what_was_typed_stays_after_an_error(hers):
    page = hers.post(NEW, {"kind": "call", "text": "Por la tarde, mejor.", "phone": ""}).content.decode()

    assert ("Escriba a qué teléfono le llamamos." in page, "Por la tarde, mejor." in page) == (True, True)
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": ""}, "Escriba qué quiere saber o decirnos."),
        ({"text": "a" * 4001}, "Caben 4000 letras"),
        ({"kind": "praise"}, "Escoja una opción válida"),
        ({"file": SimpleUploadedFile("a.pdf", b"no")}, "Por dentro no es lo que dice su nombre"),
    ],
)
def test_what_cannot_be_taken_is_said(hers, said, words):
    page = hers.post(NEW, {"kind": "question", "text": "Hola"} | said).content.decode()

    assert (words in page, Enquiry.objects.exists()) == (True, False)


def test_who_wants_a_call_need_not_say_why(hers):
    _ask(hers, kind="call", text="", phone="983  000 041")

    made = Enquiry.objects.get()
    assert (made.phone, made.words.get().text) == ("983 000 041", "Quiero que me llamen.")


def test_a_form_sent_twice_is_one_enquiry(hers):
    key = str(new_key())

    first, again = _ask(hers, key=key), _ask(hers, key=key)

    assert first.redirect_chain == again.redirect_chain
    assert Enquiry.objects.count() == 1


def test_who_speaks_for_several_says_for_whom(manager, other_owner, owner, client_of):
    owning = manager.memberships.get().agency.mandates.get()
    type(owning).objects.create(owner=other_owner, role="manager", agency=owning.agency, from_on=owning.from_on)
    hers = client_of(manager)

    refused = text(hers.post(NEW, {"kind": "question", "text": "Hola"}))
    _ask(hers, owner=other_owner.pk)

    assert "Elija por quién pregunta." in refused
    assert Enquiry.objects.get().owner == other_owner


def test_nobody_asks_about_what_he_does_not_see(client_of, resident, neighbour, invoice):
    about = f"{NEW}?about=invoice&id={invoice.pk}"

    answers = [client_of(who).post(about, {"kind": "question", "text": "x"}) for who in (resident, neighbour)]

    assert [one.status_code for one in answers] == [404, 404]
    assert not Enquiry.objects.exists()


def test_a_resident_asks_knows_who_reads_it_and_sees_only_his_own(client_of, resident, asked):
    asked("¿Cuánto nos ha costado el portero?")
    his = client_of(resident)

    form = text(his.get(NEW))
    _ask(his, kind="anomaly", text="Da un golpe al llegar al bajo.")
    page = text(his.get(reverse("owners:enquiries")))

    assert "También lo leen quien preside y quien administra la finca." in form
    assert ("Da un golpe al llegar al bajo" in page, "portero" in page) == (True, False)


def test_the_list_begins_with_what_we_owe_and_is_searched(hers, asked, office, chair, now):
    late, closed = asked("Hace un ruido raro", ago=20 * DAY), asked("Otra cosa")
    enquiries.close(enquiry=closed, by=chair, at=now)
    enquiries.answer(enquiry=asked("La luz"), saying=Saying("Hecho."), seen=1, by=office, at=now)

    page = text(hers.get(reverse("owners:enquiries")))
    found = text(hers.get(reverse("owners:enquiries"), {"q": "RUIDO"}))

    assert re.search(r"Esperan .* ruido raro .* Vamos tarde: .* Contestadas La luz .* Cerradas Otra cosa", page)
    assert (late.number in found, closed.number in found) == (True, False)


def test_both_sides_read_that_we_are_late(hers, client_of, office, asked):
    late = asked(ago=20 * DAY)

    assert "Le debíamos una respuesta el 10 de noviembre" in text(hers.get(_of("enquiry", late)))
    assert "Vamos tarde: era hasta el 10 nov." in text(client_of(office).get(_of("office-enquiry", late)))


def test_the_thread_is_read_added_to_closed_and_opened_again(hers, asked, office, now):
    made = asked()
    enquiries.answer(enquiry=made, saying=Saying("Las pidió usted\nen octubre."), seen=1, by=office, at=now)

    read = text(hers.get(_of("enquiry", made)))
    closed = text(hers.post(_of("enquiry-closing", made), follow=True))
    again = text(hers.post(_of("enquiry", made), {"text": "No fui yo."}, follow=True))

    made.refresh_from_db()
    assert re.search(r"Carmen Ruiz .* Las pidió usted en octubre\.", read)
    assert "Cerrada. Si escribe otra vez, se vuelve a abrir." in closed
    assert "Abierta otra vez. Le contestamos a más tardar el 30 de noviembre." in again
    assert made.state == EnquiryState.OPEN


def test_nobody_closes_what_another_asked(client_of, manager, asked):
    made = asked()

    page = text(client_of(manager).post(_of("enquiry-closing", made), follow=True))

    made.refresh_from_db()
    assert ("Solo la cierra quien preguntó, y una vez." in page, made.state) == (True, EnquiryState.OPEN)


def test_a_paper_beside_a_word_is_for_who_reads_the_thread(hers, client_of, office, resident, neighbour):
    _ask(hers, file=SimpleUploadedFile("factura.pdf", PDF))
    url = reverse("owners:enquiry-file", args=[Enquiry.objects.get().words.get().pk])

    answers = [client.get(url) for client in (hers, client_of(office), client_of(resident), client_of(neighbour))]

    assert [one.status_code for one in answers] == [200, 200, 404, 404]
    assert answers[0]["Content-Disposition"] == 'inline; filename="C-2026-0001-1.pdf"'


def test_the_receipt_is_a_pdf_with_the_number_for_its_name(hers, asked):
    answer = hers.get(_of("enquiry-receipt", asked(kind=EnquiryKind.ANOMALY)))

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == 'inline; filename="C-2026-0001.pdf"'


def test_the_list_asks_as_much_for_three_as_for_one(hers, asked, counting):
    asked()
    hers.get(reverse("owners:enquiries"))
    with counting() as one:
        hers.get(reverse("owners:enquiries"))
    asked()
    asked()
    with counting() as three:
        hers.get(reverse("owners:enquiries"))

    assert len(one) == len(three)


def test_what_a_visit_saw_is_asked_about_in_its_place_on_the_page(hers, lift, visited, now):
    seen = visited(3)
    words = "Guiador gastado"
    found = Finding.objects.create(
        lift=lift, visit=seen, words=words, severity=Severity.SOON, found_at=seen.finished_at
    )
    url = reverse("owners:visit", args=[seen.pk])
    shown = hers.get(url).content.decode()

    page = text(_ask(hers, f"{NEW}?about=finding&id={found.pk}"))

    made = Enquiry.objects.get()
    assert (f'id="finding-{found.pk}"' in shown, f"about=finding&amp;id={found.pk}" in shown) == (True, True)
    assert (made.about, made.about_id, made.lift) == ("finding", found.pk, lift)
    assert "Visto el 20 de noviembre: Guiador gastado · Calle Mayor 14, Ascensor principal" in page
    assert f"{url}#finding-{found.pk}" in hers.get(_of("enquiry", made)).content.decode()
    assert made.number in text(hers.get(url))


def test_nobody_asks_about_what_was_taken_back(hers, lift, visited, now):
    seen = visited(3)
    told = {"words": "Guiador", "severity": Severity.SOON, "found_at": seen.finished_at, "withdrawn_at": now}
    found = Finding.objects.create(lift=lift, visit=seen, **told)

    assert hers.get(f"{NEW}?about=finding&id={found.pk}").status_code == 404
