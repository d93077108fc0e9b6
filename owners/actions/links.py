"""Links that open one document for one person without signing in, and their end."""

from datetime import datetime, timedelta

from django.db import transaction

from owners.models import DocumentLink, DocumentVersion
from owners.queries import links
from portal.accounts.models import User

LASTS = timedelta(days=30)


@transaction.atomic
def give(*, version: DocumentVersion, person: User, at: datetime) -> str:
    """The token of a link that lasts a month; the one the person has already, while that lasts."""
    running = DocumentLink.objects.filter(version=version, person=person, revoked_at=None)
    running.filter(expires_at__lte=at).update(revoked_at=at)
    link, _is_new = DocumentLink.objects.get_or_create(
        version=version, person=person, revoked_at=None, defaults={"made_at": at, "expires_at": at + LASTS}
    )
    return links.token_of(link)


def revoke(*, link: DocumentLink, at: datetime) -> bool:
    """It opens nothing any more; answers whether it did until now."""
    return bool(DocumentLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at))
