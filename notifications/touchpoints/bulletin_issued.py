"""The bulletin of a visit, with the paper attached and the button whose pressing is its receipt."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Condition, Result
from maintenance.models import Bulletin, Visit
from maintenance.rules import intervals, law
from notifications.letter import Attachment, Letter
from owners.queries import scope
from portal.accounts.models import User
from portal.ledger.models import Entry

ROWS = ("visit__lift__building", "visit__technician__person", "visit__plan", "file")


def letter(entry: Entry, person: User) -> Letter:
    """Told after the bulletin was issued."""
    bulletin = Bulletin.objects.select_related(*ROWS).get(pk=entry.subject_id)
    visit = bulletin.visit
    began, ended, day = _times(visit)
    title = _("El boletín de su revisión de %(month)s") % {"month": date_format(day, "F")}
    happened = _("%(name)s: %(technician)s revisó el ascensor el %(day)s, de %(began)s a %(ended)s.") % {
        "name": person.name,
        "technician": visit.technician.person.name if visit.technician else "",
        "day": date_format(day, "l j \\d\\e F") if person.language == "es" else date_format(day, "l j F"),
        "began": began,
        "ended": ended,
    }
    return Letter(
        title=title,
        what_happened=happened,
        what_it_means=_meaning(visit),
        what_next=_next(visit, day),
        where=visit.lift.building.street,
        why=_(
            "Le escribimos porque representa al titular del ascensor. "
            "El boletín es obligatorio: no puede dejar de recibirlo."
        ),
        action_words=_("Abrir el boletín"),
        action_url=settings.SITE_URL + reverse("owners:bulletin", args=[bulletin.pk]),
        action_note=_("Al abrirlo queda constancia de que lo ha recibido. La ley nos la pide."),
        details=_details(visit),
        attachment=Attachment(bulletin.file, file_name(bulletin, entry)),
    )


def file_name(bulletin: Bulletin, entry: Entry) -> str:
    """NIF, day and what it is: names that sort and that managers' software reads."""
    owner = scope.owner_of(bulletin.visit.lift, entry.occurred_at)
    return scope.file_name(bulletin, owner)


def _times(visit: Visit) -> tuple[str, str, date]:
    zone = ZoneInfo(visit.lift.building.time_zone)
    assert visit.started_at and visit.finished_at  # noqa: S101 - a bulletin is of a completed visit
    began, ended = visit.started_at.astimezone(zone), visit.finished_at.astimezone(zone)
    return f"{began:%H:%M}", f"{ended:%H:%M}", began.date()


def _meaning(visit: Visit) -> str:
    if visit.condition_on_departure == Condition.OUT_OF_SERVICE:
        return _("Quedó fuera de servicio.")
    return _("Quedó en servicio.")


def _next(visit: Visit, day: date) -> str:
    window = intervals.next_visit_window(day, law.interval(visit.lift.facts, day))
    return _("La próxima revisión, entre el %(opens)s y el %(closes)s.") % {
        "opens": date_format(window.opens_on, "d/m"),
        "closes": date_format(window.closes_on, "d/m/Y"),
    }


def _details(visit: Visit) -> tuple[tuple[str, str], ...]:
    checked = ngettext("%(n)s punto correcto", "%(n)s puntos correctos", visit.ok) % {"n": visit.ok}
    rows = [(_("Comprobado"), checked)]
    rows += [(_("Ajustado"), words) for words in _words(visit, Result.ADJUSTED)]
    rows += [(_("Pendiente"), words) for words in _words(visit, Result.PENDING)]
    return tuple(rows)


def _words(visit: Visit, result: Result) -> list[str]:
    items = {line["number"]: line for line in visit.plan.lines} if visit.plan else {}
    told = [reply for reply in visit.replies if reply["result"] == result]
    return [reply["words"] or items.get(int(reply["number"]), {}).get("text", {}).get("es", "") for reply in told]
