"""A house of a few owners, and what comes in for them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from owners.rules.einvoices.reading import read
from owners.rules.recognition.houses import House, KnownOwner
from owners.rules.recognition.recognising import Evidence, recognise
from owners.rules.remittances import Row
from tests.owners.rules.einvoices.samples import UBL
from tests.owners.rules.recognition.layouts import HOUSE_NIF, OWNER_NIF
from tests.owners.rules.recognition.transcripts import TABLED

TODAY = date(2026, 11, 29)
GAMAZO = KnownOwner(
    id=UUID(int=1), name="C.P. Calle Gamazo 12", nif=OWNER_NIF, streets=("Calle Gamazo 12",), lifts=("47-003128",),
    fee=Decimal("108.90"), published={"26/2907": date(2026, 10, 5)},
)  # fmt: skip
OTHER_GAMAZO = KnownOwner(
    id=UUID(int=2), name="C.P. Calle Gamazo 21", nif="H47091558", streets=("Calle Gamazo 21",), fee=Decimal("94.00"),
    published={"26/3102": date(2026, 11, 3)},
)  # fmt: skip
MAYOR = KnownOwner(id=UUID(int=3), name="C.P. Calle Mayor 14", nif="H47021841", streets=("Calle Mayor 14",))
HOUSE = House.of(HOUSE_NIF, [GAMAZO, OTHER_GAMAZO, MAYOR])

ROW = Row(
    line=2, file="F26-3118.pdf", number="26/3118", owner_nif=OWNER_NIF, issued_on=date(2026, 11, 5),
    base=Decimal("108.90"), tax=Decimal("22.87"), total=Decimal("131.77"),
)  # fmt: skip
XML = read(UBL.replace("B47000001", HOUSE_NIF).encode())
PAPER = Evidence("scan.pdf", (TABLED,))


def recognised(evidence=PAPER, house=HOUSE, **changed):
    return recognise(replace(evidence, **changed), house=house, today=TODAY)


def without(text, *starts):
    """The paper without the lines that begin so."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(starts))
