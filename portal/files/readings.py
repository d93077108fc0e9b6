"""What a PDF that was taken in says of itself: its words, the electronic invoice it may hold, its QR codes.

All are read in a process apart with hard limits (ten seconds, 512 MB): the words by `portal.lib.transcribing`, the
enclosed file by `papers`, the codes by `portal.lib.spotting`. Nothing here understands an invoice.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from portal.files import papers
from portal.files.papers import NoPaper
from portal.lib import spotting, transcribing

# The names under which Factur-X, ZUGFeRD 1 and 2, XRechnung and Facturae travel within a PDF; the first that is there
# is read. An upload of invoices may hold these and no other file.
EINVOICES = (
    "factur-x.xml",
    "xrechnung.xml",
    "zugferd-invoice.xml",
    "ZUGFeRD-invoice.xml",
    "facturae.xml",
    "Facturae.xml",
)


@dataclass(frozen=True)
class Reading:
    """The lines of each page, cells parted by tabs (a scan has empty pages), and the XML of the invoice within.

    `codes` is what the QR codes of the first page say, where somebody asked for them.
    """

    pages: tuple[str, ...]
    einvoice: bytes | None = None
    codes: tuple[str, ...] = ()

    @property
    def is_scanned(self) -> bool:
        """Whether no page says a word."""
        return not any(page.strip() for page in self.pages)


def read(content: bytes) -> Reading:
    """Both; raises NoPaper. Call it outside a transaction: a large one takes seconds, twenty at worst."""
    return Reading(words(content), einvoice(content))


def words(content: bytes) -> tuple[str, ...]:
    """What stands on the first pages; raises NoPaper."""
    return tuple(json.loads(papers.asked(transcribing, content=content)))


def einvoice(content: bytes, held: Collection[str] | None = None) -> bytes | None:
    """The XML it holds under one of the known names; raises NoPaper when the PDF is none we keep.

    `held` are the names of the files within when somebody looked already (`Paper.enclosed`): it spares a process.
    """
    if held is None:
        held = papers.look(content, may_hold=EINVOICES).enclosed
    name = next((name for name in EINVOICES if name in held), None)
    return papers.take_out(content, name) if name else None


def codes(content: bytes) -> tuple[str, ...]:
    """What the QR codes on the first page say; none of a page that cannot be drawn. Takes a fifth of a second."""
    try:
        return tuple(json.loads(papers.asked(spotting, content=content)))
    except NoPaper:
        return ()
