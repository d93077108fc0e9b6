"""Quotes: compared, decided after showing again who one is, and not watched while they are read."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maintenance.enums import Severity
from maintenance.models import Finding
from notifications.models import Delivery
from owners.actions import quotes
from owners.actions.invoices import Charge
from owners.enums import QuoteState
from owners.models import Quote, QuoteDecision
from owners.queries import billing
from portal.files.models import AccessLog
from portal.ledger import following
from portal.ledger.models import Pending
from tests.owners.conftest import text
from tests.papers import PDF

DAY = timedelta(days=1)


@pytest.fixture
def hers(chair, client_of):
    return client_of(chair)


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


@pytest.fixture
def finding(lift, visited):
    seen = visited(3)
    return Finding.objects.create(
        lift=lift, visit=seen, words="Guiador gastado", severity=Severity.SOON, found_at=seen.finished_at
    )


@pytest.fixture
def speaking(owner, now):
    """The office has begun to write to the owner, who knows Carmen."""
    type(owner).objects.filter(pk=owner.pk).update(speaking_since=now - 30 * DAY)
    Pending.objects.all().delete()
    return owner


def _of(name, quote):
    return reverse(f"owners:{name}", args=[quote.pk])


def _say(client, quote, state, **more):
    return client.post(_of("quote-decision", quote), {"state": state} | more)


def _code():
    """The code of the last mail."""
    mail = Delivery.objects.filter(message__touchpoint="sign_in_confirm").latest("created_at")
    return re.search(r"^\s+(\d{6})$", mail.text, re.M)[1]


def test_it_says_why_what_it_costs_and_until_when(hers, quoted):
    page = text(hers.get(_of("quote", quoted())))

    assert [
        words in page for words in ("Los cables están gastados.", "1.210,00 €", "Quedan 30 días", "Mano de obra")
    ] == [True] * 4


def test_other_ways_to_mend_the_same_stand_beside_it(hers, quoted, finding):
    dear = quoted(finding=finding)
    quoted("P26-0032", finding=finding, title="Empalmar los cables", total=Decimal("400"))

    page = text(hers.get(_of("quote", dear)))

    assert re.search(r"Otras formas .* Empalmar los cables .* 400,00 €", page)


def test_a_yes_takes_a_code_and_is_then_told(hers, chair, quoted, office):
    quote = quoted()
    asked = _say(hers, quote, "accepted", words="Adelante.")
    before = Quote.objects.get().state

    done = hers.post(_of("quote-confirmation", quote), {"code": _code()}, follow=True)

    decision = QuoteDecision.objects.get()
    assert (asked.headers["Location"], before) == (_of("quote-confirmation", quote), QuoteState.OPEN)
    assert (decision.state, decision.person, decision.words, decision.confirmed) == (
        "accepted",
        chair,
        "Adelante.",
        "code",
    )
    assert "Aceptado. Le diremos qué día se hace." in text(done)


def test_a_wrong_code_decides_nothing(hers, quoted):
    quote = quoted()
    _say(hers, quote, "accepted")
    wrong = f"{(int(_code()) + 1) % 1_000_000:06}"

    said = text(hers.post(_of("quote-confirmation", quote), {"code": wrong}))

    assert "No es ese. Quedan 2 intentos." in said
    assert not QuoteDecision.objects.exists()


def test_another_code_takes_the_place_of_the_first(hers, quoted):
    quote = quoted()
    _say(hers, quote, "declined", words="Es caro.")
    first = _code()

    told = hers.post(_of("quote-confirmation", quote), {"another": "1"}, follow=True)
    hers.post(_of("quote-confirmation", quote), {"code": first})
    before = QuoteDecision.objects.count()
    hers.post(_of("quote-confirmation", quote), {"code": _code()})

    assert "Le hemos mandado otro código: vale el último." in text(told)
    assert (before, QuoteDecision.objects.get().words) == (0, "Es caro.")


def test_a_code_serves_for_what_it_was_asked_for(hers, quoted):
    one, other = quoted(), quoted("P26-0032")
    _say(hers, one, "accepted")

    answer = hers.post(_of("quote-confirmation", other), {"code": _code()})

    assert (answer.headers["Location"], QuoteDecision.objects.exists()) == (_of("quote", other), False)


def test_the_code_of_another_person_is_none(hers, manager, client_of, quoted):
    quote, theirs = quoted(), client_of(manager)
    _say(theirs, quote, "accepted")
    code = _code()
    _say(hers, quote, "declined")

    hers.post(_of("quote-confirmation", quote), {"code": code})

    assert not QuoteDecision.objects.exists()


def test_it_goes_to_the_meeting_without_a_code(hers, quoted, now):
    quote = quoted()

    _say(hers, quote, "meeting", meeting_on=f"{now.date() + 5 * DAY:%Y-%m-%d}")

    assert (Quote.objects.get().state, Quote.objects.get().meeting_on) == (QuoteState.MEETING, now.date() + 5 * DAY)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Elija una de las tres."),
        ({"state": "meeting"}, "Escriba qué día es la junta."),
        ({"state": "meeting", "meeting_on": "2027-06-01"}, "Tiene que ser entre hoy y el 23/12/2026"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(hers, quoted, said, words):
    page = text(hers.post(_of("quote-decision", quoted()), said | {"words": "Lo miramos."}))

    assert (words in page, "Lo miramos." in page) == (True, True)


def test_who_only_pays_reads_and_does_not_decide(billing, client_of, quoted):
    quote, client = quoted(), client_of(billing)

    page = text(client.get(_of("quote", quote)))

    assert ("¿Qué hacemos?" in page, _say(client, quote, "accepted").status_code) == (False, 404)


def test_the_sheet_has_all_of_it_on_one_page(hers, quoted, finding):
    quote = quoted(finding=finding)

    page = text(hers.get(_of("quote-sheet", quote)))

    assert [words in page for words in ("Guiador gastado", "1.210,00 €", "A favor", quote.file.sha256)] == [True] * 4


def test_the_original_is_handed_out_as_it_came_and_the_office_is_not_told(hers, desk, quoted):
    quote = quoted()

    answer = hers.get(_of("quote-file", quote))

    assert answer.content == b"%PDF-1.7 quote P26-0031"
    assert AccessLog.objects.filter(file=quote.file).count() == 1
    assert "Pilar" not in text(desk.get(_of("office-quote", quote)))


def test_the_office_publishes_one_for_what_was_found(desk, owner, finding, lift):
    url = reverse("owners:finding-quote", args=[finding.pk])
    said = {
        "file": SimpleUploadedFile("p.pdf", PDF), "lift": lift.pk, "number": "P26-0040", "title": "Cambiar el guiador",
        "words": "",
        "issued_on": "2026-11-23", "valid_until": "2026-12-23", "base": "100", "tax": "21,00", "total": "121,00",
        "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0, "lines-0-text": "Guiador", "lines-0-amount": "100",
    }  # fmt: skip

    answer = desk.post(url, said)

    quote = Quote.objects.get()
    assert answer.headers["Location"] == _of("office-quote", quote)
    assert (quote.finding, quote.total, quote.lines.get().text) == (finding, Decimal("121.00"), "Guiador")


def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(desk, owner, lift):
    url = reverse("owners:quote-new") + f"?owner={owner.pk}"
    said = {"lift": lift.pk, "number": "P26-0040", "base": "mil", "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0}

    page = desk.post(url, said | {"lines-0-text": "Guiador"}).content.decode()

    wanted = (
        "Elija el PDF",
        "Escriba el importe así: 1.234,56.",
        "Escriba qué se propone.",
        'value="P26-0040"',
        "Guiador",
    )
    assert [words in page for words in wanted] == [True] * 5


def test_one_that_was_taken_back_says_why(hers, desk, quoted):
    quote = quoted()

    desk.post(_of("quote-withdrawal", quote), {"why": "El precio era otro."})

    page = text(hers.get(_of("quote", quote)))
    assert ("El precio era otro." in page, "¿Qué hacemos?" in page) == (True, False)


def test_who_decides_is_written_to_and_the_office_hears_the_answer(
    speaking, chair, manager, billing, office, quoted, now
):
    quote = quoted(by=office)
    following.work()
    published = Delivery.objects.filter(message__touchpoint="quote_published")
    told = sorted(published.values_list("address", flat=True))
    quotes.decide(quote=quote, state=QuoteState.ACCEPTED, words="Adelante.", confirmed="code", by=chair, at=now)
    following.work()

    answer = Delivery.objects.get(message__touchpoint="quote_answered")
    assert told == ["pilar@example.com", "raquel@example.com"]
    assert (answer.address, answer.message.title) == ("carmen@example.com", "C.P. Calle Mayor 14 acepta el P26-0031")
    assert "«Adelante.»" in answer.text


def test_what_runs_out_and_what_is_taken_back_is_said(speaking, chair, office, quoted, now):
    long_ago, soon = now - 20 * DAY, now.date() + 5 * DAY
    quote = quoted(by=office, at=long_ago, issued_on=long_ago.date(), valid_until=soon)
    quotes.remind_due(at=now)
    quotes.withdraw(quote=quote, why="El precio era otro.", by=office, at=now)
    following.work()

    later = ("quote_expiring", "quote_withdrawn")
    rows = Delivery.objects.filter(message__touchpoint__in=later).order_by("created_at", "pk")
    assert [row.message.touchpoint for row in rows] == [*later]
    assert "Motivo: El precio era otro." in rows[1].text


def test_what_was_accepted_is_what_its_invoice_charges_for(hers, chair, owner, quoted, published, now):
    quote = quoted()
    quotes.decide(quote=quote, state=QuoteState.ACCEPTED, confirmed="code", by=chair, at=now)
    line = Charge("Cables", Decimal("1000"), **billing.linked(owner, "P26-0031"))

    page = hers.get(reverse("owners:invoice", args=[published(charges=[line]).pk])).content.decode()

    assert f'<a href="{_of("quote", quote)}">el presupuesto P26-0031, aceptado</a>' in page


def test_a_quote_nobody_accepted_is_charged_for_by_no_line(owner, quoted):
    quoted()

    assert billing.works(owner, "P26-0031") is None
