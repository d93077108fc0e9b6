"""Giving and taking back an owner's consent to electronic papers; without it they go on paper."""

from datetime import datetime

from django.db import IntegrityError, transaction

from owners import kinds
from owners.enums import ConsentTo
from owners.models import Consent, Owner
from owners.rules import wordings
from portal.accounts.models import User
from portal.files.models import File
from portal.ledger import actions as ledger


class AlreadyGiven(Exception):
    """It runs already."""


class CannotRevoke(Exception):
    """It was taken back before."""


class OtherWording(Exception):
    """The text has changed since it was shown: it must be read anew."""


@transaction.atomic
def give(
    *,
    owner: Owner,
    to: ConsentTo,
    wording: int,
    language: str,
    by: User,
    at: datetime,
    evidence: File | None = None,
) -> Consent:
    """Writes that the owner consented to the text of that version as it reads in that language."""
    if wording != wordings.latest(to):
        raise OtherWording
    sha256 = wordings.digest(to, wording, language)
    told = {"wording": wording, "language": language, "sha256": sha256, "evidence": evidence}
    try:
        with transaction.atomic():
            consent = Consent.objects.create(owner=owner, to=to, given_at=at, given_by=by, **told)
    except IntegrityError as there:
        raise AlreadyGiven from there

    ledger.append(kinds.CONSENT_GIVEN.of(consent, occurred_at=at), by=by, at=at)
    return consent


@transaction.atomic
def revoke(*, consent: Consent, by: User, at: datetime) -> Consent:
    """From now on papers of that kind go on paper again."""
    if not Consent.objects.running().filter(pk=consent.pk).update(revoked_at=at, revoked_by=by):
        raise CannotRevoke
    consent.refresh_from_db()

    ledger.append(kinds.CONSENT_REVOKED.of(consent, occurred_at=at), by=by, at=at)
    return consent
