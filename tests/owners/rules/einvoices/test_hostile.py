"""An XML is what somebody else wrote: it is refused with words, or read and harmless."""

import time

import pytest

from owners.enums.reading import EInvoiceFlaw
from owners.rules.einvoices.reading import read
from owners.rules.einvoices.shapes import NoEInvoice
from tests.owners.rules.einvoices.samples import UBL

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion laughs": (f'<!DOCTYPE x [<!ENTITY l0 "ja">{LAUGHS}]><Invoice><ID>&l9;</ID></Invoice>', "entities"),
    "quadratic": (f'<!DOCTYPE x [<!ENTITY a "{"a" * 50000}">]><Invoice><ID>{"&a;" * 50000}</ID></Invoice>', "entities"),
    "reads a file": (
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Invoice><ID>&f;</ID></Invoice>', "entities",
    ),
    "fetches": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><Invoice><ID>1</ID></Invoice>', "entities"),
    "parameter": (
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]><Invoice><ID>1</ID></Invoice>', "entities",
    ),
    "deep": (f"<Invoice>{'<a>' * 100000}{'</a>' * 100000}</Invoice>", "heavy"),
    "wide": (f"<Invoice>{'<a/>' * 110000}</Invoice>", "heavy"),
    "vast": (f"<Invoice><ID>{'9' * 9000000}</ID></Invoice>", "heavy"),
    "nul": ("<Invoice><ID>1\0</ID></Invoice>", "broken"),
    "unclosed": ("<Invoice><ID>1</ID>", "broken"),
    "twice": ("<Invoice/><Invoice/>", "broken"),
    "no such encoding": ('<?xml version="1.0" encoding="klingon"?><Invoice/>', "broken"),
    "many-byte encoding": ('<?xml version="1.0" encoding="utf-7"?><Invoice><ID>1</ID></Invoice>', "broken"),
    "empty": ("", "broken"),
    "page": ("<html><body>factura</body></html>", "unknown"),
    "old facturae": ("<Facturae><FileHeader><SchemaVersion>3.1</SchemaVersion></FileHeader></Facturae>", "unknown"),
    "two points": (UBL.replace(">131.77<", ">1.234.56<"), "amount"),
    "comma": (UBL.replace(">131.77<", ">131,77<"), "amount"),
    "no number": (UBL.replace(">131.77<", ">NaN<"), "amount"),
    "endless": (UBL.replace(">131.77<", ">Infinity<"), "amount"),
    "10^40": (UBL.replace(">131.77<", f">1{'0' * 40}<"), "amount"),
    "exponent": (UBL.replace(">131.77<", ">1e40<"), "amount"),
    "other digits": (UBL.replace(">131.77<", ">١٣١<"), "amount"),
    "no day": (UBL.replace("2026-11-05", "2026-02-30"), "day"),
    "year 0": (UBL.replace("2026-11-05", "0000-01-01"), "day"),
    "long number": (UBL.replace("26/3118<", f"{'26/3118' * 50}<"), "long"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_xml_is_refused_with_words(name):
    content, flaw = HOSTILE[name]
    began = time.process_time()

    with pytest.raises(NoEInvoice) as refused:
        read(content.encode())

    assert refused.value.flaw == EInvoiceFlaw(flaw)
    assert "{" not in str(refused.value)
    assert time.process_time() - began < 5


def test_letters_that_are_not_those_it_declares_are_refused():
    with pytest.raises(NoEInvoice) as refused:
        read(UBL.replace("Cuota", "Reparación").encode("latin-1"))

    assert refused.value.flaw == EInvoiceFlaw.BROKEN


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8-sig"])
def test_other_encodings_that_are_declared_are_read(encoding):
    declared = UBL.replace("UTF-8", encoding.replace("-sig", "")).replace("Cuota", "Reparación")

    assert read(declared.encode(encoding)).lines[0].text == "Reparación de mantenimiento, noviembre"


def test_a_long_name_is_cut_and_marks_that_turn_the_reading_are_dropped():
    found = read(UBL.replace("C.P. Calle Gamazo 12", f"C.P. \u202eGamazo\u2066 {'x' * 400}").encode())

    assert found.recipient.name == f"C.P. Gamazo {'x' * 400}"[:300]
