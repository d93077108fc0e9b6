"""A breakdown while it lasts, told to who answers for the house: that there is one, who goes, by when there is news."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from maintenance.enums import Answer, Step
from maintenance.models import Breakdown
from maintenance.rules import promises
from notifications.letter import Letter
from notifications.telling import once
from notifications.touchpoints import about
from notifications.touchpoints.about import Reader
from owners.queries import story
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words


def received(entry: Entry, person: User) -> Letter:
    """We know of it: since when, whether anybody is inside, who has it, and by when there is news."""
    found = about.breakdown(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    said = _said(found, person)
    return reader.letter(
        of=found,
        words=_("Seguir la avería"),
        title=_received_title(found) % said,
        what_happened=_received(found) % said,
        what_it_means=inside(found),
        what_next=words.sentences(_whose(found, reader), news(found)),
        details=((_("Número"), found.number),),
    )


def _received_title(found: Breakdown) -> str:
    if found.entrapment and found.freed_at is None:
        return _("Hay alguien encerrado en el ascensor de %(street)s")
    return _("Ascensor parado: %(street)s") if found.stops_service else _("Avería, pero funciona: %(street)s")


def _received(found: Breakdown) -> str:
    if found.stops_service:
        return _("%(name)s: nos avisaron %(reported)s y %(confirmed)s lo confirmamos: su ascensor está parado.")
    return _("%(name)s: nos avisaron %(reported)s. Su ascensor tiene una avería, pero se puede usar.")


def inside(found: Breakdown) -> str:
    """Whether anybody is shut in, as far as somebody has said so."""
    if found.entrapment:
        out, still = _("Quien estaba dentro ya ha salido."), _("Hay alguien dentro: lo primero es sacarlo.")
        return out if found.freed_at else still
    if _is_said_empty(found):
        return _("Nadie se ha quedado dentro.")
    return _("No nos consta que haya nadie dentro.")


@once
def _is_said_empty(found: Breakdown) -> bool:
    return found.calls.filter(anyone_inside=Answer.NO).exists()


def _whose(found: Breakdown, reader: Reader) -> str:
    if not found.who:
        return _("Buscamos quién vaya.")
    return _("La tiene %(who)s.") % {"who": reader.goes(found, within=True)}


def news(found: Breakdown) -> str:
    """By when there is news, and when it is expected back, as far as both are still ahead."""
    reported = about.local(found.lift, found.reported_at)
    told = []
    if found.next_update_by:
        before = about.before(about.local(found.lift, found.next_update_by), reported)
        told.append(_("Habrá noticia %(before)s.") % {"before": before})
    if found.expected_back_at:
        when = about.moment(about.local(found.lift, found.expected_back_at))
        told.append(_("Calculamos que funcionará %(when)s.") % {"when": when})
    return words.sentences(*told)


def assigned(entry: Entry, person: User) -> Letter:
    """Somebody has it."""
    return _step(entry, person, _("%(who)s tiene la avería de %(street)s"), _("%(name)s: %(who)s se encarga %(when)s."))


def on_the_way(entry: Entry, person: User) -> Letter:
    """Somebody has set out."""
    title = _("%(who)s va en camino a %(street)s")
    return _step(entry, person, title, _("%(name)s: %(who)s salió hacia el edificio %(when)s."))


def arrived(entry: Entry, person: User) -> Letter:
    """Somebody is there."""
    title = _("%(who)s está en %(street)s")
    return _step(entry, person, title, _("%(name)s: %(who)s llegó al edificio %(when)s."))


def _step(entry: Entry, person: User, title: str, happened: str) -> Letter:
    found = about.breakdown(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    at = about.local(found.lift, entry.occurred_at)
    said = _said(found, person) | {"who": reader.goes(found), "when": about.moment(at)}
    return reader.letter(
        of=found,
        words=_("Seguir la avería"),
        title=title % said,
        what_happened=happened % (said | {"who": reader.goes(found, within=True)}),
        what_it_means=standing(found),
        what_next=news(found),
        details=climbed(found, reader, entry.recorded_at),
    )


def climbed(found: Breakdown, reader: Reader, at: datetime) -> tuple[tuple[str, str], ...]:
    """What has happened so far, each with its hour."""
    floors = story.floors(found, at, names=reader.is_owners)
    return tuple((floor.when, floor.title) for floor in reversed(floors) if not floor.is_future)


def standing(found: Breakdown) -> str:
    """Whether the lift may be used meanwhile."""
    if found.restored_at:
        return ""
    return _("El ascensor sigue parado.") if found.stops_service else _("El ascensor se puede usar.")


def promise(entry: Entry, person: User) -> Letter:
    """Another hour for the news, and why, where it was said."""
    found = about.breakdown(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    step = found.steps.filter(step=Step.PROMISED, at=entry.occurred_at).order_by("-pk").first()
    until = about.local(found.lift, found.next_update_by or entry.occurred_at)
    said = _said(found, person) | {"before": about.before(until, about.local(found.lift, entry.occurred_at))}
    return reader.letter(
        of=found,
        words=_("Seguir la avería"),
        title=_("Nueva hora, %(before)s: %(street)s") % said,
        what_happened=words.sentences(
            _("%(name)s: le damos otra hora para la próxima noticia: %(before)s.") % said, step.words if step else ""
        ),
        what_it_means=standing(found),
        what_next=words.sentences(_whose(found, reader), news(found)),
        details=((_("Número"), found.number),),
    )


def promises_still(entry: Entry) -> bool:
    """Whether the hour a fact names is still the one that counts, and it lasts."""
    found = about.breakdown(entry)
    named = entry.facts.get("next_update_by")
    return found.restored_at is None and bool(named) and found.next_update_by == datetime.fromisoformat(str(named))


def unkept(entry: Entry, person: User) -> Letter:
    """The hour has passed, and we owe the news."""
    found = about.breakdown(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    until = about.local(found.lift, datetime.fromisoformat(entry.facts["next_update_by"]))
    said = _said(found, person) | {"before": about.before(until, about.local(found.lift, entry.occurred_at))}
    return reader.letter(
        of=found,
        words=_("Ver la avería"),
        title=_("Le debemos una noticia: avería de %(street)s") % said,
        what_happened=_("%(name)s: le prometimos noticia %(before)s y no se la hemos dado. Lo sentimos.") % said,
        what_it_means=standing(found),
        what_next=words.sentences(
            _whose(found, reader), _("La oficina ya lo sabe y tiene que darle una hora nueva. Si le urge, llámenos.")
        ),
        details=((_("Número"), found.number),),
    )


def stands_long(entry: Entry, person: User) -> Letter:
    """It has stood for hours, and is not forgotten."""
    found = about.breakdown(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    said = _said(found, person) | {"n": promises.STOPPED_LONG.seconds // 3600}
    said["since"] = about.since(about.local(found.lift, found.reported_at))
    return reader.letter(
        of=found,
        words=_("Seguir la avería"),
        title=_("Más de %(n)s horas parado: %(street)s") % said,
        what_happened=_("%(name)s: su ascensor está parado %(since)s.") % said,
        what_it_means=inside(found),
        what_next=words.sentences(_whose(found, reader), news(found)),
        details=climbed(found, reader, entry.recorded_at),
    )


def due(entry: Entry, _person: User) -> Letter:
    """To us, at the very hour."""
    found = about.breakdown(entry)
    until = about.local(found.lift, entry.occurred_at)
    said = {"street": about.street(found.lift), "number": found.number, "hour": words.hour(until)}
    said["later"] = words.hour(until + promises.GRACE)
    return Letter(
        title=_("Son las %(hour)s: falta la noticia de %(street)s") % said,
        what_happened=_("Se prometió noticia de la avería %(number)s antes de las %(hour)s, y no la hay.") % said,
        what_it_means=standing(found),
        what_next=_("Si no la hay a las %(later)s, se lo diremos al titular.") % said,
        where=about.place(found.lift),
        why=_("Le escribimos porque responde de esta avería en la oficina."),
        action_words=_("Dar la noticia"),
        action_url=settings.SITE_URL + pages.address("maintenance:breakdown", found.pk),
        details=((_("La tiene"), found.who or _("Nadie todavía")),),
    )


def lasts(entry: Entry) -> bool:
    """Whether it is not over yet."""
    return about.breakdown(entry).restored_at is None


def was_told_with_the_breakdown(entry: Entry) -> bool:
    """Whether it was given to somebody in the same stroke in which it was written down: the first letter says so."""
    return about.breakdown(entry).confirmed_at == entry.recorded_at


def _said(found: Breakdown, person: User) -> dict[str, Any]:
    reported = about.local(found.lift, found.reported_at)
    confirmed = about.local(found.lift, found.confirmed_at or found.reported_at)
    return {
        "name": person.name,
        "street": about.street(found.lift),
        "reported": about.moment(reported),
        "confirmed": about.then(confirmed, reported),
    }
