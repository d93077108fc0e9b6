"""Visits that were given to a technician, changed their day, or were taken away: one by one, or many in one notice."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance import kinds
from maintenance.models import Lift, Technician
from notifications.notice import Notice
from notifications.queries import staff
from portal.accounts.models import User
from portal.ledger.models import Entry

ROUND = "today"
NAMED = 2  # streets that a notice about many names


def notice(entries: Sequence[Entry], person: User) -> Notice:
    """Told after visits were planned, moved or called off; of one lift only the last word counts."""
    last = list({entry.stream_id: entry for entry in entries}.values())
    if len(last) > 1:
        return _many(last, person)
    entry = last[0]
    title, sentence = SAID[_what(entry, person)]
    said = {"street": _street(entry), "day": _day(entry), "name": _who(entry)}
    return Notice(title=title(), body=sentence() % said, place=ROUND)


def _what(entry: Entry, person: User) -> str:
    """What a fact means to this person: new, moved, theirs no more, or called off."""
    if entry.kind == kinds.VISIT_CANCELLED.name:
        return "off"
    if not staff.has_it(entry, person):
        return "lost"
    before = entry.facts.get("from_technician")
    return "moved" if before == entry.facts["technician"] else "new"


SAID: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "new": (lambda: _("Tiene una revisión nueva"), lambda: _("%(street)s, el %(day)s.")),
    "moved": (lambda: _("Una revisión cambia de día"), lambda: _("%(street)s, ahora el %(day)s.")),
    "lost": (lambda: _("Una revisión ya no es suya"), lambda: _("%(street)s: ahora la hace %(name)s.")),
    "off": (lambda: _("Se anula una revisión"), lambda: _("%(street)s, la del %(day)s.")),
}


def _many(entries: Sequence[Entry], person: User) -> Notice:
    title = ngettext("%(n)s cambio en sus revisiones", "%(n)s cambios en sus revisiones", len(entries))
    happened = [_what(entry, person) for entry in entries]
    counted = [(happened.count("new"), _new), (happened.count("moved"), _moved), (happened.count("lost"), _lost)]
    counted.append((happened.count("off"), _off))
    told = ", ".join(words(number) % {"n": number} for number, words in counted if number)
    streets = list(dict.fromkeys(_street(entry) for entry in entries))
    named = ", ".join(streets[:NAMED])
    more = len(streets) - NAMED
    if more > 0:
        named = _("%(named)s y %(n)s más") % {"named": named, "n": more}
    return Notice(title=title % {"n": len(entries)}, body=f"{told[:1].upper()}{told[1:]}. {named}.", place=ROUND)


def _new(number: int) -> str:
    return ngettext("%(n)s nueva", "%(n)s nuevas", number)


def _moved(number: int) -> str:
    return ngettext("%(n)s cambia de día", "%(n)s cambian de día", number)


def _lost(number: int) -> str:
    return ngettext("%(n)s ya no es suya", "%(n)s ya no son suyas", number)


def _off(number: int) -> str:
    return ngettext("%(n)s anulada", "%(n)s anuladas", number)


def _street(entry: Entry) -> str:
    return Lift.objects.select_related("building").get(pk=entry.stream_id).building.street


def _day(entry: Entry) -> str:
    told = entry.facts["day"]
    return date_format(date.fromisoformat(told), "WEEKDAY_FORMAT") if told else ""


def _who(entry: Entry) -> str:
    technician = Technician.objects.select_related("person").filter(pk=entry.facts["technician"]).first()
    return technician.person.name if technician else ""
