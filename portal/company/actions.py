"""Opening the company, saying how it is paid, and which law of its size it falls under."""

from typing import Any

from portal.company import queries
from portal.company.models import Company


class AlreadyOpen(Exception):
    """This installation serves a company already."""


def open_company(**fields: Any) -> Company:
    """Writes the company's one row; raises AlreadyOpen when it is there."""
    if Company.objects.exists():
        raise AlreadyOpen
    company = Company.objects.create(id=1, **fields)
    queries.forget()
    return company


def say_how_it_is_paid(*, iban: str, bic: str, payment_hosts: str) -> None:
    """The account transfers go to, and the hosts whose pages may take a payment, one a line."""
    Company.objects.filter(pk=1).update(iban=iban, bic=bic, payment_hosts=payment_hosts)
    queries.forget()


def say_care_law(*, applies: bool) -> None:
    """Whether Ley 10/2025 binds the company: 250 people, or 50 M EUR of turnover, or 43 M EUR of balance (art. 2)."""
    Company.objects.filter(pk=1).update(under_care_law=applies)
    queries.forget()
