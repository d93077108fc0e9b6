"""The office publishes one invoice by a form."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maintenance.actions import bulletins, works
from owners.actions import invoices
from owners.enums import InvoiceStatus
from owners.models import Invoice, Owner
from owners.queries import billing
from portal.files import store
from portal.files.models import File
from tests.codes import TAX_LINK, with_code
from tests.owners.conftest import text
from tests.papers import PDF

NEW, ALL = "/office/invoices/new/", "/office/invoices/"


def _typed(**more):
    said = {
        "number": "F26-4127", "kind": "ordinary", "issuer_nif": "B47000001", "issued_on": "31/10/2026",
        "base": "1.108,00", "tax": "232,68", "total": "1340.68", "tax_words": "IVA, 21 %",
        "lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0", "lines-0-what_for": "fee", "lines-1-what_for": "fee",
    }  # fmt: skip
    return said | more


@pytest.fixture
def send(office, owner, client_of):
    """Posts the form with a PDF, or with what is given instead; looking into a file takes its time."""

    def post(name="factura.pdf", content=None, **more):
        sent = {"file": SimpleUploadedFile(name, PDF if content is None else content)} if name else {}
        return client_of(office).post(f"{NEW}?owner={owner.pk}", _typed(**more) | sent)

    return post


def _said(answer):
    forms = [answer.context["form"], *answer.context["lines"]]
    return {name: errors[0] for form in forms for name, errors in form.errors.items()}


def test_the_owner_is_looked_for_first(office, owner, other_owner, client_of):
    client = client_of(office)

    page = client.get(NEW, {"q": "mayor 14"})
    part = client.get(NEW, {"q": "mayor 14"}, headers={"HX-Request": "true"})

    assert f"?owner={owner.pk}".encode() in page.content
    assert str(other_owner.pk).encode() not in page.content
    assert b"<html" not in part.content
    assert "Ningún titular se llama así." in text(client.get(NEW, {"q": "zzz"}))
    assert client.get(NEW, {"owner": "x"}).status_code == 200


def test_an_invoice_is_published_as_it_was_typed(send, contract, visited, owner, lift, office):
    visit = visited(30)
    bulletins.allot_number(visit)
    clause = contract.clauses.get(number="3.1")

    answer = send(
        account="ES91 2100 0418 4502 0005 1332",
        next_charge_on="2026-12-05",
        announce_after="24/11/2026 08:00",
        **{
            "lines-0-text": "Cuota de octubre", "lines-0-amount": "90,00", "lines-0-list_amount": "",
            "lines-0-works_reference": visit.bulletin_number, "lines-0-covered": "yes", "lines-0-clause": clause.pk,
        },
    )  # fmt: skip

    invoice = Invoice.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{ALL}{invoice.pk}/")
    assert store.read(invoice.file) == PDF
    assert (invoice.owner, invoice.base, invoice.total) == (owner, Decimal("1108.00"), Decimal("1340.68"))
    assert (invoice.account_last, invoice.next_charge_on, invoice.published_by) == ("1332", date(2026, 12, 5), office)
    assert invoice.announce_after == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert list(invoice.lifts.all()) == [lift]
    assert [(line.text, line.visit, line.clause, line.covered) for line in invoice.lines.all()] == [
        ("Cuota de octubre", visit, clause, True)
    ]


def test_without_an_hour_it_is_announced_in_one_and_its_qr_is_read_off_the_original(send, now):
    send(content=with_code())

    assert Invoice.objects.get().tax_link == TAX_LINK
    assert timedelta(minutes=60) <= Invoice.objects.get().announce_after - now < timedelta(minutes=61)


BAD = {
    "base": ("1.108", "¿Son miles o céntimos? Escríbalo con sus céntimos: 1.234,00."),
    "total": ("mil", "Escriba el importe así: 1.234,56."),
    "issued_on": ("31/13/2026", "Escriba el día así: 23/11/2026."),
    "due_on": ("30/10/2026", "Vence antes de emitirse."),
    "period_to": ("31/10/2026", "Diga también cuándo empieza."),
    "account": ("ES91 2100 0418 4502 0005 1333", "A este IBAN le falla alguna cifra."),
    "number": ("", "Escriba el número de la factura."),
    "works_reference": (
        "26-10-9999",
        "Este titular no tiene ninguna revisión, avería, trabajo ni presupuesto aceptado con ese número.",
    ),
    "lines-0-works_reference": (
        "A-1",
        "Este titular no tiene ninguna revisión, avería, trabajo ni presupuesto aceptado con ese número.",
    ),
    "lines-0-amount": ("12,00", "Escriba qué se cobra."),
    "lines-0-text": ("Cuota", "Escriba el importe de la línea."),
    "corrected_number": ("F26-1", "Si rectifica otra, es una factura rectificativa."),
}


def test_what_cannot_be_is_said_in_words_and_what_was_typed_stays(send):
    for field, (typed, words) in BAD.items():
        answer = send("", **{field: typed})

        assert any(said.startswith(words) for said in _said(answer).values()), (field, _said(answer))
        assert typed in answer.content.decode()
        assert "el fichero hay que elegirlo otra vez" in text(answer)
    assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("payment_link", "Solo admitimos las páginas de pago de la empresa, por HTTPS."),
        ("tax_link", "No es una dirección de la Agencia Tributaria"),
    ],
)
def test_an_address_outside_the_lists_is_refused_with_a_reason(send, field, words):
    assert _said(send(**{field: "https://example.org/x"}))[field].startswith(words)
    assert not Invoice.objects.exists()


def test_figures_that_do_not_add_up_need_a_word(send):
    refused = send("", total="1.340,86")

    assert _said(refused) == {
        "file": "Elija el PDF de la factura.",
        "total": "1.108,00\xa0€ y 232,68\xa0€ no suman 1.340,86\xa0€. Si el original lo dice así, márquelo abajo.",
    }
    assert send(total="1.340,86", as_printed="on").status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("factura.jpg", b"\xff\xd8\xff", "La factura se guarda tal cual: tiene que ser el PDF que hizo su programa."),
        ("factura.pdf", b"\xff\xd8\xff", "Por dentro no es lo que dice su nombre: ábralo, guárdelo de nuevo"),
        ("factura.pdf", b"", "El fichero está vacío."),
        ("factura.pdf", b"%PDF-1.7 cut", "El PDF está cortado: falta el final."),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_with_a_reason(send, name, content, words):
    assert _said(send(name, content))["file"].startswith(words)
    assert not File.objects.exists()


def test_a_duplicate_is_refused_naming_the_one_that_stands(send, published):
    published()

    assert _said(send()) == {"number": "La F26-4127 ya se publicó el 23/11/2026, para C.P. Calle Mayor 14."}
    send(number="F26-5")
    assert _said(send(number="F26-6")) == {
        "file": "Este mismo fichero ya se publicó el 23/11/2026: es la F26-5 de C.P. Calle Mayor 14."
    }


def test_the_list_says_which_still_wait_and_where_the_others_stand(published, office, client_of, now):
    published(announced=False)
    published("F26-2")
    invoices.withdraw(invoice=published("F26-3"), why="x", by=None, at=now)

    page = client_of(office).get(ALL)

    assert [(row.number, row.state) for row in page.context["rows"]] == [
        ("F26-3", "Retirada"), ("F26-2", "Por pagar"), ("F26-4127", "Se avisa a las 12:00"),
    ]  # fmt: skip
    assert "1 aún se puede deshacer sin que nadie la vea." in text(page)


def test_the_list_is_asked_by_owner_and_by_year(published, neighbour, office, client_of):
    theirs = Owner.objects.exclude(invoices__isnull=False).exclude(pk=published("F26-1").owner_id).get()
    published("F25-1", issued_on=date(2025, 10, 31))
    published("F26-9", owner=theirs)
    client = client_of(office)

    def asked(**said):
        return [row.number for row in client.get(ALL, said).context["rows"]]

    assert asked(year="2025") == ["F25-1"]
    assert asked(year="2026") == ["F26-9", "F26-1"]
    assert asked(q=theirs.name, year="2026") == ["F26-9"]
    assert asked(q="f25") == ["F25-1"]
    assert asked(q="nadie") == asked(year="1999") == []
    assert asked(year="x") == ["F26-9", "F25-1", "F26-1"]


def test_one_says_who_opened_it(published, chair, office, client_of):
    invoice = published()
    client_of(chair).get(f"/invoices/{invoice.pk}/file/")

    page = text(client_of(office).get(f"{ALL}{invoice.pk}/"))

    assert "Quién la ha abierto Pilar Ortega hoy a las 11:00" in page


def test_withdrawing_needs_a_reason_and_then_says_it(published, office, client_of):
    invoice, client = published(), client_of(office)

    refused = client.post(f"{ALL}{invoice.pk}/withdrawal/", {"why": " "})
    client.post(f"{ALL}{invoice.pk}/withdrawal/", {"why": "Era de otra casa."})
    again = client.post(f"{ALL}{invoice.pk}/withdrawal/", {"why": "y"}, follow=True)

    assert "Escriba por qué: su titular tiene que saberlo." in text(refused)
    assert Invoice.objects.get().why_withdrawn == "Era de otra casa."
    assert "Ya estaba retirada." in text(again)


def test_the_standing_is_written_as_the_erp_says(published, office, client_of):
    invoice, client = published(), client_of(office)
    url = f"{ALL}{invoice.pk}/standing/"

    refused = client.post(url, {"status": "returned"})
    client.post(url, {"status": "returned", "returned_on": "2026-11-10", "next_charge_on": "05/12/2026"})

    moved = Invoice.objects.get()
    assert "Diga qué día lo devolvió el banco." in text(refused)
    assert (moved.status, moved.returned_on, moved.next_charge_on) == (
        InvoiceStatus.RETURNED, date(2026, 11, 10), date(2026, 12, 5),
    )  # fmt: skip


def test_one_nobody_was_told_of_is_not_moved_and_says_why(published, office, client_of):
    invoice, client = published(announced=False), client_of(office)

    shown = text(client.get(f"{ALL}{invoice.pk}/"))
    answer = client.post(f"{ALL}{invoice.pk}/standing/", {"status": "paid"}, follow=True)

    assert "Se anota cuando su titular sepa de ella: aún no se ha avisado." in shown
    assert "Aún no se ha avisado de ella: anótelo después." in text(answer)
    assert Invoice.objects.get().status == InvoiceStatus.ISSUED


def test_a_day_that_has_not_come_is_said_beside_its_field(published, office, client_of, now):
    invoice, tomorrow = published(), (now + timedelta(days=1)).date()

    answer = client_of(office).post(
        f"{ALL}{invoice.pk}/standing/", {"status": "paid", "paid_on": tomorrow.isoformat()}, follow=True
    )

    assert f"El {tomorrow:%d/%m/%Y} no ha llegado." in text(answer)
    assert Invoice.objects.get().status == InvoiceStatus.ISSUED


def test_an_invoice_withdrawn_meanwhile_is_not_moved(published, office, client_of, now):
    invoice = invoices.withdraw(invoice=published(), why="x", by=None, at=now)

    answer = client_of(office).post(f"{ALL}{invoice.pk}/standing/", {"status": "paid"}, follow=True)

    assert "Alguien la cambió mientras tanto, o está retirada: mírela otra vez." in text(answer)


def test_a_reference_names_only_works_on_the_owners_own_lifts(visited, standing, owner, other_owner):
    visit = visited(30)
    bulletins.allot_number(visit)
    numbers = (visit.bulletin_number, standing.number)

    assert [billing.works(owner, number) for number in numbers] == [visit, standing]
    assert [billing.works(other_owner, number) for number in numbers] == [None, None]


@pytest.mark.parametrize("typed", ["T-2026-0001", " t-2026-0001", "T - 2026 - 0001"])
def test_a_line_is_tied_to_the_work_whose_number_it_names(send, ordered, lift, typed):
    work = ordered()

    send(**{"lines-0-text": "Cables", "lines-0-amount": "700,00", "lines-0-works_reference": typed})

    line = Invoice.objects.get().lines.get()
    assert (line.work, line.visit, line.breakdown) == (work, None, None)
    assert list(Invoice.objects.get().lifts.all()) == [lift]


def test_the_reference_of_the_invoice_holds_for_its_lines(send, ordered):
    work = ordered()

    send(works_reference="t-2026-0001", **{"lines-0-text": "Cables", "lines-0-amount": "700,00"})

    assert Invoice.objects.get().lines.get().work == work


def test_a_work_of_elsewhere_or_called_off_is_charged_to_nobody(send, ordered, other_lift, office, now):
    ordered(lift=other_lift)
    works.cancel(work=ordered(), why="Otro día", by=office, at=now)

    for number in ("T-2026-0001", "T-2026-0002"):
        said = _said(send("", works_reference=number))
        assert "ningún" in said["works_reference"] or "ninguna" in said["works_reference"], number
