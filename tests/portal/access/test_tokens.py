"""Tokens: shown once, kept as a digest, worth what their person may do today and no more."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from portal.access import tokens
from portal.access.models import Token
from portal.access.scopes import Scope
from portal.accounts.actions import people
from portal.accounts.models import digest
from portal.lib.guards import REFUSAL


def _make(person, now, *scopes, days=300):
    return tokens.make(person=person, name="Gesfincas", scopes=scopes, expires_at=now + timedelta(days=days), at=now)


def test_only_its_digest_is_kept(chair, now):
    token, secret = _make(chair, now, Scope.READ_LIFTS)

    assert (token.digest, secret.startswith(f"rel_{token.prefix}_")) == (digest(secret), True)
    assert secret not in str(Token.objects.values())


def test_it_is_found_by_its_secret_and_by_nothing_near_it(chair, now):
    token, secret = _make(chair, now, Scope.READ_LIFTS)

    near = [secret[:-1], secret + "x", secret.upper(), f"rel_{token.prefix}_", "rel_", "", "ñ" * 60, "x" * 10_000]
    assert tokens.find(secret, now) == token
    assert [tokens.find(one, now) for one in near] == [None] * len(near)


def test_it_ends_when_it_runs_out_is_revoked_or_its_account_is_closed(chair, manager, office, now):
    mine, secret = _make(chair, now, Scope.READ_LIFTS, days=30)
    _other, closed = _make(manager, now, Scope.READ_LIFTS)
    assert tokens.find(secret, now + timedelta(days=31)) is None

    tokens.revoke(tokens=Token.objects.filter(pk=mine.pk), by=office, at=now)
    people.deactivate(person=manager, by=office, at=now)
    people.reactivate(person=manager, by=office, at=now)

    assert [tokens.find(secret, now), tokens.find(closed, now)] == [None, None]


@pytest.mark.parametrize(
    ("scopes", "days"), [((), 30), ((Scope.WRITE_INVOICES,), 30), ((Scope.READ_LIFTS,), 367), ((Scope.READ_LIFTS,), 0)]
)
def test_nobody_gives_more_than_he_has_nor_for_longer_than_a_year(chair, now, scopes, days):
    with pytest.raises(tokens.NotYours):
        _make(chair, now, *scopes, days=days)


def test_a_person_has_twenty_at_most(chair, now):
    for _number in range(tokens.MOST):
        _make(chair, now, Scope.READ_LIFTS)

    with pytest.raises(tokens.TooMany):
        _make(chair, now, Scope.READ_LIFTS)


def test_its_use_is_noted_once_a_minute(chair, now):
    token, _secret = _make(chair, now, Scope.READ_LIFTS)

    for seconds in (0, 30, 61):
        token.refresh_from_db()
        tokens.note_use(token, now + timedelta(seconds=seconds))

    token.refresh_from_db()
    assert token.last_used_at == now + timedelta(seconds=61)


def test_what_a_token_is_for_never_changes(chair, now):
    token, _secret = _make(chair, now, Scope.READ_LIFTS)

    with pytest.raises(DatabaseError, match=REFUSAL):
        Token.objects.filter(pk=token.pk).update(scopes=" ".join(Scope))
