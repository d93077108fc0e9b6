"""What a paper is, by how it is headed or by how its file is called."""

import re
from pathlib import PurePath

from owners.enums.reading import PaperKind
from owners.rules.recognition.sheet import Sheet
from portal.lib.text import fold

# In this order: a corrective invoice is headed as an invoice too, and a certificate speaks of contracts.
HEADINGS = (
    (PaperKind.CORRECTIVE, r"factura (?:simplificada )?rectificativa|factura de abono|nota de (?:credito|abono)"
                           r"|credit note"
                           r"|\bavoir\b|rechnungskorrektur|corrective invoice|^abono\b"),
    (PaperKind.BULLETIN, r"boletin (?:de )?(?:mantenimiento|conservacion|revision|visita|trabajo|asistencia)|parte de "
                         r"(?:mantenimiento|conservacion|revision|trabajo|averia|asistencia)|^boletin\b"),
    (PaperKind.CERTIFICATE, r"certificado|acta de inspeccion|certificate of|declaracion (?:ue )?de conformidad"),
    (PaperKind.CONTRACT, r"contrato de (?:mantenimiento|conservacion|servicio)|^contrato\b|maintenance contract"),
    (PaperKind.INVOICE, r"\bfactura\b|\binvoice\b|\w*rechnung\b|\bfacture\b|gutschrift|\bfra\b"),
)  # fmt: skip
_HEADINGS = tuple((kind, re.compile(text)) for kind, text in HEADINGS)
NAMES = (
    (PaperKind.CORRECTIVE, r"rect(?:ificativa)?s?|abonos?|nc|fr|ab"),
    (PaperKind.BULLETIN, r"bol(?:etin)?(?:es)?|partes?"),
    (PaperKind.CERTIFICATE, r"cert(?:ificado)?s?|actas?|oca|inspeccion"),
    (PaperKind.CONTRACT, r"contratos?|ctr|cto"),
    (PaperKind.INVOICE, r"f|fv|fac|fact|facturas?|fra|fras|inv|invoice"),
)
_NAMES = tuple((kind, re.compile(text)) for kind, text in NAMES)
HEAD = 25  # lines
TITLE, NUMBERED = 30, 60  # letters: a longer cell without a number is a sentence that only mentions the thing


def of_sheet(sheet: Sheet) -> PaperKind | None:
    """By what a line near the top begins with; else by a title or a numbered line that names it."""
    cells = [cell.strip(" -·:*") for line in sheet.lines[:HEAD] for cell in line.plain.split("\t")]
    begins = (kind for cell in cells for kind, form in _HEADINGS if form.match(cell))
    titles = (cell for cell in cells if len(cell) <= TITLE or any(char.isdigit() for char in cell[:NUMBERED]))
    named = (kind for cell in titles for kind, form in _HEADINGS if form.search(cell))
    return next(begins, None) or next(named, None)


def of_name(name: str) -> PaperKind | None:
    """By a word of the file's name: `F26-3140.pdf`, `bol-mayor14.pdf`."""
    words = re.findall(r"[a-z]+", fold(PurePath(name).stem.replace("_", " ")))
    found = (kind for word in words[:4] for kind, form in _NAMES if form.fullmatch(word))
    return next(found, None)
