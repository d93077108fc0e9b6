"""What we ask of people, and what follows: a call to who was not content, thanks to who came."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from notifications.letter import Contact, Letter
from notifications.notice import Notice
from owners.enums.enquiries import EnquiryKind
from owners.enums.surveys import Question
from owners.kinds import enquiries as asking
from owners.models import Enquiry, Survey
from owners.queries import enquiry_desk, people, scope, surveys
from owners.queries.people import Told
from owners.queries.speaking import FIRST
from owners.rules.surveys import is_low
from portal.access.roles import OWNERS
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.models import Entry
from portal.web import pages, words

NAME_IN_TITLE, WORDS_IN_NOTICE, WORDS_IN_LETTER = 60, 120, 300


def of_breakdown(entry: Entry) -> bool:
    """Whether it asks about a breakdown."""
    return bool(entry.facts["question"] == Question.BREAKDOWN)


def of_year(entry: Entry) -> bool:
    """Whether it is the yearly question."""
    return bool(entry.facts["question"] == Question.YEARLY)


def asked(entry: Entry, at: datetime) -> list[Told]:
    """Whom we ask, while he speaks for the owner."""
    told = people.told_of_owner(entry.stream_id, OWNERS, at)
    return [one for one in told if str(one.person.pk) == entry.facts["person"]]


def asked_yearly(entry: Entry, at: datetime) -> list[Told]:
    """The same of the yearly question, which is for who decides."""
    told = people.told_of_owner(entry.stream_id, FIRST, at)
    return [one for one in told if str(one.person.pk) == entry.facts["person"]]


def still_asks(entry: Entry) -> bool:
    """Until he has answered; never while a complaint waits."""
    survey = _survey(entry)
    return survey.answered_at is None and not surveys.complains(survey.person, survey.owner, entry.recorded_at)


def needs_a_call(entry: Entry) -> bool:
    """A low score, or a complaint."""
    if entry.kind == asking.ASKED.name:
        return bool(entry.facts["kind"] == EnquiryKind.COMPLAINT)
    return is_low(entry.facts["question"], int(entry.facts["score"]))


def who_calls(entry: Entry) -> list[User]:
    """Who takes care of it; else whom the owner knows in the office; else everybody there."""
    about = _enquiry(entry) if entry.kind == asking.ASKED.name else _survey(entry)
    one = about.assigned_to or about.owner.contact
    return [one] if one else list(enquiry_desk.colleagues(entry.recorded_at))


def still_needs_a_call(entry: Entry) -> bool:
    """Until somebody has spoken with him, or answered him."""
    if entry.kind == asking.ASKED.name:
        return Enquiry.objects.waiting().filter(pk=entry.subject_id).exists()
    return Survey.objects.to_follow().filter(pk=entry.subject_id).exists()


def gives_thanks(entry: Entry) -> bool:
    """Whether who came is thanked."""
    return bool(entry.facts["thanks"])


def thanked(entry: Entry) -> list[User]:
    """Who came."""
    came = surveys.who_came(_survey(entry))
    return [came.person] if came else []


def breakdown(entry: Entry, person: User) -> Letter:
    """One question, one press."""
    survey = _survey(entry)
    one = survey.breakdown
    assert one is not None  # noqa: S101 - `of_breakdown` has asked
    lift, today = one.lift, scope.today(entry.occurred_at)
    local = one.reported_at.astimezone(ZoneInfo(lift.building.time_zone))
    said = {"name": person.name, "street": lift.building.street, "day": words.long(local.date(), today)}
    return Letter(
        title=_("¿Cómo quedó el ascensor de %(street)s?") % {
            "street": Truncator(lift.building.street).chars(NAME_IN_TITLE)
        },
        what_happened=_("%(name)s: el %(day)s nos avisó de la avería de %(street)s.") % said,
        what_it_means=_("Queremos saber cómo la vivió usted."),
        what_next=_("Es pulsar un botón, sin entrar. Si algo no fue bien, le llamamos."),
        where=f"{lift.building.street}, {lift.name}",
        why=_("Le escribimos porque nos avisó usted. No preguntamos más de una vez cada sesenta días."),
        action_words=_("Contestar"),
        action_url=settings.SITE_URL + surveys.address(survey),
        contact=Contact.of(survey.owner),
        place=settings.SITE_URL + pages.url_for(one),
    )  # fmt: skip


def yearly(entry: Entry, person: User) -> Letter:
    """Whether he would recommend us."""
    survey = _survey(entry)
    said = {"name": person.name, "company": companies.current().name, "owner": survey.owner.name}
    return Letter(
        title=_("Una pregunta al año: ¿nos recomendaría?"),
        what_happened=_("%(name)s: llevamos tiempo contándole lo que pasa en %(owner)s.") % said,
        what_it_means=_("¿Recomendaría %(company)s a otra comunidad?") % said,
        what_next=_("Es pulsar un número, sin entrar. Se lo preguntamos una vez al año."),
        where=survey.owner.name,
        why=_("Le escribimos porque representa a %(owner)s.") % said,
        action_words=_("Contestar"),
        action_url=settings.SITE_URL + surveys.address(survey),
        contact=Contact.of(survey.owner),
    )


def follow_up(entry: Entry, person: User) -> Letter:
    """Who is not content, with what, and where to write what was said."""
    return _complaint(entry, person) if entry.kind == asking.ASKED.name else _low(entry, person)


def thanks(entries: Sequence[Entry], person: User) -> Notice:
    """By name, with the words if there are any."""
    survey = _survey(entries[-1])
    street = survey.breakdown.lift.building.street if survey.breakdown else ""
    said = {"name": survey.person.name, "street": street, "words": Truncator(survey.words).chars(WORDS_IN_NOTICE)}
    body = _("%(street)s: «%(words)s»") % said if survey.words else _("Por la avería de %(street)s.") % said
    return Notice(title=_("%(name)s le da las gracias") % said, body=body, place="today")


def _low(entry: Entry, person: User) -> Letter:
    survey = _survey(entry)
    said = {"name": survey.person.name, "owner": survey.owner.name, "score": surveys.told(survey)}
    quoted = {"words": Truncator(survey.words).chars(WORDS_IN_LETTER)}
    return Letter(
        title=_("Una nota baja: llame a %(name)s") % said,
        what_happened=words.sentences(
            _("%(name)s, de %(owner)s, nos da un «%(score)s».") % said,
            _("Añade: «%(words)s».") % quoted if survey.words else "",
        ),
        what_next=_("Llámele, y escriba ahí qué se habló."),
        where=survey.breakdown.lift.building.street if survey.breakdown else survey.owner.name,
        why=_why(),
        action_words=_("Ver su respuesta"),
        action_url=settings.SITE_URL + reverse("owners:office-survey", args=[survey.pk]),
        details=_phone(survey.person),
    )


def _complaint(entry: Entry, person: User) -> Letter:
    enquiry = _enquiry(entry)
    said = {
        "name": enquiry.asked_by.name,
        "owner": enquiry.owner.name,
        "number": enquiry.number,
        "title": enquiry.title,
        "day": words.long(enquiry.due_on, scope.today(entry.recorded_at)),
    }
    return Letter(
        title=_("Una reclamación: llame a %(name)s") % said,
        what_happened=_("%(name)s, de %(owner)s, reclama (%(number)s): «%(title)s».") % said,
        what_next=_("Llámele, y contéstele por escrito a más tardar el %(day)s.") % said,
        where=enquiry.lift.building.street if enquiry.lift else enquiry.owner.name,
        why=_why(),
        action_words=_("Ver la reclamación"),
        action_url=settings.SITE_URL + reverse("owners:office-enquiry", args=[enquiry.pk]),
        details=_phone(enquiry.asked_by),
    )


def _why() -> str:
    return _("Le escribimos porque es su persona en la oficina, o porque no la tiene.")


def _phone(person: User) -> tuple[tuple[str, str], ...]:
    return ((_("Teléfono"), person.phone),) if person.phone else ()


def _survey(entry: Entry) -> Survey:
    return Survey.objects.select_related(*surveys.ROWS, "owner__contact").get(pk=entry.subject_id)


def _enquiry(entry: Entry) -> Enquiry:
    rows = Enquiry.objects.select_related("owner__contact", "asked_by", "assigned_to", "lift__building")
    return rows.get(pk=entry.subject_id)
