"""Passwords that a stranger would try first: common Spanish words and one's own name, dressed up with figures."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.lib.text import fold

WORDS = Path(__file__).with_name("common_words.txt")
VARIED = 5  # different characters at least


class FirstGuesses:
    """Refuses what is only such words, figures and signs, however long, and one thing said again and again.

    Django's own check of similarity counts letters in any order, and so refuses many a good phrase.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError in words."""
        letters = re.sub(r"[^a-z]", "", fold(password))
        common, own = common_words(), _own_words(user)
        guessed = _is_made_of(letters, common | own, 2) or _is_made_of(letters, own, 5)
        if guessed or len(set(password.casefold())) < VARIED:
            raise ValidationError(_("Es de las primeras que probaría un desconocido. Una frase suya vale más."))

    def get_help_text(self) -> str:
        return _("No use solo palabras corrientes con números.")


@cache
def common_words() -> frozenset[str]:
    """The list, folded."""
    return frozenset(fold(word) for word in WORDS.read_text().split())


def _own_words(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    return frozenset(re.findall(r"[a-z]{2,}", fold(user.name, user.email or "")))


def _is_made_of(letters: str, words: frozenset[str], most: int) -> bool:
    """Whether so many of the words, and nothing else, make up the letters; no letters at all is yes."""
    ends = {0}
    for _round in range(most):
        ends |= {end + len(word) for end in ends for word in words if letters.startswith(word, end)}
    return len(letters) in ends
