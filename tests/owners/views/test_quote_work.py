"""What was accepted is given its day by the office, and its owner reads which."""

from datetime import timedelta

import pytest
from django.urls import reverse

from maintenance.actions import findings, works
from maintenance.enums import Severity, WorkKind, WorkState
from maintenance.models import Finding, Work
from owners.enums import QuoteState
from owners.models import Quote
from tests.owners.conftest import text

DAY = timedelta(days=1)
TYPED = {
    "kind": "upgrade", "words": "Cambiar los cables de tracción", "from_at": "2026-12-02T09:00",
    "to_at": "2026-12-02T14:00", "stops_service": "on",
}  # fmt: skip


@pytest.fixture
def finding(lift, visited):
    seen = visited(3)
    return Finding.objects.create(
        lift=lift, visit=seen, words="Guiador gastado", severity=Severity.SOON, found_at=seen.finished_at
    )


@pytest.fixture
def accepted(quoted):
    """A quote that was accepted."""

    def accept(number="P26-0031", **more):
        quote = quoted(number, **more)
        Quote.objects.filter(pk=quote.pk).update(state=QuoteState.ACCEPTED)
        return quote

    return accept


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


def _of(name, quote):
    return reverse(f"owners:{name}", args=[quote.pk])


def test_the_office_is_offered_to_give_it_its_day(desk, accepted):
    quote = accepted()

    page = desk.get(_of("office-quote", quote))
    form = desk.get(_of("quote-work", quote)).context["form"]

    assert f'href="{_of("quote-work", quote)}"' in page.content.decode()
    said = (form["kind"].value(), form["words"].value(), form["stops_service"].value())
    assert said == (WorkKind.UPGRADE, "Cambiar los cables de tracción", True)


def test_what_is_typed_becomes_its_work(desk, accepted, technician, office, lift):
    quote = accepted()

    answer = desk.post(_of("quote-work", quote), TYPED | {"technician": technician.pk}, follow=True)

    work = Work.objects.get()
    assert (work.lift, work.kind, work.technician, work.stops_service) == (lift, "upgrade", technician, True)
    assert (work.from_at.hour, work.to_at.hour) == (8, 13)
    assert Quote.objects.get().work == work
    assert "Ya tiene día." in text(answer)
    assert "Previsto para el 2 de diciembre, de 9:00 a 14:00" in text(answer)
    assert "Darle día" not in text(answer)


def test_the_finding_it_mends_goes_with_it_while_it_waits(desk, accepted, finding, office, now):
    quote, late = accepted(finding=finding), accepted("P26-0032", finding=finding)
    begins = desk.get(_of("quote-work", quote)).context["form"]
    desk.post(_of("quote-work", quote), TYPED | {"kind": "repair", "finding": finding.pk})
    findings.settle(finding=finding, words="Cambiado", by=office, at=now)

    after = desk.get(_of("quote-work", late)).context["form"]

    assert (begins["kind"].value(), begins["finding"].value()) == (WorkKind.REPAIR, finding.pk)
    assert Work.objects.get().finding == finding
    assert after.initial["finding"] is None


def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(desk, accepted):
    quote = accepted()

    answer = desk.post(_of("quote-work", quote), TYPED | {"words": "Los cables", "to_at": "2026-12-02T08:00"})

    assert answer.context["form"].errors == {"to_at": ["Termina antes de empezar."]}
    assert "Los cables</textarea>" in answer.content.decode()
    assert 'value="2026-12-02T09:00"' in answer.content.decode()
    assert (Work.objects.exists(), Quote.objects.get().work) == (False, None)


def test_pressed_twice_it_has_one_work(desk, accepted):
    quote = accepted()

    desk.post(_of("quote-work", quote), TYPED)
    again = desk.post(_of("quote-work", quote), TYPED, follow=True)

    assert Work.objects.count() == 1
    assert "o ya lo tiene" in text(again)


def test_of_two_at_once_the_second_makes_none(desk, accepted, monkeypatch):
    quote = accepted()
    monkeypatch.setattr("owners.queries.quotes.may_get_work", lambda _quote: True)
    plan = works.plan

    def meanwhile(**given):
        made = plan(**given)
        Quote.objects.filter(pk=quote.pk).update(work=made)
        return plan(**given)

    monkeypatch.setattr(works, "plan", meanwhile)

    answer = desk.post(_of("quote-work", quote), TYPED, follow=True)

    assert "Alguien acaba de darle día" in text(answer)


def test_nobody_accepted_it_so_there_is_nothing_to_do(desk, quoted):
    quote = quoted()

    answers = [desk.get(_of("quote-work", quote)), desk.post(_of("quote-work", quote), TYPED)]

    assert [answer.headers["Location"] for answer in answers] == [_of("office-quote", quote)] * 2
    assert "Darle día" not in text(desk.get(_of("office-quote", quote)))
    assert not Work.objects.exists()


def test_a_work_called_off_gives_way_to_another(desk, accepted, now):
    quote = accepted()
    desk.post(_of("quote-work", quote), TYPED)
    first = Work.objects.get()
    works.cancel(work=first, why="Falta la pieza", by=None, at=now)

    page = text(desk.get(_of("office-quote", quote)))
    desk.post(_of("quote-work", quote), TYPED)

    assert "Anulado: Falta la pieza" in page
    assert "Darle día" in page
    assert Quote.objects.get().work == Work.objects.exclude(pk=first.pk).get()


def test_its_owner_reads_when_it_is_done_and_that_it_was(desk, chair, client_of, accepted, office, lift):
    quote, hers = accepted(), client_of(chair)
    desk.post(_of("quote-work", quote), TYPED)
    work = Work.objects.get()

    before = hers.get(_of("quote", quote))
    Work.objects.update(state=WorkState.BEGUN, begun_at=work.from_at)
    during = hers.get(_of("quote", quote))
    Work.objects.update(state=WorkState.DONE, ended_at=work.to_at, end_words="Hecho")
    after = hers.get(_of("quote", quote))

    assert "Previsto para el 2 de diciembre, de 9:00 a 14:00" in text(before)
    assert f'href="{reverse("owners:work", args=[work.pk])}"' in before.content.decode()
    assert "En marcha desde el 2 de diciembre, 9:00" in text(during)
    assert "Hecho el 2 de diciembre" in text(after)


def test_who_keeps_the_accounts_reads_the_day_without_a_link(desk, billing, client_of, accepted):
    quote = accepted()
    desk.post(_of("quote-work", quote), TYPED)

    page = client_of(billing).get(_of("quote", quote))

    assert "Previsto para el 2 de diciembre" in text(page)
    assert "/works/" not in page.content.decode()


def test_those_that_wait_for_a_day_come_first_in_the_list(desk, accepted, quoted):
    accepted("P26-0032"), quoted("P26-0033", title="Cambiar la botonera")

    page = text(desk.get(reverse("owners:office-quotes")))

    first, rest = page.split("Esperan a su titular")
    assert "P26-0032" in first.split("Esperan a que les demos día")[1]
    assert ("P26-0032" in rest, "P26-0033" in rest) == (False, True)


def test_one_that_has_its_day_waits_no_more_and_again_when_that_is_called_off(desk, accepted, office, now):
    quote = accepted()
    desk.post(_of("quote-work", quote), TYPED)
    planned = text(desk.get(reverse("owners:office-quotes")))
    works.cancel(work=Work.objects.get(), why="Lo pide la comunidad.", by=office, at=now)

    assert "Esperan a que les demos día" not in planned
    assert "Esperan a que les demos día" in text(desk.get(reverse("owners:office-quotes")))


def test_today_names_those_without_a_day(desk, accepted, quoted):
    accepted("P26-0032"), quoted("P26-0033")

    page = text(desk.get(reverse("today")))

    assert "Presupuestos aceptados sin día Presupuestos Cambiar los cables de tracción" in page
    assert ("P26-0032" in page, "P26-0033" in page) == (True, False)
