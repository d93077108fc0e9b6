"""A quote: a new one, one that runs out, one withdrawn, each told to those who decide; and what they decided, to us."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.letter import Attachment, Contact, Letter
from owners.enums import QuoteState
from owners.models import Quote, QuoteDecision
from owners.queries import quotes
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

MOST = 8  # lines a mail prints; the others are in the original


def published(entry: Entry, person: User) -> Letter:
    """There is one, until when it holds, and that nothing happens without a yes."""
    quote = _quote(entry)
    said = _said(quote, person)
    return _letter(
        quote,
        words=_("Verlo y decidir"),
        title=_("Presupuesto: %(title)s, %(total)s") % said,
        what_happened=_("%(name)s: le proponemos %(title)s en %(street)s.") % said,
        what_it_means=quote.words,
        what_next=_("Vale hasta el %(until)s. Sin su sí no se hace nada.") % said,
        details=tuple(
            (one.text, words.money(one.amount, quote.currency)) for one in quote.lines.order_by("place")[:MOST]
        ),
        attachment=Attachment(quote.file, quotes.file_name(quote)),
    )


def expiring(entry: Entry, person: User) -> Letter:
    """Once, a week before it runs out."""
    quote = _quote(entry)
    said = _said(quote, person)
    return _letter(
        quote,
        words=_("Verlo y decidir"),
        title=_("El presupuesto %(number)s vale hasta el %(until)s") % said,
        what_happened=_("%(name)s: sigue sin decidir %(title)s, de %(total)s.") % said,
        what_it_means=_("Después habría que hacerlo otra vez, y el precio puede cambiar."),
        what_next=_("No se lo recordaremos más."),
    )


def withdrawn(entry: Entry, person: User) -> Letter:
    """It is no longer offered, and why."""
    quote = _quote(entry)
    said = _said(quote, person)
    return _letter(
        quote,
        words=_("Ver en el portal"),
        title=_("Hemos retirado el presupuesto %(number)s") % said,
        what_happened=_("%(name)s: %(title)s ya no se ofrece así.") % said,
        what_it_means=_("Motivo: %(why)s") % {"why": quote.why_withdrawn},
        what_next=_("Si hay otro en su lugar, se lo enviamos en cuanto esté."),
    )


def answered(entry: Entry, _person: User) -> Letter:
    """To whom the owner knows in the office."""
    rows = QuoteDecision.objects.select_related("quote__owner", "quote__lift__building", "person")
    decision = rows.get(pk=entry.subject_id)
    quote = decision.quote
    said = {"owner": quote.owner.name, "number": quote.number, "title": quote.title, "who": decision.person.name}
    told = {
        QuoteState.ACCEPTED: _("%(owner)s acepta el %(number)s") % said,
        QuoteState.DECLINED: _("%(owner)s no acepta el %(number)s") % said,
        QuoteState.MEETING: _("%(owner)s lleva el %(number)s a la junta") % said,
    }
    next_steps = {
        QuoteState.ACCEPTED: _("Falta darle día y decírselo."),
        QuoteState.DECLINED: _("No hay que hacer nada más."),
        QuoteState.MEETING: _("La junta es el %(day)s.")
        % {"day": words.figures(decision.meeting_on) if decision.meeting_on else ""},
    }
    state = QuoteState(decision.state)
    return Letter(
        title=told[state],
        what_happened=_("%(who)s lo ha decidido: %(title)s.") % said,
        what_it_means=f"«{decision.words}»" if decision.words else "",
        what_next=next_steps[state],
        where=quote.lift.building.street,
        why=_("Le escribimos porque es a quien %(owner)s conoce en la oficina.") % said,
        action_words=_("Ver el presupuesto"),
        action_url=settings.SITE_URL + reverse("owners:office-quote", args=[quote.pk]),
    )


def concerned(entry: Entry) -> list[User]:
    """Whom the owner knows in the office; else whoever published it."""
    decision = QuoteDecision.objects.select_related("quote__owner__contact", "quote__published_by").get(
        pk=entry.subject_id
    )
    who = decision.quote.owner.contact or decision.quote.published_by
    return [who] if who else []


def _quote(entry: Entry) -> Quote:
    return Quote.objects.select_related("owner__contact", "lift__building", "file").get(pk=entry.subject_id)


def _said(quote: Quote, person: User) -> dict[str, str]:
    return {
        "name": person.name,
        "number": quote.number,
        "title": quote.title,
        "street": quote.lift.building.street,
        "total": words.money(quote.total, quote.currency),
        "until": words.figures(quote.valid_until),
    }


def _letter(quote: Quote, *, words: str, **told: Any) -> Letter:
    """With its frame, to who decides; `words` are on the button that leads to it."""
    return Letter(
        where=quote.lift.building.street,
        why=_("Le escribimos porque decide por %(owner)s.") % {"owner": quote.owner.name},
        action_words=words,
        action_url=settings.SITE_URL + reverse("owners:quote", args=[quote.pk]),
        contact=Contact.of(quote.owner),
        **told,
    )
