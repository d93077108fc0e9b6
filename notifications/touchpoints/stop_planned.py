"""A lift that will stand for a work, told to those who live with it: when, or when instead, or that it will not."""

from django.utils.translation import gettext as _

from maintenance.enums import WorkState
from maintenance.kinds import works
from maintenance.models import Work
from notifications.letter import Letter
from notifications.touchpoints import about, work_told
from notifications.touchpoints.about import Reader
from owners.queries import work_words
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

tells_nothing_new = work_told.tells_nothing_new


def letter(entry: Entry, person: User) -> Letter:
    """It will stand, at another time, or not at all."""
    work = Work.objects.select_related("lift__building").get(pk=entry.subject_id)
    reader = Reader.of(person, work.lift, entry.recorded_at)
    begins, ends = about.local(work.lift, work.from_at), about.local(work.lift, work.to_at)
    said = {"name": person.name, "street": about.street(work.lift), "day": about.day(begins.date())}
    said |= {"begins": about.moment(begins), "since": about.since(begins), "ends": about.until(ends, begins)}
    title, happened, next_step = _told(entry, work)
    return reader.letter(
        of=work,
        words=_("Ver los trabajos"),
        title=title % said,
        what_happened=happened % said,
        what_it_means=_("Es por este trabajo: %(words)s") % {"words": work_words.full(work.words)},
        what_next=next_step,
    )


def _told(entry: Entry, work: Work) -> tuple[str, str, str]:
    if entry.kind == works.CANCELLED.name or not work.stops_service:
        return (
            _("El ascensor no se parará el %(day)s: %(street)s"),
            _("%(name)s: al final el ascensor no se parará %(begins)s."),
            _("Puede usarlo como siempre."),
        )
    if entry.kind == works.MOVED.name:
        return (
            _("La parada del ascensor cambia al %(day)s: %(street)s"),
            _("%(name)s: el ascensor estará parado %(since)s, %(ends)s. Lo de antes ya no vale."),
            _("Cuando funcione otra vez, se lo diremos."),
        )
    return (
        _("El ascensor se parará el %(day)s: %(street)s"),
        _("%(name)s: el ascensor estará parado %(since)s, %(ends)s."),
        words.sentences(work_told.short(work, entry), _("Cuando funcione otra vez, se lo diremos.")),
    )


def stops(entry: Entry) -> bool:
    """Whether the lift will stand for it, or would have before this."""
    if entry.facts.get("stops_service"):
        return True
    last = work_told.before(entry)
    return last is not None and bool(last.facts.get("stops_service"))


def holds(entry: Entry) -> bool:
    """Whether it is still ahead, or was called off."""
    return Work.objects.filter(pk=entry.subject_id, state__in=[WorkState.PLANNED, WorkState.CANCELLED]).exists()
