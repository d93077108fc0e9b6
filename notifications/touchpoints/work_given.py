"""A work beside the visits that was given to a technician, changed, is another's now, or was called off."""

from collections.abc import Sequence
from textwrap import shorten
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maintenance.kinds import works
from maintenance.models import Work
from notifications.notice import Notice
from notifications.queries import staff
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

ROUND, MOST = "today", 80


def notice(entries: Sequence[Entry], person: User) -> Notice:
    """Told after the office gave it its day; of one work a telephone shows only the last word."""
    entry = entries[-1]
    work = Work.objects.select_related("lift__building", "technician__person").get(pk=entry.subject_id)
    title, body = _told(entry, person)
    said = {
        "street": work.lift.building.street,
        "when": _when(work),
        "words": shorten(work.words, MOST, placeholder="…"),
        "name": work.technician.person.name if work.technician else "",
    }
    return Notice(title=title, body=body % said, place=ROUND, tag=work.pk.hex)


def _told(entry: Entry, person: User) -> tuple[str, str]:
    if entry.kind == works.CANCELLED.name:
        return _("Se anula un trabajo"), _("%(street)s, el del %(when)s: %(words)s")
    if not staff.has_it(entry, person):
        whose = _("%(street)s, el %(when)s: ahora lo hace %(name)s.")
        return _("Un trabajo ya no es suyo"), whose if entry.facts["technician"] else _("%(street)s, el %(when)s.")
    if entry.facts.get("from_technician") == entry.facts["technician"]:
        return _("Un trabajo cambia"), _("%(street)s, ahora el %(when)s: %(words)s")
    return _("Tiene un trabajo nuevo"), _("%(street)s, el %(when)s: %(words)s")


def _when(work: Work) -> str:
    begins = work.from_at.astimezone(ZoneInfo(work.lift.building.time_zone))
    said = {"day": date_format(begins, "WEEKDAY_FORMAT"), "hour": words.hour(begins)}
    return _("%(day)s a las %(hour)s") % said


def holds(entry: Entry) -> bool:
    """Until something newer is known of it."""
    later = Entry.objects.of_stream(entry.stream_id).filter(number__gt=entry.number, subject_id=entry.subject_id)
    return not later.filter(kind__in=[kind.name for kind in works.WORKS]).exists()
