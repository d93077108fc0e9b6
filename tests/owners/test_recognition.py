"""A file from its bytes to its owner: printed, read apart, and recognised."""

import weasyprint

from owners.enums.reading import PaperKind
from owners.rules.recognition.recognising import Evidence
from owners.rules.recognition.shapes import Fact
from portal.files import readings
from tests.owners.rules.recognition.cast import GAMAZO, recognised
from tests.owners.rules.recognition.layouts import TABLED
from tests.owners.rules.recognition.transcripts import TABLED as LINES


def test_a_printed_invoice_is_its_owners():
    printed = weasyprint.HTML(string=TABLED).write_pdf()

    words = readings.words(printed)
    found = recognised(Evidence("F26-3118.pdf", words))

    assert words == (LINES,)
    assert (found.kind, found.owner, found.confidence) == (PaperKind.INVOICE, GAMAZO.id, 4)
    assert found.value(Fact.NUMBER) == "26/3118"
