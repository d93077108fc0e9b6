from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from owners.actions import invoices
from owners.actions.invoices import Charge
from owners.enums import InvoiceStatus, WhatFor
from owners.models import Invoice
from owners.rules.standings import Standing
from portal.company import queries as companies
from portal.company.models import Company
from portal.files.models import AccessLog
from portal.web import pages
from tests.owners.conftest import text

LIST = "/invoices/"


@pytest.fixture
def paid(published, now):
    def pay(number, **more):
        return invoices.move(invoice=published(number, **more), to=Standing(status=InvoiceStatus.PAID), by=None, at=now)

    return pay


def test_nothing_yet_says_so(chair, client_of):
    assert "Todavía no hay ninguna factura." in text(client_of(chair).get(LIST))


def test_the_list_says_what_each_is_and_where_it_stands(published, paid, chair, client_of):
    published(standing=Standing(next_charge_on=date(2026, 12, 5)))
    paid("F26-3727", issued_on=date(2026, 9, 30))

    page = text(client_of(chair).get(LIST))

    assert "Factura de octubre F26-4127 · 31 oct. Se cargará 130,68 € Factura de septiembre" in page
    assert "F26-3727 · 30 sep. Pagada 130,68 €" in page


@pytest.mark.parametrize(
    ("view", "shown"),
    [("all", 3), ("owed", 2), ("troubled", 1), ("paid", 1), ("nonsense", 3)],
)
def test_the_list_is_filtered(published, paid, chair, client_of, now, view, shown):
    late = published("F26-1")
    invoices.move(invoice=late, to=Standing(status=InvoiceStatus.OVERDUE), by=None, at=now)
    published("F26-2")
    paid("F26-3")

    page = client_of(chair).get(LIST, {"view": view})

    assert len(page.context["rows"]) == shown


def test_a_number_or_an_owner_finds_an_invoice(published, chair, client_of):
    published()
    published("F26-9", content=b"%PDF-1.7 nine")

    found = [client_of(chair).get(LIST, {"q": wanted}).context["rows"] for wanted in ("f26-9", "mayor 14", "zz")]

    assert [len(rows) for rows in found] == [1, 2, 0]


def test_a_long_list_is_paged_by_key_and_its_rows_come_alone_for_htmx(owner, chair, client_of, now, published):
    file = published().file
    Invoice.objects.bulk_create(
        Invoice(
            owner=owner, file=file, number=f"A-{number}", year=2020, issuer_nif="B1", base=1, tax=0, total=1,
            issued_on=date(2020, 1, 1), published_at=now, announce_after=now, announced_at=now,
            withdrawn_at=now, why_withdrawn="x",
        )
        for number in range(75)
    )  # fmt: skip
    client = client_of(chair)

    first = client.get(LIST)
    second = client.get(LIST, {"before": first.context["older"]}, headers={"HX-Request": "true"})

    assert (len(first.context["rows"]), len(second.context["rows"]), second.context["older"]) == (50, 26, "")
    assert b"<html" not in second.content


def test_a_key_that_is_none_begins_at_the_top(published, chair, client_of):
    published()

    assert [len(client_of(chair).get(LIST, {"before": key}).context["rows"]) for key in ("x", "2026_y", "_")] == [1] * 3


def test_the_list_costs_as_many_queries_with_one_row_as_with_three(published, chair, contract, client_of, counting):
    client = client_of(chair)
    published()
    client.get(LIST)
    with counting() as one:
        client.get(LIST)
    published("F26-2")
    published("F26-3")
    with counting() as three:
        client.get(LIST)

    assert len(one) == len(three)


def test_each_year_is_summed_by_what_for_without_taxes(published, chair, client_of):
    published(charges=[Charge("Cuota", Decimal(90), WhatFor.FEE), Charge("Llaves", Decimal(18))])
    published("F25-1", issued_on=date(2025, 10, 31), base=Decimal("40"), tax=Decimal(0))

    years = client_of(chair).get(LIST).context["years"]

    assert [(year.year, year.total) for year in years] == [(2026, "108,00\xa0€"), (2025, "40,00\xa0€")]
    assert [(part.label, part.amount, part.share) for part in years[0].parts] == [
        ("Cuota de mantenimiento", "90,00\xa0€", 100),
        ("Otras cosas", "18,00\xa0€", 20),
    ]
    assert [part.label for part in years[1].parts] == ["Sin desglosar"]


def test_what_is_not_announced_or_was_withdrawn_before_is_not_there(published, chair, client_of, now):
    hidden = published(announced=False)
    gone = published("F26-2", announced=False)
    invoices.withdraw(invoice=gone, why="x", by=None, at=now)
    client = client_of(chair)

    answers = [client.get(pages.url_for(one) + path).status_code for one in (hidden, gone) for path in ("", "file/")]

    assert answers == [404] * 4
    assert client.get(LIST).context["rows"] == []
    assert client.get(LIST).context["years"] == []


def test_one_withdrawn_stays_with_its_reason_and_its_file_is_handed_to_no_owner(
    published, chair, office, client_of, now
):
    invoice = invoices.withdraw(invoice=published(), why="El importe no era ese.", by=office, at=now)
    client, url = client_of(chair), pages.url_for(invoice)

    assert "Esta factura está retirada: El importe no era ese." in text(client.get(url))
    assert client.get(url + "file/").status_code == 404
    assert client_of(office).get(url + "file/").status_code == 200


def test_whose_mandate_ended_sees_nothing_and_whose_lift_left_reads_on(
    published, owner, chair, former, lift, client_of, now
):
    url = pages.url_for(published())
    owner.tenures.filter(lift=lift).update(to_on=now.date() - timedelta(days=30))

    assert (client_of(former).get(url).status_code, client_of(chair).get(url).status_code) == (404, 200)


@pytest.fixture
def explained(published, contract, visited, standing):
    """An invoice with a line of each sort."""
    fee, keys = contract.clauses.order_by("place")
    lines = [
        Charge("Cuota de octubre", Decimal(90), WhatFor.FEE, visit=visited(30), clause=fee, covered=True, why="todo"),
        Charge("Mano de obra", Decimal(0), list_amount=Decimal(78), breakdown=standing, covered=True),
        Charge("Correa", Decimal(0), quantity=Decimal("2"), list_amount=Decimal(46), breakdown=standing),
        Charge("Dos llaves", Decimal(18), clause=keys, covered=False),
    ]
    return published(charges=lines, account_last="4471")


def test_each_line_leads_to_what_it_charges_for_and_to_its_clause(explained, chair, client_of):
    page = text(client_of(chair).get(pages.url_for(explained)))

    assert "Es la revisión del 24 de octubre : Marta Gil, 2 puntos, 46 min." in page
    assert "Incluida en su cuota: cláusula 3.1 , todo" in page
    assert "Sin contrato: 78,00 € 0,00 €" in page
    assert "Es la avería del 23 de noviembre : El motor de las puertas se ha quemado." in page
    assert "Correa × 2" in page
    assert "Es la misma avería ." in page
    assert "No cubierta: cláusula 6.3 , llaves y mandos" in page
    assert "Base imponible 108,00 € Impuestos 22,68 € Total 130,68 €" in page
    assert "ES•• •••• •••• •• ••••••4471" in page


def test_a_line_leads_to_the_work_it_charges_for(published, ordered, chair, billing, client_of):
    work = ordered(ago=timedelta(days=20))
    url = pages.url_for(published(charges=[Charge("Cables", Decimal(700), work=work)]))

    hers, accounts = (client_of(who).get(url) for who in (chair, billing))

    said = "Es la reparación T-2026-0001 del 3 de noviembre"
    assert f"{said} : Cambiar los cables de tracción." in text(hers)
    assert f'href="{pages.url_for(work)}"' in hers.content.decode()
    assert f"{said}." in text(accounts)
    assert "/works/" not in accounts.content.decode()


def test_who_keeps_the_accounts_reads_no_more_of_a_visit_than_its_day(explained, billing, client_of):
    page = client_of(billing).get(pages.url_for(explained))

    assert "Es la revisión del 24 de octubre. " in text(page)
    assert "Marta Gil" not in text(page)
    assert "quemado" not in text(page)
    assert "/visits/" not in page.content.decode()


def test_an_invoice_costs_as_many_queries_with_one_line_as_with_three(published, visited, chair, client_of, counting):
    def cost(number, lines):
        url = pages.url_for(published(number, charges=[Charge("Cuota", Decimal(1), visit=visited(30))] * lines))
        client = client_of(chair)
        client.get(url)
        with counting() as queries:
            client.get(url)
        return len(queries)

    assert cost("F26-1", 1) == cost("F26-2", 3)


def test_a_returned_receipt_says_when_it_is_charged_again_and_how_to_pay_meanwhile(published, chair, client_of, now):
    Company.objects.update(iban="ES9121000418450200051332")
    companies.forget()
    returned = Standing(
        InvoiceStatus.RETURNED,
        returned_on=date(2026, 11, 10),
        why_returned="sin saldo",
        next_charge_on=date(2026, 12, 5),
    )
    invoice = invoices.move(invoice=published(account_last="4471"), to=returned, by=None, at=now)

    answer = client_of(chair).get(pages.url_for(invoice))

    assert "Su banco devolvió el recibo el 10 de noviembre" in text(answer)
    assert "Motivo que dio: sin saldo. Lo volvemos a pasar el 5 de diciembre." in text(answer)
    assert "Cuenta ES91 2100 0418 4502 0005 1332 Importe 130,68 € Concepto F26-4127 H47218306" in text(answer)
    assert b'class="qr"' in answer.content


def test_what_the_bank_will_charge_is_not_asked_for(published, chair, client_of):
    Company.objects.update(iban="ES9121000418450200051332")
    companies.forget()

    assert client_of(chair).get(pages.url_for(published(account_last="4471"))).context["transfer"] is None


def test_the_original_is_handed_out_byte_for_byte_under_its_name_and_logged(published, chair, client_of):
    invoice = published("F26/4 127", content=b"%PDF-1.7 the very bytes")

    shown = client_of(chair).get(pages.url_for(invoice) + "file/")
    taken = client_of(chair).get(pages.url_for(invoice) + "file/?download")

    assert (shown.content, taken.content) == (b"%PDF-1.7 the very bytes",) * 2
    assert shown["Content-Disposition"] == 'inline; filename="H47218306_2026-10-31_F26-4-127.pdf"'
    assert taken["Content-Disposition"] == 'attachment; filename="H47218306_2026-10-31_F26-4-127.pdf"'
    assert "no-store" in shown["Cache-Control"]
    assert AccessLog.objects.filter(file=invoice.file, person=chair).count() == 2


def test_what_has_happened_names_who_of_the_owners_opened_it_and_nobody_of_ours(
    published, chair, manager, office, client_of
):
    invoice = published()
    for who in (office, manager, chair, manager):
        client_of(who).get(pages.url_for(invoice) + "file/")

    happened = client_of(chair).get(pages.url_for(invoice)).context["happened"]

    assert [what for what, _when in happened] == [
        "Publicada y avisada", "Abierta por Raquel Santos", "Abierta por Pilar Ortega",
    ]  # fmt: skip


def test_checking_reads_the_bytes_and_the_history_anew(published, chair, client_of, private_files):
    invoice = published()
    url = pages.url_for(invoice) + "?check"
    before = client_of(chair).get(url).context["check"]
    next(path for path in private_files.rglob("*") if path.name == invoice.file.sha256).write_bytes(b"%PDF-1.7 forged")

    after = client_of(chair).get(url)

    assert (before.same, before.noted, before.holds) == (True, True, True)
    assert (after.context["check"].same, after.context["check"].well) == (False, False)
    assert "El fichero guardado no es el que se publicó. No la pague sin hablar con nosotros." in text(after)


@pytest.mark.parametrize("who", ["resident", "technician", "neighbour", "billing", "chair", "office"])
def test_a_visit_says_what_it_cost_only_to_who_may_see_money(explained, cast, client_of, who):
    visit = explained.lines.get(place=1).visit
    answer = client_of(getattr(cast, who)).get(pages.url_for(visit))

    assert ("Lo que costó" in text(answer)) == (who in {"chair", "office"})


def test_a_breakdown_says_that_nothing_was_charged_and_a_resident_sees_no_money(explained, cast, client_of):
    url = pages.url_for(explained.lines.get(place=2).breakdown)
    seen = SimpleNamespace(**{who: text(client_of(getattr(cast, who)).get(url)) for who in ("chair", "resident")})

    assert "Lo que costó Nada: va en la cuota. Mano de obra Factura F26-4127 · cubierta 78,00 € 0,00 €" in seen.chair
    assert "€" not in seen.resident
