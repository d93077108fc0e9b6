"""A breakdown of Calle Mayor 14, lived step by step, and whom it is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from maintenance.actions import breakdowns, calls
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Answer, Attribution, Cause
from maintenance.models import Breakdown, Lift, Technician
from notifications.letter import Letter
from owners.models import Owner
from portal.accounts.models import User
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from tests.conftest import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Lived:
    """One breakdown; its moments are minutes after it was called in, at 9:32 of a Monday."""

    began = NOW - 88 * MINUTE

    def __init__(self, lift: Lift, technician: Technician) -> None:
        self.lift, self.technician = lift, technician
        self.row: Breakdown = Breakdown()

    def at(self, minutes: float) -> datetime:
        return self.began + minutes * MINUTE

    def confirmed(self, minutes: float = 8, *, inside: Answer = Answer.NO, **how: Any) -> "Lived":
        said = {"anyone_inside": inside, "stopped": Answer.YES, "words": "La puerta no cierra."}
        told = calls.Told(**(said | how.pop("told", {})))
        call = calls.receive(lift=self.lift, told=told, by=None, at=self.at(0))
        columns = {"stops_service": True, "next_update_by": self.at(128)} | how
        self.row = breakdowns.confirm(call=call, by=None, at=self.at(minutes), **columns)
        return self

    def assigned(self, minutes: float = 8) -> "Lived":
        breakdowns.assign(breakdown=self.row, technician=self.technician, by=None, at=self.at(minutes))
        return self

    def on_the_way(self, minutes: float = 33) -> "Lived":
        breakdowns.set_out(breakdown=self.row, by=None, at=self.at(minutes))
        return self

    def arrived(self, minutes: float = 55) -> "Lived":
        breakdowns.arrive(breakdown=self.row, by=None, at=self.at(minutes))
        return self

    def freed(self, minutes: float = 60) -> "Lived":
        breakdowns.free(breakdown=self.row, by=None, at=self.at(minutes))
        return self

    def promised(self, minutes: float = 70, *, words: str = "", until: float = 208) -> "Lived":
        when = {"next_update_by": self.at(until), "expected_back_at": self.at(until + 90)}
        breakdowns.promise(breakdown=self.row, words=words, by=None, at=self.at(minutes), **when)
        return self

    def restored(self, minutes: float = 86, cause: Cause = Cause.DOORS, **more: Any) -> "Lived":
        words = {"cause_words": "Correa del operador gastada.", "fix_words": "Correa cambiada."}
        repair = Repair(cause=cause, attribution=Attribution.WEAR, **(words | more))
        breakdowns.restore(breakdown=self.row, repair=repair, by=None, at=self.at(minutes))
        return self


@pytest.fixture
def lived(lift: Lift, technician: Technician) -> Lived:
    return Lived(lift, technician)


@pytest.fixture
def speaking(owner: Owner, chair: User, manager: User, resident: User, billing: User) -> Owner:
    """We write to the owner, for whom all of them stand."""
    Owner.objects.filter(pk=owner.pk).update(speaking_since=NOW - 30 * DAY)
    Pending.objects.all().delete()
    return owner


@pytest.fixture
def letter() -> Callable[..., Letter]:
    """What a letter says of the last fact of a kind to a person."""

    def write(of: Callable[[Entry, User], Letter], kind: str, person: User, language: str = "es") -> Letter:
        entry = Entry.objects.filter(kind=kind).order_by("-pk").first()
        assert entry
        with translation.override(language):
            return of(entry, person)

    return write


@pytest.fixture
def follow() -> Callable[[], None]:
    """Does what follows the facts."""
    return lambda: [following.work()][0] and None
