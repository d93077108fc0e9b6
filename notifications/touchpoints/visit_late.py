"""The visit the law asks for, when its last day comes near with none given, or has passed: we say it first."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from maintenance.kinds import lapses
from maintenance.models import Lift
from maintenance.queries import visits
from maintenance.rules import intervals, law
from notifications.letter import Letter
from notifications.touchpoints import about
from notifications.touchpoints.about import Reader
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words


def letter(entry: Entry, person: User) -> Letter:
    """To who answers for the house."""
    lift, closes_on, planned_on = _facts(entry)
    reader = Reader.of(person, lift, entry.recorded_at)
    said = {"name": person.name, "street": about.street(lift), "day": about.day(closes_on)}
    if _has_passed(entry):
        title = _("No hemos hecho a tiempo la revisión de %(street)s")
        happened = _("%(name)s: había que revisar su ascensor hasta el %(day)s y no lo hemos hecho. Lo sentimos.")
    else:
        title = _("La revisión de %(street)s todavía no tiene día")
        happened = _("%(name)s: hay que revisar su ascensor hasta el %(day)s y todavía no le hemos dado día.")
        if planned_on:
            title = _("La revisión de %(street)s se retrasará")
            happened = _("%(name)s: hay que revisar su ascensor hasta el %(day)s y no llegamos.")
    return reader.letter(
        of=lift,
        words=_("Ver el ascensor"),
        title=title % said,
        what_happened=happened % said,
        what_it_means=_asked(lift, closes_on),
        what_next=_next(planned_on),
        details=_last(lift),
    )


def to_us(entry: Entry, _person: User) -> Letter:
    """To the office: the owner is being told."""
    lift, closes_on, planned_on = _facts(entry)
    said = {"street": about.street(lift), "day": about.day(closes_on)}
    passed = _has_passed(entry)
    title = _("Revisión fuera de plazo: %(street)s") if passed else _("Revisión sin día: %(street)s")
    return Letter(
        title=title % said,
        what_happened=(_("El plazo acabó el %(day)s.") if passed else _("El plazo acaba el %(day)s.")) % said,
        what_it_means=_("El titular ya lo sabe por nosotros."),
        what_next=_planned(planned_on) if planned_on else _("Dele un día."),
        where=about.place(lift),
        why=_("Le escribimos porque responde de este ascensor en la oficina."),
        action_words=_("Planificar"),
        action_url=settings.SITE_URL + pages.address("maintenance:planning"),
        details=_last(lift),
    )


def still_late(entry: Entry) -> bool:
    """Whether it was not done meanwhile."""
    lift, closes_on, _planned_on = _facts(entry)
    window = intervals.next_visit_window(visits.days_of(lift), lift.facts)
    return lift.left_on is None and window is not None and window.closes_on == closes_on


def _facts(entry: Entry) -> tuple[Lift, date, date | None]:
    lift = Lift.objects.select_related("building").get(pk=entry.stream_id)
    planned_on = entry.facts.get("planned_on")
    return lift, date.fromisoformat(entry.facts["closes_on"]), date.fromisoformat(planned_on) if planned_on else None


def _has_passed(entry: Entry) -> bool:
    return entry.kind == lapses.VISIT_OVERDUE.name


def _asked(lift: Lift, closes_on: date) -> str:
    span = law.interval(lift.facts, closes_on)
    if span.months:
        return _("La ley pide una revisión cada %(n)s meses.") % {"n": span.months}
    return _("La ley no deja pasar más de %(n)s días entre dos revisiones.") % {"n": span.latest}


def _next(planned_on: date | None) -> str:
    if planned_on is None:
        return _("La oficina ya lo sabe. En cuanto tenga día, lo verá en el portal.")
    return words.sentences(_planned(planned_on), _("Si cambia, lo verá en el portal."))


def _planned(planned_on: date) -> str:
    return _("La haremos el %(day)s.") % {"day": about.day(planned_on)}


def _last(lift: Lift) -> tuple[tuple[str, str], ...]:
    days = visits.days_of(lift)
    return ((_("La última"), about.day(max(days)).capitalize()),) if days else ()
