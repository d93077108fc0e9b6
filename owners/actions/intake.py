"""Bringing owners in from a sheet: who they are, what they hold, who speaks for them.

Nobody is told: owners start silent, entries are history, and no invitation leaves. What is here already is left as it
is; a lift never changes hands by a sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from maintenance.actions.imports import sheets
from maintenance.actions.imports.applying import NotAdmitted
from maintenance.actions.imports.sheets import Candidate, Pen, Seen, Sheet
from maintenance.enums import Doubt, Refusal
from maintenance.models import Lift, StagedRow
from maintenance.queries import imports
from owners.actions import owners as owning
from owners.enums import IntakeDoubt, IntakeRefusal
from owners.models import Agency, Mandate, Owner, Tenure
from owners.rules import intake as rules
from portal.access.roles import Role
from portal.accounts.actions import people
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib.text import fold


def check(rows: Sequence[Candidate], seen: Seen) -> None:
    """Finds owners and lifts that are here, and says what does not fit beside them or beside an earlier line."""
    here = _Here.around(rows, seen)
    for row in rows:
        told = row.found.values
        known = here.owner(row.key, told["owner"]["nif"])
        if told["lift"] and told["lift"] not in here.lifts:
            row.remark(Refusal.NO_LIFT, value=told["lift"])
            continue
        told["lift"] = str(here.lifts[told["lift"]]) if told["lift"] else ""
        _check_name(row, known, seen)
        _check_nif(row, known, seen)
        _check_holder(row, known, here, seen)
        _check_address(row, here, seen)
        if known and here.holds_all(known, told):
            row.is_here = True
            row.remark(Doubt.ALREADY)


def write(rows: Sequence[StagedRow], pen: Pen) -> None:
    """Writes what of each row is not here yet; the streams of the owners it knows are held before the first."""
    plain = [row.plain for row in rows]
    ledger.hold(*_known(rows, [told["owner"]["nif"] for told in plain], pen))
    for row, told in zip(rows, plain, strict=True):
        owner = _owner(told["owner"], row.external_id, pen)
        if told["lift"]:
            _hold(owner, UUID(told["lift"]), date.fromisoformat(told["from_on"]), pen)
        if told["chair"]:
            _give(owner, Role.CHAIR, told["chair"], told["evidence"], pen, person=_person(owner, told["chair"]))
        if told["agency"]:
            _give(owner, Role.MANAGER, told["agency"], told["evidence"], pen, agency=_agency(told["agency"], pen))


@dataclass
class _Here:
    """What the database holds of a batch."""

    by_key: dict[str, Owner]
    by_nif: dict[str, Owner]
    lifts: dict[str, UUID]
    holders: dict[UUID, UUID]
    people: dict[str, User]
    speakers: dict[UUID, set[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def around(cls, rows: Sequence[Candidate], seen: Seen) -> "_Here":
        told = [row.found.values for row in rows]
        owners = list(Owner.objects.filter(source=seen.source, external_id__in=[row.key for row in rows]))
        with_nif = list(Owner.objects.filter(nif__in={one["owner"]["nif"] for one in told} - {""}))
        lifts = imports.lifts_called({one["lift"] for one in told}, seen.source)
        tenures = Tenure.objects.filter(lift__in=set(lifts.values()), to_on=None)
        emails = {one["chair"]["email"] for one in told if one["chair"]} - {""}
        return cls(
            by_key={owner.external_id: owner for owner in owners},
            by_nif={owner.nif: owner for owner in with_nif},
            lifts=lifts,
            holders=dict(tenures.values_list("lift_id", "owner_id")),
            people={person.email or "": person for person in User.objects.filter(email__in=emails)},
            speakers=_speakers([owner.pk for owner in [*owners, *with_nif]], seen.at),
        )

    def owner(self, key: str, nif: str) -> Owner | None:
        return self.by_key.get(key) or (self.by_nif.get(nif) if nif else None)

    def holds_all(self, owner: Owner, told: dict[str, Any]) -> bool:
        """Whether nothing of the row would be written."""
        wanted = {(who, fold(told[who]["name"])) for who in ("chair", "agency") if told[who]}
        holds = not told["lift"] or self.holders.get(UUID(told["lift"])) == owner.pk
        return holds and wanted <= self.speakers.get(owner.pk, set())


def _speakers(owner_ids: Sequence[UUID], at: datetime) -> dict[UUID, set[tuple[str, str]]]:
    """Who speaks for each owner, as the sheet would name them."""
    found: dict[UUID, set[tuple[str, str]]] = {}
    running = Mandate.objects.filter(Q(to_on=None) | Q(to_on__gt=at.date()), owner__in=owner_ids)
    for mandate in running.filter(role__in=[Role.CHAIR, Role.MANAGER]).select_related("person", "agency"):
        named = ("agency", fold(mandate.agency.name)) if mandate.agency else ("chair", fold(str(mandate.person)))
        found.setdefault(mandate.owner_id, set()).add(named)
    return found


def _check_name(row: Candidate, known: Owner | None, seen: Seen) -> None:
    name = row.found.values["owner"]["name"]
    line, first = seen.notes["name"].setdefault(row.key, (row.line, fold(name)))
    if first != fold(name):
        row.remark(IntakeDoubt.OTHER_NAME, value=str(line))
    if known and known.external_id == row.key and fold(known.name) != fold(name):
        row.remark(Doubt.DIFFERS, of=sheets.title(Owner, "name"), value=name)


def _check_nif(row: Candidate, known: Owner | None, seen: Seen) -> None:
    nif = row.found.values["owner"]["nif"]
    if not nif:
        return
    line, first = seen.notes["nif"].setdefault(nif, (row.line, row.key))
    if first != row.key:
        row.remark(IntakeRefusal.SAME_NIF, value=_("línea %(line)s") % {"line": line})
    elif known and known.external_id != row.key:
        row.remark(IntakeDoubt.KNOWN_NIF)


def _check_holder(row: Candidate, known: Owner | None, here: _Here, seen: Seen) -> None:
    """One owner a lift at a time: in the database and in the sheet."""
    lift = row.found.values["lift"]
    if not lift:
        return
    holder = here.holders.get(UUID(lift))
    first = seen.notes["holder"].setdefault(lift, row.key)
    if (holder and (known is None or holder != known.pk)) or first != row.key:
        row.remark(IntakeRefusal.HAS_OWNER)


def _check_address(row: Candidate, here: _Here, seen: Seen) -> None:
    """One e-mail is one person, whatever names the sheet gives it."""
    chair = row.found.values["chair"]
    if not chair or not chair["email"]:
        return
    person = here.people.get(chair["email"])
    first = seen.notes["email"].setdefault(chair["email"], fold(person.name if person else chair["name"]))
    if first != fold(chair["name"]):
        row.remark(IntakeDoubt.SHARED_EMAIL)


def _owner(told: dict[str, Any], key: str, pen: Pen) -> Owner:
    """The owner of that identifier or that NIF, written when there is none."""
    found = Owner.objects.filter(source=pen.source, external_id=key).first()
    if found is None and told["nif"]:
        found = Owner.objects.filter(nif=told["nif"]).first()
    if found is None:
        found = owning.prepare(source=pen.source, external_id=key, **told)
        found.save(force_insert=True)
    return found


def _known(rows: Sequence[StagedRow], nifs: Sequence[str], pen: Pen) -> list[UUID]:
    named = Q(source=pen.source, external_id__in=[row.external_id for row in rows])
    found = Owner.objects.filter(named | Q(nif__in={*nifs} - {""}))
    return list(found.values_list("pk", flat=True))


def _hold(owner: Owner, lift_id: UUID, from_on: date, pen: Pen) -> None:
    running = Tenure.objects.filter(lift=lift_id, to_on=None).first()
    if running and running.owner_id != owner.pk:
        raise NotAdmitted(str(IntakeRefusal.HAS_OWNER.label))
    if running is None:
        lift = Lift.objects.get(pk=lift_id)
        owning.hold(owner=owner, lift=lift, from_on=from_on, by=pen.by, at=pen.at, origin=Origin.HISTORY)


def _give(
    owner: Owner,
    role: Role,
    told: dict[str, Any],
    evidence: str,
    pen: Pen,
    person: User | None = None,
    agency: Agency | None = None,
) -> None:
    """The mandate, unless it runs already; one with an end is ended at once, on that day."""
    running = Q(to_on=None) | Q(to_on__gt=pen.at.date())
    if Mandate.objects.filter(running, owner=owner, role=role, person=person, agency=agency).exists():
        return
    hand: dict[str, Any] = {"by": pen.by, "at": pen.at, "origin": Origin.HISTORY}
    from_on = date.fromisoformat(told["from_on"])
    mandate = owning.give_mandate(
        owner=owner, role=role, from_on=from_on, person=person, agency=agency, evidence=evidence, **hand
    )
    if told["to_on"]:
        owning.end_mandate(mandate=mandate, to_on=date.fromisoformat(told["to_on"]), **hand)


def _person(owner: Owner, told: dict[str, Any]) -> User:
    """The person of that e-mail; without one, whoever of that name speaks for the owner; else a new person."""
    if told["email"]:
        found = User.objects.at_address(told["email"]).first()
    else:
        speaking = User.objects.filter(mandates__owner=owner, mandates__role=Role.CHAIR).order_by("pk")
        found = next((person for person in speaking if fold(person.name) == fold(told["name"])), None)
    return found or people.enrol(name=told["name"], email=told["email"] or None, phone=told["phone"])


def _agency(told: dict[str, Any], pen: Pen) -> Agency:
    """The firm of that NIF or that name, letter case and accents aside."""
    key = f"@{fold(told['name'])}"[:80]
    found = Agency.objects.filter(nif=told["nif"]).order_by("pk").first() if told["nif"] else None
    found = found or Agency.objects.filter(source=pen.source, external_id=key).first()
    found = found or Agency.objects.filter(name__iexact=told["name"]).order_by("pk").first()
    if found is None:
        columns = {name: told[name] for name in ("name", "nif", "email", "phone")}
        found = Agency.objects.create(source=pen.source, external_id=key, **columns)
    return found


OWNERS = Sheet(
    name="owners",
    known=rules.KNOWN,
    needed=rules.NEEDED,
    read=rules.owner,
    check=check,
    write=write,
    repeats=True,
)
