"""An enquiry: received, answered and late, told to who asked it while he speaks for the owner; to our desk, what is
said in it and that it is late.

Who asks is told also where we do not yet write to the owner of our own accord: it is an answer.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.letter import Attachment, Contact, Letter
from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.kinds.enquiries import ASKED, LATE
from owners.models import Enquiry, EnquiryWords
from owners.queries import enquiries, enquiry_desk, scope, topics
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words


def received(entry: Entry, person: User) -> Letter:
    """Its number, by when we answer, and its receipt."""
    enquiry = _enquiry(entry)
    said = _said(enquiry, entry, person)
    if enquiry.kind == EnquiryKind.CALL:
        next_step = _("Le llamamos a más tardar el %(day)s.") % said
    else:
        next_step = _("Le contestamos a más tardar el %(day)s.") % said
    return _letter(
        enquiry,
        entry,
        why=_("Le escribimos porque nos lo pidió usted."),
        action_words=_("Verlo en el portal"),
        title=_("Recibido: %(number)s") % said,
        what_happened=_came_in(enquiry) % said,
        what_next=next_step,
        links=_receipt(enquiry),
    )


def _came_in(enquiry: Enquiry) -> str:
    if enquiry.taken_by:
        return _("%(name)s: nos ha llamado, y hemos anotado «%(title)s».")
    return _("%(name)s: nos ha escrito «%(title)s».")


def _receipt(enquiry: Enquiry) -> tuple[tuple[str, str], ...]:
    return ((_("Abrir el resguardo"), _address("owners:enquiry-receipt", enquiry)),)


def answered(entry: Entry, person: User) -> Letter:
    """The answer itself, and what came with it."""
    enquiry = _enquiry(entry)
    said = _said(enquiry, entry, person)
    spoken = EnquiryWords.objects.select_related("person", "file").get(pk=entry.facts["words"])
    told = {"name": person.name, "who": spoken.person.name, "text": spoken.text}
    return _letter(
        enquiry,
        entry,
        why=_("Le escribimos porque nos lo preguntó usted."),
        action_words=_("Ver la respuesta"),
        title=_("Respuesta a %(number)s: %(title)s") % said,
        what_happened=_("%(name)s: %(who)s le contesta: «%(text)s»") % told,
        what_next=_("Si le sirve, ciérrela ahí; si no, escríbanos otra vez en el mismo sitio."),
        attachment=Attachment(spoken.file, enquiries.file_name(spoken, spoken.file)) if spoken.file else None,
        links=_receipt(enquiry) if enquiry.taken_by else (),
    )


def late(entry: Entry, person: User) -> Letter:
    """We owe it, and say so first."""
    enquiry = _enquiry(entry)
    said = _said(enquiry, entry, person)
    return _letter(
        enquiry,
        entry,
        why=_("Le escribimos porque nos lo preguntó usted."),
        action_words=_("Verlo en el portal"),
        title=_("Le debemos una respuesta: %(number)s") % said,
        what_happened=_("%(name)s: era hasta el %(day)s y no se la hemos dado.") % said,
        what_it_means=_("Lo sentimos. La oficina la ve desde hoy en primer lugar."),
        what_next=_("Si le corre prisa, llámenos con ese número."),
    )


def at_the_desk(entry: Entry, person: User) -> Letter:
    """What was said, to who takes care of it: he may answer from where he reads."""
    enquiry = _enquiry(entry)
    spoken = EnquiryWords.objects.select_related("person").get(pk=entry.facts["words"])
    told = {"who": spoken.person.name, "owner": enquiry.owner.name, "text": spoken.text}
    is_new = entry.kind == ASKED.name
    return Letter(
        title=(_("Nueva: %(number)s, %(title)s") if is_new else _("Dice más: %(number)s, %(title)s"))
        % _said(enquiry, entry, person),
        what_happened=_("%(who)s, de %(owner)s, dice: «%(text)s»") % told,
        what_it_means=_("Se contesta a más tardar el %(day)s.") % _said(enquiry, entry, person),
        what_next=_how_to_answer(),
        where=_where(enquiry),
        details=_about(enquiry, entry),
        why=_("Le escribimos porque la lleva usted, o porque lleva a ese titular."),
        action_words=_("Contestar"),
        action_url=_address("owners:office-enquiry", enquiry),
    )


def _how_to_answer() -> str:
    """Only an address of the reader's own is answered by mail."""
    if not (settings.REPLIES_ADDRESS and settings.REPLIES_PLUS):
        return _("Se contesta en su página.")
    return _("Si contesta a este correo desde esta misma dirección, lo que escriba es la respuesta de la oficina.")


def late_at_the_desk(entry: Entry, person: User) -> Letter:
    """The same to us."""
    enquiry = _enquiry(entry)
    said = _said(enquiry, entry, person) | {"who": enquiry.asked_by.name, "owner": enquiry.owner.name}
    return Letter(
        title=_("Fuera de plazo: %(number)s") % said,
        what_happened=_("%(who)s, de %(owner)s, espera respuesta; era hasta el %(day)s: «%(title)s».") % said,
        what_it_means=_("Ya se lo hemos dicho. Falta contestarle."),
        what_next=_how_to_answer(),
        where=_where(enquiry),
        why=_("Le escribimos porque la lleva usted, o porque no la lleva nadie."),
        action_words=_("Contestar"),
        action_url=_address("owners:office-enquiry", enquiry),
    )


def asker(entry: Entry) -> list[User]:
    """Who asked, while he still may read it."""
    enquiry = _enquiry(entry)
    reads = scope.enquiries(enquiry.asked_by, entry.recorded_at).filter(pk=enquiry.pk).exists()
    return [enquiry.asked_by] if reads and not _is_over(entry, enquiry) else []


def desk(entry: Entry) -> list[User]:
    """Who takes care of it; else whom the owner knows in the office; else everybody there."""
    enquiry = _enquiry(entry)
    if _is_over(entry, enquiry):
        return []
    one = enquiry.assigned_to or enquiry.owner.contact
    return [one] if one else list(enquiry_desk.colleagues(entry.recorded_at))


def keeper(entry: Entry) -> list[User]:
    """Who takes care of it, else whom the owner knows in the office; not who wrote it down, nor once it is answered.

    Where it is nobody's it waits in the office's list.
    """
    enquiry = _enquiry(entry)
    one = enquiry.assigned_to or enquiry.owner.contact
    wrote = EnquiryWords.objects.values_list("taken_by", flat=True).get(pk=entry.facts["words"]) or enquiry.taken_by_id
    is_awaited = enquiry.state == EnquiryState.OPEN
    return [one] if one and is_awaited and one.pk != wrote else []


def _is_over(entry: Entry, enquiry: Enquiry) -> bool:
    """Whether it was told to be late and is not any more; or was answered while he called: that mail says it all."""
    if entry.kind == ASKED.name:
        return enquiry.taken_by is not None and enquiry.answered_at == enquiry.asked_at
    return entry.kind == LATE.name and enquiry.late_at is None


def _enquiry(entry: Entry) -> Enquiry:
    return Enquiry.objects.select_related(*enquiries.ROWS).get(pk=entry.subject_id)


def _said(enquiry: Enquiry, entry: Entry, person: User) -> dict[str, str]:
    today = scope.today(entry.recorded_at)
    return {
        "name": person.name,
        "number": enquiry.number,
        "title": enquiry.title,
        "day": words.long(enquiry.due_on, today),
    }


def _letter(enquiry: Enquiry, entry: Entry, **told: Any) -> Letter:
    """With its frame, to who asked."""
    return Letter(
        where=_where(enquiry),
        action_url=_address("owners:enquiry", enquiry),
        details=_about(enquiry, entry),
        contact=Contact.of(enquiry.owner),
        **told,
    )


def _about(enquiry: Enquiry, entry: Entry) -> tuple[tuple[str, str], ...]:
    named = topics.name_of(enquiry, entry.recorded_at)
    return ((_("Sobre"), named),) if named else ()


def _where(enquiry: Enquiry) -> str:
    return enquiry.lift.building.street if enquiry.lift else enquiry.owner.name


def _address(name: str, enquiry: Enquiry) -> str:
    return settings.SITE_URL + reverse(name, args=[enquiry.pk])
