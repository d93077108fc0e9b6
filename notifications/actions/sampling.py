"""A letter of a line to look at: the last one that was really written, else one that says where things would stand."""

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from notifications.letter import Letter
from notifications.models import LineVersion, Message
from notifications.models.message import BRING_A_LINK
from notifications.queries import lines
from notifications.touchpoint import Touchpoint
from portal.accounts.models import User


def sample(touchpoint: Touchpoint, version: LineVersion | None, *, language: str, by: User) -> Letter:
    """The letter in that language and in the words of that version."""
    with translation.override(language):
        last = _last(touchpoint)
        if last is None or touchpoint.letter is None:
            return lines.worded(_plain(touchpoint), version, by)
        person, entry = last.person or by, last.entry
        assert entry is not None  # noqa: S101 - `_last` chose one with a fact
        return lines.worded(replace(touchpoint.letter(entry, person), attachment=None), version, person)


def _last(touchpoint: Touchpoint) -> Message | None:
    """The last message of a fact; none of those whose letter gives its reader a link, which would be made anew."""
    if touchpoint.key in BRING_A_LINK:
        return None
    found = Message.objects.filter(touchpoint=touchpoint.key, entry__isnull=False, person__isnull=False)
    return found.select_related("entry__stream", "person").order_by("-created_at", "-pk").first()


def _plain(touchpoint: Touchpoint) -> Letter:
    return Letter(
        title=str(touchpoint.label),
        what_happened=_("Aquí va la frase que dice qué pasó, con su día y su hora."),
        what_next=_("Y aquí, lo que viene después."),
        where=_("Calle del ascensor"),
        why=_("Todavía no se ha escrito ninguna de verdad: esto es una muestra."),
    )
