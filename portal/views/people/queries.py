"""What people's pages print, in plain rows, formatted once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from owners.models import Agency, Mandate, Membership
from owners.queries import mandates
from portal.access import queries as access
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts import devices
from portal.accounts import queries as accounts
from portal.accounts.models import SignIn, User
from portal.web import words

HISTORY = 20  # sign-ins shown to the office


def filters(at: datetime, chosen: str) -> list[dict[str, Any]]:
    """The groups of the list, each with how many are in it."""
    counts = accounts.counts(at)
    labels = {
        "": _("Todas"),
        "came-in": _("Han entrado"),
        "invited": _("Invitadas"),
        "never": _("Nunca"),
        "no-email": _("Sin correo"),
        "closed": _("Cerradas"),
    }
    return [
        {"key": key or None, "label": label, "n": counts[key or "all"], "is_chosen": key == chosen}
        for key, label in labels.items()
    ]


def lines(people: Iterable[User], at: datetime, today: date) -> list[dict[str, Any]]:
    """A row of the office's list each: who, what he is, and whether he has come in."""
    found = list(people)
    keys = [person.pk for person in found]
    posts, owners = access.posts_held_by(keys, today), mandates.spoken_for_by(keys, today)
    return [
        {
            "key": person.pk,
            "name": person.name,
            "initials": person.initials,
            "email": person.email,
            "phone": person.phone,
            "is": [*posts.get(person.pk, ()), *owners.get(person.pk, ())],
            "state": state(person, at),
        }
        for person in found
    ]


def state(person: Any, at: datetime) -> dict[str, str]:
    """Whether a person of `accounts.everybody` has come in: tone and words."""
    if not person.is_active:
        return {"tone": "unknown", "words": _("No puede entrar")}
    if person.came_in_at:
        return {"tone": "no_fault bare", "words": _("Entró %(when)s") % {"when": _moment(person.came_in_at, at)}}
    if person.invited_until:
        until = words.figures(timezone.localtime(person.invited_until).date())
        return {"tone": "reported", "words": _("Invitación hasta el %(day)s") % {"day": until}}
    if not person.email:
        return {"tone": "reported", "words": _("Sin correo: falta su carta")}
    return {"tone": "unknown bare", "words": _("Nunca ha entrado")}


def closures(person: User, at: datetime) -> list[str]:
    """Who closed the account and who opened it again, each a sentence, newest first."""
    told = []
    for one in accounts.closures(person):
        if one.reopened_at:
            told.append(_said(_("Abierta otra vez %(when)s por %(name)s."), one.reopened_by, one.reopened_at, at))
        told.append(_said(_("Cerrada %(when)s por %(name)s."), one.closed_by, one.closed_at, at))
    return told


def _said(sentence: str, who: User | None, moment: datetime, at: datetime) -> str:
    return sentence % {"when": _moment(moment, at), "name": who.name if who else _("el sistema")}


def posts(person: User, today: date) -> list[dict[str, Any]]:
    """The person's posts, each with its dates and what says so."""
    return [_dated(post, today) | {"title": Role(post.role).label} for post in access.posts().filter(person=person)]


def mandates_of(today: date, **holder: User | Agency) -> list[dict[str, Any]]:
    """The mandates of a person or a firm."""
    return [
        _dated(mandate, today)
        | {
            "title": _("%(role)s de %(owner)s") % {"role": Role(mandate.role).label, "owner": mandate.owner.name},
            "has_file": mandate.evidence_file is not None,
        }
        for mandate in mandates.mandates().filter(**holder)
    ]


def memberships_of(person: User, today: date) -> list[dict[str, Any]]:
    """The firms a person works at."""
    return [
        _dated(one, today) | {"title": one.agency.name, "agency": one.agency_id, "is_head": one.is_head}
        for one in mandates.memberships().filter(person=person)
    ]


def members_of(agency: Agency, today: date) -> list[dict[str, Any]]:
    """Who works at a firm."""
    return [
        _dated(one, today) | {"title": one.person.name, "person": one.person_id, "is_head": one.is_head}
        for one in mandates.memberships().filter(agency=agency)
    ]


def sessions(person: User, at: datetime, here: str | None = None) -> list[dict[str, Any]]:
    """Where a person is signed in, newest first."""
    return [_session(one, at) | {"is_here": one.session_key == here} for one in accounts.open_sign_ins(person, at)[:50]]


def sign_ins(person: User, at: datetime) -> list[dict[str, Any]]:
    """The last times a person came in."""
    return [
        _session(one, at) | {"is_open": one.ended_at is None and one.expires_at > at}
        for one in person.sign_ins.order_by("-began_at", "-pk")[:HISTORY]
    ]


def _session(one: SignIn, at: datetime) -> dict[str, Any]:
    return {
        "key": one.pk,
        "device": devices.in_words(one.device),
        "how": one.get_how_display(),
        "when": _moment(one.began_at, at),
        "until": _moment(one.expires_at, at),
    }


def _dated(row: Post | Mandate | Membership, today: date) -> dict[str, Any]:
    return {
        "key": row.pk,
        "days": _days(row.from_on, row.to_on),
        "evidence": getattr(row, "evidence", ""),
        "runs": row.from_on <= today and (row.to_on is None or row.to_on > today),
        "may_end": row.to_on is None,
    }


def _days(from_on: date, to_on: date | None) -> str:
    if to_on is None:
        return _("desde el %(day)s") % {"day": words.figures(from_on)}
    if to_on == from_on:
        return _("anulado el mismo día, %(day)s") % {"day": words.figures(from_on)}
    return _("desde el %(day)s hasta las 00:00 del %(last)s") % {
        "day": words.figures(from_on),
        "last": words.figures(to_on),
    }


def _moment(at: datetime, now: datetime) -> str:
    return words.moment(timezone.localtime(at), timezone.localtime(now))
