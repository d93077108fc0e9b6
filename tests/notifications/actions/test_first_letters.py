"""Owners start silent; the office begins to write to them, once, after it has seen what would go out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Count

from maintenance.enums import Severity
from maintenance.models import Finding, Visit
from notifications.actions import first_letters, messages
from notifications.channels import opening, stopping
from notifications.models import Delivery, Message
from owners.actions import contracts, invoices, speaking
from owners.actions import owners as owning
from owners.actions.contracts import Terms
from owners.actions.invoices import Stated
from owners.enums import Cover, InvoiceStatus
from owners.models import Agency, Beginning, Invoice, Membership, Owner, Wave
from portal.access.roles import Role
from portal.files import store
from portal.jobs import actions as jobs
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from tests.conftest import LONG_AGO, NOW, person

DAY = timedelta(days=1)


@pytest.fixture
def houses(owner, other_owner):
    """Two owners we do not write to, and nothing that waits."""
    return [owner, other_owner]


@pytest.fixture
def raquel(houses, now):
    """She manages both; no chair."""
    agency = Agency.objects.create(name="Fincas Pisuerga")
    who = person("Raquel Santos")
    Membership.objects.create(agency=agency, person=who, from_on=LONG_AGO)
    for owner in houses:
        owning.give_mandate(owner=owner, role=Role.MANAGER, agency=agency, from_on=LONG_AGO, by=None, at=now)
    return who


def _choose(owners, by, at=NOW):
    Pending.objects.all().delete()
    return speaking.choose(owners=[one.pk for one in owners], by=by, at=at)


def _begin(wave, by):
    job = speaking.start(wave=wave, by=by, at=NOW)
    jobs.run(job.pk)
    following.work()


def _told():
    return list(Message.objects.order_by("pk").values_list("touchpoint", "person__name", "decision"))


def test_until_somebody_says_so_nobody_hears_of_what_happens(owner, chair, told):
    messages.tell(entry=told(), at=NOW)

    assert (list(Delivery.objects.filter(state="queued")), _told()) == (
        [],
        [("bulletin_issued", "Pilar Ortega", "owner_not_spoken_to")],
    )


def test_a_wave_begins_with_one_letter_to_each_chair(houses, chair, neighbour, office):
    _begin(_choose(houses, office), office)

    assert _told() == [("first_letter", "Pilar Ortega", "now"), ("first_letter", "Rosa Blanco", "now")]
    assert Owner.objects.exclude(speaking_since=None).count() == 2


def test_who_speaks_for_several_hears_of_all_of_them_once(houses, raquel, chair, office):
    _begin(_choose(houses, office), office)

    assert sorted(_told()) == [("first_letter", "Pilar Ortega", "now"), ("portfolio_welcome", "Raquel Santos", "now")]
    text = Delivery.objects.get(message__person=raquel).text
    assert "Le contaremos lo que pase en 2 titulares, 2 ascensores" in text
    assert ("C.P. Calle Mayor 14" in text, "C.P. Calle Santiago 21" in text) == (True, True)


def test_duties_already_open_are_in_the_first_letter_and_nowhere_else(
    houses, chair, lift, office, technician, plan, now
):
    visit = Visit.objects.create(lift=lift, planned_on=now.date())
    _unpaid(houses[0], now)
    found = {"words": "Guiador gastado", "severity": Severity.SOON, "found_at": now - DAY}
    Finding.objects.create(lift=lift, visit=visit, **found)
    ends_on = (now + 75 * DAY).date()
    terms = Terms("C-1", Cover.FULL, LONG_AGO, term_ends_on=ends_on, renews_months=12, notice_days=60)
    contracts.enter(
        owner=houses[0], lifts=[lift], terms=terms, clauses=[], monthly=Decimal(90), by=None, at=now - 3 * DAY
    )

    _begin(_choose(houses[:1], office), office)

    assert _told() == [("first_letter", "Pilar Ortega", "now")]
    text = Delivery.objects.get().text
    open_ones = text[text.index("Abierto el lunes 23 de noviembre") : text.index("Su ascensor")].splitlines()
    assert [line[2:] for line in open_ones if line.startswith("- ")] == [
        "El contrato C-1 se renueva el 6 de febrero de 2027; para no seguir, avise a más tardar el 7 de diciembre",
        "Calle Mayor 14, Ascensor principal: pendiente de arreglar: Guiador gastado",
        "Factura F26-9 sin pagar: 121,00\N{NO-BREAK SPACE}€",
    ]


def _unpaid(owner, now):
    """An invoice we claim."""
    money = {"base": Decimal(100), "tax": Decimal(21), "total": Decimal(121)}
    stated = Stated("F26-9", "B47000001", now.date() - timedelta(days=60), **money)
    file = store.put(b"%PDF", media_type="application/pdf", at=now)
    made = invoices.publish(owner=owner, file=file, stated=stated, by=None, at=now)
    Invoice.objects.filter(pk=made.pk).update(status=InvoiceStatus.CLAIMED, announced_at=now - DAY)


def test_the_preview_is_what_goes_out_and_leaves_nothing_behind(houses, raquel, chair, office):
    wave = _choose(houses, office)

    foreseen = first_letters.foresee(wave=wave, by=office, at=NOW)

    assert (Message.objects.count(), Entry.objects.filter(kind="speaking.began").count()) == (0, 0)
    assert Owner.objects.exclude(speaking_since=None).count() == 0
    _begin(wave, office)
    sent = Delivery.objects.order_by("message__person__name")
    assert [(one.person.name, one.text) for one in foreseen.letters] == [
        (mail.message.person.name, _unnamed(mail)) for mail in sent
    ]


def _unnamed(mail):
    """Its text, without the names of its message."""
    text = mail.text.strip().replace(stopping.signed(mail.message), "…")
    return text.replace(opening.name_of(mail.message), "…")


def test_the_preview_names_owners_of_whom_nobody_would_read(houses, chair, office):
    foreseen = first_letters.foresee(wave=_choose(houses, office), by=office, at=NOW)

    assert (foreseen.mails, foreseen.unread) == (1, ["C.P. Calle Santiago 21"])


def test_at_night_the_letter_waits_for_the_morning(houses, chair, office):
    late = NOW + timedelta(hours=13)

    (letter,) = first_letters.foresee(wave=_choose(houses[:1], office), by=office, at=late).letters

    assert (letter.goes_at, letter.why) == (
        NOW.replace(day=24, hour=7),
        "Puede esperar: se manda cuando acaban sus horas de silencio.",
    )


def test_a_second_press_begins_nothing(houses, chair, office):
    wave = _choose(houses, office)
    _begin(wave, office)

    with pytest.raises(speaking.CannotStart):
        speaking.start(wave=wave, by=office, at=NOW)

    assert len(_told()) == 1


def test_of_two_waves_with_the_same_owner_the_first_has_him(houses, chair, neighbour, office):
    first, second = _choose(houses[:1], office), _choose(houses, office)
    speaking.start(wave=first, by=office, at=NOW)

    _begin(second, office)

    taken = Beginning.objects.filter(taken_at__isnull=False).values_list("wave", "owner")
    assert sorted(taken) == sorted([(first.pk, houses[0].pk), (second.pk, houses[1].pk)])


def test_a_wave_whose_owners_are_all_taken_cannot_begin(houses, office):
    first, second = _choose(houses, office), _choose(houses, office)
    speaking.start(wave=first, by=office, at=NOW)

    with pytest.raises(speaking.CannotStart):
        speaking.start(wave=second, by=office, at=NOW)

    assert Wave.objects.get(pk=second.pk).started_at is None


def test_a_worker_that_dies_in_between_begins_with_nobody_twice(houses, chair, neighbour, office):
    wave = _choose(houses, office)
    job = speaking.start(wave=wave, by=office, at=NOW)
    speaking.begin(wave.beginnings.order_by("pk")[0], by=office, at=NOW)

    jobs.run(job.pk)
    following.work()

    began = Entry.objects.filter(kind="speaking.began").values("stream").annotate(n=Count("pk"))
    assert ([row["n"] for row in began], len(_told())) == ([1, 1], 2)


def test_who_hears_from_us_already_is_not_begun_with_again(houses, office):
    wave = _choose(houses[:1], office)
    speaking.take(wave, at=NOW)
    Owner.objects.update(speaking_since=NOW - DAY)

    entry = speaking.begin(wave.beginnings.get(), by=office, at=NOW)

    assert (entry, Owner.objects.get(pk=houses[0].pk).speaking_since) == (None, NOW - DAY)


def test_nobody_is_chosen_to_whom_we_write(houses, office):
    Owner.objects.update(speaking_since=NOW)

    with pytest.raises(speaking.CannotStart):
        _choose(houses, office)


def test_a_wave_takes_only_so_many(houses, office, monkeypatch):
    monkeypatch.setattr(speaking, "MOST", 1)

    with pytest.raises(speaking.TooMany):
        _choose(houses, office)
