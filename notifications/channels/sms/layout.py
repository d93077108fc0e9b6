"""A letter in two messages at most: who speaks, what happened and where, and the page that tells the rest."""

from notifications.letter import Letter
from notifications.rules import gsm
from portal.company import queries as companies


def text(letter: Letter) -> str:
    """The letter, short."""
    where = f" ({letter.where})" if letter.where and letter.where not in letter.title else ""
    said = f"{companies.current().name}: {letter.title}{where}. {letter.what_next}"
    return gsm.within(said.strip(), letter.page)
