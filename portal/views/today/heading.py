"""The day in one sentence: «Alguien dentro, tres ascensores parados y dos revisiones fuera de plazo.»"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.rules.spoken import counted


@dataclass(frozen=True)
class Counts:
    """What the sentence counts."""

    inside: int = 0
    stopped: int = 0
    late: int = 0


@dataclass(frozen=True)
class Heading:
    """The part that is an alarm, and the rest."""

    alarm: str
    rest: str


def of(counts: Counts, language: str) -> Heading:
    """The sentence; who is inside comes first and is said apart."""
    if not counts.inside:
        return Heading("", _capital(_calm(counts, language)) + ".")
    alarm = ngettext("alguien dentro", "gente dentro de %(n)s ascensores", counts.inside)
    said = _capital(alarm % {"n": counted(counts.inside, language)})
    more = _parts(counts, language)
    if not more:
        return Heading(said, ".")
    return Heading(said, (", " if len(more) > 1 else _(" y ")) + _joined(more) + ".")


def _calm(counts: Counts, language: str) -> str:
    return _joined(_parts(counts, language)) or _("ningún ascensor parado y ninguna revisión fuera de plazo")


def _parts(counts: Counts, language: str) -> list[str]:
    stopped = ngettext("%(n)s ascensor parado", "%(n)s ascensores parados", counts.stopped)
    late = ngettext("%(n)s revisión fuera de plazo", "%(n)s revisiones fuera de plazo", counts.late)
    said = []
    if counts.stopped:
        said.append(stopped % {"n": counted(counts.stopped, language)})
    if counts.late:
        said.append(late % {"n": counted(counts.late, language, feminine=True)})
    return said


def _joined(parts: list[str]) -> str:
    return _(" y ").join(parts)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
