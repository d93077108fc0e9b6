"""The papers the demo's office had put in by the first day: some dossiers whole, some not, one that runs out soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random

from maintenance.models import Lift
from owners.actions import documents
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from owners.models import Document, DocumentVersion, Owner, Tenure
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.demo import bills
from portal.demo.appointments import THE_CHAIRS
from portal.demo.cast import CAST
from portal.demo.dice import throws
from portal.demo.founding import append_all
from portal.demo.world import ZONE, World
from portal.files import store
from portal.files.models import File
from portal.ledger.kinds import Origin
from portal.lib import clock

SOON = ("Calle Santiago 21", 34)  # whose inspection runs out in so many days
OF_THE_MAKER = (DocumentKind.CONFORMITY, DocumentKind.DATA_SHEET, DocumentKind.MANUAL)
HAVE = {DocumentKind.CONFORMITY: 0.7, DocumentKind.DATA_SHEET: 0.85, DocumentKind.MANUAL: 0.6}
INSPECTED_EVERY = timedelta(days=6 * 365)  # dwellings, ITC AEM 1, art. 11.4
WITH_CERTIFICATE = 16  # lifts whose own papers were scanned so far


def put_in(world: World, *, at: datetime) -> None:
    """Writes the papers down as the office put them in; old facts, so nobody is told."""
    shelf = _Shelf(world, at)
    lifts = Lift.objects.select_related("building").order_by("building__street", "code")
    for number, lift in enumerate(lifts):
        for kind in shelf.kinds_of(lift, has_own=number < WITH_CERTIFICATE):
            shelf.add(kind, lift)
    streets = {lift.building.street for lift in lifts[:WITH_CERTIFICATE]} | {SOON[0], world.places[THE_CHAIRS].street}
    held = Tenure.objects.filter(to_on=None, lift__building__street__in=streets)
    for tenure in held.select_related("owner").order_by("owner", "from_on"):
        shelf.add_contract(tenure.owner, tenure.from_on)
    shelf.store()
    _replace_one(shelf, at)


@dataclass
class _Shelf:
    """Rows as they pile up. Papers of a maker are one file for all of its lifts."""

    world: World
    at: datetime

    def __post_init__(self) -> None:
        self.documents: list[Document] = []
        self.versions: list[DocumentVersion] = []
        self.files: dict[tuple[str, str], File] = {}
        self.contracts: set[object] = set()

    @cached_property
    def office(self) -> User | None:
        email = next(one.email for one in CAST if one.key == "office")
        return User.objects.filter(email=email).first()

    def kinds_of(self, lift: Lift, *, has_own: bool) -> Iterator[DocumentKind]:
        """Which papers of a lift are here: all of the chair's, of the others as it fell out."""
        chance = throws(self.world.seed, "dossier", lift.code)
        whole = lift.code == THE_CHAIRS
        for kind in OF_THE_MAKER:
            if chance.random() < HAVE[kind] or whole:
                yield kind
        if has_own or whole or lift.building.street == SOON[0]:
            yield DocumentKind.REGISTRATION
            yield DocumentKind.INSPECTION

    def add(self, kind: DocumentKind, lift: Lift) -> None:
        chance = throws(self.world.seed, kind, lift.code)
        since = self._since(kind, lift, chance)
        until = since + INSPECTED_EVERY - timedelta(days=1) if kind is DocumentKind.INSPECTION else None
        document = Document(kind=kind, title=str(kind.label), lift=lift, audience=Audience.OWNER)
        self._keep(document, self._file(kind, lift), since, until)

    def add_contract(self, owner: Owner, since: date) -> None:
        """One an owner, with prices in it."""
        if owner.pk in self.contracts:
            return
        self.contracts.add(owner.pk)
        kind = DocumentKind.CONTRACT
        lines = ("CONTRATO DE MANTENIMIENTO", owner.name, f"NIF {owner.nif}", f"Desde el {since:%d/%m/%Y}")
        document = Document(kind=kind, title=str(kind.label), owner=owner, audience=Audience.BILLING)
        self._keep(document, self._put(("contract", str(owner.pk)), *lines), since, None)

    def store(self) -> None:
        Document.objects.bulk_create(self.documents, batch_size=500)
        DocumentVersion.objects.bulk_create(self.versions, batch_size=500)
        append_all(
            [
                record
                for version in self.versions
                for record in documents.told_of(documents.PUBLISHED, version, self.at, Origin.HISTORY)
            ],
            at=self.at,
        )

    def _since(self, kind: DocumentKind, lift: Lift, chance: Random) -> date:
        """The year it was made; a certificate, within the years it holds."""
        today = clock.day_in(ZONE, self.at)
        if kind is not DocumentKind.INSPECTION:
            return date(lift.year or 2000, chance.randint(1, 12), chance.randint(1, 28))
        if lift.building.street == SOON[0]:
            left = self.world.made_on + timedelta(days=SOON[1] + 1)
            return left - INSPECTED_EVERY
        return today - timedelta(days=chance.randint(90, 2100))

    def _file(self, kind: DocumentKind, lift: Lift) -> File:
        maker = lift.maker or "sin marca"
        if kind in OF_THE_MAKER:
            return self._put((kind, maker), str(kind.label).upper(), maker, "Copia del original")
        lines = (str(kind.label).upper(), lift.place, f"RAE {lift.rae}")
        return self._put((kind, lift.code), *lines)

    def _put(self, key: tuple[str, str], *lines: str) -> File:
        if key not in self.files:
            self.files[key] = store.put(bills.draw(lines), media_type="application/pdf", at=self.at)
        return self.files[key]

    def _keep(self, document: Document, file: File, since: date, until: date | None) -> None:
        self.documents.append(document)
        self.versions.append(
            DocumentVersion(
                document=document,
                file=file,
                valid_from=since,
                valid_until=until,
                published_at=self.at,
                published_by=self.office,
            )
        )


def _replace_one(shelf: _Shelf, at: datetime) -> None:
    """The chair's data sheet was scanned again, so that a second version is to be seen."""
    first = DocumentVersion.objects.select_related("document", "file").get(
        document__lift__code=THE_CHAIRS, document__kind=DocumentKind.DATA_SHEET
    )
    content = bills.draw(("FICHA TÉCNICA", "Copia entera, con la página 2"))
    file = store.put(content, media_type="application/pdf", at=at)
    sheet = Sheet(file, first.valid_from, why="La copia anterior no tenía la página 2.")
    documents.supersede(replaced=first, sheet=sheet, by=shelf.office, at=at, origin=Origin.HISTORY)
