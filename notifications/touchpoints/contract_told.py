"""A contract that renews itself, and a price that will be another: both told while there is time to say no."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.letter import Contact, Letter
from owners.models import Contract, Price
from owners.queries import contract_page, scope
from owners.rules import terms
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.models import Entry
from portal.web import words


def renewing(entry: Entry, person: User) -> Letter:
    """Until when one may say no, what it costs, and how to leave."""
    contract = Contract.objects.select_related("owner__contact").get(pk=entry.subject_id)
    today = scope.today(entry.occurred_at)
    ends_on = date.fromisoformat(str(entry.facts["ends_on"]))
    last = terms.notice_by(ends_on, contract.notice_days)
    said = _said(contract, person) | {
        "ends": words.long(ends_on, today),
        "last": words.long(last, today),
        "long": contract_page.lasting(contract.renews_months),
        "monthly": contract_page.monthly(contract, entry.occurred_at),
    }
    return _letter(
        contract,
        title=_("El contrato %(number)s se renueva el %(ends)s") % said,
        what_happened=_("%(name)s: el contrato %(number)s de %(owner)s se renueva solo el %(ends)s, por %(long)s.")
        % said,
        what_it_means=_("La cuota es hoy de %(monthly)s al mes, sin impuestos.") % said,
        what_next=words.sentences(
            _("Si quiere seguir, no tiene que hacer nada."),
            _("Si no, díganoslo por escrito a más tardar el %(last)s.") % said,
            _reach(),
        ),
    )


def price(entry: Entry, person: User) -> Letter:
    """From when, how much, by how much it differs, and why."""
    row = Price.objects.select_related("contract__owner__contact").get(pk=entry.subject_id)
    today = scope.today(entry.occurred_at)
    change = contract_page.change_of(row)
    said = _said(row.contract, person) | {
        "since": words.long(row.from_on, today),
        "monthly": words.money(row.monthly, row.currency),
        "change": change,
    }
    cost = _("Serán %(monthly)s al mes, sin impuestos: %(change)s.") if change else _("Serán %(monthly)s al mes.")
    return _letter(
        row.contract,
        title=_("La cuota del contrato %(number)s será de %(monthly)s desde el %(since)s") % said,
        what_happened=_("%(name)s: desde el %(since)s cambia la cuota del contrato %(number)s de %(owner)s.") % said,
        what_it_means=words.sentences(cost % said, _("Motivo: %(why)s.") % {"why": row.why} if row.why else ""),
        what_next=words.sentences(_("Si no está de acuerdo, hablemos antes de ese día."), _reach()),
    )


def is_the_first(entry: Entry) -> bool:
    """The price a contract begins with was agreed with it, and is no news."""
    row = Price.objects.select_related("contract").get(pk=entry.subject_id)
    return row.from_on == row.contract.starts_on


def _letter(contract: Contract, **told: Any) -> Letter:
    return Letter(
        where=contract.owner.name,
        why=_("Le escribimos porque decide por %(owner)s.") % {"owner": contract.owner.name},
        action_words=_("Ver el contrato"),
        action_url=settings.SITE_URL + reverse("owners:contract", args=[contract.pk]),
        contact=Contact.of(contract.owner),
        **told,
    )


def _reach() -> str:
    """Where to write and call."""
    company = companies.current()
    phone = company.office_phone or company.emergency_phone
    if company.email:
        return _("Nuestro correo es %(email)s y nuestro teléfono, el %(phone)s.") % {
            "email": company.email, "phone": phone,
        }  # fmt: skip
    return _("Nuestro teléfono es el %(phone)s.") % {"phone": phone}


def _said(contract: Contract, person: User) -> dict[str, str]:
    return {"name": person.name, "number": contract.number, "owner": contract.owner.name}
