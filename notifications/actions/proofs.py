"""A proof to oneself: the very mail an owner would get of a paper that is still to be published."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.actions import messages
from notifications.enums import Class
from notifications.models import Message
from notifications.touchpoints import invoice_published
from owners.actions import drafting
from owners.models import BatchItem
from owners.queries import scope
from portal.accounts.models import User

TOUCHPOINT = "publishing_proof"


class NoAddress(Exception):
    """Who asks has no address to send it to."""


@transaction.atomic
def send(*, item: BatchItem, to: User, at: datetime) -> Message:
    """Sends it through the one door, to who asks and to nobody else. Raises NoAddress and drafting.Unpublishable."""
    if not to.email:
        raise NoAddress
    invoice, charges = drafting.proof(item, at=at)
    with translation.override(to.language):
        charged = [(one.text, one.amount) for one in charges[: invoice_published.MOST]]
        letter = replace(invoice_published.of(invoice, charged, to, scope.today(at)), action_url=_address(item))
        title = _("Prueba: %(title)s") % {"title": letter.title}
        told = {"touchpoint": TOUCHPOINT, "kind": Class.SERVICE, "title": title, "created_at": at}
        message = Message.objects.create(person=to, **told)
        messages.mail(message, letter, address=to.email, at=at)
    return message


def _address(item: BatchItem) -> str:
    """The paper on the office's page: its invoice has none yet."""
    return settings.SITE_URL + reverse("owners:batch-item", args=[item.pk])
