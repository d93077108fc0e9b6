"""What the papers of a batch are compared with, and what each comes to: whose, how sure, or why not at all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.actions import standing_rows
from owners.enums import BatchItemState as State
from owners.enums import BatchSort
from owners.enums.reading import RecognitionReason
from owners.models import Batch, BatchItem, Invoice
from owners.queries import houses, remembered, remittances, scope
from owners.rules.batches import Understood
from owners.rules.einvoices import reading
from owners.rules.einvoices.shapes import EInvoice, NoEInvoice
from owners.rules.recognition import keeping, recognising
from owners.rules.recognition.houses import House, code, number_key
from owners.rules.recognition.recognising import Evidence
from owners.rules.recognition.shapes import Fact, Recognised
from owners.rules.remittances import Remittance
from portal.files import store
from portal.files.models import File
from portal.lib import clock
from portal.lib.tables.mapping import SheetMapping
from portal.lib.tables.refusals import CannotRead
from portal.lib.text import fold
from portal.web import words

WHY = 400  # letters a file's reason has room for


@dataclass(frozen=True)
class Listed:
    """An ERP's list of the batch as it was read."""

    item: BatchItem
    found: Remittance
    mapping: SheetMapping


@dataclass
class Bench:
    """Everything a batch's papers are compared with; made once a pass."""

    house: House
    lists: list[Listed]
    remittance: Remittance | None
    beside: dict[str, tuple[str, EInvoice]]
    by_number: dict[str, tuple[str, EInvoice]]
    at: datetime
    used: set[str] = field(default_factory=set)
    files: dict[str, tuple[UUID, str]] = field(default_factory=dict)
    numbers: dict[tuple[str, str, int], tuple[UUID, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Batch) -> "Bench":
        at = clock.now()
        beside = dict(_einvoices(batch))
        by_number = {number_key(f"{one.series or ''}{one.number}"): (name, one) for name, one in beside.values()}
        bare = {number_key(one.number or ""): (name, one) for name, one in beside.values()}
        files: dict[str, tuple[UUID, str]] = {}
        taken = batch.items.papers().exclude(state=State.REFUSED).order_by("pk").values_list("sha256", "pk", "name")
        for sha256, key, name in taken:
            files.setdefault(sha256, (key, name))
        lists = list(_lists(batch))
        rows = [row for one in lists for row in (*one.found.rows, *one.found.refused)]
        together = Remittance.of(rows) if lists else None
        return cls(houses.house(at), lists, together, beside, bare | by_number, at, files=files)

    @cached_property
    def lifts(self) -> dict[str, UUID]:
        rows = Lift.objects.order_by("pk").values_list("pk", "rae", "serial_number")
        return {code(one): key for key, *numbers in rows for one in numbers if one}

    @cached_property
    def standing(self) -> dict[tuple[str, int], UUID]:
        rows = Invoice.objects.standing().order_by("pk").values_list("pk", "number", "year")
        return {(number_key(number), year): key for key, number, year in rows}

    def look(self, item: BatchItem) -> dict[str, Any]:
        """The columns of an item as it is understood now."""
        kept = json.loads(item.transcript or '{"pages": [], "einvoice": null}')
        evidence = Evidence(name=item.name, pages=kept["pages"], has_list=self.remittance is not None)
        evidence = self._with_einvoice(evidence, kept["einvoice"])
        evidence = self._with_row(evidence)
        found = recognising.recognise(evidence, house=self.house, today=scope.today(self.at))
        columns = self._columns(item, found)
        refusal = self._refusal(item, found)
        return columns | refusal

    def _with_einvoice(self, evidence: Evidence, enclosed: str | None) -> Evidence:
        if enclosed:
            try:
                return _with(evidence, einvoice=reading.read(enclosed.encode("latin-1")))
            except NoEInvoice:
                return evidence
        found = self.beside.get(_stem(evidence.name))
        if not found:
            numbers = recognising.numbers_of(evidence, house=self.house)
            found = next((self.by_number[key] for key in map(number_key, numbers) if key in self.by_number), None)
        if not found:
            return evidence
        self.used.add(found[0])
        return _with(evidence, einvoice=found[1])

    def _with_row(self, evidence: Evidence) -> Evidence:
        if self.remittance is None:
            return evidence
        numbers = recognising.numbers_of(evidence, house=self.house)
        return _with(evidence, row=self.remittance.row_for(evidence.name, numbers))

    def _columns(self, item: BatchItem, found: Recognised) -> dict[str, Any]:
        told = Understood(found)
        lift = self.lifts.get(code(told.text(Fact.LIFT)))
        owner = found.owner
        lacks = told.lacks(owner=owner is not None, lift=lift is not None)
        twin = self._twin(item, told)
        is_sure = found.confidence == recognising.SUREST and not lacks and not twin
        return {
            "state": State.SURE if is_sure else State.DOUBTFUL,
            "understood": keeping.keep(found),
            "confidence": min(found.confidence, 2) if lacks or twin else found.confidence,
            "owner": owner,
            "lift": lift,
            "number": told.number[:60],
            "total": told.amount(Fact.TOTAL),
            "why": twin or (str(lacks[0].label) if lacks and found.confidence == recognising.SUREST else ""),
        }

    def _twin(self, item: BatchItem, told: Understood) -> str:
        """Another paper of the batch with the same number."""
        day = told.day(Fact.ISSUED_ON)
        if not (told.kind.is_invoice and told.number and day):
            return ""
        key = (told.text(Fact.ISSUER), number_key(told.number), day.year)
        first, name = self.numbers.setdefault(key, (item.pk, item.name))
        return "" if first == item.pk else (_("«%(name)s» lleva el mismo número.") % {"name": name})[:400]

    def _refusal(self, item: BatchItem, found: Recognised) -> dict[str, Any]:
        """Why it is not published at all: these bytes or this number are there already."""
        first, name = self.files.get(item.sha256, (item.pk, item.name))
        if first != item.pk:
            return _refused(_("Es el mismo fichero que «%(name)s».") % {"name": name})
        standing = Invoice.objects.standing().select_related("owner")
        if there := standing.filter(file=item.file).first():
            return _refused(already(there, same_file=True), there)
        if any(reason.code is RecognitionReason.ALREADY for reason in found.reasons):
            told = Understood(found)
            day = told.day(Fact.ISSUED_ON)
            key = self.standing.get((number_key(told.number), day.year)) if day else None
            if key and (there := standing.filter(pk=key).first()):
                return _refused(already(there, same_file=False), there)
        return {}

    def compare_lists(self) -> None:
        """What the lists say of invoices that stand, once it is known which rows are of the papers beside them."""
        for one in self.lists:
            standings = standing_rows.compare(one.item, one.found, one.mapping, at=self.at)
            why = "" if standings else self._unused(one)
            BatchItem.objects.filter(pk=one.item.pk).update(read_at=self.at, why=why)

    def _unused(self, one: Listed) -> str:
        """Which rows of a list are of no use beside the papers, and why; none of it is where there is no paper."""
        if not one.item.batch.items.papers().exists():
            return _("No va con ningún PDF, ni se ve qué columna dice dónde está cada factura.")
        parts = [_("Línea %(line)s: %(why)s") % {"line": row.line, "why": row.words} for row in one.found.refused]
        if alone := standing_rows.alone(one.item, one.found, at=self.at):
            parts.append(_("Sin su PDF: %(numbers)s.") % {"numbers": ", ".join(alone)})
        return _cut(parts)


def _cut(parts: list[str]) -> str:
    """As many of them as there is room for, and how many more there are."""
    said, room = list[str](), WHY - 20
    for place, part in enumerate(parts):
        room -= len(part) + 1
        if room < 0:
            said.append(part[: room + len(part)] + "…" if not said else _("Y %(n)s más.") % {"n": len(parts) - place})
            break
        said.append(part)
    return " ".join(said)


def already(there: Invoice, *, same_file: bool) -> str:
    """That an invoice stands published, in words."""
    day = words.figures(scope.today(there.published_at))
    said = {"number": there.number, "owner": there.owner.name, "day": day}
    if same_file:
        return _("Este mismo fichero ya se publicó el %(day)s: es la %(number)s de %(owner)s.") % said
    return _("La %(number)s ya se publicó el %(day)s, para %(owner)s.") % said


def _refused(why: str, standing: Invoice | None = None) -> dict[str, Any]:
    return {"state": State.REFUSED, "why": why[:400], "standing": standing, "transcript": "", "confidence": 0}


def _with(evidence: Evidence, **more: Any) -> Evidence:
    return Evidence(**vars(evidence) | more)


def _stem(name: str) -> str:
    return fold(PurePath(name).stem)


def _einvoices(batch: Batch) -> Iterator[tuple[str, tuple[str, EInvoice]]]:
    """Those that came as files of their own, by the name before the point."""
    rows = batch.items.filter(sort=BatchSort.EINVOICE, state=State.BESIDE).select_related("file").order_by("pk")
    for item in rows:
        try:
            yield _stem(item.name), (item.name, reading.read(store.read(kept(item))))
        except store.Altered:
            _refuse(item, spoilt())


def kept(item: BatchItem) -> File:
    """The file of a paper that was not refused at the door."""
    if item.file is None:
        raise store.Altered(item.sha256)
    return item.file


def spoilt() -> str:
    return _("El fichero se ha estropeado en el disco: envíelo otra vez.")


def _refuse(item: BatchItem, why: str) -> None:
    BatchItem.objects.filter(pk=item.pk).update(state=State.REFUSED, why=why[:400])


def _lists(batch: Batch) -> Iterator[Listed]:
    """The ERP's lists of the batch; one that cannot be read is refused in words."""
    mappings = remembered.mappings()
    for item in batch.items.filter(sort=BatchSort.LIST, state=State.BESIDE).select_related("file", "batch"):
        try:
            store.read(kept(item))
            found, mapping = remittances.read(store.path_of(item.sha256), mappings)
        except store.Altered:
            _refuse(item, spoilt())
        except CannotRead as unread:
            _refuse(item, str(unread))
        else:
            yield Listed(item, found, mapping)
