"""A lift that stops, and one that is back: told to those who live with it, who need no more than that."""

from django.utils.translation import gettext as _

from maintenance.kinds import works
from maintenance.models import Breakdown, Stop, Work
from notifications.letter import Letter
from notifications.telling import once
from notifications.touchpoints import about
from notifications.touchpoints.about import Reader
from notifications.touchpoints.breakdown_told import inside, news
from owners.queries import work_words
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

OF_WORKS = frozenset({works.BEGUN.name, works.DONE.name})


def stopped(entry: Entry, person: User) -> Letter:
    """It stands: since when, why as far as we know, and until when."""
    found = _subject(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    since = about.local(found.lift, _stop(found).from_at)
    said = {"name": person.name, "street": about.street(found.lift), "since": about.since(since)}
    happened = _("%(name)s: el ascensor está parado %(since)s.") % said
    if isinstance(found, Work):
        until = about.local(found.lift, found.to_at)
        planned = {"words": work_words.full(found.words), "until": about.then(until, since)}
        meaning = _("Es por un trabajo previsto: %(words)s") % planned
        next_step = _("Está previsto que acabe %(until)s. Le diremos cuándo funciona.") % planned
    else:
        meaning, next_step = inside(found), words.sentences(news(found), _("Le diremos cuándo funciona."))
    return reader.letter(
        of=found,
        words=_("Ver cómo va"),
        title=_("El ascensor está parado: %(street)s") % said,
        what_happened=happened,
        what_it_means=meaning,
        what_next=next_step,
    )


def back(entry: Entry, person: User) -> Letter:
    """It runs again."""
    found = _subject(entry)
    reader = Reader.of(person, found.lift, entry.recorded_at)
    at = about.local(found.lift, entry.occurred_at)
    stop = _stop(found)
    long = words.lasting(((stop.to_at or entry.occurred_at) - stop.from_at).total_seconds())
    said = {"name": person.name, "street": about.street(found.lift), "when": about.since(at), "long": long}
    return reader.letter(
        of=found,
        words=_("Ver lo que pasó"),
        title=_("El ascensor funciona de nuevo: %(street)s") % said,
        what_happened=_("%(name)s: el ascensor funciona %(when)s.") % said,
        what_it_means=_("Estuvo parado %(long)s.") % said,
        what_next=_("Si vuelve a fallar, avísenos."),
    )


@once
def stops(entry: Entry) -> bool:
    """Whether the lift stands for it."""
    return Stop.objects.filter(**_of(entry)).exists()


@once
def stands(entry: Entry) -> bool:
    """Whether it still does."""
    return Stop.objects.open().filter(**_of(entry)).exists()


@once
def runs(entry: Entry) -> bool:
    """Whether nothing else keeps the lift standing."""
    return not Stop.objects.open().filter(lift=entry.stream_id).exists()


def _of(entry: Entry) -> dict[str, object]:
    return {"work" if entry.kind in OF_WORKS else "breakdown": entry.subject_id}


def _subject(entry: Entry) -> Breakdown | Work:
    if entry.kind in OF_WORKS:
        return Work.objects.select_related("lift__building", "stop").get(pk=entry.subject_id)
    return about.breakdown(entry)


def _stop(found: Breakdown | Work) -> Stop:
    stop: Stop | None = found.stop
    assert stop is not None  # noqa: S101 - only what stops the lift is told so
    return stop
