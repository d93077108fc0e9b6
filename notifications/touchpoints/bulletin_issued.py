"""The bulletin of a visit, with the paper attached and the button whose pressing is its receipt.

One that corrects another says what is told otherwise now, and why.
"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maintenance.enums import Condition, Result
from maintenance.models import Bulletin, Visit
from maintenance.queries import corrections, visits
from notifications.letter import Attachment, Contact, Count, Letter
from notifications.models import Message
from notifications.queries.mailed import by_mail
from notifications.touchpoint import DECIDE
from owners.models import Owner, PostedPaper, Receipt
from owners.queries import papers, people, scope
from owners.queries.people import Told
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import pages, words

ROWS = ("visit__lift__building", "visit__technician__person", "visit__plan", "file", "corrects")


def letter(entry: Entry, person: User) -> Letter:
    """Told after the bulletin was issued."""
    bulletin = Bulletin.objects.select_related(*ROWS).get(pk=entry.subject_id)
    visit = bulletin.visit
    owner = scope.owner_of(visit.lift, entry.occurred_at)
    _began, _ended, day = _times(visit)
    return Letter(
        title=_title(bulletin, day),
        what_happened=_corrected(bulletin, person) if is_correction(bulletin) else _happened(visit, person),
        what_it_means=_meaning(visit),
        what_next=_next(visit, day),
        where=visit.lift.building.street,
        why=_why(visit, owner),
        action_words=_("Abrir el boletín"),
        action_url=settings.SITE_URL + reverse("owners:bulletin", args=[bulletin.pk]),
        action_note=_("Al abrirlo queda constancia de que lo ha recibido. La ley nos la pide."),
        details=_changes(bulletin, entry.occurred_at) + _details(visit),
        attachment=Attachment(bulletin.file, papers.file_name(bulletin, owner)),
        counts=_counts(visit),
        contact=Contact.of(owner),
        links=((_("Ver en el portal"), settings.SITE_URL + pages.url_for(visit)),),
    )


def unopened(entry: Entry, person: User) -> Letter:
    """The same once more: some days have gone, and nobody of the owner has opened it."""
    told = letter(entry, person)
    number = Bulletin.objects.values_list("number", flat=True).get(pk=entry.subject_id)
    said = {"name": person.name, "number": number}
    return replace(
        told,
        title=_("Sin abrir: %(title)s") % {"title": told.title[:1].lower() + told.title[1:]},
        what_happened=_("%(name)s: hace unos días le mandamos el boletín %(number)s y nadie lo ha abierto.") % said,
        what_it_means=_("La ley pide que conste que lo ha recibido. Si no lo abre, se lo llevaremos en papel."),
        what_next="",
        details=(),
        counts=(),
    )


def is_unopened(entry: Entry) -> bool:
    """Whether nobody has opened it yet, nor had it on paper."""
    told = {"bulletin": entry.subject_id}
    return not (Receipt.objects.filter(**told).exists() or PostedPaper.objects.filter(**told).exists())


def mailed_to(entry: Entry, at: datetime) -> list[Told]:
    """Those it was mailed to who still decide for the owner."""
    about = Message.objects.filter(touchpoint="bulletin_issued", entry__subject_id=entry.subject_id)
    mailed = set(by_mail(about).values_list("person", flat=True))
    return [told for told in people.told(entry.stream_id, DECIDE, at) if told.person.pk in mailed]


def only_adds_photos(entry: Entry) -> bool:
    """Whether it replaces a bulletin that was told, and only photos are new."""
    return bool(entry.body) and entry.facts.get("late_photos", 0) > 0


def is_correction(bulletin: Bulletin) -> bool:
    """Whether something is told otherwise than before."""
    return bulletin.corrects is not None and not bulletin.late_photos


def _title(bulletin: Bulletin, day: date) -> str:
    month = {"month": date_format(day, "F")}
    if is_correction(bulletin):
        return _("Boletín corregido de su revisión de %(month)s") % month
    if bulletin.late_photos:
        return _("El boletín de su revisión de %(month)s, con las fotos que faltaban") % month
    return _("El boletín de su revisión de %(month)s") % month


def _corrected(bulletin: Bulletin, person: User) -> str:
    _began, _ended, day = _times(bulletin.visit)
    said = {"name": person.name, "day": date_format(day, "WEEKDAY_FORMAT")}
    return _("%(name)s: hemos corregido el boletín de la revisión del %(day)s. Este sustituye al anterior.") % said


def _changes(bulletin: Bulletin, now: datetime) -> tuple[tuple[str, str], ...]:
    """Why it was corrected, what is otherwise now, and which one it replaces."""
    if bulletin.corrects is None or not is_correction(bulletin):
        return ()
    why = bulletin.visit.why_corrected
    return (
        *(((_("Por qué"), why),) if why else ()),
        *(
            (one.what, _("antes, %(before)s; ahora, %(after)s") % {"before": one.before, "after": one.after})
            for one in corrections.changes(bulletin, now=now)
        ),
        (_("Sustituye a"), _("Boletín %(number)s") % {"number": bulletin.corrects.number}),
    )


def _happened(visit: Visit, person: User) -> str:
    began, ended, day = _times(visit)
    said = {
        "name": person.name,
        "technician": visit.technician.person.name if visit.technician else "",
        "day": date_format(day, "WEEKDAY_FORMAT"),
        "began": began,
        "ended": ended,
    }
    if visit.technician is None:
        return _("%(name)s: revisamos el ascensor el %(day)s, de %(began)s a %(ended)s.") % said
    return _("%(name)s: %(technician)s revisó el ascensor el %(day)s, de %(began)s a %(ended)s.") % said


def _why(visit: Visit, owner: Owner | None) -> str:
    said = {"owner": owner.name if owner else visit.lift.building.street, "rae": visit.lift.rae}
    reason = _("Le escribimos porque representa a %(owner)s.") % said
    if visit.lift.rae:
        reason = _("Le escribimos porque representa a %(owner)s (RAE %(rae)s).") % said
    return words.sentences(reason, _("El boletín es obligatorio: no puede dejar de recibirlo."))


def _counts(visit: Visit) -> tuple[Count, ...]:
    told = (
        Count("ok", visit.ok, ngettext("punto correcto", "puntos correctos", visit.ok)),
        Count("adjusted", visit.adjusted, ngettext("ajustado", "ajustados", visit.adjusted)),
        Count("observed", visit.observed, ngettext("observación", "observaciones", visit.observed)),
        Count("pending", visit.pending, ngettext("pendiente", "pendientes", visit.pending)),
        Count("not-done", visit.not_done, ngettext("no realizado", "no realizados", visit.not_done)),
    )
    return tuple(count for count in told if count.number)


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
    """When the next visit is due; where the law names no first day, only the last."""
    window = visits.window_after(visit)
    if window is None:
        return ""
    opens, closes = date_format(window.opens_on, "d/m"), date_format(window.closes_on, "d/m/Y")
    if window.opens_on == day:
        return _("La próxima revisión, no más tarde del %(closes)s.") % {"closes": closes}
    return _("La próxima revisión, entre el %(opens)s y el %(closes)s.") % {"opens": opens, "closes": closes}


def _details(visit: Visit) -> tuple[tuple[str, str], ...]:
    told = (
        (_("Ajustado"), Result.ADJUSTED),
        (_("Observación"), Result.OBSERVED),
        (_("Pendiente"), Result.PENDING),
        (_("No realizado"), Result.NOT_DONE),
    )
    return tuple((label, words) for label, result in told for words in _words(visit, result))


def _words(visit: Visit, result: Result) -> list[str]:
    items = {line["number"]: line["text"] for line in visit.plan.lines} if visit.plan else {}
    told = [reply for reply in visit.replies if reply["result"] == result]
    return [reply["words"] or _in_language(items.get(int(reply["number"]), {})) for reply in told]


def _in_language(text: dict[str, str]) -> str:
    """An editable text in the reader's language, or as it was written."""
    return text.get(get_language() or "", "") or text.get("es", "")
