"""What the codes of UBL and CII say, and the address of the tax agency that any syntax may carry in a text."""

import re
from collections.abc import Iterable, Sequence

from owners.rules import paying
from owners.rules.einvoices.markup import Node
from owners.rules.einvoices.shapes import InvoiceSort

# UNTDID 1001 as EN 16931 lists it: credit notes and corrected invoices.
CORRECTIVE = frozenset({"81", "83", "261", "262", "296", "308", "381", "384", "396", "420", "458", "532"})
# Where a QR code of VeriFactu or TicketBAI leads: the State's agency and the three Basque ones.
TAX_URL = re.compile(
    r"https://(?:(?:www2|prewww2)\.(?:agenciatributaria\.gob|aeat)\.es/wlpl/TIKE-CONT/ValidarQR(?:NoVerifactu)?"
    r"|batuz\.eus/QRTBAI/|tbai\.egoitza\.gipuzkoa\.eus/qr/|ticketbai\.araba\.eus/tbai/qrtbai/)"
    r"\?[\w=&%.:/+~-]{1,400}",
    re.ASCII,
)
MOST_LINK = 400  # letters an invoice keeps of it
# «QR tributario:» above it, «VERI*FACTU» below (HAC/1177/2024, art. 20); the TBAI code beside it (TicketBAI).
BESIDE_QR = re.compile(r"\bQR\b|VERI\W?FACTU|\bTBAI\b|TICKET\W?BAI", re.IGNORECASE)


def sort_of(code: str | None) -> InvoiceSort:
    """By the code of the document; none is an invoice."""
    return InvoiceSort.CORRECTIVE if code in CORRECTIVE else InvoiceSort.INVOICE


def may_be_printed(pages: Sequence[str]) -> bool:
    """Whether the first page may show the QR of a tax agency: a scan, or what the law prints beside it says so."""
    first = pages[0] if pages else ""
    return not first.strip() or BESIDE_QR.search(first) is not None


def tax_link(told: Iterable[str]) -> str:
    """Of what the QR codes of a page say, the first that is the address of a tax agency and nothing else; or none."""
    return next((one for one in told if _leads_there(one)), "")


def _leads_there(told: str) -> bool:
    fits = len(told) <= MOST_LINK and TAX_URL.fullmatch(told) is not None
    return fits and paying.is_allowed(told, paying.TAX_HOSTS)


def tax_url(root: Node) -> str | None:
    """The first address of a tax agency that stands in any text."""
    found = (TAX_URL.search(text) for text in root.all_texts() if "https://" in text)
    return next((one[0] for one in found if one), None)
