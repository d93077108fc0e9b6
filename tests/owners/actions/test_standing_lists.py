"""The ERP's list of where invoices stand: settled where it is doubtful, and that it changes what it says once."""

from datetime import date

import pytest

from owners.actions import batches, folder, invoices, standing_lists
from owners.enums import InvoiceStatus
from owners.enums.standings import StandingRowState as State
from owners.models import Invoice, StandingList, StandingRow
from owners.rules.standings import Standing
from portal.jobs import actions as jobs
from portal.ledger.models import Entry
from tests.owners.actions.conftest import HEAD
from tests.owners.batches import done, read


def _moved():
    return Entry.objects.filter(kind__in=["invoice.moved", "invoice.returned"]).count()


def test_a_list_moves_what_stands_each_by_an_entry_and_the_second_time_nothing(listed, published, office, now):
    back, paid = published("F26-1"), published("F26-2")
    lines = ("F26-1;Devuelta;09/11/2026;Sin fondos;", "F26/2;Cobrada;;;06/11/2026")

    job = done(standing_lists.start(found=listed(*lines), by=office, at=now))
    again = listed(*lines, name="otra.csv", into=batches.begin(by=office, at=now))

    back.refresh_from_db()
    paid.refresh_from_db()
    assert job.outcome == {"moved": 2, "rows": 2}
    assert Standing.of(back) == Standing(InvoiceStatus.RETURNED, None, date(2026, 11, 9), "Sin fondos")
    assert Standing.of(paid) == Standing(InvoiceStatus.PAID, paid_on=date(2026, 11, 6))
    assert _moved() == 2
    assert set(again.rows.values_list("state", flat=True)) == {State.SAME}


def test_what_somebody_moves_meanwhile_is_not_written_over(listed, published, office, now):
    invoice = published("F26-1")
    found = listed("F26-1;Cobrada;;;")
    invoices.move(invoice=invoice, to=Standing(InvoiceStatus.CLAIMED), by=office, at=now)

    done(standing_lists.start(found=found, by=office, at=now))

    invoice.refresh_from_db()
    row = found.rows.get()
    assert (invoice.status, row.state) == (InvoiceStatus.CLAIMED, State.REFUSED)
    assert row.why == "Alguien la cambió mientras tanto: envíe la lista otra vez."


def test_a_worker_that_dies_midway_is_followed_by_one_that_goes_on(listed, published, office, now, monkeypatch):
    for n in (1, 2, 3):
        published(f"F26-{n}")
    found = listed("F26-1;Cobrada;;;", "F26-2;Cobrada;;;", "F26-3;Cobrada;;;")
    job = standing_lists.start(found=found, by=office, at=now)
    with monkeypatch.context() as dying:
        dying.setattr(jobs, "advance", _dies_at_the_second(jobs.advance))
        jobs.run(job.pk)

    job.refresh_from_db()
    type(job).objects.filter(pk=job.pk).update(beat_at=None)
    done(job)

    assert _moved() == 3
    assert set(Invoice.objects.values_list("status", flat=True)) == {InvoiceStatus.PAID}


def _dies_at_the_second(advance):
    def advanced(job, **told):
        if told["done"] == 2:
            raise OSError("the machine went away")
        advance(job, **told)

    return advanced


def test_a_doubtful_row_waits_until_somebody_settles_it(listed, published, office, now):
    invoice = published("F26-1")
    found = listed("F26-1;RECH;09/11/2026;;")
    row = found.rows.get()

    standing_lists.confirm(
        row=row, to=Standing(InvoiceStatus.RETURNED, returned_on=date(2026, 11, 9)), by=office, at=now
    )
    done(standing_lists.start(found=found, by=office, at=now))

    invoice.refresh_from_db()
    assert (invoice.status, found.rows.get().confirmed_by) == (InvoiceStatus.RETURNED, office)


def test_what_is_left_out_or_nothing_is_not_written_down(listed, published, office, now):
    published("F26-1")
    found = listed("F26-1;RECH;;;")
    standing_lists.leave_out(row=found.rows.get(), by=office, at=now)

    with pytest.raises(standing_lists.NothingToMove):
        standing_lists.start(found=found, by=office, at=now)
    with pytest.raises(standing_lists.Settled):
        standing_lists.leave_out(row=found.rows.get(), by=office, at=now)


def test_one_list_is_written_down_by_one_worker(listed, published, office, now):
    published("F26-1")
    found = listed("F26-1;Cobrada;;;")
    standing_lists.start(found=found, by=office, at=now)

    with pytest.raises(standing_lists.UnderWay):
        standing_lists.start(found=found, by=office, at=now)


def test_what_is_withdrawn_before_it_is_written_down_stays_so(listed, published, office, now):
    invoice = published("F26-1")
    found = listed("F26-1;Cobrada;;;")
    invoices.withdraw(invoice=invoice, why="Error", by=None, at=now)

    job = done(standing_lists.start(found=found, by=office, at=now))

    assert (found.rows.get().why, job.outcome["moved"]) == ("La han retirado mientras tanto.", 0)


def test_of_a_number_two_issuers_share_a_person_says_which_it_is(listed, shared, office, now):
    mine, theirs = shared
    found = listed("F26-1;Cobrada;;;06/11/2026")
    row = found.rows.get()

    standing_lists.choose(row=row, invoice=theirs.pk, by=office, at=now)
    done(standing_lists.start(found=found, by=office, at=now))

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.status, theirs.status) == (InvoiceStatus.ISSUED, InvoiceStatus.PAID)
    assert (found.rows.get().confirmed_by, found.rows.get().state) == (office, State.MOVED)
    with pytest.raises(standing_lists.Settled):
        standing_lists.choose(row=row, invoice=mine.pk, by=office, at=now)


def test_what_was_chosen_stays_when_the_list_is_read_again(batch, listed, shared, office, now):
    mine, _theirs = shared
    found = listed("F26-1;Cobrada;;;")
    standing_lists.choose(row=found.rows.get(), invoice=mine.pk, by=office, at=now)

    read(batch, office)

    assert (found.rows.get().invoice, found.rows.get().state) == (mine, State.CHANGES)


def test_of_two_lines_for_the_same_invoice_the_second_cannot_choose_it(listed, published, other_owner, office, now):
    mine = published("F26-1", series="F26")
    published("F26-1", series="F26", content=b"%PDF-1.7 b", owner=other_owner, issuer_nif="B09000002")
    found = listed("F26-1;Cobrada;;;", "F26F26-1;Devuelta;09/11/2026;;")
    first, second = found.rows.order_by("line")
    standing_lists.choose(row=first, invoice=mine.pk, by=office, at=now)

    with pytest.raises(standing_lists.Taken) as refused:
        standing_lists.choose(row=second, invoice=mine.pk, by=office, at=now)
    with pytest.raises(standing_lists.Settled):
        standing_lists.choose(row=second, invoice=found.pk, by=office, at=now)

    assert (refused.value.line, StandingRow.objects.get(pk=second.pk).state) == (2, State.CHOICE)


@pytest.fixture
def left(tmp_path, company, now):
    """Leaves a list in a watched folder, and has it read as a worker would."""

    def leave(*lines):
        (tmp_path / "estados.csv").write_bytes("\n".join([HEAD, *lines]).encode())
        folder.look(tmp_path, at=now, rest=lambda _seconds: None)
        done(batches.Batch.objects.get().reading)
        return StandingList.objects.get()

    return leave


def test_a_list_in_the_watched_folder_is_written_down_by_itself(left, published):
    invoice = published("F26-1")
    found = left("F26-1;Cobrada;;;06/11/2026", "F26-1;Devuelta;;;", "X-9;Cobrada;;;")

    done(found.moving)

    invoice.refresh_from_db()
    assert (invoice.status, found.moving.created_by) == (InvoiceStatus.PAID, None)
    assert Entry.objects.get(kind="invoice.moved").text["actor"] is None


def test_where_a_row_of_it_is_doubtful_all_of_it_waits_for_a_person(left, published, office, now):
    sure, doubtful = published("F26-1"), published("F26-2")
    found = left("F26-1;Cobrada;;;", "F26-2;RECH;;;")
    waited = found.moving

    standing_lists.leave_out(row=found.rows.get(number="F26-2"), by=office, at=now)
    done(standing_lists.start(found=found, by=office, at=now))

    sure.refresh_from_db()
    doubtful.refresh_from_db()
    assert (waited, sure.status, doubtful.status) == (None, InvoiceStatus.PAID, InvoiceStatus.ISSUED)


def test_what_a_person_drops_waits_for_the_button(listed, published):
    published("F26-1")

    assert listed("F26-1;Cobrada;;;").moving is None


def test_what_is_charged_on_a_day_to_come_is_issued_until_then(listed, published, office, now):
    invoice = published("F26-1")

    found = listed("F26-1;Remesada;05/12/2026", head="Factura;Estado;Fecha cargo")
    done(standing_lists.start(found=found, by=office, at=now))

    invoice.refresh_from_db()
    assert Standing.of(invoice) == Standing(InvoiceStatus.ISSUED, next_charge_on=date(2026, 12, 5))


def test_nobody_confirms_a_day_that_has_not_come(listed, published, office, now):
    published("F26-1")
    row = listed("F26-1;RECH;;;").rows.get()

    with pytest.raises(invoices.ToCome):
        standing_lists.confirm(row=row, to=Standing(InvoiceStatus.PAID, paid_on=date(2026, 12, 5)), by=office, at=now)

    assert StandingRow.objects.get().state == State.DOUBTFUL


def test_a_batch_that_is_closed_lets_what_waits_go(batch, listed, published, office, now):
    published("F26-1")
    found = listed("F26-1;Cobrada;;;")

    batches.close(batch=batch, by=office, at=now)

    assert (found.rows.get().state, found.rows.get().why) == (State.LEFT, f"No se anotó: {office.name} cerró la tanda.")
