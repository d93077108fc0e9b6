"""The sheet for an owners' meeting that comes, and the report of a year that is over."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.letter import Attachment, Contact, Letter
from owners.enums.meetings import MeetingKind
from owners.models import AnnualReport, Meeting
from owners.queries import annual, scope
from owners.rules import naming
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

NAME_IN_TITLE = 50


def sheet(entry: Entry, person: User) -> Letter:
    """The day, what the sheet says, and the sheet itself."""
    meeting = Meeting.objects.select_related("owner__contact", "sheet").get(pk=entry.subject_id)
    today, owner = scope.today(entry.recorded_at), meeting.owner
    on = date.fromisoformat(str(entry.facts["on"]))
    said = {
        "name": person.name,
        "owner": owner.name,
        "kind": MeetingKind(str(entry.facts["kind"])).label.lower(),
        "day": words.long(on, today),
    }
    file_name = naming.file_name(owner.nif, on, _("hoja_junta"))
    return Letter(
        title=_("La hoja para la junta del %(day)s") % said,
        what_happened=_("%(name)s: la %(kind)s de %(owner)s es el %(day)s.") % said,
        what_it_means=_(
            "En una hoja: revisiones, averías, lo que costó, lo que hay que decidir y hasta cuándo se puede dejar el "
            "contrato."
        ),
        what_next=_("Llévela impresa. Si la junta cambia de día, díganoslo en el portal."),
        where=owner.name,
        why=_("Le escribimos porque representa a %(owner)s.") % said,
        action_words=_("Ver la junta en el portal"),
        action_url=settings.SITE_URL + reverse("owners:owner", args=[owner.pk]),
        attachment=Attachment(meeting.sheet, file_name) if meeting.sheet else None,
        contact=Contact.of(owner),
    )


def is_still_held(entry: Entry) -> bool:
    """Whether the meeting is held on the day the sheet was sent for."""
    return Meeting.objects.standing().filter(pk=entry.subject_id, on=str(entry.facts["on"])).exists()


def report(entry: Entry, person: User) -> Letter:
    """The year in two sentences, also when nothing happened; the rest is one press away."""
    made = AnnualReport.objects.select_related("owner__contact").get(pk=entry.subject_id)
    told = annual.of(made.owner, made.year, made.made_at, whole=True)
    said = {"name": person.name, "owner": made.owner.name, "year": made.year}
    return Letter(
        title=_("Sus ascensores en %(year)s: %(owner)s")
        % {"year": made.year, "owner": Truncator(made.owner.name).chars(NAME_IN_TITLE)},
        what_happened=words.sentences(_("%(name)s: así fue %(year)s en %(owner)s.") % said, _year(told)),
        what_it_means=_("Un año tranquilo: no pasó nada fuera de lo previsto.") if told.is_quiet else "",
        what_next=_("Junto al año anterior, con lo que prometimos y lo que costó, está en el portal y en PDF."),
        where=made.owner.name,
        why=_("Le escribimos porque representa a %(owner)s.") % said,
        action_words=_("Leer el informe del año"),
        action_url=settings.SITE_URL + reverse("owners:report", args=[made.owner_id, made.year]),
        contact=Contact.of(made.owner),
    )


def _year(told: annual.Report) -> str:
    """12 de 12 revisiones a tiempo y ninguna avería."""
    figures = told.figures
    if not figures.counted:
        return _("Todavía no tenemos su registro completo.")
    broken, stood = figures.sum("breakdowns"), figures.sum("stopped")
    breakdowns = ngettext("%(n)s avería", "%(n)s averías", broken) % {"n": broken} if broken else _("ninguna avería")
    said = {
        "good": figures.sum("on_time"),
        "due": figures.sum("due"),
        "breakdowns": breakdowns,
        "long": words.lasting(stood),
    }
    if stood:
        return _("%(good)s de %(due)s revisiones a tiempo, %(breakdowns)s y %(long)s sin servicio.") % said
    return _("%(good)s de %(due)s revisiones a tiempo y %(breakdowns)s.") % said
