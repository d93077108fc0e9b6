"""Signing in by a one-time code, and the sessions that come of signing in.

A known and an unknown address take the same way: the same queries, one row, one mail each. Only what the mail says
differs, and only its reader sees that.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.models import SignIn, SignInCode, Tally, User, digest
from portal.company import queries as companies

LASTS = timedelta(minutes=10)
TRIES = 3
DIGITS = 6


class WrongCode(Exception):
    """The code is not this one, is used, or is too old; `left` tries remain with the code that was sent."""

    def __init__(self, left: int = 0) -> None:
        super().__init__()
        self.left = left


@transaction.atomic
def send_confirmation(*, person: User, what: str, at: datetime, address: str = "") -> SignInCode:
    """Sends who is signed in a code that says again who he is; `what` it confirms stands in the mail.

    Sent to another `address`, it says that he reads what arrives there.
    """
    code, row = _new(person, at)
    _mail("confirm", address or person.email or "", {"code": code, "person": person, "what": what}, person.language)
    return row


@transaction.atomic
def send_code(*, email: str, at: datetime) -> SignInCode:
    """Sends a code to the address, or the news that nobody here has it; answers the row the code is checked against."""
    address = email.strip().lower()
    person = User.objects.at_address(address).first()
    welcome = person if person and person.is_active else None
    code, row = _new(welcome, at)

    language = person.language if person else translation.get_language() or "es"
    _mail("code" if welcome else "unknown", address, {"code": code, "person": welcome}, language)
    return row


def _new(person: User | None, at: datetime) -> tuple[str, SignInCode]:
    """A code, and the row that knows it by its digest."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    row = SignInCode(person=person, created_at=at, expires_at=at + LASTS)
    row.digest = _bound(row.pk, code)
    row.save(force_insert=True)
    return code, row


def check_code(*, row_id: UUID, code: str, at: datetime) -> User:
    """The person the code lets in; a code is tried three times and used once. Raises WrongCode."""
    live = SignInCode.objects.filter(pk=row_id, used_at=None, expires_at__gt=at)
    if not live.filter(tries__lt=TRIES).update(tries=models.F("tries") + 1):
        raise WrongCode
    row = SignInCode.objects.select_related("person").get(pk=row_id)
    plain = "".join(character for character in code if character.isalnum())
    if not hmac.compare_digest(row.digest, _bound(row_id, plain)) or row.person is None or not row.person.is_active:
        raise WrongCode(TRIES - row.tries)
    if not live.update(used_at=at):
        raise WrongCode
    return row.person


def remember(
    *, person: User, session_key: str, device: str, how: SignIn.How, at: datetime, expires_at: datetime
) -> SignIn:
    """Writes down that a person came in, so that he can see and end it."""
    return SignIn.objects.create(
        person=person, session_key=session_key, device=device[:120], how=how, began_at=at, expires_at=expires_at
    )


@transaction.atomic
def go_on(*, person: User, before: str, after: str, at: datetime) -> int:
    """After a new password this session goes on under another key and the others end; answers how many did."""
    SignIn.objects.filter(person=person, session_key=before, ended_at=None).update(session_key=after)
    return end(sign_ins=SignIn.objects.filter(person=person).exclude(session_key=after), at=at)


@transaction.atomic
def end(*, sign_ins: models.QuerySet[SignIn], at: datetime) -> int:
    """Ends sessions; answers how many."""
    keys = list(sign_ins.filter(ended_at=None).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return sign_ins.filter(ended_at=None).update(ended_at=at)


def tidy(*, before: datetime) -> None:
    """Deletes what ran out by then: counters, codes and sessions. Who came in and when stays written."""
    Tally.objects.filter(began_at__lt=before).delete()
    SignInCode.objects.filter(expires_at__lt=before).delete()
    Session.objects.filter(expire_date__lt=before).delete()


def _bound(row_id: UUID, code: str) -> str:
    """A digest that is worth nothing beside another row or without the installation's key."""
    return digest(f"{settings.SECRET_KEY}:{row_id}:{code}")


def _mail(name: str, address: str, context: dict[str, object], language: str) -> None:
    with translation.override(language):
        words = {"company": companies.current(), **context}
        subject = render_to_string(f"accounts/mail/{name}_subject.txt", words).strip()
        text = render_to_string(f"accounts/mail/{name}.txt", words)
    mail = EmailMultiAlternatives(subject, text, to=[address], headers={"X-Touchpoint": f"sign_in_{name}"})
    mail.send()
