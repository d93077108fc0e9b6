"""The ERP's list dropped in monthly: what it would change, and that it changes it once."""

from datetime import date

import pytest

from owners.actions import batches, folder, invoices, standing_lists
from owners.actions.batches import Dropped
from owners.enums import InvoiceStatus
from owners.enums.standings import StandingRowState as State
from owners.models import Invoice, ListMapping, StandingList, StandingRow
from owners.queries import remembered
from owners.rules.standings import Standing
from portal.jobs import actions as jobs
from portal.ledger.models import Entry
from tests.owners.batches import NOW, done, dropped, read

HEAD = "Factura;Estado;Fecha devolución;Motivo;Fecha pago"


@pytest.fixture
def batch(office, owner, now):
    return batches.begin(by=office, at=now)


@pytest.fixture
def listed(batch, office):
    """Drops a list into the batch and has it read; answers what it says of standing invoices, if anything."""

    def drop(*lines, head=HEAD, name="estados.csv", content=None, into=None):
        content = "\n".join([head, *lines]).encode() if content is None else content
        item = batches.take(batch=into or batch, dropped=Dropped(name, content), at=NOW)
        read(into or batch, office)
        return StandingList.objects.filter(item=item).first()

    return drop


def _rows(found):
    return [(row.line, row.number, row.state, row.why) for row in found.rows.order_by("line")]


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


def test_what_it_cannot_move_says_why(listed, published, now):
    published("F26-1")
    gone, waiting = published("F26-2"), published("F26-3", announced=False)
    invoices.withdraw(invoice=gone, why="Error", by=None, at=now)
    published("F26-4", content=b"%PDF-1.7 a", issued_on=date(2025, 10, 31))
    published("F26-4", content=b"%PDF-1.7 b")

    found = listed(
        "F26-1;Cobrada;;;", "F26-2;Cobrada;;;", f"{waiting.number};Cobrada;;;", "F26-4;Cobrada;;;", "X-9;Cobrada;;;",
        ";Cobrada;;;", "F26-1;Devuelta;;;", "F26-5;Cobrada;31/02/2026;;",
    )  # fmt: skip

    assert _rows(found) == [
        (2, "F26-1", State.CHANGES, ""),
        (3, "F26-2", State.REFUSED, "Está retirada."),
        (4, "F26-3", State.REFUSED, "Aún no se ha avisado de ella: envíe la lista otra vez después."),
        (5, "F26-4", State.CHOICE, "Hay 2 con ese número: diga cuál es."),
        (6, "X-9", State.UNKNOWN, "No hay ninguna publicada con ese número."),
        (7, "", State.REFUSED, "Falta el número de la factura."),
        (8, "F26-1", State.REFUSED, "Ya está en la línea 2."),
        (9, "F26-5", State.REFUSED, "Fecha devolución: «31/02/2026» no es un día."),
    ]


def test_a_number_written_two_ways_is_one_invoice(listed, published):
    published("F26-1", series="F26")

    found = listed("F26-1;Cobrada;;;", "F26F26-1;Devuelta;09/11/2026;;")

    assert [(row.state, row.why) for row in found.rows.order_by("line")] == [
        (State.CHANGES, ""),
        (State.REFUSED, "Otra línea de la lista ya es de esta factura."),
    ]


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


def test_columns_that_were_said_read_this_list_and_the_next(listed, published, office, now):
    published("F26-1")
    head, line = "Apunte;Sit", "F26-1;RECH"
    assert listed(line, head=head) is None
    item = batches.BatchItem.objects.get(name="estados.csv")
    refused = item.why

    columns, words = {"number": "Apunte", "status": "Sit"}, {"RECH": "overdue"}
    standing_lists.remember(item=item, columns=columns, words=words, by=office, at=now)
    item.refresh_from_db()
    done(item.batch.__class__.objects.get().reading)
    other = listed(line, head=head, name="siguiente.csv", into=batches.begin(by=office, at=now))

    assert refused == "No se sabe en qué columna está el número de la factura. Las que hay: Apunte, Sit."
    assert [StandingList.objects.get(item=item).rows.get().state, other.rows.get().state] == [State.CHANGES] * 2
    assert Standing.read(other.rows.get().after).status == InvoiceStatus.OVERDUE
    assert ListMapping.objects.get().by == office


def test_a_word_that_was_said_once_is_known_in_every_list_after(listed, office, now):
    listed("F26-1;RECH;;;")
    item = batches.BatchItem.objects.get()
    for words in ({"RECH": "overdue"}, {"INC": "claimed"}):
        standing_lists.remember(item=item, columns={"number": "Factura"}, words=words, by=office, at=now)
        done(batches.Batch.objects.get().reading)

    assert remembered.words() == {"RECH": "overdue", "INC": "claimed"}


def test_what_is_withdrawn_before_it_is_written_down_stays_so(listed, published, office, now):
    invoice = published("F26-1")
    found = listed("F26-1;Cobrada;;;")
    invoices.withdraw(invoice=invoice, why="Error", by=None, at=now)

    job = done(standing_lists.start(found=found, by=office, at=now))

    assert (found.rows.get().why, job.outcome["moved"]) == ("La han retirado mientras tanto.", 0)


def test_beside_papers_a_row_of_one_is_its_own_and_the_others_say_what_they_are(batch, listed, published, office):
    published("F26-1")
    dropped(batch, name="F26-3001.pdf")

    found = listed("F26-1;Cobrada;;;", "F26-3001;Cobrada;;;", "F26-9;Cobrada;;;", "=1+1;Cobrada;;;", ";Cobrada;;;")

    assert _rows(found) == [
        (2, "F26-1", State.CHANGES, ""),
        (4, "F26-9", State.UNKNOWN, "No hay ninguna publicada con ese número."),
        (5, "=1+1", State.UNKNOWN, "No hay ninguna publicada con ese número."),
        (6, "", State.REFUSED, "Falta el número de la factura."),
    ]


def test_beside_papers_a_list_without_states_names_the_rows_it_has_no_paper_for(batch, listed, published):
    published("F26-1")
    dropped(batch, name="F26-3001.pdf")

    made = listed("F26-1;1", "F26-3001;2", "F26-9;3", "=1+1;4", ";5", "F26-8;x", head="Factura;Total")

    assert made is None
    assert batch.items.get(name="estados.csv").why == (
        "Línea 6: Falta el número de la factura. Línea 7: Total: «x» no es un importe. Sin su PDF: F26-9, =1+1."
    )


@pytest.fixture
def shared(published, other_owner):
    """One number of two issuers, each to another owner."""
    return published("F26-1"), published("F26-1", content=b"%PDF-1.7 b", owner=other_owner, issuer_nif="B09000002")


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


def test_the_owner_a_row_names_says_which_of_two_it_is(listed, shared):
    mine, _theirs = shared

    found = listed(f"F26-1;Cobrada;{mine.owner.nif}", head="Factura;Estado;NIF")

    assert (found.rows.get().invoice, found.rows.get().state) == (mine, State.CHANGES)


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


def test_a_list_without_states_says_so(batch, listed):
    assert listed("F26-1;10,00", head="Factura;Total") is None

    assert batch.items.get().why == "No va con ningún PDF, ni se ve qué columna dice dónde está cada factura."


def test_a_batch_that_is_closed_lets_what_waits_go(batch, listed, published, office, now):
    published("F26-1")
    found = listed("F26-1;Cobrada;;;")

    batches.close(batch=batch, by=office, at=now)

    assert (found.rows.get().state, found.rows.get().why) == (State.LEFT, f"No se anotó: {office.name} cerró la tanda.")


def test_hostile_lists_are_harmless(batch, office, listed, published):
    published("F26-1")

    odd = listed('=HYPERLINK("http://x");Cobrada;;;', "F26-1;=cmd|' /C calc'!A0;;;", "F26-1; Cobrada;1;2;3;4;5;6;7")
    nul = listed(content=b"Factura;Estado\nF26-1;Cobrada\x00\n", name="nul.csv", into=batches.begin(by=office, at=NOW))
    endless = listed(
        *(f"N-{n};Cobrada;;;" for n in range(1_000)), name="larga.csv", into=batches.begin(by=office, at=NOW)
    )

    assert [(row.state, row.number) for row in odd.rows.order_by("line")] == [
        (State.UNKNOWN, '=HYPERLINK("http://x")'),
        (State.DOUBTFUL, "F26-1"),
        (State.REFUSED, ""),
    ]
    assert nul is None
    assert endless.rows.filter(state=State.UNKNOWN).count() == 1_000
    assert StandingRow.objects.waiting().filter(state=State.CHANGES).count() == 0


def test_amounts_of_comma_and_dot_are_the_same_or_doubtful(listed, published):
    for n in (1, 2, 3, 4):
        published(f"F26-{n}")

    found = listed(
        "F26-1;Cobrada;130,68", "F26-2;Cobrada;130.68 €", "F26-3;Cobrada;1.306,80", "F26-4;Cobrada;1.306",
        head="Factura;Estado;Total",
    )  # fmt: skip

    assert [row.state for row in found.rows.order_by("line")] == [
        State.CHANGES, State.CHANGES, State.DOUBTFUL, State.REFUSED,
    ]  # fmt: skip
