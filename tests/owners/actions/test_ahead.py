"""What is said before it happens: debits and renewals, once each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from owners.actions import ahead, contracts, invoices
from owners.actions.contracts import Terms
from owners.enums import Cover, InvoiceStatus
from owners.rules.standings import Standing
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry

DAY = timedelta(days=1)


@pytest.fixture
def charged(published, now):
    """Announces an invoice so many days ago, charged five days from now."""

    def publish(number="F26-1", *, announced_days_ago=11, coming_in=5, **more):
        standing = Standing(next_charge_on=(now + coming_in * DAY).date(), **more.pop("standing", {}))
        made = published(number, announced=False, standing=standing, **more)
        invoices.announce(invoice=made, at=now - announced_days_ago * DAY)
        made.refresh_from_db()
        return made

    return publish


@pytest.fixture
def agreed(owner, lift, now):
    """A contract whose notice ends so many days from now."""

    def enter(number, *, days, renews=12, ended=None, notice=60):
        ends = now.date() + (days + notice + 1) * DAY
        terms = Terms(
            number, Cover.BASIC, date(2024, 1, 1), term_ends_on=ends, renews_months=renews, notice_days=notice
        )
        hand = {"by": None, "at": now}
        made = contracts.enter(owner=owner, lifts=[lift], terms=terms, clauses=[], monthly=Decimal(90), **hand)
        if ended:
            contracts.end(contract=made, ended_on=now.date() + DAY, why="Lo deja", **hand)
        return made

    return enter


def _facts(kind):
    return [entry.facts for entry in Entry.objects.filter(kind=kind).order_by("number")]


def test_a_debit_is_said_five_days_ahead_once(charged, now):
    charged()

    said = [ahead.charges(at=now + days * DAY) for days in (-1, 0, 0, 1)]

    assert said == [0, 1, 0, 0]
    assert _facts("invoice.charge_ahead") == [{"charge_on": "2026-11-28", "currency": "EUR", "total": "130.68"}]


def test_another_day_of_charge_is_said_again(charged, office, now):
    invoice = charged()
    ahead.charges(at=now)
    moved = Standing(InvoiceStatus.ISSUED, next_charge_on=(now + 9 * DAY).date())
    invoices.move(invoice=invoice, to=moved, by=office, at=now)

    assert [ahead.charges(at=now), ahead.charges(at=now + 4 * DAY)] == [0, 1]


def test_a_mail_that_named_the_day_within_ten_days_is_enough(charged, office, now):
    charged(announced_days_ago=10)
    moved = charged("F26-2", announced_days_ago=3, coming_in=20)
    invoices.move(invoice=moved, to=Standing(next_charge_on=(now + 4 * DAY).date()), by=office, at=now)

    assert ahead.charges(at=now) == 1
    assert Entry.objects.get(kind="invoice.charge_ahead").subject_id == moved.pk


def test_what_is_not_charged_is_not_said(charged, published, now):
    charged("F26-1", coming_in=6)
    charged("F26-2", coming_in=0)
    charged("F26-3", standing={"status": InvoiceStatus.PAID})
    invoices.withdraw(invoice=charged("F26-4"), why="Error", by=None, at=now)
    published("F26-5", announced=False, standing=Standing(next_charge_on=(now + 5 * DAY).date()))
    charged("F26-6", base=Decimal(-100), tax=Decimal(-21))

    assert ahead.charges(at=now) == 0


def test_what_was_sent_to_the_bank_for_a_day_to_come_is_said_by_that_day(charged, office, now):
    invoice = charged(coming_in=30)
    there = Standing(InvoiceStatus.CHARGED, charged_on=(now + 3 * DAY).date())
    invoices.move(invoice=invoice, to=there, by=office, at=now)

    assert ahead.charges(at=now) == 1
    assert _facts("invoice.charge_ahead")[0]["charge_on"] == "2026-11-26"


def test_what_ran_out_and_is_passed_again_is_said_too(charged, office, now):
    charged(standing={"status": InvoiceStatus.OVERDUE})

    assert ahead.charges(at=now) == 1


def test_a_renewal_is_said_while_there_are_thirty_days_to_say_no_once_a_term(agreed, now):
    agreed("C-1", days=30)

    said = [ahead.renewals(at=now + days * DAY) for days in (-1, 0, 1, 30, 365)]

    assert said == [0, 1, 0, 0, 1]
    ends = [facts["ends_on"] for facts in _facts("contract.renewing")]
    assert ends == ["2027-02-22", "2028-02-22"]


def test_what_does_not_renew_itself_is_not_said(agreed, now):
    agreed("C-1", days=10, renews=0)
    agreed("C-2", days=10, ended=True)
    agreed("C-3", days=-1)
    agreed("C-4", days=31)

    assert ahead.renewals(at=now) == 0


def test_what_the_bank_returns_and_what_runs_out_are_facts_of_their_own(published, office, now):
    invoice = published("F26-1")
    back = Standing(InvoiceStatus.RETURNED, returned_on=now.date())

    for to in (
        back,
        Standing(**vars(back) | {"next_charge_on": (now + 9 * DAY).date()}),
        Standing(InvoiceStatus.OVERDUE),
        Standing(InvoiceStatus.CLAIMED),
        Standing(InvoiceStatus.CLAIMED, next_charge_on=(now + 9 * DAY).date()),
    ):
        invoices.move(invoice=invoice, to=to, by=office, at=now)

    kinds = Entry.objects.filter(kind__startswith="invoice.").exclude(kind="invoice.published").order_by("number")
    assert [entry.kind for entry in kinds] == [
        "invoice.announced", "invoice.returned", "invoice.moved", "invoice.overdue", "invoice.claimed", "invoice.moved",
    ]  # fmt: skip
    assert {entry.origin for entry in kinds} == {Origin.LIVE}
