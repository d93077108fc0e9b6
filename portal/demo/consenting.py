"""Which owners of the demo take invoices and bulletins electronically: the chair's, and most of the manager's."""

from collections.abc import Iterator
from datetime import datetime

from owners import kinds
from owners.enums import ConsentTo
from owners.models import Consent, Mandate
from owners.rules import wordings
from portal.access.roles import Role
from portal.accounts.models import User
from portal.demo.cast import CAST
from portal.demo.dice import throws
from portal.demo.founding import append_all
from portal.demo.world import World
from portal.ledger.kinds import Origin

AGREE = {ConsentTo.INVOICES: 0.6, ConsentTo.BULLETINS: 0.75}
LANGUAGE, WORDING = "es", 1


def write(world: World, *, at: datetime) -> None:
    """Old facts, so nobody is told of them."""
    given = list(_given(world, at))
    Consent.objects.bulk_create(given)
    append_all([kinds.CONSENT_GIVEN.of(one, occurred_at=at, origin=Origin.HISTORY) for one in given], at=at)


def _given(world: World, at: datetime) -> Iterator[Consent]:
    emails = {person.key: person.email for person in CAST}
    people = {person.email: person for person in User.objects.filter(email__in=[emails["chair"], emails["manager"]])}
    chair, manager = people[emails["chair"]], people[emails["manager"]]
    open_ones = Mandate.objects.filter(to_on=None)
    own = open_ones.filter(person=chair, role=Role.CHAIR).select_related("owner").order_by("owner__name")
    managed = open_ones.filter(agency__isnull=False).select_related("owner").order_by("owner__name")
    for mandate in own:
        yield from (_consent(mandate, to, chair, at) for to in ConsentTo)
    theirs = {mandate.owner_id for mandate in own}
    for mandate in managed:
        chance = throws(world.seed, "agrees", mandate.owner.nif)
        wanted = [to for to in ConsentTo if chance.random() < AGREE[to]]
        yield from (_consent(mandate, to, manager, at) for to in wanted if mandate.owner_id not in theirs)


def _consent(mandate: Mandate, to: ConsentTo, by: User, at: datetime) -> Consent:
    sha256 = wordings.digest(to, WORDING, LANGUAGE)
    told = {"wording": WORDING, "language": LANGUAGE, "sha256": sha256}
    return Consent(owner=mandate.owner, to=to, given_by=by, given_at=at, **told)
