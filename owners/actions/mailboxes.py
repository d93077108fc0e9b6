"""A firm's invoice mailbox: asked for, confirmed by who reads it, paused, removed. Who and when stand in its row."""

from datetime import datetime

from django.db import IntegrityError, transaction

from owners.models import Agency, Mailbox
from portal.accounts.models import User


class AlreadyThere(Exception):
    """The firm has a mailbox already."""


class CannotChange(Exception):
    """It was confirmed, paused, opened or removed meanwhile."""


@transaction.atomic
def ask(*, agency: Agency, address: str, file_name: str, subject: str, by: User, at: datetime) -> Mailbox:
    """Writes down where a firm wants its invoices; nothing goes there until it is confirmed."""
    try:
        with transaction.atomic():
            return Mailbox.objects.create(
                agency=agency, address=address.lower(), file_name=file_name, subject=subject, asked_by=by, asked_at=at
            )
    except IntegrityError as there:
        raise AlreadyThere from there


@transaction.atomic
def rename(*, mailbox: Mailbox, file_name: str, subject: str) -> None:
    """From the next mail on."""
    if not Mailbox.objects.standing().filter(pk=mailbox.pk).update(file_name=file_name, subject=subject):
        raise CannotChange


@transaction.atomic
def confirm(*, mailbox: Mailbox, by: User, at: datetime) -> None:
    """Somebody of the firm read there what was sent."""
    waiting = Mailbox.objects.standing().filter(pk=mailbox.pk, confirmed_at=None)
    if not waiting.update(confirmed_by=by, confirmed_at=at):
        raise CannotChange


@transaction.atomic
def pause(*, mailbox: Mailbox, by: User, at: datetime) -> None:
    """Nothing goes there until it is opened again; what was announced meanwhile is not sent later."""
    if not Mailbox.objects.open().filter(pk=mailbox.pk).update(paused_by=by, paused_at=at):
        raise CannotChange


@transaction.atomic
def go_on(*, mailbox: Mailbox) -> None:
    """What is announced from now on goes there again."""
    paused = Mailbox.objects.standing().filter(pk=mailbox.pk, paused_at__isnull=False)
    if not paused.update(paused_by=None, paused_at=None):
        raise CannotChange


@transaction.atomic
def remove(*, mailbox: Mailbox, by: User, at: datetime) -> None:
    """Nothing goes there any more."""
    if not Mailbox.objects.standing().filter(pk=mailbox.pk).update(removed_by=by, removed_at=at):
        raise CannotChange
