"""A letter laid out for the printer: its words are kept when it is written, its sheet is drawn when it is printed.

The sheet is that of every letter of ours (`owners.documents.cover_letter`): the address behind the window of a DL
envelope. What a mail says with a button is said with a page to open, where its reader gets in by mail.
"""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from notifications.enums import Why
from notifications.letter import Letter
from notifications.models import PaperLetter
from owners.documents import cover_letter
from owners.rules import addresses
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import pdf

STYLESHEETS = (*cover_letter.STYLESHEETS, "notifications/documents/paper.css")
GETS_IN = frozenset({Why.CHOSE_PAPER, Why.UNOPENED})  # causes that say nothing against his address


def body(letter: Letter, person: User, cause: str) -> str:
    """The words, in the language that is on."""
    url = letter.page if person.email and cause in GETS_IN else ""
    said = {
        "letter": letter,
        "company": companies.current(),
        "cause": str(cause),
        "site": cover_letter.typed(settings.SITE_URL),
    }
    return render_to_string("notifications/paper/body.html", said | {"qr": cover_letter.square(url) if url else ""})


def text(letter: Letter) -> str:
    """The same to be read on a page of the office."""
    details = [f"{label}: {words}" for label, words in letter.details]
    told = [*(f"{one.when} · {one.words}".strip(" ·") for part in letter.parts for one in part.lines)]
    opening = f"{letter.what_happened} {letter.what_it_means}".strip()
    return "\n\n".join(part for part in (letter.title, opening, *details, *told, letter.what_next, letter.why) if part)


def html(letter: PaperLetter, *, today: date) -> str:
    """The whole sheet, in its reader's language."""
    delivery = letter.delivery
    message = delivery.message
    with translation.override(message.person.language if message.person else "es"):
        said = cover_letter.frame(window(letter), today=today)
        told = {"title": message.title, "sheet": "paper", "body": mark_safe(delivery.html)}
        return render_to_string("notifications/paper/letter.html", said | told)


def render(letter: PaperLetter, *, today: date) -> bytes:
    """The letter as a PDF (PDF/UA); raises PdfUnavailable without Pango."""
    return pdf.render(html(letter, today=today), stylesheets=STYLESHEETS)


def window(letter: PaperLetter) -> list[str]:
    """Six lines at most: the person, the owner he stands for, the street, the town."""
    who, owner = addresses.window(letter.name, ""), addresses.window(letter.stands_for, "")
    return [*who, *owner[:1], *addresses.window("", letter.address)]
