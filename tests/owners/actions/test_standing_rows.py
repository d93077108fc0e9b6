"""What each row of the ERP's list would change, or why it waits."""

from datetime import date

from owners.actions import batches, invoices, standing_lists
from owners.enums import InvoiceStatus
from owners.enums.standings import StandingRowState as State
from owners.models import ListMapping, StandingList, StandingRow
from owners.queries import remembered
from owners.rules.standings import Standing
from tests.owners.batches import NOW, done, dropped


def _rows(found):
    return [(row.line, row.number, row.state, row.why) for row in found.rows.order_by("line")]


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


def test_the_owner_a_row_names_says_which_of_two_it_is(listed, shared):
    mine, _theirs = shared

    found = listed(f"F26-1;Cobrada;{mine.owner.nif}", head="Factura;Estado;NIF")

    assert (found.rows.get().invoice, found.rows.get().state) == (mine, State.CHANGES)


def test_a_list_without_states_says_so(batch, listed):
    assert listed("F26-1;10,00", head="Factura;Total") is None

    assert batch.items.get().why == "No va con ningún PDF, ni se ve qué columna dice dónde está cada factura."


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
