"""Tokens: made, found by their secret, used, revoked."""

import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models, transaction

from portal.access import grants
from portal.access.models import Token
from portal.access.scopes import NEEDS, Scope
from portal.accounts.models import User, digest

BEGINS = "rel_"
LONGEST = timedelta(days=366)
MOST = 20  # a person's at a time
NOTED_EVERY = timedelta(minutes=1)


class TooMany(Exception):
    """The person has as many as one may have; one that is not needed has to go first."""


class NotYours(Exception):
    """Nobody gives a program what he may not do himself, nor for longer than a year."""


@transaction.atomic
def make(
    *, person: User, name: str, scopes: Collection[Scope], expires_at: datetime, at: datetime
) -> tuple[Token, str]:
    """A new token and its secret, which is kept nowhere."""
    held = grants.of(person).permissions
    if not scopes or not all(NEEDS[scope] & held for scope in scopes) or not at < expires_at <= at + LONGEST:
        raise NotYours
    User.objects.select_for_update().get(pk=person.pk)
    if Token.objects.holding(at).filter(person=person).count() >= MOST:
        raise TooMany
    prefix, rest = secrets.token_hex(4), secrets.token_urlsafe(32)
    secret = f"{BEGINS}{prefix}_{rest}"

    token = Token.objects.create(
        person=person,
        name=name,
        prefix=prefix,
        digest=digest(secret),
        scopes=" ".join(scope for scope in Scope if scope in scopes),
        made_at=at,
        expires_at=expires_at,
    )
    return token, secret


def find(secret: str, at: datetime) -> Token | None:
    """The token of a secret, with its person; None for one that opens nothing."""
    if not secret.startswith(BEGINS) or not secret.isascii() or len(secret) > 80:
        return None
    prefix = secret.removeprefix(BEGINS).partition("_")[0]
    found = Token.objects.holding(at).select_related("person").filter(prefix=prefix).first()
    if found is None or not hmac.compare_digest(found.digest, digest(secret)):
        return None
    return found


def note_use(token: Token, at: datetime) -> None:
    """Writes when it was used last, to the minute: a program that asks often costs one row a minute."""
    if token.last_used_at is None or token.last_used_at <= at - NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=at)


def revoke(*, tokens: models.QuerySet[Token], by: User | None, at: datetime) -> int:
    """From now on they open nothing; answers how many that is."""
    return tokens.filter(revoked_at=None).update(revoked_at=at, revoked_by=by)


def of(person: User, at: datetime) -> models.QuerySet[Token]:
    """A person's tokens that still open something, the newest first."""
    return Token.objects.holding(at).filter(person=person).order_by("-made_at", "-pk")


def every(at: datetime) -> models.QuerySet[Token]:
    """Everybody's that still open something, by person, for who looks after the accounts."""
    return Token.objects.holding(at).select_related("person").order_by("person__name", "-made_at", "-pk")
