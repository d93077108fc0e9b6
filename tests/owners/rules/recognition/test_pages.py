"""The words of a paper, as WeasyPrint's PDFs of `layouts` are transcribed."""

from datetime import date
from decimal import Decimal

import pytest

from owners.enums.reading import PaperKind
from owners.rules.recognition import pages
from owners.rules.recognition.shapes import Fact
from tests.owners.rules.recognition.habits import PAPERS, TOLD
from tests.owners.rules.recognition.layouts import HOUSE_NIF, OWNER_NIF
from tests.owners.rules.recognition.transcripts import CORRECTIVE, LISTED, ONE_LINE, TABLED, TWO_RATES

DAY, DUE = date(2026, 11, 5), date(2026, 11, 20)
FEE = {
    Fact.KIND: PaperKind.INVOICE, Fact.ISSUER: HOUSE_NIF, Fact.OWNER: OWNER_NIF, Fact.ISSUED_ON: DAY,
    Fact.BASE: Decimal("108.90"), Fact.TAX: Decimal("22.87"), Fact.TOTAL: Decimal("131.77"),
}  # fmt: skip


def _read(text):
    found = pages.read([text], house_nif=HOUSE_NIF, known={OWNER_NIF})
    return {fact: told.value for fact, told in found.items()}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        pytest.param(TABLED, {
            Fact.NUMBER: "26/3118", Fact.DUE_ON: DUE, Fact.LIFT: "47-003128", Fact.CURRENCY: "EUR",
            Fact.OWNER_NAME: "C.P. CALLE GAMAZO 12",
        }, id="tabled"),
        pytest.param(LISTED, {
            Fact.NUMBER: "26/3118", Fact.DUE_ON: DUE, Fact.LIFT: "47-003128", Fact.WORKS: "OT-2026-118",
            Fact.OWNER_NAME: "Comunidad de Propietarios Calle Gamazo 12", Fact.CURRENCY: "EUR",
        }, id="listed"),
        pytest.param(ONE_LINE, {
            Fact.SERIES: "26", Fact.NUMBER: "3118", Fact.DUE_ON: DUE, Fact.LIFT: "47-003128",
            Fact.OWNER_NAME: "C.P. Gamazo 12",
        }, id="one-line"),
        pytest.param(CORRECTIVE, {
            Fact.KIND: PaperKind.CORRECTIVE, Fact.NUMBER: "R26-0012", Fact.CORRECTED: "26/2907", Fact.CURRENCY: "EUR",
            Fact.BASE: Decimal("-1045.00"), Fact.TAX: Decimal("-219.45"), Fact.TOTAL: Decimal("-1264.45"),
            Fact.OWNER_NAME: "C.P. Calle Gamazo 12",
        }, id="corrective"),
        pytest.param(TWO_RATES, {
            Fact.NUMBER: "2026-A-03118", Fact.CHARGED_ON: DUE, Fact.CURRENCY: "EUR", Fact.BASE: Decimal("1500.00"),
            Fact.TAX: Decimal("260.00"), Fact.TOTAL: Decimal("1760.00"), Fact.OWNER_NAME: "CDAD. PROP. GAMAZO 12",
        }, id="two-rates"),
    ],
)  # fmt: skip
def test_an_invoice_is_read_however_it_is_laid_out(text, more):
    assert _read(text) == FEE | more


@pytest.mark.parametrize("name", PAPERS)
def test_the_habits_of_other_programs_are_read_too(name):
    found = pages.read([PAPERS[name]], house_nif=HOUSE_NIF, known={OWNER_NIF, "A58818501"})

    said = {fact: told.value for fact, told in found.items()}
    for unasked in (Fact.KIND, Fact.CURRENCY, Fact.OWNER_NAME):
        said.pop(unasked, None)
    assert said == TOLD[name]


def test_totals_that_do_not_hold_are_read_and_less_sure():
    found = pages.read([TABLED.replace("131,77", "132,77")], house_nif=HOUSE_NIF)

    assert (found[Fact.TOTAL].value, found[Fact.TOTAL].confidence) == (Decimal("132.77"), 1)


def test_the_sum_of_two_rates_is_not_worked_out():
    without = "\n".join(line for line in TWO_RATES.split("\n") if not line.startswith(("Total base", "Total IVA")))

    found = _read(without)

    assert (found[Fact.TOTAL], found.get(Fact.TAX)) == (Decimal("1760.00"), None)
    assert Decimal("1500.00") not in found.values()


def test_a_bulletin_has_a_number_and_no_amounts():
    found = _read(
        "BOLETÍN DE MANTENIMIENTO Nº 26-11-0398\nComunidad: C.P. Calle Mayor 14 · RAE: 47-003128\nTotal 12,00"
    )

    assert (found[Fact.KIND], found[Fact.NUMBER], found[Fact.LIFT], found.get(Fact.TOTAL)) == (
        PaperKind.BULLETIN, "26-11-0398", "47-003128", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Certificado de inspección periódica", PaperKind.CERTIFICATE),
        ("CONTRATO DE MANTENIMIENTO", PaperKind.CONTRACT),
        ("Parte de trabajo", PaperKind.BULLETIN),
        ("Nota de abono", PaperKind.CORRECTIVE),
        ("Estimados vecinos:", None),
    ],
)
def test_a_paper_is_what_it_is_headed_as(title, kind):
    text = f"Ascensores Duero\n{title}\nLa factura de este mes llegará más tarde, con el contrato"

    assert _read(text).get(Fact.KIND) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\t\n",
        "\0\u202e" * 500,
        "Total " * 20_000,
        "9" * 100_000,
        "1.234.56 NaN " * 5000,
        "a\t" * 50_000,
        "Nº " * 30_000,
    ],
    ids=["empty", "blank", "marks", "labels", "figures", "nonsense", "cells", "numbers"],
)
def test_a_hostile_text_is_read_within_bounds(text):
    pages.read([text] * 12, house_nif=HOUSE_NIF)
