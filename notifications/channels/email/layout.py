"""A letter laid out as a mail: a text part that can be read aloud, and a page as drawn."""

from typing import Any

from django.template.loader import render_to_string

from notifications.letter import Letter
from portal.company import queries as companies


def text(letter: Letter) -> str:
    """The text part."""
    return render_to_string("notifications/mail/letter.txt", _words(letter))


def html(letter: Letter) -> str:
    """The page; mail clients know no style sheets, so its styles stand in it."""
    return render_to_string("notifications/mail/letter.html", _words(letter))


def _words(letter: Letter) -> dict[str, Any]:
    return {"letter": letter, "company": companies.current(), "accent": companies.current().accent}
