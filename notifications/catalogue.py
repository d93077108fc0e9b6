"""The touchpoints: for each, whom it tells, of which facts, how, and until when it is news. One declaration a line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maintenance import kinds
from notifications.enums import Channel, Class
from notifications.letter import Letter
from notifications.touchpoints import bulletin_issued
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.models import Entry


@dataclass(frozen=True)
class Touchpoint:
    """A line of the catalogue. After `stale_after` a fact is shown, not announced."""

    key: str
    label: Promise | str
    kind: Class
    triggers: frozenset[str]
    stale_after: timedelta
    roles: frozenset[Role]
    channels: tuple[Channel, ...]
    letter: Callable[[Entry, User], Letter]


BULLETIN_ISSUED = Touchpoint(
    key="bulletin_issued",
    label=_("El boletín de una revisión"),
    kind=Class.LEGAL,
    triggers=frozenset({kinds.BULLETIN_ISSUED.name}),
    stale_after=timedelta(days=10),  # ITC AEM 1 (RD 355/2024), art. 5.5.a
    roles=frozenset({Role.CHAIR, Role.MANAGER}),
    channels=(Channel.EMAIL,),
    letter=bulletin_issued.letter,
)

ALL = (BULLETIN_ISSUED,)


def following(kind: str) -> list[Touchpoint]:
    """The touchpoints a kind of fact triggers."""
    return [touchpoint for touchpoint in ALL if kind in touchpoint.triggers]


HOUSE: dict[str, Promise | str] = {
    "sign_in_code": _("El código para entrar"),
    "sign_in_unknown": _("Alguien quiso entrar con este correo"),
    "welcome": _("Una invitación"),
}


def label_of(key: str) -> str:
    """What a message is, in words: a touchpoint's or a mail of the house itself."""
    labels = HOUSE | {touchpoint.key: touchpoint.label for touchpoint in ALL}
    return str(labels.get(key, _("Un correo de la casa")))
