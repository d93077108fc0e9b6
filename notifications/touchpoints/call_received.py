"""A call that reached us, told back to who called: its number, what we make of it, and what happens next."""

from django.utils.translation import gettext as _

from maintenance.enums import Answer
from maintenance.models import Call
from notifications.letter import Letter
from notifications.touchpoints import about
from notifications.touchpoints.about import Reader
from notifications.touchpoints.breakdown_told import news
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words


def letter(entry: Entry, person: User) -> Letter:
    """We have it."""
    call = _call(entry)
    reader = Reader.of(person, call.lift, entry.recorded_at)
    called = about.moment(about.local(call.lift, call.called_at))
    said = {"name": person.name, "street": about.street(call.lift), "number": call.number, "when": called}
    known = call.breakdown
    meaning = _("Todavía no lo hemos confirmado.")
    next_step = _("Lo miramos y le diremos qué es.")
    if known is not None:
        meaning = _("Es la avería %(number)s.") % {"number": known.number}
        next_step = news(known) or _("Le diremos cuándo funciona.")
    if call.anyone_inside == Answer.YES:
        next_step = words.sentences(_("Hay alguien dentro: lo primero es sacarlo."), next_step)
    return reader.letter(
        of=known or call.lift,
        words=_("Seguir la avería") if known else _("Ver el ascensor"),
        title=_("Su aviso %(number)s: %(street)s") % said,
        what_happened=_("%(name)s: hemos recibido su aviso %(when)s. Gracias por decírnoslo.") % said,
        what_it_means=meaning,
        what_next=next_step,
        details=(((_("Sus palabras"), f"«{call.words}»"),) if call.words else ()),
    )


def settled(entry: Entry, person: User) -> Letter:
    """It was no breakdown."""
    call = _call(entry)
    reader = Reader.of(person, call.lift, entry.recorded_at)
    said = {"name": person.name, "street": about.street(call.lift), "number": call.number}
    said["when"] = about.moment(about.local(call.lift, call.called_at))
    return reader.letter(
        of=call.lift,
        words=_("Ver el ascensor"),
        title=_("Su aviso %(number)s: el ascensor funciona") % said,
        what_happened=_("%(name)s: hemos mirado lo que nos dijo %(when)s. El ascensor funciona.") % said,
        what_next=_("Si vuelve a fallar, avísenos otra vez."),
    )


def _call(entry: Entry) -> Call:
    rows = Call.objects.select_related("lift__building", "breakdown__lift__building", "breakdown__technician", "caller")
    return rows.get(pk=entry.subject_id)
