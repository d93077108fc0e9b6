from datetime import date

import pytest

from owners.enums.reading import PaperKind
from owners.rules.recognition import filenames
from owners.rules.recognition.shapes import Fact

NAMES = {
    "F26-3140.pdf": {Fact.KIND: PaperKind.INVOICE, Fact.NUMBER: "26-3140"},
    "H47051206_2026-11-05_26-3118.pdf": {
        Fact.OWNER: "H47051206", Fact.ISSUED_ON: date(2026, 11, 5), Fact.NUMBER: "26-3118",
    },
    "FRA-26_3118-H47051206.pdf": {Fact.KIND: PaperKind.INVOICE, Fact.OWNER: "H47051206", Fact.NUMBER: "26_3118"},
    "factura 3118.pdf": {Fact.KIND: PaperKind.INVOICE, Fact.NUMBER: "3118"},
    "Rect-26-R012.pdf": {Fact.KIND: PaperKind.CORRECTIVE, Fact.NUMBER: "26-R012"},
    "bol-mayor14.pdf": {Fact.KIND: PaperKind.BULLETIN},
    "acta oca 2026.pdf": {Fact.KIND: PaperKind.CERTIFICATE},
    "contrato_12.pdf": {Fact.KIND: PaperKind.CONTRACT},
    "scan_0231.pdf": {},
    "IMG_20261105_101010.pdf": {},
    "\u202egpj.arutcaf.pdf": {},
    f"{'x' * 300}.pdf": {},
    "\0\r\n.pdf": {},
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_tells_what_it_holds_and_no_more(name):
    assert {fact: told.value for fact, told in filenames.read(name).items()} == NAMES[name]
