"""Somebody is shut in: it rings until somebody goes, and then no more."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from maintenance import kinds
from maintenance.models import Breakdown
from maintenance.queries import ringing
from notifications.letter import Letter
from notifications.notice import Notice
from notifications.queries import staff
from notifications.rules import gsm
from notifications.touchpoints import about
from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words


def notice(entries: Sequence[Entry], person: User) -> Notice:
    """Told with each turn of the ringing; the next one takes its place."""
    found = about.breakdown(entries[-1])
    body = _("%(street)s, %(lift)s, desde las %(hour)s. Nadie ha dicho que va.") % _said(found)
    return Notice(
        title=_("Alguien encerrado"),
        body=body,
        place=_place(found),
        tag=found.pk.hex,
        rings=str(found.pk),
        url=_page(found, person),
    )


def ended(entries: Sequence[Entry], person: User) -> Notice:
    """Told once somebody goes, or they are out; it takes the place of what rang."""
    entry = entries[-1]
    found = about.breakdown(entry)
    if entry.kind == kinds.BREAKDOWN_FREED.name:
        body = _("Ya ha salido quien estaba dentro.")
    else:
        body = _("Va %(name)s.") % {"name": found.who}
    title = _("Ya no suena: %(street)s") % _said(found)
    place, page = _place(found), _page(found, person)
    return Notice(title=title, body=body, place=place, tag=found.pk.hex, ends=str(found.pk), url=page)


def letter(entry: Entry, person: User) -> Letter:
    """The same by mail: to who leads the office, and to whoever has no telephone that rings."""
    found = about.breakdown(entry)
    heard = ringing.rung(found, ringing.since(found)).order_by("turn", "pk")
    names = ", ".join(dict.fromkeys(row.person.name for row in heard if row.person_id != person.pk))
    return Letter(
        title=_("Alguien encerrado en %(street)s, y nadie va") % {"street": about.street(found.lift)},
        what_happened=_("Hay alguien dentro de %(lift)s, en %(street)s, desde las %(hour)s.") % _said(found),
        what_it_means=_("Ha sonado en el teléfono de %(names)s, y nadie ha dicho que va.") % {"names": names}
        if names
        else _("No hay nadie de guardia: suena directamente aquí."),
        what_next=_("Sigue sonando cada dos minutos hasta que alguien la coja."),
        where=found.lift.building.street,
        why=_("Le escribimos porque le toca responder cuando hay alguien encerrado."),
        action_words=_("Abrir la avería"),
        action_url=settings.SITE_URL + _page(found, person),
    )


def text(entry: Entry, person: User) -> str:
    """The same by SMS, beside the rest, with the first turn that rings for somebody: one is enough to wake him."""
    if not staff.first_turn(entry, person):
        return ""
    found = about.breakdown(entry)
    told = notice([entry], person)
    return gsm.within(f"{told.title}. {told.body}", settings.SITE_URL + _page(found, person))


def _said(found: Breakdown) -> dict[str, str]:
    since = about.local(found.lift, ringing.since(found))
    return {"street": found.lift.building.street, "lift": found.lift.name, "hour": words.hour(since)}


def _place(found: Breakdown) -> str:
    return f"breakdown/{found.pk}"


def _page(found: Breakdown, person: User) -> str:
    """The office's page, or the technician's app."""
    if grants.may(person, Permission.RUN_OFFICE):
        return pages.address("maintenance:breakdown", found.pk)
    return f"{pages.address('field:shell')}#{_place(found)}"
