"""What the codes of UBL and CII say, and the address of the tax agency that any syntax may carry in a text."""

import re

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


def sort_of(code: str | None) -> InvoiceSort:
    """By the code of the document; none is an invoice."""
    return InvoiceSort.CORRECTIVE if code in CORRECTIVE else InvoiceSort.INVOICE


def tax_url(root: Node) -> str | None:
    """The first address of a tax agency that stands in any text."""
    found = (TAX_URL.search(text) for text in root.all_texts() if "https://" in text)
    return next((one[0] for one in found if one), None)
