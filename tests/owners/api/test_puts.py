"""What the company's programs tell: once, however often; another body only where the trade lets it be."""

import json
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from maintenance.models import Breakdown, Lift, Stop, Visit
from notifications.models import Message
from owners.actions.invoices import announce
from owners.models import Contract, Invoice, Owner, Tenure
from portal.access.scopes import Scope
from portal.files import store
from portal.ledger.models import Entry
from tests.papers import PDF, pdf

OWNER = {"name": "C.P. Calle Nueva 3", "nif": "H-47218306", "address": "Calle Nueva 3"}
LIFT = {
    "building": {"street": "Calle Nueva 3", "city": "Valladolid", "region": "ES-CL"},
    "name": "Único",
    "drive": "traction",
    "rae": "47-009999",
    "speed": "1.00",
    "entered_on": "2024-01-01",
    "owner": "C-7",
}
CONTRACT = {
    "owner": "C-7",
    "lifts": ["A-1"],
    "number": "2024/7",
    "cover": "full",
    "starts_on": "2024-01-01",
    "clauses": [{"number": "3.1", "words": "revisión cada mes", "covers": True}],
    "prices": [{"from_on": "2024-01-01", "monthly": "90.00"}],
}
VISIT = {
    "lift": "A-1",
    "technician": "marta@example.com",
    "started_at": "2026-10-05T08:00:00Z",
    "finished_at": "2026-10-05T08:40:00Z",
    "answers": [{"number": 37, "result": "ok"}],
}
BREAKDOWN = {
    "lift": "A-1",
    "reported_at": "2026-10-07T08:00:00Z",
    "restored_at": "2026-10-07T10:00:00Z",
    "cause": "doors",
}
INVOICE = {
    "owner": "C-7",
    "number": "F26-10",
    "issuer_nif": "B47000001",
    "issued_on": "2026-10-31",
    "base": "90.00",
    "tax": "18.90",
    "total": "108.90",
    "lines": [{"text": "Cuota", "amount": "90.00", "what_for": "fee", "clause": "3.1", "covered": True}],
}
OTHER_PDF = pdf(lambda made: made.add_blank_page())


@pytest.fixture
def erp(program, office, technician, plan, now, private_files):
    """The office's program, and a way to put a thing by the identifier the ERP has for it; two files are here."""
    told = program(office)
    for content in (PDF, OTHER_PDF):
        store.put(content, media_type="application/pdf", at=now)

    def put(things, external_id, body, file=PDF):
        path = f"/api/v1/{things}/by-external-id/erp/{quote(external_id, safe='')}"
        if things != "invoices":
            return told.client.put(path, json.dumps(body), content_type="application/json")
        parts = {"invoice": json.dumps(body), "file": SimpleUploadedFile("original.pdf", file)}
        return told.client.put(path, encode_multipart(BOUNDARY, parts), content_type=MULTIPART_CONTENT)

    return put


@pytest.fixture
def known(erp):
    """An owner with a lift and a contract, told by the program."""
    told = [erp("owners", "C-7", OWNER), erp("lifts", "A-1", LIFT), erp("contracts", "K-1", CONTRACT)]
    assert [one.status_code for one in told] == [201, 201, 201]


EACH = {
    "owners": ("C-7", OWNER),
    "lifts": ("A-1", LIFT),
    "contracts": ("K-1", CONTRACT),
    "visits": ("R-1", VISIT),
    "breakdowns": ("P-1", BREAKDOWN),
    "invoices": ("F-10", INVOICE),
}
MODELS = (Owner, Lift, Contract, Visit, Breakdown, Invoice, Tenure)


def test_told_twice_is_written_once(erp):
    first = {thing: erp(thing, *told) for thing, told in EACH.items()}
    rows, entries = [model.objects.count() for model in MODELS], Entry.objects.count()

    again = {thing: erp(thing, *told) for thing, told in EACH.items()}

    assert {thing: one.status_code for thing, one in first.items()} == dict.fromkeys(EACH, 201)
    assert {thing: one.status_code for thing, one in again.items()} == dict.fromkeys(EACH, 200)
    assert {one.json()["outcome"] for one in again.values()} == {"same"}
    assert [one.json()["id"] for one in first.values()] == [one.json()["id"] for one in again.values()]
    assert (rows, entries) == ([model.objects.count() for model in MODELS], Entry.objects.count())


def test_a_line_leads_to_the_work_it_names(erp, ordered, program, office):
    for thing in ("owners", "lifts", "contracts"):
        erp(thing, *EACH[thing])
    work = ordered(lift=Lift.objects.get(external_id=EACH["lifts"][0]), technician=None)
    named = INVOICE["lines"][0] | {"works_reference": "t-2026-0001"}

    made = erp("invoices", "F-10", INVOICE | {"lines": [named]})

    told = program(office).get(f"invoices/{made.json()['id']}").json()
    assert (told["lines"][0]["work"], told["lines"][0]["works_reference"]) == (str(work.pk), "t-2026-0001")
    assert told["lifts"] == [str(work.lift_id)]


OTHERWISE = {
    "owners": ("name", "C.P. Otra"),
    "lifts": ("maker", "Otis"),
    "contracts": ("notice_days", 30),
    "visits": ("signed_by", "Portería"),
    "breakdowns": ("cause", "drive"),
    "invoices": ("number", "F26-11"),
}


def test_told_otherwise_is_a_conflict_that_names_what_differs(erp):
    for thing, told in EACH.items():
        erp(thing, *told)
    entries = Entry.objects.count()

    answers = {
        thing: erp(thing, EACH[thing][0], EACH[thing][1] | {name: value}) for thing, (name, value) in OTHERWISE.items()
    }

    assert {thing: one.status_code for thing, one in answers.items()} == dict.fromkeys(EACH, 409)
    assert {thing: one.json()["detail"].rpartition(": ")[2] for thing, one in answers.items()} == {
        thing: f"{name}." for thing, (name, _) in OTHERWISE.items()
    }
    assert Entry.objects.count() == entries


def test_the_past_is_history_and_nobody_is_told(erp, known):
    erp("visits", "R-1", VISIT)
    erp("breakdowns", "P-1", BREAKDOWN)
    erp("invoices", "F-1", INVOICE | {"number": "F19-1", "issued_on": "2019-10-31"})

    assert set(Entry.objects.values_list("origin", flat=True)) == {"history"}
    assert Invoice.objects.get().announced_at is not None
    assert not Message.objects.exists()


def test_an_invoice_of_these_days_waits_for_its_hour_as_from_the_page(erp, known):
    erp("invoices", "F-10", INVOICE)

    one = Invoice.objects.get()
    assert (one.announced_at, one.file.sha256, one.lines.get().clause.number) == (None, one.file.sha256, "3.1")
    assert set(Entry.objects.filter(kind="invoice.published").values_list("origin", flat=True)) == {"live"}


def test_an_invoice_moves_as_the_erp_says_once_its_owner_knows_of_it(erp, known, now):
    paid = INVOICE | {"standing": {"status": "paid", "paid_on": "2026-11-05"}}
    erp("invoices", "F-10", INVOICE)

    early = erp("invoices", "F-10", paid)
    announce(invoice=Invoice.objects.get(), at=now)
    moved = erp("invoices", "F-10", paid)

    assert (early.status_code, early.json()["detail"]) == (
        409,
        "Aún no se ha avisado de ella: dígalo cuando tenga `announced_at`.",
    )
    assert (moved.status_code, moved.json()["outcome"], Invoice.objects.get().status) == (200, "changed", "paid")


def test_what_the_bank_charges_on_a_day_to_come_is_issued_until_then(erp, known):
    charged = INVOICE | {"standing": {"status": "charged", "charged_on": "2099-12-05"}}

    said = [erp("invoices", "F-10", charged).json()["outcome"] for _twice in range(2)]

    one = Invoice.objects.get()
    assert said == ["created", "same"]
    assert (one.status, one.charged_on, str(one.next_charge_on)) == ("issued", None, "2099-12-05")


def test_nothing_is_paid_on_a_day_to_come(erp, known):
    answer = erp("invoices", "F-10", INVOICE | {"standing": {"status": "paid", "paid_on": "2099-12-05"}})

    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "El 05/12/2099 no ha llegado: todavía no puede estar cargada, devuelta ni pagada ese día.",
    )
    assert not Invoice.objects.exists()


def test_a_visit_of_somebody_without_an_account_says_his_name(erp, known, program, office):
    told = VISIT | {"technician": "", "done_by": "Ramón Soto"}

    said = [erp("visits", "R-1", told).json()["outcome"] for _twice in range(2)]
    other = erp("visits", "R-1", told | {"done_by": "Otro"})
    neither = erp("visits", "R-2", VISIT | {"technician": ""})

    made = Visit.objects.get()
    assert (said, made.technician, made.who, made.lift.card.last_visit_by) == (
        ["created", "same"],
        None,
        "Ramón Soto",
        "Ramón Soto",
    )
    assert other.json()["detail"] == "Ya está, y dice otra cosa en: done_by."
    assert (neither.status_code, neither.json()["detail"]) == (422, "«done_by» no cuadra con «technician».")
    assert program(office).get("visits").json()["items"][0]["technician"] == "Ramón Soto"


def test_another_file_under_the_same_identifier_is_a_conflict(erp, known):
    erp("invoices", "F-10", INVOICE)

    answer = erp("invoices", "F-10", INVOICE, OTHER_PDF)

    assert (answer.status_code, answer.json()["detail"]) == (409, "Ya está, y dice otra cosa en: file.")


def test_a_contract_takes_a_new_price_and_its_end(erp, known):
    prices = [*CONTRACT["prices"], {"from_on": "2026-01-01", "monthly": "92.16", "why": "IPC"}]

    revised = erp("contracts", "K-1", CONTRACT | {"prices": prices})
    ended = erp(
        "contracts", "K-1", CONTRACT | {"prices": prices, "ended_on": "2026-12-31", "why_ended": "Se va a otra"}
    )
    forgotten = erp("contracts", "K-1", CONTRACT | {"prices": prices})

    one = Contract.objects.get()
    assert [revised.json()["outcome"], ended.json()["outcome"]] == ["changed", "changed"]
    assert list(one.prices.order_by("from_on").values_list("monthly", flat=True)) == [Decimal("90"), Decimal("92.16")]
    assert (str(one.ended_on), forgotten.status_code) == ("2026-12-31", 409)


def test_a_breakdown_has_its_stop_and_its_lift_its_card(erp, known):
    erp("breakdowns", "P-1", BREAKDOWN)

    stop = Stop.objects.get()
    assert (stop.to_at - stop.from_at).total_seconds() == 7200
    assert stop.lift.card.breakdowns_in_90_days == 1


def test_a_lift_never_changes_hands_by_a_program(erp, known):
    erp("owners", "C-8", OWNER | {"nif": "", "name": "C.P. Otra"})

    answer = erp("lifts", "A-1", LIFT | {"owner": "C-8"})

    assert (answer.status_code, Tenure.objects.get().owner.external_id) == (409, "C-7")


WRONG = [
    ("owners", "C-9", {}, "Falta «name»."),
    ("owners", "C-9", OWNER | {"rank": 1}, "No conocemos «rank»."),
    ("owners", "C-9", [], "«{}» no tiene campos."),
    ("owners", " C-9", OWNER, "«external_id» no tiene la forma debida."),
    ("owners", "x" * 81, OWNER, "«external_id» pasa de 80 letras."),
    ("lifts", "A-9", LIFT | {"owner": "C-0"}, "«owner»: no tenemos «C-0»."),
    ("lifts", "A-9", LIFT | {"speed": 1.0}, '«speed» no es un número exacto escrito como texto, p. ej. "108.90".'),
    ("lifts", "A-9", LIFT | {"building": LIFT["building"] | {"time_zone": "Mars/Olympus"}}, None),
    ("contracts", "K-9", CONTRACT | {"prices": []}, "«prices» no cuadra con «starts_on»."),
    ("contracts", "K-9", CONTRACT | {"lifts": ["A-1", "A-2"]}, "«lifts[1]»: no tenemos «A-2»."),
    ("visits", "R-9", VISIT | {"finished_at": "2026-10-05T07:00:00Z"}, "«finished_at» no cuadra con «started_at»."),
    ("visits", "R-9", VISIT | {"finished_at": "2027-10-05T07:00:00Z"}, "«finished_at» todavía no ha llegado."),
    ("visits", "R-9", VISIT | {"technician": "nadie@example.com"}, "«technician»: no tenemos «nadie@example.com»."),
    ("visits", "R-9", VISIT | {"answers": [{"number": 99, "result": "ok"}]}, "«answers[0].number»: no tenemos «99»."),
    ("breakdowns", "P-9", BREAKDOWN | {"restored_at": None}, None),
    ("invoices", "F-9", INVOICE | {"due_on": "2026-01-01"}, "«due_on» no cuadra con «issued_on»."),
    ("invoices", "F-9", INVOICE | {"total": "1e3"}, None),
    ("invoices", "F-9", INVOICE | {"total": "108.91"}, "«total» no cuadra con «base + tax»."),
    (
        "contracts",
        "K-1",
        CONTRACT | {"prices": [*CONTRACT["prices"], {"from_on": "2026-01-01", "monthly": "92.16"}]},
        None,
    ),
    ("invoices", "F-9", INVOICE | {"payment_link": "http://evil.example"}, None),
    ("invoices", "F-9", INVOICE | {"standing": {"status": "returned"}}, None),
]


def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(erp, known):
    before = [model.objects.count() for model in MODELS]

    answers = [(erp(thing, key, body), words) for thing, key, body, words in WRONG]

    assert [one.status_code for one, _ in answers] == [422] * len(WRONG)
    assert [(one.json()["detail"], words) for one, words in answers if words and one.json()["detail"] != words] == []
    assert [model.objects.count() for model in MODELS] == before


def test_a_file_that_is_no_invoice_is_refused_with_its_reason(erp, known):
    answers = [erp("invoices", "F-9", INVOICE, content) for content in (b"\xff\xd8\xff jpeg", b"%PDF-1.7 cut", b"")]

    assert [one.status_code for one in answers] == [422, 422, 422]
    assert not Invoice.objects.exists()


def test_the_same_number_under_another_identifier_is_named(erp, known):
    erp("invoices", "F-10", INVOICE)

    answer = erp("invoices", "F-11", INVOICE, OTHER_PDF)

    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "Ya está publicada: es la F26-10 de C.P. Calle Nueva 3.",
    )


def test_only_the_offices_programs_write_and_only_what_their_token_is_for(program, cast):
    path = "owners/by-external-id/erp/C-7"

    body = OWNER | {"nif": "H47000013"}
    said = {name: program(who).put(path, body).status_code for name, who in vars(cast).items() if who}
    little = program(cast.office, Scope.READ_LIFTS).put(path, body)

    assert {name for name, status in said.items() if status in {200, 201}} == {"office", "admin"}
    assert {status for name, status in said.items() if name not in {"office", "admin"}} == {404}
    assert (little.status_code, little.json()["type"], "owners:write" in little.json()["detail"]) == (
        403,
        "urn:rellano:no-scope",
        True,
    )
