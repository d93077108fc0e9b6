"""A letter laid out as a mail: a text part that can be read aloud, and a page as drawn."""

import re
from typing import Any

from django.template.loader import render_to_string

from notifications.letter import Letter
from portal.company import queries as companies
from portal.web import colour

HOLES = re.compile(r"\n{3,}")
MOST_BOXES = 60  # more would be thinner than a line


def text(letter: Letter) -> str:
    """The text part; what a letter leaves unsaid leaves no hole."""
    told = render_to_string("notifications/mail/letter.txt", {"letter": letter, "company": companies.current()})
    return HOLES.sub("\n\n", told).strip() + "\n"


def html(letter: Letter) -> str:
    """The page; mail clients know no style sheets, so its styles stand in it."""
    return render_to_string("notifications/mail/letter.html", _words(letter))


def _words(letter: Letter) -> dict[str, Any]:
    company = companies.current()
    return {
        "letter": letter,
        "company": company,
        "accent": company.accent,
        "on_accent": colour.on(company.accent),
        "accent_dark": company.accent_dark,
        "on_accent_dark": colour.on(company.accent_dark),
        "boxes": _boxes(letter),
        "weighs": _weighs(letter),
    }


def _boxes(letter: Letter) -> list[str]:
    """A box for each counted thing, by its tone; none when there are too many to be drawn one by one."""
    boxes = [count.tone for count in letter.counts for _box in range(count.number)]
    return boxes if len(boxes) <= MOST_BOXES else []


def _weighs(letter: Letter) -> str:
    return f"{max(1, round(letter.attachment.file.size / 1000))} kB" if letter.attachment else ""
