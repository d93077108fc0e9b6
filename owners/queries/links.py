"""What a link to a document opens: nothing once it is altered, has run out, was revoked, or its person sees less."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet

from owners.models import DocumentLink, DocumentVersion
from owners.queries import documents, scope
from portal.web import words

SALT = "owners.document-link"


class LinkOver(Exception):
    """The link opens nothing; why is nobody's business who holds it."""


def token_of(link: DocumentLink) -> str:
    """The link as an address bears it: its key, signed."""
    return _signer().sign(base64.urlsafe_b64encode(link.pk.bytes).rstrip(b"=").decode())


@dataclass(frozen=True)
class Sent:
    """A link that still opens the document: whose, and until when."""

    pk: UUID
    name: str
    until: str


def sent(version: DocumentVersion, at: datetime) -> list[Sent]:
    """The links that open a version now."""
    rows = open_links(at).filter(version=version).select_related("person").order_by("made_at", "pk")
    today = scope.today(at)
    return [Sent(one.pk, one.person.name, words.long(scope.today(one.expires_at), today)) for one in rows]


def open_links(at: datetime) -> QuerySet[DocumentLink]:
    """Those that neither ran out nor were revoked."""
    return DocumentLink.objects.filter(revoked_at=None, expires_at__gt=at)


def opened_by(token: str, at: datetime) -> DocumentLink:
    """The link of a token, with its document; raises LinkOver."""
    try:
        key = UUID(bytes=base64.urlsafe_b64decode(_signer().unsign(token) + "=="))
    except (signing.BadSignature, ValueError, binascii.Error) as altered:
        raise LinkOver from altered
    rows = ("person", *(f"version__{name}" for name in documents.ROWS))
    link = open_links(at).filter(pk=key).select_related(*rows).first()
    if link is None or not link.person.is_active:
        raise LinkOver
    if not documents.versions_seen(link.person, at).filter(pk=link.version_id).exists():
        raise LinkOver
    return link


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep=".")
