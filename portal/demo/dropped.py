"""The batch that waits on the office's page: invoices of rescue telephones, most of them sure, and what is doubtful.

Its papers were read already; they are compared here, as the job would, so that the page is whole at the first look.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from owners.actions import batches, reading
from owners.actions.batches import Dropped
from owners.models import Batch, BatchItem, Owner, Tenure
from portal.company import queries as companies
from portal.demo import bills
from portal.demo.known import Known
from portal.demo.world import ZONE
from portal.files import store
from portal.jobs import actions as jobs
from portal.lib import clock
from portal.web import words

PAPERS, FEWEST = 24, 40  # a company with fewer owners has none waiting
FEE, TAX = Decimal("9.80"), Decimal("0.21")
SHORT, OTHERWISE, UNLISTED = 3, 7, 11  # by place: a figure of the NIF lacks, the list says otherwise, it is not in it
SINCE = timedelta(minutes=25)


@dataclass(frozen=True)
class Paper:
    """One invoice as it lies there."""

    place: int
    owner: Owner
    day: str

    @property
    def number(self) -> str:
        return f"T26-{2101 + self.place}"

    @property
    def nif(self) -> str:
        """As the paper prints it: of one, a figure lacks."""
        return self.owner.nif[:-2] + self.owner.nif[-1] if self.place == SHORT else self.owner.nif

    @property
    def amounts(self) -> tuple[Decimal, Decimal, Decimal]:
        tax = (FEE * TAX).quantize(Decimal("0.01"))
        return FEE, tax, FEE + tax

    @property
    def head(self) -> list[str]:
        company = companies.current()
        issuer = [f"Factura {self.number}", company.legal_name, f"NIF {company.nif}"]
        return [*issuer, f"Fecha de la factura: {self.day}", "Cliente", self.owner.name, f"NIF {self.nif}"]

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [("Teléfono de rescate, del mes", _figures(self.amounts[0]))]

    @property
    def sums(self) -> list[tuple[str, str]]:
        return list(zip(("Base", "IVA 21 %", "Total"), map(_figures, self.amounts), strict=True))

    @property
    def row(self) -> str:
        """Its row in the ERP's list."""
        base, tax, total = self.amounts
        more = Decimal("1.80") if self.place == OTHERWISE else Decimal(0)
        figures = ";".join(map(_figures, (base, tax, total + more)))
        return f"{self.number};{self.owner.nif};{self.owner.name};{self.day};{figures}"


def put_down(known: Known, *, at: datetime) -> None:
    """Drops the batch, once."""
    office = known.people.get("office")
    held = Tenure.objects.filter(to_on=None).values("owner")
    owners = list(Owner.objects.filter(pk__in=held).exclude(nif="").order_by("name", "pk")[:FEWEST])
    if office is None or len(owners) < FEWEST or Batch.objects.exists():
        return
    began = at - SINCE
    batch = batches.begin(by=office, at=began)
    day = words.figures(clock.day_in(ZONE, began))
    papers = [Paper(place, owner, day) for place, owner in enumerate(owners[:PAPERS])]
    BatchItem.objects.bulk_create(_item(batch, paper, began) for paper in papers)
    batches.take(batch=batch, dropped=Dropped("telefonos.csv", "\n".join(_rows(papers)).encode()), at=began)
    jobs.run(reading.start(batch=batch, by=office, at=began).pk)


def _item(batch: Batch, paper: Paper, at: datetime) -> BatchItem:
    content = bills.draw(paper.head, paper.lines, paper.sums)
    file = store.put(content, media_type="application/pdf", at=at)
    page = "\n".join([*paper.head, *("\t".join(cells) for cells in (*paper.lines, *paper.sums))])
    transcript = json.dumps({"pages": [page], "einvoice": None})
    name = f"{paper.number}.pdf"
    return BatchItem(batch=batch, name=name, sha256=file.sha256, file=file, read_at=at, transcript=transcript)


def _rows(papers: list[Paper]) -> Iterator[str]:
    yield "Factura;NIF;Titular;Fecha;Base;IVA;Total"
    yield from (paper.row for paper in papers if paper.place != UNLISTED)


def _figures(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
