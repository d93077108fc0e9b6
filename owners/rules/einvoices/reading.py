"""Which syntax a file is written in, and what it says: the way in."""

from owners.enums.reading import EInvoiceFlaw
from owners.rules.einvoices import cii, facturae, markup, ubl
from owners.rules.einvoices.shapes import EInvoice, NoEInvoice


def read(content: bytes) -> EInvoice:
    """The one invoice of the file; raises NoEInvoice, also when it holds several."""
    found = read_all(content)
    if len(found) > 1:
        raise NoEInvoice(EInvoiceFlaw.SEVERAL, str(len(found)))
    return found[0]


def read_all(content: bytes) -> tuple[EInvoice, ...]:
    """Every invoice of the file, at least one; raises NoEInvoice."""
    root = markup.parse(content)
    if ubl.is_ubl(root):
        return (ubl.read(root),)
    if cii.is_cii(root):
        return (cii.read(root),)
    if facturae.is_facturae(root) and (found := facturae.read(root)):
        return found
    raise NoEInvoice(EInvoiceFlaw.UNKNOWN, markup.clean(root.name))
