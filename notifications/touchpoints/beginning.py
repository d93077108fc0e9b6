"""The first letter to an owner: who we are, how we write, and what is open today. Whoever speaks for several owners of
a wave gets one for all of them.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.letter import Contact, Letter, Line, Part
from notifications.queries import listeners, waves
from notifications.rules import digests
from owners.models import Owner
from owners.queries import duties, people, scope
from owners.queries.duties import Duty, Holding
from owners.queries.people import Told
from owners.queries.speaking import FIRST
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.models import Entry
from portal.web import pages, words

OPEN_SHOWN, LIFTS_SHOWN, OWNERS_SHOWN = 30, 20, 60  # lines in one mail; the rest stand in the portal
NAME_IN_TITLE = 60


def of_one(entry: Entry, at: datetime) -> list[Told]:
    """Chair and manager, unless several owners of this wave are theirs."""
    told = people.told_of_owner(entry.stream_id, FIRST, at)
    return [one for one in told if len(waves.owners_of(one.person, entry, at)) == 1]


def of_several(entry: Entry, at: datetime) -> list[Told]:
    """Those to whom several are: they hear of all of them with the first."""
    told = people.told_of_owner(entry.stream_id, FIRST, at)
    found = [(one, waves.owners_of(one.person, entry, at)) for one in told]
    return [one for one, owners in found if len(owners) > 1 and owners[0] == entry.stream_id]


def first_letter(entry: Entry, person: User) -> Letter:
    """Of one owner, whole."""
    holding = duties.of([entry.stream_id], entry.occurred_at)[0]
    owner, day = holding.owner, _day(entry)
    said = {"name": person.name, "company": companies.current().name, "owner": owner.name, "day": day}
    lifts = len(holding.lifts)
    cared = ngettext(
        "%(name)s: somos %(company)s y cuidamos el ascensor de %(owner)s.",
        "%(name)s: somos %(company)s y cuidamos los %(n)s ascensores de %(owner)s.",
        lifts,
    ) % (said | {"n": lifts})
    return Letter(
        title=_("Le contaremos lo que pase en %(owner)s") % {"owner": Truncator(owner.name).chars(NAME_IN_TITLE)},
        what_happened=words.sentences(
            cared, _("Desde el %(day)s le escribimos nosotros, sin que tenga que preguntar.") % said
        ),
        what_it_means=how_we_write(person, entry.occurred_at),
        what_next=_next(holding.open, day),
        where=owner.name,
        why=_("Le escribimos porque representa a %(owner)s.") % said,
        action_words=_("Entrar en el portal"),
        action_url=settings.SITE_URL + _home(holding),
        contact=Contact.of(owner),
        parts=(*open_part(holding.open, day), *_lifts_part(holding, entry)),
        links=(preferences_link(),),
    )


def welcome(entry: Entry, person: User) -> Letter:
    """Of all of this wave for whom he speaks: those where something is open first."""
    owners = waves.owners_of(person, entry, entry.occurred_at)
    holdings = duties.of(owners, entry.occurred_at)
    lifts, day = sum(len(one.lifts) for one in holdings), _day(entry)
    said = {"name": person.name, "company": companies.current().name, "owners": len(holdings), "lifts": lifts}
    busy = [one for one in holdings if one.open]
    told = _("%(name)s: somos %(company)s y cuidamos los %(lifts)s ascensores de %(owners)s titulares suyos.") % said
    return Letter(
        title=_("Le contaremos lo que pase en %(owners)s titulares, %(lifts)s ascensores") % said,
        what_happened=words.sentences(
            told, _("Desde el %(day)s le escribimos nosotros, sin que tenga que preguntar.") % {"day": day}
        ),
        what_it_means=how_we_write(person, entry.occurred_at),
        what_next=_next([duty for one in busy for duty in one.open], day),
        why=_("Le escribimos porque representa a estos titulares."),
        action_words=_("Ver sus ascensores"),
        action_url=settings.SITE_URL + reverse("owners:lifts"),
        contact=Contact.of(holdings[0].owner) if holdings else None,
        parts=_owners_parts(busy, [one for one in holdings if not one.open], day),
        links=(preferences_link(),),
    )


def how_we_write(person: User, at: datetime) -> str:
    """How often he hears from us, if he chooses nothing."""
    many = people.lifts_of(person, at) >= digests.MANY
    manages = Role.MANAGER in listeners.heard_as(person, {Role.MANAGER}, at)
    if many and manages:
        return _("Al momento, lo que no espera; lo demás, junto, cada mañana laborable y en la carta del mes.")
    return _("Al momento, averías, retrasos, dinero y plazos; lo demás, junto, en la carta del mes.")


def open_part(found: Sequence[Duty], day: str) -> tuple[Part, ...]:
    """What is open, as lines; none when nothing is."""
    if not found:
        return ()
    lines = [Line(duty.words, settings.SITE_URL + duty.url if duty.url else "") for duty in found[:OPEN_SHOWN]]
    return (Part(_("Abierto el %(day)s") % {"day": day}, (*lines, *_more(len(found) - OPEN_SHOWN))),)


def preferences_link() -> tuple[str, str]:
    """Where he chooses what he hears."""
    return _("Qué quiero saber"), settings.SITE_URL + reverse("notifications:preferences")


def _next(found: Sequence[Duty], day: str) -> str:
    if not found:
        return _("El %(day)s no había nada abierto. Si quiere que le escribamos más, menos o nada, elíjalo abajo.") % {
            "day": day
        }
    return _("Lo que está abierto va abajo. Si quiere que le escribamos más, menos o nada, elíjalo al pie.")


def _lifts_part(holding: Holding, entry: Entry) -> tuple[Part, ...]:
    if not holding.lifts:
        return ()
    today = scope.today(entry.occurred_at)
    lines = []
    for cared in holding.lifts[:LIFTS_SHOWN]:
        said = {"lift": str(cared.lift)}
        told = str(cared.lift)
        if cared.visit_by:
            told = _("%(lift)s: próxima revisión, a más tardar el %(day)s") % (
                said | {"day": words.long(cared.visit_by, today)}
            )
        lines.append(Line(told, settings.SITE_URL + pages.url_for(cared.lift)))
    heading = ngettext("Su ascensor", "Sus ascensores", len(holding.lifts))
    return (Part(heading, (*lines, *_more(len(holding.lifts) - LIFTS_SHOWN))),)


def _owners_parts(busy: Sequence[Holding], quiet: Sequence[Holding], day: str) -> tuple[Part, ...]:
    parts = []
    if busy:
        lines = [_busy(one) for one in busy[:OWNERS_SHOWN]]
        parts.append(Part(_("Con algo abierto el %(day)s") % {"day": day}, (*lines, *_more(len(busy) - OWNERS_SHOWN))))
    if quiet:
        room = max(OWNERS_SHOWN - len(busy), 0)
        lines = [Line(_owner(one.owner, len(one.lifts))) for one in quiet[:room]]
        parts.append(Part(_("Sin nada abierto"), (*lines, *_more(len(quiet) - room))))
    return tuple(parts)


def _busy(holding: Holding) -> Line:
    """The owner, how much is open, and what of it runs out first."""
    number, first = len(holding.open), holding.open[0]
    said = {"owner": holding.owner.name, "n": number, "first": first.words}
    told = ngettext("%(owner)s: %(first)s", "%(owner)s: %(n)s cosas; la primera, %(first)s", number) % said
    return Line(told, settings.SITE_URL + first.url if first.url else "")


def _owner(owner: Owner, lifts: int) -> str:
    return ngettext("%(owner)s: %(n)s ascensor", "%(owner)s: %(n)s ascensores", lifts) % {
        "owner": owner.name, "n": lifts,
    }  # fmt: skip


def _more(number: int) -> tuple[Line, ...]:
    return (Line(_("Y %(n)s más en el portal") % {"n": number}),) if number > 0 else ()


def _home(holding: Holding) -> str:
    if len(holding.lifts) == 1:
        return pages.url_for(holding.lifts[0].lift)
    return reverse("owners:lifts")


def _day(entry: Entry) -> str:
    return date_format(scope.today(entry.occurred_at), "WEEKDAY_FORMAT")
