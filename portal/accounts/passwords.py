"""Passwords that a stranger would try first: Spanish words dressed up with figures and signs."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.lib.text import fold

WORDS = Path(__file__).with_name("common_words.txt")


class CommonInSpanish:
    """Refuses what is only common words, figures and signs, however long, and one thing said again and again."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError in words."""
        letters = re.sub(r"[^a-zñ]", "", fold(password))
        if _is_made_of(letters, common_words()) or len(set(password.casefold())) < 5:
            raise ValidationError(_("Es de las primeras que probaría un desconocido. Una frase suya vale más."))

    def get_help_text(self) -> str:
        return _("No use solo palabras corrientes con números.")


@cache
def common_words() -> frozenset[str]:
    """The list, folded."""
    return frozenset(fold(word) for word in WORDS.read_text().split())


def _is_made_of(letters: str, words: frozenset[str]) -> bool:
    """Whether at most two common words, and nothing else, make up the letters."""
    ends = {0}
    for _round in range(2):
        ends |= {end + len(word) for end in ends for word in words if letters.startswith(word, end)}
    return len(letters) in ends
