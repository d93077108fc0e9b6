import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from owners.enums.reading import PaperKind
from owners.rules.recognition.houses import House
from owners.rules.recognition.recognising import Evidence, numbers_of
from owners.rules.recognition.shapes import Fact, Source
from tests.owners.rules.recognition.cast import (
    GAMAZO,
    HOUSE,
    MAYOR,
    OTHER_GAMAZO,
    PAPER,
    ROW,
    XML,
    recognised,
    without,
)  # fmt: skip
from tests.owners.rules.recognition.transcripts import CORRECTIVE, TABLED


def _told(found):
    return found.confidence, found.owner, found.words


def test_a_paper_that_agrees_with_the_list_is_sure():
    found = recognised(row=ROW, has_list=True)

    assert _told(found) == (4, GAMAZO.id, "Todo cuadra con el CSV")
    assert (found.kind, found.value(Fact.NUMBER), found.value(Fact.TOTAL)) == (
        PaperKind.INVOICE, "26/3118", Decimal("131.77"),
    )  # fmt: skip
    assert (found.facts[Fact.TOTAL].source, found.facts[Fact.TOTAL].confidence) == (Source.LIST, 4)


def test_a_paper_that_agrees_with_the_xml_within_is_sure():
    assert _told(recognised(einvoice=XML)) == (4, GAMAZO.id, "Todo cuadra con su XML")


def test_an_xml_alone_is_sure():
    alone = Evidence("26-3118.xml", einvoice=XML, has_pages=False)

    assert _told(recognised(alone)) == (4, GAMAZO.id, "Todo cuadra con su XML")


def test_a_paper_alone_is_sure_when_all_its_parts_hold_together():
    assert _told(recognised()) == (4, GAMAZO.id, "El NIF, el número y los importes del PDF cuadran")


@pytest.mark.parametrize("starts", ["ASCENSORES DUERO, S.L.\nC/", "Base imponible", "C/ Estación"])
def test_a_paper_alone_that_lacks_a_part_is_nearly_sure(starts):
    lines = without(TABLED, "108,90\t", starts) if starts == "Base imponible" else without(TABLED, *starts.split("\n"))

    found = recognised(pages=(lines,))

    assert found.confidence < 4
    assert found.words != ""


def test_a_digit_that_lacks_of_the_nif_is_said_and_the_owner_offered():
    found = recognised(pages=(TABLED.replace("H47051206", "H4705120"),))

    assert _told(found) == (2, None, "Falta un dígito del NIF")
    assert found.guesses[0].owner == GAMAZO.id


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("H47051207", "Un dígito del NIF no cuadra"),
        ("H470512066", "Sobra un dígito del NIF"),
        ("H99999995", "Ningún titular tiene el NIF H99999995"),
    ],
)
def test_a_nif_of_nobody_is_told_by_how_it_differs(read, words):
    found = recognised(pages=(TABLED.replace("N.I.F.: H47051206", f"N.I.F.: {read}"),))

    assert _told(found) == (2, None, words)


def test_an_amount_the_list_says_otherwise_is_doubtful_and_both_are_told():
    found = recognised(row=replace(ROW, base=None, tax=None, total=Decimal("1264.30")), has_list=True)

    assert found.confidence == 2
    assert "El CSV dice 1.264,30\xa0€; el PDF, 131,77\xa0€" in found.words
    assert (found.value(Fact.TOTAL), found.facts[Fact.TOTAL].confidence) == (Decimal("1264.30"), 1)
    assert [told.value for told in found.facts[Fact.TOTAL].otherwise] == [Decimal("131.77")]


def test_what_two_sources_say_is_told_in_the_readers_language():
    with translation.override("en"):
        found = recognised(row=replace(ROW, base=None, tax=None, total=Decimal("1264.30")), has_list=True)

        assert "The CSV says 1,264.30\xa0€; the PDF, 131.77\xa0€" in found.words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": "26/3119"}, "El CSV dice 26/3119; el PDF, 26/3118"),
        ({"owner_nif": "H47091558"}, "El CSV dice H47091558; el PDF, H47051206"),
        ({"issued_on": date(2026, 11, 6)}, "El CSV dice 06/11/2026; el PDF, 05/11/2026"),
        ({"kind": PaperKind.CORRECTIVE}, "El CSV dice Factura rectificativa; el PDF, Factura"),
    ],
)
def test_no_contradiction_is_settled(changed, words):
    found = recognised(row=replace(ROW, **changed), has_list=True)

    assert found.confidence == 2
    assert words in found.words


def test_between_two_owners_nobody_is_the_owner_and_both_are_offered():
    found = recognised(row=replace(ROW, owner_nif=OTHER_GAMAZO.nif), has_list=True)

    assert (found.owner, {guess.owner for guess in found.guesses}) == (None, {GAMAZO.id, OTHER_GAMAZO.id})


def test_a_known_nif_elsewhere_is_not_the_owners_when_its_block_names_another():
    text = f"Factura nº 26/3118\nCliente: Finca Sol, NIF H99999995\nAdministra: C.P. {MAYOR.nif}\nCIF B47218300"

    found = recognised(pages=(text,))

    assert (found.owner, found.value(Fact.OWNER)) == (None, "H99999995")


def test_a_third_number_on_a_paper_leaves_it_nearly_sure():
    found = recognised(pages=(f"{TABLED}\nTécnico: 12345678Z",))

    assert _told(found) == (3, GAMAZO.id, "Solo lo dice el PDF, y no hay con qué compararlo")


def test_a_row_without_an_amount_makes_nothing_sure():
    row = replace(ROW, base=None, tax=None, total=None)

    found = recognised(pages=(without(TABLED, "108,90\t", "Vencimientos"),), row=row)

    assert (found.confidence, found.words) == (2, "No está claro cuál es el total: 108,90\xa0€")


def test_a_row_that_says_no_total_agrees_with_nothing():
    row = replace(ROW, base=None, tax=None, total=None)

    found = recognised(pages=(without(TABLED, "C/ Estación"),), row=row)

    assert _told(found) == (3, GAMAZO.id, "Solo lo dice el PDF, y no hay con qué compararlo")


def test_a_lift_of_two_owners_decides_nothing():
    house = House.of(HOUSE.nif, [GAMAZO, replace(MAYOR, lifts=GAMAZO.lifts)])

    found = recognised(pages=("BOLETÍN DE MANTENIMIENTO\nRAE: 47-003128",), house=house)

    assert (found.owner, {guess.owner for guess in found.guesses}) == (None, {GAMAZO.id, MAYOR.id})


def test_a_number_of_another_series_is_another_number():
    found = recognised(row=replace(ROW, number="R26/3118"), has_list=True)

    assert (found.confidence, found.words) == (2, "El CSV dice R26/3118; el PDF, 26/3118")


def test_amounts_that_are_not_in_euros_are_doubtful():
    found = recognised(pages=(TABLED.replace(" €", "") + "\nMoneda: CHF",))

    assert (found.confidence, found.words) == (2, "No está en euros, sino en CHF")


def test_a_number_without_its_series_is_published_only_with_it():
    text = TABLED.replace("26/3118", "2907")

    assert recognised(pages=(f"{text}\nSerie: 26",)).confidence == 0
    assert recognised(pages=(f"{text}\nSerie: 25",)).confidence == 4


def test_a_file_called_by_another_number_is_doubtful():
    assert _told(recognised(name="F26-3119.pdf")) == (
        2, GAMAZO.id, "El nombre del fichero dice 26-3119; el PDF, 26/3118",
    )  # fmt: skip


def test_a_number_is_written_as_the_paper_writes_it_and_not_as_its_file_is_called():
    assert recognised(name="F26-3118.pdf").value(Fact.NUMBER) == "26/3118"


def test_a_number_that_is_published_already_is_refused():
    found = recognised(pages=(TABLED.replace("26/3118", "26/2907"),))

    assert (found.confidence, found.reasons[0].words) == (0, "La 26/2907 ya está publicada")


def test_a_bulletin_goes_to_the_papers_of_its_lift():
    text = "BOLETÍN DE MANTENIMIENTO\nRAE: 47-003128\nFecha: 12/11/2026"

    found = recognised(pages=(text,))

    assert (found.kind, found.confidence, found.owner) == (PaperKind.BULLETIN, 3, GAMAZO.id)
    assert (
        found.words
        == "No lleva NIF: se sabe por el ascensor 47-003128 · No es una factura: es «Boletín» e iría a Papeles"
    )


def test_a_scan_is_known_by_its_name_alone_and_never_sure():
    found = recognised(pages=("", ""), name="bol-mayor14.pdf")

    assert (found.kind, found.confidence, found.owner, found.guesses[0].owner) == (
        PaperKind.BULLETIN, 2, None, MAYOR.id,
    )  # fmt: skip
    assert "Está escaneada: no se puede leer" in found.words


def test_a_scan_with_its_row_is_doubtful_still():
    found = recognised(pages=("",), name="F26-3118.pdf", row=ROW, has_list=True)

    assert (found.confidence, found.owner, found.value(Fact.TOTAL)) == (2, GAMAZO.id, Decimal("131.77"))


def test_nobodys_paper_is_nearly_nothing():
    found = recognised(pages=("Estimados señores:\nles saludamos",))

    assert _told(found) == (1, None, "No se sabe de quién es · No se reconoce qué papel es")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TABLED.replace("B-47218300", "B-83000000"), "La emite otro NIF: B83000000"),
        (TABLED.replace("05/11/2026", "05/12/2026"), "Su fecha no ha llegado: 05/12/2026"),
        (TABLED.replace("05/11/2026", "05/11/2020"), "Es de hace más de cinco años: 05/11/2020"),
        (TABLED.replace("131,77 €", "132,77 €"), "La base y el impuesto no suman el total"),
        (f"{TABLED}\nNIF {OTHER_GAMAZO.nif}", "Lleva el NIF de 2 titulares"),
        (TABLED.replace("26/3118", ""), "No se lee el número"),
        (TABLED.replace("Fecha\t", "Día\t"), "No está claro cuál es su fecha: 05/11/2026"),
    ],
)
def test_what_is_odd_on_a_paper_makes_it_doubtful(text, words):
    found = recognised(pages=(text,))

    assert (found.confidence, found.words) == (2, words)


def test_an_owner_nobody_can_write_to_is_told_apart():
    house = replace(HOUSE, owners={**HOUSE.owners, GAMAZO.id: replace(GAMAZO, is_reachable=False)})

    assert _told(recognised(house=house)) == (3, GAMAZO.id, "Falta a quién avisar")


def test_a_paper_that_is_not_in_the_list_is_nearly_sure():
    assert _told(recognised(has_list=True)) == (3, GAMAZO.id, "No está en el CSV")


def test_a_credit_note_may_say_its_amounts_with_a_minus_or_without():
    row = replace(
        ROW, number="R26-0012", kind=PaperKind.CORRECTIVE, base=Decimal("1045.00"), tax=Decimal("219.45"),
        total=Decimal("1264.45"),
    )  # fmt: skip

    assert _told(recognised(pages=(CORRECTIVE,), row=row, has_list=True)) == (4, GAMAZO.id, "Todo cuadra con el CSV")


def test_the_row_of_a_file_is_looked_for_by_every_number_it_may_have():
    named = replace(PAPER, name="F26-3118.pdf", einvoice=XML)

    assert numbers_of(named, house=HOUSE) == ["26/3118", "26-3118", "26/3118"]


@pytest.mark.parametrize("text", ["A" * 40_000, ("VAT - " * 50 + "\n") * 100], ids=["run", "labels"])
def test_a_text_made_to_keep_the_reader_busy_does_not(text):
    began = time.process_time()

    recognised(pages=(text,))

    assert time.process_time() - began < 4
