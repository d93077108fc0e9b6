"""What an electronic invoice says, as it says it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from owners.enums.reading import EInvoiceFlaw


class Syntax(StrEnum):
    """In which of the three languages it is written."""

    UBL = "UBL"
    CII = "CII"
    FACTURAE = "Facturae"


class InvoiceSort(StrEnum):
    """Whether it stands for itself or corrects another (a credit note does)."""

    INVOICE = "invoice"
    CORRECTIVE = "corrective"


class NoEInvoice(Exception):
    """The bytes are no electronic invoice we read; its text is for who sent it."""

    def __init__(self, flaw: EInvoiceFlaw, value: str = "") -> None:
        super().__init__(flaw)
        self.flaw, self.value = flaw, value[:60]

    def __str__(self) -> str:
        return str(self.flaw.label).format(value=self.value)


@dataclass(frozen=True)
class Party:
    """Who issues or receives it; `nif` is the tax number as written, perhaps with its country before it."""

    name: str | None = None
    nif: str | None = None


@dataclass(frozen=True)
class Line:
    """One line; `net` is what it comes to before tax, `tax_rate` a percentage."""

    text: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    net: Decimal | None = None
    tax_rate: Decimal | None = None
    works: str | None = None


@dataclass(frozen=True)
class Payment:
    """How it is paid: `means` is the code of its syntax (UNTDID 4461, or Facturae's own), the IBAN is whose is paid."""

    means: str | None = None
    iban: str | None = None
    debited_iban: str | None = None
    reference: str | None = None
    mandate: str | None = None


@dataclass(frozen=True)
class References:
    """What it points at: the buyer's order, the contract, and the works (a project or a delivery note)."""

    buyer: str | None = None
    order: str | None = None
    contract: str | None = None
    works: str | None = None


@dataclass(frozen=True)
class EInvoice:
    """An invoice as its XML says; amounts keep the decimals they were written with."""

    syntax: Syntax
    profile: str | None
    sort: InvoiceSort
    number: str | None
    issuer: Party
    recipient: Party
    series: str | None = None
    corrected: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    currency: str | None = None
    base: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    payable: Decimal | None = None
    lines: tuple[Line, ...] = ()
    payment: Payment = field(default_factory=Payment)
    references: References = field(default_factory=References)
    tax_url: str | None = None
