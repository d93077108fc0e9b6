"""What a mail to a program is called: the same words every time, in no language of anybody's, so rules can file it."""

from dataclasses import dataclass
from datetime import date

from owners.rules import naming

FILE_NAMES = ("nif_day_number", "number_nif", "day_number")
SUBJECTS = ("nif_number", "number", "nif_day_number")
WORD, CORRECTS, WITHDRAWN = "FACTURA", "FACTURA RECTIFICATIVA", "RETIRADA"


@dataclass(frozen=True)
class Named:
    """What an invoice is known by."""

    nif: str
    number: str
    day: date
    corrects: bool = False


def file_name(pattern: str, of: Named) -> str:
    """`H47218306_2026-10-31_F26-4127.pdf`, `F26-4127_H47218306.pdf` or `2026-10-31_F26-4127.pdf`."""
    if pattern == "number_nif":
        number = naming.file_name("", of.day, of.number).partition("_")[2]
        return f"{number.removesuffix('.pdf')}_{of.nif}.pdf"
    return naming.file_name("" if pattern == "day_number" else of.nif, of.day, of.number)


def subject(pattern: str, of: Named, *, withdrawn: bool = False) -> str:
    """`FACTURA H47218306 F26-4127`; of one that was withdrawn, `RETIRADA FACTURA H47218306 F26-4127`."""
    word = CORRECTS if of.corrects else WORD
    parts = {
        "nif_number": (of.nif, of.number),
        "number": (of.number,),
        "nif_day_number": (of.nif, f"{of.day:%Y-%m-%d}", of.number),
    }[pattern]
    return " ".join((*((WITHDRAWN,) if withdrawn else ()), word, *parts))
