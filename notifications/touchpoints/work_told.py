"""A work on a lift, told to its owner: planned, moved, called off, done. That it began, its page says."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from maintenance.kinds import works
from maintenance.models import Work
from notifications.letter import Contact, Letter
from notifications.touchpoints import about
from owners.models import Quote
from owners.queries import scope, work_words
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words

AHEAD = timedelta(hours=48)  # TOUCHPOINTS: told no later; what comes later says so
SEEN = ("from_at", "to_at", "stops_service")


def planned(entry: Entry, person: User) -> Letter:
    """What will be done, when, and whether the lift stands for it."""
    work = _work(entry)
    said = _said(work, person)
    return _letter(
        work,
        entry,
        title=_("Trabajo previsto en %(street)s: %(day)s") % said,
        what_happened=_("%(name)s: hemos dado día a un trabajo en su ascensor: %(words)s") % said,
        what_it_means=work_words.standing(work),
        what_next=words.sentences(short(work, entry), _("Si cambia, se lo diremos; y cuando acabe, qué se hizo.")),
        details=_details(work),
    )


def moved(entry: Entry, person: User) -> Letter:
    """Another time, or the lift stands for it after all."""
    work = _work(entry)
    said = _said(work, person)
    return _letter(
        work,
        entry,
        title=_("Cambia un trabajo en %(street)s: ahora, %(day)s") % said,
        what_happened=_("%(name)s: hemos cambiado un trabajo previsto en su ascensor: %(words)s") % said,
        what_it_means=work_words.standing(work),
        what_next=words.sentences(short(work, entry), _("Lo que le dijimos antes ya no vale.")),
        details=_details(work),
    )


def cancelled(entry: Entry, person: User) -> Letter:
    """It will not be, and why."""
    work = _work(entry)
    said = _said(work, person)
    return _letter(
        work,
        entry,
        title=_("No se hará el trabajo previsto en %(street)s: %(day)s") % said,
        what_happened=_("%(name)s: hemos anulado un trabajo previsto en su ascensor: %(words)s") % said,
        what_it_means=_("Motivo: %(why)s") % {"why": work_words.full(work.why_cancelled)},
        what_next=_("Si se le da otro día, se lo diremos."),
    )


def done(entry: Entry, person: User) -> Letter:
    """What was done, and how long the lift stood."""
    work = _work(entry)
    said = _said(work, person) | {"done": work_words.full(work.end_words)}
    return _letter(
        work,
        entry,
        title=_("Trabajo hecho en %(street)s") % said,
        what_happened=_("%(name)s: hemos terminado el trabajo en su ascensor: %(done)s") % said,
        what_it_means=work_words.standing(work),
        what_next=_("No tiene que hacer nada."),
        details=_details(work),
    )


def tells_nothing_new(entry: Entry) -> bool:
    """Whether of a moved work only the person or the words changed: those stand on its page."""
    if entry.kind != works.MOVED.name or not entry.body:
        return False
    last = before(entry)
    if last is None or not last.body:
        return False
    return all(last.facts.get(name) == entry.facts.get(name) for name in SEEN)


def before(entry: Entry) -> Entry | None:
    """The fact before it about the same work."""
    earlier = Entry.objects.of_stream(entry.stream_id).filter(number__lt=entry.number, subject_id=entry.subject_id)
    return earlier.order_by("-number").first()


def _letter(work: Work, entry: Entry, **told: Any) -> Letter:
    owner = scope.owner_of(work.lift, entry.occurred_at)
    return Letter(
        where=work.lift.building.street,
        why=_("Le escribimos porque representa a %(owner)s.")
        % {"owner": owner.name if owner else work.lift.building.street},
        action_words=_("Ver los trabajos"),
        action_url=settings.SITE_URL + pages.url_for(work),
        contact=Contact.of(owner),
        **told,
    )


def _work(entry: Entry) -> Work:
    return Work.objects.select_related("lift__building", "technician__person", "stop").get(pk=entry.subject_id)


def _said(work: Work, person: User) -> dict[str, str]:
    return {
        "name": person.name,
        "street": about.street(work.lift),
        "day": about.day(about.local(work.lift, work.from_at)),
        "words": work_words.full(work.words),
    }


def short(work: Work, entry: Entry) -> str:
    """That it is told with less than two days, when it is."""
    soon = work.from_at - entry.recorded_at < AHEAD
    return _("Se lo decimos con menos de dos días, y lo sentimos.") if soon else ""


def _details(work: Work) -> tuple[tuple[str, str], ...]:
    told = [(_("Cuándo"), _when(work)), (_("Qué es"), f"{work.get_kind_display()} {work.number}")]
    if work.technician:
        told.append((_("Quién va"), work.technician.person.name))
    quote = Quote.objects.standing().filter(work=work).order_by("pk").first()
    return (*told, *([(_("Presupuesto"), quote.number)] if quote else []))


def _when(work: Work) -> str:
    begins, ends = (
        about.local(work.lift, work.begun_at or work.from_at),
        about.local(work.lift, work.ended_at or work.to_at),
    )
    if begins.date() != ends.date():
        return work_words.when(begins, ends, begins)
    day = {"day": about.day(begins), "first": words.hour(begins), "last": words.hour(ends)}
    return _("%(day)s, de %(first)s a %(last)s") % day
