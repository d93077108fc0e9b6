"""A breakdown that is over, told whole in one letter: how long, why, what was done, whether it will come back.

One that came back within thirty days is told by us before anybody asks; so is a rescue, once everybody is out.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from maintenance.enums import Cause, Step
from maintenance.models import Breakdown
from maintenance.queries import ringing
from notifications.letter import Letter
from notifications.touchpoints import about
from notifications.touchpoints.about import Reader
from notifications.touchpoints.breakdown_told import standing
from owners.queries import states
from owners.queries.work_words import full
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words

MOST = 12  # breakdowns of a chain that are counted

NOT_OURS = frozenset({Cause.USER, Cause.VANDALISM, Cause.EXTERNAL})


def solved(entry: Entry, person: User) -> Letter:
    """It runs again."""
    found = about.breakdown(entry)
    title = _("Funciona de nuevo: %(street)s") if found.stops_service else _("Avería resuelta: %(street)s")
    return _over(found, entry, person, title, _outlook(Cause(found.cause)))


def repeated(entry: Entry, person: User) -> Letter:
    """It runs again, and it was the same as a short time ago: we say it first."""
    found = about.breakdown(entry)
    times = count(found)
    title = _("Funciona de nuevo, pero se repite: %(street)s")
    if times == 2:
        again = _("Es la segunda avería por lo mismo en poco tiempo, y no la damos por cerrada.")
    else:
        again = _("Es la avería número %(n)s por lo mismo en poco tiempo, y no la damos por cerrada.") % {"n": times}
    return _over(found, entry, person, title, words.sentences(again, _("La oficina tiene que mirar por qué vuelve.")))


def repeats(entry: Entry) -> bool:
    """Whether the same cause stopped the same lift within thirty days before."""
    return entry.facts.get("repeats") is not None


def count(found: Breakdown) -> int:
    """The how manieth of the same it is."""
    times, earlier = 1, found.repeats
    while earlier is not None and times < MOST:
        times, earlier = times + 1, earlier.repeats
    return times


def _over(found: Breakdown, entry: Entry, person: User, title: str, outlook: str) -> Letter:
    reader = Reader.of(person, found.lift, entry.recorded_at)
    restored = about.local(found.lift, entry.occurred_at)
    said = {
        "name": person.name,
        "street": about.street(found.lift),
        "when": about.moment(restored),
        "since": about.since(restored),
    }
    happened = _("%(name)s: la avería de su ascensor quedó resuelta %(when)s.")
    if found.stops_service:
        happened = _("%(name)s: su ascensor funciona %(since)s.")
    return reader.letter(
        of=found,
        words=_("Ver lo que pasó"),
        title=title % said,
        what_happened=happened % said,
        what_it_means=_stood(found),
        what_next=outlook,
        details=_details(found, reader),
    )


def _stood(found: Breakdown) -> str:
    stop = getattr(found, "stop", None)
    if stop is None or stop.to_at is None:
        return ""
    long = words.lasting((stop.to_at - stop.from_at).total_seconds())
    return _("Estuvo parado %(long)s.") % {"long": long}


def _details(found: Breakdown, reader: Reader) -> tuple[tuple[str, str], ...]:
    return _known(
        (_("Por qué"), _cause(found) or _("Todavía no lo sabemos.")),
        (_("Qué se hizo"), full(found.fix_words)),
        (_("Quién fue"), _who(found, reader)),
        (_("La anterior"), _earlier(found)),
        (_("Número"), found.number),
    )


def _known(*told: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, said) for label, said in told if said)


def _cause(found: Breakdown) -> str:
    why = states.cause(found)
    return full(why[:1].upper() + why[1:]) if why else ""


def _who(found: Breakdown, reader: Reader) -> str:
    return found.who if reader.is_owners else ""


def _earlier(found: Breakdown) -> str:
    before = found.repeats
    if before is None:
        return ""
    said = {"number": before.number, "day": about.day(about.local(found.lift, before.reported_at).date())}
    return words.sentences(_("La %(number)s, del %(day)s.") % said, full(before.fix_words))


def _outlook(cause: Cause) -> str:
    """Whether it will come back, as far as what it came from lets one say."""
    if cause == Cause.UNKNOWN:
        return _("Sin saber la causa no podemos asegurar que no vuelva. Si pasa, lo diremos nosotros.")
    if cause == Cause.NO_FAULT:
        return _("Al llegar funcionaba y no encontramos nada roto. Si vuelve a fallar, díganos qué hacía.")
    if cause == Cause.POWER:
        return _("Fue un corte de luz: puede volver si vuelve a faltar la luz.")
    if cause in NOT_OURS:
        return _("No fue un fallo del ascensor. Puede repetirse si vuelve a pasar lo mismo.")
    return _("No esperamos que vuelva por lo mismo. Si vuelve en 30 días, se lo diremos nosotros.")


def repeated_to_us(entry: Entry, _person: User) -> Letter:
    """To the office: the owner has just been told that somebody looks into it."""
    found = about.breakdown(entry)
    said = {"street": about.street(found.lift), "number": found.number, "n": count(found)}
    return Letter(
        title=_("Avería repetida (%(n)s) en %(street)s") % said,
        what_happened=_("La %(number)s es la número %(n)s por lo mismo en este ascensor.") % said,
        what_it_means=_("El titular ya lo sabe, y que ustedes mirarán por qué vuelve."),
        what_next=_("Decida quién lo mira, y escríbale lo que encuentre."),
        where=about.place(found.lift),
        why=_("Le escribimos porque responde de este ascensor en la oficina."),
        action_words=_("Ver la avería"),
        action_url=settings.SITE_URL + pages.address("maintenance:breakdown", found.pk),
        details=_known((_("Por qué"), _cause(found)), (_("La anterior"), _earlier(found))),
    )


def rescued(entry: Entry, person: User) -> Letter:
    """Everybody is out: since when they were in, who came when, and what of the lift."""
    found = about.breakdown(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    freed = about.local(found.lift, entry.occurred_at)
    since = about.local(found.lift, ringing.since(found))
    said = {"name": person.name, "street": about.street(found.lift)}
    said |= {"since": about.moment(since), "freed": about.then(freed, since)}
    return reader.letter(
        of=found,
        words=_("Ver lo que pasó"),
        title=_("Ya ha salido quien estaba encerrado: %(street)s") % said,
        what_happened=_("%(name)s: nos avisaron %(since)s de que había alguien dentro, y salió %(freed)s.") % said,
        what_it_means=_("Desde el aviso pasaron %(long)s.")
        % {"long": words.lasting(max(60, (freed - since).total_seconds()))},
        what_next=_after_rescue(found),
        details=_rescue(found, reader),
    )


def _after_rescue(found: Breakdown) -> str:
    if found.restored_at:
        return _("El ascensor ya funciona.")
    return words.sentences(standing(found), _("Le escribiremos cuando sepamos por qué pasó y cuando funcione."))


def _rescue(found: Breakdown, reader: Reader) -> tuple[tuple[str, str], ...]:
    there = found.steps.filter(step=Step.ARRIVED).order_by("at", "pk").first()
    reported = about.local(found.lift, found.reported_at)
    arrived = about.local(found.lift, there.at) if there else None
    when = about.moment(arrived) if arrived and arrived >= reported else ""
    return _known(
        (_("Llegamos"), when[:1].upper() + when[1:]), (_("Quién fue"), _who(found, reader)), (_("Número"), found.number)
    )


def is_out(entry: Entry) -> bool:
    """Whether nobody has been shut in again meanwhile."""
    found = about.breakdown(entry)
    return found.entrapment and found.freed_at is not None
