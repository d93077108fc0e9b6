"""Who begins to speak for an owner to whom we write, and who ends; a contract that ends; a lift that comes in."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from notifications.letter import Contact, Letter
from notifications.touchpoint import ALWAYS
from notifications.touchpoints import beginning
from owners import kinds
from owners.models import Contract, Mandate, Membership, Tenure
from owners.queries import duties, people, scope
from owners.queries.people import Told
from owners.queries.speaking import FIRST
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.models import Entry
from portal.web import pages, words

NAME_IN_TITLE = 50


def whom(entry: Entry, at: datetime) -> list[Told]:
    """The person of the mandate, or the people of its firm; one given by mistake was never held."""
    held = Mandate.objects.select_related("owner", "person").get(pk=entry.subject_id)
    if held.to_on is not None and held.to_on <= held.from_on:
        return []
    since = _since(held.owner.speaking_since, entry)
    if held.person:
        return [Told(held.person, since, frozenset({Role(held.role)}))]
    day = max(scope.today(at), held.from_on)
    members = Membership.objects.held_on(day).filter(agency=held.agency_id).select_related("person").order_by("person")
    return [Told(one.person, since, frozenset({Role(held.role)})) for one in members]


def parting(entry: Entry, at: datetime) -> list[Told]:
    """Whose mandate ended; of a contract, those who decide, unless another of ours goes on."""
    if entry.kind == kinds.MANDATE_ENDED.name:
        return whom(entry, at)
    contract = Contract.objects.get(pk=entry.subject_id)
    if contract.ended_on is None or _goes_on(contract):
        return []
    return people.told_of_owner(entry.stream_id, FIRST, at)


def receiving(entry: Entry, at: datetime) -> list[Told]:
    """Chair and manager of an owner to whom we wrote already when the lift came to him."""
    told = people.told_of_owner(entry.stream_id, FIRST, at)
    return [Told(one.person, _since(one.speaks_since, entry), one.roles) for one in told]


def welcome(entry: Entry, person: User) -> Letter:
    """As what he stands there from when on, what he sees, and what is open."""
    held = Mandate.objects.select_related("owner__contact").get(pk=entry.subject_id)
    today, owner = scope.today(entry.recorded_at), held.owner
    said = {
        "name": person.name,
        "owner": owner.name,
        "role": Role(held.role).label.lower(),
        "day": words.long(held.from_on, today),
        "company": companies.current().name,
    }
    found = duties.of([owner.pk], entry.recorded_at)[0].open if held.role in FIRST else []
    return Letter(
        title=_("Le damos la bienvenida: %(owner)s") % {"owner": Truncator(owner.name).chars(NAME_IN_TITLE)},
        what_happened=_(
            "%(name)s: desde el %(day)s consta como %(role)s de %(owner)s en %(company)s, que cuida sus ascensores."
        )
        % said,
        what_it_means=beginning.how_we_write(person, entry.recorded_at) if held.role in FIRST else "",
        what_next=_("En el portal ve lo que le toca. Si quiere que le escribamos más, menos o nada, elíjalo al pie."),
        where=owner.name,
        why=_("Le escribimos porque nos han dicho que representa a %(owner)s, o que vive o trabaja ahí.") % said,
        action_words=_("Entrar en el portal"),
        action_url=settings.SITE_URL + reverse("owners:lifts"),
        contact=Contact.of(owner),
        parts=beginning.open_part(found, words.long(today, today)),
        links=(beginning.preferences_link(),),
    )


def farewell(entry: Entry, person: User) -> Letter:
    """Of a mandate, or of a contract."""
    return _mandate_over(entry, person) if entry.kind == kinds.MANDATE_ENDED.name else _contract_over(entry, person)


def handover(entry: Entry, person: User) -> Letter:
    """The lift that is in our care now, and when it is visited."""
    tenure = Tenure.objects.select_related("owner__contact", "lift__building").get(pk=entry.subject_id)
    today, lift = scope.today(entry.recorded_at), tenure.lift
    said = {
        "name": person.name,
        "company": companies.current().name,
        "lift": str(lift),
        "owner": tenure.owner.name,
        "day": words.long(tenure.from_on, today),
    }
    next_by = next(
        (one.visit_by for one in duties.of([tenure.owner_id], entry.recorded_at)[0].lifts if one.lift == lift), None
    )
    visit = _("La próxima revisión, a más tardar el %(day)s.") % {"day": words.long(next_by, today)} if next_by else ""
    return Letter(
        title=_("Un ascensor más: %(street)s") % {"street": Truncator(lift.building.street).chars(NAME_IN_TITLE)},
        what_happened=_("%(name)s: desde el %(day)s %(lift)s es de %(owner)s, y lo cuida %(company)s.") % said,
        what_it_means=visit,
        what_next=_("Lo que pase en él se lo contamos como lo de los demás."),
        where=tenure.owner.name,
        why=_("Le escribimos porque representa a %(owner)s.") % said,
        action_words=_("Ver el ascensor"),
        action_url=settings.SITE_URL + pages.url_for(lift),
        contact=Contact.of(tenure.owner),
    )


def _mandate_over(entry: Entry, person: User) -> Letter:
    held = Mandate.objects.select_related("owner__contact").get(pk=entry.subject_id)
    ends_on, today = held.to_on or scope.today(entry.recorded_at), scope.today(entry.recorded_at)
    said = {
        "name": person.name,
        "owner": held.owner.name,
        "role": Role(held.role).label.lower(),
        "day": words.long(ends_on, today),
    }
    still = ends_on > today
    return Letter(
        title=_("Termina su mandato en %(owner)s") % {"owner": Truncator(held.owner.name).chars(NAME_IN_TITLE)},
        what_happened=_("%(name)s: el %(day)s deja de constar como %(role)s de %(owner)s.") % said,
        what_it_means=_("Desde ese día no verá lo que veía por ello, ni le escribiremos de ello."),
        what_next=_papers(ends_on, today),
        where=held.owner.name,
        why=_("Le escribimos porque hasta ese día consta ante nosotros por %(owner)s.") % said,
        action_words=_taken(held) if still else "",
        action_url=settings.SITE_URL + _where_taken(held) if still else "",
        contact=Contact.of(held.owner),
    )


def _taken(held: Mandate) -> str:
    """Who decides takes all of it; who lives there, what he sees."""
    return _("El expediente completo") if held.role in FIRST else _("Descargar papeles e historia")


def _where_taken(held: Mandate) -> str:
    return reverse("owners:handover", args=[held.owner_id]) if held.role in FIRST else reverse("owners:papers")


def _papers(ends_on: date, today: date) -> str:
    if ends_on > today:
        return _("Hasta entonces puede descargar la historia y los papeles. Gracias por su tiempo.")
    return _("Si le hace falta algún papel de entonces, responda a este correo. Gracias por su tiempo.")


def _contract_over(entry: Entry, person: User) -> Letter:
    contract = Contract.objects.select_related("owner__contact").get(pk=entry.subject_id)
    today = scope.today(entry.recorded_at)
    said = {
        "name": person.name,
        "number": contract.number,
        "owner": contract.owner.name,
        "day": words.long(date.fromisoformat(str(entry.facts["ended_on"])), today),
    }
    return Letter(
        title=_("El contrato %(number)s termina el %(day)s") % said,
        what_happened=_("%(name)s: el contrato %(number)s de %(owner)s termina el %(day)s.") % said,
        what_it_means=_("Hasta ese día venimos y contestamos igual; desde ese día, quien ustedes elijan."),
        what_next=_(
            "Su historia, sus boletines y sus papeles siguen en el portal: lléveselos cuando quiera, en un ZIP."
        ),
        where=contract.owner.name,
        why=_("Le escribimos porque decide por %(owner)s.") % said,
        action_words=_("El expediente completo"),
        action_url=settings.SITE_URL + reverse("owners:handover", args=[contract.owner_id]),
        contact=Contact.of(contract.owner),
    )


def _goes_on(contract: Contract) -> bool:
    others = Contract.objects.in_force_on(contract.ended_on).filter(owner=contract.owner_id)  # type: ignore[arg-type]
    return others.exclude(pk=contract.pk).exists()


def _since(speaking: datetime | None, entry: Entry) -> datetime | None:
    """What is written down while we write to the owner is told, also of a day before that; else it is not."""
    return ALWAYS if speaking and speaking <= entry.recorded_at else None
