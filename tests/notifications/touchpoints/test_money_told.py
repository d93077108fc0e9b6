"""Debits, returned receipts, invoices unpaid, renewals and prices: what each mail says, and to whom."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import translation

from notifications import catalogue
from notifications.actions import messages
from notifications.models import Message
from notifications.touchpoints import contract_told, invoice_standing
from owners.actions import ahead, contracts, enquiries, invoices
from owners.actions.contracts import Terms
from owners.actions.enquiries import Saying
from owners.actions.invoices import Stated
from owners.enums import Cover, InvoiceStatus
from owners.enums.enquiries import About, EnquiryKind
from owners.models import Owner
from owners.queries import topics
from owners.rules.standings import Standing
from portal.company.models import Company
from portal.files import store
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry

PHONE = "Si necesita más tiempo o no está de acuerdo, llámenos: 983 555 010."


@pytest.fixture(autouse=True)
def house(company):
    Company.objects.update(iban="ES9121000418450200051332", office_phone="983 555 010", email="hola@duero.example")


@pytest.fixture
def invoice(owner, now, private_files):
    money = {"base": Decimal(108), "tax": Decimal("22.68"), "total": Decimal("130.68")}
    stated = Stated("F26-4127", "B47000001", date(2026, 10, 31), account_last="4471", **money)
    file = store.put(b"%PDF-1.7 invoice", media_type="application/pdf", at=now)
    standing = Standing(next_charge_on=date(2026, 11, 28))
    earlier = now - timedelta(days=20)
    made = invoices.publish(owner=owner, file=file, stated=stated, standing=standing, by=None, at=earlier)
    invoices.announce(invoice=made, at=earlier)
    made.refresh_from_db()
    return made


@pytest.fixture
def contract(owner, lift, now):
    terms = Terms(
        "C-1041", Cover.FULL, date(2024, 1, 1), term_ends_on=date(2025, 2, 1), renews_months=12, notice_days=60
    )
    hand = {"by": None, "at": now}
    return contracts.enter(owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(90), **hand)


def _moved(invoice, now, **to):
    invoices.move(invoice=invoice, to=Standing(**to), by=None, at=now)
    return Entry.objects.exclude(kind="invoice.moved").order_by("-pk").first()


def _letter(make, entry, person, language="es"):
    with translation.override(language):
        return make(entry, person)


def test_a_debit_is_announced_with_its_day_and_account(invoice, chair, now):
    ahead.charges(at=now)

    letter = _letter(invoice_standing.charge_ahead, Entry.objects.get(kind="invoice.charge_ahead"), chair)

    assert letter.title == "El 28 de noviembre se carga la factura F26-4127: 130,68\xa0€"
    assert letter.what_it_means == "Son 130,68\xa0€. La cuenta acaba en 4471."
    assert letter.what_next == "No tiene que hacer nada. Si algo no cuadra, díganoslo antes de ese día."


def test_a_returned_receipt_says_why_and_how_to_pay(invoice, chair, now):
    entry = _moved(
        invoice, now, status=InvoiceStatus.RETURNED, returned_on=date(2026, 11, 20), why_returned="Sin fondos"
    )

    letter = _letter(invoice_standing.returned, entry, chair)

    assert letter.title == "El banco ha devuelto el recibo de la factura F26-4127"
    assert letter.what_it_means == "Motivo que dio: Sin fondos."
    assert letter.what_next == f"Puede pagarla cuando le venga bien estos días. {PHONE}"
    assert dict(letter.details)["Cuenta"] == "ES91 2100 0418 4502 0005 1332"
    assert dict(letter.details)["Concepto"] == "F26-4127 H47218306"


def test_one_that_is_charged_again_says_when(invoice, chair, now):
    again = {"returned_on": date(2026, 11, 20), "next_charge_on": date(2026, 12, 5)}
    entry = _moved(invoice, now, status=InvoiceStatus.RETURNED, **again)

    letter = _letter(invoice_standing.returned, entry, chair)

    assert letter.what_it_means == "Lo volvemos a pasar el 5 de diciembre."
    assert letter.what_next == "Si prefiere no esperar, puede pagarla ahora."


def test_without_an_account_of_ours_there_is_somebody_to_call(invoice, chair, now):
    Company.objects.update(iban="")
    cache.clear()
    entry = _moved(invoice, now, status=InvoiceStatus.OVERDUE)

    letter = _letter(invoice_standing.overdue, entry, chair)

    assert (letter.what_next, letter.details) == (PHONE, ())


def test_an_invoice_unpaid_is_said_without_blame(invoice, chair, now):
    entry = _moved(invoice, now, status=InvoiceStatus.OVERDUE)

    letter = _letter(invoice_standing.overdue, entry, chair)

    assert letter.title == "La factura F26-4127 está sin pagar"
    assert letter.what_it_means == "Está vencida. Si ya la ha pagado, cuente unos días hasta que lo veamos."


def test_a_claim_says_how_to_pay_and_what_we_still_owe_an_answer_to(invoice, chair, owner, now):
    topic = topics.find(chair, now, about=About.INVOICE, key=invoice.pk)
    asking = {"kind": EnquiryKind.QUESTION, "saying": Saying("¿Por qué tanto?"), "topic": topic, "by": chair}
    enquiries.ask(owner=owner, **asking, at=now)
    entry = _moved(invoice, now, status=InvoiceStatus.CLAIMED)

    letter = _letter(invoice_standing.claimed, entry, chair)

    assert entry.kind == "invoice.claimed"
    assert letter.title == "Le reclamamos el pago de la factura F26-4127"
    assert letter.what_it_means == (
        "Si ya la ha pagado, díganoslo y lo miramos. Seguimos debiéndole respuesta a C-2026-0001."
    )
    assert letter.what_next == f"Puede pagarla cuando le venga bien estos días. {PHONE}"


def test_a_renewal_says_until_when_what_it_costs_and_how_to_leave(contract, chair, now):
    ahead.renewals(at=now)

    letter = _letter(contract_told.renewing, Entry.objects.get(kind="contract.renewing"), chair)

    assert letter.title == "El contrato C-1041 se renueva el 1 de febrero de 2027"
    assert letter.what_happened.endswith("se renueva solo el 1 de febrero de 2027, por 1 año.")
    assert letter.what_it_means == "La cuota es hoy de 90,00\xa0€ al mes, sin impuestos."
    assert letter.what_next == (
        "Si quiere seguir, no tiene que hacer nada. Si no, díganoslo por escrito a más tardar el 2 de diciembre. "
        "Nuestro correo es hola@duero.example y nuestro teléfono, el 983 555 010."
    )


def test_a_new_price_says_from_when_how_much_and_why(contract, chair, now):
    new = {"monthly": Decimal("92.70"), "from_on": date(2027, 1, 1), "why": "El IPC de noviembre"}
    contracts.revise_price(contract=contract, **new, by=None, at=now)

    letter = _letter(contract_told.price, Entry.objects.filter(kind="price.revised").last(), chair)

    assert letter.title == "La cuota del contrato C-1041 será de 92,70\xa0€ desde el 1 de enero de 2027"
    assert letter.what_it_means == "Serán 92,70\xa0€ al mes, sin impuestos: +3,0 %. Motivo: El IPC de noviembre."


def test_each_is_told_to_those_it_concerns(invoice, contract, cast, now):
    Owner.objects.update(speaking_since=now - timedelta(days=1))
    ahead.charges(at=now)
    ahead.renewals(at=now)
    _moved(invoice, now, status=InvoiceStatus.RETURNED, returned_on=now.date())
    _moved(invoice, now, status=InvoiceStatus.OVERDUE)
    _moved(invoice, now, status=InvoiceStatus.CLAIMED)
    contracts.revise_price(contract=contract, monthly=Decimal(1), from_on=date(2027, 1, 1), why="", by=None, at=now)

    for entry in Entry.objects.filter(occurred_at=now):
        messages.tell(entry=entry, at=now)

    accounts, house = {cast.chair, cast.manager, cast.billing}, {cast.chair, cast.manager}
    assert {key: set(_people(key)) for key in TOLD} == dict(zip(TOLD, [accounts] * 4 + [house] * 2, strict=True))


TOLD = (
    "invoice_charge_ahead", "invoice_returned", "invoice_overdue", "invoice_claimed", "contract_renewal_ahead",
    "price_change_ahead",
)  # fmt: skip


def _people(key):
    return [message.person for message in Message.objects.filter(touchpoint=key).select_related("person")]


def test_the_price_a_contract_begins_with_is_no_news(contract, chair):
    first = Entry.objects.get(kind="price.revised")

    assert catalogue.named("price_change_ahead").completes(first)


def test_history_is_silent(contract, chair, owner, now):
    Owner.objects.update(speaking_since=now - timedelta(days=1))
    new = {"monthly": Decimal(99), "from_on": date(2027, 1, 1), "why": "", "origin": Origin.HISTORY}
    contracts.revise_price(contract=contract, **new, by=None, at=now)

    messages.tell(entry=Entry.objects.filter(kind="price.revised").last(), at=now)

    assert list(Message.objects.values_list("decision", flat=True)) == ["history"]
